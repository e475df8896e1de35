import type { Compiled } from "./declarations";
import { resolutions } from "./declarations";
import type { Cell } from "./matrix";
import { type TrialResult, steps } from "./trial";

export interface CellResult extends TrialResult {
  readonly cell: Cell;
}

const row = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((text, column) =>
    Math.max(3, ...[text, ...rows.map((cells) => cells[column] ?? "")].map((cell) => cell.length)),
  );
  const padded = [head, ...rows].map((cells) =>
    row(cells.map((cell, column) => cell.padEnd(widths[column] ?? 0))),
  );
  return [padded[0], row(widths.map((width) => "-".repeat(width))), ...padded.slice(1)].join("\n");
}

export function held({ steps: gone }: TrialResult): boolean {
  return gone.length === steps.length && gone.every(({ problem }) => problem === undefined);
}

/** As Markdown: a row for each set-up. */
export function trialTable(results: readonly CellResult[]): string {
  const head = ["Node.js", "@pulumi/pulumi", "TypeScript", "Packages by", "Result"];
  const rows = results.map((result) => {
    const { cell, versions } = result;
    const failed = result.steps.find(({ problem }) => problem !== undefined)?.step ?? "";
    return [
      versions.node || cell.node,
      versions.sdk || cell.sdk,
      versions.typescript || cell.typescript,
      cell.manager,
      held(result) ? "works" : `fails at ${failed}`,
    ];
  });
  return table(head, rows);
}

/** As Markdown: a row for each compiler, a column for each module resolution. */
export function compilerTable(results: readonly Compiled[]): string {
  const kinds = Object.keys(resolutions);
  const versions = [...new Set(results.map(({ typescript }) => typescript))];
  const rows = versions.map((version) => [
    version,
    ...kinds.map((kind) => {
      const result = results.find(
        ({ typescript, resolution }) => typescript === version && resolution === kind,
      );
      return result?.problem === undefined ? "compiles" : "fails";
    }),
  ]);
  return table(["TypeScript", ...kinds], rows);
}
