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
  /** Another made the gateway busy: a refused call is no fault of ours. */
  readonly busy?: boolean;
}

const planned =
  (...faults: readonly Fault[]) =>
  ({ scene, targets }: Strike): void => {
    for (const fault of faults) scene.simulator.faults.add({ operation: targets, ...fault });
  };

const onPolls =
  (...faults: readonly Fault[]) =>
  ({ scene }: Strike): void => {
    for (const fault of faults) scene.simulator.faults.add({ operation: "DescribeVpnGateway", ...fault });
  };

const onAsking =
  (fault: Fault) =>
  ({ scene, form }: Strike): void => {
    const operation = form.kind === "SslVpnServer" ? "DescribeSslVpnServers" : "DescribeVpnConnections";
    scene.simulator.faults.add({ operation, ...fault });
  };

const waits = ({ waits: does }: Operation): boolean => does;
const writes = ({ name }: Operation): boolean => name !== "read";
const changes = (operation: Operation): boolean => writes(operation) && operation.name !== "tags";
const creates = ({ creates: does }: Operation): boolean => does === true;

const applied = ({ scene, targets, since }: Strike): boolean =>
  scene
    .calls()
    .slice(since)
    .some(({ operation, outcome }) => targets.includes(operation) && outcome === "ok");

const arrived = ({ scene }: Strike): boolean =>
  scene.simulator.faults.list().some(({ struck }) => struck > 0);

/** The change is taken and answered, and somebody looks at the gateway. */
const waiting = (strike: Strike): boolean => {
  const calls = strike.scene.calls().slice(strike.since);
  const last = calls.findIndex(
    ({ operation, outcome }) => strike.targets.includes(operation) && outcome === "ok",
  );
  return last >= 0 && calls.slice(last).some(({ operation }) => operation === "DescribeVpnGateway");
};

/** The same, of a change that the fault `stuckGateway` has struck: an answer to a token of before keeps nothing busy. */
const stuck = (strike: Strike): boolean =>
  waiting(strike) && strike.scene.simulator.inventory().gateways.some(({ Stuck }) => Stuck);

const lost: readonly FaultRow[] = [
  { name: "none" },
  { name: "answer lost, change made", plan: planned({ kind: "dropAfterApply" }) },
  { name: "connection reset before", plan: planned({ kind: "dropBefore" }) },
  { name: "connection reset twice before", plan: planned({ kind: "dropBefore", times: 2 }), fits: writes },
  { name: "500 before", plan: planned({ kind: "error500" }) },
  { name: "500, change made", plan: planned({ kind: "error500", afterApply: true }), fits: writes },
  {
    name: "503, change made",
    plan: planned({ kind: "error500", code: "ServiceUnavailable", status: 503, afterApply: true }),
    fits: writes,
  },
  { name: "throttled", plan: planned({ kind: "throttle" }) },
  { name: "throttled, with a hint", plan: planned({ kind: "throttle", retryAfter: 200, times: 2 }) },
  { name: "slow", plan: planned({ kind: "delay", ms: 400 }) },
  { name: "slow answer", plan: planned({ kind: "delay", ms: 400, afterApply: true }) },
];

const refused: readonly FaultRow[] = [
  {
    name: "refused for good",
    fits: writes,
    plan: planned({ kind: "refuse", code: "VpnGateway.FinancialLocked" }),
    holds: "no",
    says: /VpnGateway\.FinancialLocked.*Top up the account/s,
  },
  {
    name: "refused as busy",
    fits: changes,
    plan: planned({ kind: "refuse", code: "VpnGateway.Configuring" }),
    busy: true,
  },
  {
    name: "permission lost",
    plan: planned({ kind: "forbid", times: 0 }),
    holds: "no",
    says: /Forbidden.*Grant the RAM user/s,
  },
  {
    name: "permission to look at the gateway lost",
    fits: waits,
    plan: onPolls({ kind: "forbid", times: 0 }),
    holds: "no",
    says: /DescribeVpnGateway.*Grant the RAM user/s,
  },
];

const busy: readonly FaultRow[] = [
  {
    name: "gateway stuck by the change",
    fits: waits,
    limit: "900ms",
    plan: planned({ kind: "stuckGateway" }),
    mend: ({ scene, gatewayId }) => releaseAll(scene, gatewayId),
    holds: "no",
    says: /is still updating/,
    busy: true,
  },
  {
    name: "gateway stuck before",
    fits: waits,
    limit: "900ms",
    plan: ({ scene, gatewayId }) => scene.simulator.stick(gatewayId),
    mend: ({ scene, gatewayId }) => releaseAll(scene, gatewayId),
    holds: "no",
    says: /is still updating/,
    busy: true,
  },
  {
    name: "gateway stuck, then released",
    fits: waits,
    plan: planned({ kind: "stuckGateway" }),
    beside: async (strike, { until }) => {
      if (!(await until(() => stuck(strike)))) return;
      await new Promise((resolve) => setTimeout(resolve, 300));
      releaseAll(strike.scene, strike.gatewayId);
    },
    busy: true,
  },
  {
    name: "another's change just before",
    fits: changes,
    plan: planned({ kind: "foreignChange", ms: 300 }),
    busy: true,
  },
  {
    name: "another's change under way",
    fits: waits,
    plan: ({ scene, gatewayId }) => scene.simulator.foreignChange(gatewayId, 400),
    busy: true,
  },
  { name: "polls throttled", fits: waits, plan: onPolls({ kind: "throttle", times: 2 }) },
  { name: "polls without an answer", fits: waits, plan: onPolls({ kind: "dropBefore", times: 2 }) },
  { name: "polls end in a 500", fits: waits, plan: onPolls({ kind: "error500", times: 2 }) },
  { name: "asking first is throttled", fits: creates, plan: onAsking({ kind: "throttle" }) },
  { name: "asking first gets no answer", fits: creates, plan: onAsking({ kind: "dropBefore" }) },
];

function releaseAll(scene: Scene, gatewayId: string): void {
  for (const { VpnGatewayId, Stuck } of scene.simulator.inventory().gateways) {
    if (Stuck || VpnGatewayId === gatewayId) scene.simulator.release(VpnGatewayId);
  }
}

const elsewhere: readonly FaultRow[] = [
  {
    name: "resource gone before",
    fits: ({ exists }) => exists,
    plan: ({ scene }) => removeFirst(scene),
    holds: "maybe",
    says: /no longer exists/,
  },
  {
    name: "resource gone while the gateway is busy",
    fits: creates,
    beside: async (strike, { until }) => {
      if (await until(() => waiting(strike))) removeFirst(strike.scene);
    },
    holds: "maybe",
  },
  {
    name: "another spelling stored",
    fits: (operation) => changes(operation) && !/delete/.test(operation.name),
    plan: planned({ kind: "otherSpelling", spelling: { Name: "spelt-otherwise" } }),
    drifts: true,
  },
  {
    name: "simulator restarted while the gateway is busy",
    fits: waits,
    beside: async (strike, { until }) => {
      if (!(await until(() => waiting(strike)))) return;
      await strike.scene.stop();
      await strike.scene.startAgain();
    },
    holds: "maybe",
    says: /can't be reached|was lost/,
  },
];

function removeFirst(scene: Scene): void {
  const [id] = liveIds(scene.simulator.inventory());
  if (id !== undefined) scene.simulator.remove(id);
}

const ends: readonly FaultRow[] = (["provider", "engine"] as const).flatMap((who) => {
  const kill = (underWay: UnderWay) => (who === "provider" ? underWay.killProvider() : underWay.killEngine());
  const common = { needs: who === "provider" ? "process" : "engine", holds: "maybe", fits: writes } as const;
  const name = who === "provider" ? "kill -9 of the provider" : "kill -9 of the CLI";
  return [
    {
      ...common,
      name: `${name}, change not made`,
      // Longer than a provider outlives its engine: it would send the request again.
      plan: planned({ kind: "delay", ms: who === "provider" ? 300 : 3_000 }, { kind: "dropBefore" }),
      beside: async (strike: Strike, underWay: UnderWay) => {
        if (await underWay.until(() => arrived(strike))) await kill(underWay);
      },
    },
    {
      ...common,
      name: `${name}, change made`,
      plan: planned({ kind: "delay", ms: 300, afterApply: true }),
      beside: async (strike: Strike, underWay: UnderWay) => {
        if (await underWay.until(() => applied(strike))) await kill(underWay);
      },
      loses: true,
    },
    {
      ...common,
      name: `${name} while the gateway is busy`,
      fits: waits,
      plan: planned({ kind: "stuckGateway" }),
      beside: async (strike: Strike, underWay: UnderWay) => {
        if (await underWay.until(() => stuck(strike))) await kill(underWay);
        releaseAll(strike.scene, strike.gatewayId);
      },
      loses: true,
      busy: true,
    },
  ];
});

const interrupts: readonly FaultRow[] = ([1, 2] as const).map((times) => ({
  name: `Ctrl-C ${times === 1 ? "once" : "twice"} while the gateway is busy`,
  fits: waits,
  needs: "process",
  holds: "maybe",
  plan: planned({ kind: "stuckGateway" }),
  beside: async (strike, underWay) => {
    const interrupted = (await underWay.until(() => stuck(strike))) && underWay.interrupt(times);
    // Once: the change goes on until the gateway is active. Twice: nobody waits any more.
    if (times === 1) releaseAll(strike.scene, strike.gatewayId);
    await interrupted;
    releaseAll(strike.scene, strike.gatewayId);
  },
  saves: times === 1,
  loses: times === 2,
  busy: true,
}));

export const faultRows: readonly FaultRow[] = [
  ...lost,
  ...refused,
  ...busy,
  ...elsewhere,
  ...interrupts,
  ...ends,
];
