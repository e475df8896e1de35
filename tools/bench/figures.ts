import type { Measured } from "./queueing";

/** One figure with the limit that it is held to. */
export interface Figure {
  readonly group: string;
  readonly what: string;
  readonly value: number;
  /** The most it may be; absent: shown for comparison only. */
  readonly limit?: number;
  readonly unit: "×" | "ms" | "calls" | "";
  readonly detail?: string;
  /** What a chart of the group shows. */
  readonly seconds?: number;
}

export interface Report {
  readonly figures: readonly Figure[];
  readonly machine: string;
  readonly at: string;
}

export const isMet = ({ value, limit }: Figure): boolean => limit === undefined || value <= limit;

const seconds = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(2)} s`;

interface Limits {
  readonly ratio?: number;
  readonly calls?: number;
  readonly refused?: number;
}

/** Ratio to the bound, calls per change and refused calls of one run. */
export function figuresOf(group: string, what: string, measured: Measured, limits: Limits): Figure[] {
  const { ratio, spanMs, boundMs, callsPerChange, refused, calls } = measured;
  return [
    {
      group,
      what: `${what}: time to bound`,
      value: ratio,
      limit: limits.ratio,
      unit: "×",
      detail: `${seconds(spanMs)} of ${seconds(boundMs)}`,
      seconds: spanMs / 1000,
    },
    {
      group,
      what: `${what}: calls per change`,
      value: callsPerChange,
      limit: limits.calls,
      unit: "calls",
      detail: `${calls} in all`,
    },
    { group, what: `${what}: refused calls`, value: refused, limit: limits.refused, unit: "" },
  ];
}

const rounded = (figure: Figure): string =>
  figure.unit === ""
    ? String(figure.value)
    : `${figure.value.toFixed(figure.unit === "ms" ? 1 : 3)} ${figure.unit}`;

export function table(figures: readonly Figure[]): string {
  const rows = figures.map((figure) => [
    figure.what,
    rounded(figure),
    figure.limit === undefined ? "" : `≤ ${figure.limit}`,
    figure.limit === undefined ? "" : isMet(figure) ? "met" : "NOT MET",
    figure.detail ?? "",
  ]);
  const widths = [0, 1, 2, 3].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

const BAR = 40;

/** Seconds from the first change to the last `active` as bars, and what of it is the bound. */
export function chart(figures: readonly Figure[]): string {
  const points = figures.flatMap(({ what, value, seconds: spent }) =>
    spent === undefined ? [] : [{ label: what.replace(/:.*$/, ""), value, spent }],
  );
  const most = Math.max(...points.map(({ spent }) => spent));
  const width = Math.max(...points.map(({ label }) => label.length));
  const bar = (spent: number, value: number): string => {
    const [all, bound] = [spent, spent / value].map((time) => Math.max(1, Math.round((time / most) * BAR)));
    return `${"█".repeat(bound ?? 1)}${"░".repeat(Math.max(0, (all ?? 1) - (bound ?? 1)))}`.padEnd(BAR + 1);
  };
  return points
    .map(
      ({ label, value, spent }) =>
        `${label.padEnd(width)}  ${bar(spent, value)} ${spent.toFixed(1)} s, ${value.toFixed(3)} ×`,
    )
    .join("\n");
}
