import { runRange } from "./run";

/** Plays a thousand sequences of a seed; each that doesn't hold with the command that replays it. */
export async function playThousand(seed: number) {
  const { failed, inFlight } = await runRange({ seed, from: 0, count: 1_000 });
  return {
    inFlight,
    failed: failed.map(({ index, violations }) => [
      `npm run sequences -- --seed ${seed} --replay ${index} --simplify`,
      violations[0],
    ]),
  };
}
