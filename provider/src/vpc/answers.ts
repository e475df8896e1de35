import { ApiError } from "./errors";

/** The id in the answer to a create; an answer without one leaves open what was made. */
export function createdId(operation: string, id: string | undefined): string {
  if (id !== undefined && id !== "") return id;
  throw new ApiError(`${operation}: the service answered without an id`, "indeterminate", {});
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
