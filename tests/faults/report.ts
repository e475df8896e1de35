import { faultRows } from "./faultRows";
import type { Cell } from "./play";

/** How a cell ended. */
export interface Played {
  readonly cell: Cell;
  readonly violations: readonly string[];
}

const forms = ["server", "single", "dual", "three"] as const;

function grid(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((cell, column) =>
          column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
        )
        .join("  "),
    )
    .join("\n");
}

const held = (played: readonly Played[]): string => {
  if (played.length === 0) return "–";
  return `${played.filter(({ violations }) => violations.length === 0).length} of ${played.length}`;
};

/** Cells held of cells tried, by fault and form. */
export function matrix(played: readonly Played[]): string {
  const of = (fault: string, form?: string): Played[] =>
    played.filter(({ cell }) => cell.fault.name === fault && (form === undefined || cell.form === form));
  const rows = faultRows
    .filter(({ name }) => of(name).length > 0)
    .map(({ name }) => [name, ...forms.map((form) => held(of(name, form))), held(of(name))]);
  const all = forms.map((form) => held(played.filter(({ cell }) => cell.form === form)));
  return grid([["held of tried", ...forms, "all"], ...rows, ["all", ...all, held(played)]]);
}
