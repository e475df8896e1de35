/**
 * What an error asks of us.
 * - `busy`: the gateway has another change; wait for `active` and send the same request again.
 * - `backoff`: the request was not taken; send it again after a pause.
 * - `unknown`: nobody knows whether the request was taken; ask before sending anything again.
 * - `gone`: what the request speaks of doesn't exist.
 * - `park`: another change may remove the cause.
 * - `stop`: a person has to do something.
 */
export type ErrorKind = "busy" | "backoff" | "unknown" | "gone" | "park" | "stop";

export interface Row {
  readonly kind: ErrorKind;
  readonly advice?: string;
  /** A deployment may remove the cause: a preflight only warns of it. What is parked may always pass. */
  readonly passing?: true;
}

const lookAtRoutes = "Look at the routes of the VPC and the gateway, and take away the one that conflicts.";
export const later = "Run the same command again later.";
const whenActive =
  "Somebody else changes the gateway, too: run the same command again once its status is active.";
const anew = "Run pulumi refresh, and pulumi up to make it anew.";
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
  SystemBusy: { kind: "backoff", advice: later },
  // It may come from in front of the service, which may have taken the request all the same.
  ServiceUnavailable: { kind: "unknown", advice: looksFirst },
  "Rejected.Throttling": { kind: "backoff", advice: later },

  "InvalidVpnConnectionInstanceId.NotFound": { kind: "gone", advice: anew },
  "InvalidSslVpnServerId.NotFound": { kind: "gone", advice: anew },
  "InvalidInstanceId.NotFound": { kind: "gone", advice: anew },
  // TagResources and UntagResources.
  "InvalidResourceId.NotFound": { kind: "gone", advice: anew },

  "VpnConnectionParamInvalid.SameVpnAndCgwDifferentIkeConfigs": {
    kind: "park",
    advice:
      "Connections of one gateway to one customer gateway share the key and the IKE settings: give them the same.",
  },
  "VpnConnectionParamInvalid.SameVpnAndCgwTrafficSelectorOverlap": {
    kind: "park",
    advice: `Connections of one gateway to one customer gateway need subnets that don't overlap. ${renamed}`,
  },
  "IllegalParam.TunnelCidr": {
    kind: "park",
    advice: "Each tunnel of a gateway needs a tunnelCidr of its own.",
  },
  IpConflict: {
    kind: "park",
    advice: "Choose a clientIpPool apart from localSubnets and from other SSL servers of the VPC.",
  },
  "SslVpnServer.AlreadyExist": {
    kind: "park",
    advice: "A gateway has at most one SSL server: adopt the existing one, or remove it first.",
  },
  "InvalidVpnConnection.AlreadyExists": {
    kind: "park",
    advice: `The gateway has a connection with the same customer gateway and subnets: adopt it, or remove it first. ${renamed}`,
  },

  "VpnGateway.FinancialLocked": {
    kind: "stop",
    advice: "Top up the account: the gateway is locked for overdue payments.",
  },
  "VpnGateway.SslVpnDisabled": { kind: "stop", advice: "Enable SSL-VPN on the gateway." },
  "InvalidVpnGatewayInstanceId.NotFound": {
    kind: "stop",
    advice: "Check vpnGatewayId, and that it is a gateway of this region and account.",
  },
  "InvalidCustomerGatewayInstanceId.NotFound": {
    kind: "stop",
    advice: "Check customerGatewayId, and that it is of this region and account.",
  },
  "InvalidRegionId.NotFound": {
    kind: "stop",
    advice: "Check the region: alicloud:region, or regionId of the resource.",
  },
  "InvalidAccessKeyId.NotFound": {
    kind: "stop",
    advice: "Check alicloud:accessKey or ALICLOUD_ACCESS_KEY: no such access key.",
  },
  "InvalidTimeStamp.Expired": {
    kind: "stop",
    advice: "Set this machine's clock: the service refuses requests that are more than 15 minutes off.",
  },
  SignatureDoesNotMatch: {
    kind: "stop",
    advice: "Check alicloud:secretKey or ALICLOUD_SECRET_KEY: it doesn't belong to the access key.",
  },
  IncompleteSignature: { kind: "stop", advice: "Check the access key and its secret." },
  Forbidden: { kind: "stop" },
  "Forbidden.RAM": { kind: "stop" },
  "Forbbiden.SubUser": { kind: "stop", advice: "The resource belongs to another user of the account." },
  NoPermission: { kind: "stop" },
  "Resource.QuotaFull": {
    kind: "stop",
    passing: true,
    advice: "Ask for a larger quota, or remove what isn't needed.",
  },
  "QuotaExceeded.PBR": {
    kind: "stop",
    passing: true,
    advice: "Ask for a larger quota of policy-based routes, or name fewer subnets.",
  },
  "QuotaExceeded.PolicyBasedRoute": {
    kind: "stop",
    passing: true,
    advice: "Ask for a larger quota of policy-based routes, or name fewer subnets.",
  },
  "QuotaExceeded.VpnRouteEntry": {
    kind: "stop",
    passing: true,
    advice: "Ask for a larger quota of route entries in the VPC's route table.",
  },
  "VpnRouteEntry.AlreadyExists": { kind: "stop", passing: true, advice: lookAtRoutes },
  // A connection's subnets and the pools of SSL servers may be in each other's way.
  "VpnRouteEntry.Conflict": { kind: "park", advice: lookAtRoutes },
  "VpnRouteEntry.ConflictSSL": { kind: "park", advice: lookAtRoutes },
  "VpnRouteEntry.BackupRoute": { kind: "stop", passing: true, advice: lookAtRoutes },
  "VpnRouteEntry.InvalidWeight": { kind: "stop", passing: true, advice: lookAtRoutes },
  "CustomerGateway.ConflictRouteEntry": { kind: "stop", passing: true, advice: lookAtRoutes },
  "SslVpnServer.AddRouteError": { kind: "stop", passing: true, advice: lookAtRoutes },
  "OperationFailed.RouteConflictWithIPsecServer": { kind: "stop", passing: true, advice: lookAtRoutes },
  "EnableHaCheck.SslVpnServerClientCidrContainsVpcRouteDest": {
    kind: "stop",
    advice: "Choose a clientIpPool that holds no destination of the VPC's routes.",
  },
  // Of a create it never gets out: the next generation of the token follows.
  IdempotentParameterMismatch: { kind: "stop", advice: later },
  InvalidName: {
    kind: "stop",
    advice: "Choose another name: 1 to 100 characters, and not beginning with http:// or https://.",
  },
  "ClientIpPool.NetmaskInvalid": {
    kind: "stop",
    advice: "Choose a clientIpPool with a mask from /16 to /29.",
  },
  "ClientIpPool.SubnetInvalid": {
    kind: "stop",
    advice: "Choose another clientIpPool, from 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16.",
  },
  "SslVpnServerPort.Illegal": {
    kind: "stop",
    advice: "Choose another port, from 1 to 65535 and none that the service keeps to itself.",
  },
  "MissingParameter.IDaaSInstanceId": { kind: "stop", advice: "Give idaasInstanceId." },
  "MissingParam.IDaaSApplicationId": {
    kind: "stop",
    advice: "Give idaasApplicationId: the instance is of EIAM 2.0.",
  },
  "MissingParam.IDaaSRegionId": { kind: "stop", advice: "Give idaasRegionId." },
  "IllegalParam.IDaaSApplicationId": {
    kind: "stop",
    advice: "Make the IDaaS application from the template for SSL-VPN.",
  },
  "InvalidIDaaSInstanceId.NotFound": { kind: "stop", advice: "Check idaasInstanceId." },
  "InvalidIDaaSApplicationId.NotFound": { kind: "stop", advice: "Check idaasApplicationId." },
  "SslVpnIDaaS2.NotSupport": {
    kind: "stop",
    advice: "Upgrade the gateway: its version doesn't know IDaaS EIAM 2.0.",
  },
  "OperationFailed.NoRamPermission": {
    kind: "stop",
    advice: "Authorize the VPN service to use the IDaaS instance (role AliyunVpnAccessingIdaasRole).",
  },
  "OperationFailed.GetIDaaSInfo": { kind: "stop", advice: "Check the IDaaS instance and its application." },
  "OperationUnsupported.NotSupportMultiFactorAuth": {
    kind: "stop",
    advice: "Upgrade the gateway: its version doesn't know two-factor authentication.",
  },
  "OperationUnsupported.SetDPD": { kind: "stop", advice: "Leave enableDpd out, or upgrade the gateway." },
  "OperationUnsupported.SetNatTraversal": {
    kind: "stop",
    advice: "Leave enableNatTraversal out, or upgrade the gateway.",
  },
  "OperationUnsupported.EnableBgp": { kind: "stop", advice: "Leave BGP out, or upgrade the gateway." },
  "OperationFailed.CenLevelNotSupport": {
    kind: "stop",
    advice: "Detach the VPC from the FULL-mode CEN before enabling BGP.",
  },
  "NotSupportVpnConnectionParameter.IpsecPfs": {
    kind: "stop",
    advice: "Choose another ipsecPfs: this gateway doesn't take that one.",
  },
  "NotSupportVpnConnectionParameter.IpsecAuthAlg": {
    kind: "stop",
    advice: "Choose another ipsecAuthAlg: this gateway doesn't take that one.",
  },
  "MissingParameter.TunnelCidr": { kind: "stop", advice: "Give tunnelCidr: BGP is on." },
  "MissingParam.CustomerGatewayAsn": { kind: "stop", advice: "Give the customer gateway an ASN: BGP is on." },
  "IllegalParam.LocalAsn": { kind: "stop", advice: "Check localAsn, from 1 to 4294967295." },
  "IllegalParam.BgpConfig": {
    kind: "stop",
    advice: "Check bgpConfig: its tunnelCidr, localBgpIp and localAsn.",
  },
  "IllegalParam.EnableBgp": {
    kind: "park",
    advice: "Enable BGP on this connection: other connections of the gateway use it.",
  },
  "InvalidTunnelCidr.Malformed": {
    kind: "stop",
    advice: "Give tunnelCidr as a /30 block in 169.254.0.0/16.",
  },
  "InvalidLocalBgpIp.Malformed": { kind: "stop", advice: "Give localBgpIp as an address of tunnelCidr." },
  "IllegalParam.LocalBgpIp": { kind: "stop", advice: "Give localBgpIp as an address of tunnelCidr." },
  "IllegalParam.LocalSubnet": {
    kind: "stop",
    advice: "Check localSubnets: blocks in CIDR notation, at most ten of a connection.",
  },
  "IllegalParam.RemoteSubnet": {
    kind: "stop",
    advice: "Check remoteSubnets: at most ten blocks in CIDR notation.",
  },
  "IllegalParam.TunnelId": {
    kind: "stop",
    advice: "Run pulumi refresh: the tunnels of the connection have other ids by now.",
  },
  "IllegalParam.Role": { kind: "stop", advice: "Give one master and one slave tunnel." },
  "ModifyIkeV1WithMultiRoutes.Invalid": { kind: "stop", advice: "Take ikev2, or name one block a side." },
};
