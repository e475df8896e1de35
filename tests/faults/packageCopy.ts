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
 * How many times faster the clock of the provider runs that `fasterClock` makes: a second of the test is ten of the
 * provider's. Neither the simulator's clock nor the machine is faster for it, so what takes a moment there may not be
 * long to the provider.
 */
export const FASTER = 10;

/**
 * The windows in which the service's lags pass are minutes long, and the package has no setting for them. So a copy of
 * it lives faster: what it reads from its clock, and what it waits.
 */
export const fasterClock: readonly Patch[] = [
  ["clock.js", "performance.now()", `performance.now() * ${FASTER}`],
  ["clock.js", "setTimeout(resolve, milliseconds)", `setTimeout(resolve, milliseconds / ${FASTER})`],
];

/** Time of the test, as a limit that the faster provider is given: `30s` for three seconds. */
export const limitOf = (milliseconds: number): string => `${(milliseconds * FASTER) / 1_000}s`;

/**
 * A folder to run a provider in, with a copy of the built package as it is now: a run of minutes then speaks of one
 * version, and a mechanism can be taken out of it.
 */
export function packageCopy(
  patches: readonly Patch[] = [],
  provider = path.join(repository, "provider"),
): string {
  const folder = mkdtempSync(path.join(tmpdir(), "faults-package-"));
  const modules = path.join(folder, "node_modules");
  const copy = path.join(modules, "pulumi-alicloud-vpn");
  mkdirSync(modules);
  cpSync(provider, copy, { recursive: true });
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

/** Gives a project of the CLI the modules of a copy, in the place of the installed ones. */
export function useModules(project: { readonly folder: string }, copy: string): void {
  const modules = path.join(project.folder, "node_modules");
  rmSync(modules, { recursive: true });
  symlinkSync(path.join(copy, "node_modules"), modules);
}

export function removeCopy(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
}
