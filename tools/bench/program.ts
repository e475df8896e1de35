import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Engine } from "../engine/ensure";
import { runCommand } from "../system/command";
import { repositoryRoot } from "../system/repository";
import { account, connections, emptyResources, withScene, type Scene } from "./scene";

export const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
};

const IMPORT = `
const { performance } = require("node:perf_hooks");
require("@pulumi/pulumi");
const started = performance.now();
require("pulumi-alicloud-vpn");
console.log(performance.now() - started);
`;

/** Milliseconds that a program pays for the package on top of `@pulumi/pulumi`, each in a process of its own. */
export async function importCosts(runs: number): Promise<number[]> {
  const costs: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    const { code, stdout, output } = await runCommand(process.execPath, ["-e", IMPORT], {
      cwd: repositoryRoot(),
    });
    if (code !== 0) throw new Error(`The package can't be imported:\n${output}`);
    costs.push(Number(stdout));
  }
  return costs;
}

/** Milliseconds of each preview, by program; the programs took turns. */
export type PreviewCosts = Readonly<Record<"ours" | "empty" | "sameOutputs", readonly number[]>>;

/** Whatever else a machine does only adds to a time: the fastest is the one to compare. */
export const fastest = (values: readonly number[]): number => Math.min(...values);

/**
 * `pulumi preview` of connections, of as many dynamic resources that do nothing, and of such that declare as many
 * outputs: Pulumi makes several promises for each.
 */
export async function previewCosts(engine: Engine, count: number, runs: number): Promise<PreviewCosts> {
  const programs = {
    ours: connections(count),
    empty: emptyResources(count),
    sameOutputs: emptyResources(count, 25),
  };
  const names = ["ours", "empty", "sameOutputs"] as const;
  const costs = { ours: [] as number[], empty: [] as number[], sameOutputs: [] as number[] };
  await withScene({ engine, program: programs.ours, simulator: account(1, count) }, async ({ project }) => {
    for (let run = 0; run <= runs; run += 1) {
      for (const name of run % 2 === 0 ? names : [...names].reverse()) {
        project.write("index.js", programs[name]);
        const { code, output, milliseconds } = await project.preview();
        if (code !== 0) throw new Error(`pulumi preview ended with code ${code}:\n${output}`);
        // The first of each fills the machine's caches.
        if (run > 0) costs[name].push(milliseconds);
      }
    }
  });
  return costs;
}

const HOOK = `
const { appendFileSync } = require("node:fs");
const Module = require("node:module");
const load = Module._load;
Module._load = function (request, ...rest) {
  if (request.startsWith("@alicloud/")) appendFileSync(process.env.BENCH_LOADED, request + "\\n");
  return load.call(this, request, ...rest);
};
`;

/** What of the vendor's SDK the processes of a command load. */
export interface Loaded {
  readonly preview: readonly string[];
  readonly create: readonly string[];
  readonly unchanged: readonly string[];
}

/** Watches every `require` of all processes of a preview, an `up` that creates, and one that changes nothing. */
export async function loadedPackages(engine: Engine): Promise<Loaded> {
  const stem = join(tmpdir(), `bench-${process.pid}`);
  const [hook, log] = [`${stem}-hook.cjs`, `${stem}-loaded.txt`];
  writeFileSync(hook, HOOK);
  const env = { NODE_OPTIONS: `--require ${hook}`, BENCH_LOADED: log };
  const during = async (run: () => ReturnType<Scene["project"]["up"]>): Promise<string[]> => {
    writeFileSync(log, "");
    const { code, output } = await run();
    if (code !== 0) throw new Error(`The command ended with code ${code}:\n${output}`);
    return [...new Set(readFileSync(log, "utf8").split("\n"))].filter((line) => line !== "").sort();
  };
  try {
    const simulator = { ...account(1, 2), busy: "50ms" };
    return await withScene({ engine, program: connections(2), simulator, env }, async ({ project }) => ({
      preview: await during(() => project.preview()),
      create: await during(() => project.up()),
      unchanged: await during(() => project.up()),
    }));
  } finally {
    for (const file of [hook, log]) rmSync(file, { force: true });
  }
}
