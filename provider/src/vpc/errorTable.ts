/**
 * What an error asks of us.
 * - `busy`: the gateway has another change; wait for `active` and send the same request again.
 * - `retryable`: the request was not taken; send it again after a pause.
 * - `indeterminate`: nobody knows whether the request was taken; ask before sending anything again.
 * - `notFound`: what the request speaks of doesn't exist.
 * - `conflict`: another change may remove the cause.
 * - `fatal`: a person has to do something.
 */
export type ErrorKind = "busy" | "retryable" | "indeterminate" | "notFound" | "conflict" | "fatal";

export interface Row {
  readonly kind: ErrorKind;
  readonly advice?: string;
  /** A deployment may remove the cause: a preflight only warns of it. A conflict may always pass. */
  readonly passing?: true;
  /** The caller lacks a permission: the error names the one that the operation needs. */
  readonly access?: true;
}

export const lookAtRoutes =
  "Look at the routes of the VPC and the gateway, and take away the one that conflicts.";
export const later = "Run the same command again later.";
export const whenActive =
  "Somebody else changes the gateway, too: run the same command again once its status is active.";
const recreates = "Run pulumi refresh, and pulumi up to recreate it.";
export const looksFirst =
  "It isn't known whether the service took it. Run the same command again: it looks first, and makes nothing twice.";
const renamed =
  'One that was renamed in the program needs its old name in its options: aliases: [{ name: "…" }].';

/** A row for each error code of the API pages and of what others have seen. */
export const errorTable: Readonly<Record<string, Row>> = {
  "VpnGateway.Configuring": { kind: "busy", advice: whenActive },
  "VpnTask.CONFLICT": { kind: "busy", advice: whenActive },
  TaskConflict: { kind: "busy", advice: whenActive },
  "Appliance.Configuring": { kind: "busy", advice: whenActive },
  "VpnConnection.Configuring": { kind: "busy", advice: whenActive },
  "VpnRouteEntry.Configuring": { kind: "busy", advice: whenActive },
  OperationConflict: { kind: "busy", advice: whenActive },
  IncorrectStatus: { kind: "busy", advice: whenActive },
  SystemBusy: { kind: "retryable", advice: later },
  // These may come from in front of the service, or after it made the change.
  ServiceUnavailable: { kind: "indeterminate", advice: looksFirst },
  InternalError: { kind: "indeterminate", advice: looksFirst },
  UnknownError: { kind: "indeterminate", advice: looksFirst },
  // An earlier request with the same token is still being carried out.
  LastTokenProcessing: { kind: "indeterminate", advice: looksFirst },
  "Rejected.Throttling": { kind: "retryable", advice: later },

  "InvalidVpnConnectionInstanceId.NotFound": { kind: "notFound", advice: recreates },
  "InvalidSslVpnServerId.NotFound": { kind: "notFound", advice: recreates },
  "InvalidInstanceId.NotFound": { kind: "notFound", advice: recreates },
  // TagResources and UntagResources.
  "InvalidResourceId.NotFound": { kind: "notFound", advice: recreates },

  "VpnConnectionParamInvalid.SameVpnAndCgwDifferentIkeConfigs": {
    kind: "conflict",
    advice:
      "Connections of one gateway to one customer gateway share the key and the IKE settings: give them the same.",
  },
  "VpnConnectionParamInvalid.SameVpnAndCgwTrafficSelectorOverlap": {
    kind: "conflict",
    advice: `Connections of one gateway to one customer gateway need subnets that don't overlap. ${renamed}`,
  },
  "IllegalParam.TunnelCidr": {
    kind: "conflict",
    advice: "Each tunnel of a gateway needs a tunnelCidr of its own.",
  },
  IpConflict: {
    kind: "conflict",
    advice: "Choose a clientIpPool apart from localSubnets and from other SSL servers of the VPC.",
  },
  "SslVpnServer.AlreadyExist": {
    kind: "conflict",
    advice: "A gateway has at most one SSL server: adopt the existing one, or remove it first.",
  },
  "InvalidVpnConnection.AlreadyExists": {
    kind: "conflict",
    advice: `The gateway has a connection with the same customer gateway and subnets: adopt it, or remove it first. ${renamed}`,
  },

  "VpnGateway.FinancialLocked": {
    kind: "fatal",
    advice: "Top up the account: the gateway is locked for overdue payments.",
  },
  "VpnGateway.SslVpnDisabled": { kind: "fatal", advice: "Enable SSL-VPN on the gateway." },
  "InvalidVpnGatewayInstanceId.NotFound": {
    kind: "fatal",
    advice: "Check vpnGatewayId, and that it is a gateway of this region and account.",
  },
  "InvalidCustomerGatewayInstanceId.NotFound": {
    kind: "fatal",
    advice: "Check customerGatewayId, and that it is of this region and account.",
  },
  "InvalidRegionId.NotFound": {
    kind: "fatal",
    advice: "Check the region: alicloud:region, or regionId of the resource.",
  },
  "InvalidAccessKeyId.NotFound": {
    kind: "fatal",
    advice: "Check alicloud:accessKey or ALICLOUD_ACCESS_KEY: no such access key.",
  },
  "InvalidTimeStamp.Expired": {
    kind: "fatal",
    advice: "Set this machine's clock: the service refuses requests that are more than 15 minutes off.",
  },
  SignatureDoesNotMatch: {
    kind: "fatal",
    advice: "Check alicloud:secretKey or ALICLOUD_SECRET_KEY: it doesn't belong to the access key.",
  },
  IncompleteSignature: { kind: "fatal", advice: "Check the access key and its secret." },
  Forbidden: { kind: "fatal", access: true },
  "Forbidden.RAM": { kind: "fatal", access: true },
  "Forbbiden.SubUser": { kind: "fatal", advice: "The resource belongs to another user of the account." },
  NoPermission: { kind: "fatal", access: true },
  "Resource.QuotaFull": {
    kind: "fatal",
    passing: true,
    advice: "Ask for a larger quota, or remove what isn't needed.",
  },
  "QuotaExceeded.PBR": {
    kind: "fatal",
    passing: true,
    advice: "Ask for a larger quota of policy-based routes, or name fewer subnets.",
  },
  "QuotaExceeded.PolicyBasedRoute": {
    kind: "fatal",
    passing: true,
    advice: "Ask for a larger quota of policy-based routes, or name fewer subnets.",
  },
  "QuotaExceeded.VpnRouteEntry": {
    kind: "fatal",
    passing: true,
    advice: "Ask for a larger quota of route entries in the VPC's route table.",
  },
  "VpnRouteEntry.AlreadyExists": { kind: "fatal", passing: true, advice: lookAtRoutes },
  // A connection's subnets and the pools of SSL servers may be in each other's way.
  "VpnRouteEntry.Conflict": { kind: "conflict", advice: lookAtRoutes },
  "VpnRouteEntry.ConflictSSL": { kind: "conflict", advice: lookAtRoutes },
  "VpnRouteEntry.BackupRoute": { kind: "fatal", passing: true, advice: lookAtRoutes },
  "VpnRouteEntry.InvalidWeight": { kind: "fatal", passing: true, advice: lookAtRoutes },
  "CustomerGateway.ConflictRouteEntry": { kind: "fatal", passing: true, advice: lookAtRoutes },
  "SslVpnServer.AddRouteError": { kind: "fatal", passing: true, advice: lookAtRoutes },
  "OperationFailed.RouteConflictWithIPsecServer": { kind: "fatal", passing: true, advice: lookAtRoutes },
  "EnableHaCheck.SslVpnServerClientCidrContainsVpcRouteDest": {
    kind: "fatal",
    advice: "Choose a clientIpPool that holds no destination of the VPC's routes.",
  },
  // Of a create it never gets out: the next generation of the token follows.
  IdempotentParameterMismatch: { kind: "fatal", advice: later },
  InvalidName: {
    kind: "fatal",
    advice: "Choose another name: 1 to 100 characters, and not beginning with http:// or https://.",
  },
  "ClientIpPool.NetmaskInvalid": {
    kind: "fatal",
    advice: "Choose a clientIpPool with a mask from /16 to /29.",
  },
  "ClientIpPool.SubnetInvalid": {
    kind: "fatal",
    advice: "Choose another clientIpPool, from 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16.",
  },
  "SslVpnServerPort.Illegal": {
    kind: "fatal",
    advice: "Choose another port, from 1 to 65535 and none that the service keeps to itself.",
  },
  "MissingParameter.IDaaSInstanceId": { kind: "fatal", advice: "Give idaasInstanceId." },
  "MissingParam.IDaaSApplicationId": {
    kind: "fatal",
    advice: "Give idaasApplicationId: the instance is of EIAM 2.0.",
  },
  "MissingParam.IDaaSRegionId": { kind: "fatal", advice: "Give idaasRegionId." },
  "IllegalParam.IDaaSApplicationId": {
    kind: "fatal",
    advice: "Make the IDaaS application from the template for SSL-VPN.",
  },
  "InvalidIDaaSInstanceId.NotFound": { kind: "fatal", advice: "Check idaasInstanceId." },
  "InvalidIDaaSApplicationId.NotFound": { kind: "fatal", advice: "Check idaasApplicationId." },
  "SslVpnIDaaS2.NotSupport": {
    kind: "fatal",
    advice: "Upgrade the gateway: its version doesn't know IDaaS EIAM 2.0.",
  },
  "OperationFailed.NoRamPermission": {
    kind: "fatal",
    advice: "Authorize the VPN service to use the IDaaS instance (role AliyunVpnAccessingIdaasRole).",
  },
  "OperationFailed.GetIDaaSInfo": { kind: "fatal", advice: "Check the IDaaS instance and its application." },
  "OperationUnsupported.NotSupportMultiFactorAuth": {
    kind: "fatal",
    advice: "Upgrade the gateway: its version doesn't know two-factor authentication.",
  },
  "OperationUnsupported.SetDPD": { kind: "fatal", advice: "Leave enableDpd out, or upgrade the gateway." },
  "OperationUnsupported.SetNatTraversal": {
    kind: "fatal",
    advice: "Leave enableNatTraversal out, or upgrade the gateway.",
  },
  "OperationUnsupported.EnableBgp": { kind: "fatal", advice: "Leave BGP out, or upgrade the gateway." },
  "OperationFailed.CenLevelNotSupport": {
    kind: "fatal",
    advice: "Detach the VPC from the FULL-mode CEN before enabling BGP.",
  },
  "NotSupportVpnConnectionParameter.IpsecPfs": {
    kind: "fatal",
    advice: "Choose another ipsecPfs: this gateway doesn't take that one.",
  },
  "NotSupportVpnConnectionParameter.IpsecAuthAlg": {
    kind: "fatal",
    advice: "Choose another ipsecAuthAlg: this gateway doesn't take that one.",
  },
  "MissingParameter.TunnelCidr": { kind: "fatal", advice: "Give tunnelCidr: BGP is on." },
  "MissingParam.CustomerGatewayAsn": {
    kind: "fatal",
    advice: "Give the customer gateway an ASN: BGP is on.",
  },
  "IllegalParam.LocalAsn": { kind: "fatal", advice: "Check localAsn, from 1 to 4294967295." },
  "IllegalParam.BgpConfig": {
    kind: "fatal",
    advice: "Check bgpConfig: its tunnelCidr, localBgpIp and localAsn.",
  },
  "IllegalParam.EnableBgp": {
    kind: "conflict",
    advice: "Enable BGP on this connection: other connections of the gateway use it.",
  },
  "InvalidTunnelCidr.Malformed": {
    kind: "fatal",
    advice: "Give tunnelCidr as a /30 block in 169.254.0.0/16.",
  },
  "InvalidLocalBgpIp.Malformed": { kind: "fatal", advice: "Give localBgpIp as an address of tunnelCidr." },
  "IllegalParam.LocalBgpIp": { kind: "fatal", advice: "Give localBgpIp as an address of tunnelCidr." },
  "IllegalParam.LocalSubnet": {
    kind: "fatal",
    advice: "Check localSubnets: blocks in CIDR notation, at most ten of a connection.",
  },
  "IllegalParam.RemoteSubnet": {
    kind: "fatal",
    advice: "Check remoteSubnets: at most ten blocks in CIDR notation.",
  },
  "IllegalParam.TunnelId": {
    kind: "fatal",
    advice: "Run pulumi refresh: the tunnels of the connection have other ids by now.",
  },
  "IllegalParam.Role": { kind: "fatal", advice: "Give one master and one slave tunnel." },
  "ModifyIkeV1WithMultiRoutes.Invalid": { kind: "fatal", advice: "Take ikev2, or name one block a side." },
};
