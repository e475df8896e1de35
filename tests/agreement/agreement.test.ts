import fc from "fast-check";
import type { Kind } from "../../tools/docs/ledger";
import { type Case, connectionCases, serverCases } from "./generators/cases";
import { warnings } from "../../provider/src/resources/vpnConnection/warnings";
import { connectionKinds } from "./support/gateways";
import { Service, provided } from "./support/judge";
import { Tally, cases, isLong, seed } from "./support/tally";
import type { Verdict } from "./support/verdict";

let service: Service;

beforeAll(() => {
  service = Service.start();
});

const told = (verdict: Verdict) => verdict?.code ?? "accepted";

/** One case: what the provider accepts is what the service accepts, for a create and for a modify. */
async function agree({ kind, args }: Case): Promise<readonly string[]> {
  service.fitIdaas(args);
  const { create, modify } = provided(kind, args);
  const created = await service.create(kind, args);
  if ((create.length === 0) !== (created === undefined)) {
    throw new Error(`create: the provider says [${create.join()}], the service ${told(created)}`);
  }
  if (modify !== undefined) {
    const modified = await service.modify(kind, args);
    if ((modify.length === 0) !== (modified === undefined)) {
      throw new Error(`modify: the provider says [${modify.join()}], the service ${told(modified)}`);
    }
  }
  return create;
}

const kinds: readonly [string, fc.Arbitrary<Case>, readonly Kind[]][] = [
  ["SSL servers", serverCases, ["server"]],
  ["connections", connectionCases, connectionKinds],
];

it.each(kinds)(
  "%s: the provider accepts exactly what the service accepts",
  async (title, arbitrary, of) => {
    const tally = new Tally(of);
    let count = 0;
    const property = fc.asyncProperty(arbitrary, async (one) => {
      tally.add(one, await agree(one));
      count += 1;
      if (count % 500 === 0) service.laboratory.forget();
    });
    await fc.assert(property, { numRuns: cases, seed });
    if (cases > 1000) console.info(tally.table(title));
    expect(tally.share).toBeGreaterThan(0.3);
    expect(tally.share).toBeLessThan(0.7);
    if (isLong) expect(tally.rare(50)).toEqual([]);
  },
  3_600_000,
);

it("where the service takes ikev1 unless asked otherwise, all that it refuses beside that was warned of", async () => {
  const { simulator } = service.laboratory;
  const before = simulator.switches;
  simulator.set({ defaultIkeVersion: "ikev1" });
  const property = fc.asyncProperty(connectionCases, async ({ kind, args }) => {
    const { create } = provided(kind, args);
    const verdict = await service.create(kind, args);
    const warned = warnings(args).some(({ rule }) => rule === "ike.ikeVersion.unset");
    const expected = create.length > 0 || (warned && verdict?.code === "ModifyIkeV1WithMultiRoutes.Invalid");
    expect(verdict !== undefined).toBe(expected);
  });
  await fc.assert(property, { numRuns: Math.min(cases, 2000), seed });
  simulator.set(before);
});
