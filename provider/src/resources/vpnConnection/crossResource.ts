import {
  type PairRule,
  type Claim,
  type Identity,
  type Footprint,
  claim,
  claims,
  common,
  crossResourceRules,
} from "../../schema/crossResource";
import { shown } from "../../schema/check";
import { fieldsOf } from "../../schema/define";
import { type Field, normalBoolean, same } from "../../schema/fields";
import { type Properties, UNKNOWN, getPath, asString, asStrings } from "../../properties";
import { dualArguments, singleArguments } from "./fields";
import { modeOf, peersOf } from "./peers";

/** One end of a connection at the gateway. */
interface Tunnel {
  readonly prefix: string;
  readonly customerGateway: Identity | undefined;
  readonly cidr: string | undefined;
  /** Beside the fields of `ikeFieldsOf(prefix)`; `UNKNOWN` and undefined as in the arguments. */
  readonly ike: readonly unknown[];
}

interface ConnectionStanding extends Footprint {
  readonly tunnels: readonly Tunnel[];
  readonly local: readonly Claim[];
  readonly remote: readonly Claim[];
  readonly bgpPath: string;
  /** As it was given, or undefined. */
  readonly bgp: unknown;
}

const fields = fieldsOf({ ...singleArguments, ...dualArguments });
const ikeFields = new Map<string, readonly Field[]>(
  ["", "tunnels.master.", "tunnels.slave."].map((prefix) => [
    prefix,
    fields.filter(({ path }) => path.startsWith(`${prefix}ikeConfig.`)),
  ]),
);
const ikeFieldsOf = (prefix: string) => ikeFields.get(prefix) ?? [];

const EVERYTHING = "0.0.0.0/0";

/** Tunnels of the same place whose ends are the same gateway and the same customer gateway. */
function sharedEnds(one: ConnectionStanding, other: ConnectionStanding): (readonly [Tunnel, Tunnel])[] {
  return pairs(
    one,
    other,
    (own, theirs) =>
      own.customerGateway !== undefined &&
      own.customerGateway === theirs.customerGateway &&
      own.prefix === theirs.prefix,
  );
}

/** Loops, since this is asked for each two connections of a gateway. */
function pairs(
  one: ConnectionStanding,
  other: ConnectionStanding,
  meet: (own: Tunnel, theirs: Tunnel) => boolean,
): (readonly [Tunnel, Tunnel])[] {
  const found: (readonly [Tunnel, Tunnel])[] = [];
  for (const own of one.tunnels) {
    for (const theirs of other.tunnels) if (meet(own, theirs)) found.push([own, theirs]);
  }
  return found;
}

const peers = "connections between one gateway and one customer gateway";

/** "… must be unique" (TunnelCidr: each connection's under a VPN gateway), whether BGP is on or not. */
const tunnelCidrOnce: PairRule<ConnectionStanding> = {
  id: "between.tunnelCidr",
  code: "IllegalParam.TunnelCidr",
  breaks: (one, other) =>
    pairs(one, other, (own, theirs) => own.cidr !== undefined && own.cidr === theirs.cidr).map(
      ([own, theirs]) => {
        const paths = [own, theirs].map(({ prefix }) => `${prefix}bgpConfig.tunnelCidr`);
        const reason = `both are ${JSON.stringify(own.cidr)}: each tunnel of a gateway needs its own`;
        return { path: [...new Set(paths)].join(" and "), reason };
      },
    ),
};

const isGiven = (value: unknown) => value !== undefined && value !== UNKNOWN;

/**
 * "… should have the same pre-shared key and IKE configuration" (SameVpnAndCgwDifferentIkeConfigs). What isn't given
 * is the service's choice, or what it has already: nothing is said of it.
 */
const sameIke: PairRule<ConnectionStanding> = {
  id: "between.ike",
  code: "VpnConnectionParamInvalid.SameVpnAndCgwDifferentIkeConfigs",
  breaks: (one, other) =>
    sharedEnds(one, other).flatMap(([own, theirs]) =>
      own.ike.every((value, index) => value === theirs.ike[index])
        ? []
        : ikeFieldsOf(own.prefix).flatMap((field, index) => {
            const [mine, yours] = [own.ike[index], theirs.ike[index]];
            if (mine === yours || !isGiven(mine) || !isGiven(yours) || same(field, mine, yours)) return [];
            const values =
              field.secret === true
                ? "[secret] and [secret]"
                : `${shown(field, mine)} and ${shown(field, yours)}`;
            return [{ path: field.path, reason: `${values} differ: ${peers} share key and IKE settings` }];
          }),
    ),
};

/** A key that isn't given is made by the service, for one connection. */
const keyGivenToAll: PairRule<ConnectionStanding> = {
  id: "between.psk.unset",
  breaks: (one, other) =>
    sharedEnds(one, other).flatMap(([own, theirs]) => {
      const index = ikeFieldsOf(own.prefix).findIndex(({ secret }) => secret === true);
      if (own.ike[index] !== undefined && theirs.ike[index] !== undefined) return [];
      const without = [
        ...(own.ike[index] === undefined ? [one.label] : []),
        ...(theirs.ike[index] === undefined ? [other.label] : []),
      ];
      const reason = `isn't given for ${without.join(" and ")}: the service makes one, while ${peers} share a key, or the service answers VpnConnectionParamInvalid.SameVpnAndCgwDifferentIkeConfigs`;
      return [{ path: `${own.prefix}ikeConfig.psk`, reason }];
    }),
};

/** "Traffic selectors … should not overlap" (SameVpnAndCgwTrafficSelectorOverlap). */
const selectorsApart: PairRule<ConnectionStanding> = {
  id: "between.selectors",
  code: "VpnConnectionParamInvalid.SameVpnAndCgwTrafficSelectorOverlap",
  breaks: (one, other) => {
    if (sharedEnds(one, other).length === 0) return [];
    const local = common(one.local, other.local);
    const remote = common(one.remote, other.remote);
    if (local === undefined || remote === undefined) return [];
    const words = (pair: readonly Claim[]) => pair.map(({ text }) => text).join(" and ");
    const reason = `localSubnets ${words(local)} overlap, and so do remoteSubnets ${words(remote)}: ${peers} each have traffic of their own`;
    return [{ path: "", reason }];
  },
};

/** "VPN connection must enable BGP when VPN gateway has enabled BGP." Not given is off (EnableBgp, EnableTunnelsBgp). */
const bgpForAll: PairRule<ConnectionStanding> = {
  id: "between.bgp",
  code: "IllegalParam.EnableBgp",
  breaks: (one, other) => {
    if (one.bgp === UNKNOWN || other.bgp === UNKNOWN) return [];
    const [on, off] = normalBoolean(one.bgp) === true ? [one, other] : [other, one];
    if (normalBoolean(on.bgp) !== true || normalBoolean(off.bgp) === true) return [];
    const unset = off.bgp === undefined ? " (not given is off)" : "";
    const reason = `on for ${on.label} and off for ${off.label}${unset}: a gateway has BGP for all its connections or for none`;
    return [{ path: off.bgpPath, reason }];
  },
};

function tunnelsOf(inputs: Properties, identityAt: (path: string) => Identity | undefined): Tunnel[] {
  return peersOf(inputs).map(({ prefix }) => ({
    prefix,
    customerGateway: identityAt(`${prefix}customerGatewayId`),
    cidr: claim(asString(getPath(inputs, `${prefix}bgpConfig.tunnelCidr`)))?.text,
    ike: ikeFieldsOf(prefix).map(({ path }) => getPath(inputs, path)),
  }));
}

/** What a connection shares with the other resources of a program. */
export const crossResource = crossResourceRules(
  (label, inputs, identityAt): ConnectionStanding => {
    const bgpPath = modeOf(inputs) === "dual" ? "enableTunnelsBgp" : "bgpConfig.enableBgp";
    const remote = claims(asStrings(inputs.remoteSubnets));
    return {
      label,
      gateway: identityAt("vpnGatewayId"),
      tunnels: tunnelsOf(inputs, identityAt),
      local: claims(asStrings(inputs.localSubnets)),
      remote,
      // Routes are made by default.
      routes:
        normalBoolean(inputs.autoConfigRoute ?? true) === true
          ? remote.filter(({ text }) => text !== EVERYTHING)
          : [],
      bgpPath,
      bgp: inputs.tunnels === UNKNOWN ? UNKNOWN : getPath(inputs, bgpPath),
    };
  },
  {
    refused: [tunnelCidrOnce, sameIke, selectorsApart, bgpForAll],
    warned: [keyGivenToAll],
  },
);
