import type { Fault } from "../../simulator/src/index";
import type { Form } from "./forms";
import { liveIds } from "./forms";
import type { Operation } from "./operations";
import type { Scene } from "./scene";

/** Where a fault strikes. */
export interface Strike {
  readonly scene: Scene;
  readonly form: Form;
  readonly operation: Operation;
  readonly targets: readonly string[];
  readonly gatewayId: string;
  /** How many calls there were before. */
  readonly since: number;
}

/** A command under way, for what happens beside it. */
export interface UnderWay {
  /** Waits for the condition; returns false where the command ended before. */
  readonly until: (condition: () => boolean) => Promise<boolean>;
  /** `kill -9` of the provider's process. */
  readonly killProvider: () => Promise<void>;
  /** `kill -9` of the CLI: the engine is gone, and nothing is saved any more. */
  readonly killEngine: () => Promise<void>;
  /** Ctrl-C: what runs goes on; another one ends the provider, too. */
  readonly interrupt: (times: 1 | 2) => Promise<void>;
}

/** A row of the matrix. */
export interface FaultRow {
  readonly name: string;
  readonly fits?: (operation: Operation, form: Form) => boolean;
  /** Time that the operations may take, where it matters. */
  readonly limit?: string;
  readonly plan?: (strike: Strike) => void;
  readonly beside?: (strike: Strike, underWay: UnderWay) => Promise<void>;
  readonly mend?: (strike: Strike) => void;
  /** The command needs a process to be killed, or an engine. */
  readonly needs?: "process" | "engine";
  /** Whether the command succeeds in spite of it. @default "yes" */
  readonly holds?: "yes" | "no" | "maybe";
  /** What the command says where it fails. */
  readonly says?: RegExp;
  /** However it ends, what was begun is saved. */
  readonly saves?: boolean;
  /** The process was lost with a create that may have been taken. */
  readonly loses?: boolean;
  /** The service has other values than the state has inputs: a refresh shows it. */
  readonly drifts?: boolean;
  /** It is over after a while, also if nothing has met it by then. */
  readonly passes?: boolean;
  /** Another made the gateway busy: a refused call is no fault of ours. */
  readonly busy?: boolean;
}

/** Strikes the calls that the operation is about. */
export const planned =
  (...faults: readonly Fault[]) =>
  ({ scene, targets }: Strike): void => {
    for (const fault of faults) scene.simulator.faults.add({ operation: targets, ...fault });
  };

export const onPolls =
  (...faults: readonly Fault[]) =>
  ({ scene }: Strike): void => {
    for (const fault of faults) scene.simulator.faults.add({ operation: "DescribeVpnGateway", ...fault });
  };

export const onAsking =
  (fault: Fault) =>
  ({ scene, form }: Strike): void => {
    const operation = form.kind === "SslVpnServer" ? "DescribeSslVpnServers" : "DescribeVpnConnections";
    scene.simulator.faults.add({ operation, ...fault });
  };

export const waits = ({ waits: does }: Operation): boolean => does;
export const writes = ({ name }: Operation): boolean => name !== "read";
export const changes = (operation: Operation): boolean => writes(operation) && operation.name !== "tags";
export const creates = ({ creates: does }: Operation): boolean => does === true;

export const applied = ({ scene, targets, since }: Strike): boolean =>
  scene
    .calls()
    .slice(since)
    .some(({ operation, outcome }) => targets.includes(operation) && outcome === "ok");

export const arrived = ({ scene }: Strike): boolean =>
  scene.simulator.faults.list().some(({ struck }) => struck > 0);

/** The change is taken and answered, and somebody looks at the gateway. */
export const waiting = (strike: Strike): boolean => {
  const calls = strike.scene.calls().slice(strike.since);
  const last = calls.findIndex(
    ({ operation, outcome }) => strike.targets.includes(operation) && outcome === "ok",
  );
  return last >= 0 && calls.slice(last).some(({ operation }) => operation === "DescribeVpnGateway");
};

/** The same, of a change that the fault `stuckGateway` has struck: an answer to a token of before keeps nothing busy. */
export const stuck = (strike: Strike): boolean =>
  waiting(strike) && strike.scene.simulator.inventory().gateways.some(({ Stuck }) => Stuck);

export function releaseAll(scene: Scene, gatewayId: string): void {
  for (const { VpnGatewayId, Stuck } of scene.simulator.inventory().gateways) {
    if (Stuck || VpnGatewayId === gatewayId) scene.simulator.release(VpnGatewayId);
  }
}

export function removeFirst(scene: Scene): void {
  const [id] = liveIds(scene.simulator.inventory());
  if (id !== undefined) scene.simulator.remove(id);
}

/** Who is killed, as a row names it. */
export const killings = [
  {
    name: "kill -9 of the provider",
    needs: "process",
    kill: ({ killProvider }: UnderWay): Promise<void> => killProvider(),
  },
  {
    name: "kill -9 of the CLI",
    needs: "engine",
    kill: ({ killEngine }: UnderWay): Promise<void> => killEngine(),
  },
] as const;

type Kill = (underWay: UnderWay) => Promise<void>;

export const killWhen =
  (kill: Kill, condition: (strike: Strike) => boolean) =>
  async (strike: Strike, underWay: UnderWay): Promise<void> => {
    if (await underWay.until(() => condition(strike))) await kill(underWay);
  };

/** For a change that keeps its gateway busy until this is over. */
export const killWhileStuck =
  (kill: Kill) =>
  async (strike: Strike, underWay: UnderWay): Promise<void> => {
    await killWhen(kill, stuck)(strike, underWay);
    releaseAll(strike.scene, strike.gatewayId);
  };
