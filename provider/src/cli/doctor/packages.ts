import { existsSync, readFileSync, realpathSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { isRecord, asString } from "../../properties";
import type { Shell } from "../shell";
import { type Finding, failed, ok, warning } from "./finding";
import { atLeast, versionIn } from "./versions";

const OUR_NAME = "pulumi-alicloud-vpn";
const OLDEST_NODE = "20.0.0";
const [OLDEST_SDK, NEXT_SDK] = ["3.216.0", "4.0.0"];

/** Node.js, and the packages that the program and the provider's process load from the project's folder. */
export function checkPackages(shell: Shell): Finding[] {
  const sdk = checkSdk(shell);
  // One that won't do is told of alone.
  const copies = sdk.state === "ok" ? checkCopies(shell) : [];
  return [checkNode(shell), checkProject(shell), checkOurs(shell), sdk, ...copies];
}

function checkNode({ nodeVersion }: Shell): Finding {
  if (atLeast(nodeVersion, OLDEST_NODE)) return ok("Node.js", nodeVersion);
  return failed("Node.js", nodeVersion, "Install Node.js 20 or later.");
}

function checkProject({ cwd }: Shell): Finding {
  if (existsSync(join(cwd, "Pulumi.yaml"))) return ok("project", join(cwd, "Pulumi.yaml"));
  const advice = "Run this in the folder of your Pulumi project: packages are looked up from there.";
  return warning("project", `there is no Pulumi.yaml in ${cwd}`, advice);
}

/** As the text in the state does it: `runtime` is what refresh and destroy load. */
function checkOurs(shell: Shell): Finding {
  const found = resolved(shell, `${OUR_NAME}/runtime`);
  if (found !== undefined) return ok(OUR_NAME, `${manifestAbove(found, OUR_NAME)?.version ?? "?"}, ${found}`);
  const advice = `Run npm install ${OUR_NAME} there. It has to stay installed until its resources are destroyed.`;
  return failed(OUR_NAME, `can't be loaded from ${shell.cwd}`, advice);
}

function checkSdk(shell: Shell): Finding {
  const check = "@pulumi/pulumi";
  const found = resolved(shell, "@pulumi/pulumi");
  const manifest = found === undefined ? undefined : manifestAbove(found, check);
  if (manifest?.version === undefined) {
    return failed(check, `can't be loaded from ${shell.cwd}`, `Run npm install ${check} there.`);
  }
  const { version, node } = manifest;
  if (!atLeast(version, OLDEST_SDK) || atLeast(version, NEXT_SDK)) {
    return failed(check, version, `This package needs ${OLDEST_SDK} or a later 3.x: npm install ${check}@3`);
  }
  const needed = /(\d+(?:\.\d+)*)/.exec(node ?? "")?.[1];
  if (needed === undefined || atLeast(shell.nodeVersion, needed)) return ok(check, version);
  return failed(
    check,
    `${version} needs Node.js ${node ?? needed}, and this is ${shell.nodeVersion}`,
    `Update Node.js, or take an earlier one: npm install ${check}@3.248 is the last for Node.js 20.`,
  );
}

/** The package has to find the program's Pulumi: what another copy of it makes isn't a resource to the program. */
function checkCopies(shell: Shell): Finding[] {
  const name = "@pulumi/pulumi";
  const [programs, ours] = [resolved(shell, name), resolved(shell, `${OUR_NAME}/runtime`)];
  const another = ours === undefined ? undefined : resolved({ cwd: dirname(realpathSync(ours)) }, name);
  if (programs === undefined || another === undefined || realpathSync(programs) === realpathSync(another))
    return [];
  const found = `${OUR_NAME} loads ${another}, the program ${programs}`;
  const advice =
    "With two copies, options like parent and dependsOn, and typed policies, don't know each other's resources: run npm dedupe, or give both one version.";
  return [warning("one Pulumi", found, advice)];
}

function resolved({ cwd }: Pick<Shell, "cwd">, specifier: string): string | undefined {
  try {
    return createRequire(join(cwd, "index.js")).resolve(specifier);
  } catch {
    return undefined;
  }
}

interface Manifest {
  readonly version?: string;
  readonly node?: string;
}

/** The package.json of the package that a file belongs to. */
function manifestAbove(file: string, name: string): Manifest | undefined {
  for (let folder = dirname(file); folder !== dirname(folder); folder = dirname(folder)) {
    const path = join(folder, "package.json");
    if (!existsSync(path)) continue;
    const json = JSON.parse(readFileSync(path, "utf8")) as unknown;
    if (!isRecord(json) || json.name !== name) continue;
    const engines = isRecord(json.engines) ? json.engines : {};
    return { version: versionIn(asString(json.version) ?? ""), node: asString(engines.node) };
  }
  return undefined;
}
