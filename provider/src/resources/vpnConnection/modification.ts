import { VpnError } from "../../errors";
import { type Properties, getPath, isRecord, stringOrEmpty, setPath } from "../../properties";
import type { Change } from "../../schema/diff";
import { normalBoolean } from "../../schema/fields";
import { isHostIn, moved, parseBlock } from "../../schema/networks";
import { roles } from "./fields";

/** Blocks of settings that the API takes whole, as one JSON text or object. */
const groups = ["ikeConfig", "ipsecConfig", "bgpConfig", "healthCheckConfig"];

/**
 * What ModifyVpnConnectionAttribute is sent: what changed, in whole blocks (nobody says that a block is merged), and
 * the subnets, which the service needs every time.
 */
export function modification(outputs: Properties, inputs: Properties, wanted: readonly Change[]): Properties {
  const subnets = { localSubnets: inputs.localSubnets, remoteSubnets: inputs.remoteSubnets };
  const sent = wanted.reduce<Properties>((args, { field, to }) => {
    const keys = field.path.split(".");
    const group = keys.slice(0, -1).join(".");
    const started = groups.includes(keys.at(-2) ?? "") ? withBlock(args, outputs, group) : args;
    const [first, role = ""] = keys;
    const named =
      first === "tunnels"
        ? setPath(started, `tunnels.${role}.tunnelId`, getPath(outputs, `tunnelStatus.${role}.tunnelId`))
        : started;
    return setPath(named, field.path, to);
  }, subnets);
  refuseWithoutKey(sent);
  return withMovedAddresses(withTunnelsBgp(sent, inputs, outputs), inputs, outputs);
}

/** Sent without its key, a block could have another one made for it; and what masks a key can't be sent back. */
function refuseWithoutKey(sent: Properties): void {
  const missing = ["", ...roles.map((role) => `tunnels.${role}.`)]
    .map((prefix) => `${prefix}ikeConfig`)
    .filter((path) => isRecord(getPath(sent, path)) && getPath(sent, `${path}.psk`) === undefined);
  if (missing.length === 0) return;
  throw new VpnError(`${missing.join(", ")} can't be changed: the service doesn't tell the present key.`, {
    code: "KeyNotTold",
    advice: `Give ${missing.map((path) => `${path}.psk`).join(", ")}: a block is sent whole.`,
  });
}

/** "TunnelCidr is mandatory when BGP is enabled": switched on, it goes with the addresses that were there before. */
function withTunnelsBgp(sent: Properties, inputs: Properties, outputs: Properties): Properties {
  if (normalBoolean(sent.enableTunnelsBgp) !== true) return sent;
  return roles.reduce((args, role) => {
    const path = `tunnels.${role}.bgpConfig`;
    const blocks = [outputs, inputs, args].map((properties) => getPath(properties, path)).filter(isRecord);
    if (blocks.length === 0) return args;
    const named = setPath(
      args,
      `tunnels.${role}.tunnelId`,
      getPath(outputs, `tunnelStatus.${role}.tunnelId`),
    );
    return setPath(named, path, Object.assign({}, ...blocks));
  }, sent);
}

/** An address of BGP that nobody asked for moves with its block: where it was lies outside of the new one. */
function withMovedAddresses(sent: Properties, inputs: Properties, outputs: Properties): Properties {
  return ["", ...roles.map((role) => `tunnels.${role}.`)].reduce((args, prefix) => {
    const path = `${prefix}bgpConfig.localBgpIp`;
    const [from, to] = [outputs, args].map((all) =>
      parseBlock(stringOrEmpty(getPath(all, `${prefix}bgpConfig.tunnelCidr`))),
    );
    const address = getPath(args, path);
    if (getPath(inputs, path) !== undefined || typeof address !== "string" || !from || !to) return args;
    if (isHostIn(address, to)) return args;
    // Somebody changed the block alone: there is no place to move from, and the service finds one.
    return setPath(args, path, isHostIn(address, from) ? moved(address, from, to) : undefined);
  }, sent);
}

/** The block as it is at present, for a change to be put into. */
function withBlock(args: Properties, outputs: Properties, group: string): Properties {
  const present = getPath(outputs, group);
  return getPath(args, group) === undefined && isRecord(present) ? setPath(args, group, present) : args;
}
