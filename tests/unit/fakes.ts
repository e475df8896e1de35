import type { Clock } from "../../provider/src/clock";
import type { Context } from "../../provider/src/lifecycle/context";
import { Gateways } from "../../provider/src/lifecycle/gateways";
import { type Properties, isRecord, withValue } from "../../provider/src/properties";
import type { VpcApi } from "../../provider/src/vpc/api";
import { type ApiError, fromSdk } from "../../provider/src/vpc/errors";
import type { GatewayFacts } from "../../provider/src/vpc/gateways";
import type { ListedConnection } from "../../provider/src/vpc/vpnConnections";

/** Time that passes only while everybody sleeps, and then at once. */
export class FakeClock implements Clock {
  private static readonly epoch = Date.UTC(2026, 0, 1);
  private time = 0;
  private sleepers: { readonly at: number; readonly wake: () => void }[] = [];

  /** Every pause that was asked for, in order. */
  readonly pauses: number[] = [];

  constructor(private readonly dice = 0.5) {}

  now(): number {
    return FakeClock.epoch + this.time;
  }

  /** Milliseconds since the clock was made. */
  get elapsed(): number {
    return this.time;
  }

  sleep(milliseconds: number, cancelled?: AbortSignal): Promise<void> {
    if (cancelled === undefined) this.pauses.push(milliseconds);
    return new Promise((wake) => {
      const sleeper = { at: this.time + milliseconds, wake };
      this.sleepers.push(sleeper);
      cancelled?.addEventListener("abort", () => {
        this.sleepers = this.sleepers.filter((one) => one !== sleeper);
        wake();
      });
    });
  }

  random(): number {
    return this.dice;
  }

  /** What the work comes to, with time passing as it asks for. */
  async run<T>(work: Promise<T>): Promise<T> {
    const state = { settled: false };
    const done = () => (state.settled = true);
    work.then(done, done);
    for (let steps = 0; steps < 100_000; steps += 1) {
      await new Promise((resolve) => setImmediate(resolve));
      if (state.settled) return await work;
      const [next] = this.sleepers.sort((one, other) => one.at - other.at);
      if (next === undefined) throw new Error("everybody waits, and nobody sleeps");
      this.sleepers.shift();
      this.time = Math.max(this.time, next.at);
      next.wake();
    }
    throw new Error("the work never ends");
  }

  /** What the work fails with. */
  async failure(work: Promise<unknown>): Promise<unknown> {
    return await this.run(
      work.then(
        () => {
          throw new Error("it succeeded");
        },
        (error: unknown) => error,
      ),
    );
  }
}

/** An error as the API page gives it. */
export function refusal(code: string, statusCode = 400, operation = "Operation"): ApiError {
  return fromSdk(operation, "the API", {
    code,
    statusCode,
    data: { RequestId: "request-1", Message: `${code} said` },
  });
}

/** The answer to a request that was sent never came. */
export const lostAnswer = () =>
  fromSdk("Operation", "the API", { code: "ECONNRESET", message: "socket hang up" });

/** A request that changes something, as it came in. */
export interface Sent {
  readonly operation: string;
  readonly id?: string;
  readonly args?: Properties;
  readonly tags?: Readonly<Record<string, string>>;
  readonly keys?: readonly string[];
  readonly token?: string;
  /** Milliseconds since the clock was made. */
  readonly at: number;
}

/** What happens to one request: refused, its way there lost, or its answer lost. */
type Fault = ApiError | "lost on the way" | "lost answer" | "none";

type Facts = Omit<Sent, "operation" | "at">;

/** The VPC API in memory: one change at a time on a gateway, `updating` until it is done. */
export class FakeVpc implements VpcApi {
  readonly connections = new Map<string, Properties>();
  readonly servers = new Map<string, Properties>();
  /** Every request that changes something, refused ones as well. */
  readonly sent: Sent[] = [];
  readonly reads: string[] = [];
  readonly dryRuns: Sent[] = [];
  /** How long a change keeps the gateway busy. */
  changeTakes = 2_000;
  /** Whether a create repeated with the same token is answered with what the first one made. */
  remembersTokens = false;
  /** Paths that a modify leaves as they are. */
  readonly ignored = new Set<string>();
  /** A status that the gateway never leaves. */
  stuckIn: string | undefined;
  gatewayGone = false;
  private busyUntil = 0;
  private made = 0;
  private readonly faults = new Map<string, Fault[]>();
  private readonly tokens = new Map<string, string>();

  constructor(private readonly clock: FakeClock) {}

  /** Plans what happens to the next requests of an operation. */
  plan(operation: string, ...faults: Fault[]): void {
    this.faults.set(operation, [...(this.faults.get(operation) ?? []), ...faults]);
  }

  /** Somebody else's change keeps the gateway busy. */
  busyFor(milliseconds: number): void {
    this.busyUntil = this.clock.elapsed + milliseconds;
  }

  sentOf(operation: string): Sent[] {
    return this.sent.filter((request) => request.operation === operation);
  }

  async gatewayStatus(): Promise<string> {
    await this.read("DescribeVpnGateway");
    if (this.gatewayGone) throw refusal("InvalidVpnGatewayInstanceId.NotFound", 404);
    return this.stuckIn ?? (this.busy ? "updating" : "active");
  }

  /** What gatewayFacts answers. */
  facts: GatewayFacts = { financialLocked: false };
  /** How long a look-up of the facts takes. */
  factsTake = 0;

  async gatewayFacts(): Promise<GatewayFacts | undefined> {
    await this.read("DescribeVpnGateway");
    if (this.factsTake > 0) await this.clock.sleep(this.factsTake);
    return this.gatewayGone ? undefined : this.facts;
  }

  dryCreateSslVpnServer(args: Properties): Promise<void> {
    return this.dry("CreateSslVpnServer", { args });
  }

  dryModifySslVpnServer(id: string, args: Properties): Promise<void> {
    return this.dry("ModifySslVpnServer", { id, args });
  }

  dryCreateVpnConnection(args: Properties, tags: Readonly<Record<string, string>>): Promise<void> {
    return this.dry("CreateVpnConnection", { args, tags });
  }

  async sslVpnServers(filter: { vpnGatewayId: string } | { sslVpnServerId: string }): Promise<Properties[]> {
    await this.read("DescribeSslVpnServers");
    return [...this.servers.values()].filter((server) =>
      Object.entries(filter).every(([key, value]) => server[key] === value),
    );
  }

  createSslVpnServer(args: Properties, token: string): Promise<string> {
    return this.write("CreateSslVpnServer", { args, token }, () =>
      this.make("vss", this.servers, args, token),
    );
  }

  modifySslVpnServer(id: string, args: Properties, token: string): Promise<void> {
    return this.write("ModifySslVpnServer", { id, args, token }, () => this.merge(this.servers, id, args));
  }

  deleteSslVpnServer(id: string, token: string): Promise<void> {
    return this.write("DeleteSslVpnServer", { id, token }, () => {
      if (!this.servers.delete(id)) throw refusal("InvalidSslVpnServerId.NotFound", 404);
    });
  }

  async vpnConnection(id: string): Promise<Properties | undefined> {
    await this.read("DescribeVpnConnection");
    return this.connections.get(id);
  }

  async vpnConnections(filter?: { vpnGatewayId: string }): Promise<ListedConnection[]> {
    await this.read("DescribeVpnConnections");
    return [...this.connections]
      .filter(([, { vpnGatewayId }]) => filter === undefined || vpnGatewayId === filter.vpnGatewayId)
      .map(([id, connection]) => listed(id, connection));
  }

  createVpnConnection(
    args: Properties,
    tags: Readonly<Record<string, string>>,
    token: string,
  ): Promise<string> {
    return this.write("CreateVpnConnection", { args, tags, token }, () =>
      this.make("vco", this.connections, { ...args, tags }, token),
    );
  }

  modifyVpnConnection(id: string, args: Properties, token: string): Promise<void> {
    return this.write("ModifyVpnConnectionAttribute", { id, args, token }, () =>
      this.merge(this.connections, id, args),
    );
  }

  deleteVpnConnection(id: string, token: string): Promise<void> {
    return this.write("DeleteVpnConnection", { id, token }, () => {
      if (!this.connections.delete(id)) throw refusal("InvalidVpnConnectionInstanceId.NotFound", 404);
    });
  }

  async tagVpnConnection(id: string, tags: Readonly<Record<string, string>>): Promise<void> {
    await this.write("TagResources", { id, tags }, () => this.retag(id, tags), false);
  }

  async untagVpnConnection(id: string, keys: readonly string[]): Promise<void> {
    const gone = Object.fromEntries(keys.map((key) => [key, undefined]));
    await this.write("UntagResources", { id, keys }, () => this.retag(id, gone), false);
  }

  private get busy(): boolean {
    return this.clock.elapsed < this.busyUntil;
  }

  private async read(operation: string): Promise<void> {
    this.reads.push(operation);
    const fault = this.faults.get(operation)?.shift() ?? "none";
    await Promise.resolve();
    if (fault !== "none") throw typeof fault === "string" ? lostAnswer() : fault;
  }

  private async dry(operation: string, facts: Facts): Promise<void> {
    this.dryRuns.push({ operation, ...facts, at: this.clock.elapsed });
    const fault = this.faults.get(operation)?.shift() ?? "none";
    await Promise.resolve();
    if (fault !== "none") throw typeof fault === "string" ? lostAnswer() : fault;
  }

  private async write<T>(operation: string, facts: Facts, apply: () => T, asynchronous = true): Promise<T> {
    this.sent.push({ operation, ...facts, at: this.clock.elapsed });
    const fault = this.faults.get(operation)?.shift() ?? "none";
    await Promise.resolve();
    if (typeof fault !== "string") throw fault;
    if (fault === "lost on the way") throw lostAnswer();
    const repeated = this.remembersTokens ? this.tokens.get(facts.token ?? "") : undefined;
    if (repeated !== undefined) return repeated as T;
    if (asynchronous && this.busy) throw refusal("VpnGateway.Configuring");
    const result = apply();
    const renamed = Object.keys(facts.args ?? {}).join() === "name";
    if (asynchronous && !renamed) this.busyFor(this.changeTakes);
    if (fault === "lost answer") throw lostAnswer();
    return result;
  }

  private make(kind: string, into: Map<string, Properties>, args: Properties, token: string): string {
    const taken = [...into.values()].some(({ vpnGatewayId }) => vpnGatewayId === args.vpnGatewayId);
    if (kind === "vss" && taken) throw refusal("SslVpnServer.AlreadyExist");
    this.made += 1;
    const id = `${kind}-${this.made}`;
    const identity = kind === "vss" ? { sslVpnServerId: id } : { vpnConnectionId: id };
    into.set(id, { ...args, ...identity, createTime: this.clock.now() });
    this.tokens.set(token, id);
    return id;
  }

  private merge(into: Map<string, Properties>, id: string, args: Properties): void {
    const present = into.get(id);
    if (present === undefined) throw refusal("InvalidInstanceId.NotFound");
    const taken = leaves(args).filter(([path]) => !this.ignored.has(path));
    into.set(
      id,
      taken.reduce((whole, [path, value]) => withValue(whole, path, value), present),
    );
  }

  private retag(id: string, tags: Readonly<Record<string, string | undefined>>): void {
    const present = this.connections.get(id) ?? {};
    const merged = Object.entries(tags).reduce(
      (whole, [key, value]) => withValue(whole, key, value),
      isRecord(present.tags) ? present.tags : {},
    );
    this.connections.set(id, { ...present, tags: merged });
  }
}

function listed(id: string, connection: Properties): ListedConnection {
  const { name, vpnGatewayId, createTime, customerGatewayId, localSubnets, remoteSubnets, tags } = connection;
  const tunnels = isRecord(connection.tunnels) ? Object.values(connection.tunnels) : [];
  return {
    id,
    name: String(name),
    vpnGatewayId: String(vpnGatewayId),
    createTime: Number(createTime),
    mode: tunnels.length === 0 ? "single" : "dual",
    peers: [
      ...(customerGatewayId === undefined ? [] : [String(customerGatewayId)]),
      ...tunnels.filter(isRecord).map((tunnel) => String(tunnel.customerGatewayId)),
    ],
    localSubnets: localSubnets as string[],
    remoteSubnets: remoteSubnets as string[],
    tags: isRecord(tags) ? (tags as Record<string, string>) : {},
  };
}

function leaves(value: Properties, prefix = ""): [string, unknown][] {
  return Object.entries(value).flatMap(([key, item]): [string, unknown][] =>
    isRecord(item) ? leaves(item, `${prefix}${key}.`) : [[`${prefix}${key}`, item]],
  );
}

/** What a lifecycle works with, and what it did with it. */
export interface World {
  readonly clock: FakeClock;
  readonly vpc: FakeVpc;
  readonly context: Context;
  readonly warnings: string[];
  /** Messages and their phases. */
  readonly told: [message: string, phase: string][];
}

export const URN = "urn:pulumi:prod::network::pulumi-nodejs:dynamic/alicloud-vpn:VpnConnection::office";

export function world(changes: Partial<Context> = {}): World {
  const clock = new FakeClock();
  const vpc = new FakeVpc(clock);
  const warnings: string[] = [];
  const told: [string, string][] = [];
  const context: Context = {
    urn: URN,
    organization: "acme",
    label: "VpnConnection office",
    regionId: "cn-hangzhou",
    api: vpc,
    gateways: new Gateways(vpc, clock),
    clock,
    limit: 600_000,
    mark: true,
    progress: (message, phase) => told.push([message, phase]),
    isTold: () => false,
    warn: (message) => warnings.push(message),
    ...changes,
  };
  return { clock, vpc, context, warnings, told };
}
