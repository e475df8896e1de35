import { spawnSync } from "node:child_process";
import { parseArgs } from "node:util";
import { repository } from "../contract/host";
import { allCells } from "./cells";
import { crew } from "./crew";
import { Draw } from "./draw";
import { comparedCells, inBothLayers } from "./layers";
import { type Cell, play, titleOf } from "./play";
import { type Played, matrix } from "./report";
import { Workshop } from "./workshop";

const HELP = `npm run faults -- [options]

  --seed N         seed of a sample (default 1)
  --cells N        a sample of so many cells instead of all
  --only TEXT      cells whose title holds the text
  --no-cli         without the cells with the real CLI, which take minutes
  --compared N     how many cells in both layers, with the CLI and with the model of it (default 20)
  --at-once N      how many at a time (default 10)`;

const { values } = parseArgs({
  options: {
    seed: { type: "string", default: "1" },
    cells: { type: "string" },
    only: { type: "string" },
    "no-cli": { type: "boolean", default: false },
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

async function playCells(workshop: Workshop, cells: readonly Cell[]): Promise<Played[]> {
  let begun = 0;
  return await crew(cells, atOnce, async (cell) => {
    if ((begun += 1) % 250 === 0) console.log(`… ${begun} of ${cells.length} cells, ${elapsed()}`);
    const violations = await play(workshop, cell);
    if (violations.length > 0) console.log(`✗ ${titleOf(cell)}\n    ${violations.join("\n    ")}`);
    return { cell, violations };
  });
}

async function everything(): Promise<boolean> {
  const workshop = new Workshop();
  try {
    const played = await playCells(workshop, chosen(values.cells));
    if (played.length > 0) console.log(`\n${matrix(played)}\n`);
    const held = played.every(({ violations }) => violations.length === 0);
    console.log(`${played.length} cells: ${held ? "all held" : "some have violations"} (${elapsed()})`);
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

for (const [signal, code] of [
  ["SIGINT", 130],
  ["SIGTERM", 143],
] as const) {
  process.once(signal, () => process.exit(code));
}

if (values.help) console.log(HELP);
else {
  everything().then(
    (held) => (process.exitCode = held ? 0 : 1),
    (error: unknown) => {
      console.error(error);
      process.exitCode = 1;
    },
  );
}
