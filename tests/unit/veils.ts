import type { Properties } from "../../provider/src/properties";

/** Kinds of answers, each of which may lag behind in its own way. */
export type Answer = "describes" | "lists" | "tags";

interface Veil {
  readonly id: string;
  readonly answer: Answer;
  readonly before: Properties | undefined;
  readonly until: number;
}

/** What answers still show of resources that have changed: the state of as long ago as they lag. */
export class Veils {
  private readonly veils: Veil[] = [];

  constructor(private readonly now: () => number) {}

  /** The resource has changed; `before` is undefined where it was made. */
  changed(id: string, before: Properties | undefined, lags: Readonly<Record<Answer, number>>): void {
    for (const answer of ["describes", "lists", "tags"] as const) {
      if (lags[answer] > 0) this.veils.push({ id, answer, before, until: this.now() + lags[answer] });
    }
  }

  /** What that kind of answer shows of a resource that is as `present` by now. */
  shown(answer: Answer, id: string, present: Properties | undefined): Properties | undefined {
    const veil = this.veils.find((one) => one.answer === answer && one.id === id && one.until > this.now());
    return veil === undefined ? present : veil.before;
  }

  /** Resources that may be shown though they are gone. */
  get ids(): string[] {
    return this.veils.map(({ id }) => id);
  }
}
