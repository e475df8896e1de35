import { isLater } from "./footprint";
import { isGiven, isRecord } from "../properties";

/**
 * The arguments that a program gives. `null` and undefined are none, at any depth: an empty value in a stack's settings
 * and an untyped output come as `null`, and the engine would store it. What isn't there yet is left as it is, and so
 * are objects of classes, which Pulumi knows better.
 */
export function givenArguments(args: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(args)
      .filter(([, value]) => isGiven(value))
      .map(([key, value]) => [key, within(value)]),
  );
}

function within(value: unknown): unknown {
  if (Array.isArray(value)) return value.filter(isGiven).map(within);
  return isPlain(value) ? givenArguments(value) : value;
}

/** An object literal, also one of another realm, whose prototype is another object. */
function isPlain(value: unknown): value is Record<string, unknown> {
  if (typeof value !== "object" || value === null || isLater(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

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
