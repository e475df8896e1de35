import { isRecord } from "../properties";
import { isLater } from "./footprint";

/** A value that isn't there yet, and its place in the copy of the arguments. */
export interface Later {
  readonly holder: Record<string, unknown>;
  readonly key: string;
  readonly value: unknown;
}

/** A copy of the arguments; what isn't there yet is noted, to be put in its place later. */
export function setAside(args: Readonly<Record<string, unknown>>, later: Later[]): Record<string, unknown> {
  const holder: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(args)) {
    if (holdsLater(value)) later.push({ holder, key, value });
    else holder[key] = isRecord(value) ? setAside(value, later) : value;
  }
  return holder;
}

/** An output, a promise, or a list with one in it. */
function holdsLater(value: unknown): boolean {
  return Array.isArray(value) ? value.some(holdsLater) : isLater(value);
}
