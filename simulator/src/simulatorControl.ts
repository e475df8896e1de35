import type { CallRecord } from "./calls";
import { Engine } from "./engine";
import type { FaultPlan } from "./faults";
import { patched } from "./merge";
import type {
  CustomerGateway,
  IdaasInstance,
  SslVpnServer,
  VpnConnection,
  VpnGateway,
} from "./model/resources";
import {
  connectionShape,
  customerGatewayShape,
  gatewayShape,
  type ResourceShape,
  sslVpnServerShape,
} from "./model/resourceShapes";
import type { Change } from "./model/account";
import { checkFields, checkPatch } from "./shape";
import { readSwitches, type Switches, type SwitchSettings } from "./switches";

/** New values by the API's names, nested or dotted: `{ "TunnelIkeConfig.Psk": "…" }`. */
export type Patch = Readonly<Record<string, unknown>>;

/** Everything that exists, in clear. */
export interface Inventory {
  readonly gateways: readonly VpnGateway[];
  readonly customerGateways: readonly CustomerGateway[];
  readonly sslVpnServers: readonly SslVpnServer[];
  readonly vpnConnections: readonly VpnConnection[];
}

/** Ids in the order in which they were seeded. */
export interface SeededIds {
  readonly gateways: readonly string[];
  readonly customerGateways: readonly string[];
}

/**
 * What a test or the control endpoint does to a running simulator, past its API: look, break, and change things
 * behind the client's back.
 */
export class SimulatorControl {
  constructor(
    protected readonly engine: Engine,
    /** The gateways and customer gateways the simulator started with. */
    readonly ids: SeededIds,
  ) {}

  /** What is to go wrong, and when. */
  get faults(): FaultPlan {
    return this.engine.faults;
  }

  /** The positions of the switches; they may be changed while it runs. */
  get switches(): Readonly<Switches> {
    return { ...this.engine.account.settings.switches };
  }

  /** Moves switches; those that aren't named stay, and a name or a position that isn't known is an error. */
  set(switches: SwitchSettings): void {
    Object.assign(this.engine.account.settings.switches, readSwitches(switches));
  }

  /** The log: every call so far, in the order of arrival, without keys and signatures. A copy. */
  calls(): CallRecord[] {
    return this.engine.calls.all();
  }

  /** Hears of each call once it is answered, or can't be answered any more. Returns what ends that. */
  onCall(listener: (call: CallRecord) => void): () => void {
    return this.engine.calls.listen(listener);
  }

  /** Forgets the log so far. */
  clearCalls(): void {
    this.engine.calls.clear();
  }

  /** Every change of a gateway with the time it took, also those of others. */
  changes(): Change[] {
    return this.engine.account.changes.map((change) => ({ ...change }));
  }

  /** Forgets those changes; what is under way goes on. */
  clearChanges(): void {
    this.engine.account.changes.length = 0;
  }

  /** Everything that exists, keys included. A copy: to change something, use {@link edit}. */
  inventory(): Inventory {
    const { gateways, customerGateways, sslVpnServers, vpnConnections } = this.engine.account;
    return structuredClone({
      gateways: [...gateways.values()],
      customerGateways: customerGateways.all(),
      sslVpnServers: sslVpnServers.all(),
      vpnConnections: vpnConnections.all(),
    });
  }

  /** The status a Describe of this gateway would return now. */
  status(gatewayId: string): string {
    return this.engine.account.status(this.engine.account.gateway(gatewayId));
  }

  /** The gateway stays `updating` until released. */
  stick(gatewayId: string): void {
    this.engine.account.stick(gatewayId);
    this.engine.save();
  }

  /** Ends, at once, whatever keeps the gateway `updating`. */
  release(gatewayId: string): void {
    this.engine.account.release(gatewayId);
    this.engine.save();
  }

  /** Someone else's change keeps the gateway busy from now on. */
  foreignChange(gatewayId: string, milliseconds: number): void {
    this.engine.account.foreignChange(gatewayId, milliseconds);
    this.engine.save();
  }

  /** Alters a gateway without the API: what it can do, its quotas, its status of business. */
  setGateway(gatewayId: string, patch: Patch): void {
    const { account } = this.engine;
    account.gateways.set(gatewayId, edited(account.gateway(gatewayId), patch, gatewayShape));
    this.engine.save();
  }

  /** The instances that two-factor authentication can name. They belong to another service. */
  setIdaas(instances: readonly IdaasInstance[]): void {
    this.engine.account.settings.idaas = instances;
  }

  /** Drift: alters any resource without the API, without its rules and without its gateway becoming busy. */
  edit(resourceId: string, patch: Patch): void {
    const { account } = this.engine;
    const done =
      account.sslVpnServers.edit(resourceId, (server) => edited(server, patch, sslVpnServerShape)) ??
      account.vpnConnections.edit(resourceId, (one) => edited(one, patch, connectionShape(one))) ??
      account.customerGateways.edit(resourceId, (one) => edited(one, patch, customerGatewayShape));
    if (account.gateways.has(resourceId)) this.setGateway(resourceId, patch);
    else if (done === undefined) throw new Error(`The simulator has no resource ${resourceId}.`);
    this.engine.save();
  }

  /** Puts in a resource as if someone had made it elsewhere. */
  put(resource: SslVpnServer | VpnConnection | CustomerGateway): void {
    const { sslVpnServers, vpnConnections, customerGateways } = this.engine.account;
    if ("SslVpnServerId" in resource) {
      const server = whole(resource, sslVpnServerShape);
      sslVpnServers.place(server.SslVpnServerId, server.VpnGatewayId, server);
    } else if ("VpnConnectionId" in resource) {
      const connection = whole(resource, connectionShape(resource));
      vpnConnections.place(connection.VpnConnectionId, connection.VpnGatewayId, connection);
    } else {
      const one = whole(resource, customerGatewayShape);
      customerGateways.place(one.CustomerGatewayId, undefined, one);
    }
    this.engine.save();
  }

  /** Deletes a resource as if someone had done it elsewhere, at once. */
  remove(resourceId: string): void {
    const { sslVpnServers, vpnConnections, customerGateways, gateways } = this.engine.account;
    const done = [
      sslVpnServers.drop(resourceId),
      vpnConnections.drop(resourceId),
      customerGateways.drop(resourceId),
      gateways.delete(resourceId),
    ];
    if (!done.includes(true)) throw new Error(`The simulator has no resource ${resourceId}.`);
    this.engine.save();
  }
}

function edited<T extends object>(resource: T, patch: Patch, { fields, what }: ResourceShape): T {
  checkPatch(fields, patch, what);
  return patched(resource, patch);
}

function whole<T extends object>(resource: T, { fields, what }: ResourceShape): T {
  checkFields(fields, resource, what);
  return structuredClone(resource);
}
