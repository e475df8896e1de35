import type { AppliedRow, Kind } from "../../../tools/docs/ledger";
import type { Case } from "../generators/cases";
import { applied } from "./ledger";

/** Cases of a run; `AGREEMENT_CASES` for more. */
export const cases = Number(process.env.AGREEMENT_CASES ?? 700);
export const isLong = cases >= 20_000;

/** The same each time unless asked otherwise: a gate mustn't fail on what another change did. */
export const seed = Number(process.env.AGREEMENT_SEED ?? 20160428);

/** How often what was decided. */
export class Tally {
  accepted = 0;
  refused = 0;
  private readonly rows = new Map<string, { accepted: number; refused: number }>();

  constructor(kinds: readonly Kind[]) {
    for (const row of applied.filter((one) => one.kinds.some((kind) => kinds.includes(kind)))) {
      this.rows.set(row.id, { accepted: 0, refused: 0 });
    }
  }

  /** A row is decided where arguments with an example of it are accepted, or refused by its own rule. */
  add({ touched }: Case, broken: readonly string[]): void {
    if (broken.length === 0) this.accepted += 1;
    else this.refused += 1;
    for (const { row, side } of touched) {
      const decided = side === "accepted" ? broken.length === 0 : isBroken(row, broken);
      const count = this.rows.get(row.id);
      if (decided && count !== undefined) count[side] += 1;
    }
  }

  get share(): number {
    return this.accepted / (this.accepted + this.refused);
  }

  /** Rows that were accepted or refused less often than that. */
  rare(times: number): string[] {
    return [...this.rows]
      .filter(([, { accepted, refused }]) => Math.min(accepted, refused) < times)
      .map(([id]) => id);
  }

  table(title: string): string {
    const percent = (this.share * 100).toFixed(1);
    return [
      `${title}: ${this.accepted + this.refused} cases, ${percent} % accepted, seed ${seed}`,
      `${"accepted".padStart(9)} ${"refused".padStart(8)}  row`,
      ...[...this.rows].map(
        ([id, { accepted, refused }]) =>
          `${String(accepted).padStart(9)} ${String(refused).padStart(8)}  ${id}`,
      ),
    ].join("\n");
  }
}

function isBroken(row: AppliedRow, broken: readonly string[]): boolean {
  return row.provider.some((rule) => broken.includes(rule));
}
