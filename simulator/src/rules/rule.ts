import type { Parameters } from "../http/parameters";
import type { VpnGateway } from "../model/resources";

/** Where a rule, or the code it answers with, comes from. */
export type RuleSource = "page" | "sdk model" | "observed by others" | "assumed";

/** How a request is refused. Each `%s` of the message is filled by the rule. */
export interface Refusal {
  readonly code: string;
  readonly status: number;
  readonly message: string;
  readonly source: RuleSource;
}

interface RuleRow {
  readonly id: string;
  readonly operations: readonly string[];
  readonly refusal: Refusal;
  /** Of the constraint; the code has a source of its own, in `refusal`. */
  readonly source: RuleSource;
}

/** What a rule's predicate returns: false to let pass, true or what fills the message's `%s` to refuse. */
export type Verdict = boolean | string | readonly string[];

/** A rule about one value of a request, looked at before anything else of the account. */
export interface ValueRule extends RuleRow {
  /** As sent; `N` stands for a list's index, and keys inside a JSON string follow a dot. */
  readonly parameters: readonly string[];
  readonly refuses: (value: string, about: ValueContext) => Verdict;
}

export interface ValueContext {
  readonly parameters: Parameters;
  /** The path of the value, with its index. */
  readonly path: string;
  readonly gateway: VpnGateway | undefined;
}

/** A rule about the resource as it would be, seen together with the rest of the account. */
export interface StateRule<Situation> extends RuleRow {
  readonly parameter: string;
  readonly refuses: (situation: Situation) => Verdict;
}

export class ApiError extends Error {
  override readonly name = "ApiError";

  constructor(
    readonly code: string,
    readonly status: number,
    message: string,
    /** Milliseconds a throttled client is asked to wait. */
    readonly retryAfter?: number,
  ) {
    super(message);
  }
}

export function refuse(refusal: Refusal, ...fill: readonly string[]): ApiError {
  let index = 0;
  const message = refusal.message.replace(/%s/g, () => fill[index++] ?? "");
  return new ApiError(refusal.code, refusal.status, message);
}

export function applyValueRules(
  rules: readonly ValueRule[],
  operation: string,
  parameters: Parameters,
  gateway: VpnGateway | undefined,
): void {
  for (const rule of rules) {
    if (!rule.operations.includes(operation)) continue;
    for (const [path, value] of rule.parameters.flatMap((pattern) => parameters.matching(pattern))) {
      const verdict = rule.refuses(value, { parameters, path, gateway });
      if (verdict !== false) throw refuse(rule.refusal, ...fillOf(verdict, value));
    }
  }
}

export function applyStateRules<S>(rules: readonly StateRule<S>[], operation: string, situation: S): void {
  for (const rule of rules) {
    if (!rule.operations.includes(operation)) continue;
    const verdict = rule.refuses(situation);
    if (verdict !== false) throw refuse(rule.refusal, ...fillOf(verdict, ""));
  }
}

function fillOf(verdict: Exclude<Verdict, false>, value: string): readonly string[] {
  if (verdict === true) return [value];
  return typeof verdict === "string" ? [verdict] : verdict;
}
