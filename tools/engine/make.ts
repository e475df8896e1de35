import { copyFileSync, chmodSync, existsSync, mkdirSync, readdirSync, renameSync } from "node:fs";
import { join } from "node:path";
import { runCommand, type CommandResult } from "../system/command";
import { CLI, GO, LANGUAGE_HOST, folderOnPath, modulesFolder, pinnedVersion } from "./files";
import type { EngineContext } from "./types";

const CLI_MODULE = "github.com/pulumi/pulumi/pkg/v3";
const LANGUAGE_MODULE = "github.com/pulumi/pulumi/sdk/v3";
const VERSION_VARIABLE = "github.com/pulumi/pulumi/sdk/v3/go/common/version.Version";

/** It is a download of some 150 MB, or, without a network, an error within seconds. */
const INSTALL_LIMIT_MS = 180_000;
const BUILD_LIMIT_MS = 45 * 60_000;
const PROGRESS_MS = 30_000;

const lastLines = (text: string, count: number): string => text.trim().split("\n").slice(-count).join("\n");

/**
 * The SDK's own installer. In a process of its own: it can't be told to stop otherwise, and a download that hangs
 * would keep ours alive.
 */
export async function installEngine(folder: string, { env, log }: EngineContext): Promise<void> {
  const version = pinnedVersion("cli", CLI_MODULE).slice(1);
  log(`Installing the Pulumi CLI ${version} (this needs the network) …`);
  const script = `
    const { SemVer } = require("semver");
    const { PulumiCommand } = require("@pulumi/pulumi/automation");
    PulumiCommand.install({ version: new SemVer(process.argv[1]), root: process.argv[2] })
      .catch((error) => { console.error(error.message); process.exit(1); });`;
  const result = await runCommand(process.execPath, ["-e", script, version, folder], {
    cwd: modulesFolder(),
    env,
    timeoutMs: INSTALL_LIMIT_MS,
  });
  if (result.code !== 0) throw new Error(lastLines(result.stderr, 1));
  const installed = join(folder, "bin");
  for (const file of readdirSync(installed)) renameSync(join(installed, file), join(folder, file));
}

interface Target {
  readonly what: string;
  readonly module: "cli" | "language";
  readonly command: string;
  readonly output: string;
  readonly variables?: string;
  readonly takes: string;
}

/** What is built, and out of which module. The language host first: a failure then shows after seconds. */
export function buildTargets(): readonly Target[] {
  return [
    {
      what: `the Node.js language host ${pinnedVersion("language", LANGUAGE_MODULE)}`,
      module: "language",
      command: `${LANGUAGE_MODULE}/nodejs/cmd/pulumi-language-nodejs`,
      output: LANGUAGE_HOST,
      takes: "less than a minute",
    },
    {
      what: `the Pulumi CLI ${pinnedVersion("cli", CLI_MODULE)}`,
      module: "cli",
      command: `${CLI_MODULE}/cmd/pulumi`,
      output: CLI,
      variables: `-X ${VERSION_VARIABLE}=${pinnedVersion("cli", CLI_MODULE)}`,
      takes: "about 5 minutes on two idle cores, and only once",
    },
  ];
}

/** Builds from the pinned modules, where Go is present. */
export async function buildEngine(folder: string, context: EngineContext): Promise<void> {
  const go = folderOnPath(GO, context.env);
  if (go === undefined) throw new Error("there is no `go` on PATH");
  mkdirSync(folder, { recursive: true });
  for (const target of buildTargets()) await buildTarget(join(go, GO), target, folder, context);
}

async function buildTarget(
  go: string,
  target: Target,
  folder: string,
  { env, log }: EngineContext,
): Promise<void> {
  log(`Building ${target.what} (${target.takes}) …`);
  const started = Date.now();
  const progress = setInterval(() => {
    log(`  … still building ${target.what}, ${Math.round((Date.now() - started) / 1000)} s so far`);
  }, PROGRESS_MS);
  const flags = [
    "-mod=readonly",
    "-trimpath",
    "-buildvcs=false",
    "-ldflags",
    `-s -w ${target.variables ?? ""}`.trim(),
  ];
  const result = await runCommand(
    go,
    ["build", ...flags, "-o", join(folder, target.output), target.command],
    {
      cwd: join(modulesFolder(), target.module),
      // Neither a workspace file nor a C compiler is to have a say in it.
      env: { ...env, GOWORK: "off", CGO_ENABLED: "0" },
      timeoutMs: BUILD_LIMIT_MS,
    },
  ).finally(() => clearInterval(progress));
  if (result.code !== 0) throw new Error(buildProblem(target, result));
  log(`  built in ${Math.round(result.milliseconds / 1000)} s`);
}

const buildProblem = (target: Target, result: CommandResult): string =>
  `go build of ${target.what} ended with code ${result.code}:\n${lastLines(result.output, 15)}`;

/** Makes a folder of programs complete: the dynamic provider's launcher belongs beside them. */
export function addLauncher(folder: string, from: string, name: string): void {
  const launcher = join(folder, name);
  if (!existsSync(launcher)) copyFileSync(join(from, name), launcher);
  chmodSync(launcher, 0o755);
}
