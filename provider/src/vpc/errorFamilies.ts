import { type Row, errorTable, later, lookAtRoutes, looksFirst, whenActive } from "./errorTable";

/** Codes that no row of the table has, and are judged like those that are spelt alike. */
interface Family {
  /** Whom it is about, as the documentation shows it. */
  readonly codes: string;
  readonly pattern: RegExp;
  readonly row: Row;
}

const wrongMode =
  "Check the number of tunnels of the gateway: one takes customerGatewayId and ikeConfig, two take tunnels.master and tunnels.slave.";

/**
 * What a code is judged by that has no row: the first family that it belongs to. Each change of the service has brought
 * new codes of these forms, and other spellings of old ones. `…NotFound` has no family: only the table knows which of
 * those are about the resource itself, and one that is taken for gone is made anew.
 */
export const families: readonly Family[] = [
  {
    // Before the conflicts of tasks: no waiting takes a route out of the way.
    codes: "`…RouteEntry.Conflict…`, `IpConflict…` and other conflicts of routes or addresses",
    pattern: /(?:route\w*|(?:^|\.)ip|cidr|subnet)\.?conflict|conflict\w*route/i,
    row: { kind: "conflict", advice: lookAtRoutes },
  },
  {
    codes: "`….Configuring`",
    pattern: /configuring(?:\.|$)/i,
    row: { kind: "busy", advice: whenActive },
  },
  {
    codes: "`…TaskConflict…`, `…OperationConflict…` and other conflicts of requests or states",
    pattern: /^conflict|(?:task|operation|request|state|status|concurren\w*|gateway)\.?conflict/i,
    row: { kind: "busy", advice: whenActive },
  },
  {
    codes: "`IncorrectStatus.…`, `Incorrect…Status`",
    pattern: /(?:^|\.)incorrect\w*status(?:\.|$)/i,
    row: { kind: "busy", advice: whenActive },
  },
  {
    codes: "`Throttling…`, `….Throttling`",
    pattern: /(?:^|\.)throttling/i,
    row: { kind: "retryable", advice: later },
  },
  {
    codes: "`…SystemBusy…`",
    pattern: /(?:^|\.)system\.?busy/i,
    row: { kind: "retryable", advice: later },
  },
  {
    codes:
      "`InternalError…`, `UnknownError…`, `ServiceUnavailable…`, `…LastTokenProcessing`, `ServiceTimeout…`",
    pattern:
      /^(?:internal|unknown)\w*error|^service\w*unavailable|last\w*tokenprocessing|^(?:service|operation|request)timeout/i,
    row: { kind: "indeterminate", advice: looksFirst },
  },
  {
    codes: "`Forbidden…`, `Forbbiden…`, `NoPermission…`",
    pattern: /^(?:forb+id+en|nopermission)/i,
    row: { kind: "fatal", access: true },
  },
  {
    codes: "`…Quota…`",
    pattern: /quota/i,
    row: { kind: "fatal", passing: true, advice: "Ask for a larger quota, or remove what isn't needed." },
  },
  {
    codes: "`….AlreadyExist`, `….AlreadyExists`",
    pattern: /already\.?exists?(?:\.|$)/i,
    row: { kind: "conflict", advice: "It exists already: adopt it, or remove it first." },
  },
  {
    codes: "`OperationUnsupported.…`",
    pattern: /^operationunsupported(?:\.|$)/i,
    row: { kind: "fatal", advice: wrongMode },
  },
];

const spelling = new Map(Object.keys(errorTable).map((code) => [code.toLowerCase(), code]));

/** The code as the table spells it, where it has it: the service isn't constant in its case. */
export function tableSpelling(code: string): string {
  return spelling.get(code.toLowerCase()) ?? code;
}

/** What a code and a status that came with it ask of us. */
export function rowOf(code: string, status: number): Row {
  const row = errorTable[tableSpelling(code)] ?? families.find(({ pattern }) => pattern.test(code))?.row;
  if (row !== undefined) return row;
  if (status === 429) return { kind: "retryable", advice: later };
  if (status === 403) return { kind: "fatal", access: true };
  return status >= 500 ? { kind: "indeterminate", advice: looksFirst } : { kind: "fatal" };
}
