import { existsSync, readFileSync } from "node:fs";

const BETWEEN_LOOKS_MS = 50;

/**
 * Milliseconds that the process has waited for a processor so far. Bounds speak of our code, not of a machine that is
 * busy with other things. Only Linux tells; elsewhere it is nothing.
 */
function waitedForProcessor(pid: number): number {
  try {
    // Of the main thread, which is all of our code.
    const [, delay = "0"] = readFileSync(`/proc/${pid}/schedstat`, "utf8").split(" ");
    return Number(delay) / 1e6;
  } catch {
    return 0;
  }
}

/** Whether a process has ended, also if nobody has asked for its exit code yet. */
function hasEnded(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return true;
  }
  const stat = existsSync(`/proc/${pid}/stat`) ? readFileSync(`/proc/${pid}/stat`, "utf8") : "";
  return stat.split(") ").at(-1)?.startsWith("Z") === true;
}

/**
 * What the work comes to; undefined where it takes longer than the limit, without the time in which this process or
 * the one given, whichever was worse off, had to wait for a processor.
 */
export async function withPatience<T>(
  work: Promise<T>,
  limitMs: number,
  pid: number,
): Promise<T | undefined> {
  const startedAt = Date.now();
  const pids = [process.pid, pid];
  const before = pids.map(waitedForProcessor);
  const waited = () => Math.max(...pids.map((one, index) => waitedForProcessor(one) - (before[index] ?? 0)));
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<undefined>((resolve) => {
    timer = setInterval(() => {
      if (Date.now() - startedAt - Math.max(0, waited()) > limitMs) resolve(undefined);
    }, BETWEEN_LOOKS_MS);
  });
  try {
    return await Promise.race([work, limit]);
  } finally {
    clearInterval(timer);
  }
}

/**
 * Waits for a process to end, for no longer than the limit without its waiting for a processor. Returns whether it has
 * ended, and how long it had to wait.
 */
export async function lifeOf(pid: number, limitMs: number): Promise<{ ended: boolean; waited: number }> {
  const startedAt = Date.now();
  const before = waitedForProcessor(pid);
  for (let waited = 0; ;) {
    const now = Date.now();
    if (hasEnded(pid)) return { ended: true, waited };
    waited = waitedForProcessor(pid) - before;
    if (now - startedAt - waited > limitMs) return { ended: false, waited };
    await new Promise((resolve) => setTimeout(resolve, BETWEEN_LOOKS_MS));
  }
}
