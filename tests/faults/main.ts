import { spawnSync } from "node:child_process";
import { parseArgs } from "node:util";
import { repository } from "../contract/host";
import { allCells } from "./cells";
import { crew } from "./crew";
import { Draw } from "./draw";
import { comparedCells, inBothLayers } from "./layers";
import { mechanisms } from "./mechanisms";
import { type Cell, play, titleOf } from "./play";
import { type Played, matrix, withoutTable } from "./report";
import { type Told, playSequence } from "./sequences";
import { Workshop } from "./workshop";

const HELP = `npm run faults -- [options]

  --seed N         seed of the sequences and of a sample (default 1)
  --sequences N    how many random sequences (default 500)
  --cells N        a sample of so many cells instead of all
  --only TEXT      cells whose title holds the text
  --no-cli         without the cells with the real CLI, which take minutes
  --without        take one mechanism at a time out of the package, and see which cells fail
  --compared N     how many cells in both layers, with the CLI and with the model of it (default 20)
  --at-once N      how many at a time (default 10)`;

const { values } = parseArgs({
  options: {
    seed: { type: "string", default: "1" },
    sequences: { type: "string", default: "500" },
    cells: { type: "string" },
    only: { type: "string" },
    "no-cli": { type: "boolean", default: false },
    without: { type: "boolean", default: false },
    compared: { type: "string", default: "20" },
    "at-once": { type: "string", default: "10" },
    help: { type: "boolean", default: false },
  },
});
const seed = Number(values.seed);
const startedAt = Date.now();
const elapsed = (): string => `${Math.round((Date.now() - startedAt) / 1000)} s`;
const atOnce = Number(values["at-once"]);

function chosen(count: string | undefined): Cell[] {
  const all = allCells().filter((cell) => titleOf(cell).includes(values.only ?? ""));
  return count === undefined ? all : new Draw(seed).some(all, Number(count));
}

async function playCells(workshop: Workshop, cells: readonly Cell[], tell: boolean): Promise<Played[]> {
  let begun = 0;
  return await crew(cells, atOnce, async (cell) => {
    if ((begun += 1) % 250 === 0) console.log(`… ${begun} of ${cells.length} cells, ${elapsed()}`);
    const violations = await play(workshop, cell);
    if (tell && violations.length > 0) console.log(`✗ ${titleOf(cell)}\n    ${violations.join("\n    ")}`);
    return { cell, violations };
  });
}

async function playSequences(workshop: Workshop, count: number): Promise<Told[]> {
  const seeds = Array.from({ length: count }, (_, index) => seed * 100_000 + index);
  let begun = 0;
  return await crew(seeds, atOnce, async (one) => {
    if ((begun += 1) % 50 === 0) console.log(`… ${begun} of ${count} sequences, ${elapsed()}`);
    const told = await playSequence(workshop, one);
    if (told.violations.length > 0)
      console.log(`✗ sequence ${one}\n    ${told.violations.join("\n    ")}\n  ${told.story.join("\n  ")}`);
    return told;
  });
}

async function everything(): Promise<boolean> {
  const workshop = new Workshop();
  try {
    const played = await playCells(workshop, chosen(values.cells), true);
    if (played.length > 0) console.log(`\n${matrix(played)}\n`);
    const told = await playSequences(workshop, Number(values.sequences));
    const broken = told.filter(({ violations }) => violations.length > 0).length;
    console.log(
      `${told.length} random sequences from seed ${seed}: ${broken} with violations (${elapsed()})`,
    );
    const held = broken === 0 && played.every(({ violations }) => violations.length === 0);
    if (values["no-cli"]) return held;
    // One after the other: a CLI keeps a small machine busy.
    const alike = await compared();
    return withCli() && alike && held;
  } finally {
    await workshop.close();
  }
}

/** Some cells in both layers, which have to end alike. */
async function compared(): Promise<boolean> {
  const cells = comparedCells(Number(values.compared), seed);
  let differ = 0;
  for (const cell of cells) {
    const differences = await inBothLayers(cell);
    if (differences.length > 0) differ += 1;
    console.log(`${differences.length > 0 ? "✗" : "✓"} in both layers: ${titleOf(cell)}`);
    for (const difference of differences) console.log(`    ${difference}`);
  }
  console.log(`${cells.length} cells in both layers: ${differ} end otherwise\n`);
  return differ === 0;
}

/** The cells in which the CLI is killed or interrupted. */
function withCli(): boolean {
  const args = [require.resolve("jest/bin/jest"), "--verbose", "--testPathPatterns", "faults/cli"];
  return spawnSync(process.execPath, args, { cwd: repository, stdio: "inherit" }).status === 0;
}

/** What fails without a mechanism; one that nothing misses has no test. */
async function withoutEach(): Promise<boolean> {
  const rows: { name: string; played: Played[] }[] = [];
  for (const { name, patches, cells: wanted } of mechanisms) {
    const workshop = new Workshop(patches);
    try {
      const cells = new Draw(seed).some(allCells().filter(wanted), Number(values.cells ?? 40));
      const played = await playCells(workshop, cells, false);
      const failed = played.filter(({ violations }) => violations.length > 0);
      rows.push({ name, played });
      console.log(`\nwithout ${name}`);
      for (const { cell, violations } of failed.slice(0, 5)) {
        console.log(`    ${titleOf(cell)}\n        ${(violations[0] ?? "").split("\n")[0] ?? ""}`);
      }
    } finally {
      await workshop.close();
    }
  }
  console.log(`\n${withoutTable(rows)}`);
  return rows.every(({ played }) => played.some(({ violations }) => violations.length > 0));
}

for (const [signal, code] of [
  ["SIGINT", 130],
  ["SIGTERM", 143],
] as const) {
  process.once(signal, () => process.exit(code));
}

if (values.help) console.log(HELP);
else {
  (values.without ? withoutEach() : everything()).then(
    (held) => (process.exitCode = held ? 0 : 1),
    (error: unknown) => {
      console.error(error);
      process.exitCode = 1;
    },
  );
}
