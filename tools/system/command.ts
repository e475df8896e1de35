import { spawn, type ChildProcess } from "node:child_process";
import { constants } from "node:os";

/** How a command ended. Running one never throws, `mustRun` excepted: what a failure means is for the caller to say. */
export interface CommandResult {
  /** Exit code; 128 + signal number where a signal ended it, 127 where it could not be started. */
  readonly code: number;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Both streams in the order in which they arrived. */
  readonly output: string;
  readonly milliseconds: number;
  readonly timedOut: boolean;
}

export interface CommandOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** Killed after this time, and `timedOut` is set. */
  readonly timeoutMs?: number;
  /** What is to be killed at a time-out; default: the command alone. */
  readonly kill?: () => void;
}

/** A command under way. */
export interface RunningCommand {
  readonly child: ChildProcess;
  /** Undefined where it could not be started. */
  readonly pid: number | undefined;
  /** What it has printed so far, on both streams. */
  output(): string;
  /** Resolves with what has been printed when `pattern` is in it; rejects when the command ends without. */
  printed(pattern: RegExp): Promise<string>;
  readonly done: Promise<CommandResult>;
}

/** Commands under way. None of them is to outlive this process: whoever ends it early ends them too. */
const underWay = new Set<ChildProcess>();
process.once("exit", () => underWay.forEach((child) => child.kill()));

const OUTPUT_GRACE_MS = 1_000;

const exitCode = (code: number | null, signal: NodeJS.Signals | null): number =>
  code ?? 128 + (signal === null ? 0 : constants.signals[signal]);

class Running implements RunningCommand {
  readonly done: Promise<CommandResult>;
  private readonly chunks: { stream: "stdout" | "stderr"; text: string }[] = [];
  private readonly started = Date.now();
  private timedOut = false;

  constructor(
    readonly child: ChildProcess,
    options: CommandOptions,
  ) {
    this.collect("stdout");
    this.collect("stderr");
    const timer = this.limit(options);
    this.done = new Promise((resolve) => {
      child.once("error", (error) => {
        this.chunks.push({ stream: "stderr", text: error.message });
        clearTimeout(timer);
        underWay.delete(child);
        resolve(this.result(127, null));
      });
      child.once("exit", (code, signal) => {
        clearTimeout(timer);
        underWay.delete(child);
        const end = (): void => resolve(this.result(exitCode(code, signal), signal));
        // A plugin that outlives its CLI keeps the pipes open, and there is then no `close`.
        const grace = setTimeout(end, OUTPUT_GRACE_MS);
        child.once("close", () => {
          clearTimeout(grace);
          end();
        });
      });
    });
  }

  get pid(): number | undefined {
    return this.child.pid;
  }

  output(): string {
    return this.chunks.map((chunk) => chunk.text).join("");
  }

  printed(pattern: RegExp): Promise<string> {
    return new Promise((resolve, reject) => {
      const look = (): void => {
        if (pattern.test(this.output())) resolve(this.output());
      };
      this.child.stdout?.on("data", look);
      this.child.stderr?.on("data", look);
      look();
      void this.done.then((result) => {
        look();
        reject(
          new Error(
            `The command ended (code ${result.code}) without printing ${pattern.source}:\n${result.output}`,
          ),
        );
      });
    });
  }

  private collect(stream: "stdout" | "stderr"): void {
    this.child[stream]?.setEncoding("utf8").on("data", (text: string) => this.chunks.push({ stream, text }));
  }

  private limit({ timeoutMs, kill }: CommandOptions): NodeJS.Timeout | undefined {
    if (timeoutMs === undefined) return undefined;
    return setTimeout(() => {
      this.timedOut = true;
      this.chunks.push({ stream: "stderr", text: `\n[killed: no end after ${timeoutMs / 1000} s]\n` });
      if (kill === undefined) this.child.kill("SIGKILL");
      else kill();
    }, timeoutMs);
  }

  private result(code: number, signal: NodeJS.Signals | null): CommandResult {
    const of = (stream: string): string =>
      this.chunks.map((chunk) => (chunk.stream === stream ? chunk.text : "")).join("");
    return {
      code,
      signal,
      stdout: of("stdout"),
      stderr: of("stderr"),
      output: this.output(),
      milliseconds: Date.now() - this.started,
      timedOut: this.timedOut,
    };
  }
}

/** Starts a command without a shell and without a terminal on its standard input. */
export function startCommand(
  command: string,
  args: readonly string[],
  options: CommandOptions = {},
): RunningCommand {
  const child = spawn(command, args, {
    cwd: options.cwd,
    env: options.env,
    stdio: ["ignore", "pipe", "pipe"],
  });
  underWay.add(child);
  return new Running(child, options);
}

export const runCommand = (
  command: string,
  args: readonly string[],
  options: CommandOptions = {},
): Promise<CommandResult> => startCommand(command, args, options).done;

/** For commands that others build upon: an end other than 0 is an error that shows what was printed. */
export async function mustRun(
  command: string,
  args: readonly string[],
  options: CommandOptions = {},
): Promise<CommandResult> {
  const result = await runCommand(command, args, options);
  if (result.code === 0) return result;
  throw new Error(`\`${[command, ...args].join(" ")}\` ended with code ${result.code}:\n${result.output}`);
}
