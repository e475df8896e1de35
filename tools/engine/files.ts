import { createHash } from "node:crypto";
import { accessSync, constants, readFileSync, statSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { runCommand } from "../system/command";
import { repositoryRoot } from "../system/repository";

/** From which `@pulumi/pulumi` accepts the inputs that a dynamic provider's `read` returns. */
const OLDEST = [3, 216] as const;

const EXECUTABLE = process.platform === "win32" ? ".exe" : "";
export const CLI = `pulumi${EXECUTABLE}`;
export const GO = `go${EXECUTABLE}`;
export const LANGUAGE_HOST = `pulumi-language-nodejs${EXECUTABLE}`;
/** The script that starts dynamic providers; the engine looks for it beside itself, then on PATH. */
export const LAUNCHER = `pulumi-resource-pulumi-nodejs${process.platform === "win32" ? ".cmd" : ""}`;

/** Where `@pulumi/pulumi` keeps the launcher. */
export const launcherFolder = (): string => dirname(require.resolve("@pulumi/pulumi/package.json"));

/** The folder of the two Go modules that pin what is built. */
export const modulesFolder = (): string => join(repositoryRoot(), "tools", "engine");

const isExecutable = (file: string): boolean => {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
};

/** The first folder of PATH that has this program. */
export function folderOnPath(program: string, env: NodeJS.ProcessEnv): string | undefined {
  const folders = (env["PATH"] ?? "").split(delimiter).filter((folder) => folder !== "");
  return folders.find((folder) => isExecutable(join(folder, program)));
}

export const hasProgram = (folder: string, program: string): boolean => isExecutable(join(folder, program));

/**
 * Where an engine made on this machine is kept: outside the checkout, so that a clean checkout finds it again, and
 * under a name made of everything that decides what it is. The Go that builds it isn't part of that, so a machine
 * keeps its engine when Go is updated or removed.
 */
export function cacheFolder(env: NodeJS.ProcessEnv): string {
  const key = createHash("sha256");
  key.update(`${process.platform} ${process.arch}\0`);
  for (const folder of ["cli", "language"]) {
    for (const file of ["go.mod", "go.sum"]) key.update(readFileSync(join(modulesFolder(), folder, file)));
  }
  key.update(readFileSync(join(launcherFolder(), LAUNCHER)));
  return join(cacheRoot(env), "engine", key.digest("hex").slice(0, 16));
}

/** Where this checkout keeps what is costly to make: outside, so that others use it too. */
export function cacheRoot(env: NodeJS.ProcessEnv): string {
  const cache = env["XDG_CACHE_HOME"] ?? join(env["HOME"] ?? homedir(), ".cache");
  return join(cache, "pulumi-alicloud-vpn");
}

/** The version that a module file asks of a module, as `v3.255.0`. */
export function pinnedVersion(folder: "cli" | "language", module: string): string {
  const file = join(modulesFolder(), folder, "go.mod");
  const lines = readFileSync(file, "utf8").split("\n");
  const version = lines
    .map((line) => line.trim().replace("require ", "").split(" "))
    .find(([name]) => name === module);
  if (version?.[1] === undefined) throw new Error(`${file} doesn't name ${module}.`);
  return version[1];
}

/** The version a CLI reports, as `3.255.0`, or why it can't be used. */
export async function versionOf(
  pulumi: string,
  env: NodeJS.ProcessEnv,
): Promise<{ version: string } | { problem: string }> {
  const result = await runCommand(pulumi, ["version"], {
    env: { ...env, PULUMI_SKIP_UPDATE_CHECK: "true" },
    timeoutMs: 30_000,
  });
  const match = /^v?(\d+)\.(\d+)\.\S+/.exec(result.stdout.trim());
  if (result.code !== 0 || match === null) {
    return { problem: `${pulumi} doesn't run (\`pulumi version\` ended with code ${result.code})` };
  }
  const [major, minor] = [Number(match[1]), Number(match[2])];
  const version = match[0].replace(/^v/, "");
  if (major === OLDEST[0] && minor >= OLDEST[1]) return { version };
  return { problem: `${pulumi} is version ${version}; ${OLDEST.join(".")} or a later 3.x is needed` };
}
