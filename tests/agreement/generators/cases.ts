import fc from "fast-check";
import { setPath } from "../../../provider/src/properties";
import type { AppliedRow, Example, Kind } from "../../../tools/docs/ledger";
import { applied } from "../support/ledger";
import type { Arguments } from "../support/requests";
import { connectionArguments, connectionEdges } from "./connections";
import { serverArguments, serverEdges } from "./servers";

/** A row of the ledger whose example was put among the arguments. */
export interface Touch {
  readonly row: AppliedRow;
  readonly side: "accepted" | "refused";
}

export interface Case {
  readonly kind: Kind;
  readonly args: Arguments;
  readonly touched: readonly Touch[];
}

type Change = (args: Arguments) => Arguments;

const ofPeer = /^(ikeConfig|ipsecConfig|bgpConfig|enableDpd|enableNatTraversal|remoteCaCertificate)\b/;

function put(row: AppliedRow, kind: Kind, example: Example, role: string): Change {
  const isDual = kind === "dual" || kind === "shangMiDual";
  return (args) =>
    Object.entries(example).reduce<Arguments>((all, [path, value]) => {
      const place = row.peer === true && isDual && ofPeer.test(path) ? `tunnels.${role}.${path}` : path;
      return setPath(all, place, value ?? undefined);
    }, args);
}

/** An example of one of the rows that speak of the kind. */
function touch(kind: Kind, side: Touch["side"]): fc.Arbitrary<{ change: Change; touched: Touch[] }> {
  const rows = applied.filter(({ kinds }) => kinds.includes(kind));
  // A row that speaks of fewer kinds has fewer cases to be in.
  const weighted = rows.map((row) => ({
    weight: row.kinds.length === 1 ? 4 : 2,
    arbitrary: fc.constant(row),
  }));
  return fc
    .oneof(...weighted)
    .chain((row) =>
      fc.tuple(fc.constant(row), fc.constantFrom(...row[side]), fc.constantFrom("master", "slave")),
    )
    .map(([row, example, role]) => ({ change: put(row, kind, example, role), touched: [{ row, side }] }));
}

function edge(
  edges: Readonly<Record<string, fc.Arbitrary<unknown>>>,
): fc.Arbitrary<{ change: Change; touched: Touch[] }> {
  return fc
    .constantFrom(...Object.keys(edges))
    .chain((path) => fc.tuple(fc.constant(path), edges[path] ?? fc.constant(undefined)))
    .map(([path, value]) => ({ change: (args: Arguments) => setPath(args, path, value), touched: [] }));
}

function casesOf(kind: Kind): fc.Arbitrary<Case> {
  const args = kind === "server" ? serverArguments : connectionArguments(kind);
  const edges = edge(kind === "server" ? serverEdges : connectionEdges(kind));
  const changes = fc.oneof(
    { weight: 4, arbitrary: fc.array(touch(kind, "accepted"), { minLength: 1, maxLength: 2 }) },
    { weight: 3, arbitrary: fc.array(touch(kind, "refused"), { minLength: 1, maxLength: 2 }) },
    { weight: 3, arbitrary: fc.array(edges, { minLength: 1, maxLength: 3 }) },
  );
  return fc.tuple(args, changes).map(([least, all]) => ({
    kind,
    args: all.reduce((changed, { change }) => change(changed), least),
    touched: all.flatMap(({ touched }) => touched),
  }));
}

/** Arguments over the whole domain, wrong ones included. */
export const serverCases = casesOf("server");
export const connectionCases = fc.oneof(
  { weight: 3, arbitrary: casesOf("single") },
  { weight: 3, arbitrary: casesOf("dual") },
  { weight: 1, arbitrary: casesOf("shangMiSingle") },
  { weight: 1, arbitrary: casesOf("shangMiDual") },
);
