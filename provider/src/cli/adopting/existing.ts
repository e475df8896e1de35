import { VpnError } from "../../errors";
import { type Properties, isRecord, asString } from "../../properties";
import { MARK_KEY, isOurTag } from "../../schema/arguments";
import type { Service } from "../service";
import { resources } from "../../resources/registry";
import { vpnConnection } from "../../resources/vpnConnection/definition";
import type { Definition } from "../../schema/define";

/** A resource of the service, as it is described. */
export interface ExistingResource {
  readonly definition: Definition;
  readonly id: string;
  readonly outputs: Properties;
  /** It was made by this package, so that a stack may have it already. */
  readonly marked: boolean;
  /** Addresses of its customer gateways, by their ids. */
  readonly peers: Readonly<Record<string, string | undefined>>;
}

export interface Wanted {
  readonly ids: readonly string[];
  readonly gateways: readonly string[];
}

/** What was named, and everything on the gateways that were named, each once, the oldest first. */
export async function find(service: Service, wanted: Wanted): Promise<ExistingResource[]> {
  const onGateways = await Promise.all(wanted.gateways.map((gateway) => idsOn(service, gateway)));
  const ids = [...new Set([...wanted.ids, ...onGateways.flat()])];
  const found: ExistingResource[] = [];
  // One after another: an account may make a few calls a second only, and hundreds of connections are possible.
  for (const id of ids) found.push(await describe(service, id));
  return found.sort((one, other) => age(one) - age(other) || one.id.localeCompare(other.id));
}

const age = ({ outputs }: ExistingResource): number =>
  typeof outputs.createTime === "number" ? outputs.createTime : Infinity;

async function idsOn({ api, regionId }: Service, vpnGatewayId: string): Promise<string[]> {
  if (!vpnGatewayId.startsWith("vpn-")) {
    throw new VpnError(`${vpnGatewayId} is no id of a VPN gateway: those start with vpn-.`);
  }
  const [connections, servers] = [
    await api.vpnConnections({ vpnGatewayId }),
    await api.sslVpnServers({ vpnGatewayId }),
  ];
  const ids = [...connections.map(({ id }) => id), ...servers.map((one) => String(one.sslVpnServerId))];
  if (ids.length > 0) return ids;
  throw new VpnError(`${vpnGatewayId} has no connection and no SSL server in ${regionId}.`, {
    advice: "Check the gateway's id, the region, and whose credentials these are.",
  });
}

async function describe(service: Service, id: string): Promise<ExistingResource> {
  const definition = definitionOf(id);
  const described =
    definition === vpnConnection
      ? await service.api.vpnConnection(id)
      : (await service.api.sslVpnServers({ sslVpnServerId: id })).find((one) => one.sslVpnServerId === id);
  if (described === undefined) {
    throw new VpnError(`There is no ${id} in ${service.regionId}.`, {
      advice: "Check the id, the region (--region), and whose credentials these are.",
    });
  }
  const tags = isRecord(described.tags) ? described.tags : {};
  const own = Object.fromEntries(Object.entries(tags).filter(([key]) => !isOurTag(key)));
  const outputs = {
    regionId: service.regionId,
    ...described,
    ...(definition === vpnConnection ? { tags: own } : {}),
  };
  return { definition, id, outputs, marked: MARK_KEY in tags, peers: await peersOf(service, outputs) };
}

function definitionOf(id: string): Definition {
  const found = Object.values(resources).find(({ definition }) => id.startsWith(definition.idPrefix));
  if (found !== undefined) return found.definition;
  throw new VpnError(`${id} is neither a connection (vco-…) nor an SSL server (vss-…).`, {
    advice: "For everything on a gateway give --gateway vpn-….",
  });
}

async function peersOf(service: Service, outputs: Properties): Promise<ExistingResource["peers"]> {
  const tunnels = isRecord(outputs.tunnels) ? Object.values(outputs.tunnels).filter(isRecord) : [];
  const ids = [outputs, ...tunnels].flatMap((place) => asString(place.customerGatewayId) ?? []);
  const pairs = [...new Set(ids)].map(async (id) => [id, await service.peerAddress(id)] as const);
  return Object.fromEntries(await Promise.all(pairs));
}
