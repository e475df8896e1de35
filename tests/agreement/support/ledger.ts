import { readFileSync } from "node:fs";
import { join } from "node:path";
import { withValue } from "../../../provider/src/properties";
import type { Failure } from "../../../provider/src/rules/check";
import type { ResourceRules } from "../../../provider/src/rules/definition";
import * as ssl from "../../../provider/src/sslVpnServer/rules";
import * as vpn from "../../../provider/src/vpnConnection/rules";
import { type Kind, gateways, region } from "./account";
import type { Arguments } from "./requests";

/** Paths of arguments with the value that stands there; `null` takes it away. */
export type Example = Readonly<Record<string, unknown>>;

interface Sentence {
  readonly id: string;
  /** Names of the SDK's models. */
  readonly parameters: readonly string[];
  /** Parts of the sentences that are meant, of any page. */
  readonly quotes: readonly string[];
  readonly note?: string;
  readonly simulator: readonly string[];
}

/** A sentence that arguments can break. */
export interface AppliedRow extends Sentence {
  readonly kinds: readonly Kind[];
  readonly code: string;
  readonly status: number;
  readonly provider: readonly string[];
  readonly accepted: readonly Example[];
  readonly refused: readonly Example[];
  /** A modify that leaves it out, or can't have it, breaks nothing. */
  readonly createOnly?: true;
  /** Settings of a peer, which two tunnels have in each. */
  readonly peer?: true;
}

/** A sentence that arguments alone can't break. */
export interface UnappliedRow extends Sentence {
  readonly code?: string;
  readonly status?: number;
  readonly notApplied: string;
  readonly because: string;
  readonly warning?: string;
}

export type Row = AppliedRow | UnappliedRow;

interface Ledger {
  readonly rows: readonly Row[];
  readonly own: readonly { readonly rule: string; readonly because: string }[];
  readonly besides: readonly {
    readonly parameters: readonly string[];
    readonly text: string;
    readonly because: string;
  }[];
}

export const ledger = JSON.parse(readFileSync(join(__dirname, "../../../docs/rules.json"), "utf8")) as Ledger;

export const applied = ledger.rows.filter((row): row is AppliedRow => !("notApplied" in row));
export const unapplied = ledger.rows.filter((row): row is UnappliedRow => "notApplied" in row);

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
