import { VpnError } from "../../errors";
import type { ExistingResource } from "./existing";

/** A resource that the state has already: adopted once more, it would be there twice, with one id. */
export interface AlreadyManaged {
  readonly id: string;
  readonly urn: string;
}

export interface Partition {
  readonly free: readonly ExistingResource[];
  readonly held: readonly AlreadyManaged[];
}

/** @param named ids that the command line names, which aren't left out in silence */
export function partedBy(
  urns: ReadonlyMap<string, string>,
  found: readonly ExistingResource[],
  named: readonly string[],
): Partition {
  const held = found.flatMap(({ id }) => {
    const urn = urns.get(id);
    return urn === undefined ? [] : [{ id, urn }];
  });
  const refused = held.filter(({ id }) => named.includes(id));
  if (refused.length > 0) {
    throw new VpnError(`${listed(refused)}.`, {
      advice: "Take what the stack has already out of the command.",
    });
  }
  if (held.length === found.length) {
    throw new VpnError(`There is nothing left to adopt: ${listed(held)}.`);
  }
  return { free: found.filter(({ id }) => !urns.has(id)), held };
}

const listed = (all: readonly AlreadyManaged[]): string =>
  all.map(({ id, urn }) => `${id} is already in this stack as ${urn}`).join(", ");
