import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { PulumiProject } from "./harness";

const repository = path.resolve(__dirname, "../..");

/** A replacement in one file of the built package: its path under `lib`, the text, and what stands there instead. */
export type Patch = readonly [file: string, from: string, to: string];

/** Waiting for the gateway, taken out. */
export const withoutWait: Patch = [
  "gateway/gateway.js",
  "async untilActive(request, deadline, acceptedAt) {",
  "async untilActive() { return;",
];

const folders: string[] = [];

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

/** Gives a project a patched copy of the built package; the installed one stays as it is. */
export function usePatched(project: PulumiProject, ...patches: readonly Patch[]): void {
  const folder = mkdtempSync(path.join(tmpdir(), "patched-package-"));
  folders.push(folder);
  const modules = path.join(folder, "node_modules");
  const copy = path.join(modules, "pulumi-alicloud-vpn");
  mkdirSync(modules);
  cpSync(path.join(repository, "provider"), copy, { recursive: true });
  for (const name of ["@pulumi", "@alicloud", "@grpc", "ipaddr.js"]) {
    symlinkSync(realpathSync(path.join(repository, "node_modules", name)), path.join(modules, name));
  }
  for (const [file, from, to] of patches) {
    const target = path.join(copy, "lib", file);
    const text = readFileSync(target, "utf8");
    if (!text.includes(from)) throw new Error(`the built package has no ${from} in ${file}`);
    writeFileSync(target, text.replace(from, to));
  }
  const link = path.join(project.folder, "node_modules");
  rmSync(link);
  symlinkSync(modules, link);
}
