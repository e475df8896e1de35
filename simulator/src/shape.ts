import { didYouMean } from "./suggestion";

/**
 * What a value that comes from outside has to look like: an option, a fault, a patch. A mistyped name that is
 * silently dropped makes a test pass that should fail, so everything unknown is an error with a hint.
 */
export type Shape =
  | "string"
  | "number"
  | "boolean"
  | "anything"
  | { readonly oneOf: readonly string[] }
  | { readonly optional: Shape }
  | { readonly either: readonly Shape[] }
  | { readonly listOf: Shape }
  | { readonly mapOf: Shape }
  | { readonly fields: Fields };

export type Fields = Readonly<Record<string, Shape>>;

/** A shape for each field of a type; the compiler finds the field that was forgotten. */
export type FieldsOf<T> = { readonly [Name in keyof T]-?: Shape };

export const optional = (shape: Shape): Shape => ({ optional: shape });

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Throws where the object has a field that isn't known, lacks one, or has one of another type. */
export function checkFields(fields: Fields, value: object, of: string): void {
  for (const name of Object.keys(value)) fieldOf(fields, name, of);
  for (const [name, shape] of Object.entries(fields)) {
    checkValue(shape, (value as Record<string, unknown>)[name], `"${name}" of ${of}`);
  }
}

/** The same for values that replace some of an object's; paths may be nested or dotted. */
export function checkPatch(fields: Fields, patch: object, of: string): void {
  for (const [path, value] of Object.entries(patch)) {
    const [head = "", ...rest] = path.split(".");
    const shape = fieldOf(fields, head, of);
    checkBelow(shape, rest.length > 0 ? { [rest.join(".")]: value as unknown } : value, `"${head}" of ${of}`);
  }
}

/** Whether there can be such a value, whatever it is. */
export function checkPath(fields: Fields, path: string, of: string): void {
  const [head = "", ...rest] = path.split(".");
  const shape = fieldOf(fields, head, of);
  const inner = typeof shape === "object" && "optional" in shape ? shape.optional : shape;
  if (rest.length === 0 || (typeof inner === "object" && "mapOf" in inner)) return;
  const item = typeof inner === "object" && "listOf" in inner ? inner.listOf : undefined;
  const below = item === undefined ? rest : rest.slice(1);
  const group = item ?? inner;
  if (typeof group !== "object" || !("fields" in group)) throw new Error(`"${head}" of ${of} has no fields.`);
  if (below.length > 0) checkPath(group.fields, below.join("."), `"${head}" of ${of}`);
}

function checkBelow(shape: Shape, value: unknown, of: string): void {
  const inner = typeof shape === "object" && "optional" in shape ? shape.optional : shape;
  if (typeof inner === "object" && isObject(value)) {
    if ("fields" in inner) {
      checkPatch(inner.fields, value, of);
      return;
    }
    if ("listOf" in inner) {
      checkItems(inner.listOf, value, of);
      return;
    }
  }
  checkValue(shape, value, of);
}

/** Items of a list are named by their place or their role; whether there is one, only the resource knows. */
function checkItems(shape: Shape, patch: Record<string, unknown>, of: string): void {
  for (const [path, value] of Object.entries(patch)) {
    const [, ...rest] = path.split(".");
    checkBelow(shape, rest.length > 0 ? { [rest.join(".")]: value } : value, of);
  }
}

function fieldOf(fields: Fields, name: string, of: string): Shape {
  const shape = Object.hasOwn(fields, name) ? fields[name] : undefined;
  if (shape === undefined)
    throw new Error(`"${name}" isn't a field of ${of}${didYouMean(name, Object.keys(fields))}`);
  return shape;
}

export function checkValue(shape: Shape, value: unknown, what: string): void {
  if (shape === "anything") return;
  if (typeof shape === "string") {
    if (typeof value !== shape || Number.isNaN(value)) throw wrong(what, `a ${shape}`, value);
  } else if ("optional" in shape) {
    // JSON has no undefined.
    if (value !== undefined && value !== null) checkValue(shape.optional, value, what);
  } else if ("oneOf" in shape) checkWord(shape.oneOf, value, what);
  else if ("either" in shape) checkEither(shape.either, value, what);
  else if ("listOf" in shape) {
    if (!Array.isArray(value)) throw wrong(what, "a list", value);
    for (const item of value as unknown[]) checkValue(shape.listOf, item, `an entry of ${what}`);
  } else if (!isObject(value)) throw wrong(what, "an object", value);
  else if ("fields" in shape) checkFields(shape.fields, value, what);
  else
    for (const [name, item] of Object.entries(value)) checkValue(shape.mapOf, item, `"${name}" in ${what}`);
}

function checkWord(words: readonly string[], value: unknown, what: string): void {
  if (typeof value === "string" && words.includes(value)) return;
  const hint = typeof value === "string" ? didYouMean(value, words) : ".";
  throw new Error(`${what} can be ${words.join(", ")}, not ${JSON.stringify(value)}${hint}`);
}

function checkEither(shapes: readonly Shape[], value: unknown, what: string): void {
  const refusals = shapes.flatMap((shape) => {
    try {
      checkValue(shape, value, what);
      return [];
    } catch (error) {
      return [error];
    }
  });
  if (refusals.length === shapes.length) throw refusals.at(-1);
}

function wrong(what: string, wanted: string, value: unknown): Error {
  return new Error(
    `${what} has to be ${wanted}, not ${value === undefined ? "absent" : JSON.stringify(value)}.`,
  );
}
