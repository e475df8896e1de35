import { VpnError } from "../errors";
import type { Properties } from "../properties";
import type { ApiError } from "../vpc/errors";
import type { Context } from "./context";
import type { Describe, Judge, NotTaken } from "./converge";
import type { Existing, Mark } from "./listing";
import type { Turn } from "./queue";

/** The mark of a resource that no state has yet, where its kind can bear one. */
export interface Marks {
  /** Whether the description that was seen last shows it. */
  isShown(): boolean;
  /** Puts another mark in the place of the one it bears. */
  claim(id: string, mark: string): Promise<void>;
  takeOff(id: string): Promise<void>;
}

/** What creating needs to know of a resource, so that nothing is made twice. */
export interface Creation {
  readonly inputs: Properties;
  readonly marks?: Marks;
  /** Whether a gateway has one of its kind at most. */
  readonly unique?: true;
  readonly describe: Describe;
  readonly judge: Judge;
  /** What stands where it could be ours or in the way; one that isn't fresh may be a minute old. */
  list(fresh: boolean): Promise<readonly Existing[]>;
  send(clientToken: string, mark: string | undefined): Promise<string>;
  /** The refusal, naming the resource that is in the way where the listing shows it. */
  nameObstacle(error: ApiError, listing: readonly Existing[]): ApiError;
  /** Puts right by another operation what the create didn't take; false where there is none. */
  mend?(id: string, notTaken: readonly NotTaken[]): Promise<boolean>;
  /** What is known of a leftover before it is described: the inputs, without what the service may never tell. */
  readonly ofLeftover: Properties;
  /** Goes on with what a create came to, of which so much is known: an update to what the program asks for now. */
  resume(id: string, known: Properties): Promise<Properties>;
}

/** A create that was sent, and what was known before. */
export interface Pending {
  readonly sentAt: number;
  /** What stood there. */
  readonly before: ReadonlySet<string>;
  /** The service's time, as the latest answer told it. */
  readonly serviceTime: number | undefined;
}

/** One create, over all its repetitions in this process. */
export interface CreateOperation {
  readonly token: string;
  readonly mark: Mark;
  /** The id that the service gave: never dropped. */
  id?: string;
  /** The inputs of what this operation made; undefined of what another left. */
  madeWith?: Properties;
  /** A request whose answer isn't known yet. */
  pending?: Pending;
  /** A busy gateway or an obstacle may be a predecessor that landed late: only a fresh listing tells. */
  refused?: true;
}

/** A create at work, in its turn. */
export interface Making {
  readonly context: Context;
  readonly creation: Creation;
  readonly operation: CreateOperation;
  readonly turn: Turn;
}

/** Whether this process knows whose it is: it made it, deleted it, or the engine spoke of it. */
export function isKnown(context: Context, id: string): boolean {
  const { made, gone } = context.gateways;
  return context.isTold(id) || made.has(id) || gone.has(id);
}

/** Since when it exists, for a person. */
export function since({ createdAt }: Existing): string {
  return createdAt === undefined ? "" : ` (created ${new Date(createdAt).toISOString()})`;
}

export const adoption =
  "If it is this resource, adopt it: npx alicloud-vpn import-file. If nobody needs it, delete it.";

/** The error of a mark that can't be changed, for want of a permission most often. */
export function markFailure(
  resourceId: string,
  what: string,
  error: unknown,
  otherwise = "Where nobody may do that, set alicloud-vpn:mark to off.",
): VpnError {
  const { code, requestId, advice } = error instanceof VpnError ? error : {};
  const said = error instanceof Error ? error.message : String(error);
  const ways = [advice, otherwise];
  return new VpnError(`${what}: ${said}`, {
    resourceId,
    code,
    requestId,
    advice: ways.filter((way) => way !== undefined).join(" "),
  });
}
