import { applied, argumentsOf, brokenRules } from "../agreement/support/ledger";
import type { AppliedRow, Kind } from "../../tools/docs/ledger";

/** The ledger once over, each row for one kind: most mutants end here. The whole of it comes last. */
const sample = applied.map((row): [AppliedRow, Kind] => [row, row.kinds.at(-1) ?? "single"]);

it("what a row refuses breaks that rule alone", () => {
  for (const [row, kind] of sample) {
    for (const example of row.refused) {
      const broken = brokenRules(kind, argumentsOf(row, kind, example));
      expect(broken).toHaveLength(1);
      expect(row.provider).toContain(broken[0]);
    }
  }
});

it("what a row accepts breaks none", () => {
  for (const [row, kind] of sample) {
    for (const example of row.accepted) {
      expect(brokenRules(kind, argumentsOf(row, kind, example))).toEqual([]);
    }
  }
});
