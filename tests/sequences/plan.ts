import type { Strike } from "./effects";
import type { Edits, FormName, Placement } from "./programs";

/** One command of a sequence, and what happens to it. */
export interface StepPlan {
  /**
   * "clear": `pulumi refresh --clear-pending-creates`. "rename": `pulumi stack rename`, after which the other stack has
   * the name.
   */
  readonly command: "up" | "refresh" | "destroy" | "clear" | "rename";
  readonly stack: 0 | 1;
  /** The program's edits from now on; absent: as before. */
  readonly edits?: Edits;
  readonly strikes: readonly Strike[];
  /** The engine is killed between the n-th answer of the provider and its save. */
  readonly killedAtSave?: number;
  /** How often a hook `onError` repeats what failed. */
  readonly repeats?: number;
  /** Milliseconds before it begins. */
  readonly pause: number;
  /** The other stack's `up` begins so many milliseconds after this command, and goes on beside it. */
  readonly beside?: number;
  /** Somebody else keeps a gateway busy. */
  readonly foreign?: { readonly gateway: string; readonly after: number; readonly ms: number };
}

/** A sequence: everything that its seed has drawn. */
export interface Plan {
  /** Of what is random while it is played: latencies, durations, the jitter of pauses. */
  readonly seed: number;
  readonly worlds: readonly string[];
  readonly forms: readonly FormName[];
  /** Where the second stack stands, which has the same URNs; absent: there is none. */
  readonly placement?: Placement;
  /** How long a change keeps its gateway busy. */
  readonly busy: string;
  readonly limit?: string;
  readonly steps: readonly StepPlan[];
  /** Milliseconds between the last command and the commands that bring everything right. */
  readonly pause: number;
  readonly destroys: boolean;
}
