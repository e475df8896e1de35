import { type Field, removalValue, same } from "./fields";
import { type Properties, getPath, holdsUnknown, setPath } from "../properties";

/** One argument whose wanted value isn't the one the service has. */
export interface Change {
  readonly field: Field;
  /** What will be asked for; `UNKNOWN` in a preview that can't know yet. */
  readonly to: unknown;
  /** The user took the argument away, and its documented default is asked for. */
  readonly removed: boolean;
}

/** Hidden output: the paths the user set, since `diff` never sees old inputs. */
export const GIVEN = "__given";

/** The changes that take a resource from what is in its outputs to what is wanted. */
export function changesBetween(fields: readonly Field[], outputs: Properties, wanted: Properties): Change[] {
  const before = outputs[GIVEN];
  const givenBefore = new Set(Array.isArray(before) ? before : []);
  return fields.flatMap((field): Change[] => {
    const to = getPath(wanted, field.path);
    const from = getPath(outputs, field.path);
    if (to !== undefined) {
      return holdsUnknown(to) || !same(field, from, to) ? [{ field, to, removed: false }] : [];
    }
    if (!givenBefore.has(field.path) || field.resetTo === undefined || from === undefined) return [];
    const back = removalValue(field, from);
    return same(field, from, back) ? [] : [{ field, to: back, removed: true }];
  });
}

/** Paths that were set and no longer are, and for which the service has no documented default: they are kept. */
export function keptPaths(fields: readonly Field[], given: readonly string[], wanted: Properties): string[] {
  return fields
    .filter((field) => field.resetTo === undefined)
    .map((field) => field.path)
    .filter((path) => given.includes(path) && getPath(wanted, path) === undefined);
}

/** Everything the inputs ask for, as changes: what a create has to bring about. */
export function desired(fields: readonly Field[], inputs: Properties): Change[] {
  return fields
    .map((field) => ({ field, to: getPath(inputs, field.path), removed: false }))
    .filter(({ to }) => to !== undefined);
}

/**
 * The described outputs with what the service didn't tell, as it was asked for or known: what it never describes, and
 * keys that it masks or leaves out.
 */
export function withUntold(
  fields: readonly Field[],
  described: Properties,
  sources: readonly Properties[],
): Properties {
  return fields
    .filter(({ path, writeOnly, secret }) => {
      return writeOnly === true || (secret === true && getPath(described, path) === undefined);
    })
    .reduce((outputs, { path }) => {
      const value = sources.map((source) => getPath(source, path)).find((found) => found !== undefined);
      return value === undefined ? outputs : setPath(outputs, path, value);
    }, described);
}

/**
 * The described outputs with what identifies the resource as it is known, where one answer leaves it out: that is no
 * news of it.
 */
export function withIdentity(fields: readonly Field[], described: Properties, known: Properties): Properties {
  return fields
    .filter(({ change, identifies }) => change === "replaces" || identifies === true)
    .reduce((outputs, { path }) => {
      const [told, before] = [getPath(outputs, path), getPath(known, path)];
      return (told === undefined || told === "") && before !== undefined
        ? setPath(outputs, path, before)
        : outputs;
    }, described);
}

/** The same without what is never described: nobody knows what the service has. */
export const withoutWriteOnly = (fields: readonly Field[], known: Properties): Properties =>
  without(
    fields.filter((field) => field.writeOnly === true),
    known,
  );

/** The same without anything that a description may not tell, keys too. */
export const withoutUntold = (fields: readonly Field[], known: Properties): Properties =>
  without(
    fields.filter(({ writeOnly, secret }) => writeOnly === true || secret === true),
    known,
  );

const without = (fields: readonly Field[], known: Properties): Properties =>
  fields.reduce(
    (outputs, { path }) =>
      getPath(outputs, path) === undefined ? outputs : setPath(outputs, path, undefined),
    known,
  );
