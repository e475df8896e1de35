/**
 * A local Alibaba Cloud VPC API for VPN Gateway: {@link startSimulator} starts one that listens,
 * {@link createSimulator} makes one for this process alone.
 *
 * @module
 */
import { systemClock } from "./clock";
import { parseBusyTime } from "./durations";
import { Engine } from "./engine";
import { type Listener, listen } from "./http/server";
import { defaultIdaas } from "./idaas";
import { Account } from "./model/account";
import { type AccessKey, type SimulatorOptions, TEST_ACCESS_KEY_ID, TEST_ACCESS_KEY_SECRET } from "./options";
import { loadState } from "./persistence";
import { DEFAULT_REGION, commonRegions } from "./regions";
import { seed } from "./seed";
import { SimulatorControl, type SeededIds } from "./simulatorControl";
import { dispatch } from "./http/dispatch";
import { checkOptions } from "./optionShapes";
import { defaultSwitches } from "./switches";

export type { CallRecord } from "./calls";
export { type Clock, ManualClock } from "./clock";
export type { Fault, FaultKind, FaultPlan, PlannedFault, Spelling } from "./faults";
export type {
  CustomerGateway,
  DualTunnelConnection,
  IdaasInstance,
  SingleTunnelConnection,
  SslVpnServer,
  Tunnel,
  VpnConnection,
  VpnGateway,
} from "./model/resources";
export type { Change } from "./model/account";
export {
  type AccessKey,
  type CustomerGatewayOptions,
  type GatewayOptions,
  type Quotas,
  type SimulatorOptions,
  TEST_ACCESS_KEY_ID,
  TEST_ACCESS_KEY_SECRET,
} from "./options";
export type { Switches, SwitchSettings } from "./switches";
export { ruleLedger, type RuleEntry } from "./rules/index";
export { documentedCodes } from "./rules/refusals";
export type { Refusal, RuleSource } from "./rules/rule";
export type { Inventory, Patch, SeededIds } from "./simulatorControl";

const testKeys: readonly AccessKey[] = [{ id: TEST_ACCESS_KEY_ID, secret: TEST_ACCESS_KEY_SECRET }];

/** A request to a simulator in this process, which needs no signature. */
export interface InProcessRequest {
  /** As in `x-acs-action`: "CreateVpnConnection". */
  readonly operation: string;
  /** Flat, as in a query or a form: `{ "TunnelOptionsSpecification.1.Role": "master" }`. */
  readonly parameters: Readonly<Record<string, string>>;
  /** One of `accessKeys`. @default the first */
  readonly accessKeyId?: string;
  /** Aborted once the sender is gone. As with a socket that closes, the request is carried out all the same. */
  readonly signal?: AbortSignal;
}

/** What a client would get back over HTTP. */
export interface InProcessResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** The answer's JSON; the raw text where a fault garbles it. */
  readonly body: unknown;
  /** The connection is closed instead of an answer, or in the midst of it: then `body` is what came through. */
  readonly cut: boolean;
}

/** A simulator that doesn't listen, as {@link createSimulator} returns it. */
class InProcessSimulator extends SimulatorControl {
  /**
   * Carries out a request as if it had come over HTTP: with the same rules, faults and switches, and into the same log.
   * It resolves when the answer would have been there; whatever holds it back sleeps on the simulator's clock.
   */
  async handle({ operation, parameters, accessKeyId, signal }: InProcessRequest): Promise<InProcessResponse> {
    const { engine } = this;
    const { body, text, ...outcome } = await dispatch(engine, {
      operation,
      parameters: Object.entries(parameters),
      host: "in-process",
      authenticate: () => engine.authenticator.keyOf(accessKeyId),
      isSenderPresent: () => signal?.aborted !== true,
    });
    // As it would have come through the wire: without what JSON leaves out, and without a reference into the account.
    const copy = outcome.cut ? undefined : (JSON.parse(JSON.stringify(body)) as unknown);
    return { ...outcome, body: text ?? copy };
  }

  /** Lets go of what is held back: those requests are not carried out. */
  close(): Promise<void> {
    this.engine.close();
    return Promise.resolve();
  }
}

/** A running simulator, as {@link startSimulator} returns it. */
class Simulator extends InProcessSimulator {
  constructor(
    engine: Engine,
    ids: SeededIds,
    private readonly listener: Listener,
  ) {
    super(engine, ids);
  }

  /** The port it listens on: the one asked for, or the system's choice. */
  get port(): number {
    return this.listener.port;
  }

  /** What an SDK's `endpoint` takes, with `protocol: "HTTP"`. */
  get endpoint(): string {
    const { host, port } = this.listener;
    return `${host.includes(":") ? `[${host}]` : host}:${port}`;
  }

  /** What `ALICLOUD_VPC_ENDPOINT` takes, `http://127.0.0.1:40123`. */
  get url(): string {
    return `http://${this.endpoint}`;
  }

  /** Ends all connections at once, and frees the port. Closing it twice is no failure. */
  override close(): Promise<void> {
    return this.listener.close();
  }
}

export type { InProcessSimulator, Simulator };

/**
 * A VPC API in this process, without a port: {@link InProcessSimulator.handle} takes its requests. With a
 * {@link ManualClock}, everything in it happens when the test says so.
 *
 * @param options as for {@link startSimulator}; `host` and `port` mean nothing here
 * @throws where an option isn't known or can't be read
 */
export function createSimulator(options: SimulatorOptions = {}): InProcessSimulator {
  const { engine, ids } = assemble(options);
  return new InProcessSimulator(engine, ids);
}

/**
 * Starts a VPC API on this machine. It listens when the promise resolves; `close()` ends it.
 *
 * ```ts
 * const simulator = await startSimulator({ busy: "100ms", gateways: [{ id: "vpn-test", ssl: true }] });
 * process.env.ALICLOUD_VPC_ENDPOINT = simulator.url;
 * ```
 *
 * @param options what the account has and how the API behaves. Without any: a gateway with one tunnel and SSL-VPN, one
 *   with two tunnels, four customer gateways, and changes of two seconds
 * @throws where an option isn't known or can't be read, or the port isn't free
 */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const { engine, ids } = assemble(options);
  const { host = "127.0.0.1", port = 0 } = options;
  // The listener serves it, so it comes before there is an address.
  const listener = await listen(engine, new SimulatorControl(engine, ids), host, port);
  return new Simulator(engine, ids, listener);
}

function assemble(options: SimulatorOptions): { engine: Engine; ids: SeededIds } {
  const account = newWorld(options);
  const ids = {
    gateways: [...account.gateways.keys()],
    customerGateways: [...account.customerGateways.entries.keys()],
  };
  const { accessKeys = testKeys, throttle, statePath } = options;
  const engine = new Engine(account, { accessKeys, throttle, statePath });
  engine.save();
  return { engine, ids };
}

function newWorld(options: SimulatorOptions): Account {
  const switches = { ...defaultSwitches, ...checkOptions(options) };
  const region = options.region ?? DEFAULT_REGION;
  const snapshot = options.statePath === undefined ? undefined : loadState(options.statePath);
  const elsewhere = [...(options.gateways ?? []), ...(options.customerGateways ?? [])].flatMap(
    (one) => one.region ?? [],
  );
  const settings = {
    regions: [...new Set([...commonRegions, region, ...(options.regions ?? []), ...elsewhere])],
    idaas: options.idaas ?? defaultIdaas(region),
    quotas: options.quotas ?? {},
    busy: parseBusyTime(options.busy ?? "2s"),
    switches,
  };
  const account = new Account(options.clock ?? systemClock, settings, String(options.seed ?? "1"), snapshot);
  if (snapshot === undefined) seed(account, options);
  return account;
}
