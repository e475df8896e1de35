import fc from "fast-check";
import { type Properties, getPath, setPath } from "../../../provider/src/properties";
import type { Field } from "../../../provider/src/schema/fields";

/** Other texts and orders of one value that mean the same. */
function spellingsOf(field: Field, value: unknown): fc.Arbitrary<unknown> {
  if (field.path.endsWith("localAsn"))
    return asnSpellings(Number(String(value).includes(".") ? NaN : value), value);
  switch (field.type) {
    case "number":
      return fc.constantFrom<unknown>(Number(value), String(value), `0${String(value)}`);
    case "boolean":
      return fc.constantFrom<unknown>(String(value) === "true", String(value));
    case "list of strings":
      return listSpellings(value as string[]);
    case "map of strings":
      return fc.constant(Object.fromEntries(Object.entries(value as Properties).reverse()));
    default:
      return fc.constant(value);
  }
}

function asnSpellings(number: number, value: unknown): fc.Arbitrary<unknown> {
  if (Number.isNaN(number)) {
    const [high = 0, low = 0] = String(value).split(".").map(Number);
    return fc.constantFrom<unknown>(value, high * 65536 + low, String(high * 65536 + low));
  }
  return fc.constantFrom<unknown>(number, String(number), `${Math.floor(number / 65536)}.${number % 65536}`);
}

/** Any order, and a block named twice. */
const listSpellings = (list: string[]) =>
  fc
    .tuple(fc.shuffledSubarray(list, { minLength: list.length }), fc.boolean())
    .map(([shuffled, twice]) =>
      twice && list.length < 10 ? [...shuffled, ...shuffled.slice(0, 1)] : shuffled,
    );

/** The same arguments in other words: orders, numbers as texts, defaults spelt out. */
export function respelled(fields: readonly Field[], args: Properties): fc.Arbitrary<Properties> {
  const changes = fields.map((field) => {
    const value = getPath(args, field.path);
    if (value !== undefined) return spellingsOf(field, value).map((other) => ({ path: field.path, other }));
    const other = field.default;
    return fc.boolean().map((spelt) => ({ path: field.path, other: spelt ? other : undefined }));
  });
  return fc
    .tuple(...changes)
    .map((all) =>
      all
        .filter(({ other }) => other !== undefined)
        .reduce<Properties>((whole, { path, other }) => setPath(whole, path, other), args),
    );
}
