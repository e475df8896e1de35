import type { Context } from "../../lifecycle/context";
import { type Existing, createdAt } from "../../lifecycle/listing";
import { type Properties, getPath, isRecord, stringOrEmpty } from "../../properties";
import { MARK_KEY } from "../../schema/arguments";
import { normalSet } from "../../schema/fields";
import { blocksOverlap, parseBlock } from "../../schema/networks";
import type { ListedConnection } from "../../vpc/vpnConnections";
import { roles } from "./fields";
import { modeOf } from "./peers";

/** The connections of the region, or with `mark: off` of the gateway, as the create of one of them sees them. */
export async function existingConnections(
  { api, gateways, mark }: Context,
  inputs: Properties,
  fresh: boolean,
): Promise<Existing[]> {
  const vpnGatewayId = stringOrEmpty(inputs.vpnGatewayId);
  const listed = mark ? await gateways.connections(fresh) : await api.vpnConnections({ vpnGatewayId });
  for (const { id, tags } of listed) {
    if (tags[MARK_KEY] !== undefined) gateways.marksSeen.set(id, tags[MARK_KEY]);
  }
  return listed.map((connection) => ({
    id: connection.id,
    name: connection.name,
    vpnGatewayId: connection.vpnGatewayId,
    mark: connection.tags[MARK_KEY],
    createdAt: createdAt(connection.createTime),
    isDouble: isDouble(connection, inputs) || isAlike(connection, inputs),
    isSibling: isSibling(connection, inputs),
    isAsAsked: agrees(connection, inputs) && !(mark && isTagged(connection, inputs)),
  }));
}

function customerGatewayIds(inputs: Properties): string[] {
  if (modeOf(inputs) === "single") return [stringOrEmpty(inputs.customerGatewayId)];
  return roles.map((role) => stringOrEmpty(getPath(inputs, `tunnels.${role}.customerGatewayId`)));
}

const isSibling = ({ vpnGatewayId, peers }: ListedConnection, inputs: Properties): boolean =>
  vpnGatewayId === inputs.vpnGatewayId && customerGatewayIds(inputs).some((peer) => peers?.includes(peer));

/** Same gateway, same peers, and traffic that would fit either. What an answer leaves out is no sign of a double. */
export function isDouble(connection: ListedConnection, inputs: Properties): boolean {
  return (
    connection.vpnGatewayId === inputs.vpnGatewayId &&
    sameSet(connection.peers ?? [], customerGatewayIds(inputs)) &&
    sharesTraffic(connection, inputs)
  );
}

function sharesTraffic({ localSubnets, remoteSubnets }: ListedConnection, inputs: Properties): boolean {
  return overlap(localSubnets, inputs.localSubnets) && overlap(remoteSubnets, inputs.remoteSubnets);
}

/** Where an answer leaves out the gateway or the peers, the name tells instead, and all else has to be as asked for. */
function isAlike(connection: ListedConnection, inputs: Properties): boolean {
  const { name, vpnGatewayId, peers, localSubnets, remoteSubnets } = connection;
  if (localSubnets === undefined || remoteSubnets === undefined) return false;
  if (vpnGatewayId !== undefined && peers !== undefined) return false;
  if (agrees(connection, inputs)) return true;
  const edited = { ...connection, localSubnets: undefined, remoteSubnets: undefined };
  return name !== undefined && sharesTraffic(connection, inputs) && agrees(edited, inputs);
}

/** Whether a tag that was asked for is shown: where the mark isn't, and would be, it is another's. */
function isTagged({ tags }: ListedConnection, inputs: Properties): boolean {
  return isRecord(inputs.tags) && Object.keys(inputs.tags).some((key) => key in tags);
}

/** Whether all that is told of it is as asked for. */
function agrees(connection: ListedConnection, inputs: Properties): boolean {
  const { name, vpnGatewayId, mode, peers, localSubnets, remoteSubnets } = connection;
  return (
    name === inputs.name &&
    (vpnGatewayId === undefined || vpnGatewayId === inputs.vpnGatewayId) &&
    (mode === undefined || mode === modeOf(inputs)) &&
    (peers === undefined || sameSet(peers, customerGatewayIds(inputs))) &&
    (localSubnets === undefined || sameSet(localSubnets, inputs.localSubnets)) &&
    (remoteSubnets === undefined || sameSet(remoteSubnets, inputs.remoteSubnets))
  );
}

function sameSet(one: readonly string[], other: unknown): boolean {
  return JSON.stringify(normalSet(one)) === JSON.stringify(normalSet(other));
}

function overlap(one: readonly string[] | undefined, other: unknown): boolean {
  const blocks = (texts: unknown) =>
    (Array.isArray(texts) ? texts : []).map((text) => parseBlock(String(text)));
  return blocks(one).some((a) =>
    blocks(other).some((b) => a !== undefined && b !== undefined && blocksOverlap(a, b)),
  );
}
