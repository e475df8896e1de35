import type { ServiceFlags } from "../service";

/** The options of `import-file`, as the command line gives them. */
export interface ImportFileFlags extends ServiceFlags {
  readonly gateway?: readonly string[];
  readonly name?: readonly string[];
  readonly file: string;
  readonly program: string;
  readonly stack?: string;
  readonly project?: string;
  readonly keys: boolean;
  readonly protect: boolean;
  readonly intoState?: string;
  readonly run?: boolean;
  readonly force?: boolean;
  readonly json?: boolean;
}
