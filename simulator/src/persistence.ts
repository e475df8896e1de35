import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import type { Snapshot } from "./model/account";

/** Undefined where there is no file yet. */
export function loadState(path: string): Snapshot | undefined {
  if (!existsSync(path)) return undefined;
  const state = JSON.parse(readFileSync(path, "utf8")) as Partial<Snapshot>;
  if (state.version !== 2) throw new Error(`${path} is not a state file of this version of the simulator.`);
  return state as Snapshot;
}

/** Whole or not at all: a reader never sees half a file. Only the owner may read it, as it holds keys. */
export function saveState(path: string, state: Snapshot): void {
  const temporary = `${path}.${process.pid}.tmp`;
  writeFileSync(temporary, JSON.stringify(state, undefined, 2), { mode: 0o600 });
  renameSync(temporary, path);
}
