import { spawn } from "node:child_process";
import { VpnError } from "../errors";
import { type Shell, spawnOptions } from "./shell";

/** Runs `pulumi …` before the person's eyes, to its end. What it reads comes from us, or from the person. */
export function runPulumi(shell: Shell, args: readonly string[], input?: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn("pulumi", [...args], {
      ...spawnOptions(shell),
      stdio: [input === undefined ? "inherit" : "pipe", "inherit", "inherit"],
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

function noPulumi(): VpnError {
  return new VpnError("There is no pulumi on PATH.", {
    advice: "Install the Pulumi CLI: https://www.pulumi.com/docs/install/",
  });
}
