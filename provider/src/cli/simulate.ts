import { spawn } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { VpnError } from "../errors";
import { isRecord, asString } from "../properties";
import { type Shell, spawnOptions } from "./shell";

const NAME = "pulumi-alicloud-vpn-simulator";

/** What the simulator's one line says. */
interface Announced {
  readonly url: string;
  readonly gateways: string;
  readonly customerGateways: string;
  readonly accessKey: string;
  readonly secretKey: string;
  readonly region: string;
}

/** How a line of a shell sets a variable. */
const settings = {
  sh: (name: string, value: string) => `export ${name}=${value}`,
  fish: (name: string, value: string) => `set -gx ${name} ${value}`,
  powershell: (name: string, value: string) => `$env:${name} = "${value}"`,
};

export type ShellName = keyof typeof settings;
export const shellNames = Object.keys(settings) as ShellName[];

export interface SimulateFlags {
  readonly json?: boolean;
  readonly writeEnv?: string;
  readonly shell?: ShellName;
}

/** Starts the simulator of the project, and says how to reach it; ends with it. */
export function simulate(shell: Shell, args: readonly string[], flags: SimulateFlags): Promise<number> {
  const child = spawn(process.execPath, [simulatorIn(shell), ...args], {
    ...spawnOptions(shell),
    stdio: ["ignore", "pipe", "inherit"],
  });
  createInterface(child.stdout).on("line", (line) => {
    const announced = announcement(line);
    if (announced === undefined) shell.out(line);
    else told(shell, announced, flags);
  });
  // A Ctrl-C reaches both; the simulator ends by itself, and this after it.
  const pass = (signal: NodeJS.Signals) => child.kill(signal);
  process.on("SIGINT", pass).on("SIGTERM", pass);
  return new Promise((end, reject) => {
    child.on("error", reject);
    child.on("close", (code) => {
      process.off("SIGINT", pass).off("SIGTERM", pass);
      end(code ?? 0);
    });
  });
}

/** The simulator's program, of the project that this runs in. */
function simulatorIn({ cwd }: Shell): string {
  const folder = packageFolder(join(cwd, "index.js"));
  const file = folder === undefined ? undefined : programOf(folder);
  if (file !== undefined) return file;
  throw new VpnError(`The simulator isn't installed in ${cwd}.`, {
    advice: `It is a package of its own: npm install --save-dev ${NAME}`,
  });
}

function packageFolder(from: string): string | undefined {
  try {
    const main = createRequire(from).resolve(NAME);
    for (let folder = dirname(main); folder !== dirname(folder); folder = dirname(folder)) {
      if (existsSync(join(folder, "package.json"))) return folder;
    }
  } catch {
    // Not installed: said by the caller, with what to do.
  }
  return undefined;
}

function programOf(folder: string): string | undefined {
  const manifest = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as unknown;
  const bin: unknown = isRecord(manifest) ? manifest.bin : undefined;
  const named = asString(bin) ?? (isRecord(bin) ? Object.values(bin).map(asString)[0] : undefined);
  const file = join(folder, named ?? "lib/cli.js");
  return existsSync(file) ? file : undefined;
}

function announcement(line: string): Announced | undefined {
  const parts =
    /^listening on (?<url>\S+)  gateways (?<gateways>.*?)  customer gateways (?<customerGateways>.*?)  access key (?<accessKey>\S+) \/ (?<secretKey>\S+)  region (?<region>\S+)$/.exec(
      line,
    )?.groups;
  const {
    url,
    gateways = "",
    customerGateways = "",
    accessKey = "",
    secretKey = "",
    region = "",
  } = parts ?? {};
  return url === undefined ? undefined : { url, gateways, customerGateways, accessKey, secretKey, region };
}

const environment = ({ url, accessKey, secretKey, region }: Announced) => ({
  ALICLOUD_VPC_ENDPOINT: url,
  ALICLOUD_REGION: region,
  ALICLOUD_ACCESS_KEY: accessKey,
  ALICLOUD_SECRET_KEY: secretKey,
});

function told(shell: Shell, announced: Announced, flags: SimulateFlags): void {
  const variables = environment(announced);
  if (flags.writeEnv !== undefined) {
    const lines = Object.entries(variables).map(([name, value]) => `${name}=${value}\n`);
    // Whoever may read it may use the simulator.
    writeFileSync(resolve(shell.cwd, flags.writeEnv), lines.join(""), { mode: 0o600 });
  }
  if (flags.json === true) shell.out(JSON.stringify({ ...variables, ...announced }));
  else tell(shell, announced, flags.shell ?? usualShell(shell));
}

/** The shell that a person most likely types into. */
function usualShell({ env }: Shell): ShellName {
  if (env.SHELL?.endsWith("fish") === true) return "fish";
  return process.platform === "win32" && env.SHELL === undefined ? "powershell" : "sh";
}

function tell(shell: Shell, announced: Announced, name: ShellName): void {
  shell.out("# A VPC API on this machine. In the shell that runs pulumi:");
  for (const [variable, value] of Object.entries(environment(announced))) {
    shell.out(settings[name](variable, value));
  }
  shell.out("# Gateways, for vpnGatewayId:");
  for (const gateway of announced.gateways.split(" ")) shell.out(`#   ${gateway}`);
  shell.out("# Customer gateways, for customerGatewayId:");
  for (const gateway of announced.customerGateways.split(" ")) shell.out(`#   ${gateway}`);
  shell.out("# Ctrl-C ends it.");
}
