import { VpnError } from "../../errors";
import { type Properties, isGiven, isRecord, getPath, setPath, stringOrEmpty } from "../../properties";
import type { Change } from "../../schema/diff";
import { normalBoolean } from "../../schema/fields";
import { isHostIn, moved, parseBlock } from "../../schema/networks";
import { roles } from "./fields";
import { modeOf } from "./peers";

/** Settings of one peer: as the service has them, as the program asks for them, and what of them changes. */
interface Peer {
  readonly present: Properties;
  readonly asked: Properties;
  readonly changed: Properties;
}

const recordAt = (properties: Properties, path: string): Properties => {
  const value = getPath(properties, path);
  return isRecord(value) ? value : {};
};

/**
 * What ModifyVpnConnectionAttribute is sent: what changed, in whole blocks (nobody says that a block is merged), and
 * the subnets, which the service needs every time.
 */
export function modification(outputs: Properties, inputs: Properties, wanted: readonly Change[]): Properties {
  const changed = wanted.reduce<Properties>((args, { field, to }) => setPath(args, field.path, to), {});
  const { localSubnets, remoteSubnets } = inputs;
  const sent =
    modeOf(inputs) === "single"
      ? ofPeer({ present: outputs, asked: inputs, changed })
      : ofTunnels(outputs, inputs, changed);
  refuseWithoutKey(sent);
  return { ...sent, localSubnets, remoteSubnets };
}

/** Each tunnel that changes, by the id that the service has given it. */
function ofTunnels(outputs: Properties, inputs: Properties, changed: Properties): Properties {
  const bgpGoesOn = normalBoolean(changed.enableTunnelsBgp) === true;
  const tunnels = roles.flatMap((role) => {
    const settings = (all: Properties) => recordAt(all, `tunnels.${role}`);
    const peer = { present: settings(outputs), asked: settings(inputs), changed: settings(changed) };
    const sent = ofPeer(bgpGoesOn ? { ...peer, changed: withBgp(peer) } : peer);
    const { tunnelId } = recordAt(outputs, `tunnelStatus.${role}`);
    return Object.keys(sent).length === 0 ? [] : [[role, { tunnelId, ...sent }]];
  });
  return tunnels.length === 0 ? changed : { ...changed, tunnels: Object.fromEntries(tunnels) as Properties };
}

/** "TunnelCidr is mandatory when BGP is enabled": switched on, it goes with the addresses that were there before. */
function withBgp({ present, asked, changed }: Peer): Properties {
  const blocks = [present, asked, changed].map(({ bgpConfig }) => bgpConfig).filter(isRecord);
  return blocks.length === 0
    ? changed
    : { ...changed, bgpConfig: Object.assign({}, ...blocks) as Properties };
}

/** What changed of a peer, each block as it will be on the whole. */
function ofPeer({ present, asked, changed }: Peer): Properties {
  const sent = Object.entries(changed).map(([name, value]) => {
    const before = present[name];
    return [name, isRecord(value) && isRecord(before) ? { ...before, ...value } : value];
  });
  return withMovedAddress({ present, asked, changed: Object.fromEntries(sent) as Properties });
}

/** An address of BGP that nobody asked for moves with its block: where it was lies outside of the new one. */
function withMovedAddress({ present, asked, changed }: Peer): Properties {
  const bgp = recordAt(changed, "bgpConfig");
  const [from, to] = [recordAt(present, "bgpConfig"), bgp].map(({ tunnelCidr }) =>
    parseBlock(stringOrEmpty(tunnelCidr)),
  );
  const address = bgp.localBgpIp;
  if (isGiven(recordAt(asked, "bgpConfig").localBgpIp) || typeof address !== "string" || !from || !to)
    return changed;
  if (isHostIn(address, to)) return changed;
  // Somebody changed the block alone: there is no place to move from, and the service finds one.
  const localBgpIp = isHostIn(address, from) ? moved(address, from, to) : undefined;
  return { ...changed, bgpConfig: { ...bgp, localBgpIp } };
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
