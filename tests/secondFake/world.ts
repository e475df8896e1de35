/** The worlds that the second fake of the API can be, and what can happen to its calls. */

/** How this service behaves where the pages leave it open. All times are in milliseconds. */
export interface World {
  /** Whether a repeated client token is looked up before the gateway's busy check, after it, or never. */
  tokens: "beforeBusy" | "afterBusy" | "ignored";
  /** How long an asynchronous change keeps its gateway `updating`. */
  taskMs: number;
  /** How long after the acceptance of a change the gateway's status turns `updating`. */
  updatingLateMs: number;
  /** How old the answer of a describe by id is, of a listing, and of the tags in either. */
  describeLagMs: number;
  listLagMs: number;
  tagLagMs: number;
  /** How long a deleted resource is still described after its gateway is `active` again. */
  lateDeletionMs: number;
  /**
   * Choice: the pages say that a resource "is not yet created" until the gateway is active, but its id is
   * answered at once. It is described at once by default, and its new values once a change has ended.
   */
  createdShownAt: "acceptance" | "end";
  changedShownAt: "acceptance" | "end";
  keys: "clear" | "masked" | "absent";
  tagsAtCreate: "taken" | "ignored";
  tagOperations: "taken" | "refused";
  /** Names of request parameters, or of members of their blocks, that are accepted and have no effect. */
  notTaken: string[];
  /** Names of response fields that are left out, or empty. */
  absent: string[];
  empty: string[];
  createTime: "milliseconds" | "wholeSeconds" | "seconds";
  /** Choice: an update of the name alone is told by the parameters sent, or by the values that differ. */
  nameOnly: "byParameters" | "byValues" | "asynchronous" | "refusedWhileBusy";
  /**
   * ModifySslVpnServer documents defaults ("true (default)" for Compress): whether a parameter that is left
   * out keeps its value or gets that default. Choice: only of Compress, whose default differs from create's.
   */
  omittedCompress: "kept" | "true";
  /** Choice: a block such as IkeConfig changes the members it names; else the others get their defaults. */
  partialBlocks: "merged" | "replaced";
  /** Whether a second connection of the same gateway, peer and traffic is refused, as the pages say. */
  doubles: "refused" | "accepted";
  /** What a gateway that is being changed answers to another change. */
  busyCode: string;
}

export const DEFAULT_WORLD: World = {
  tokens: "beforeBusy",
  taskMs: 300,
  updatingLateMs: 0,
  describeLagMs: 0,
  listLagMs: 0,
  tagLagMs: 0,
  lateDeletionMs: 0,
  createdShownAt: "acceptance",
  changedShownAt: "end",
  keys: "clear",
  tagsAtCreate: "taken",
  tagOperations: "taken",
  notTaken: [],
  absent: [],
  empty: [],
  createTime: "milliseconds",
  nameOnly: "byParameters",
  omittedCompress: "true",
  partialBlocks: "merged",
  doubles: "refused",
  busyCode: "VpnGateway.Configuring",
};

/** What happens to the next calls of an action, apart from what the service does with them. */
export interface Fault {
  action: string;
  /** How many calls it concerns, and how many are let through before; by default the next one. */
  times?: number;
  skip?: number;
  /** The request is carried out this long after it arrived, whether or not its sender is still there. */
  executeAfterMs?: number;
  /** The connection is reset this long after the request arrived, whatever becomes of the request. */
  hangUpAfterMs?: number;
  /** The answer is held back this long after the request was carried out. */
  holdMs?: number;
  /** What comes in place of the answer, after the request was carried out. */
  answer?: "reset" | "html" | "null" | "cut" | "empty" | "http502" | "UnknownError" | "InternalError";
  /** The request isn't carried out, and gets this error. */
  refuse?: { status: number; code: string; message: string };
}

export interface Call {
  at: number;
  action: string;
  params: Record<string, string>;
  /** The code of the error that the service came to; undefined where it took the request. */
  code?: string;
  executedAt?: number;
}

export interface Options {
  world?: Partial<World>;
  region?: string;
  faults?: Fault[];
}
