import fc from "fast-check";
import type { Properties } from "../../provider/src/properties";
import type { ResourceRules } from "../../provider/src/rules/definition";
import * as ssl from "../../provider/src/sslVpnServer/rules";
import { warnings as serverWarnings } from "../../provider/src/sslVpnServer/warnings";
import * as vpn from "../../provider/src/vpnConnection/rules";
import { warnings as connectionWarnings } from "../../provider/src/vpnConnection/warnings";
import { type Case, connectionCases, serverCases } from "./generators/cases";
import { masked } from "./generators/masks";
import { cases, seed } from "./support/tally";

const resources: readonly [string, ResourceRules, fc.Arbitrary<Case>, (inputs: Properties) => unknown][] = [
  ["an SSL server", ssl, serverCases, serverWarnings],
  ["a connection", vpn, connectionCases, connectionWarnings],
];

const failuresOf = ({ failures, complete }: ResourceRules, args: Properties) =>
  failures(complete(args)).map(({ path, rule }) => `${path} ${rule}`);

const replacingOf = ({ changes, complete }: ResourceRules, outputs: Properties, args: Properties) =>
  changes(complete(outputs), complete(args))
    .filter(({ field }) => field.change === "replaces")
    .map(({ field }) => field.path);

describe.each(resources)("arguments of %s that aren't all known yet", (_, rules, arbitrary, warnings) => {
  const both = arbitrary.chain(({ args }) => fc.tuple(fc.constant(args), masked(args)));

  it("break no rule that they keep once they are known, and nothing throws", () => {
    fc.assert(
      fc.property(both, ([args, some]) => {
        const known = failuresOf(rules, args);
        expect(failuresOf(rules, some).filter((failure) => !known.includes(failure))).toEqual([]);
        expect(() => warnings(some)).not.toThrow();
      }),
      { numRuns: cases, seed },
    );
  });

  it("hide no replacement", () => {
    fc.assert(
      fc.property(arbitrary, both, ({ args: before }, [args, some]) => {
        const announced = replacingOf(rules, before, some);
        for (const path of replacingOf(rules, before, args)) expect(announced).toContain(path);
      }),
      { numRuns: cases, seed },
    );
  });
});
