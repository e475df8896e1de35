import type { Change } from "./diff";
import { type Field, normalBoolean, removalValue, same } from "./fields";
import { type Properties, UNKNOWN, getPath, isRecord } from "../properties";

/** How a described value stands to the one that was asked for. */
export type Verdict = "as asked" | "as before" | "third value" | "not told" | "not judged";

/** What the service has of a change, and what was there before it. */
export interface Situation {
  readonly change: Change;
  /** Undefined at a create: then the documented default counts. */
  readonly before: Properties | undefined;
  readonly described: Properties;
  /** The arguments: a value whose switch is off means nothing to the service. */
  readonly desired: Properties;
}

/** The verdict on one field. */
export function verdictOn({ change: { field, to }, before, described, desired }: Situation): Verdict {
  if (field.writeOnly === true || field.unjudged === true || to === UNKNOWN) return "not judged";
  if (field.switchedBy !== undefined && normalBoolean(getPath(desired, field.switchedBy)) !== true) {
    return "not judged";
  }
  const has = getPath(described, field.path);
  if (isNotTold(field, has)) return "not told";
  if (isAsAsked(field, has, to, before)) return "as asked";
  const asBefore =
    before === undefined ? isDefault(field, has) : isBefore(field, has, getPath(before, field.path));
  return asBefore ? "as before" : "third value";
}

/** A map of tags is told also where it is empty: each tag is a value of its own. */
function isNotTold({ type }: Field, has: unknown): boolean {
  if (has === undefined || has === null || has === "") return true;
  return type !== "map of strings" && (Array.isArray(has) || isRecord(has)) && Object.keys(has).length === 0;
}

/** Others may have added tags; those that are taken away have to go. */
function isAsAsked(field: Field, has: unknown, to: unknown, before: Properties | undefined): boolean {
  if (field.type !== "map of strings" || !isRecord(has) || !isRecord(to)) return same(field, has, to);
  const taken = Object.entries(to).every(([key, value]) => has[key] === String(value));
  const had = before === undefined ? undefined : getPath(before, field.path);
  const gone = Object.keys(isRecord(had) ? had : {}).filter((key) => !(key in to));
  return taken && gone.every((key) => !(key in has));
}

/** What a key, a switch or one word of a closed list has no other spelling for is what the service would have made. */
function isDefault(field: Field, has: unknown): boolean {
  if (field.secret === true || field.type === "boolean" || field.type === "map of strings") return true;
  if (field.enum?.includes(String(has)) === true) return true;
  const documented = field.default ?? removalValue(field, has);
  return documented !== undefined && same(field, has, documented);
}

/** A key has one spelling, and tags are told one by one: what isn't as asked wasn't taken. */
function isBefore(field: Field, has: unknown, before: unknown): boolean {
  if (field.secret === true || field.type === "map of strings") return true;
  return before === undefined ? isDefault(field, has) : same(field, has, before);
}

/** Which values were not taken, with both of them for a person; which are spelled otherwise; which nobody can tell. */
export function judge(
  changes: readonly Change[],
  before: Properties | undefined,
  described: Properties,
  desired: Properties,
) {
  const judged = changes.map((change) => ({
    change,
    verdict: verdictOn({ change, before, described, desired }),
  }));
  return {
    notTaken: judged
      .filter(({ verdict }) => verdict === "as before")
      .map(({ change: { field, to } }) => ({
        path: field.path,
        values:
          field.secret === true
            ? ""
            : ` (asked ${shown(to)}, described ${shown(getPath(described, field.path))})`,
      })),
    otherwise: judged
      .filter(({ verdict }) => verdict === "third value")
      .map(({ change: { field } }) => field.path),
    untold: judged
      .filter(({ change: { field }, verdict }) => verdict === "not told" || field.writeOnly === true)
      .map(({ change: { field } }) => field.path),
  };
}

const shown = (value: unknown): string => JSON.stringify(value);
