import type { Clock } from "../clock";
import { SeededRandom } from "../seededRandom";
import { type BusyTime, drawBusyTime } from "../durations";
import type { Quotas } from "../options";
import type { Switches } from "../switches";
import type { CustomerGateway, IdaasInstance, SslVpnServer, VpnConnection, VpnGateway } from "./resources";
import { ResourceStore, type StoreEntry } from "./resourceStore";
import type { TokenRecord } from "./tokens";

/** One change of a gateway, with the time it kept the gateway busy. */
export interface Change {
  gatewayId: string;
  operation: string;
  resourceId: string | undefined;
  requestId: string | undefined;
  acceptedAt: number;
  /** When the gateway is, or will be, active again; unknown while it is stuck. */
  activeAt: number | undefined;
}

export interface Settings {
  readonly regions: readonly string[];
  idaas: readonly IdaasInstance[];
  readonly quotas: Quotas;
  readonly busy: BusyTime;
  readonly switches: Switches;
}

/** The letters ids of a region begin with. */
const regionLetters: Partial<Record<string, string>> = {
  "cn-hangzhou": "bp1",
  "cn-shanghai": "uf6",
  "cn-beijing": "2ze",
  "ap-southeast-1": "t4n",
  "eu-central-1": "gw8",
  "us-west-1": "rj9",
};

/** What a state file holds. */
export interface Snapshot {
  version: 1;
  counters: Record<string, number>;
  gateways: VpnGateway[];
  customerGateways: CustomerGateway[];
  sslVpnServers: [string, StoreEntry<SslVpnServer>][];
  vpnConnections: [string, StoreEntry<VpnConnection>][];
  tokens: [string, TokenRecord][];
}

/** The simulated account: its resources, and the one life cycle that all of them share, their gateway's. */
export class Account {
  readonly gateways = new Map<string, VpnGateway>();
  readonly customerGateways = new Map<string, CustomerGateway>();
  readonly sslVpnServers: ResourceStore<SslVpnServer>;
  readonly vpnConnections: ResourceStore<VpnConnection>;
  readonly tokens: Map<string, TokenRecord>;
  readonly changes: Change[] = [];
  readonly random: SeededRandom;

  constructor(
    readonly clock: Clock,
    readonly settings: Settings,
    seed: string,
    snapshot?: Snapshot,
  ) {
    this.random = new SeededRandom(seed, snapshot?.counters);
    const delayed = () => settings.switches.visible === "active";
    const updating = (id: string) => this.isUpdating(id);
    this.sslVpnServers = new ResourceStore(delayed, updating, snapshot?.sslVpnServers);
    this.vpnConnections = new ResourceStore(delayed, updating, snapshot?.vpnConnections);
    this.tokens = new Map(snapshot?.tokens);
    for (const gateway of snapshot?.gateways ?? []) this.gateways.set(gateway.VpnGatewayId, gateway);
    for (const one of snapshot?.customerGateways ?? []) this.customerGateways.set(one.CustomerGatewayId, one);
  }

  snapshot(): Snapshot {
    return {
      version: 1,
      counters: this.random.counters,
      gateways: [...this.gateways.values()],
      customerGateways: [...this.customerGateways.values()],
      sslVpnServers: [...this.sslVpnServers.entries],
      vpnConnections: [...this.vpnConnections.entries],
      tokens: [...this.tokens],
    };
  }

  /** In the form the API uses: vpn-bp1…, 21 characters after the dash, the first three those of the region. */
  newId(kind: "vpn" | "vco" | "vss" | "cgw" | "tun" | "vpc" | "vsw", region: string): string {
    return kind === "tun"
      ? `tun-ops${this.random.text("tun", 15)}`
      : `${kind}-${regionLetters[region] ?? "p0w"}${this.random.text(kind, 18)}`;
  }

  isUpdating(gatewayId: string): boolean {
    const gateway = this.gateways.get(gatewayId);
    return gateway !== undefined && (gateway.Stuck || this.clock.now() < gateway.BusyUntil);
  }

  /** The status a Describe returns: init, provisioning, active, updating, deleting (sdk model). */
  status(gateway: VpnGateway): string {
    return this.isUpdating(gateway.VpnGatewayId) ? "updating" : gateway.Status;
  }

  /** An accepted change: the gateway is `updating` for a time that is drawn anew each time. */
  beginChange(gatewayId: string, operation: string, resourceId?: string, requestId?: string): void {
    const milliseconds = drawBusyTime(this.settings.busy, this.random.fraction("busy"));
    this.makeBusy(gatewayId, milliseconds, { operation, resourceId, requestId });
  }

  /** Another actor's change: nothing of ours changes, but the gateway is busy. */
  foreignChange(gatewayId: string, milliseconds: number): void {
    this.makeBusy(gatewayId, milliseconds, {
      operation: "(foreign change)",
      resourceId: undefined,
      requestId: undefined,
    });
  }

  stick(gatewayId: string): void {
    this.gateway(gatewayId).Stuck = true;
    const last = this.changes.filter((change) => change.gatewayId === gatewayId).at(-1);
    if (last !== undefined && (last.activeAt ?? 0) > this.clock.now()) last.activeAt = undefined;
  }

  /** Active at once, whatever was under way. */
  release(gatewayId: string): void {
    const gateway = this.gateway(gatewayId);
    const now = this.clock.now();
    gateway.Stuck = false;
    gateway.BusyUntil = Math.min(gateway.BusyUntil, now);
    for (const change of this.changes) {
      if (change.gatewayId === gatewayId && (change.activeAt ?? Infinity) > now) change.activeAt = now;
    }
  }

  gateway(gatewayId: string): VpnGateway {
    const gateway = this.gateways.get(gatewayId);
    if (gateway === undefined) throw new Error(`The simulator has no gateway ${gatewayId}.`);
    return gateway;
  }

  connectionsOf(gatewayId: string): VpnConnection[] {
    return this.vpnConnections.all().filter((connection) => connection.VpnGatewayId === gatewayId);
  }

  private makeBusy(
    gatewayId: string,
    milliseconds: number,
    by: Pick<Change, "operation" | "resourceId" | "requestId">,
  ): void {
    const gateway = this.gateway(gatewayId);
    const acceptedAt = this.clock.now();
    gateway.BusyUntil = Math.max(gateway.BusyUntil, acceptedAt + milliseconds);
    const activeAt = gateway.Stuck ? undefined : gateway.BusyUntil;
    this.changes.push({ gatewayId, ...by, acceptedAt, activeAt });
  }
}
