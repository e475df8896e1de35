/** Time, so that tests need not wait for it. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  sleep(milliseconds: number): Promise<void>;
  /** A number from 0 up to 1, for the jitter of pauses. */
  random(): number;
}

/**
 * What the system's clock said when this process began, and the time since: deadlines and pauses mustn't follow a clock
 * that is set meanwhile, nor one that went on while the machine slept.
 */
export const systemClock: Clock = {
  now: () => Math.round(performance.timeOrigin + performance.now()),
  sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
  random: () => Math.random(),
};
