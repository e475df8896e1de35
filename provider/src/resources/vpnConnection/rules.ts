import { UNKNOWN, getPath, isRecord, asString, type Properties } from "../../properties";
import { dualArguments, roles, singleArguments } from "./fields";
import { type Mode, isTrue, manyBlocks, modeOf, peersOf } from "./peers";
import type { JointRule } from "../../schema/check";
import { isHostIn, knownBlock } from "../../schema/networks";

const foreignKeys: Readonly<Record<Mode, readonly string[]>> = {
  single: Object.keys(dualArguments),
  dual: Object.keys(singleArguments),
};

/** "You can modify … the following request parameters" (ModifyVpnConnectionAttribute): each mode has its own. */
const oneMode: JointRule = {
  id: "vpn.mode.one",
  breaks: (inputs) => {
    // An output that isn't known yet may turn out to be nothing.
    if (inputs.tunnels === UNKNOWN) return [];
    const mode = modeOf(inputs);
    const reason =
      mode === "dual"
        ? "is for single-tunnel connections and can't stand beside tunnels"
        : "is for dual-tunnel connections and can't stand without tunnels";
    return foreignKeys[mode]
      .filter((path) => inputs[path] !== undefined && inputs[path] !== UNKNOWN)
      .map((path) => ({ path, reason }));
  },
};

/** "Required when you create an IPsec-VPN connection in single-tunnel mode" (CustomerGatewayId). */
const someMode: JointRule = {
  id: "vpn.mode.required",
  breaks: (inputs) =>
    modeOf(inputs) === "single" && inputs.customerGatewayId === undefined
      ? [
          {
            path: "customerGatewayId",
            reason: "is required: give customerGatewayId (one tunnel) or tunnels (two)",
          },
        ]
      : [],
};

/** "Dual-tunnel needs one master and one slave" (TunnelOptionsSpecification.Role). */
const bothTunnels: JointRule = {
  id: "vpn.tunnels.both",
  code: "IllegalParam.Role",
  breaks: ({ tunnels }) =>
    isRecord(tunnels)
      ? roles
          .filter((role) => tunnels[role] === undefined)
          .map((role) => ({
            path: `tunnels.${role}`,
            reason: "is required: a dual-tunnel connection has a master and a slave",
          }))
      : [],
};

/** IKEv1 negotiates one block a side. Unset is the service's choice, so nothing is said. */
const ikeV1OneSubnet: JointRule = {
  id: "ike.ikeVersion.subnets",
  code: "ModifyIkeV1WithMultiRoutes.Invalid",
  breaks: (inputs) => {
    const many = manyBlocks(inputs);
    const onlyOne = isShangMi(inputs);
    const advice = onlyOne ? "a ShangMi gateway knows no other version" : "take ikev2";
    const reason = `"ikev1" negotiates one block a side, and ${many.join(" and ")} name several: ${advice}`;
    return peersOf(inputs)
      .map(({ prefix }) => `${prefix}ikeConfig.ikeVersion`)
      .filter(
        (path) => many.length > 0 && (getPath(inputs, path) ?? (onlyOne ? "ikev1" : undefined)) === "ikev1",
      )
      .map((path) => ({ path, reason }));
  },
};

/** "The parameter TunnelCidr is mandatory when BGP is enabled." */
const bgpNeedsTunnelCidr: JointRule = {
  id: "bgp.tunnelCidr.required",
  code: "MissingParameter.TunnelCidr",
  breaks: (inputs) =>
    peersOf(inputs)
      .filter(({ bgp }) => isTrue(bgp))
      .map(({ prefix }) => `${prefix}bgpConfig.tunnelCidr`)
      .filter((path) => getPath(inputs, path) === undefined)
      .map((path) => ({ path, reason: "is required where BGP is on" })),
};

/** "The address is an IP address within the BGP CIDR block" (LocalBgpIp). */
const bgpAddressInBlock: JointRule = {
  id: "bgp.localBgpIp.inside",
  code: "IllegalParam.LocalBgpIp",
  breaks: (inputs) =>
    peersOf(inputs).flatMap(({ prefix }) => {
      const address = asString(getPath(inputs, `${prefix}bgpConfig.localBgpIp`));
      const cidr = getPath(inputs, `${prefix}bgpConfig.tunnelCidr`);
      const block = knownBlock(cidr);
      if (address === undefined || block === undefined || isHostIn(address, block)) return [];
      const reason = `${JSON.stringify(address)} isn't a host of tunnelCidr ${String(cidr)}`;
      return [{ path: `${prefix}bgpConfig.localBgpIp`, reason }];
    }),
};

/** "The BGP CIDR block of a tunnel associated with a VPN gateway must be unique" (TunnelBgpConfig.TunnelCidr). */
const tunnelCidrsDiffer: JointRule = {
  id: "bgp.tunnelCidr.unique",
  code: "IllegalParam.TunnelCidr",
  breaks: (inputs) => {
    const [master, slave] = roles.map((role) =>
      asString(getPath(inputs, `tunnels.${role}.bgpConfig.tunnelCidr`)),
    );
    if (master === undefined || master !== slave) return [];
    const reason = `${JSON.stringify(slave)} is the master's too: each tunnel needs its own`;
    return [{ path: "tunnels.slave.bgpConfig.tunnelCidr", reason }];
  },
};

/** A health check that is on needs both ends (HealthCheckConfig). */
const healthCheckComplete: JointRule = {
  id: "healthCheck.complete",
  breaks: (inputs) =>
    isTrue(getPath(inputs, "healthCheckConfig.enable"))
      ? ["healthCheckConfig.dip", "healthCheckConfig.sip"]
          .filter((path) => getPath(inputs, path) === undefined)
          .map((path) => ({ path, reason: "is required where the health check is on" }))
      : [],
};

/** What a ShangMi gateway knows, and nothing else (CreateVpnConnectionRequest, the parts for the China site). */
const allowed: Readonly<Record<string, string>> = {
  "ikeConfig.ikeEncAlg": "sm4",
  "ikeConfig.ikeAuthAlg": "sm3",
  "ipsecConfig.ipsecEncAlg": "sm4",
  "ipsecConfig.ipsecAuthAlg": "sm3",
  "ikeConfig.ikeVersion": "ikev1",
  "ikeConfig.ikeMode": "main",
};

/** What only such a gateway takes, wherever it stands: the tunnels of a connection share their gateway. */
const signs = (inputs: Properties): string[] =>
  peersOf(inputs).flatMap(({ prefix }) => [
    ...Object.keys(allowed)
      .map((path) => getPath(inputs, prefix + path))
      .filter((value): value is string => value === "sm4" || value === "sm3"),
    ...(asString(getPath(inputs, `${prefix}remoteCaCertificate`)) ? ["remoteCaCertificate"] : []),
  ]);

/** Whether the arguments can only be meant for a ShangMi gateway. */
function isShangMi(inputs: Properties): boolean {
  return signs(inputs).length > 0;
}

/** ShangMi gateways know sm4, sm3, ikev1 and main, and nothing else; other gateways know none of sm4, sm3 and certificates. */
const shangMiTogether: JointRule = {
  id: "vpn.shangMi",
  breaks: (inputs) => {
    const [sign] = signs(inputs);
    if (sign === undefined) return [];
    return peersOf(inputs).flatMap(({ prefix }) =>
      Object.entries(allowed)
        .filter(
          ([path, only]) => ![undefined, UNKNOWN, only].includes(getPath(inputs, prefix + path) as string),
        )
        .map(([path, only]) => ({
          path: prefix + path,
          reason: `must be ${only} beside ${sign}, which only ShangMi gateways know`,
        })),
    );
  },
};

/** "If the current VPN gateway instance is a Chinese SM-based VPN gateway, you must configure the peer CA certificate". */
const shangMiCertificates: JointRule = {
  id: "vpn.shangMi.certificate",
  breaks: (inputs) =>
    modeOf(inputs) === "dual" && isShangMi(inputs)
      ? peersOf(inputs)
          .map(({ prefix }) => `${prefix}remoteCaCertificate`)
          .filter((path) => getPath(inputs, path) === undefined)
          .map((path) => ({ path, reason: "is required for each tunnel on a ShangMi gateway" }))
      : [],
};

export const jointRules: readonly JointRule[] = [
  oneMode,
  someMode,
  bothTunnels,
  ikeV1OneSubnet,
  bgpNeedsTunnelCidr,
  bgpAddressInBlock,
  tunnelCidrsDiffer,
  shangMiTogether,
  shangMiCertificates,
  healthCheckComplete,
];
