import { type Fields, type FieldsOf, optional, type Shape } from "../shape";
import type {
  BgpValues,
  CustomerGateway,
  DualTunnelConnection,
  GatewaySupport,
  HealthCheck,
  IkeConfig,
  IpsecConfig,
  SingleTunnelConnection,
  SslVpnServer,
  Tunnel,
  VpnConnection,
  VpnGateway,
} from "./resources";

const tags: Shape = { mapOf: "string" };

const support: FieldsOf<GatewaySupport> = {
  Bgp: "boolean",
  Dpd: "boolean",
  NatTraversal: "boolean",
  MultiFactorAuth: "boolean",
  Idaas2: "boolean",
};

const gateway: FieldsOf<VpnGateway> = {
  VpnGatewayId: "string",
  RegionId: "string",
  Name: "string",
  Description: "string",
  CreateTime: "number",
  EndTime: "number",
  ResourceGroupId: "string",
  VpcId: "string",
  VSwitchId: "string",
  InternetIp: "string",
  DisasterRecoveryInternetIp: "string",
  DisasterRecoveryVSwitchId: "string",
  SslVpnInternetIp: "string",
  Zones: { listOf: "string" },
  Tunnels: { oneOf: ["single", "dual"] },
  IpsecVpn: "boolean",
  SslVpn: "boolean",
  SslMaxConnections: "number",
  Spec: "string",
  BusinessStatus: { oneOf: ["Normal", "FinancialLocked"] },
  ChargeType: "string",
  GatewayType: "string",
  NetworkType: "string",
  VpnType: { oneOf: ["Normal", "NationalStandard"] },
  AutoPropagate: "boolean",
  Supports: { fields: support },
  EnableBgp: "boolean",
  CenLevel: "string",
  VpcCidr: "string",
  VpcRoutes: { listOf: "string" },
  Tags: tags,
  Status: "string",
  BusyFrom: "number",
  BusyUntil: "number",
  Stuck: "boolean",
};

const customerGateway: FieldsOf<CustomerGateway> = {
  CustomerGatewayId: "string",
  RegionId: "string",
  IpAddress: "string",
  Name: "string",
  Description: "string",
  Asn: optional("number"),
  AuthKey: "string",
  CreateTime: "number",
  ResourceGroupId: "string",
  Tags: tags,
};

const server: FieldsOf<SslVpnServer> = {
  SslVpnServerId: "string",
  VpnGatewayId: "string",
  RegionId: "string",
  Name: "string",
  ClientIpPool: "string",
  LocalSubnet: "string",
  Proto: "string",
  Cipher: "string",
  Port: "number",
  Compress: "boolean",
  DnsServers: optional("string"),
  EnableMultiFactorAuth: "boolean",
  IDaaSInstanceId: optional("string"),
  IDaaSRegionId: optional("string"),
  IDaaSApplicationId: optional("string"),
  Connections: "number",
  CreateTime: "number",
};

const ike: FieldsOf<IkeConfig> = {
  Psk: "string",
  IkeVersion: "string",
  IkeMode: "string",
  IkeEncAlg: "string",
  IkeAuthAlg: "string",
  IkePfs: "string",
  IkeLifetime: "number",
  LocalId: "string",
  RemoteId: "string",
};

const ipsec: FieldsOf<IpsecConfig> = {
  IpsecEncAlg: "string",
  IpsecAuthAlg: "string",
  IpsecPfs: "string",
  IpsecLifetime: "number",
};

const bgp: FieldsOf<BgpValues> = { LocalAsn: "number", TunnelCidr: "string", LocalBgpIp: "string" };

const healthCheck: FieldsOf<HealthCheck> = {
  Enable: "boolean",
  Dip: "string",
  Sip: "string",
  Interval: "number",
  Retry: "number",
};

const tunnel: FieldsOf<Tunnel> = {
  TunnelId: "string",
  Role: { oneOf: ["master", "slave"] },
  CustomerGatewayId: "string",
  EnableDpd: "boolean",
  EnableNatTraversal: "boolean",
  RemoteCaCertificate: "string",
  InternetIp: "string",
  ZoneNo: "string",
  TunnelIkeConfig: { fields: ike },
  TunnelIpsecConfig: { fields: ipsec },
  TunnelBgpConfig: { fields: bgp },
};

const common = {
  VpnConnectionId: "string",
  VpnGatewayId: "string",
  RegionId: "string",
  Name: "string",
  Description: "string",
  CreateTime: "number",
  LocalSubnet: "string",
  RemoteSubnet: "string",
  EffectImmediately: "boolean",
  AutoConfigRoute: "boolean",
  Tags: tags,
} as const;

const single: FieldsOf<SingleTunnelConnection> = {
  ...common,
  Mode: { oneOf: ["single"] },
  CustomerGatewayId: "string",
  IkeConfig: { fields: ike },
  IpsecConfig: { fields: ipsec },
  HealthCheck: { fields: healthCheck },
  BgpConfig: { fields: { ...bgp, EnableBgp: "boolean" } },
  EnableDpd: "boolean",
  EnableNatTraversal: "boolean",
  RemoteCaCertificate: "string",
};

const dual: FieldsOf<DualTunnelConnection> = {
  ...common,
  Mode: { oneOf: ["dual"] },
  EnableTunnelsBgp: "boolean",
  Tunnels: { listOf: { fields: tunnel } },
};

/** What is edited or put in, as messages call it, with its fields. */
export interface ResourceShape {
  readonly what: string;
  readonly fields: Fields;
}

export const gatewayShape: ResourceShape = { what: "a VPN gateway", fields: gateway };
export const customerGatewayShape: ResourceShape = { what: "a customer gateway", fields: customerGateway };
export const sslVpnServerShape: ResourceShape = { what: "an SSL server", fields: server };

export function connectionShape({ Mode }: Pick<VpnConnection, "Mode">): ResourceShape {
  return Mode === "dual"
    ? { what: "a dual-tunnel connection", fields: dual }
    : { what: "a single-tunnel connection", fields: single };
}

/** For paths that are given before it is known which resource they will meet. */
export const anyResource: Fields = { ...customerGateway, ...server, ...single, ...dual };
