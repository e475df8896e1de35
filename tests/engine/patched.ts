import { type Patch, packageCopy, removeCopy, useModules } from "../faults/packageCopy";
import type { PulumiProject } from "./harness";

/** Waiting for the end of a change, taken out. */
export const withoutWait: Patch = [
  "lifecycle/queue.js",
  "async untilDone(request, deadline) {",
  "async untilDone(request, deadline) { return true;",
];

const folders: string[] = [];

afterEach(() => {
  folders.splice(0).forEach(removeCopy);
});

/** Gives a project a patched copy of the built package; the installed one stays as it is. */
export function usePatched(project: PulumiProject, ...patches: readonly Patch[]): void {
  const folder = packageCopy(patches);
  folders.push(folder);
  useModules(project, folder);
}
