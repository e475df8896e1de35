import { createHash } from "node:crypto";

const letters = "abcdefghijklmnopqrstuvwxyz0123456789";

/**
 * Everything random in the simulator, repeatable from a seed. Each kind has its own sequence, so that one more
 * connection doesn't change the ids of the SSL servers made after it.
 */
export class SeededRandom {
  readonly counters: Record<string, number>;

  constructor(
    private readonly seed: string,
    counters: Record<string, number> = {},
  ) {
    this.counters = { ...counters };
  }

  /** Lower-case letters and digits. */
  text(kind: string, length: number): string {
    let text = "";
    const count = this.count(kind);
    for (let block = 0; text.length < length; block += 1) {
      for (const byte of this.bytes(`${kind}:${count}:${block}`))
        text += letters[byte % letters.length] ?? "";
    }
    return text.slice(0, length);
  }

  /** From 0 up to, but not including, 1. */
  fraction(kind: string): number {
    return this.bytes(`${kind}:${this.count(kind)}`).readUInt32BE(0) / 2 ** 32;
  }

  /** 1, 2, 3 … for what only has to differ. */
  count(kind: string): number {
    const next = (this.counters[kind] ?? 0) + 1;
    this.counters[kind] = next;
    return next;
  }

  private bytes(of: string): Buffer {
    return createHash("sha256").update(`${this.seed}:${of}`).digest();
  }
}
