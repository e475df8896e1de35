import type { Parameters } from "../http/parameters";
import type {
  BgpValues,
  DualTunnelConnection,
  HealthCheck,
  IkeConfig,
  IpsecConfig,
  SingleTunnelConnection,
  Tunnel,
  VpnConnection,
  VpnGateway,
} from "../model/resources";
import type { Account } from "../model/account";
import { parseAsn } from "../rules/common";
import { addressText, parseNetwork } from "../rules/networks";
import { createdTags } from "./tagged";

const tunnelList = "TunnelOptionsSpecification";

/** Copies what was sent below `prefix` over `current`; numbers stay numbers. */
function mergeConfig<T extends object>(current: T, parameters: Parameters, prefix: string): T {
  const entries = Object.entries(current).map(([name, value]: [string, unknown]) => {
    const sent = parameters.text(`${prefix}.${name}`);
    return [name, sent === undefined ? value : typeof value === "number" ? Number(sent) : sent];
  });
  return Object.fromEntries(entries) as T;
}

function mergeBgp(current: BgpValues, parameters: Parameters, prefix: string): BgpValues {
  const asn = parameters.text(`${prefix}.LocalAsn`);
  const TunnelCidr = parameters.text(`${prefix}.TunnelCidr`) ?? current.TunnelCidr;
  const sent = parameters.text(`${prefix}.LocalBgpIp`);
  const stays = TunnelCidr === current.TunnelCidr;
  return {
    LocalAsn: (asn === undefined ? undefined : parseAsn(asn)) ?? current.LocalAsn,
    TunnelCidr,
    LocalBgpIp: sent ?? (stays ? current.LocalBgpIp : firstHost(TunnelCidr)),
  };
}

/** Taken where none is sent with a new TunnelCidr (assumed). */
function firstHost(tunnelCidr: string): string {
  const network = parseNetwork(tunnelCidr);
  return network === undefined ? "" : addressText(network.first + 1);
}

/** As recorded where nobody asked for a health check: its numbers are 0 then, not their defaults. */
const neverConfigured: HealthCheck = { Enable: false, Dip: "", Sip: "", Interval: 0, Retry: 0 };

function mergeHealthCheck(current: HealthCheck, parameters: Parameters): HealthCheck {
  if (!parameters.hasUnder("HealthCheckConfig")) return current;
  const isFirst = current.Interval === 0;
  return {
    ...mergeConfig(
      isFirst ? { ...current, Interval: 3, Retry: 3 } : current,
      parameters,
      "HealthCheckConfig",
    ),
    Enable: parameters.flag("HealthCheckConfig.Enable") ?? current.Enable,
  };
}

/** Documented defaults; ShangMi gateways know only sm4 and sm3 (sdk model). */
function defaultIke(account: Account, gateway: VpnGateway, localId: string, remoteId: string): IkeConfig {
  const shangMi = gateway.VpnType === "NationalStandard";
  return {
    Psk: account.random.text("psk", 16),
    IkeVersion: shangMi ? "ikev1" : account.settings.switches.defaultIkeVersion,
    IkeMode: "main",
    IkeEncAlg: shangMi ? "sm4" : "aes",
    IkeAuthAlg: shangMi ? "sm3" : "md5",
    IkePfs: "group2",
    IkeLifetime: 86400,
    LocalId: localId,
    RemoteId: remoteId,
  };
}

function defaultIpsec(gateway: VpnGateway): IpsecConfig {
  const shangMi = gateway.VpnType === "NationalStandard";
  return {
    IpsecEncAlg: shangMi ? "sm4" : "aes",
    IpsecAuthAlg: shangMi ? "sm3" : "md5",
    IpsecPfs: "group2",
    IpsecLifetime: 86400,
  };
}

const defaultBgp: BgpValues = { LocalAsn: 45104, TunnelCidr: "", LocalBgpIp: "" };

function blankCommon(account: Account, gateway: VpnGateway, parameters: Parameters) {
  return {
    VpnConnectionId: "",
    VpnGatewayId: gateway.VpnGatewayId,
    RegionId: gateway.RegionId,
    Name: "",
    Description: "",
    CreateTime: 0,
    LocalSubnet: "",
    RemoteSubnet: "",
    EffectImmediately: false,
    AutoConfigRoute: true,
    Tags: createdTags(account, parameters),
  };
}

/** A connection as CreateVpnConnection asks for it; nothing is stored yet. */
export function newConnection(account: Account, gateway: VpnGateway, parameters: Parameters): VpnConnection {
  const common = blankCommon(account, gateway, parameters);
  if (gateway.Tunnels === "dual") {
    const Tunnels = parameters
      .indexes(tunnelList)
      .map((index) => newTunnel(account, gateway, parameters, `${tunnelList}.${index}`));
    const EnableTunnelsBgp =
      account.settings.switches.defaultEnableTunnelsBgp === "as the tunnels" &&
      Tunnels.some(({ TunnelBgpConfig }) => TunnelBgpConfig.TunnelCidr !== "");
    return mergeCommon({ ...common, Mode: "dual", EnableTunnelsBgp, Tunnels }, parameters);
  }
  const CustomerGatewayId = parameters.text("CustomerGatewayId") ?? "";
  const remoteId = account.customerGateways.get(CustomerGatewayId)?.IpAddress ?? "";
  const blank: SingleTunnelConnection = {
    ...common,
    Mode: "single",
    CustomerGatewayId,
    IkeConfig: defaultIke(account, gateway, gateway.InternetIp, remoteId),
    IpsecConfig: defaultIpsec(gateway),
    HealthCheck: neverConfigured,
    BgpConfig: { ...defaultBgp, EnableBgp: false },
    EnableDpd: true,
    EnableNatTraversal: true,
    RemoteCaCertificate: "",
  };
  return mergeSingle(mergeCommon(blank, parameters), parameters);
}

function newTunnel(account: Account, gateway: VpnGateway, parameters: Parameters, prefix: string): Tunnel {
  const CustomerGatewayId = parameters.text(`${prefix}.CustomerGatewayId`) ?? "";
  const Role = parameters.text(`${prefix}.Role`) === "slave" ? "slave" : "master";
  const InternetIp = Role === "master" ? gateway.InternetIp : gateway.DisasterRecoveryInternetIp;
  const remoteId = account.customerGateways.get(CustomerGatewayId)?.IpAddress ?? "";
  const blank: Tunnel = {
    TunnelId: "",
    Role,
    CustomerGatewayId,
    EnableDpd: true,
    EnableNatTraversal: true,
    RemoteCaCertificate: "",
    InternetIp,
    ZoneNo: gateway.Zones[Role === "master" ? 0 : 1],
    TunnelIkeConfig: defaultIke(account, gateway, InternetIp, remoteId),
    TunnelIpsecConfig: defaultIpsec(gateway),
    TunnelBgpConfig: defaultBgp,
  };
  return mergeTunnel(blank, parameters, prefix);
}

/** What ModifyVpnConnectionAttribute leaves of the connection: what's not sent stays. */
export function mergedConnection(
  account: Account,
  current: VpnConnection,
  parameters: Parameters,
): VpnConnection {
  const merged = mergeCommon(current, parameters);
  return merged.Mode === "single" ? mergeSingle(merged, parameters) : mergeDual(account, merged, parameters);
}

function mergeCommon<T extends VpnConnection>(current: T, parameters: Parameters): T {
  return {
    ...current,
    Name: parameters.text("Name") ?? current.Name,
    LocalSubnet: parameters.text("LocalSubnet") ?? current.LocalSubnet,
    RemoteSubnet: parameters.text("RemoteSubnet") ?? current.RemoteSubnet,
    EffectImmediately: parameters.flag("EffectImmediately") ?? current.EffectImmediately,
    AutoConfigRoute: parameters.flag("AutoConfigRoute") ?? current.AutoConfigRoute,
    ...(current.Mode === "dual"
      ? { EnableTunnelsBgp: parameters.flag("EnableTunnelsBgp") ?? current.EnableTunnelsBgp }
      : {}),
  };
}

function mergeSingle(current: SingleTunnelConnection, parameters: Parameters): SingleTunnelConnection {
  return {
    ...current,
    IkeConfig: mergeConfig(current.IkeConfig, parameters, "IkeConfig"),
    IpsecConfig: mergeConfig(current.IpsecConfig, parameters, "IpsecConfig"),
    HealthCheck: mergeHealthCheck(current.HealthCheck, parameters),
    BgpConfig: {
      ...mergeBgp(current.BgpConfig, parameters, "BgpConfig"),
      EnableBgp: parameters.flag("BgpConfig.EnableBgp") ?? current.BgpConfig.EnableBgp,
    },
    EnableDpd: parameters.flag("EnableDpd") ?? current.EnableDpd,
    EnableNatTraversal: parameters.flag("EnableNatTraversal") ?? current.EnableNatTraversal,
    RemoteCaCertificate: parameters.text("RemoteCaCertificate") ?? current.RemoteCaCertificate,
  };
}

/** A tunnel is meant by its id or its role. Older pages don't let its customer gateway be changed: a switch. */
function mergeDual(
  account: Account,
  current: DualTunnelConnection,
  parameters: Parameters,
): DualTunnelConnection {
  const prefixes = parameters.indexes(tunnelList).map((index) => `${tunnelList}.${index}`);
  const moves = account.settings.switches.tunnelCustomerGateway === "modify";
  const Tunnels = current.Tunnels.map((tunnel) => {
    const prefix = prefixes.find(
      (one) =>
        parameters.text(`${one}.TunnelId`) === tunnel.TunnelId ||
        parameters.text(`${one}.Role`) === tunnel.Role,
    );
    if (prefix === undefined) return tunnel;
    const sent = moves ? parameters.text(`${prefix}.CustomerGatewayId`) : undefined;
    return {
      ...mergeTunnel(tunnel, parameters, prefix),
      CustomerGatewayId: sent ?? tunnel.CustomerGatewayId,
    };
  });
  return { ...current, Tunnels };
}

function mergeTunnel(current: Tunnel, parameters: Parameters, prefix: string): Tunnel {
  return {
    ...current,
    EnableDpd: parameters.flag(`${prefix}.EnableDpd`) ?? current.EnableDpd,
    EnableNatTraversal: parameters.flag(`${prefix}.EnableNatTraversal`) ?? current.EnableNatTraversal,
    RemoteCaCertificate: parameters.text(`${prefix}.RemoteCaCertificate`) ?? current.RemoteCaCertificate,
    TunnelIkeConfig: mergeConfig(current.TunnelIkeConfig, parameters, `${prefix}.TunnelIkeConfig`),
    TunnelIpsecConfig: mergeConfig(current.TunnelIpsecConfig, parameters, `${prefix}.TunnelIpsecConfig`),
    TunnelBgpConfig: mergeBgp(current.TunnelBgpConfig, parameters, `${prefix}.TunnelBgpConfig`),
  };
}
