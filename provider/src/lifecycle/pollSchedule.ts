/** What a finished change taught: the gateway was still busy at `busy`, and active at `active` (ms since acceptance). */
interface Observation {
  readonly busy: number;
  readonly active: number;
}

const REMEMBERED = 8;
const SHORTEST_PAUSE_MS = 100;

/** While nothing is known: a first look, and then each a quarter later than the one before, up to even steps. */
const FIRST_LOOK_MS = 500;
const SHORTEST_GROWTH_MS = 300;
const GROWTH = 0.25;
const EVEN_GROWTH_MS = 5_000;
/** What takes minutes is looked at less often. */
const LATE_GROWTH = 0.075;
const LONGEST_GROWTH_MS = 15_000;

/** Looks between bounds that agree: more find the end sooner, and cost more calls. */
const LOOKS_PER_WINDOW = 4;
/** Bounds this close together, as a share of the duration, need no further narrowing. */
const CLOSE_ENOUGH = 0.01;
/** Nearer than this, a look costs more than it saves. */
const CLOSE_ENOUGH_MS = 40;
/** After one, two, three lessons that agree: looks before the known duration, should the next change be shorter. */
const earlyLooks: readonly (readonly number[])[] = [[0.7, 0.9], [0.8], [0.9]];

/** Looks over the range of durations that differ: more find the end sooner, and cost more calls. */
const LOOKS_PER_RANGE = 6;
/** The longest step between looks where a duration is known, as a share of it. */
const LONGEST_STEP = 0.13;
/** No change is expected to take less than this share of a known duration. */
const EARLIEST_SHARE = 0.6;

/**
 * When to look at a gateway next: sparse while nothing can have happened, dense near the end. It learns how long
 * changes take from those it has seen. Bounds that agree are narrowed; where durations differ, their range is swept.
 */
export class PollSchedule {
  private lessons: Observation[] = [];

  learn(lesson: Observation): void {
    // Active at the first look, and sooner than anything known: most likely nothing had begun at all.
    const earliest = Math.min(...this.lessons.map(({ active }) => active));
    if (lesson.busy === 0 && (this.lessons.length === 0 || lesson.active < earliest / 2)) return;
    this.lessons = [...this.lessons, lesson].slice(-REMEMBERED);
  }

  /** Milliseconds until the next look, `elapsed` after the change was accepted. */
  pause(elapsed: number): number {
    return Math.max(SHORTEST_PAUSE_MS, this.nextLook(elapsed) - elapsed);
  }

  private nextLook(elapsed: number): number {
    if (this.lessons.length === 0) return unknownLook(elapsed);
    const earliest = Math.min(...this.lessons.map(({ active }) => active));
    const busy = Math.max(...this.lessons.map((lesson) => lesson.busy));
    return busy < earliest ? this.narrowingLook(elapsed, busy, earliest) : this.sweepingLook(elapsed);
  }

  /** All changes so far fit one duration, which lies between the bounds. */
  private narrowingLook(elapsed: number, busy: number, earliest: number): number {
    const early = (earlyLooks[this.lessons.length - 1] ?? [])
      .map((share) => share * earliest)
      .find((look) => look > elapsed + SHORTEST_PAUSE_MS && look < busy - SHORTEST_PAUSE_MS);
    if (early !== undefined) return early;
    if (elapsed < earliest) {
      const step = Math.max((earliest - busy) / LOOKS_PER_WINDOW, closeEnough(earliest));
      return Math.min(earliest, Math.max(busy, elapsed) + step);
    }
    const latest = Math.max(...this.lessons.map(({ active }) => active));
    return later(elapsed, latest);
  }

  /** Even steps over the range of the durations seen, widened at each end by the mean distance between them. */
  private sweepingLook(elapsed: number): number {
    const durations = this.lessons.map(likelyDuration);
    const [shortest, longest] = [Math.min(...durations), Math.max(...durations)];
    const typical = (shortest + longest) / 2;
    const margin = (longest - shortest) / Math.max(1, durations.length - 1);
    const start = Math.max(shortest - margin, shortest * EARLIEST_SHARE);
    const end = longest + margin;
    if (elapsed >= end) return later(elapsed, typical);
    const even = (end - start) / LOOKS_PER_RANGE;
    const step = Math.max(closeEnough(typical), Math.min(even, LONGEST_STEP * typical));
    return Math.max(elapsed, start) + step;
  }
}

const closeEnough = (duration: number): number => Math.max(duration * CLOSE_ENOUGH, CLOSE_ENOUGH_MS);

/** Between the bounds; one that was over at the first look has no lower bound, and yet didn't take next to nothing. */
const likelyDuration = ({ busy, active }: Observation): number =>
  (Math.max(busy, active * EARLIEST_SHARE) + active) / 2;

/** Past all that is known: steady steps, and ever longer ones from twice the duration on. */
function later(elapsed: number, typical: number): number {
  return elapsed < typical * 2 ? elapsed + LONGEST_STEP * typical : unknownLook(elapsed);
}

function unknownLook(elapsed: number): number {
  const early = Math.min(elapsed * GROWTH, EVEN_GROWTH_MS);
  const growth = Math.max(SHORTEST_GROWTH_MS, early, elapsed * LATE_GROWTH);
  return Math.max(FIRST_LOOK_MS, elapsed + Math.min(growth, LONGEST_GROWTH_MS));
}
