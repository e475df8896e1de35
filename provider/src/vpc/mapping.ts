import { ApiError } from "./errors";

/** How the API writes values, and how we do: texts for lists, numbers and booleans. */

/** Without what isn't there: the API says "nothing" by an empty text, too. */
export function omitEmpty(properties: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(properties).filter(([, value]) => value !== undefined && value !== null && value !== ""),
  );
}

/** `known`, or undefined where nothing is left. */
export function knownGroup(
  properties: Readonly<Record<string, unknown>>,
): Record<string, unknown> | undefined {
  const group = omitEmpty(properties);
  return Object.keys(group).length === 0 ? undefined : group;
}

/** The id in the answer to a create; an answer without one leaves open what was made. */
export function createdId(operation: string, id: string | undefined): string {
  if (id !== undefined && id !== "") return id;
  throw new ApiError(`${operation}: the service answered without an id`, "indeterminate", {});
}

/** Blocks as the API takes them: parted by commas. */
export function joinCsv(value: unknown): string | undefined {
  return Array.isArray(value) ? value.join(",") : undefined;
}

export function splitCsv(value: string | undefined): string[] | undefined {
  const blocks = (value ?? "").split(",").map((text) => text.trim());
  const given = blocks.filter((text) => text !== "");
  return given.length === 0 ? undefined : given;
}

/** Of a text, too. The SDK makes NaN of a text that is none. */
export function number(value: number | string | null | undefined): number | undefined {
  const read = value === undefined || value === null || value === "" ? NaN : Number(value);
  return Number.isNaN(read) ? undefined : read;
}

/** Of a text, too; the SDK makes texts of numbers where it expects a text. */
export function boolean(value: boolean | string | null | undefined): boolean | undefined {
  if (value === undefined || value === null || value === "") return undefined;
  return typeof value === "boolean" ? value : ["true", "1"].includes(value.toLowerCase());
}

/**
 * A key, where it is told: the service may write stars in its place, which are no key and must never be sent back. A
 * star or two may be somebody's key, as the rules have it.
 */
export function secret(value: string | null | undefined): string | undefined {
  return value === undefined || value === null || /^(?:\*{3,})?$/.test(value) ? undefined : value;
}

/** Looked at here too: a service that passes over a filter would hand us somebody else's resources. */
export function isAbout(item: object, filter: object): boolean {
  const told = new Map(Object.entries(item));
  return Object.entries(filter).every(
    ([key, wanted]) => wanted === undefined || (told.get(key) ?? wanted) === wanted,
  );
}

/** The most that the API lists at once. */
export const PAGE_SIZE = 50;

export interface Page {
  readonly pageNumber: number;
  readonly pageSize: number;
}

/** Every item of a listing that the API gives by pages. */
export async function pagesOf<Item>(
  page: (which: Page) => Promise<{ items: Item[]; total?: number }>,
): Promise<Item[]> {
  const all: Item[] = [];
  for (let pageNumber = 1; ; pageNumber += 1) {
    const { items, total } = await page({ pageNumber, pageSize: PAGE_SIZE });
    all.push(...items);
    if (items.length < PAGE_SIZE || all.length >= (total ?? Infinity)) return all;
  }
}
