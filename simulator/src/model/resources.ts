/**
 * What the simulated account owns. Properties carry the API's own names, so that an inventory, an edit in a test
 * and a Describe read alike; the types are the natural ones (a Describe turns many of them into strings).
 */
export type Tags = Record<string, string>;

export interface VpnGateway {
  VpnGatewayId: string;
  RegionId: string;
  Name: string;
  Description: string;
  CreateTime: number;
  EndTime: number;
  ResourceGroupId: string;
  VpcId: string;
  VSwitchId: string;
  InternetIp: string;
  /** The second address, on gateways for dual-tunnel connections only (sdk model). */
  DisasterRecoveryInternetIp: string;
  DisasterRecoveryVSwitchId: string;
  /** On dual-tunnel gateways SSL clients have an address of their own (sdk model). */
  SslVpnInternetIp: string;
  Zones: readonly [string, string];
  Tunnels: "single" | "dual";
  IpsecVpn: boolean;
  SslVpn: boolean;
  SslMaxConnections: number;
  Spec: string;
  BusinessStatus: "Normal" | "FinancialLocked";
  ChargeType: string;
  GatewayType: string;
  NetworkType: string;
  VpnType: "Normal" | "NationalStandard";
  AutoPropagate: boolean;
  /** What this version of the gateway can do; older ones can't, and the API has a code for each. */
  Supports: GatewaySupport;
  /** BGP switched on for the gateway itself; else it counts as on when a connection has it. */
  EnableBgp: boolean;
  /** "FULL" when the VPC is attached to a full-mode CEN, where BGP is refused. */
  CenLevel: string;
  VpcCidr: string;
  /** Entries of the VPC's route table that a client pool could collide with. */
  VpcRoutes: string[];
  Tags: Tags;
  /** The status when no change is under way. */
  Status: string;
  /** From then on the status is `updating`, which may be later than when the change was accepted. */
  BusyFrom: number;
  /** Until then a change is under way. */
  BusyUntil: number;
  /** Stays `updating` until released. */
  Stuck: boolean;
}

export interface GatewaySupport {
  Bgp: boolean;
  Dpd: boolean;
  NatTraversal: boolean;
  MultiFactorAuth: boolean;
  /** IDaaS EIAM 2.0. */
  Idaas2: boolean;
}

export interface CustomerGateway {
  CustomerGatewayId: string;
  RegionId: string;
  IpAddress: string;
  Name: string;
  Description: string;
  Asn?: number;
  AuthKey: string;
  CreateTime: number;
  ResourceGroupId: string;
  Tags: Tags;
}

export interface SslVpnServer {
  SslVpnServerId: string;
  VpnGatewayId: string;
  RegionId: string;
  Name: string;
  ClientIpPool: string;
  LocalSubnet: string;
  Proto: string;
  Cipher: string;
  Port: number;
  Compress: boolean;
  DnsServers?: string;
  EnableMultiFactorAuth: boolean;
  IDaaSInstanceId?: string;
  IDaaSRegionId?: string;
  IDaaSApplicationId?: string;
  Connections: number;
  CreateTime: number;
}

export interface IkeConfig {
  Psk: string;
  IkeVersion: string;
  IkeMode: string;
  IkeEncAlg: string;
  IkeAuthAlg: string;
  IkePfs: string;
  IkeLifetime: number;
  LocalId: string;
  RemoteId: string;
}

export interface IpsecConfig {
  IpsecEncAlg: string;
  IpsecAuthAlg: string;
  IpsecPfs: string;
  IpsecLifetime: number;
}

export interface BgpValues {
  LocalAsn: number;
  TunnelCidr: string;
  LocalBgpIp: string;
}

export interface HealthCheck {
  Enable: boolean;
  Dip: string;
  Sip: string;
  Interval: number;
  Retry: number;
}

export interface Tunnel {
  TunnelId: string;
  Role: "master" | "slave";
  CustomerGatewayId: string;
  EnableDpd: boolean;
  EnableNatTraversal: boolean;
  RemoteCaCertificate: string;
  InternetIp: string;
  ZoneNo: string;
  TunnelIkeConfig: IkeConfig;
  TunnelIpsecConfig: IpsecConfig;
  TunnelBgpConfig: BgpValues;
}

interface CommonConnection {
  VpnConnectionId: string;
  VpnGatewayId: string;
  RegionId: string;
  Name: string;
  Description: string;
  CreateTime: number;
  LocalSubnet: string;
  RemoteSubnet: string;
  EffectImmediately: boolean;
  /** Never part of an answer (sdk model of the Describe). */
  AutoConfigRoute: boolean;
  Tags: Tags;
}

export interface SingleTunnelConnection extends CommonConnection {
  Mode: "single";
  CustomerGatewayId: string;
  IkeConfig: IkeConfig;
  IpsecConfig: IpsecConfig;
  HealthCheck: HealthCheck;
  BgpConfig: BgpValues & { EnableBgp: boolean };
  EnableDpd: boolean;
  EnableNatTraversal: boolean;
  RemoteCaCertificate: string;
}

export interface DualTunnelConnection extends CommonConnection {
  Mode: "dual";
  EnableTunnelsBgp: boolean;
  Tunnels: Tunnel[];
}

export type VpnConnection = SingleTunnelConnection | DualTunnelConnection;

/** An IDaaS instance for two-factor authentication: another service, so it is only a row here. */
export interface IdaasInstance {
  InstanceId: string;
  RegionId: string;
  Version: "EIAM 1.0" | "EIAM 2.0";
  Applications: { ApplicationId: string; SslVpnTemplate: boolean }[];
  /** The VPN service may read this instance. */
  Authorized: boolean;
  /** Reading its secret key works. */
  Readable: boolean;
}
