import { isDeepStrictEqual } from "node:util";
import type { Properties } from "../properties";

/** One sentence of the API reference that constrains a value. */
export interface Rule {
  /** Permanent id, such as `ssl.port.reserved`. */
  readonly id: string;
  /** The rule in words, as the person reads it behind the value: "must be …". */
  readonly says: string;
  /** The API's error code where the value is sent all the same, if a page names one. */
  readonly code?: string;
  /** Whether the value, which is known and of the field's type, keeps the rule. */
  readonly holds: (value: never) => boolean;
}

export type FieldType =
  "string" | "number" | "boolean" | "number or string" | "list of strings" | "map of strings";

/** An argument: what it may be, what a change of it does, and what its removal does. */
export interface Field {
  /** Dotted path in the arguments, which is also its path in the outputs. */
  readonly path: string;
  readonly type: FieldType;
  readonly required?: boolean;
  /** Its value is shown nowhere. */
  readonly secret?: boolean;
  readonly enum?: readonly string[];
  /** Of the words of `enum`, why one is advised against though the service takes it. */
  readonly weak?: Readonly<Record<string, string | undefined>>;
  /** Of a list: its order means something. */
  readonly ordered?: boolean;
  /**
   * The word of `enum` that other tools call so (without case and punctuation): for "did you mean". It is never a weaker
   * one than what they mean.
   */
  readonly synonym?: (word: string) => string | undefined;
  readonly rules?: readonly Rule[];
  readonly change: "updates" | "replaces";
  /** Says which resource it is although it can change in place: one answer without it is no news. */
  readonly identifies?: boolean;
  /** Filled in by `check`: a documented default that holds for every case. */
  readonly default?: unknown;
  /**
   * The documented default that is sent when the argument is removed, where `check` can't fill one in for every
   * case (a function where it depends on the present value). A field with neither keeps its value on removal.
   */
  readonly resetTo?:
    string | number | boolean | readonly string[] | Properties | ((present: unknown) => unknown);
  /** Where `check` fills in something of the surroundings, in words: `the provider's region`. */
  readonly defaultFrom?: string;
  /** When a joint rule asks for it, in words: removing it is refused then. */
  readonly needed?: string;
  /** What a removal does in a case that nothing above speaks of, in words. */
  readonly exception?: string;
  /** The service never describes it: no drift is claimed for it, and what was asked for is kept in the outputs. */
  readonly writeOnly?: boolean;
  /** What is described of it says nothing of whether a change was taken. */
  readonly unjudged?: boolean;
  /** Path of the switch without which the value means nothing to the service. */
  readonly switchedBy?: string;
  /** Where the type's spellings aren't all; see {@link normalOf}. */
  readonly normal?: Normal;
}

/** Spellings that mean one value to the API. */
export interface Normal {
  /** What is no change, in words. */
  readonly says: string;
  /** What two spellings of one value have in common. */
  readonly of: (value: unknown) => unknown;
}

/** Numbers and the texts the API makes of them (`"86400"`) are one value. */
export function normalNumber(value: unknown): unknown {
  return typeof value === "string" && /^\d+$/.test(value) ? Number(value) : value;
}

/** Booleans and the texts the API makes of them (`"true"`) are one value. */
export function normalBoolean(value: unknown): unknown {
  return value === "true" ? true : value === "false" ? false : value;
}

/** Subnets are sets: their order means nothing to the gateway. */
export function normalSet(value: unknown): unknown {
  return Array.isArray(value) ? [...new Set(value.map(String))].sort() : value;
}

function normalMap(value: unknown): unknown {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).map(([key, item]) => [key, String(item)]))
    : value;
}

const normals: Partial<Record<FieldType, Normal>> = {
  number: { says: "the number as text", of: normalNumber },
  boolean: { says: "`true` or `false` as text", of: normalBoolean },
  "list of strings": { says: "another order, a block named twice", of: normalSet },
  "map of strings": { says: "another order", of: normalMap },
};

/** The spellings of a field's values that mean the same; undefined where each is a value of its own. */
export function normalOf(field: Field): Normal | undefined {
  return field.normal ?? (field.ordered === true ? undefined : normals[field.type]);
}

/** What going back to the documented default means where `present` is the value; undefined where there is no default. */
export function removalValue(field: Field, present: unknown): unknown {
  return typeof field.resetTo === "function" ? field.resetTo(present) : field.resetTo;
}

/** Whether two values of the field mean the same to the API; where one isn't there, its documented default counts. */
export function same(field: Field, one: unknown, other: unknown): boolean {
  const normal = normalOf(field)?.of ?? ((value: unknown) => value);
  const absent = field.default ?? removalValue(field, one ?? other);
  return isDeepStrictEqual(normal(one ?? absent), normal(other ?? absent));
}
