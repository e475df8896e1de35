import { getPath } from "../../../provider/src/properties";
import { applied, argumentsOf, brokenRules, rulesOf } from "../../agreement/support/ledger";

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

describe("a refusal", () => {
  const told = cases("refused").flatMap(([, kind, example, row]) => {
    const { fields, failures, complete } = rulesOf(kind);
    const args = argumentsOf(row, kind, example);
    return failures(complete(args)).map((failure) => ({ row, args, fields, ...failure }));
  });

  it("says where: at an argument, a block of them, or what was taken for one", () => {
    const lost = told.filter(
      ({ path, args, fields }) =>
        !fields.some((field) => `${field.path}.`.startsWith(`${path}.`)) && getPath(args, path) === undefined,
    );
    expect(lost).toEqual([]);
    expect(told.filter(({ reason }) => reason.includes("undefined"))).toEqual([]);
  });

  it("names the code that the service answers, where a page has one, and never another", () => {
    // Words and types are checked alike for all arguments, and the words of ShangMi gateways have a code each.
    const unnamed = /\.(enum|type)$|^vpn\.shangMi$|^argument\.known$/;
    const wrong = told.filter(({ rule, reason, row }) => {
      const code = /would answer ([^)]*)\)/.exec(reason)?.[1];
      return code === undefined ? row.codeFrom === "page" && !unnamed.test(rule) : code !== row.code;
    });
    expect(wrong.map(({ path, reason, row }) => [row.id, path, reason])).toEqual([]);
  });
});
