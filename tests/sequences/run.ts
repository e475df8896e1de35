import { drawPlan } from "./drawing";
import { type Told, play } from "./play";
import type { Plan } from "./plan";
import { shrunk } from "./shrink";
import { type Tally, count, emptyTally } from "./tally";

/** Which sequences of a seed to play. */
export interface Range {
  readonly seed: number;
  readonly from: number;
  readonly count: number;
  /** @default false: all are played, whatever comes of them */
  readonly untilFirstFailure?: boolean;
}

/** A turn of the event loop, so that signals and messages come through between sequences. */
const breathe = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Plays sequences one after the other. */
export async function runRange(range: Range, told?: (index: number, sequence: Told) => void): Promise<Tally> {
  const tally = emptyTally();
  const { stackTraceLimit } = Error;
  // Most errors here are answers of the service, and nobody reads where they were made.
  Error.stackTraceLimit = 0;
  const before = process.cpuUsage();
  for (let index = range.from; index < range.from + range.count; index += 1) {
    const sequence = await play(drawPlan(range.seed, index));
    count(tally, index, sequence);
    told?.(index, sequence);
    if (range.untilFirstFailure === true && tally.failed.length > 0) break;
    await breathe();
  }
  Error.stackTraceLimit = stackTraceLimit;
  const { user, system } = process.cpuUsage(before);
  tally.cpuMs = (user + system) / 1000;
  return tally;
}

/** A violation without ids, times and request ids, so that two of a kind are alike. */
export const kindOfViolation = (violation: string): string =>
  violation
    .split("\n")[0]
    ?.replace(/\b(vss|vco)-\w+/g, "$1-…")
    .replace(/\(request id [^)]*\)/g, "")
    .replace(/\d[\d:.TZ-]*/g, "#")
    .slice(0, 160) ?? "";

/** The simplest sequence with a violation of the same kind. */
export async function simplest(plan: Plan): Promise<Told> {
  const kinds = async (candidate: Plan) => (await play(candidate)).violations.map(kindOfViolation);
  const [wanted] = await kinds(plan);
  const found = await shrunk(plan, async (candidate) => (await kinds(candidate)).includes(wanted ?? ""));
  return await play(found);
}
