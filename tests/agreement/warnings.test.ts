import type { Kind, WarningRow } from "../../tools/docs/ledger";
import { describeFailure, type Warning } from "../../provider/src/schema/check";
import { sslVpnServer } from "../../provider/src/resources/sslVpnServer/definition";
import { vpnConnection } from "../../provider/src/resources/vpnConnection/definition";
import { UNKNOWN, getPath, setPath } from "../../provider/src/properties";
import { argumentsOf, baseOf, brokenRules, ledger, unapplied } from "./support/ledger";
import type { Arguments } from "./support/requests";

const warningsOf = (kind: Kind, args: Arguments): Warning[] =>
  (kind === "server" ? sslVpnServer : vpnConnection).warnings(args);

const isOfChoice = ({ rule }: Pick<Warning, "rule">) => rule === "ciphers.unset";
/** Without what is said of every connection that leaves its ciphers to the service. */
const otherWarningsOf = (row: Pick<WarningRow, "rule">, kind: Kind, args: Arguments) =>
  warningsOf(kind, args).filter((warning) => isOfChoice(row) || !isOfChoice(warning));

const cases = ledger.warnings.flatMap((row) =>
  row.kinds.map((kind): [string, Kind, string, WarningRow] => [row.rule, kind, row.says, row]),
);

it.each(["server", "single", "dual", "shangMiSingle", "shangMiDual"] as const)(
  "%s: the least is quiet, but that a connection's ciphers are the service's choice",
  (kind) => {
    const rules = warningsOf(kind, baseOf(kind)).map(({ rule }) => rule);
    expect(rules).toEqual(kind === "server" ? [] : ["ciphers.unset"]);
  },
);

describe("what works and is weak or odd is no failure, and is told once, at its path", () => {
  it.each(cases)("%s, %s: %s", (rule, kind, _says, row) => {
    const args = argumentsOf(row, kind, row.example);
    expect(brokenRules(kind, args)).toEqual([]);
    const found = otherWarningsOf(row, kind, args);
    expect(found.map((warning) => warning.rule)).toEqual([rule]);
    const [told] = found;
    expect(told && describeFailure(told)).toMatch(/^[\w.*, ]+: \S/);
  });
});

describe("nearly the same is quiet", () => {
  it.each(cases)("%s, %s: %s", (_rule, kind, _says, row) => {
    const args = argumentsOf(row, kind, row.quiet);
    expect(brokenRules(kind, args)).toEqual([]);
    expect(otherWarningsOf(row, kind, args)).toEqual([]);
  });
});

it("what isn't known yet is never warned of", () => {
  for (const row of ledger.warnings) {
    for (const kind of row.kinds) {
      const paths = Object.keys(row.example).map((path) => {
        const place = `tunnels.slave.${path}`;
        const args = argumentsOf(row, kind, row.example);
        return row.peer === true && getPath(args, place) !== undefined ? place : path;
      });
      for (const path of paths) {
        const args = setPath(argumentsOf(row, kind, row.example), path, UNKNOWN);
        const still = warningsOf(kind, args).filter((warning) => warning.path === path);
        expect(still.filter(({ rule }) => !rule.endsWith(".idle"))).toEqual([]);
      }
    }
  }
});

it("every warning that a row of the ledger names is in the list of warnings", () => {
  const listed = new Set(ledger.warnings.map(({ rule }) => rule));
  const named = unapplied.flatMap(({ warning }) => warning ?? []);
  expect(named.filter((warning) => !listed.has(warning))).toEqual([]);
  expect(named.length).toBeGreaterThan(0);
});
