import { type Column, columns } from "./effects";
import type { Told } from "./play";

/** A sequence that didn't hold. */
export interface Failed {
  readonly index: number;
  readonly violations: readonly string[];
}

/** What many sequences come to; plain data, so that workers can hand it on. */
export interface Tally {
  sequences: number;
  inFlight: number;
  requests: number;
  virtualMs: number;
  cpuMs: number;
  /** By world and column: in how many sequences of the world it struck. */
  readonly cells: Record<string, Partial<Record<Column | "sequences", number>>>;
  /** Resources that nobody could do anything about, by why. */
  readonly leftovers: Record<string, number>;
  readonly failed: Failed[];
}

export const emptyTally = (): Tally => ({
  sequences: 0,
  inFlight: 0,
  requests: 0,
  virtualMs: 0,
  cpuMs: 0,
  cells: {},
  leftovers: {},
  failed: [],
});

export function count(tally: Tally, index: number, told: Told): void {
  tally.sequences += 1;
  if (told.inFlight) tally.inFlight += 1;
  tally.requests += told.requests;
  tally.virtualMs += told.duration;
  for (const world of [...told.plan.worlds, "all"]) {
    const row = (tally.cells[world] ??= {});
    row.sequences = (row.sequences ?? 0) + 1;
    for (const column of new Set(told.struck)) row[column] = (row[column] ?? 0) + 1;
  }
  for (const why of told.leftovers) tally.leftovers[why] = (tally.leftovers[why] ?? 0) + 1;
  if (told.violations.length > 0) tally.failed.push({ index, violations: told.violations });
}

export function addTo(sum: Tally, part: Tally): void {
  sum.sequences += part.sequences;
  sum.inFlight += part.inFlight;
  sum.requests += part.requests;
  sum.virtualMs += part.virtualMs;
  sum.cpuMs += part.cpuMs;
  for (const [world, row] of Object.entries(part.cells)) {
    const to = (sum.cells[world] ??= {});
    for (const [column, number] of Object.entries(row) as [Column, number][])
      to[column] = (to[column] ?? 0) + number;
  }
  for (const [why, number] of Object.entries(part.leftovers))
    sum.leftovers[why] = (sum.leftovers[why] ?? 0) + number;
  sum.failed.push(...part.failed);
  sum.failed.sort((one, other) => one.index - other.index);
}

/** Worlds by what struck: in how many sequences. */
export function table({ cells }: Tally): string {
  const worlds = Object.keys(cells)
    .filter((world) => world !== "all")
    .sort();
  const rows = [...worlds, "all"].map((world) => [
    world,
    ...(["sequences", ...columns] as const).map((column) => String(cells[world]?.[column] ?? 0)),
  ]);
  return grid([["world", "sequences", ...columns], ...rows]);
}

export function summary(tally: Tally, seconds: number, seed: number): string {
  const { sequences, inFlight, requests, virtualMs, cpuMs, leftovers, failed } = tally;
  const perMinute = Math.round((sequences / seconds) * 60);
  const perCpuMinute = Math.round((sequences / cpuMs) * 60_000);
  const struck = sequences === 0 ? 0 : Math.round((inFlight / sequences) * 100);
  return [
    `${sequences} sequences from seed ${seed}, ${failed.length} with violations`,
    `${struck} % struck a change in flight; ${requests} requests, ${Math.round(virtualMs / 86_400_000)} days of virtual time`,
    `${perMinute} sequences a minute (${perCpuMinute} a minute of processor time)`,
    ...Object.entries(leftovers).map(([why, number]) => `left, and nobody's fault: ${number} × ${why}`),
  ].join("\n");
}

export function grid(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]) =>
    row.map((cell, column) => {
      const width = widths[column] ?? 0;
      return column === 0 ? cell.padEnd(width) : cell.padStart(width);
    });
  return rows.map((row) => line(row).join("  ")).join("\n");
}
