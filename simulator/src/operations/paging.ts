import type { Reader } from "../model/resourceStore";
import type { Call } from "./call";

/** PageNumber from 1, PageSize 10 unless given, 50 at most (sdk model). */
export function page<T>(call: Call, items: readonly T[]): { items: T[]; fields: Record<string, number> } {
  const PageNumber = call.parameters.number("PageNumber") ?? 1;
  const PageSize = call.parameters.number("PageSize") ?? 10;
  const start = (PageNumber - 1) * PageSize;
  return {
    items: items.slice(start, start + PageSize),
    fields: { PageNumber, PageSize, TotalCount: items.length },
  };
}

/** A filter that isn't sent, or sent empty, lets everything pass. */
export function passes(call: Call, parameter: string, value: string | undefined): boolean {
  const wanted = call.parameters.text(parameter);
  return !wanted || wanted === value;
}

/** A list that is asked for by the resource's own id is a description of that resource, and as far behind as one. */
export function readerOf(call: Call, parameter: string): Reader {
  return call.parameters.text(parameter) ? "describe" : "list";
}

/** Every `Tag.N` has to be there; one without a value asks for the key alone. */
export function passesTags(call: Call, tags: Readonly<Record<string, string>>): boolean {
  return call.parameters
    .tags("Tag")
    .every(({ key, value }) => key in tags && (value === undefined || tags[key] === value));
}
