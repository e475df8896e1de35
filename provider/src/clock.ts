/** Time, so that tests need not wait for it. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Resolves after that time, or as soon as `cancelled` says so: a timer left behind would keep the process alive. */
  sleep(milliseconds: number, cancelled?: AbortSignal): Promise<void>;
  /** A number from 0 up to 1, for the jitter of pauses. */
  random(): number;
}

/**
 * What the system's clock said when this process began, and the time since: deadlines and pauses mustn't follow a clock
 * that is set meanwhile, nor one that went on while the machine slept.
 */
export const systemClock: Clock = {
  now: () => Math.round(performance.timeOrigin + performance.now()),
  sleep: (milliseconds, cancelled) =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      cancelled?.addEventListener("abort", () => {
        clearTimeout(timer);
        resolve();
      });
    }),
  random: () => Math.random(),
};

/** What the work comes to, or the error of `late` where it takes longer. Nothing takes back what was begun. */
export async function withinTime<T>(
  clock: Clock,
  milliseconds: number,
  work: Promise<T>,
  late: () => Error,
): Promise<T> {
  const timer = new AbortController();
  const tooLate = clock.sleep(milliseconds, timer.signal).then(() => {
    throw late();
  });
  // The work may have won: then nobody waits for the timer, whose end is no error.
  tooLate.catch(() => undefined);
  try {
    return await Promise.race([work, tooLate]);
  } finally {
    timer.abort("over");
  }
}
