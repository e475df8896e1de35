import { type Properties, isRecord, asString } from "../properties";
import type { Operation } from "../lifecycle/context";
import { NAMED, UNFINISHED, URN } from "../wire";

export { NAMED, UNFINISHED, URN };

/** Inputs that the constructor adds for us. They hardly ever change, since the engine shows them when they do. */
export const ORGANIZATION = "__organization";
export const TIMEOUTS = "__timeouts";

const hiddenKeys = [URN, ORGANIZATION, TIMEOUTS, NAMED];

/** The hidden part of inputs or outputs, which goes into the outputs with what is described. */
export function hiddenOf(properties: Properties): Properties {
  return Object.fromEntries(
    hiddenKeys.filter((key) => properties[key] !== undefined).map((key) => [key, properties[key]]),
  );
}

/** What the user declared or the service describes, without our own keys and the engine's. */
export function visibleOf(properties: Properties): Properties {
  return Object.fromEntries(Object.entries(properties).filter(([key]) => !key.startsWith("__")));
}

const DEFAULT_LIMIT_MS = 10 * 60_000;
const units: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** The time an operation may take: the option `customTimeouts`, as `30m` or `1h30m`, else ten minutes. */
export function limitOf(hidden: Properties, operation: Operation): number {
  const timeouts = hidden[TIMEOUTS];
  const text = isRecord(timeouts) ? asString(timeouts[operation]) : undefined;
  const parts = [...(text ?? "").matchAll(/(\d*\.?\d+)(ms|[smhd])/g)];
  const limit = parts.reduce((sum, [, amount, unit]) => sum + Number(amount) * (units[unit ?? ""] ?? 0), 0);
  return limit > 0 ? limit : DEFAULT_LIMIT_MS;
}

/** The resource's name in the program: the last part of its URN. */
export function nameOf(urn: string): string {
  return urn.split("::").slice(3).join("::");
}
