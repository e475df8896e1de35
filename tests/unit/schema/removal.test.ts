import type { Properties } from "../../../provider/src/properties";
import { describeFailure } from "../../../provider/src/schema/check";
import { sslVpnServer as ssl } from "../../../provider/src/resources/sslVpnServer/definition";
import { vpnConnection as vpn } from "../../../provider/src/resources/vpnConnection/definition";
import { type Row, rows, switchedOn, version } from "../../engine/table/rows";

/** The table's word on removals against the rules; tests/engine/table.test.ts asks the engine and the service. */
const refusals = ({ kind }: Row, args: Properties): string[] => {
  const { failures, complete } = kind === "server" ? ssl : vpn;
  return failures(complete(args)).map(describeFailure);
};

const named = (some: readonly Row[]) => some.map((row): [string, Row] => [row.name, row]);
const isNeeded = ({ effect }: Row) => effect.removal.does === "is refused" || effect.needed !== undefined;

it.each(named(rows.filter(isNeeded)))(
  "%s: where it is needed, removing it breaks that rule alone",
  (_, row) => {
    expect(refusals(row, switchedOn(row))).toEqual([
      expect.stringMatching(new RegExp(`^${row.field.path}: is required`)),
    ]);
  },
);

it.each(named(rows.filter((row) => !isNeeded(row))))("%s: removing it breaks no rule", (_, row) => {
  expect(refusals(row, version(row, undefined))).toEqual([]);
});
