/** What a client sees of a request whose answer never comes; of "nothing", not even an end of the connection. */
export type Seen = "reset" | "hangUp" | "unreachable" | "ConnectTimeout" | "ReadTimeout" | "nothing";
export const allSeen: readonly Seen[] = [
  "reset",
  "hangUp",
  "unreachable",
  "ConnectTimeout",
  "ReadTimeout",
  "nothing",
];

export const junkTexts = {
  html: "<html><body>Service is busy</body></html>",
  null: "null",
  cut: '{"RequestId":"00000000-0000-4000-8000-0000',
  empty: "",
  "an empty object": "{}",
} as const;
export type Junk = keyof typeof junkTexts;
export const allJunk = Object.keys(junkTexts) as Junk[];

export const errorForms = [
  "500 InternalError",
  "503 ServiceUnavailable",
  "502 with HTML",
  "400 UnknownError",
  "400 InternalError",
  "400 with null",
  "400 LastTokenProcessing",
] as const;
export type ErrorForm = (typeof errorForms)[number];

/**
 * Where a process is killed: before it sends the request, while that is under way, once it was carried out, and once
 * the process has the answer.
 */
export type Boundary = "before" | "underWay" | "executed" | "answered";
export const boundaries: readonly Boundary[] = ["before", "underWay", "executed", "answered"];

/** What strikes one request. */
export type Effect =
  | {
      readonly kind: "kill";
      readonly at: Boundary;
      readonly who: "engine" | "provider";
      /** How long the request is on its way, once its sender is dead. */
      readonly heldFor?: number;
    }
  | { readonly kind: "neverSent"; readonly as: "refused" | "unresolved" }
  | { readonly kind: "lostRequest"; readonly seen: Seen }
  /** It is carried out that much later; "waits": its sender gets the answer then. */
  | { readonly kind: "heldRequest"; readonly ms: number; readonly seen: Seen | "waits" }
  | { readonly kind: "lostAnswer"; readonly seen: Seen }
  | { readonly kind: "lateAnswer"; readonly ms: number }
  /** A body that is no answer, with the status 200. */
  | { readonly kind: "junk"; readonly body: Junk }
  /** An error that says nothing of whether the request was taken: it was, or it wasn't. */
  | { readonly kind: "error"; readonly as: ErrorForm; readonly executed: boolean }
  | { readonly kind: "throttled"; readonly hint?: number }
  /** A permission that is missing for this one request. */
  | { readonly kind: "denied" };

/** Which request of a command an effect strikes. */
export interface Aim {
  /**
   * "changes": those that create, modify, delete, tag or untag. "looks": the reads that follow the command's first
   * create.
   */
  readonly of: "any" | "changes" | "creates" | "looks" | "reads" | "tags";
  /** From 1 on. */
  readonly nth: number;
}

export interface Strike {
  readonly aim: Aim;
  readonly effect: Effect;
}

/** In a few words, for tables and stories. */
export function effectText(effect: Effect): string {
  switch (effect.kind) {
    case "kill":
      return `${effect.who} killed ${effect.at}${effect.heldFor === undefined ? "" : ", request held"}`;
    case "neverSent":
      return `never sent (${effect.as})`;
    case "lostRequest":
      return `request lost (${effect.seen})`;
    case "heldRequest":
      return `request held (${effect.seen})`;
    case "lostAnswer":
      return `answer lost (${effect.seen})`;
    case "lateAnswer":
      return "answer late";
    case "junk":
      return `200 with ${effect.body}`;
    case "error":
      return `${effect.as} ${effect.executed ? "after" : "before"}`;
    case "throttled":
      return "throttled";
    case "denied":
      return "denied";
  }
}

/** The columns of the table of what struck. */
export const columns = [
  "kill before",
  "kill underWay",
  "kill executed",
  "kill answered",
  "kill before save",
  "never sent",
  "request lost",
  "request held",
  "answer lost",
  "answer late",
  "junk",
  "error",
  "throttled",
  "denied",
] as const;
export type Column = (typeof columns)[number];

const columnsByKind = {
  neverSent: "never sent",
  lostRequest: "request lost",
  heldRequest: "request held",
  lostAnswer: "answer lost",
  lateAnswer: "answer late",
  junk: "junk",
  error: "error",
  throttled: "throttled",
  denied: "denied",
} as const;

export const columnOf = (effect: Effect): Column =>
  effect.kind === "kill" ? `kill ${effect.at}` : columnsByKind[effect.kind];

const kinds: Readonly<Record<Aim["of"], RegExp>> = {
  any: /./,
  changes: /^(Create|Modify|Delete|TagResources|UnTagResources)/,
  creates: /^Create/,
  looks: /^(Describe|List)/,
  reads: /^(Describe|List)/,
  tags: /^(TagResources|UnTagResources)/,
};

/** The strikes that a command still has before it. */
export class Strikes {
  private readonly met = new Map<Strike, number>();
  private created = false;
  /** Those that have struck, with the operation each met. */
  readonly struck: { readonly strike: Strike; readonly operation: string }[] = [];

  constructor(private readonly planned: readonly Strike[]) {}

  meet(operation: string): Effect | undefined {
    let effect: Effect | undefined;
    for (const strike of this.planned) {
      if (!kinds[strike.aim.of].test(operation)) continue;
      if (strike.aim.of === "looks" && !this.created) continue;
      const count = (this.met.get(strike) ?? 0) + 1;
      this.met.set(strike, count);
      if (count !== strike.aim.nth || effect !== undefined) continue;
      effect = strike.effect;
      this.struck.push({ strike, operation });
    }
    this.created ||= kinds.creates.test(operation);
    return effect;
  }
}
