import fc from "fast-check";
import { type Properties, UNKNOWN, getPath, isRecord, setPath } from "../../../provider/src/properties";
import type { Field } from "../../../provider/src/schema/fields";

/** Every path at which a value or an object stands. */
function pathsOf(value: Properties, prefix = ""): string[] {
  return Object.entries(value).flatMap(([key, item]) => {
    // A dot would part the path of a tag's key.
    if (item === undefined || key.includes(".")) return [];
    return [`${prefix}${key}`, ...(isRecord(item) ? pathsOf(item, `${prefix}${key}.`) : [])];
  });
}

/** Some elements of a list aren't known yet, or all of it. */
function hidden(value: unknown, which: number): unknown {
  if (!Array.isArray(value) || which % 3 === 0) return UNKNOWN;
  return value.map((item: unknown, index) => ((which >> (index % 8)) % 2 === 1 ? UNKNOWN : item));
}

/** Paths of arguments, and of the objects that hold them, at which nothing stands. */
function emptyPaths(fields: readonly Field[], args: Properties): string[] {
  const all = fields.flatMap(({ path }) => {
    const keys = path.split(".");
    return keys.map((_, index) => keys.slice(0, index + 1).join("."));
  });
  const parent = (path: string) => path.split(".").slice(0, -1).join(".");
  return [...new Set(all)].filter(
    (path) =>
      getPath(args, path) === undefined && (!path.includes(".") || isRecord(getPath(args, parent(path)))),
  );
}

/**
 * The arguments as a preview may have them: values, elements and whole objects that aren't known yet, and outputs that
 * turn out to be nothing.
 */
export function masked(fields: readonly Field[], args: Properties): fc.Arbitrary<Properties> {
  const empty = emptyPaths(fields, args);
  const path = fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...pathsOf(args)) },
    ...(empty.length === 0 ? [] : [{ weight: 1, arbitrary: fc.constantFrom(...empty) }]),
  );
  return fc.array(fc.tuple(path, fc.nat(255)), { maxLength: 6 }).map((all) =>
    all.reduce<Properties>((whole, [place, which]) => {
      // Nothing stands below what isn't known.
      const above = place.split(".").map((_, index, keys) => keys.slice(0, index + 1).join("."));
      return above.some((one) => getPath(whole, one) === UNKNOWN)
        ? whole
        : setPath(whole, place, hidden(getPath(whole, place), which));
    }, args),
  );
}
