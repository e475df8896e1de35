import type { SslVpnServer } from "../model/resources";
import type { Account } from "../model/account";
import { omit } from "./omit";
import { type Answer, told } from "./told";

/** What an SSL server shows besides what was sent: its gateway's address, size and resource group. */
function fromGateway(account: Account, server: SslVpnServer): Answer {
  const gateway = account.gateways.get(server.VpnGatewayId);
  const instance = account.settings.idaas.find(({ InstanceId }) => InstanceId === server.IDaaSInstanceId);
  return {
    InternetIp: gateway?.Tunnels === "dual" ? gateway.SslVpnInternetIp : gateway?.InternetIp,
    MaxConnections: gateway?.SslMaxConnections,
    ResourceGroupId: gateway?.ResourceGroupId,
    // "returned only when the SSL server is bound to an IDaaS EIAM 2.0 instance" (sdk model).
    IDaaSInstanceVersion: instance?.Version === "EIAM 2.0" ? "EIAM 2.0" : undefined,
  };
}

/** An entry of DescribeSslVpnServers. */
export function sslServerEntry(account: Account, server: SslVpnServer): Answer {
  return told(account, { ...server, ...fromGateway(account, server) });
}

/** ModifySslVpnServer's answer: the same without IDaaSRegionId and DnsServers (sdk model). */
export function sslServerModified(account: Account, server: SslVpnServer): Answer {
  return told(account, { ...omit(server, "IDaaSRegionId", "DnsServers"), ...fromGateway(account, server) });
}
