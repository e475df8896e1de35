import type { Engine } from "../engine/ensure";
import { runCommand } from "../system/command";
import { repositoryRoot } from "../system/repository";
import { type Hook, hooked } from "./hook";
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

/** What one preview took, in milliseconds. */
export interface Spent {
  readonly wall: number;
  /** Of the processes of program and provider. What else goes on at the machine hardly changes it. */
  readonly processor: number;
}

/** Whatever else a machine does only adds to a time: the fastest is the one to compare. */
export const fastest = (values: readonly number[]): number => Math.min(...values);

const TIMES = `
process.on("exit", () => {
  const { user, system } = process.cpuUsage();
  require("node:fs").appendFileSync(process.env.BENCH_LOG, (user + system) / 1000 + "\\n");
});
process.once("SIGINT", () => process.exit(0));
`;

/** The programs of which previews are compared. */
const programs = {
  ours: (count: number) => connections(count),
  empty: (count: number) => emptyResources(count),
  /** Pulumi makes several promises for each output that a class declares. */
  sameOutputs: (count: number) => emptyResources(count, 25),
} as const;
const names = ["ours", "empty", "sameOutputs"] as const;

export type PreviewCosts = Readonly<Record<(typeof names)[number], Spent[]>>;

/**
 * `pulumi preview` of connections, of as many dynamic resources with the same arguments that do nothing, and of such
 * that declare as many outputs. They take turns, so that a slow spell of the machine meets all.
 */
export async function previewCosts(engine: Engine, count: number, runs: number): Promise<PreviewCosts> {
  const costs: PreviewCosts = { ours: [], empty: [], sameOutputs: [] };
  const times = hooked(TIMES);
  const scene = { engine, program: connections(count), simulator: account(1, count), env: times.env };
  try {
    await withScene(scene, async ({ project }) => {
      for (let run = 0; run <= runs; run += 1) {
        for (const name of run % 2 === 0 ? names : [...names].reverse()) {
          project.write("index.js", programs[name](count));
          const spent = await previewCost(project, times);
          // The first of each fills the machine's caches.
          if (run > 0) costs[name].push(spent);
        }
      }
    });
  } finally {
    times.remove();
  }
  return costs;
}

async function previewCost(project: Scene["project"], times: Hook): Promise<Spent> {
  times.clear();
  const { code, output, milliseconds } = await project.preview();
  if (code !== 0) throw new Error(`pulumi preview ended with code ${code}:\n${output}`);
  return { wall: milliseconds, processor: times.lines().reduce((sum, line) => sum + Number(line), 0) };
}

const LOADS = `
const { appendFileSync } = require("node:fs");
const Module = require("node:module");
const load = Module._load;
Module._load = function (request, ...rest) {
  if (request.startsWith("@alicloud/")) appendFileSync(process.env.BENCH_LOG, request + "\\n");
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
  const loads = hooked(LOADS);
  const during = async (run: () => ReturnType<Scene["project"]["up"]>): Promise<string[]> => {
    loads.clear();
    const { code, output } = await run();
    if (code !== 0) throw new Error(`The command ended with code ${code}:\n${output}`);
    return [...new Set(loads.lines())].sort();
  };
  try {
    const scene = {
      engine,
      program: connections(2),
      simulator: { ...account(1, 2), busy: "50ms" },
      env: loads.env,
    };
    return await withScene(scene, async ({ project }) => ({
      preview: await during(() => project.preview()),
      create: await during(() => project.up()),
      unchanged: await during(() => project.up()),
    }));
  } finally {
    loads.remove();
  }
}
