import { type Field, normalOf, removalValue } from "../../provider/src/schema/fields";

/** What taking an argument away does. */
export type Removal =
  /** The value goes back to the documented default; to `shangMi` on a ShangMi gateway, where that is another. */
  | { readonly does: "goes back"; readonly to: unknown; readonly shangMi?: unknown }
  /** `check` fills in something of the resource's surroundings. */
  | { readonly does: "fills in"; readonly what: string }
  /** The service keeps the present value. */
  | { readonly does: "keeps" }
  /** The argument is always required. */
  | { readonly does: "is refused" };

/** A row of the replacement table: all of it read from the field, which the provider goes by. */
export interface Effect {
  readonly change: Field["change"];
  readonly removal: Removal;
  /** When a removal is refused although it has an effect else. */
  readonly needed?: string;
  readonly exception?: string;
  /** Other spellings that are no change. */
  readonly same?: string;
}

export function effectOf(field: Field): Effect {
  const { change, exception } = field;
  const needed = field.needed === "always" ? undefined : field.needed;
  return { change, removal: removalOf(field), needed, exception, same: normalOf(field)?.says };
}

function removalOf(field: Field): Removal {
  if (field.required === true || field.needed === "always") return { does: "is refused" };
  if (field.defaultFrom !== undefined) return { does: "fills in", what: field.defaultFrom };
  if (field.default !== undefined) return { does: "goes back", to: field.default };
  if (field.resetTo === undefined) return { does: "keeps" };
  const to: unknown = removalValue(field, undefined);
  const shangMi: unknown = ["sm4", "sm3"]
    .map((word) => removalValue(field, word))
    .find((back) => back !== to);
  return { does: "goes back", to, ...(shangMi === undefined ? {} : { shangMi }) };
}

/** A value in a cell. */
export const shown = (value: unknown) => `\`${typeof value === "string" ? value : JSON.stringify(value)}\``;

/** The removal in a cell of the reference. */
export function removalText({ removal, needed, exception }: Effect): string {
  const refused = needed === undefined ? [] : [`refused ${needed}`];
  return [plainText(removal), ...refused, ...(exception === undefined ? [] : [exception])].join("; ");
}

function plainText(removal: Removal): string {
  switch (removal.does) {
    case "goes back": {
      if (["{}", "[]"].includes(JSON.stringify(removal.to))) return "removes all";
      const shangMi =
        removal.shangMi === undefined ? "" : ` (${shown(removal.shangMi)} on a ShangMi gateway)`;
      return `goes back to ${shown(removal.to)}${shangMi}`;
    }
    case "fills in":
      return `goes back to ${removal.what}`;
    case "keeps":
      return "keeps the value";
    case "is refused":
      return "is refused: it is required";
  }
}
