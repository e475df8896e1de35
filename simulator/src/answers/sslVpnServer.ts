import type { SslVpnServer } from "../model/resources";
import type { World } from "../model/world";
import { omit } from "./omit";

/** What an SSL server shows besides what was sent: its gateway's address, size and resource group. */
function fromGateway(world: World, server: SslVpnServer): Record<string, unknown> {
  const gateway = world.gateways.get(server.VpnGatewayId);
  const instance = world.settings.idaas.find(({ InstanceId }) => InstanceId === server.IDaaSInstanceId);
  return {
    InternetIp: gateway?.Tunnels === "dual" ? gateway.SslVpnInternetIp : gateway?.InternetIp,
    MaxConnections: gateway?.SslMaxConnections,
    ResourceGroupId: gateway?.ResourceGroupId,
    // "returned only when the SSL server is bound to an IDaaS EIAM 2.0 instance" (sdk model).
    ...(instance?.Version === "EIAM 2.0" ? { IDaaSInstanceVersion: "EIAM 2.0" } : {}),
  };
}

/** An entry of DescribeSslVpnServers. */
export function sslServerEntry(world: World, server: SslVpnServer): Record<string, unknown> {
  return { ...server, ...fromGateway(world, server) };
}

/** ModifySslVpnServer's answer: the same without IDaaSRegionId and DnsServers (sdk model). */
export function sslServerModified(world: World, server: SslVpnServer): Record<string, unknown> {
  return { ...omit(server, "IDaaSRegionId", "DnsServers"), ...fromGateway(world, server) };
}
