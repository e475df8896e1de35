/**
 * The worlds and faults in which a program's life is tried. `first` are those in which each command succeeds
 * at once; where an answer was lost, a command may fail, and the next one has to go on from there.
 */
import type { Fault, World } from "./fake";

export interface Trial {
  name: string;
  world: Partial<World>;
  /** What happens to the first change of each resource, at each step of its life. */
  fault?: Omit<Fault, "action">;
}

const LAG = { describeLagMs: 10_000, listLagMs: 10_000, tagLagMs: 10_000 };
/** Repeated requests are told by nothing, and doubles are made if they are asked for. */
const LENIENT = { tokens: "ignored", doubles: "accepted" } as const;
const NO_MARKS = { ...LENIENT, tagsAtCreate: "ignored" } as const;

const WORLDS: Trial[] = [
  { name: "describes, listings and tags lag by 10 s", world: LAG },
  { name: "a deletion shows 30 s later", world: { lateDeletionMs: 30_000 } },
  { name: "a gateway turns updating after 5 s", world: { updatingLateMs: 5_000, taskMs: 4_000 } },
  {
    name: "a gateway turns updating after 5 s, and shows a new resource when it is active",
    world: { updatingLateMs: 5_000, createdShownAt: "end" },
  },
  { name: "a change takes 25 s", world: { taskMs: 25_000, createdShownAt: "end" } },
  { name: "changed values show at once", world: { changedShownAt: "acceptance" } },
  { name: "keys are masked", world: { keys: "masked" } },
  { name: "keys are absent", world: { keys: "absent" } },
  { name: "tags are ignored at create", world: { tagsAtCreate: "ignored" } },
  { name: "times are in seconds", world: { createTime: "seconds" } },
  { name: "a block that is sent replaces its other members", world: { partialBlocks: "replaced" } },
  { name: "a new name takes a task", world: { nameOnly: "asynchronous", updatingLateMs: 3_000 } },
  ...["CustomerGatewayId", "VpnGatewayId", "CreateTime", "RegionId", "Name", "LocalSubnet"].flatMap(
    (field) => [
      { name: `${field} is absent`, world: { absent: [field] } },
      { name: `${field} is empty`, world: { empty: [field] } },
    ],
  ),
];

const LOST = ["reset", "html", "null", "cut", "empty", "http502", "UnknownError", "InternalError"] as const;
const late = { hangUpAfterMs: 500, executeAfterMs: 30_000 };

const FAULTS: Trial[] = [
  ...LOST.map((answer) => ({ name: `an answer is lost: ${answer}`, world: LENIENT, fault: { answer } })),
  ...(["beforeBusy", "afterBusy"] as const).flatMap((tokens) => [
    {
      name: `an answer is lost, tokens are looked up ${tokens}`,
      world: { ...LENIENT, tokens, taskMs: 5_000 },
      fault: { answer: "reset" as const },
    },
    {
      name: `a request is executed 30 s after its connection broke, tokens are looked up ${tokens}`,
      world: { ...LENIENT, tokens },
      fault: late,
    },
  ]),
  { name: "an answer takes 40 s", world: { ...LENIENT, taskMs: 2_000 }, fault: { holdMs: 40_000 } },
  { name: "a request is executed after 38 s", world: LENIENT, fault: { executeAfterMs: 38_000 } },
  { name: "a request is executed 30 s after its connection broke", world: LENIENT, fault: late },
  { name: "the same, doubles are refused", world: { tokens: "ignored" }, fault: late },
  { name: "the same, tags are ignored", world: NO_MARKS, fault: late },
  { name: "an answer is lost, tags are ignored", world: NO_MARKS, fault: { answer: "reset" } },
  {
    name: "an answer is lost, tags are ignored and times are in seconds",
    world: { ...NO_MARKS, createTime: "seconds" },
    fault: { answer: "reset" },
  },
  { name: "an answer is lost, describes lag", world: { ...LENIENT, ...LAG }, fault: { answer: "reset" } },
  {
    name: "an answer is lost, deletions show late",
    world: { ...LENIENT, lateDeletionMs: 30_000 },
    fault: { answer: "reset" },
  },
  {
    name: "an answer is lost, a new resource shows after 20 s",
    world: { ...LENIENT, createdShownAt: "end", taskMs: 20_000 },
    fault: { answer: "reset" },
  },
  {
    name: "an answer is lost, keys are masked",
    world: { ...LENIENT, keys: "masked" },
    fault: { answer: "reset" },
  },
];

export const TRIALS: readonly Trial[] = [...WORLDS, ...FAULTS];

/** The few that are tried every time; the others take up to minutes each. */
export const SAMPLE: readonly string[] = [
  "a block that is sent replaces its other members",
  "an answer is lost: reset",
];
