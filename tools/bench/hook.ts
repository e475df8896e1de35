import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A script that every Node process of a command runs first, and what these processes write to one file. */
export interface Hook {
  readonly env: Readonly<Record<string, string>>;
  clear(): void;
  lines(): string[];
  remove(): void;
}

/** The script finds the file's path in `process.env.BENCH_LOG`. */
export function hooked(script: string): Hook {
  const stem = join(tmpdir(), `bench-${process.pid}`);
  const [hook, log] = [`${stem}-hook.cjs`, `${stem}-log.txt`];
  writeFileSync(hook, script);
  return {
    env: { NODE_OPTIONS: `--require ${hook}`, BENCH_LOG: log },
    clear: () => writeFileSync(log, ""),
    lines: () =>
      readFileSync(log, "utf8")
        .split("\n")
        .filter((line) => line !== ""),
    remove: () => [hook, log].forEach((file) => rmSync(file, { force: true })),
  };
}
