import {
  type FaultRow,
  changes,
  creates,
  killWhileStuck,
  killings,
  onAsking,
  onPolls,
  planned,
  releaseAll,
  waits,
  writes,
} from "./strike";
import { limitOf } from "./packageCopy";

const lostAnswer = { kind: "dropAfterApply" } as const;

/** Two faults that meet: the second strikes what the first has made necessary. */
export const twoAtOnce: readonly FaultRow[] = [
  {
    name: "another's change just before, then the answer lost",
    fits: changes,
    plan: planned({ kind: "foreignChange", ms: 300 }, lostAnswer),
    busy: true,
  },
  {
    name: "connection reset before, then the answer lost",
    fits: writes,
    plan: planned({ kind: "dropBefore" }, lostAnswer),
  },
  { name: "throttled, then the answer lost", fits: writes, plan: planned({ kind: "throttle" }, lostAnswer) },
  {
    name: "answer lost, polls end in a 500",
    fits: waits,
    plan: (strike) => {
      planned(lostAnswer)(strike);
      onPolls({ kind: "error500", times: 2 })(strike);
    },
  },
  {
    name: "answer lost, and no permission to look at the gateway",
    fits: waits,
    plan: (strike) => {
      planned(lostAnswer)(strike);
      onPolls({ kind: "forbid", times: 0 })(strike);
    },
    holds: "no",
    says: /DescribeVpnGateway.*Grant the RAM user/s,
    // Who may not look can't know that the change before keeps the gateway busy.
    busy: true,
  },
  {
    name: "answer lost, and asking gets none",
    fits: creates,
    plan: (strike) => {
      planned(lostAnswer)(strike);
      // The first question comes before anything is sent.
      onAsking({ kind: "dropBefore", skip: 1, times: 3 })(strike);
    },
    holds: "maybe",
    says: /can't be reached|no answer|was lost/,
    loses: true,
  },
  {
    name: "answer lost, gateway stuck by the change",
    fits: waits,
    // The end of the window in which a lost create is asked for, and a little more.
    limit: limitOf(9_000),
    plan: planned(lostAnswer, { kind: "stuckGateway" }),
    mend: ({ scene, gatewayId }) => releaseAll(scene, gatewayId),
    holds: "no",
    says: /is still updating/,
    busy: true,
  },
  ...killings.map(({ name, needs, kill }): FaultRow => ({
    name: `answer lost, then ${name}`,
    fits: waits,
    needs,
    plan: planned(lostAnswer, { kind: "stuckGateway" }),
    beside: killWhileStuck(kill),
    holds: "maybe",
    loses: true,
    busy: true,
  })),
];
