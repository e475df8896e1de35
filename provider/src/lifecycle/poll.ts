import type { Clock } from "../clock";

/**
 * Looks until there is something to return or `until` is over, and once more at its very end: what was asked too early
 * is no answer. `pause` says how long to wait, given the time since the first look.
 */
export async function poll<T>(
  clock: Clock,
  until: number,
  pause: (elapsed: number) => number,
  look: () => Promise<T | undefined>,
): Promise<T | undefined> {
  const since = clock.now();
  for (;;) {
    // An answer that takes long tells how it was when it was asked for.
    const askedAt = clock.now();
    const found = await look();
    if (found !== undefined) return found;
    if (askedAt >= until) return undefined;
    await clock.sleep(Math.max(0, Math.min(pause(clock.now() - since), until - clock.now())));
  }
}

/** Pauses that grow with the time already waited, between two bounds. */
export const growing =
  (shortest: number, longest: number) =>
  (elapsed: number): number =>
    Math.min(longest, Math.max(shortest, elapsed / 2));
