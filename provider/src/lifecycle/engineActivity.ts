import type { Clock } from "../clock";

/**
 * What is asked of this process. Nobody tells it how many changes a command has: the engine sends a change once it has
 * met the resource in the program, has a worker free, and has what the resource depends on. So while it speaks, and
 * right after it was answered, more may come; a silence is the only sign that nothing does.
 */
export class EngineActivity {
  private last: number;
  private open = 0;

  constructor(private readonly clock: Clock) {
    this.last = clock.now();
  }

  /** Something was asked, or answered. */
  note(): void {
    this.last = this.clock.now();
  }

  /** As long as the engine waits for an answer to this, it can't ask for more: that is no silence. */
  async during<T>(work: () => Promise<T>): Promise<T> {
    this.open += 1;
    try {
      return await work();
    } finally {
      this.open -= 1;
      this.note();
    }
  }

  /** Until nothing was asked or answered for so long. */
  async quietFor(milliseconds: number): Promise<void> {
    for (;;) {
      const left = this.open > 0 ? milliseconds : this.last + milliseconds - this.clock.now();
      if (left <= 0) return;
      await this.clock.sleep(left);
    }
  }
}
