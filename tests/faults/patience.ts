import { readFileSync } from "node:fs";

const BETWEEN_LOOKS_MS = 50;

/**
 * Milliseconds that the process has waited for a processor so far; undefined once it has ended. Bounds speak of our
 * code, not of a machine that is busy with other things. Only Linux tells; elsewhere it is nothing.
 */
export function waitedForProcessor(pid: number): number | undefined {
  if (process.platform !== "linux") return 0;
  try {
    const state = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1) ?? "";
    if (state.startsWith("Z")) return undefined;
    // Of the main thread, which is all of our code.
    const [, delay = "0"] = readFileSync(`/proc/${pid}/schedstat`, "utf8").split(" ");
    return Number(delay) / 1e6;
  } catch {
    return undefined;
  }
}

/**
 * What the work comes to; undefined where it takes longer than the limit, without the time in which this process or
 * the one given had to wait for a processor.
 */
export async function withPatience<T>(
  work: Promise<T>,
  limitMs: number,
  pid: number,
): Promise<T | undefined> {
  const startedAt = Date.now();
  const waited = () => (waitedForProcessor(process.pid) ?? 0) + (waitedForProcessor(pid) ?? 0);
  const before = waited();
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<undefined>((resolve) => {
    timer = setInterval(() => {
      if (Date.now() - startedAt - Math.max(0, waited() - before) > limitMs) resolve(undefined);
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
  const before = waitedForProcessor(pid) ?? 0;
  for (let waited = 0; ;) {
    const now = Date.now();
    const delay = waitedForProcessor(pid);
    if (delay === undefined) return { ended: true, waited };
    waited = delay - before;
    if (now - startedAt - waited > limitMs) return { ended: false, waited };
    await new Promise((resolve) => setTimeout(resolve, BETWEEN_LOOKS_MS));
  }
}
