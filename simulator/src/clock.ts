/** Where the simulator reads the time, and where it waits. A gateway's status is computed from timestamps. */
export interface Clock {
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  now(): number;
  /**
   * Resolves that much later, or rejects once `signal` is aborted. Only what a fault holds back waits.
   *
   * @default a timer of the real time
   */
  sleep?(milliseconds: number, signal: AbortSignal): Promise<void>;
}

export const systemClock: Clock = { now: () => Date.now(), sleep: timer };

/** Why a wait ended early. */
export class ClosedError extends Error {
  override readonly name = "ClosedError";

  constructor() {
    super("The simulator was closed.");
  }
}

function timer(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = (): void => {
      clearTimeout(running);
      reject(new ClosedError());
    };
    const running = setTimeout(() => {
      signal.removeEventListener("abort", end);
      resolve();
    }, milliseconds);
    if (signal.aborted) end();
    else signal.addEventListener("abort", end, { once: true });
  });
}

/** Waits on the clock that the account runs on. */
export function sleepOn(clock: Clock, milliseconds: number, signal: AbortSignal): Promise<void> {
  return clock.sleep === undefined ? timer(milliseconds, signal) : clock.sleep(milliseconds, signal);
}

interface Sleeper {
  readonly due: number;
  readonly wake: () => void;
}

/** A clock that moves only when told to, so that a test of a life cycle needs no waiting. */
export class ManualClock implements Clock {
  private time: number;
  private sleepers: Sleeper[] = [];

  constructor(start: number = Date.now()) {
    this.time = start;
  }

  now(): number {
    return this.time;
  }

  /** When the first of those who sleep is due; undefined where nobody sleeps. */
  get nextDue(): number | undefined {
    return this.sleepers[0]?.due;
  }

  sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const end = (): void => {
        this.sleepers = this.sleepers.filter((one) => one !== sleeper);
        reject(new ClosedError());
      };
      const wake = (): void => {
        signal?.removeEventListener("abort", end);
        resolve();
      };
      const sleeper: Sleeper = { due: this.time + milliseconds, wake };
      // Those that are due at once wake in the order in which they fell asleep.
      this.sleepers = [...this.sleepers, sleeper].sort((one, other) => one.due - other.due);
      if (signal?.aborted === true) end();
      else signal?.addEventListener("abort", end, { once: true });
    });
  }

  /** Moves the time at once, and wakes who is due by then; what they do next, they do at the new time. */
  advance(milliseconds: number): void {
    this.time += milliseconds;
    const due = this.sleepers.filter((one) => one.due <= this.time);
    this.sleepers = this.sleepers.filter((one) => one.due > this.time);
    for (const { wake } of due) wake();
  }

  /**
   * Moves the time from one sleeper to the next, so that each goes on at the time it was due, also if it falls asleep
   * anew in between.
   */
  async run(milliseconds: number): Promise<void> {
    const end = this.time + milliseconds;
    for (;;) {
      // What was woken goes on in microtasks; a turn of the event loop lets all of them run.
      await new Promise(setImmediate);
      const due = this.nextDue;
      if (due === undefined || due > end) break;
      this.advance(due - this.time);
    }
    this.advance(end - this.time);
    await new Promise(setImmediate);
  }
}
