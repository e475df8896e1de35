import type Vpc from "@alicloud/vpc20160428";
import * as models from "@alicloud/vpc20160428";
import { region } from "./gateways";

/**
 * What arguments mean as requests, written from the API pages and not with the provider's own mapping: a value that
 * the provider would leave out or put right is sent as it stands.
 */
export type Arguments = Readonly<Record<string, unknown>>;

export const isGroup = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const list = (value: unknown) => (Array.isArray(value) ? value.join(",") : value);
const capital = (key: string) => key.charAt(0).toUpperCase() + key.slice(1);

function present(fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined && value !== null),
  );
}

function json(group: unknown, write: (entry: [string, unknown]) => [string, unknown]): unknown {
  return isGroup(group)
    ? JSON.stringify(Object.fromEntries(Object.entries(present(group)).map(write)))
    : group;
}

function server(args: Arguments) {
  return present({
    regionId: region,
    name: args.name,
    clientIpPool: args.clientIpPool,
    localSubnet: list(args.localSubnets),
    proto: args.protocol,
    cipher: args.cipher,
    port: args.port,
    compress: args.compress,
    enableMultiFactorAuth: args.enableMultiFactorAuth,
    IDaaSInstanceId: args.idaasInstanceId,
    IDaaSRegionId: args.idaasRegionId,
    IDaaSApplicationId: args.idaasApplicationId,
  });
}

/** The samples of the pages: phases with capital keys, BGP in texts, the health check in texts with small keys. */
function connection(args: Arguments) {
  return present({
    regionId: region,
    name: args.name,
    localSubnet: list(args.localSubnets),
    remoteSubnet: list(args.remoteSubnets),
    effectImmediately: args.effectImmediately,
    autoConfigRoute: args.autoConfigRoute,
    enableDpd: args.enableDpd,
    enableNatTraversal: args.enableNatTraversal,
    remoteCaCertificate: args.remoteCaCertificate,
    enableTunnelsBgp: args.enableTunnelsBgp,
    ikeConfig: json(args.ikeConfig, ([key, value]) => [capital(key), value]),
    ipsecConfig: json(args.ipsecConfig, ([key, value]) => [capital(key), value]),
    bgpConfig: json(args.bgpConfig, ([key, value]) => [capital(key), String(value)]),
    healthCheckConfig: json(args.healthCheckConfig, ([key, value]) => [key, String(value)]),
  });
}

/** "123.456" is notation of a single tunnel's text; a tunnel of two has a number, which is what is meant. */
function tunnelAsn(value: unknown): unknown {
  const [high = "", low = "", ...rest] = String(value).split(".");
  const halves = [high, low].map((half) => (/^\d{1,5}$/.test(half) ? Number(half) : NaN));
  const [first = NaN, second = NaN] = halves;
  const whole = rest.length === 0 && halves.every((half) => half <= 65535);
  return typeof value === "string" && whole ? first * 65536 + second : value;
}

function tunnels(value: unknown) {
  if (!isGroup(value)) return [];
  return Object.entries(value).flatMap(([role, tunnel]) => {
    if (!isGroup(tunnel)) return [];
    const bgp = isGroup(tunnel.bgpConfig) ? tunnel.bgpConfig : {};
    const localAsn = bgp.localAsn === undefined ? undefined : tunnelAsn(bgp.localAsn);
    return [
      present({
        role,
        customerGatewayId: tunnel.customerGatewayId,
        enableDpd: tunnel.enableDpd,
        enableNatTraversal: tunnel.enableNatTraversal,
        remoteCaCertificate: tunnel.remoteCaCertificate,
        tunnelIkeConfig: tunnel.ikeConfig,
        tunnelIpsecConfig: tunnel.ipsecConfig,
        tunnelBgpConfig: tunnel.bgpConfig === undefined ? undefined : present({ ...bgp, localAsn }),
      }),
    ];
  });
}

/** The tag that a create carries beside the user's. */
const mark = { key: "pulumi-alicloud-vpn-unfinished", value: "mark" };

function tags(value: unknown) {
  const own = isGroup(value)
    ? Object.entries(value).map(([key, text]) => ({ key, value: text as string }))
    : [];
  return [...own, mark];
}

export async function createServer(sdk: Vpc, args: Arguments): Promise<string> {
  const request = { ...server(args), vpnGatewayId: args.vpnGatewayId };
  const { body } = await sdk.createSslVpnServer(new models.CreateSslVpnServerRequest(request));
  return body?.sslVpnServerId ?? "";
}

export async function modifyServer(sdk: Vpc, sslVpnServerId: string, args: Arguments): Promise<void> {
  await sdk.modifySslVpnServer(new models.ModifySslVpnServerRequest({ ...server(args), sslVpnServerId }));
}

export async function createConnection(sdk: Vpc, args: Arguments): Promise<string> {
  const { vpnGatewayId, customerGatewayId } = args;
  const request = new models.CreateVpnConnectionRequest({
    ...connection(args),
    ...present({ vpnGatewayId, customerGatewayId }),
    tags: tags(args.tags),
    tunnelOptionsSpecification: tunnels(args.tunnels),
  });
  const { body } = await sdk.createVpnConnection(request);
  return body?.vpnConnectionId ?? "";
}

export async function modifyConnection(sdk: Vpc, vpnConnectionId: string, args: Arguments): Promise<void> {
  const request = { ...connection(args), vpnConnectionId, tunnelOptionsSpecification: tunnels(args.tunnels) };
  await sdk.modifyVpnConnectionAttribute(new models.ModifyVpnConnectionAttributeRequest(request));
}
