import { withValue } from "../../../provider/src/properties";
import type { Failure } from "../../../provider/src/rules/check";
import type { ResourceRules } from "../../../provider/src/rules/definition";
import * as ssl from "../../../provider/src/sslVpnServer/rules";
import * as vpn from "../../../provider/src/vpnConnection/rules";
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

const common = { regionId: region, name: "example" };
const sides = { localSubnets: ["10.0.0.0/16"], remoteSubnets: ["192.168.0.0/24"] };
const certificate = { remoteCaCertificate: "-----BEGIN CERTIFICATE-----" };
const shangMi = { ...certificate, ikeConfig: { ikeEncAlg: "sm4" } };

const bases: Readonly<Record<Kind, Arguments>> = {
  server: { ...common, clientIpPool: "10.250.0.0/24", localSubnets: ["10.0.0.0/16"] },
  single: { ...common, ...sides, customerGatewayId: "cgw-1" },
  dual: {
    ...common,
    ...sides,
    tunnels: { master: { customerGatewayId: "cgw-1" }, slave: { customerGatewayId: "cgw-2" } },
  },
  shangMiSingle: { ...common, ...sides, ...shangMi, customerGatewayId: "cgw-1" },
  shangMiDual: {
    ...common,
    ...sides,
    tunnels: {
      master: { ...shangMi, customerGatewayId: "cgw-1" },
      slave: { ...shangMi, customerGatewayId: "cgw-2" },
    },
  },
};

const isDual = (kind: Kind) => kind === "dual" || kind === "shangMiDual";
const ofPeer = /^(ikeConfig|ipsecConfig|bgpConfig|enableDpd|enableNatTraversal|remoteCaCertificate)\b/;

/** Arguments that keep every rule of a gateway of that kind. */
export function baseOf(kind: Kind): Arguments {
  return { vpnGatewayId: gateways[kind], ...bases[kind] };
}

/** The arguments that an example stands for. */
export function argumentsOf(row: Pick<AppliedRow, "peer">, kind: Kind, example: Example): Arguments {
  return Object.entries(example).reduce<Arguments>((args, [path, value]) => {
    const place = row.peer === true && isDual(kind) && ofPeer.test(path) ? `tunnels.slave.${path}` : path;
    return withValue(args, place, value ?? undefined);
  }, baseOf(kind));
}

export const rulesOf = (kind: Kind): ResourceRules => (kind === "server" ? ssl : vpn);

/** A rule's id without the tunnel it was broken in. */
export function ruleIdOf({ rule }: Pick<Failure, "rule">): string {
  return rule.replace(/^tunnels\.(master|slave)\./, "");
}

/** The rules that the provider says arguments break, with the defaults filled in as `check` does. */
export function brokenRules(kind: Kind, args: Arguments): string[] {
  const rules = rulesOf(kind);
  return [...new Set(rules.failures(rules.complete(args)).map(ruleIdOf))];
}
