import { type Properties, isRecord, setPath } from "../../provider/src/properties";
import type { VpcApi } from "../../provider/src/vpc/api";
import type { ApiError } from "../../provider/src/vpc/errors";
import type { GatewayFacts } from "../../provider/src/vpc/gateways";
import type { ListedConnection } from "../../provider/src/vpc/vpnConnections";
import type { FakeClock } from "./fakes";
import { leaves, listed } from "./forms";
import { lostAnswer, refusal } from "./refusals";
import { Veils } from "./veils";

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

/** A request whose sender gives up before it is executed, in milliseconds since it was sent. */
interface Late {
  readonly executedAfter: number;
  readonly givenUpAfter?: number;
}

/** What happens to one request: refused, its way there lost, its answer lost, or executed long after it was sent. */
type Fault = ApiError | "lost on the way" | "lost answer" | "none" | Late;

type Facts = Omit<Sent, "operation" | "at">;

/** The VPC API in memory: one change at a time on a gateway, `updating` until it is done. */
export class FakeVpc implements VpcApi {
  readonly connections = new Map<string, Properties>();
  readonly servers = new Map<string, Properties>();
  /** Every request that changes something, refused ones as well. */
  readonly sent: Sent[] = [];
  readonly reads: string[] = [];
  readonly dryRuns: Sent[] = [];
  /** How long a change keeps the gateway busy, and how long after it was accepted that begins to show. */
  changeTakes = 2_000;
  busyLag = 0;
  /** How long ago the state is that answers show, and how long a deleted resource is still shown. */
  readonly lags = { describes: 0, lists: 0, tags: 0 };
  deletionLag = 0;
  /** Whether a create repeated with the same token is answered with what the first one made. */
  remembersTokens = false;
  /** Whether a change of the name alone keeps the gateway busy, or is refused while it is. */
  renames: "at once" | "refused while busy" | "asynchronous" = "at once";
  /** Paths that a modify leaves as they are. */
  readonly ignored = new Set<string>();
  /** What a create makes of a path, whatever is asked for; undefined makes nothing of it. */
  readonly madeAs = new Map<string, unknown>();
  /** What every answer has at a path, whatever is there; undefined leaves it out. */
  readonly answersWith = new Map<string, unknown>();
  /** Operations that the caller has no permission for. */
  readonly forbidden = new Set<string>();
  /** A status that the gateway never leaves. */
  stuckIn: string | undefined;
  gatewayGone = false;
  private answeredAt: number | undefined;
  private busyFrom = 0;
  private busyUntil = 0;
  private made = 0;
  private readonly faults = new Map<string, Fault[]>();
  private readonly tokens = new Map<string, string>();
  private readonly veils: Veils;

  constructor(private readonly clock: FakeClock) {
    this.veils = new Veils(() => clock.elapsed);
  }

  /** Plans what happens to the next requests of an operation. */
  plan(operation: string, ...faults: Fault[]): void {
    this.faults.set(operation, [...(this.faults.get(operation) ?? []), ...faults]);
  }

  /** Drops what is still planned for an operation. */
  forget(operation: string): void {
    this.faults.delete(operation);
  }

  /** Somebody else's change keeps the gateway busy. */
  busyFor(milliseconds: number): void {
    this.busyFrom = this.clock.elapsed;
    this.busyUntil = this.clock.elapsed + milliseconds;
  }

  sentOf(operation: string): Sent[] {
    return this.sent.filter((request) => request.operation === operation);
  }

  async gatewayStatus(): Promise<string> {
    await this.read("DescribeVpnGateway");
    if (this.gatewayGone) throw refusal("InvalidVpnGatewayInstanceId.NotFound", 404);
    const busy = this.busy && this.clock.elapsed >= this.busyFrom;
    return this.stuckIn ?? (busy ? "updating" : "active");
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
    return this.shown("describes", this.servers)
      .map(([, server]) => server)
      .filter((server) => Object.entries(filter).every(([key, value]) => server[key] === value))
      .map((server) => this.answered(server));
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
      this.remove(this.servers, id, "InvalidSslVpnServerId.NotFound");
    });
  }

  async vpnConnection(id: string): Promise<Properties | undefined> {
    await this.read("DescribeVpnConnection");
    const [found] = this.shown("describes", this.connections).filter(([one]) => one === id);
    return found && this.answered(found[1]);
  }

  async vpnConnections(filter?: { vpnGatewayId: string }): Promise<ListedConnection[]> {
    await this.read("DescribeVpnConnections");
    return this.shown("lists", this.connections)
      .filter(([, { vpnGatewayId }]) => filter === undefined || vpnGatewayId === filter.vpnGatewayId)
      .map(([id, connection]) => listed(id, this.answered(connection)));
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
    return this.write("ModifyVpnConnectionAttribute", { id, args, token }, () => {
      this.merge(this.connections, id, args);
    });
  }

  deleteVpnConnection(id: string, token: string): Promise<void> {
    return this.write("DeleteVpnConnection", { id, token }, () => {
      this.remove(this.connections, id, "InvalidVpnConnectionInstanceId.NotFound");
    });
  }

  async tagVpnConnection(id: string, tags: Readonly<Record<string, string>>): Promise<void> {
    await this.write("TagResources", { id, tags }, () => this.retag(id, tags), false);
  }

  async untagVpnConnection(id: string, keys: readonly string[]): Promise<void> {
    const gone = Object.fromEntries(keys.map((key) => [key, undefined]));
    await this.write("UnTagResources", { id, keys }, () => this.retag(id, gone), false);
  }

  /** Whether a change is under way, seen or not. */
  private get busy(): boolean {
    return this.clock.elapsed < this.busyUntil;
  }

  serviceTime(): number | undefined {
    return this.answeredAt;
  }

  private async read(operation: string): Promise<void> {
    this.reads.push(operation);
    this.answeredAt = this.clock.now();
    await this.answer(operation);
  }

  private async dry(operation: string, facts: Facts): Promise<void> {
    this.dryRuns.push({ operation, ...facts, at: this.clock.elapsed });
    await this.answer(operation);
  }

  private async answer(operation: string): Promise<void> {
    const fault = this.faults.get(operation)?.shift() ?? "none";
    await Promise.resolve();
    if (fault instanceof Error) throw fault;
    if (fault !== "none") throw lostAnswer();
  }

  private async write<T>(operation: string, facts: Facts, apply: () => T, asynchronous = true): Promise<T> {
    this.sent.push({ operation, ...facts, at: this.clock.elapsed });
    const lost = Object.assign(lostAnswer(), { sentAt: this.clock.now() });
    const fault = this.faults.get(operation)?.shift() ?? "none";
    await Promise.resolve();
    if (fault instanceof Error) throw fault;
    if (this.forbidden.has(operation)) throw refusal("Forbidden.RAM", 403, operation);
    const execute = () => this.execute(facts, apply, asynchronous);
    if (typeof fault === "object") {
      // Nobody hears what becomes of it.
      void this.clock
        .sleep(fault.executedAfter)
        .then(execute)
        .catch(() => undefined);
      await this.clock.sleep(fault.givenUpAfter ?? 0);
      throw lost;
    }
    if (fault === "lost on the way") throw lost;
    const result = execute();
    if (fault === "lost answer") throw lost;
    return result;
  }

  private execute<T>(facts: Facts, apply: () => T, asynchronous: boolean): T {
    const repeated = this.remembersTokens ? this.tokens.get(facts.token ?? "") : undefined;
    if (repeated !== undefined) return repeated as T;
    const renames = Object.keys(facts.args ?? {}).join() === "name";
    const waits = asynchronous && (!renames || this.renames !== "at once");
    if (waits && this.busy) throw refusal("VpnGateway.Configuring");
    const result = apply();
    if (waits && !(renames && this.renames === "refused while busy")) {
      this.busyFrom = this.clock.elapsed + this.busyLag;
      this.busyUntil = this.busyFrom + this.changeTakes;
    }
    return result;
  }

  private make(kind: string, into: Map<string, Properties>, args: Properties, token: string): string {
    const taken = [...into.values()].some(({ vpnGatewayId }) => vpnGatewayId === args.vpnGatewayId);
    if (kind === "vss" && taken) throw refusal("SslVpnServer.AlreadyExist");
    this.made += 1;
    const id = `${kind}-${this.made}`;
    const identity = kind === "vss" ? { sslVpnServerId: id } : { vpnConnectionId: id };
    const made = [...this.madeAs].reduce((whole, [path, value]) => setPath(whole, path, value), args);
    this.put(into, id, { ...made, ...identity, createTime: this.clock.now() });
    this.tokens.set(token, id);
    return id;
  }

  private merge(into: Map<string, Properties>, id: string, args: Properties): void {
    const present = into.get(id);
    if (present === undefined) throw refusal("InvalidInstanceId.NotFound");
    const taken = leaves(args).filter(([path]) => !this.ignored.has(path));
    this.put(
      into,
      id,
      taken.reduce((whole, [path, value]) => setPath(whole, path, value), present),
    );
  }

  private retag(id: string, tags: Readonly<Record<string, string | undefined>>): void {
    const present = this.connections.get(id);
    if (present === undefined) throw refusal("InvalidResourceId.NotFound", 404);
    const merged = Object.entries(tags).reduce(
      (whole, [key, value]) => setPath(whole, key, value),
      isRecord(present.tags) ? present.tags : {},
    );
    this.put(this.connections, id, { ...present, tags: merged });
  }

  private put(into: Map<string, Properties>, id: string, resource: Properties): void {
    this.veils.changed(id, into.get(id), this.lags);
    into.set(id, resource);
  }

  private remove(from: Map<string, Properties>, id: string, code: string): void {
    const present = from.get(id);
    if (present === undefined) throw refusal(code, 404);
    const { lags, deletionLag } = this;
    const longer = (lag: number) => Math.max(lag, deletionLag);
    this.veils.changed(id, present, {
      describes: longer(lags.describes),
      lists: longer(lags.lists),
      tags: 0,
    });
    from.delete(id);
  }

  /** What a kind of answer shows by now, in the order in which it was made. */
  private shown(
    answer: "describes" | "lists",
    from: ReadonlyMap<string, Properties>,
  ): [string, Properties][] {
    const ids = [...new Set([...this.veils.ids, ...from.keys()])];
    return ids.flatMap((id): [string, Properties][] => {
      const shown = this.veils.shown(answer, id, from.get(id));
      if (shown === undefined) return [];
      const tagged = this.veils.shown("tags", id, shown);
      return [[id, from === this.connections ? { ...shown, tags: tagged?.tags ?? {} } : shown]];
    });
  }

  private answered(resource: Properties): Properties {
    return [...this.answersWith].reduce<Properties>(
      (whole, [path, value]) => setPath(whole, path, value),
      resource,
    );
  }
}
