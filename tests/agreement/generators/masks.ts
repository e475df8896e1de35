import fc from "fast-check";
import { type Properties, UNKNOWN, at, isRecord, withValue } from "../../../provider/src/properties";

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

/** The arguments as a preview may have them: values, elements and whole objects that aren't known yet. */
export function masked(args: Properties): fc.Arbitrary<Properties> {
  const hiding = fc.tuple(fc.constantFrom(...pathsOf(args)), fc.nat(255));
  return fc
    .array(hiding, { maxLength: 6 })
    .map((all) =>
      all.reduce<Properties>(
        (whole, [path, which]) =>
          at(whole, path) === UNKNOWN ? whole : withValue(whole, path, hidden(at(whole, path), which)),
        args,
      ),
    );
}
