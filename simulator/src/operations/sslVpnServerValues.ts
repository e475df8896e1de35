import type { SslVpnServer, VpnGateway } from "../model/resources";
import type { Account } from "../model/account";
import type { Parameters } from "../http/parameters";
import { idaasStateRules } from "../rules/idaas";
import { type SslSituation, sslStateRules } from "../rules/sslVpnServer";
import { applyStateRules } from "../rules/rule";
import type { Call } from "./call";

/** The documented defaults of CreateSslVpnServer (page). */
export function blankSslVpnServer(gateway: VpnGateway): SslVpnServer {
  return {
    SslVpnServerId: "",
    VpnGatewayId: gateway.VpnGatewayId,
    RegionId: gateway.RegionId,
    Name: "",
    ClientIpPool: "",
    LocalSubnet: "",
    Proto: "TCP",
    Cipher: "AES-128-CBC",
    Port: 1194,
    Compress: false,
    EnableMultiFactorAuth: false,
    Connections: 0,
    CreateTime: 0,
  };
}

const texts = [
  "Name",
  "ClientIpPool",
  "LocalSubnet",
  "Proto",
  "Cipher",
  "DnsServers",
  "IDaaSInstanceId",
  "IDaaSRegionId",
  "IDaaSApplicationId",
] as const;
const flags = ["Compress", "EnableMultiFactorAuth"] as const;

/** What's not sent stays. */
export function mergeSslVpnServer(current: SslVpnServer, parameters: Parameters): SslVpnServer {
  const wanted = { ...current };
  for (const name of texts) wanted[name] = parameters.text(name) ?? wanted[name] ?? "";
  for (const name of flags) wanted[name] = parameters.flag(name) ?? wanted[name];
  wanted.Port = parameters.number("Port") ?? wanted.Port;
  // "" for what was never given would show in answers, where it is absent.
  for (const name of ["DnsServers", "IDaaSInstanceId", "IDaaSRegionId", "IDaaSApplicationId"] as const) {
    if (wanted[name] === "") wanted[name] = undefined;
  }
  return wanted;
}

/** The rules about the account; throws the first refusal. */
export function checkSslVpnServer(call: Call, gateway: VpnGateway, wanted: SslVpnServer): void {
  const situation = situate(call.account, gateway, wanted);
  applyStateRules(sslStateRules, call.operation, situation);
  applyStateRules(idaasStateRules, call.operation, situation);
}

function situate(account: Account, gateway: VpnGateway, wanted: SslVpnServer): SslSituation {
  const servers = account.sslVpnServers.all();
  const others = servers.filter((server) => server.SslVpnServerId !== wanted.SslVpnServerId);
  const vpcOf = (server: SslVpnServer) => account.gateways.get(server.VpnGatewayId)?.VpcId;
  return {
    wanted,
    gateway,
    sameGateway: others.filter((server) => server.VpnGatewayId === gateway.VpnGatewayId),
    sameVpc: others.filter((server) => vpcOf(server) === gateway.VpcId),
    inAccount: servers.length,
    connections: account.connectionsOf(gateway.VpnGatewayId),
    idaas: account.settings.idaas.find(({ InstanceId }) => InstanceId === wanted.IDaaSInstanceId),
    quotas: account.settings.quotas,
  };
}
