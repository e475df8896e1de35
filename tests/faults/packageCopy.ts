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
import { repository } from "../contract/host";

/** A replacement in one file of the built package: its path under `lib`, the text, and what stands there instead. */
export type Patch = readonly [file: string, from: string, to: string];

/**
 * A folder to run a provider in, with a copy of the built package as it is now: a run of minutes then speaks of one
 * version, and a mechanism can be taken out of it.
 */
export function packageCopy(patches: readonly Patch[] = []): string {
  const folder = mkdtempSync(path.join(tmpdir(), "faults-package-"));
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
    if (!text.includes(from)) {
      rmSync(folder, { recursive: true });
      throw new Error(`the built package has no "${from}" in ${file}`);
    }
    writeFileSync(target, text.replace(from, to));
  }
  return folder;
}

export function removeCopy(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
}
