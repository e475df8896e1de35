import type { SpawnOptions } from "node:child_process";

/** What a command works in: tests give their own, a person's shell gives the process's. */
export interface Shell {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Of Node.js, as `20.20.0`. */
  readonly nodeVersion: string;
  /** Whether what is written to `out` is read by a person. */
  readonly outIsTerminal: boolean;
  readonly paint: Paint;
  /** One line of what was asked for. */
  out(line: string): void;
  /** One line about it: progress, advice, a failure. */
  err(line: string): void;
}

export type Colour = "red" | "green" | "yellow" | "bold" | "dim";
export type Paint = (colour: Colour, text: string) => string;

const codes: Readonly<Record<Colour, readonly [number, number]>> = {
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
  bold: [1, 22],
  dim: [2, 22],
};

export const plain: Paint = (_colour, text) => text;

const coloured: Paint = (colour, text) => {
  const [on, off] = codes[colour];
  return `\u001b[${on}m${text}\u001b[${off}m`;
};

/** Colours on terminals only, and nowhere where `NO_COLOR` says so (no-color.org) or the terminal can't. */
export function paintFor(isTerminal: boolean, env: Shell["env"]): Paint {
  const refused = (env.NO_COLOR ?? "") !== "" || env.TERM === "dumb";
  return isTerminal && !refused ? coloured : plain;
}

export function processShell(): Shell {
  const outIsTerminal = process.stdout.isTTY;
  return {
    cwd: process.cwd(),
    env: process.env,
    nodeVersion: process.versions.node,
    outIsTerminal,
    paint: paintFor(outIsTerminal && process.stderr.isTTY, process.env),
    out: (line) => process.stdout.write(`${line}\n`),
    err: (line) => process.stderr.write(`${line}\n`),
  };
}

/** Where and with what another program is run. */
export function spawnOptions({ cwd, env }: Shell): Pick<SpawnOptions, "cwd" | "env"> {
  return { cwd, env: { ...env } };
}
