/** A Pulumi engine that is ready to run. */
export interface Engine {
  /** What to put before the rest of PATH: the CLI, the Node.js language host and the dynamic provider's launcher. */
  readonly path: string;
  /** The CLI itself. */
  readonly pulumi: string;
  /** Of the CLI, as `3.255.0`. */
  readonly version: string;
  readonly how: "found" | "installed" | "built" | "cached";
  /** For a person: why this one. */
  readonly why: string;
}

/** Fills an empty folder with a CLI and a Node.js language host; an error tells why it can't on this machine. */
export type Maker = (folder: string, context: EngineContext) => Promise<void>;

export interface EngineContext {
  readonly env: NodeJS.ProcessEnv;
  /** Progress, one line a call. */
  readonly log: (line: string) => void;
}

export interface EngineOptions extends Partial<EngineContext> {
  /** For tests of the choice itself. */
  readonly install?: Maker;
  readonly build?: Maker;
}

/** No engine, and what to do about it. */
export class EngineError extends Error {
  override readonly name = "EngineError";
}
