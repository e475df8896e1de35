/** A Pulumi project in a temporary folder, driven with the real command line as a user would. */
import { spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { ensureEngine } from "../../tools/engine/ensure";
import { linkPackages } from "../../tools/pulumi/folder";

export interface Declaration {
  type: "SslVpnServer" | "VpnConnection";
  name: string;
  args: Record<string, unknown>;
  options?: Record<string, unknown>;
}

export interface Run {
  code: number | null;
  output: string;
  seconds: number;
}

/** The program: it declares what a file names, and exports each resource's outputs. */
const PROGRAM = `
const vpn = require("pulumi-alicloud-vpn");
for (const { type, name, args, options } of require("./resources.json"))
  exports[name] = new vpn[type](name, args, options);
`;

export interface ProjectOptions {
  url: string;
  region: string;
  project?: string;
  stack?: string;
}

export class Project {
  readonly folder = mkdtempSync(join(tmpdir(), "second-fake-"));
  private env: NodeJS.ProcessEnv = {};
  stack: string;

  constructor(private readonly options: ProjectOptions) {
    this.stack = options.stack ?? "test";
  }

  async start(): Promise<this> {
    const engine = await ensureEngine();
    const { url, region, project = "network" } = this.options;
    this.env = {
      PATH: `${engine.path}${delimiter}${process.env.PATH ?? ""}`,
      HOME: this.folder,
      PULUMI_HOME: join(this.folder, ".pulumi-home"),
      PULUMI_BACKEND_URL: `file://${this.folder}`,
      PULUMI_CONFIG_PASSPHRASE: "only for tests",
      PULUMI_SKIP_UPDATE_CHECK: "true",
      PULUMI_AUTOMATION_API_SKIP_VERSION_CHECK: "true",
      ALICLOUD_VPC_ENDPOINT: url,
      ALICLOUD_REGION: region,
      ALICLOUD_ACCESS_KEY: "second-fake-key",
      ALICLOUD_SECRET_KEY: "second-fake-secret",
    };
    writeFileSync(join(this.folder, "Pulumi.yaml"), `name: ${project}\nruntime: nodejs\n`);
    writeFileSync(join(this.folder, "package.json"), JSON.stringify({ name: project, main: "index.js" }));
    writeFileSync(join(this.folder, "index.js"), PROGRAM);
    linkPackages(this.folder);
    this.declare();
    const { code, output } = await this.pulumi("stack", "init", this.stack);
    if (code !== 0) throw new Error(output);
    return this;
  }

  declare(...resources: Declaration[]): void {
    writeFileSync(join(this.folder, "resources.json"), JSON.stringify(resources));
  }

  /** Starts a command; the caller may kill it. Its own process group makes that reach its children too. */
  spawn(command: string, args: string[]): { child: ChildProcess; ended: Promise<Run> } {
    const started = Date.now();
    const child = spawn(command, args, { cwd: this.folder, env: this.env, detached: true });
    let output = "";
    child.stdout.on("data", (data: Buffer) => (output += data.toString()));
    child.stderr.on("data", (data: Buffer) => (output += data.toString()));
    const ended = new Promise<Run>((resolve, reject) => {
      child.on("error", reject);
      child.on("close", (code) => resolve({ code, output, seconds: (Date.now() - started) / 1000 }));
    });
    return { child, ended };
  }

  run(command: string, ...args: string[]): Promise<Run> {
    return this.spawn(command, args).ended;
  }

  pulumi(...args: string[]): Promise<Run> {
    return this.run("pulumi", ...args, "--non-interactive", "--color=never");
  }

  up(...args: string[]): Promise<Run> {
    return this.pulumi("up", "--yes", "--skip-preview", ...args);
  }

  preview(...args: string[]): Promise<Run> {
    return this.pulumi("preview", ...args);
  }

  refresh(...args: string[]): Promise<Run> {
    return this.pulumi("refresh", "--yes", "--skip-preview", ...args);
  }

  destroy(...args: string[]): Promise<Run> {
    return this.pulumi("destroy", "--yes", "--skip-preview", ...args);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }
}
