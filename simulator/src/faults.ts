import { anyResource } from "./model/resourceShapes";
import { checkFields, checkPatch, checkPath, type FieldsOf, optional, type Shape } from "./shape";
import { didYouMean } from "./suggestion";

interface FaultAim {
  /** One operation or several; absent: any. */
  readonly operation?: string | readonly string[];
  readonly resourceId?: string;
  readonly gatewayId?: string;
  /** How many matching calls it strikes; 0 for all. @default 1 */
  readonly times?: number;
  /** How many matching calls it lets pass first. @default 0 */
  readonly skip?: number;
}

/** Another spelling for stored values: dotted path → value, or a function that returns such a table. */
export type Spelling =
  | Readonly<Record<string, unknown>>
  | ((resource: Readonly<Record<string, unknown>>) => Record<string, unknown>);

export type FaultEffect =
  /** The change is made, and the connection is cut before the answer. */
  | { readonly kind: "dropAfterApply" }
  /** The connection is cut before anything is done. */
  | { readonly kind: "dropBefore" }
  /** A code of the pages brings its own status and message. */
  | {
      readonly kind: "refuse";
      readonly code: string;
      readonly status?: number;
      readonly message?: string;
      readonly afterApply?: boolean;
    }
  /** `Throttling.User`; `retryAfter` in milliseconds. */
  | { readonly kind: "throttle"; readonly retryAfter?: number }
  /** `afterApply`: the change is made although the answer is an error. */
  | {
      readonly kind: "error500";
      readonly code?: string;
      readonly status?: number;
      readonly afterApply?: boolean;
    }
  /** The request is held for `ms` before anything is done; with `afterApply`, it is the answer that comes late. */
  | { readonly kind: "delay"; readonly ms: number; readonly afterApply?: boolean }
  /** The change is accepted, and its gateway stays `updating` until released. */
  | { readonly kind: "stuckGateway" }
  /** Someone else's change makes the gateway busy just before this call. */
  | { readonly kind: "foreignChange"; readonly ms: number }
  /**
   * The answer is altered: `set` values at these paths, take away those. In a list every entry is, or the one with the
   * id `entry`. Waits for an answer that has something to alter.
   */
  | {
      readonly kind: "alterAnswer";
      readonly set?: Readonly<Record<string, unknown>>;
      readonly without?: readonly string[];
      readonly entry?: string;
    }
  /**
   * The answer can't be read: a page of HTML, `null`, or JSON that ends in the middle, with this status (200). The
   * change is made, unless `beforeApply`.
   */
  | {
      readonly kind: "garble";
      readonly as: "html" | "null" | "truncated";
      readonly status?: number;
      readonly beforeApply?: boolean;
    }
  /** The change is made, and the connection is reset in the midst of the answer's body. */
  | { readonly kind: "cutBody" }
  /**
   * The change is accepted as usual, but these values, or all, stay as they were; of a create, they become the
   * documented defaults. Paths as in the inventory: `IkeConfig.Psk`.
   */
  | { readonly kind: "ignoreValues"; readonly paths: readonly string[] | "all" }
  /** What was sent is stored otherwise. */
  | { readonly kind: "otherSpelling"; readonly spelling: Spelling }
  /** A key without the permission; the service has two spellings of the code. */
  | { readonly kind: "forbid"; readonly code?: "Forbidden" | "Forbbiden.SubUser" };

/** What goes wrong, and which calls it strikes. */
export type Fault = FaultAim & FaultEffect;
export type FaultKind = FaultEffect["kind"];

/** A fault in the plan. */
export interface PlannedFault {
  readonly id: number;
  readonly fault: Fault;
  /** How many calls it met, let pass or not. */
  readonly met: number;
  readonly struck: number;
}

export interface CallAim {
  readonly operation: string;
  readonly resourceId: string | undefined;
  readonly gatewayId: string | undefined;
}

const flag = optional("boolean");

/** The fields of each kind, besides those that say which calls it strikes. */
const kinds: {
  readonly [Kind in FaultKind]: FieldsOf<Omit<Extract<FaultEffect, { kind: Kind }>, "kind">>;
} = {
  dropAfterApply: {},
  dropBefore: {},
  refuse: { code: "string", status: optional("number"), message: optional("string"), afterApply: flag },
  throttle: { retryAfter: optional("number") },
  error500: { code: optional("string"), status: optional("number"), afterApply: flag },
  delay: { ms: "number", afterApply: flag },
  stuckGateway: {},
  foreignChange: { ms: "number" },
  alterAnswer: {
    set: optional({ mapOf: "anything" }),
    without: optional({ listOf: "string" }),
    entry: optional("string"),
  },
  garble: { as: { oneOf: ["html", "null", "truncated"] }, status: optional("number"), beforeApply: flag },
  cutBody: {},
  ignoreValues: { paths: { either: [{ listOf: "string" }, { oneOf: ["all"] }] } },
  otherSpelling: { spelling: "anything" },
  forbid: { code: optional({ oneOf: ["Forbidden", "Forbbiden.SubUser"] }) },
};

function checkFault(fault: Fault, operations: readonly string[]): void {
  const { kind } = fault;
  if (!Object.hasOwn(kinds, kind)) {
    const hint = didYouMean(kind, Object.keys(kinds));
    throw new Error(`${JSON.stringify(kind)} is no kind of fault${hint}`);
  }
  const operation: Shape = { oneOf: operations };
  const aim: FieldsOf<FaultAim> = {
    operation: optional({ either: [{ listOf: operation }, operation] }),
    resourceId: optional("string"),
    gatewayId: optional("string"),
    times: optional("number"),
    skip: optional("number"),
  };
  checkFields({ kind: "string", ...aim, ...kinds[kind] }, fault, `the fault "${kind}"`);
  // What a function will return isn't known before there is a resource.
  if (fault.kind === "otherSpelling" && typeof fault.spelling !== "function")
    checkPatch(anyResource, fault.spelling, "any resource");
  if (fault.kind === "ignoreValues" && fault.paths !== "all")
    for (const path of fault.paths) checkPath(anyResource, path, "any resource");
}

/** The plan of faults. Every fault that fits a call strikes it, in the order they were added. */
export class FaultPlan {
  private readonly planned: { id: number; fault: Fault; met: number; struck: number }[] = [];
  private lastId = 0;

  /** `operations`: what a fault may name. */
  constructor(private readonly operations: readonly string[]) {}

  /** Plans a fault, and returns the number by which it can be removed. */
  add(fault: Fault): number {
    checkFault(fault, this.operations);
    this.lastId += 1;
    this.planned.push({ id: this.lastId, fault, met: 0, struck: 0 });
    return this.lastId;
  }

  /** What is planned, with how often each met a call and struck it. */
  list(): PlannedFault[] {
    return this.planned.map((one) => ({ ...one }));
  }

  /** Takes a fault out of the plan; false where there is none of that number. */
  remove(id: number): boolean {
    const index = this.planned.findIndex((one) => one.id === id);
    if (index >= 0) this.planned.splice(index, 1);
    return index >= 0;
  }

  /** Takes all out. */
  clear(): void {
    this.planned.length = 0;
  }

  /** The faults that strike this call; each of them is counted. */
  strike(aim: CallAim): Fault[] {
    return this.planned.flatMap((one) => {
      const { fault } = one;
      const spent = one.struck >= (fault.times === 0 ? Infinity : (fault.times ?? 1));
      if (spent || !fits(fault, aim)) return [];
      one.met += 1;
      if (one.met <= (fault.skip ?? 0)) return [];
      one.struck += 1;
      return [fault];
    });
  }

  /** These faults found nothing to work on, and wait for the next call. */
  giveBack(faults: readonly Fault[]): void {
    for (const one of this.planned) {
      if (!faults.includes(one.fault)) continue;
      one.struck -= 1;
      one.met -= 1;
    }
  }
}

function fits(fault: Fault, aim: CallAim): boolean {
  const operations = typeof fault.operation === "string" ? [fault.operation] : fault.operation;
  return (
    (operations === undefined || operations.includes(aim.operation)) &&
    (fault.resourceId === undefined || fault.resourceId === aim.resourceId) &&
    (fault.gatewayId === undefined || fault.gatewayId === aim.gatewayId)
  );
}
