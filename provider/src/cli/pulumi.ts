import { spawn } from "node:child_process";
import { VpnError } from "../errors";
import { type Shell, spawnOptions } from "./shell";

interface PulumiOptions {
  /** What it reads; without one, what the person types. */
  readonly input?: string;
  /** Keeps our own standard output free, where a script reads it. */
  readonly outToErr: boolean;
}

/** Runs `pulumi …` before the person's eyes, to its end. @returns its exit code */
export function runPulumi(shell: Shell, args: readonly string[], options: PulumiOptions): Promise<number> {
  const { input, outToErr } = options;
  return new Promise((resolve, reject) => {
    const child = spawn("pulumi", [...args], {
      ...spawnOptions(shell),
      stdio: [input === undefined ? "inherit" : "pipe", outToErr ? process.stderr : "inherit", "inherit"],
    });
    child.on("error", (error: NodeJS.ErrnoException) => {
      reject(error.code === "ENOENT" ? noPulumi() : error);
    });
    child.on("close", (code) => resolve(code ?? 1));
    // A command that ends before it has read everything says why by itself.
    child.stdin?.on("error", () => undefined);
    child.stdin?.end(input);
  });
}

/** There is nothing to run. */
export function noPulumi(): VpnError {
  return new VpnError("There is no pulumi on PATH.", {
    advice: "Install the Pulumi CLI: https://www.pulumi.com/docs/install/",
  });
}
