import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { runCommand } from "../system/command";
import { repositoryRoot } from "../system/repository";
import { installInto, installedVersion } from "./cleanProject";
import type { Tarballs } from "./packing";
import { before, programText } from "./program";

/** Ways of finding a module's declarations, by the words of tsconfig.json. */
export const resolutions = {
  node10: { module: "commonjs", moduleResolution: "node10" },
  node16: { module: "node16", moduleResolution: "node16" },
  bundler: { module: "esnext", moduleResolution: "bundler" },
} as const;

export type Resolution = keyof typeof resolutions;

export interface Compiled {
  readonly typescript: string;
  readonly resolution: Resolution;
  /** What the compiler says of our declarations or the program; undefined where nothing. */
  readonly problem?: string;
}

const ids = { single: "vpn-1", dual: "vpn-2", peers: ["cgw-1", "cgw-2", "cgw-3"] as const };
const SDK = ">=3.248.0 <3.249.0";

/** Programs whose types depend on how a compiler narrows: each version is to take, and to refuse, the same of them. */
const typeTest = (): string =>
  readFileSync(join(repositoryRoot(), "tests", "types", "spreads.ts"), "utf8").replace(
    "../../provider/src/index",
    "pulumi-alicloud-vpn",
  );

/** Compiles the program against the packed declarations, as strictly as a compiler can be told. */
export async function compiled(
  folder: string,
  typescript: string,
  tarballs: Tarballs,
): Promise<readonly Compiled[]> {
  mkdirSync(folder, { recursive: true });
  await installInto(folder, { manager: "npm", sdk: SDK, typescript, tarballs }, process.env);
  writeFileSync(join(folder, "index.ts"), programText(ids, before));
  writeFileSync(join(folder, "spreads.ts"), typeTest());
  const version = installedVersion(folder, "typescript");
  const results: Compiled[] = [];
  for (const resolution of Object.keys(resolutions) as Resolution[]) {
    const problem = await problemWith(folder, resolution, version);
    results.push({ typescript: version, resolution, ...(problem === undefined ? {} : { problem }) });
  }
  return results;
}

async function problemWith(
  folder: string,
  resolution: Resolution,
  typescript: string,
): Promise<string | undefined> {
  const file = `tsconfig.${resolution}.json`;
  const compilerOptions = {
    ...resolutions[resolution],
    target: "es2022",
    types: ["node"],
    noEmit: true,
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    noPropertyAccessFromIndexSignature: true,
    // Our declarations are to hold by themselves; what is found in others' isn't counted below.
    skipLibCheck: false,
    // The old resolution is still there, but reported as deprecated.
    ...(typescript.startsWith("6") && resolution === "node10" ? { ignoreDeprecations: "6.0" } : {}),
  };
  writeFileSync(join(folder, file), JSON.stringify({ compilerOptions, files: ["index.ts", "spreads.ts"] }));
  const tsc = join(folder, "node_modules", "typescript", "bin", "tsc");
  const result = await runCommand(process.execPath, [tsc, "-p", file, "--pretty", "false"], { cwd: folder });
  const errors = result.output.split("\n").filter((line) => /error TS\d+/.test(line));
  if (result.code !== 0 && errors.length === 0) return result.output || `tsc ended with code ${result.code}`;
  const others = /^node_modules\/(?!pulumi-alicloud-vpn)/;
  const told = errors.filter((line) => !others.test(line)).join("\n");
  return told === "" ? undefined : told;
}
