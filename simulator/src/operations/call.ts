import type { Fault } from "../faults";
import type { Parameters } from "../http/parameters";
import { patched, replaceAt, valueAt } from "../merge";
import type { Account } from "../model/account";

export type Body = Record<string, unknown>;

/** One request on its way through an operation. */
export interface Call {
  readonly operation: string;
  readonly parameters: Parameters;
  readonly account: Account;
  readonly requestId: string;
  readonly accessKeyId: string;
  /** The region of the request; known to the account. */
  readonly region: string;
  readonly faults: readonly Fault[];
  /** Set by the operation, for the log. */
  resourceId: string | undefined;
  gatewayId: string | undefined;
  replayed: boolean;
}

interface OperationRow {
  readonly name: string;
  /** Parameters without which the request is refused, besides RegionId. */
  readonly required: readonly string[];
  /** DescribeRegions alone needs none. @default true */
  readonly regional?: boolean;
}

/** An operation that changes nothing, or nothing that keeps a gateway busy (tags). */
export interface PlainOperation extends OperationRow {
  readonly kind: "plain";
  answer(call: Call): Body;
}

/** An operation that may keep gateways busy; what it means is worked out first, and made only if allowed. */
export interface ChangeOperation extends OperationRow {
  readonly kind: "change";
  plan(call: Call): Plan;
}

export type Operation = PlainOperation | ChangeOperation;

/** A change that was understood: its values obey the rules, its resources exist. */
export interface Plan {
  readonly gatewayIds: readonly string[];
  /** Done at once, without the gateway becoming busy. */
  readonly synchronous: boolean;
  /** Whether it has to wait for a busy gateway. */
  readonly waits: boolean;
  /** The rules about other resources; they look at the account as it is once the gateway is free. */
  checkAgainstAccount(): void;
  apply(): { readonly resourceId: string; readonly body: Body };
}

/**
 * What is taken of what was asked for: all of it, unless a fault has the service ignore values. Those are as they were
 * before, which for a create is the resource with nothing but what it needs.
 */
export function asTaken<T extends object>(call: Call, wanted: T, before: () => T): T {
  return call.faults.reduce((taken, fault) => {
    if (fault.kind !== "ignoreValues") return taken;
    const earlier = structuredClone(before());
    if (fault.paths === "all") return earlier;
    const copy = structuredClone(taken);
    for (const path of fault.paths) replaceAt(copy, path, valueAt(earlier, path));
    return copy;
  }, wanted);
}

/** What is stored: as requested, or in the other spelling a fault asks for. */
export function asStored<T extends object>(call: Call, resource: T): T {
  return call.faults.reduce((stored, fault) => {
    if (fault.kind !== "otherSpelling") return stored;
    const { spelling } = fault;
    return patched(
      stored,
      typeof spelling === "function" ? spelling(stored as Record<string, unknown>) : spelling,
    );
  }, resource);
}
