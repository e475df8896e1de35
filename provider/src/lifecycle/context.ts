import type { Clock } from "../clock";
import type { Properties } from "../properties";
import type { VpcApi } from "../vpc/api";
import type { Gateways } from "./gateways";
import type { Gateway, Progress, Request } from "./queue";

export type Operation = "create" | "read" | "update" | "delete";

/** What a lifecycle works with; it knows nothing of who called it. */
export interface Context {
  /** The resource's URN, `…::office`. */
  readonly urn: string;
  /** The organization of the stack: with the URN it says which resource of the world this is. */
  readonly organization: string;
  /** The resource in words, for messages: `VpnConnection office`. */
  readonly label: string;
  readonly regionId: string;
  readonly api: VpcApi;
  readonly gateways: Gateways;
  readonly clock: Clock;
  /** Time allowed to the operation, in milliseconds. */
  readonly limit: number;
  /** Whether connections bear a mark while no state has them. */
  readonly mark: boolean;
  /** Whether weak ciphers are warned of. */
  readonly cipherWarnings: boolean;
  readonly progress: Progress;
  /** Whether the engine has told this process of the resource: some state has it. */
  isTold(id: string): boolean;
  /** Whether the last operation on the resource didn't end well: the service may have more of it than the state. */
  readonly unfinished?: boolean;
  /** A warning that stays with the resource. */
  warn(message: string): void;
}

/** What the service has of a resource. */
export interface ReadResult {
  readonly outputs: Properties;
  /** Whether an operation on it has yet to end well. */
  readonly unfinished?: boolean;
}

/** The operations of one resource, as `lifecycle.ts` of its folder gives them. */
export interface Lifecycle {
  create(context: Context, inputs: Properties): Promise<{ id: string; outputs: Properties }>;
  /** @returns what the service has, or undefined where the resource is gone */
  read(context: Context, id: string, outputs: Properties): Promise<ReadResult | undefined>;
  update(context: Context, id: string, outputs: Properties, inputs: Properties): Promise<Properties>;
  delete(context: Context, id: string, outputs: Properties): Promise<void>;
}

/** The gateway that a resource with these properties stands on. */
export const gatewayOf = ({ gateways }: Context, { vpnGatewayId }: Properties): Gateway =>
  gateways.at(String(vpnGatewayId));

/** A change of the resource as the queue takes it; `verb` says what is done: `creating`. */
export function request({ label, limit, progress }: Context, verb: string): Request {
  return { what: `${verb} ${label}`, limit, progress };
}
