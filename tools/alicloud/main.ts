import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { cacheRoot } from "../engine/files";
import { type CommandResult, runCommand } from "../system/command";
import { repositoryRoot } from "../system/repository";

const PACKAGE = "@pulumi/alicloud";
const INSTALL_LIMIT_MS = 10 * 60_000;

/** Checks the types of examples/with-alicloud with the real package, which is too large for the checkout. */
async function main(): Promise<number> {
  const example = join(repositoryRoot(), "examples", "with-alicloud");
  const folder = join(cacheRoot(process.env), "alicloud");
  mkdirSync(folder, { recursive: true });
  write(folder, "package.json", { private: true, dependencies: { [PACKAGE]: wantedBy(example) } });
  write(folder, "tsconfig.json", {
    extends: join(example, "tsconfig.json"),
    compilerOptions: { paths: { [PACKAGE]: [join(folder, "node_modules", PACKAGE)] } },
    files: [join(example, "index.ts")],
  });

  const npm = ["install", "--ignore-scripts", "--no-audit", "--no-fund"];
  const installed = await runCommand("npm", npm, { cwd: folder, timeoutMs: INSTALL_LIMIT_MS });
  if (installed.code !== 0) return told(`${PACKAGE} can't be installed in ${folder}.`, installed);

  const compiler = require.resolve("typescript/bin/tsc");
  const checked = await runCommand(process.execPath, [compiler, "-p", folder], { cwd: folder });
  if (checked.code !== 0) return told("examples/with-alicloud doesn't compile.", checked);
  return told(`examples/with-alicloud compiles with ${PACKAGE} ${wantedBy(example)}.`, checked);
}

function wantedBy(example: string): string {
  const manifest = JSON.parse(readFileSync(join(example, "package.json"), "utf8")) as {
    readonly dependencies: Readonly<Record<string, string>>;
  };
  return manifest.dependencies[PACKAGE] ?? "latest";
}

function write(folder: string, file: string, content: object): void {
  writeFileSync(join(folder, file), JSON.stringify(content, undefined, 2));
}

function told(what: string, { code, output }: CommandResult): number {
  console.log([what, output.trim()].filter((text) => text !== "").join("\n"));
  return code;
}

main().then(
  (code) => (process.exitCode = code),
  (error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  },
);
