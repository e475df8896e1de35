import { type Properties, isRecord } from "../properties";
import { boolean, omitEmpty, knownGroup, joinCsv, number, secret, splitCsv } from "./mapping";

type Models = typeof import("@alicloud/vpc20160428");
type Described = InstanceType<Models["DescribeVpnConnectionResponseBody"]>;
type DescribedTunnel = InstanceType<
  Models["DescribeVpnConnectionResponseBodyTunnelOptionsSpecificationTunnelOptions"]
>;

/** `ikeLifetime` → `IkeLifetime`: the keys of the API's JSON texts. */
function capitalised(group: Properties): Properties {
  return Object.fromEntries(
    Object.entries(group).map(([key, value]) => [key.charAt(0).toUpperCase() + key.slice(1), value]),
  );
}

function json(group: unknown, write: (group: Properties) => Properties): string | undefined {
  return isRecord(group) ? JSON.stringify(omitEmpty(write(group))) : undefined;
}

const inTexts = (group: Properties): Properties =>
  Object.fromEntries(
    Object.entries(group).map(([key, value]) => [
      key,
      value === undefined ? undefined : `${value as string | number | boolean}`,
    ]),
  );

/** The request's parameters, by the names of the arguments. Create and modify have them in common. */
export function parameters(args: Properties) {
  return omitEmpty({
    name: args.name,
    localSubnet: joinCsv(args.localSubnets),
    remoteSubnet: joinCsv(args.remoteSubnets),
    effectImmediately: args.effectImmediately,
    autoConfigRoute: args.autoConfigRoute,
    enableDpd: args.enableDpd,
    enableNatTraversal: args.enableNatTraversal,
    remoteCaCertificate: args.remoteCaCertificate,
    enableTunnelsBgp: args.enableTunnelsBgp,
    ikeConfig: json(args.ikeConfig, capitalised),
    ipsecConfig: json(args.ipsecConfig, capitalised),
    bgpConfig: json(args.bgpConfig, (group) => capitalised(inTexts(group))),
    healthCheckConfig: json(args.healthCheckConfig, inTexts),
  });
}

/** The tunnels of a request: what `args.tunnels` has, by role. */
export function tunnelParameters(args: Properties) {
  if (!isRecord(args.tunnels)) return [];
  return Object.entries(args.tunnels)
    .filter((entry): entry is [string, Record<string, unknown>] => isRecord(entry[1]))
    .map(([role, tunnel]) => ({
      role,
      ...omitEmpty({
        tunnelId: tunnel.tunnelId,
        customerGatewayId: tunnel.customerGatewayId,
        enableDpd: tunnel.enableDpd,
        enableNatTraversal: tunnel.enableNatTraversal,
        remoteCaCertificate: tunnel.remoteCaCertificate,
        tunnelIkeConfig: tunnel.ikeConfig,
        tunnelIpsecConfig: tunnel.ipsecConfig,
        tunnelBgpConfig: tunnel.bgpConfig,
      }),
    }));
}

type DescribedIke = InstanceType<
  Models[
    | "DescribeVpnConnectionResponseBodyIkeConfig"
    | "DescribeVpnConnectionResponseBodyTunnelOptionsSpecificationTunnelOptionsTunnelIkeConfig"]
>;

type DescribedIpsec = InstanceType<
  Models[
    | "DescribeVpnConnectionResponseBodyIpsecConfig"
    | "DescribeVpnConnectionResponseBodyTunnelOptionsSpecificationTunnelOptionsTunnelIpsecConfig"]
>;

function ike(group: DescribedIke | undefined) {
  return knownGroup({
    psk: secret(group?.psk),
    ikeVersion: group?.ikeVersion,
    ikeMode: group?.ikeMode,
    ikeEncAlg: group?.ikeEncAlg,
    ikeAuthAlg: group?.ikeAuthAlg,
    ikePfs: group?.ikePfs,
    ikeLifetime: number(group?.ikeLifetime),
    localId: group?.localId,
    remoteId: group?.remoteId,
  });
}

function ipsec(group: DescribedIpsec | undefined) {
  return knownGroup({
    ipsecEncAlg: group?.ipsecEncAlg,
    ipsecAuthAlg: group?.ipsecAuthAlg,
    ipsecPfs: group?.ipsecPfs,
    ipsecLifetime: number(group?.ipsecLifetime),
  });
}

/** The settings that a tunnel's BGP and a single-tunnel connection's have in common. */
function bgp(group: { localAsn?: number | string; localBgpIp?: string; tunnelCidr?: string } | undefined) {
  return { localAsn: number(group?.localAsn), tunnelCidr: group?.tunnelCidr, localBgpIp: group?.localBgpIp };
}

/** The state of a BGP session. A service without BGP says `false`, which is no state; with BGP, it has failed. */
function sessionStatus(status: string | undefined, bgpIsOn: boolean): string | undefined {
  if (status?.toLowerCase() !== "false") return status;
  return bgpIsOn ? "failed" : undefined;
}

function tunnelSettings(tunnel: DescribedTunnel): Properties {
  return omitEmpty({
    customerGatewayId: tunnel.customerGatewayId,
    enableDpd: boolean(tunnel.enableDpd),
    enableNatTraversal: boolean(tunnel.enableNatTraversal),
    remoteCaCertificate: tunnel.remoteCaCertificate,
    ikeConfig: ike(tunnel.tunnelIkeConfig),
    ipsecConfig: ipsec(tunnel.tunnelIpsecConfig),
    bgpConfig: knownGroup(bgp(tunnel.tunnelBgpConfig)),
  });
}

/**
 * What the service says of a tunnel beside its settings. Apart from them, so that it is unknown, not missing, while
 * a plan doesn't know it yet, and in the open beside the settings' keys.
 */
function tunnelStatus(tunnel: DescribedTunnel): Properties {
  const { tunnelBgpConfig } = tunnel;
  return omitEmpty({
    tunnelId: tunnel.tunnelId,
    internetIp: tunnel.internetIp,
    zoneNo: tunnel.zoneNo,
    state: tunnel.state,
    status: tunnel.status,
    bgpStatus: sessionStatus(tunnelBgpConfig?.bgpStatus, Boolean(tunnelBgpConfig?.tunnelCidr)),
    peerAsn: number(tunnelBgpConfig?.peerAsn),
    peerBgpIp: tunnelBgpConfig?.peerBgpIp,
  });
}

function singleOutputs(connection: Described): Properties {
  const { vpnBgpConfig, vcoHealthCheck } = connection;
  const enableBgp = boolean(vpnBgpConfig?.enableBgp);
  return {
    customerGatewayId: connection.customerGatewayId,
    enableDpd: boolean(connection.enableDpd),
    enableNatTraversal: boolean(connection.enableNatTraversal),
    remoteCaCertificate: connection.remoteCaCertificate,
    ikeConfig: ike(connection.ikeConfig),
    ipsecConfig: ipsec(connection.ipsecConfig),
    bgpConfig: knownGroup({ enableBgp, ...bgp(vpnBgpConfig) }),
    bgpStatus: knownGroup({
      status: sessionStatus(vpnBgpConfig?.status, enableBgp === true),
      peerAsn: number(vpnBgpConfig?.peerAsn),
      peerBgpIp: vpnBgpConfig?.peerBgpIp,
    }),
    ...healthCheck(vcoHealthCheck),
  };
}

/** One that was never configured is described with an interval of 0, which a request mustn't have; and has no result. */
function healthCheck(health: Described["vcoHealthCheck"]): Properties {
  const enable = boolean(health?.enable);
  return {
    healthCheckConfig: knownGroup({
      enable,
      dip: health?.dip,
      sip: health?.sip,
      interval: number(health?.interval) || undefined,
      retry: number(health?.retry) || undefined,
    }),
    healthCheckStatus:
      enable === true ? knownGroup({ status: health?.status, policy: health?.policy }) : undefined,
  };
}

/** What the service describes, by the names of the outputs; of the mode's own parameters only. */
export function outputs(connection: Described): Properties {
  const tunnels = connection.tunnelOptionsSpecification?.tunnelOptions ?? [];
  const byRole = (outputsOf: (tunnel: DescribedTunnel) => Properties) =>
    Object.fromEntries(tunnels.flatMap((tunnel) => (tunnel.role ? [[tunnel.role, outputsOf(tunnel)]] : [])));
  return omitEmpty({
    vpnConnectionId: connection.vpnConnectionId,
    vpnGatewayId: connection.vpnGatewayId,
    name: connection.name,
    localSubnets: splitCsv(connection.localSubnet),
    remoteSubnets: splitCsv(connection.remoteSubnet),
    effectImmediately: boolean(connection.effectImmediately),
    tags: Object.fromEntries((connection.tags?.tag ?? []).map(({ key, value }) => [key ?? "", value ?? ""])),
    status: connection.status,
    state: connection.state,
    createTime: number(connection.createTime),
    internetIp: connection.internetIp,
    resourceGroupId: connection.resourceGroupId,
    networkType: connection.networkType,
    spec: connection.spec,
    zoneNo: connection.zoneNo,
    ...(tunnels.length === 0
      ? singleOutputs(connection)
      : {
          tunnels: byRole(tunnelSettings),
          tunnelStatus: byRole(tunnelStatus),
          enableTunnelsBgp: boolean(connection.enableTunnelsBgp),
        }),
  });
}
