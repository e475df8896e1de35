import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { ensureEngine, type Engine } from "../engine/ensure";
import { startCommand, type CommandResult, type RunningCommand } from "../system/command";
import { endProcessesWith, killProcessesWith, processesWith } from "../system/processes";
import { projectEnvironment } from "./environment";
import { makeFolders, writeProjectFile, type ProjectFolders, type ProjectSource } from "./folder";
import {
  isResource,
  stateOfExport,
  stepsOfEvents,
  type StackState,
  type StateResource,
  type Step,
} from "./plan";

export interface ProjectOptions extends ProjectSource {
  /** Default: whatever `ensureEngine` finds. */
  readonly engine?: Engine;
  readonly stack?: string;
  readonly config?: Readonly<Record<string, string>>;
  readonly secrets?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
  /** Skips the type check of TypeScript programs, which costs seconds a run. Default: true. */
  readonly transpileOnly?: boolean;
  /** No command may take longer. Default: two minutes. */
  readonly timeoutMs?: number;
}

/** A command's end, with the steps that the engine planned or took. */
export interface Outcome extends CommandResult {
  /** Of our own resources; a replacement is several steps. */
  readonly steps: readonly Step[];
}

const COMMAND_LIMIT_MS = 120_000;

/** Answers for a person who isn't there. */
const YES = ["--yes", "--skip-preview"];

/**
 * A Pulumi project with one stack and a backend of its own in a temporary folder, driven by the real CLI.
 * Commands never throw: what an exit code means is for the caller to say.
 */
export class PulumiProject {
  private logs = 0;

  private constructor(
    readonly engine: Engine,
    readonly stack: string,
    private readonly folders: ProjectFolders,
    private readonly timeoutMs: number,
    /** Of every command; a test may change it between two of them. */
    readonly env: NodeJS.ProcessEnv,
  ) {}

  static async create(options: ProjectOptions): Promise<PulumiProject> {
    const engine = options.engine ?? (await ensureEngine());
    const folders = makeFolders(options);
    const env = projectEnvironment({
      engine,
      ...folders,
      transpileOnly: options.transpileOnly ?? true,
      extra: options.env ?? {},
    });
    const stack = options.stack ?? "dev";
    const project = new PulumiProject(engine, stack, folders, options.timeoutMs ?? COMMAND_LIMIT_MS, env);
    try {
      await project.mustRun("stack", "init", stack);
      await project.configureAll(options.config ?? {}, false);
      await project.configureAll(options.secrets ?? {}, true);
    } catch (error) {
      await project.dispose();
      throw error;
    }
    return project;
  }

  /** The project's folder. Programs that were given as text are here, and so is the stack's settings file. */
  get folder(): string {
    return this.folders.project;
  }

  /** Replaces a file of the project, for instance `index.js` by the next version of the program. */
  write(path: string, text: string): void {
    writeProjectFile(this.folders.project, path, text);
  }

  /** Starts `pulumi …` and returns at once, so that a test can watch it, signal it, or kill it. */
  start(...args: string[]): RunningCommand {
    return startCommand(this.engine.pulumi, ["--non-interactive", "--color=never", ...args], {
      cwd: this.folders.project,
      env: this.env,
      timeoutMs: this.timeoutMs,
      kill: () => this.kill(),
    });
  }

  /** Runs `pulumi …` to its end. */
  run(...args: string[]): Promise<CommandResult> {
    return this.start(...args).done;
  }

  preview(...args: string[]): Promise<Outcome> {
    return this.recorded("preview", ...args);
  }

  /** `pulumi up` without its own preview. */
  up(...args: string[]): Promise<Outcome> {
    return this.recorded("up", ...YES, ...args);
  }

  refresh(...args: string[]): Promise<Outcome> {
    return this.recorded("refresh", ...YES, ...args);
  }

  destroy(...args: string[]): Promise<Outcome> {
    return this.recorded("destroy", ...YES, ...args);
  }

  /** Releases the stack after a command that was killed. */
  cancel(): Promise<CommandResult> {
    return this.run("cancel", "--yes");
  }

  /** The stack's state; secrets stay encrypted unless asked for. */
  async state({ showSecrets = false } = {}): Promise<StackState> {
    return stateOfExport(await this.stateText({ showSecrets }));
  }

  /** The state as text, to look for what must not be in it. */
  async stateText({ showSecrets = false } = {}): Promise<string> {
    return (await this.mustRun("stack", "export", ...(showSecrets ? ["--show-secrets"] : []))).stdout;
  }

  /** The one resource of that name in the state, the stack and providers left out. */
  async resource(name: string, options = { showSecrets: false }): Promise<StateResource | undefined> {
    const { resources } = await this.state(options);
    return resources.find((resource) => isResource(resource) && resource.name === name);
  }

  /** The stack's outputs, secrets in plain text. */
  async outputs(): Promise<Record<string, unknown>> {
    const result = await this.mustRun("stack", "output", "--json", "--show-secrets");
    return JSON.parse(result.stdout) as Record<string, unknown>;
  }

  config(key: string, value: string, { secret = false } = {}): Promise<CommandResult> {
    return this.run("config", "set", secret ? "--secret" : "--plaintext", key, "--", value);
  }

  removeConfig(key: string): Promise<CommandResult> {
    return this.run("config", "rm", key);
  }

  /** `pulumi state taint`: the next `up` replaces the resource. */
  async taint(name: string): Promise<CommandResult> {
    const resource = await this.resource(name);
    return this.run("state", "taint", "--yes", resource?.urn ?? name);
  }

  /** Ids of the processes of this project that are alive: CLI, language host, programs, providers. */
  processes(): number[] {
    return processesWith("PULUMI_HOME", this.folders.home);
  }

  /** Kills all of them at once, without asking. */
  kill(): void {
    killProcessesWith("PULUMI_HOME", this.folders.home);
  }

  /** Ends what still runs and deletes every trace. What the program made in a cloud stays: destroy it first. */
  async dispose(): Promise<void> {
    await endProcessesWith("PULUMI_HOME", this.folders.home);
    rmSync(this.folders.root, { recursive: true, force: true });
  }

  private async recorded(...args: string[]): Promise<Outcome> {
    const log = join(this.folders.root, `events-${++this.logs}.jsonl`);
    const result = await this.run(...args, "--event-log", log);
    return { ...result, steps: stepsOfEvents(readIfThere(log)).filter(isResource) };
  }

  private async mustRun(...args: string[]): Promise<CommandResult> {
    const result = await this.run(...args);
    if (result.code === 0) return result;
    throw new Error(`\`pulumi ${args.join(" ")}\` ended with code ${result.code}:\n${result.output}`);
  }

  private async configureAll(settings: Readonly<Record<string, string>>, secret: boolean): Promise<void> {
    const pairs = Object.entries(settings).flatMap(([key, value]) => [
      secret ? "--secret" : "--plaintext",
      `${key}=${value}`,
    ]);
    if (pairs.length > 0) await this.mustRun("config", "set-all", ...pairs);
  }
}

function readIfThere(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return ""; // The command ended before its first step.
  }
}
