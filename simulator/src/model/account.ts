import type { Clock } from "../clock";
import { SeededRandom } from "../seededRandom";
import { type BusyTime, drawBusyTime } from "../durations";
import type { Quotas } from "../options";
import type { Switches } from "../switches";
import type { CustomerGateway, IdaasInstance, SslVpnServer, VpnConnection, VpnGateway } from "./resources";
import { type Reader, ResourceStore, type StoreEntry, type Visibility } from "./resourceStore";
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

const lagOf = {
  describe: "describeLag",
  list: "listLag",
  tags: "tagLag",
} as const satisfies Record<Reader, keyof Switches>;

/** Whether the gateway shows that a change is under way. */
const isBusy = ({ Stuck, BusyFrom, BusyUntil }: VpnGateway, now: number): boolean =>
  Stuck || (BusyFrom <= now && now < BusyUntil);

/** What a state file holds. */
export interface Snapshot {
  version: 2;
  counters: Record<string, number>;
  gateways: VpnGateway[];
  customerGateways: [string, StoreEntry<CustomerGateway>][];
  sslVpnServers: [string, StoreEntry<SslVpnServer>][];
  vpnConnections: [string, StoreEntry<VpnConnection>][];
  tokens: [string, TokenRecord][];
}

/** The simulated account: its resources, and the one life cycle that all of them share, their gateway's. */
export class Account {
  readonly gateways = new Map<string, VpnGateway>();
  readonly customerGateways: ResourceStore<CustomerGateway>;
  readonly sslVpnServers: ResourceStore<SslVpnServer>;
  readonly vpnConnections: ResourceStore<VpnConnection>;
  readonly tokens: Map<string, TokenRecord>;
  /** Tokens of requests that aren't answered yet → the id of the first of them. */
  readonly tokensInProgress = new Map<string, string>();
  readonly changes: Change[] = [];
  readonly random: SeededRandom;

  constructor(
    readonly clock: Clock,
    readonly settings: Settings,
    seed: string,
    snapshot?: Snapshot,
  ) {
    this.random = new SeededRandom(seed, snapshot?.counters);
    const visibility = this.visibility();
    this.customerGateways = new ResourceStore(visibility, snapshot?.customerGateways);
    this.sslVpnServers = new ResourceStore(visibility, snapshot?.sslVpnServers);
    this.vpnConnections = new ResourceStore(visibility, snapshot?.vpnConnections);
    this.tokens = new Map(snapshot?.tokens);
    for (const gateway of snapshot?.gateways ?? []) this.gateways.set(gateway.VpnGatewayId, gateway);
  }

  snapshot(): Snapshot {
    return {
      version: 2,
      counters: this.random.counters,
      gateways: [...this.gateways.values()],
      customerGateways: [...this.customerGateways.entries],
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

  /** Whether a change is under way, shown or not. */
  isChanging(gatewayId: string): boolean {
    const gateway = this.gateways.get(gatewayId);
    return gateway !== undefined && (gateway.Stuck || this.clock.now() < gateway.BusyUntil);
  }

  /** Whether another change is refused. */
  refusesChanges(gatewayId: string): boolean {
    const gateway = this.gateways.get(gatewayId);
    const { busyLagRefuses } = this.settings.switches;
    return (
      gateway !== undefined &&
      (busyLagRefuses === "refused" ? this.isChanging(gatewayId) : isBusy(gateway, this.clock.now()))
    );
  }

  /** The status a Describe returns: init, provisioning, active, updating, deleting (sdk model). */
  status(gateway: VpnGateway): string {
    return isBusy(gateway, this.clock.now()) ? "updating" : gateway.Status;
  }

  /** An accepted change: the gateway is `updating` for a time that is drawn anew each time. */
  beginChange(gatewayId: string, operation: string, resourceId?: string, requestId?: string): void {
    const milliseconds = drawBusyTime(this.settings.busy, this.random.fraction("busy"));
    this.makeBusy(gatewayId, this.settings.switches.busyLag, milliseconds, {
      operation,
      resourceId,
      requestId,
    });
  }

  /** What became visible while a gateway was active stays so once it is busy again. */
  settle(): void {
    for (const store of [this.sslVpnServers, this.vpnConnections]) store.settle();
  }

  /** Another actor's change: nothing of ours changes, but the gateway is busy. */
  foreignChange(gatewayId: string, milliseconds: number): void {
    this.settle();
    this.makeBusy(gatewayId, 0, milliseconds, {
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
    if (this.isChanging(gatewayId)) gateway.BusyUntil = now;
    gateway.Stuck = false;
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

  private visibility(): Visibility {
    const { switches } = this.settings;
    return {
      now: () => this.clock.now(),
      waitsForGateway: () => switches.visible === "active",
      isChanging: (id) => this.isChanging(id),
      idleSince: (id) => this.gateways.get(id)?.BusyUntil ?? this.clock.now(),
      lag: (reader) => switches[lagOf[reader]],
      deletionLag: () => switches.deletionLag,
    };
  }

  private makeBusy(
    gatewayId: string,
    lag: number,
    milliseconds: number,
    by: Pick<Change, "operation" | "resourceId" | "requestId">,
  ): void {
    const gateway = this.gateway(gatewayId);
    const acceptedAt = this.clock.now();
    const from = acceptedAt + lag;
    gateway.BusyFrom = this.isChanging(gatewayId) ? Math.min(gateway.BusyFrom, from) : from;
    gateway.BusyUntil = Math.max(gateway.BusyUntil, from + milliseconds);
    const activeAt = gateway.Stuck ? undefined : gateway.BusyUntil;
    this.changes.push({ gatewayId, ...by, acceptedAt, activeAt });
  }
}
