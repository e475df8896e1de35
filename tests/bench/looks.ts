import { PollSchedule } from "../../provider/src/lifecycle/pollSchedule";
import { SeededRandom } from "../../simulator/src/seededRandom";
import { drawBusyTime } from "../../simulator/src/durations";

/** What the calls of one create take beside its looks: its answer, a look there and back, the describe, the mark's end. */
const ANSWER_MS = 2;
const LOOK_MS = 8;
const DESCRIBE_MS = 6;
const UNTAG_MS = 4;
const LATE_TIMER_MS = 1;
const CALLS_BESIDE_LOOKS = 3;
/** A look at the gateway and a listing, before the first create. */
const CALLS_PER_PROCESS = 2;
/** A change that takes longer begins within this. */
const BUSY_LAG_MS = 6_000;

const RUNS = 1_000;
const CHANGES = 10;

interface Run {
  readonly ratio: number;
  readonly calls: number;
}

/** Changes of one gateway, one after the other, of which each takes as long as it says. */
function follow(durations: readonly number[]): Run {
  const pace = new PollSchedule();
  let [time, looks, end] = [0, 0, 0];
  for (const duration of durations) {
    const free = time + duration;
    const acceptedAt = time + ANSWER_MS;
    let [now, busy] = [acceptedAt, 0];
    // Looked at at once, unless changes are known to take long.
    let next = pace.pause(0) > BUSY_LAG_MS ? pace.pause(0) : 0;
    for (let elapsed = 0; ;) {
      now += next + LATE_TIMER_MS;
      looks += 1;
      const seenAt = now + LOOK_MS / 2;
      now += LOOK_MS;
      elapsed = now - acceptedAt;
      if (seenAt >= free) {
        pace.learn({ busy, active: elapsed });
        end = seenAt;
        break;
      }
      busy = elapsed;
      next = pace.pause(elapsed);
    }
    time = now + DESCRIBE_MS + UNTAG_MS;
  }
  const bound = durations.reduce((sum, duration) => sum + duration, 0);
  const calls = CALLS_PER_PROCESS + CALLS_BESIDE_LOOKS * durations.length + looks;
  return { ratio: end / bound, calls: calls / durations.length };
}

const constant = (around: number): number[][] =>
  Array.from({ length: RUNS }, (_, index) => {
    const duration = Math.round(around * (0.85 + (0.3 * index) / RUNS));
    return Array.from({ length: CHANGES }, () => duration);
  });

const drawn = (milliseconds: number, spread: number): number[][] =>
  Array.from({ length: RUNS }, (_, index) => {
    const random = new SeededRandom(String(index + 1));
    return Array.from({ length: CHANGES }, () =>
      drawBusyTime({ milliseconds, spread }, random.fraction("busy")),
    );
  });

/** Mean, and what 90 % and 99 % take at most. */
function summary(values: readonly number[], digits: number): string {
  const sorted = [...values].sort((one, other) => one - other);
  const mean = sorted.reduce((sum, value) => sum + value, 0) / sorted.length;
  const at = (share: number) => sorted[Math.floor(share * sorted.length)] ?? NaN;
  return [mean, at(0.9), at(0.99)].map((value) => value.toFixed(digits)).join(", ");
}

function row(what: string, runs: readonly Run[], limits: Run): string {
  const held = runs.filter(({ ratio, calls }) => ratio <= limits.ratio && calls <= limits.calls).length;
  const [ratios, calls] = [runs.map(({ ratio }) => ratio), runs.map((run) => run.calls)];
  const share = `${((100 * held) / runs.length).toFixed(1)} %`;
  return `| ${what} | ${limits.ratio.toFixed(2)}, ${limits.calls} | ${share} | ${summary(ratios, 3)} | ${summary(calls, 1)} |`;
}

const cases: readonly (readonly [what: string, durations: number[][], limits: Run])[] = [
  ["1.7 to 2.3 s, all ten the same", constant(2_000), { ratio: 1.05, calls: 7 }],
  ["25.5 to 34.5 s, all ten the same", constant(30_000), { ratio: 1.02, calls: 7 }],
  ["42.5 to 57.5 s, all ten the same", constant(50_000), { ratio: 1.02, calls: 7 }],
  ["2 s ±30 %", drawn(2_000, 0.3), { ratio: 1.1, calls: 9 }],
  ["2 s ±10 %", drawn(2_000, 0.1), { ratio: 1.1, calls: 9 }],
  ["2 s ±50 %", drawn(2_000, 0.5), { ratio: 1.1, calls: 9 }],
  ["1 s ±30 %", drawn(1_000, 0.3), { ratio: 1.1, calls: 9 }],
  ["5 s ±30 %", drawn(5_000, 0.3), { ratio: 1.1, calls: 9 }],
  ["30 s ±30 %", drawn(30_000, 0.3), { ratio: 1.1, calls: 9 }],
  ["60 s ±30 %", drawn(60_000, 0.3), { ratio: 1.1, calls: 9 }],
];

console.log("| Durations | Limits | Both held | Time to bound | Calls per change |");
console.log("| --- | --- | --- | --- | --- |");
for (const [what, durations, limits] of cases) console.log(row(what, durations.map(follow), limits));
