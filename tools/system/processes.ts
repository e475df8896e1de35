import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";

/**
 * Ids of the processes that carry `NAME=value` in their environment, this one excepted. The Pulumi CLI puts each
 * plugin in a process group of its own, and a plugin can outlive it, so neither a group nor a tree of parents
 * finds them all; the environment is inherited by every one of them.
 */
export function processesWith(name: string, value: string): number[] {
  const mark = `${name}=${value}`;
  const found = existsSync("/proc/self/environ") ? fromProc(mark) : fromPs(mark);
  return found.filter((pid) => pid !== process.pid);
}

function fromProc(mark: string): number[] {
  return readdirSync("/proc")
    .filter((entry) => /^\d+$/.test(entry))
    .map(Number)
    .filter((pid) => {
      try {
        return readFileSync(`/proc/${pid}/environ`, "utf8").split("\0").includes(mark);
      } catch {
        return false; // It has ended meanwhile, or is another user's.
      }
    });
}

function fromPs(mark: string): number[] {
  const lines = execFileSync("ps", ["-axEww", "-o", "pid=,command="], { encoding: "utf8" }).split("\n");
  return lines.filter((line) => `${line} `.includes(` ${mark} `)).map((line) => Number.parseInt(line, 10));
}

const signal = (pids: readonly number[], name: NodeJS.Signals): void => {
  for (const pid of pids) {
    try {
      process.kill(pid, name);
    } catch {
      // It has ended meanwhile.
    }
  }
};

/** Ends every process with that environment: asks first, then insists. Resolves with those that remain (none). */
export async function endProcessesWith(name: string, value: string, patienceMs = 2_000): Promise<number[]> {
  const patience = Date.now() + patienceMs;
  signal(processesWith(name, value), "SIGTERM");
  const limit = patience + 5_000;
  let left = processesWith(name, value);
  while (left.length > 0 && Date.now() < limit) {
    if (Date.now() > patience) signal(left, "SIGKILL");
    await sleep(30);
    left = processesWith(name, value);
  }
  return left;
}

/** At once, without asking: for a time-out, and for the last moments of our own process. */
export function killProcessesWith(name: string, value: string): void {
  signal(processesWith(name, value), "SIGKILL");
}
