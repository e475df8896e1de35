import {
  type FaultRow,
  applied,
  arrived,
  changes,
  creates,
  killWhen,
  killWhileStuck,
  killings,
  onAsking,
  onPolls,
  planned,
  releaseAll,
  removeFirst,
  stuck,
  waiting,
  waits,
  writes,
} from "./strike";
import { FASTER, limitOf } from "./packageCopy";
import { twoAtOnce } from "./twoAtOnce";

/** Time that a change has where the gateway stays busy for longer. */
const SHORT = limitOf(2_000);

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
  {
    name: "answer after half a minute",
    plan: planned({ kind: "delay", ms: 30_000 / FASTER, afterApply: true }),
    fits: writes,
  },
  // A request has 45 s.
  {
    name: "answer after a minute, change made",
    plan: planned({ kind: "delay", ms: 60_000 / FASTER, afterApply: true }),
    fits: writes,
  },
  { name: "answer is no answer", plan: planned({ kind: "garble", as: "html" }), fits: writes },
  { name: "answer cut", plan: planned({ kind: "cutBody" }), fits: writes },
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
    limit: SHORT,
    plan: planned({ kind: "stuckGateway" }),
    mend: ({ scene, gatewayId }) => releaseAll(scene, gatewayId),
    holds: "no",
    says: /is still updating/,
    busy: true,
  },
  {
    name: "gateway stuck before",
    fits: waits,
    limit: SHORT,
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
    passes: true,
    busy: true,
  },
  { name: "polls throttled", fits: waits, plan: onPolls({ kind: "throttle", times: 2 }) },
  { name: "polls without an answer", fits: waits, plan: onPolls({ kind: "dropBefore", times: 2 }) },
  { name: "polls end in a 500", fits: waits, plan: onPolls({ kind: "error500", times: 2 }) },
  { name: "asking first is throttled", fits: creates, plan: onAsking({ kind: "throttle" }) },
  { name: "asking first gets no answer", fits: creates, plan: onAsking({ kind: "dropBefore" }) },
];

/** An answer that says yes, and isn't so. */
const untrue: readonly FaultRow[] = [
  {
    name: "accepted and not taken",
    // The server is declared with what has no default, so its create has nothing to ignore.
    fits: (operation, { kind }) =>
      changes(operation) &&
      !/delete/.test(operation.name) &&
      (operation.inPlace === true || kind !== "SslVpnServer"),
    plan: planned({ kind: "ignoreValues", paths: "all" }),
    holds: "no",
    says: /didn't take/,
  },
];

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
    fits: waits,
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

const ends: readonly FaultRow[] = killings.flatMap(({ name, needs, kill }) => {
  const common = { needs, holds: "maybe", fits: writes } as const;
  const onceApplied = {
    plan: planned({ kind: "delay", ms: 300, afterApply: true }),
    beside: killWhen(kill, applied),
  };
  return [
    {
      ...common,
      ...onceApplied,
      name: `${name} in a refresh`,
      fits: ({ name: operation }) => operation === "read",
    },
    {
      ...common,
      name: `${name}, change not made`,
      // Longer than a provider outlives its engine: it would send the request again.
      plan: planned({ kind: "delay", ms: needs === "process" ? 300 : 3_000 }, { kind: "dropBefore" }),
      beside: killWhen(kill, arrived),
    },
    { ...common, ...onceApplied, name: `${name}, change made`, loses: true },
    {
      ...common,
      name: `${name} while the gateway is busy`,
      fits: waits,
      plan: planned({ kind: "stuckGateway" }),
      beside: killWhileStuck(kill),
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
  ...untrue,
  ...elsewhere,
  ...interrupts,
  ...ends,
  ...twoAtOnce,
];
