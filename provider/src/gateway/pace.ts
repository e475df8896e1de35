/** What a finished change taught: the gateway was still busy at `busy`, and active at `active` (ms since acceptance). */
interface Lesson {
  readonly busy: number;
  readonly active: number;
}

const REMEMBERED = 6;
const FIRST_POLL_MS = 500;
const GROWTH_UNKNOWN = 0.25;
const SHORTEST_PAUSE_MS = 100;
const SHORTEST_UNKNOWN_MS = 200;
const LONGEST_PAUSE_MS = 15_000;
/** Looks between the bounds: more find the end sooner, and cost more calls. */
const LOOKS_PER_WINDOW = 3;
/** Bounds this close together need no further narrowing. */
const CLOSE_ENOUGH = 0.02;

/**
 * When to look at a gateway next: sparse while nothing can have happened, dense near the end. It learns how long
 * changes take from those it has seen; bounds that agree are narrowed, bounds that don't are swept.
 */
export class Pace {
  private lessons: Lesson[] = [];

  learn(lesson: Lesson): void {
    this.lessons = [...this.lessons, lesson].slice(-REMEMBERED);
  }

  /** Milliseconds until the next look, `elapsed` after the change was accepted. */
  pause(elapsed: number): number {
    return Math.min(LONGEST_PAUSE_MS, Math.max(SHORTEST_PAUSE_MS, this.nextLook(elapsed) - elapsed));
  }

  private nextLook(elapsed: number): number {
    if (this.lessons.length === 0)
      return Math.max(FIRST_POLL_MS, elapsed + SHORTEST_UNKNOWN_MS, elapsed * (1 + GROWTH_UNKNOWN));
    const earliest = Math.min(...this.lessons.map((lesson) => lesson.active));
    const latest = Math.max(...this.lessons.map((lesson) => lesson.active));
    const busy = Math.max(...this.lessons.map((lesson) => lesson.busy));
    if (busy < earliest && elapsed < earliest) {
      const lower = Math.max(busy, elapsed);
      const step = Math.max((earliest - busy) / LOOKS_PER_WINDOW, earliest * CLOSE_ENOUGH);
      return Math.min(earliest, lower + step);
    }
    const first = earliest * 0.98;
    if (elapsed < first) return first;
    const step = elapsed < latest * 1.2 ? earliest * 0.05 : elapsed * 0.15;
    return elapsed + step;
  }
}
