import type { Refusal, RuleSource } from "./rule";

type Row = readonly [code: string, message: string, status?: number, source?: RuleSource];

const subUser =
  "User not authorized to operate on the specified resource as your account is created by another user.";

/** The error tables of the three pages (CreateSslVpnServer, ModifySslVpnServer, ModifyVpnConnectionAttribute). */
const pages: readonly Row[] = [
  ["Resource.QuotaFull", "The quota of resource is full"],
  ["InvalidName", "The name is not valid"],
  ["VpnGateway.Configuring", "The specified service is configuring."],
  ["VpnGateway.FinancialLocked", "The specified service is financial locked."],
  ["SslVpnServer.AlreadyExist", "The SSL VPN server of specified vpn gateway already exists."],
  ["VpnRouteEntry.Conflict", "The specified route entry has conflict."],
  ["IpConflict", "Client IP pool conflict with local IP range."],
  [
    "SslVpnServer.AddRouteError",
    "Add route error whose destination is client IP pool, please check vpc route entry and relevant quota.",
  ],
  [
    "ClientIpPool.NetmaskInvalid",
    "The netmask length of client IP pool must be greater than or equal to 16 and less than or equal to 29.",
  ],
  ["ClientIpPool.SubnetInvalid", "The specified client IP pool cannot be used."],
  [
    "MissingParameter.IDaaSInstanceId",
    "The input parameter IDaaSInstanceId is mandatory when enable multi-factor authentication.",
  ],
  ["OperationFailed.GetIDaaSInfo", "Failed to get secret key from your IDaaS instance."],
  ["OperationFailed.NoRamPermission", "Vpn Service has no permission to operate your IDaaS instances."],
  [
    "OperationUnsupported.NotSupportMultiFactorAuth",
    "Current version of the VPN does not support multi-factor authentication.",
  ],
  [
    "QuotaExceeded.VpnRouteEntry",
    "The number of route entries to the VPN gateway in the VPC routing table has reached the quota limit.",
  ],
  ["SystemBusy", "The system is busy. Please try again later."],
  ["SslVpnServerPort.Illegal", "The server port is not in the range of [1-65535]."],
  [
    "EnableHaCheck.SslVpnServerClientCidrContainsVpcRouteDest",
    "Ssl vpn client cidr contains vpc route prefix. The vpc route prefix is %s.",
  ],
  ["VpnGateway.SslVpnDisabled", "The VPN gateway has not enabled SSL VPN."],
  ["IllegalParam.LocalSubnet", 'The specified "LocalSubnet" (%s) is invalid.'],
  ["IllegalParam.RemoteSubnet", 'The specified "RemoteSubnet" (%s) is invalid.'],
  ["Forbbiden.SubUser", subUser, 403],
  ["Forbidden", "User not authorized to operate on the specified resource.", 403],
  ["InvalidRegionId.NotFound", "The specified region is not found during access authentication.", 404],
  ["InvalidVpnGatewayInstanceId.NotFound", "The specified vpn gateway instance id does not exist.", 404],
  ["InvalidIDaaSInstanceId.NotFound", "The specified IDaaS instance ID does not exist.", 404],
  ["InvalidIDaaSApplicationId.NotFound", "The specified IDaaS application Id does not exist.", 404],
  ["InvalidInstanceId.NotFound", "InstanceId is not found."],
  [
    "IllegalParam.IDaaSApplicationId",
    "The specified IDaaS application Id is not illegal, the application instance needs to be created based on the " +
      "dedicated SSL VPN template.",
  ],
  [
    "MissingParam.IDaaSApplicationId",
    "The input parameter IDaaSApplicationId is mandatory when enable multi-factor authentication.",
  ],
  [
    "MissingParam.IDaaSRegionId",
    "The input parameter IDaaSRegionId is mandatory when enable multi-factor authentication.",
  ],
  ["SslVpnIDaaS2.NotSupport", "Current version of the VPN does not support IDaaS2.0."],
  ["VpnRouteEntry.AlreadyExists", "The specified route entry is already exist."],
  [
    "NotSupportVpnConnectionParameter.IpsecPfs",
    "The specified vpn connection ipsec Ipsec Pfs is not support.",
  ],
  [
    "NotSupportVpnConnectionParameter.IpsecAuthAlg",
    "The specified vpn connection ipsec Auth Alg is not support.",
  ],
  ["VpnRouteEntry.ConflictSSL", "The specified route entry has conflict with SSL client."],
  ["VpnRouteEntry.BackupRoute", "Validate backup route entry failed."],
  ["VpnRouteEntry.InvalidWeight", "Invalid route entry weight value."],
  ["QuotaExceeded.PBR", "The policy-based routes has reached the upper limit."],
  ["OperationUnsupported.SetDPD", "Current version of the VPN does not support setting DPD."],
  [
    "OperationUnsupported.SetNatTraversal",
    "Current version of the VPN does not support setting NAT traversal.",
  ],
  [
    "QuotaExceeded.PolicyBasedRoute",
    "The maximum number of policy-based routes is exceeded. Existing routes: %s. Routes to be created: %s. " +
      "Maximum routes: %s.",
  ],
  ["MissingParameter.TunnelCidr", "The parameter TunnelCidr is mandatory when BGP is enabled."],
  ["OperationUnsupported.EnableBgp", "Current version of the VPN does not support enable BGP."],
  ["MissingParam.CustomerGatewayAsn", "Asn of customer gateway is mandatory when BGP is enabled."],
  ["IllegalParam.LocalAsn", "The specified LocalAsn is invalid."],
  ["IllegalParam.BgpConfig", "The specified BgpConfig is invalid."],
  ["IllegalParam.EnableBgp", "VPN connection must enable BGP when VPN gateway has enabled BGP."],
  ["IllegalParam.TunnelCidr", "The specified TunnelCidr is invalid."],
  ["InvalidLocalBgpIp.Malformed", "The specified LocalBgpIp is malformed."],
  ["IllegalParam.LocalBgpIp", "The specified LocalBgpIp is invalid."],
  [
    "OperationFailed.CenLevelNotSupport",
    "When the VPC to which the VPN gateway belongs is attached to a FULL-mode CEN, the VPN gateway cannot enable BGP.",
  ],
  ["InvalidTunnelCidr.Malformed", "The specified TunnelCidr is malformed."],
  ["CustomerGateway.ConflictRouteEntry", "The specified customer gateway has conflict with route entry."],
  ["VpnTask.CONFLICT", "Vpn task has conflict."],
  [
    "OperationFailed.RouteConflictWithIPsecServer",
    "Operation failed because the route to create conflicts with the client IP pool of the IPsec server.",
  ],
  ["IllegalParam.TunnelId", "The specified TunnelId is invalid."],
  ["IllegalParam.Role", "The specified Role is invalid."],
  [
    "VpnConnectionParamInvalid.SameVpnAndCgwDifferentIkeConfigs",
    "IPSec connections associated with the same user gateway and VPN gateway should have the same pre-shared key " +
      "and IKE configuration.",
  ],
  [
    "VpnConnectionParamInvalid.SameVpnAndCgwTrafficSelectorOverlap",
    "Traffic selectors of IPSec connections associated with the same user gateway and VPN gateway should not overlap.",
  ],
  [
    "ModifyIkeV1WithMultiRoutes.Invalid",
    "Failed to modify VPN connection parameters. Multi-network is configured while using IkeV1 protocol.",
  ],
  [
    "InvalidVpnConnectionInstanceId.NotFound",
    "The specified vpn connection instance id does not exist.",
    404,
  ],
];

/** Codes of the gateway in front of every Alibaba Cloud API, and of VPC pages beyond the three. */
const observed: readonly Row[] = [
  ["InvalidAccessKeyId.NotFound", "Specified access key is not found.", 404],
  [
    "SignatureDoesNotMatch",
    "Specified signature is not matched with our calculation. server string to sign is:%s",
  ],
  ["IncompleteSignature", "The request signature does not conform to Aliyun standards."],
  ["InvalidTimeStamp.Expired", "Specified time stamp or date value is expired."],
  ["InvalidTimeStamp.Format", "Specified time stamp or date value is not well formatted."],
  ["SignatureNonceUsed", "Specified signature nonce was used already."],
  ["InvalidAction.NotFound", "Specified api is not found, please check your url and method.", 404],
  ["InvalidVersion", "Specified parameter Version is not valid."],
  [
    "MissingParameter",
    'The input parameter "%s" that is mandatory for processing this request is not supplied.',
  ],
  ["Throttling.User", "Request was denied due to user flow control."],
  ["InvalidSslVpnServerId.NotFound", "The specified SSL VPN server id does not exist.", 404],
  [
    "InvalidCustomerGatewayInstanceId.NotFound",
    "The specified customer gateway instance id does not exist.",
    404,
  ],
  ["InvalidVpnConnection.AlreadyExists", "The specified vpn connection already exists."],
  ["TaskConflict", "The operation is too frequent. Please wait a moment and try again."],
  ["OperationConflict", "Operation conflict."],
  ["IncorrectStatus.VpnGateway", "The current status of the resource does not support this operation."],
  ["LastTokenProcessing", "The last token request is processing."],
  ["UnknownError", "The request processing has failed due to some unknown error."],
  [
    "Forbidden.RAM",
    "User not authorized to operate on the specified resource, or this API doesn't support RAM.",
    403,
  ],
  ["Appliance.Configuring", "The request is conflict with the specified appliance configuring."],
  ["VpnConnection.Configuring", "The specified service is configuring."],
  [
    "InternalError",
    "The request processing has failed due to some unknown error, exception or failure.",
    500,
  ],
  ["ServiceUnavailable", "The request has failed due to a temporary failure of the server.", 503],
];

const known = new Map<string, Refusal>();
for (const [rows, origin] of [
  [pages, "page"],
  [observed, "observed by others"],
] as const) {
  for (const [code, message, status = 400, source = origin] of rows)
    known.set(code, { code, status, message, source });
}

/** The second message the pages list for a code. */
export const ipConflictInVpc: Refusal = {
  code: "IpConflict",
  status: 400,
  message: "Client IP pool conflict with other SSL VPN server in the same VPC.",
  source: "page",
};

/** The SDK's comments name this code for a dry run that passes; status and message are assumed. */
export const dryRunPassed: Refusal = {
  code: "DryRunOperation",
  status: 400,
  message: "Request validation has been passed with DryRun flag set.",
  source: "sdk model",
};

/** A code that some page or observer names. */
export function documented(code: string): Refusal {
  const refusal = known.get(code);
  if (refusal === undefined) throw new Error(`No page and no observer names the code ${code}.`);
  return refusal;
}

/** For a documented constraint whose code no page names. */
export function assumed(code: string, message: string, status = 400): Refusal {
  return { code, status, message, source: "assumed" };
}

/** For faults: a known code with its own message and status, or any other. */
export function refusalFor(code: string): Refusal {
  return known.get(code) ?? assumed(code, "The request was refused.");
}

export function documentedCodes(): readonly Refusal[] {
  return [...known.values()];
}
