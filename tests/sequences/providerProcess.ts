import { Adapter } from "../../provider/src/engine/adapter";
import { Session } from "../../provider/src/engine/session";
import { resources } from "../../provider/src/resources/registry";
import { HostError, type PartialState, type Resource, type Values, plain } from "../contract/host";
import type { Draw } from "../faults/draw";
import type { EngineProvider } from "../faults/engineModel";
import type { Effect, Strikes } from "./effects";
import type { Network, Sender } from "./network";
import { type WireRequest, clientOver } from "./sdk";
import type { VirtualTime } from "./virtualTime";

const byClass = { SslVpnServer: resources.sslVpnServer, VpnConnection: resources.vpnConnection };

/** The settings of a stack, and the keys that no message may show. */
export const configuration: Readonly<Record<string, string>> = {
  "alicloud-vpn:mark": "on",
  "alicloud:region": "cn-hangzhou",
  "alicloud:accessKey": "sequences-access-key",
  "alicloud:secretKey": "sequences-access-key-secret",
};

/** What a process is started with. */
export interface ProcessOptions {
  readonly name: string;
  readonly stack: number;
  readonly time: VirtualTime;
  readonly network: Network;
  readonly draw: Draw;
  readonly strikes: Strikes;
  readonly config?: Readonly<Record<string, string>>;
  /** What else ends when a strike kills. */
  readonly killed: (who: "engine" | "provider") => void;
}

/** An answer of an adapter, as the engine's wire carries it. */
const overTheWire = (values: object): Values => JSON.parse(JSON.stringify(values)) as Values;

/** The engine hands values on without the wrappers of secrets: a dynamic provider doesn't accept them. */
const opened = (values: Values): Values => plain(overTheWire(values)) as Values;

/** The process in which the provider serves one command: the package's own code, with a clock and a network of ours. */
export class ProviderProcess implements EngineProvider, Sender {
  readonly name: string;
  readonly stack: number;
  /** What it told the engine's log. */
  readonly warnings: string[] = [];
  dead = false;
  private readonly adapters: Readonly<Record<Resource, Adapter>>;
  /** Calls of the engine that wait for an answer. */
  private readonly waiting = new Set<(error: Error) => void>();

  constructor(private readonly options: ProcessOptions) {
    const { time, network, draw, config = {} } = options;
    this.name = options.name;
    this.stack = options.stack;
    const session = new Session(undefined, {
      clock: time.clockOf(this, () => draw.fraction()),
      connect: () => Promise.resolve(clientOver(network.transportOf(this))),
    });
    session.configure((key) => ({ ...configuration, ...config })[key]);
    Reflect.set(session, "log", {
      status: () => undefined,
      warn: (_urn: string, message: string) => this.warnings.push(message),
    });
    this.adapters = {
      SslVpnServer: new Adapter(byClass.SslVpnServer, session),
      VpnConnection: new Adapter(byClass.VpnConnection, session),
    };
  }

  meets({ operation }: WireRequest): Effect | undefined {
    return this.options.strikes.meet(operation);
  }

  kill(who: "engine" | "provider"): void {
    if (this.dead) return;
    this.end();
    this.options.killed(who);
    // An engine that lives on sees its calls fail; one that died sees nothing any more.
    if (who === "engine") return;
    const gone = new Error("the provider process has ended: error reading from server: EOF");
    for (const reject of this.waiting) reject(gone);
  }

  /** The command is over, and the process with it. */
  end(): void {
    this.dead = true;
    this.options.time.drop(this);
  }

  async check(kind: Resource, olds: Values, news: Values): Promise<{ inputs: Values; failures: string[] }> {
    const checked = await this.call(() => this.adapters[kind].check(opened(olds), opened(news)));
    return {
      inputs: kept(checked.inputs as Values),
      failures: (checked.failures ?? []).map(({ reason }) => reason),
    };
  }

  async diff(kind: Resource, id: string, olds: Values, news: Values): ReturnType<EngineProvider["diff"]> {
    const { changes, replaces, deleteBeforeReplace } = await this.call(() =>
      this.adapters[kind].diff(id, opened(olds), opened(news)),
    );
    return {
      changes: changes === undefined ? "unknown" : changes ? "some" : "none",
      replaces: replaces ?? [],
      deleteBeforeReplace: deleteBeforeReplace ?? false,
    };
  }

  async create(kind: Resource, inputs: Values): Promise<{ id: string; outputs: Values }> {
    const created = await this.call(() => this.adapters[kind].create(opened(inputs)));
    return { id: created.id, outputs: kept(created.outs as Values) };
  }

  async read(
    kind: Resource,
    id: string,
    outputs: Values,
  ): Promise<{ id: string; outputs: Values; inputs: Values }> {
    const read = await this.call(() => this.adapters[kind].read(id, opened(outputs)));
    const inputs = (read as { inputs?: Values }).inputs;
    return { id: read.id ?? "", outputs: kept(read.props as Values), inputs: kept(inputs ?? {}) };
  }

  async update(kind: Resource, id: string, olds: Values, news: Values): Promise<Values> {
    const updated = await this.call(() => this.adapters[kind].update(id, opened(olds), opened(news)));
    return kept(updated.outs as Values);
  }

  async delete(kind: Resource, id: string, outputs: Values): Promise<void> {
    await this.call(() => this.adapters[kind].delete(id, opened(outputs)));
  }

  /** What a dead process comes to reaches nobody. */
  private call<T>(work: () => Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      if (this.dead) {
        reject(new Error("connection error: connection refused"));
        return;
      }
      this.waiting.add(reject);
      const answered = (answer: () => void) => {
        this.waiting.delete(reject);
        if (!this.dead) answer();
      };
      work().then(
        (value) => answered(() => resolve(value)),
        (error: unknown) => answered(() => reject(hostError(error))),
      );
    });
  }
}

/** The `__provider` text is the host's affair: it adds it to whatever is answered. */
const kept = (values: Values): Values => ({ ...overTheWire(values), __provider: "the provider's text" });

/** An error as the engine receives it from the dynamic provider's host. */
function hostError(error: unknown): HostError {
  const { id, properties, reasons, message } = error as Partial<PartialState> & Error;
  if (id === undefined) return new HostError(message, undefined);
  return new HostError(message, {
    id,
    properties: kept(properties ?? {}),
    reasons: reasons ?? [],
  });
}
