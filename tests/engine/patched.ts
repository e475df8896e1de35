import { rmSync, symlinkSync } from "node:fs";
import path from "node:path";
import { type Patch, packageCopy, removeCopy } from "../faults/packageCopy";
import type { PulumiProject } from "./harness";

/** Waiting for the gateway, taken out. */
export const withoutWait: Patch = [
  "lifecycle/queue.js",
  "async untilActive(request, deadline, acceptedAt) {",
  "async untilActive() { return;",
];

const folders: string[] = [];

afterEach(() => {
  folders.splice(0).forEach(removeCopy);
});

/** Gives a project a patched copy of the built package; the installed one stays as it is. */
export function usePatched(project: PulumiProject, ...patches: readonly Patch[]): void {
  const folder = packageCopy(patches);
  folders.push(folder);
  const link = path.join(project.folder, "node_modules");
  rmSync(link);
  symlinkSync(path.join(folder, "node_modules"), link);
}
