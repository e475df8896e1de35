import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Engine, ensureEngine } from "../engine/ensure";
import { type Compiled, compiled } from "./declarations";
import { type Cell, cells, compilers } from "./matrix";
import { type Tarballs, packPackages } from "./packing";
import { nodeFolder, pnpmEnvironment, pnpmFolder } from "./programs";
import { type CellResult, compilerTable, held, trialTable } from "./table";
import { tried } from "./trial";

/** `npm run compat`: the packed packages in clean projects, over the range that is supported. */
async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "compat-"));
  try {
    const tarballs = await packPackages(join(folder, "packed"));
    const engine = await ensureEngine();
    const trials = await allTried(engine, tarballs);
    const compilations = await allCompiled(join(folder, "declarations"), tarballs);
    console.log(`\nWith the Pulumi CLI ${engine.version}:\n\n${trialTable(trials)}`);
    console.log(`\n${compilerTable(compilations)}`);
    const good = trials.every(held) && compilations.every(({ problem }) => problem === undefined);
    console.log(`\n${good ? "All of them held." : "Not all of them held: see above."}`);
    process.exitCode = good ? 0 : 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function allTried(engine: Engine, tarballs: Tarballs): Promise<CellResult[]> {
  const results: CellResult[] = [];
  for (const cell of cells) {
    const { node, manager, sdk, typescript } = cell;
    console.log(`Node.js ${node}, @pulumi/pulumi ${sdk}, ${manager} …`);
    const programs = [await nodeFolder(node), ...(manager === "pnpm" ? [await pnpmFolder()] : [])];
    const result = await tried({
      engine,
      tarballs,
      manager,
      sdk,
      typescript,
      programs,
      env: pnpmEnvironment(),
    });
    for (const { step, problem, milliseconds } of result.steps) {
      const took = `${step} (${Math.round(milliseconds / 1000)} s)`;
      console.log(problem === undefined ? `  ${took}` : `  ${took} FAILED: ${problem}`);
    }
    results.push({ ...result, cell: checked(cell, result.versions.node) });
  }
  return results;
}

/** A trial of another Node.js than the one that was meant would say nothing. */
function checked(cell: Cell, version: string): Cell {
  if (version.startsWith(`${cell.node}.`)) return cell;
  throw new Error(`This ran with Node.js ${version} in place of ${cell.node}.`);
}

async function allCompiled(folder: string, tarballs: Tarballs): Promise<Compiled[]> {
  const results: Compiled[] = [];
  for (const typescript of compilers) {
    console.log(`TypeScript ${typescript} …`);
    const some = await compiled(join(folder, typescript), typescript, tarballs);
    for (const { resolution, problem } of some) {
      console.log(problem === undefined ? `  ${resolution}` : `  ${resolution} FAILED:\n${problem}`);
    }
    results.push(...some);
  }
  return results;
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
