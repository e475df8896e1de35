import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { cacheRoot } from "../engine/files";
import { mustRun } from "../system/command";

/** Kept over runs: several versions of Node.js, and pnpm, none of which has to be on the machine. */
const cacheFolder = (): string => join(cacheRoot(process.env), "compat");

/** Later ones need a later Node.js than the oldest we support. */
const PNPM = "10.34.8";

/** The folder of a Node.js of this major version. The npm package `node` brings the official program. */
export async function nodeFolder(major: string): Promise<string> {
  const folder = await installed(`node-${major}`, "node", major);
  return join(folder, "node_modules", "node", "bin");
}

export async function pnpmFolder(): Promise<string> {
  const folder = await installed(`pnpm-${PNPM}`, "pnpm", PNPM);
  return join(folder, "node_modules", ".bin");
}

/** What pnpm is told, so that it keeps its packages with ours. */
export const pnpmEnvironment = (): NodeJS.ProcessEnv => ({
  npm_config_store_dir: join(cacheFolder(), "pnpm-store"),
});

async function installed(name: string, program: string, version: string): Promise<string> {
  const folder = join(cacheFolder(), name);
  if (existsSync(join(folder, "node_modules", ".bin", program))) return folder;
  mkdirSync(folder, { recursive: true });
  const manifest = { private: true, dependencies: { [program]: version }, allowScripts: { [program]: true } };
  writeFileSync(join(folder, "package.json"), JSON.stringify(manifest));
  const args = ["install", "--no-audit", "--no-fund", "--no-package-lock"];
  await mustRun("npm", args, { cwd: folder, env: process.env, timeoutMs: 300_000 });
  return folder;
}

/** PATH with these folders before the rest. */
export const pathWith = (folders: readonly string[]): string =>
  [...folders, process.env["PATH"] ?? ""].join(delimiter);
