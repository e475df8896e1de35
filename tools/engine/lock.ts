import { mkdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

const BEAT_MS = 5_000;
const STALE_MS = 60_000;
const LOOK_MS = 250;

interface Owner {
  readonly pid: number;
  readonly host: string;
}

/**
 * Runs `work` while no other process does so under the same folder name; `waiting` is told once whom it waits for.
 * A lock whose process is gone, or which nobody has touched for a minute, is taken away. Whatever `work` puts into
 * the folder it is handed is deleted with the lock, also when a later process clears up after a kill.
 */
export async function withLock<T>(
  lock: string,
  work: (folder: string) => Promise<T>,
  waiting: (owner: string) => void = () => undefined,
): Promise<T> {
  mkdirSync(dirname(lock), { recursive: true });
  let told = false;
  while (!acquire(lock)) {
    if (isStale(lock)) {
      takeAway(lock);
      continue;
    }
    if (!told) waiting(describe(lock));
    told = true;
    await sleep(LOOK_MS);
  }
  const beat = setInterval(() => touch(lock), BEAT_MS);
  const release = (): void => rmSync(lock, { recursive: true, force: true });
  process.once("exit", release);
  try {
    const folder = join(lock, "work");
    mkdirSync(folder);
    return await work(folder);
  } finally {
    clearInterval(beat);
    process.off("exit", release);
    release();
  }
}

const ownerFile = (lock: string): string => join(lock, "owner.json");

/** Without `instanceof`: under a test runner the file system's errors come from another realm. */
const codeOf = (error: unknown): unknown =>
  typeof error === "object" && error !== null && "code" in error ? error.code : undefined;

function acquire(lock: string): boolean {
  try {
    mkdirSync(lock); // The one step that only one of several processes can do.
  } catch (error) {
    if (codeOf(error) === "EEXIST") return false;
    throw error;
  }
  const owner: Owner = { pid: process.pid, host: hostname() };
  writeFileSync(ownerFile(lock), JSON.stringify(owner));
  return true;
}

function readOwner(lock: string): Owner | undefined {
  try {
    return JSON.parse(readFileSync(ownerFile(lock), "utf8")) as Owner;
  } catch {
    return undefined; // Between its folder and its file, or just released.
  }
}

function describe(lock: string): string {
  const owner = readOwner(lock);
  return owner === undefined ? "another process" : `process ${owner.pid} on ${owner.host}`;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === "EPERM";
  }
}

function isStale(lock: string): boolean {
  const owner = readOwner(lock);
  if (owner?.host === hostname() && !isAlive(owner.pid)) return true;
  try {
    return Date.now() - statSync(lock).mtimeMs > STALE_MS;
  } catch {
    return false;
  }
}

function touch(lock: string): void {
  try {
    utimesSync(lock, new Date(), new Date());
  } catch {
    // Taken away while this process was suspended; publishing the result is atomic either way.
  }
}

function takeAway(lock: string): void {
  const aside = `${lock}.stale-${process.pid}-${Date.now()}`;
  try {
    renameSync(lock, aside); // Only one of several processes succeeds.
    rmSync(aside, { recursive: true, force: true });
  } catch (error) {
    if (codeOf(error) !== "ENOENT") throw error;
  }
}
