import { join } from "node:path";
import type { Engine } from "../engine/ensure";
import { type Outcome, PulumiProject } from "../pulumi/project";
import { type CommandResult, type RunningCommand, startCommand } from "../system/command";
import { type Contents, installInto, installedVersion, projectFiles } from "./cleanProject";
import { type Ids, after, before, programText } from "./program";
import { pathWith } from "./programs";

/** What is tried: packed packages, in a project of their own. */
export interface Trial extends Contents {
  readonly engine: Engine;
  /** Folders to put before the rest of PATH: a Node.js, a package manager. */
  readonly programs?: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
}

export const steps = ["install", "doctor", "preview", "up", "change", "refresh", "destroy"] as const;

/** One step of a user's way, and why it didn't hold. */
export interface StepResult {
  readonly step: (typeof steps)[number];
  readonly problem?: string;
  readonly milliseconds: number;
}

export interface TrialResult {
  readonly steps: readonly StepResult[];
  /** As installed; empty where the installation failed. */
  readonly versions: { readonly node: string; readonly sdk: string; readonly typescript: string };
}

const names = ["office", "site", "staff"];
const SIMULATED = { "alicloud:region": "cn-hangzhou" };

/** A user's way from an empty folder to an empty stack. It ends at the first step that doesn't hold. */
export async function tried(trial: Trial): Promise<TrialResult> {
  const project = await PulumiProject.create({
    engine: trial.engine,
    files: projectFiles,
    packages: "none",
    transpileOnly: false,
    config: SIMULATED,
    secrets: { officeKey: "aKeyForTheOffice1", siteKey: "aKeyForTheSite1" },
    timeoutMs: 180_000,
  });
  Object.assign(project.env, trial.env, { PATH: pathWith([trial.engine.path, ...(trial.programs ?? [])]) });
  const user = new User(project, trial);
  try {
    return { steps: await user.goes(), versions: await user.versions() };
  } finally {
    await user.leaves();
  }
}

class User {
  private simulator: RunningCommand | undefined;
  private url = "";
  private ids: Ids = { single: "", dual: "", peers: ["", "", ""] };

  constructor(
    private readonly project: PulumiProject,
    private readonly trial: Trial,
  ) {}

  async goes(): Promise<StepResult[]> {
    const way: Readonly<Record<(typeof steps)[number], () => Promise<string | undefined>>> = {
      install: () => this.installs(),
      doctor: () => this.asksDoctor(),
      preview: async () => planned(await this.project.preview(), "create", names),
      up: async () => planned(await this.project.up(), "create", names),
      change: () => this.changes(),
      refresh: async () => planned(await this.project.refresh("--expect-no-changes"), "update", []),
      destroy: () => this.destroys(),
    };
    const results: StepResult[] = [];
    for (const step of steps) {
      const started = Date.now();
      const problem = await way[step]().catch((error: unknown) => String(error));
      results.push({
        step,
        milliseconds: Date.now() - started,
        ...(problem === undefined ? {} : { problem }),
      });
      if (problem !== undefined) break;
    }
    return results;
  }

  async versions(): Promise<TrialResult["versions"]> {
    const node = (await this.runs("node", "--version")).stdout.trim().replace("v", "");
    const version = (name: string): string => {
      try {
        return installedVersion(this.project.folder, name);
      } catch {
        return "";
      }
    };
    return { node, sdk: version("@pulumi/pulumi"), typescript: version("typescript") };
  }

  async leaves(): Promise<void> {
    this.simulator?.child.kill("SIGTERM");
    await this.simulator?.done;
    await this.project.dispose();
  }

  /** With the simulator that came along, started by the command that came along. */
  private async installs(): Promise<undefined> {
    await installInto(this.project.folder, this.trial, this.project.env);
    this.simulator = this.starts(this.own("alicloud-vpn"), "simulate", "--json", "--busy", "300ms");
    const told = JSON.parse(await this.simulator.printed(/\}\n/)) as Record<string, string>;
    for (const [name, value] of Object.entries(told)) {
      if (name.startsWith("ALICLOUD_")) this.project.env[name] = value;
    }
    this.url = told["ALICLOUD_VPC_ENDPOINT"] ?? "";
    const { ids } = (await this.asked("/")) as { ids: { gateways: string[]; customerGateways: string[] } };
    const [single = "", dual = ""] = ids.gateways;
    const [one = "", two = "", three = ""] = ids.customerGateways;
    this.ids = { single, dual, peers: [one, two, three] };
    this.project.write("index.ts", programText(this.ids, before));
    return undefined;
  }

  private async asksDoctor(): Promise<string | undefined> {
    const { code, stdout, output } = await this.runs(this.own("alicloud-vpn"), "doctor", "--json");
    const { checks } = JSON.parse(stdout) as { checks: { state: string }[] };
    return code === 0 && checks.every(({ state }) => state === "ok") ? undefined : output;
  }

  private async changes(): Promise<string | undefined> {
    this.project.write("index.ts", programText(this.ids, after));
    const problem = planned(await this.project.up(), "update", names);
    if (problem !== undefined) return problem;
    return planned(await this.project.preview("--expect-no-changes"), "update", []);
  }

  private async destroys(): Promise<string | undefined> {
    const problem = planned(await this.project.destroy(), "delete", names);
    if (problem !== undefined) return problem;
    const left = (await this.asked("/inventory")) as Record<string, unknown[]>;
    const resources = [...(left["sslVpnServers"] ?? []), ...(left["vpnConnections"] ?? [])];
    return resources.length === 0 ? undefined : `left in the cloud: ${JSON.stringify(resources)}`;
  }

  private async asked(path: string): Promise<unknown> {
    return (await fetch(`${this.url}/__simulator${path}`)).json();
  }

  private own(program: string): string {
    return join(this.project.folder, "node_modules", ".bin", program);
  }

  private starts(command: string, ...args: string[]): RunningCommand {
    return startCommand(command, args, { cwd: this.project.folder, env: this.project.env });
  }

  private runs(command: string, ...args: string[]): Promise<CommandResult> {
    return this.starts(command, ...args).done;
  }
}

/** Why a command didn't do just this to just these; undefined where it did. */
function planned(outcome: Outcome, op: string, expected: readonly string[]): string | undefined {
  const done = outcome.steps
    .filter((step) => step.op !== "same" && step.op !== "refresh")
    .map((step) => `${step.op} ${step.name}`)
    .sort();
  const wanted = expected.map((name) => `${op} ${name}`);
  if (outcome.code === 0 && JSON.stringify(done) === JSON.stringify(wanted)) return undefined;
  return `code ${outcome.code}, ${done.join(", ") || "no steps"}:\n${outcome.output}`;
}
