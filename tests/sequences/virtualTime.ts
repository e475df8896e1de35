import type { Clock } from "../../provider/src/clock";

/** Whose sleep it is: a process that is killed never wakes again. */
export type Owner = object;

interface Sleeper {
  readonly at: number;
  /** Those of one instant wake in the order in which they went to sleep. */
  readonly order: number;
  readonly owner: Owner | undefined;
  readonly wake: () => void;
  cancelled: boolean;
}

/** How a run under virtual time ended. */
export type Ending<T> =
  | { readonly kind: "done"; readonly value: T }
  | { readonly kind: "failed"; readonly error: unknown }
  /** Nobody sleeps any more, and nothing came of the work. */
  | { readonly kind: "stuck" }
  /** The work was still going on at the bound. */
  | { readonly kind: "late" };

/** 2026-01-01T00:00:00Z: an epoch, since tags of time and messages hold dates. */
const START = Date.UTC(2026, 0, 1);

/**
 * One time for everything: it stands still while anything can run, and then leaps to the next sleeper. So a wait of ten
 * minutes costs as much as one of a millisecond, and what happens depends on nothing but the seed.
 */
export class VirtualTime {
  private time = START;
  private order = 0;
  /** A binary heap: the next to wake is the first. */
  private readonly sleepers: Sleeper[] = [];

  now(): number {
    return this.time;
  }

  /** Since the beginning, for a reader. */
  get elapsed(): number {
    return this.time - START;
  }

  /** What the simulator and the network use; a process has a clock of its own. */
  sleep(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      this.at(milliseconds, undefined, resolve);
    });
  }

  /** The clock of a process, as the provider takes it. */
  clockOf(owner: Owner, random: () => number): Clock {
    return {
      now: () => this.time,
      random,
      sleep: (milliseconds, cancelled) =>
        new Promise((resolve) => {
          if (cancelled?.aborted === true) {
            resolve();
            return;
          }
          const sleeper = this.at(milliseconds, owner, resolve);
          cancelled?.addEventListener("abort", () => {
            sleeper.cancelled = true;
            resolve();
          });
        }),
    };
  }

  /** Does something after that time, unless `owner` is dropped before. */
  at(milliseconds: number, owner: Owner | undefined, wake: () => void): { cancelled: boolean } {
    const sleeper: Sleeper = {
      at: this.time + Math.max(0, milliseconds),
      order: (this.order += 1),
      owner,
      wake,
      cancelled: false,
    };
    this.push(sleeper);
    return sleeper;
  }

  /** The process is dead: none of its sleepers wakes. */
  drop(owner: Owner): void {
    for (const sleeper of this.sleepers) {
      if (sleeper.owner === owner) sleeper.cancelled = true;
    }
  }

  /** Runs work to its end, or until there is nothing to wait for, or until so much time has passed. */
  async run<T>(work: () => Promise<T>, bound = Infinity): Promise<Ending<T>> {
    const until = this.time + bound;
    let ending: Ending<T> | undefined;
    work().then(
      (value) => (ending = { kind: "done", value }),
      (error: unknown) => (ending = { kind: "failed", error }),
    );
    return await new Promise((resolve) => {
      const step = () => {
        if (ending === undefined && !this.wakeNext(until))
          ending = { kind: this.sleepers.length === 0 ? "stuck" : "late" };
        if (ending === undefined) onceDrained(step);
        else resolve(ending);
      };
      onceDrained(step);
    });
  }

  /** @returns whether there was anybody to wake before `until` */
  private wakeNext(until: number): boolean {
    let next = this.sleepers[0];
    while (next?.cancelled === true) {
      this.pop();
      next = this.sleepers[0];
    }
    if (next === undefined || next.at > until) return false;
    this.pop();
    this.time = next.at;
    next.wake();
    return true;
  }

  private push(sleeper: Sleeper): void {
    const heap = this.sleepers;
    let place = heap.push(sleeper) - 1;
    while (place > 0) {
      const parent = (place - 1) >> 1;
      const above = heap[parent];
      if (above === undefined || isBefore(above, sleeper)) break;
      heap[place] = above;
      place = parent;
    }
    heap[place] = sleeper;
  }

  private pop(): void {
    const heap = this.sleepers;
    const last = heap.pop();
    if (last === undefined || heap.length === 0) return;
    let place = 0;
    for (;;) {
      const left = 2 * place + 1;
      const [one, other] = [heap[left], heap[left + 1]];
      if (one === undefined) break;
      const isOther = other !== undefined && isBefore(other, one);
      const smaller = isOther ? other : one;
      if (isBefore(last, smaller)) break;
      heap[place] = smaller;
      place = isOther ? left + 1 : left;
    }
    heap[place] = last;
  }
}

const isBefore = (one: Sleeper, other: Sleeper): boolean =>
  one.at < other.at || (one.at === other.at && one.order < other.order);

/**
 * Once every promise that can go on has gone on. Node drains its microtasks before it turns to a tick that a microtask
 * has asked for; a turn of the event loop would do as well, at ten times the cost.
 */
function onceDrained(step: () => void): void {
  void Promise.resolve().then(() => {
    process.nextTick(step);
  });
}
