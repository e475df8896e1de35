import { type Properties, isRecord } from "../../provider/src/properties";
import type { ListedConnection } from "../../provider/src/vpc/vpnConnections";

/** A connection as a listing shows it. */
export function listed(id: string, connection: Properties): ListedConnection {
  const { name, vpnGatewayId, createTime, customerGatewayId, localSubnets, remoteSubnets, tags } = connection;
  const tunnels = isRecord(connection.tunnels) ? Object.values(connection.tunnels).filter(isRecord) : [];
  const peers = [customerGatewayId, ...tunnels.map((tunnel) => tunnel.customerGatewayId)].filter(
    (peer) => typeof peer === "string",
  );
  return {
    id,
    name: name as string | undefined,
    vpnGatewayId: vpnGatewayId as string | undefined,
    createTime: createTime as number | undefined,
    mode: tunnels.length === 0 ? "single" : "dual",
    peers: peers.length === 0 ? undefined : peers,
    localSubnets: localSubnets as string[] | undefined,
    remoteSubnets: remoteSubnets as string[] | undefined,
    tags: isRecord(tags) ? (tags as Record<string, string>) : {},
  };
}

/** The values of nested properties, by their dotted paths. */
export function leaves(value: Properties, prefix = ""): [string, unknown][] {
  return Object.entries(value).flatMap(([key, item]): [string, unknown][] =>
    isRecord(item) ? leaves(item, `${prefix}${key}.`) : [[`${prefix}${key}`, item]],
  );
}
