/** What exists, what is shown of it and when, and which gateways are busy. */
import { randomUUID } from "node:crypto";
import { type Flat, type Json, refuse, type Texts } from "./values";
import { DEFAULT_WORLD, type World } from "./world";

export interface Gateway {
  VpnGatewayId: string;
  tunnels: 1 | 2;
  vpnType: "Normal" | "NationalStandard";
  ssl: boolean;
  ipsec: boolean;
  businessStatus: string;
  sslMaxConnections: number;
  addresses: [string, string, string];
  vpcBlock: string;
  task?: { accepted: number; shownFrom: number; end: number };
}

/** One end of a connection: its only one in single-tunnel mode, where `Role` is empty. */
export interface Tunnel {
  TunnelId: string;
  Role: string;
  CustomerGatewayId: string;
  EnableDpd: boolean;
  EnableNatTraversal: boolean;
  RemoteCaCertificate: string;
  ike: Flat;
  ipsec: Flat;
  bgp: Flat;
}

export interface Connection {
  kind: "connection";
  id: string;
  VpnGatewayId: string;
  Name: string;
  LocalSubnet: string;
  RemoteSubnet: string;
  EffectImmediately: boolean;
  AutoConfigRoute: boolean;
  createdAt: number;
  mode: 1 | 2;
  enableBgp: boolean;
  health: Flat;
  ends: Tunnel[];
}

export interface SslServer {
  kind: "sslServer";
  id: string;
  VpnGatewayId: string;
  createdAt: number;
  settings: Flat;
}

export type Resource = Connection | SslServer;
export interface CustomerGateway {
  CustomerGatewayId: string;
  IpAddress: string;
  Asn?: number;
}
export interface Version<T> {
  from: number;
  value: T | undefined;
}
/** What is true now, and what was or will be shown when. */
export interface Shelf {
  now: Resource | undefined;
  shown: Version<Resource>[];
  tags: Version<Texts>[];
}

export class Store {
  readonly world: World;
  readonly gateways: Gateway[] = [];
  readonly customerGateways: CustomerGateway[] = [];
  private readonly shelves = new Map<string, Shelf>();

  constructor(
    readonly region: string,
    world: Partial<World> = {},
  ) {
    this.world = { ...DEFAULT_WORLD, ...world };
  }

  newId(prefix: string): string {
    return `${prefix}-bp1${randomUUID().replaceAll("-", "").slice(0, 17)}`;
  }

  seedGateway(seed: Partial<Gateway>): string {
    const n = this.gateways.length + 1;
    const gateway: Gateway = {
      VpnGatewayId: this.newId("vpn"),
      tunnels: 1,
      vpnType: "Normal",
      ssl: true,
      ipsec: true,
      businessStatus: "Normal",
      sslMaxConnections: 5,
      addresses: [`47.96.${n}.1`, `47.96.${n}.2`, `47.96.${n}.3`],
      vpcBlock: "10.0.0.0/16",
      ...seed,
    };
    this.gateways.push(gateway);
    return gateway.VpnGatewayId;
  }

  seedCustomerGateway(IpAddress: string, Asn?: number): string {
    const CustomerGatewayId = this.newId("cgw");
    this.customerGateways.push({ CustomerGatewayId, IpAddress, ...(Asn === undefined ? {} : { Asn }) });
    return CustomerGatewayId;
  }

  private all(): Resource[] {
    return [...this.shelves.values()].flatMap(({ now }) => now ?? []);
  }

  connections(gatewayId?: string): Connection[] {
    return this.all().flatMap((one) =>
      one.kind === "connection" && (gatewayId ?? one.VpnGatewayId) === one.VpnGatewayId ? [one] : [],
    );
  }

  sslServers(gatewayId?: string): SslServer[] {
    return this.all().flatMap((one) =>
      one.kind === "sslServer" && (gatewayId ?? one.VpnGatewayId) === one.VpnGatewayId ? [one] : [],
    );
  }

  private versionAt<T>(versions: Version<T>[], time: number): T | undefined {
    return versions.filter(({ from }) => from <= time).at(-1)?.value;
  }

  write(resource: Resource, shownFrom: number): void {
    const shelf = this.shelves.get(resource.id) ?? { now: undefined, shown: [], tags: [] };
    shelf.now = resource;
    shelf.shown.push({ from: shownFrom, value: structuredClone(resource) });
    this.shelves.set(resource.id, shelf);
  }

  erase(id: string, shownUntil: number): void {
    const shelf = this.shelves.get(id);
    if (shelf === undefined) return;
    shelf.now = undefined;
    shelf.shown.push({ from: shownUntil, value: undefined });
  }

  tagsOf(id: string, time = Date.now()): Texts {
    return this.versionAt(this.shelves.get(id)?.tags ?? [], time) ?? {};
  }

  setTags(id: string, tags: Texts): void {
    this.shelves.get(id)?.tags.push({ from: Date.now(), value: tags });
  }

  /** A change that somebody else makes; it is true and shown at once, and keeps no gateway busy. */
  edit(id: string, change: ((resource: Resource) => void) | "delete" | { tags: Texts }): void {
    const now = this.shelves.get(id)?.now;
    if (now === undefined) throw new Error(`there is no ${id}`);
    if (change === "delete") this.erase(id, Date.now());
    else if (typeof change === "object") this.setTags(id, change.tags);
    else {
      const copy = structuredClone(now);
      change(copy);
      this.write(copy, Date.now());
    }
  }

  /** Keeps a gateway busy, as a change that somebody else makes would. */
  occupy(gatewayId: string, forMs: number): void {
    const now = Date.now();
    this.gateway(gatewayId).task = { accepted: now, shownFrom: now, end: now + forMs };
  }

  gateway(id: string): Gateway {
    const found = this.gateways.find(({ VpnGatewayId }) => VpnGatewayId === id);
    return (
      found ??
      refuse(
        "InvalidVpnGatewayInstanceId.NotFound",
        "The specified vpn gateway instance id does not exist.",
        404,
      )
    );
  }

  customerGateway(id: string): CustomerGateway {
    const found = this.customerGateways.find(({ CustomerGatewayId }) => CustomerGatewayId === id);
    return found ?? refuse("InvalidCustomerGatewayInstanceId.NotFound", undefined, 404);
  }

  /**
   * Choice: the busy check knows of a change from its acceptance on, also while the status is still `active`;
   * it comes after the look-up of what the request names, and before its values are checked.
   */
  checkFree(gateway: Gateway): void {
    if (gateway.businessStatus !== "Normal")
      refuse("VpnGateway.FinancialLocked", "The specified service is financial locked.");
    if ((gateway.task?.end ?? 0) > Date.now())
      refuse(this.world.busyCode, "The specified service is configuring.");
  }

  /** Starts the task of an accepted change and says when it ends. */
  startTask(gateway: Gateway): number {
    const accepted = Date.now();
    const shownFrom = accepted + this.world.updatingLateMs;
    gateway.task = { accepted, shownFrom, end: shownFrom + this.world.taskMs };
    return gateway.task.end;
  }

  private statusOf({ task }: Gateway): string {
    const now = Date.now();
    return task !== undefined && task.shownFrom <= now && now < task.end ? "updating" : "active";
  }

  describedGateway(gateway: Gateway): Json {
    const [first, second, ssl] = gateway.addresses;
    const dual = gateway.tunnels === 2;
    const enable = (on: boolean) => (on ? "enable" : "disable");
    return {
      VpnGatewayId: gateway.VpnGatewayId,
      VpcId: "vpc-bp1secondfake",
      VSwitchId: "vsw-bp1secondfake",
      Name: "",
      Description: "",
      InternetIp: first,
      ...(dual ? { DisasterRecoveryInternetIp: second, DisasterRecoveryVSwitchId: "vsw-bp2secondfake" } : {}),
      ...(dual && gateway.ssl ? { SslVpnInternetIp: ssl } : {}),
      Status: this.statusOf(gateway),
      BusinessStatus: gateway.businessStatus,
      SslVpn: enable(gateway.ssl),
      IpsecVpn: enable(gateway.ipsec),
      SslMaxConnections: gateway.sslMaxConnections,
      EnableBgp: this.connections(gateway.VpnGatewayId).some(({ enableBgp }) => enableBgp),
      Spec: "10M",
      VpnType: gateway.vpnType,
      GatewayType: "Traditional",
      NetworkType: "public",
      ChargeType: "POSTPAY",
      CreateTime: 1700000000000,
      EndTime: 4102444800000,
      ResourceGroupId: "rg-secondfake",
      Tag: JSON.stringify({
        VpnEnableBgp: "true",
        VpnNewImage: "true",
        VpnVersion: "v1.2.4",
        IDaaSNewVersion: "true",
      }),
      Tags: { Tag: [] },
    };
  }

  time(at: number): number {
    if (this.world.createTime === "milliseconds") return at;
    return this.world.createTime === "seconds" ? Math.floor(at / 1000) : Math.floor(at / 1000) * 1000;
  }

  shown(kind: Resource["kind"], lag: number): Resource[] {
    return [...this.shelves.values()]
      .flatMap(({ shown }) => this.versionAt(shown, Date.now() - lag) ?? [])
      .filter((one) => one.kind === kind);
  }

  exists(id: string): boolean {
    return this.shelves.get(id)?.now !== undefined;
  }

  shownTags(id: string): Json[] {
    const tags = this.tagsOf(id, Date.now() - this.world.tagLagMs);
    return Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
  }

  remove(resource: Resource): Json {
    const gateway = this.gateway(resource.VpnGatewayId);
    this.checkFree(gateway);
    this.erase(resource.id, this.startTask(gateway) + this.world.lateDeletionMs);
    return {};
  }

  ownerOf(id: string): string | undefined {
    return this.shelves.get(id)?.now?.VpnGatewayId;
  }
}
