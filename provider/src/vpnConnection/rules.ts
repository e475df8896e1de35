import { type Failure, type JointRule, failuresOf, refuse, withDefaults } from "../rules/check";
import { type Change, changesBetween } from "../rules/diff";
import type { Field } from "../rules/fields";
import { isHostIn, parseBlock } from "../rules/networks";
import { type Properties, at, isRecord, knownText } from "../properties";
import { dualFields, fields, roles, singleFields } from "./fields";
import { type Mode, isTrue, manyBlocks, modeOf, places } from "./places";
import { isShangMi, shangMiCertificates, shangMiTogether } from "./shangMi";

export { fields } from "./fields";
export { type Mode, modeOf } from "./places";

const topKeys = (list: readonly Field[]) => [...new Set(list.map((field) => field.path.split(".")[0] ?? ""))];

/** "You can modify … the following request parameters" (ModifyVpnConnectionAttribute): each mode has its own. */
const oneMode: JointRule = (inputs) => {
  if (modeOf(inputs) === "dual") {
    return topKeys(singleFields)
      .filter((key) => inputs[key] !== undefined)
      .map((key) =>
        refuse(key, "vpn.mode.one", "is for single-tunnel connections and can't stand beside tunnels"),
      );
  }
  const foreign = inputs.enableTunnelsBgp !== undefined;
  const either = "give customerGatewayId (one tunnel) or tunnels (two)";
  return [
    ...(foreign ? [refuse("enableTunnelsBgp", "vpn.mode.one", "can't stand without tunnels")] : []),
    ...(inputs.customerGatewayId === undefined
      ? [refuse("customerGatewayId", "vpn.mode.required", `is required: ${either}`)]
      : []),
  ];
};

/** "Dual-tunnel needs one master and one slave" (TunnelOptionsSpecification.Role). */
const bothTunnels: JointRule = ({ tunnels }) =>
  isRecord(tunnels)
    ? roles
        .filter((role) => tunnels[role] === undefined)
        .map((role) =>
          refuse(
            `tunnels.${role}`,
            "vpn.tunnels.both",
            "is required: a dual-tunnel connection has a master and a slave",
          ),
        )
    : [];

/** ModifyIkeV1WithMultiRoutes.Invalid: IKEv1 negotiates one block a side. Unset is the service's choice, so nothing is said. */
const ikeV1OneSubnet: JointRule = (inputs) => {
  const many = manyBlocks(inputs);
  const onlyOne = isShangMi(inputs);
  return places(inputs)
    .map(({ prefix }) => `${prefix}ikeConfig.ikeVersion`)
    .filter((path) => many.length > 0 && (at(inputs, path) ?? (onlyOne ? "ikev1" : undefined)) === "ikev1")
    .map((path) => {
      const advice = onlyOne ? "a ShangMi gateway knows no other version" : "take ikev2";
      return refuse(
        path,
        "ike.ikeVersion.subnets",
        `"ikev1" negotiates one block a side, and ${many.join(" and ")} name several: ${advice} (the service would answer ModifyIkeV1WithMultiRoutes.Invalid)`,
      );
    });
};

/** MissingParameter.TunnelCidr: "The parameter TunnelCidr is mandatory when BGP is enabled." */
const bgpNeedsTunnelCidr: JointRule = (inputs) =>
  places(inputs)
    .filter(({ prefix, bgp }) => isTrue(bgp) && at(inputs, `${prefix}bgpConfig.tunnelCidr`) === undefined)
    .map(({ prefix }) =>
      refuse(
        `${prefix}bgpConfig.tunnelCidr`,
        "bgp.tunnelCidr.required",
        "is required where BGP is on (the service would answer MissingParameter.TunnelCidr)",
      ),
    );

/** "The address is an IP address within the BGP CIDR block" (LocalBgpIp). */
const bgpAddressInBlock: JointRule = (inputs) =>
  places(inputs).flatMap(({ prefix }) => {
    const address = knownText(at(inputs, `${prefix}bgpConfig.localBgpIp`));
    const cidr = knownText(at(inputs, `${prefix}bgpConfig.tunnelCidr`));
    const block = parseBlock(cidr ?? "");
    if (address === undefined || block === undefined || isHostIn(address, block)) return [];
    return [
      refuse(
        `${prefix}bgpConfig.localBgpIp`,
        "bgp.localBgpIp.inside",
        `${JSON.stringify(address)} isn't a host of tunnelCidr ${cidr ?? ""} (the service would answer IllegalParam.LocalBgpIp)`,
      ),
    ];
  });

/** "The BGP CIDR block of a tunnel associated with a VPN gateway must be unique" (TunnelBgpConfig.TunnelCidr). */
const tunnelCidrsDiffer: JointRule = (inputs) => {
  const [master, slave] = roles.map((role) => knownText(at(inputs, `tunnels.${role}.bgpConfig.tunnelCidr`)));
  if (master === undefined || master !== slave) return [];
  const path = "tunnels.slave.bgpConfig.tunnelCidr";
  return [
    refuse(
      path,
      "bgp.tunnelCidr.unique",
      `${JSON.stringify(slave)} is the master's too: each tunnel needs its own (IllegalParam.TunnelCidr)`,
    ),
  ];
};

/** A health check that is on needs both ends (HealthCheckConfig). */
const healthCheckComplete: JointRule = (inputs) =>
  isTrue(at(inputs, "healthCheckConfig.enable"))
    ? ["healthCheckConfig.dip", "healthCheckConfig.sip"]
        .filter((path) => at(inputs, path) === undefined)
        .map((path) => refuse(path, "healthCheck.complete", "is required where the health check is on"))
    : [];

export const jointRules: readonly JointRule[] = [
  oneMode,
  bothTunnels,
  ikeV1OneSubnet,
  bgpNeedsTunnelCidr,
  bgpAddressInBlock,
  tunnelCidrsDiffer,
  shangMiTogether,
  shangMiCertificates,
  healthCheckComplete,
];

/** The fields that the arguments' own mode knows. */
export function fieldsOf(mode: Mode): readonly Field[] {
  const foreign = new Set(mode === "single" ? dualFields : singleFields);
  return fields.filter((field) => !foreign.has(field));
}

/** Every documented rule that the arguments break. */
export function failures(inputs: Properties): Failure[] {
  const own = fieldsOf(modeOf(inputs));
  // A field of the other mode is one failure, of the mode, not another of its value.
  const known = new Set(own);
  const relevant = fields.map((field) =>
    known.has(field) ? field : { ...field, rules: [], enum: undefined, required: false },
  );
  return failuresOf(relevant, jointRules, inputs);
}

/** The arguments with the documented defaults filled in. */
export function complete(inputs: Properties): Properties {
  return withDefaults(fields, inputs);
}

/** The changes from what is to what is wanted; a change of mode is one change, which replaces. */
export function changes(outputs: Properties, wanted: Properties): Change[] {
  const mode = modeOf(wanted);
  if (modeOf(outputs) === mode) return changesBetween(fieldsOf(mode), outputs, wanted);
  const path = mode === "dual" ? "tunnels" : "customerGatewayId";
  const field: Field = { path, type: "string", change: "replaces" };
  return [{ field, to: wanted[path], removed: false }];
}
