import type { Failure } from "../../../provider/src/schema/check";
import type { Definition } from "../../../provider/src/schema/define";
import { sslVpnServer as ssl } from "../../../provider/src/resources/sslVpnServer/definition";
import { vpnConnection as vpn } from "../../../provider/src/resources/vpnConnection/definition";
import { least, withExample } from "../../../tools/docs/examples";
import {
  type AppliedRow,
  type Example,
  type Kind,
  type UnappliedRow,
  isApplied,
  readLedger,
} from "../../../tools/docs/ledger";
import { gateways, region } from "./gateways";
import type { Arguments } from "./requests";

export const ledger = readLedger();
export const applied = ledger.rows.filter(isApplied);
export const unapplied = ledger.rows.filter((row): row is UnappliedRow => !isApplied(row));

/** Arguments that keep every rule of a gateway of that kind. */
export function baseOf(kind: Kind): Arguments {
  return { vpnGatewayId: gateways[kind], regionId: region, name: "example", ...least[kind] };
}

/** The arguments that an example stands for. */
export function argumentsOf(row: Pick<AppliedRow, "peer">, kind: Kind, example: Example): Arguments {
  return withExample(baseOf(kind), row, kind, example);
}

export const rulesOf = (kind: Kind): Definition => (kind === "server" ? ssl : vpn);

/** A rule's id without the tunnel it was broken in. */
export function ruleIdOf({ rule }: Pick<Failure, "rule">): string {
  return rule.replace(/^tunnels\.(master|slave)\./, "");
}

/** The rules that the provider says arguments break, with the defaults filled in as `check` does. */
export function brokenRules(kind: Kind, args: Arguments): string[] {
  const rules = rulesOf(kind);
  return [...new Set(rules.failures(rules.complete(args)).map(ruleIdOf))];
}
