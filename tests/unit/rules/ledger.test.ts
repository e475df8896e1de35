import { applied, argumentsOf, brokenRules } from "../../agreement/support/ledger";

/** The provider's half of tests/agreement/ledger.test.ts, which asks the service too. */
const cases = (which: "accepted" | "refused") =>
  applied.flatMap((row) =>
    row.kinds.flatMap((kind) => row[which].map((example) => [row.id, kind, example, row] as const)),
  );

describe("what a row of docs/rules.json accepts breaks no rule", () => {
  it.each(cases("accepted"))("%s, %s: %j", (_id, kind, example, row) => {
    expect(brokenRules(kind, argumentsOf(row, kind, example))).toEqual([]);
  });
});

describe("what a row refuses breaks that rule alone", () => {
  it.each(cases("refused"))("%s, %s: %j", (_id, kind, example, row) => {
    const broken = brokenRules(kind, argumentsOf(row, kind, example));
    expect(broken).toHaveLength(1);
    expect(row.provider).toContain(broken[0]);
  });
});
