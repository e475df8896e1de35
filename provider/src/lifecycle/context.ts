import type { Clock } from "../clock";
import type { Properties } from "../properties";
import type { VpcApi } from "../vpc/api";
import type { Progress } from "./queue";
import type { Gateways } from "./gateways";

export type Operation = "create" | "read" | "update" | "delete";

/** What a lifecycle works with; it knows nothing of who called it. */
export interface Context {
  /** The resource's URN, `…::office`. */
  readonly urn: string;
  /** The organization of the stack: with the URN it says which resource of the world this is. */
  readonly organization: string;
  /** The resource in words, for messages: `VpnConnection office`. */
  readonly label: string;
  readonly api: VpcApi;
  readonly gateways: Gateways;
  readonly clock: Clock;
  /** Time allowed to the operation, in milliseconds. */
  readonly limit: number;
  /** Whether created connections carry the mark by which a lost create is found again. */
  readonly mark: boolean;
  readonly progress: Progress;
  /** Whether this process has seen the id in the stack's state: such a resource is no lost create. */
  inState(id: string): boolean;
  /** Until the engine, which names what is in the state resource by resource, has had time to name the rest. */
  stateTold(): Promise<void>;
  /** Whether the state knew the resource by another URN, of which an alias tells: its mark is the old one. */
  readonly renamed?: boolean;
  /** Whether the last operation on the resource didn't end well: the service may have more of it than the state. */
  readonly unfinished?: boolean;
  /** A warning that stays with the resource. */
  warn(message: string): void;
}

/** The operations of one resource, as `lifecycle.ts` of its folder gives them. */
export interface Lifecycle {
  create(context: Context, inputs: Properties): Promise<{ id: string; outputs: Properties }>;
  /** @returns the outputs, or undefined where the resource is gone */
  read(context: Context, id: string, outputs: Properties): Promise<Properties | undefined>;
  update(context: Context, id: string, outputs: Properties, inputs: Properties): Promise<Properties>;
  delete(context: Context, id: string, outputs: Properties): Promise<void>;
}
