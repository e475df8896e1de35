/**
 * A local Alibaba Cloud VPC API for VPN Gateway: {@link startSimulator} starts one.
 *
 * @module
 */
import { systemClock } from "./clock";
import { parseBusyTime } from "./durations";
import { Engine } from "./engine";
import { type Listener, listen } from "./http/server";
import { defaultIdaas } from "./idaas";
import { World } from "./model/world";
import {
  type AccessKey,
  defaultSwitches,
  readSwitches,
  type SimulatorOptions,
  TEST_ACCESS_KEY_ID,
  TEST_ACCESS_KEY_SECRET,
} from "./options";
import { loadState } from "./persistence";
import { commonRegions } from "./regions";
import { seed } from "./seed";
import { Backstage, type SeededIds } from "./backstage";

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
export type { Change } from "./model/world";
export {
  type AccessKey,
  type CustomerGatewayOptions,
  type GatewayOptions,
  type Quotas,
  type SimulatorOptions,
  type Switches,
  TEST_ACCESS_KEY_ID,
  TEST_ACCESS_KEY_SECRET,
} from "./options";
export { ruleLedger, type RuleEntry } from "./rules/index";
export { documentedCodes } from "./rules/refusals";
export type { Refusal, RuleSource } from "./rules/rule";
export type { Inventory, Patch, SeededIds } from "./backstage";

const testKeys: readonly AccessKey[] = [{ id: TEST_ACCESS_KEY_ID, secret: TEST_ACCESS_KEY_SECRET }];

/** A running simulator, as {@link startSimulator} returns it. */
class Simulator extends Backstage {
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
  close(): Promise<void> {
    return this.listener.close();
  }
}

export type { Simulator };

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
 * @throws where an option can't be read, or the port isn't free
 */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const { statePath, host = "127.0.0.1", port = 0 } = options;
  const world = newWorld(options);
  const ids = { gateways: [...world.gateways.keys()], customerGateways: [...world.customerGateways.keys()] };
  const { accessKeys = testKeys, throttle } = options;
  const engine = new Engine(world, { accessKeys, throttle, statePath });
  engine.save();
  // The listener serves it, so it comes before there is an address.
  const listener = await listen(engine, new Backstage(engine, ids), host, port);
  return new Simulator(engine, ids, listener);
}

function newWorld(options: SimulatorOptions): World {
  const region = options.region ?? "cn-hangzhou";
  const snapshot = options.statePath === undefined ? undefined : loadState(options.statePath);
  const elsewhere = [...(options.gateways ?? []), ...(options.customerGateways ?? [])].flatMap(
    (one) => one.region ?? [],
  );
  const settings = {
    regions: [...new Set([...commonRegions, region, ...(options.regions ?? []), ...elsewhere])],
    idaas: options.idaas ?? defaultIdaas(region),
    quotas: options.quotas ?? {},
    busy: parseBusyTime(options.busy ?? "2s"),
    switches: { ...defaultSwitches, ...readSwitches(options) },
  };
  const world = new World(options.clock ?? systemClock, settings, String(options.seed ?? "1"), snapshot);
  if (snapshot === undefined) seed(world, options);
  return world;
}
