/** Stands for a value that isn't known yet, during a preview, wherever one can stand. */
export const UNKNOWN: unique symbol = Symbol.for("pulumi-alicloud-vpn/unknown");

/** A resource's inputs or outputs, decoded: plain values, with `UNKNOWN` where the engine doesn't know yet. */
export type Properties = Readonly<Record<string, unknown>>;

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Whether there is a value: `null` is none, as undefined is. */
export const isGiven = (value: unknown): boolean => value !== undefined && value !== null;

/** The value at a dotted path, `null` being none; `UNKNOWN` where it, or an object above it, isn't known yet. */
export function getPath(properties: unknown, path: string): unknown {
  let value: unknown = properties;
  for (const key of path.split(".")) {
    if (value === UNKNOWN) return UNKNOWN;
    if (!isRecord(value)) return undefined;
    value = value[key];
  }
  return value ?? undefined;
}

/** A copy with `value` at the dotted path; objects on the way are made, and `undefined` removes. */
export function setPath(properties: Properties, path: string, value: unknown): Record<string, unknown> {
  const [key = "", ...rest] = path.split(".");
  const copy: Record<string, unknown> = { ...properties };
  if (rest.length > 0) {
    const inner = copy[key];
    copy[key] = setPath(isRecord(inner) ? inner : {}, rest.join("."), value);
  } else if (value === undefined) {
    Reflect.deleteProperty(copy, key);
  } else {
    copy[key] = value;
  }
  return copy;
}

/** Whether anything in the value isn't known yet. */
export function holdsUnknown(value: unknown): boolean {
  if (value === UNKNOWN) return true;
  if (Array.isArray(value)) return value.some(holdsUnknown);
  return isRecord(value) && Object.values(value).some(holdsUnknown);
}

/** `value` if it is a text that is known, else undefined: what a rule about texts can speak of. */
export function asString(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

/** `value` if it is a text, else an empty one. */
export function stringOrEmpty(value: unknown): string {
  return typeof value === "string" ? value : "";
}

/** The texts of a list that is known; undefined where it isn't a list. Unknown elements are passed over. */
export function asStrings(value: unknown): string[] | undefined {
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === "string") : undefined;
}
