import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { mustRun } from "../system/command";
import type { Tarballs } from "./packing";

export type Manager = "npm" | "pnpm";

/** What is installed into a project that has nothing yet. */
export interface Contents {
  readonly manager: Manager;
  /** Versions or ranges, as in a package.json. */
  readonly sdk: string;
  readonly typescript: string;
  readonly tarballs: Tarballs;
}

/** As `pulumi new typescript` makes it, but for the packages. */
export const projectFiles: Readonly<Record<string, string>> = {
  "Pulumi.yaml": "name: clean\nruntime: nodejs\n",
  "tsconfig.json": JSON.stringify({
    compilerOptions: {
      strict: true,
      outDir: "bin",
      target: "es2020",
      module: "nodenext",
      moduleResolution: "nodenext",
      sourceMap: true,
      experimentalDecorators: true,
      pretty: true,
      noFallthroughCasesInSwitch: true,
      noImplicitReturns: true,
      forceConsistentCasingInFileNames: true,
    },
    files: ["index.ts"],
  }),
};

const INSTALL_LIMIT_MS = 300_000;

const installing: Readonly<Record<Manager, readonly string[]>> = {
  npm: ["install", "--no-audit", "--no-fund", "--prefer-offline"],
  pnpm: ["install", "--prefer-offline"],
};

/** Installs the packed packages, and what a program needs beside them, as a user would. */
export async function installInto(folder: string, contents: Contents, env: NodeJS.ProcessEnv): Promise<void> {
  const { manager, sdk, typescript, tarballs } = contents;
  const manifest = {
    name: "clean",
    private: true,
    main: "index.ts",
    dependencies: { "@pulumi/pulumi": sdk, "pulumi-alicloud-vpn": `file:${tarballs.provider}` },
    devDependencies: {
      "@types/node": "^20",
      "pulumi-alicloud-vpn-simulator": `file:${tarballs.simulator}`,
      typescript,
    },
  };
  writeFileSync(join(folder, "package.json"), JSON.stringify(manifest, undefined, 2));
  await mustRun(manager, installing[manager], { cwd: folder, env, timeoutMs: INSTALL_LIMIT_MS });
}

/** The version of a package that came to be installed. */
export function installedVersion(folder: string, name: string): string {
  const file = join(folder, "node_modules", name, "package.json");
  return (JSON.parse(readFileSync(file, "utf8")) as { readonly version: string }).version;
}
