import { VpnError } from "../errors";

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

interface Row {
  readonly kind: ErrorKind;
  readonly advice?: string;
}

const lookAtRoutes = "Look at the routes of the VPC and the gateway, and take away the one that conflicts.";
const renamed =
  'One that was renamed in the program needs its old name in its options: aliases: [{ name: "…" }].';
const grant = (what: string) => `Grant the RAM user or role the permission ${what}.`;

/** A row for each error code of the API pages and of what others have seen. */
export const errorTable: Readonly<Record<string, Row>> = {
  "VpnGateway.Configuring": { kind: "busy" },
  "VpnTask.CONFLICT": { kind: "busy" },
  TaskConflict: { kind: "busy" },
  "Appliance.Configuring": { kind: "busy" },
  "VpnConnection.Configuring": { kind: "busy" },
  SystemBusy: { kind: "backoff" },
  // It may come from in front of the service, which may have taken the request all the same.
  ServiceUnavailable: { kind: "unknown" },
  "Rejected.Throttling": { kind: "backoff" },

  "InvalidVpnConnectionInstanceId.NotFound": { kind: "gone" },
  "InvalidSslVpnServerId.NotFound": { kind: "gone" },
  "InvalidInstanceId.NotFound": { kind: "gone" },

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
  SignatureDoesNotMatch: {
    kind: "stop",
    advice: "Check alicloud:secretKey or ALICLOUD_SECRET_KEY: it doesn't belong to the access key.",
  },
  IncompleteSignature: { kind: "stop", advice: "Check the access key and its secret." },
  Forbidden: { kind: "stop" },
  "Forbidden.RAM": { kind: "stop" },
  "Forbbiden.SubUser": { kind: "stop", advice: "The resource belongs to another user of the account." },
  NoPermission: { kind: "stop" },
  "Resource.QuotaFull": { kind: "stop", advice: "Ask for a larger quota, or remove what isn't needed." },
  "QuotaExceeded.PBR": {
    kind: "stop",
    advice: "Ask for a larger quota of policy-based routes, or name fewer subnets.",
  },
  "QuotaExceeded.PolicyBasedRoute": {
    kind: "stop",
    advice: "Ask for a larger quota of policy-based routes, or name fewer subnets.",
  },
  "QuotaExceeded.VpnRouteEntry": {
    kind: "stop",
    advice: "Ask for a larger quota of route entries in the VPC's route table.",
  },
  "VpnRouteEntry.AlreadyExists": { kind: "stop", advice: lookAtRoutes },
  "VpnRouteEntry.Conflict": { kind: "stop", advice: lookAtRoutes },
  "VpnRouteEntry.ConflictSSL": { kind: "stop", advice: lookAtRoutes },
  "VpnRouteEntry.BackupRoute": { kind: "stop", advice: lookAtRoutes },
  "VpnRouteEntry.InvalidWeight": { kind: "stop", advice: lookAtRoutes },
  "CustomerGateway.ConflictRouteEntry": { kind: "stop", advice: lookAtRoutes },
  "SslVpnServer.AddRouteError": { kind: "stop", advice: lookAtRoutes },
  "OperationFailed.RouteConflictWithIPsecServer": { kind: "stop", advice: lookAtRoutes },
  "EnableHaCheck.SslVpnServerClientCidrContainsVpcRouteDest": {
    kind: "stop",
    advice: "Choose a clientIpPool that holds no destination of the VPC's routes.",
  },
  InvalidName: { kind: "stop" },
  "ClientIpPool.NetmaskInvalid": { kind: "stop" },
  "ClientIpPool.SubnetInvalid": {
    kind: "stop",
    advice: "Choose another clientIpPool, from 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16.",
  },
  "SslVpnServerPort.Illegal": { kind: "stop" },
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
  "NotSupportVpnConnectionParameter.IpsecPfs": { kind: "stop" },
  "NotSupportVpnConnectionParameter.IpsecAuthAlg": { kind: "stop" },
  "MissingParameter.TunnelCidr": { kind: "stop", advice: "Give tunnelCidr: BGP is on." },
  "MissingParam.CustomerGatewayAsn": { kind: "stop", advice: "Give the customer gateway an ASN: BGP is on." },
  "IllegalParam.LocalAsn": { kind: "stop" },
  "IllegalParam.BgpConfig": { kind: "stop" },
  "IllegalParam.EnableBgp": {
    kind: "stop",
    advice: "Enable BGP on this connection: other connections of the gateway use it.",
  },
  "InvalidTunnelCidr.Malformed": { kind: "stop" },
  "InvalidLocalBgpIp.Malformed": { kind: "stop" },
  "IllegalParam.LocalBgpIp": { kind: "stop" },
  "IllegalParam.LocalSubnet": { kind: "stop" },
  "IllegalParam.RemoteSubnet": { kind: "stop" },
  "IllegalParam.TunnelId": { kind: "stop" },
  "IllegalParam.Role": { kind: "stop" },
  "ModifyIkeV1WithMultiRoutes.Invalid": { kind: "stop", advice: "Take ikev2, or name one block a side." },
};

/** An error of the VPC API, or of the way to it. */
export class ApiError extends VpnError {
  constructor(
    message: string,
    readonly kind: ErrorKind,
    facts: { code?: string; requestId?: string; advice?: string },
    /** How long the service asks us to pause, in milliseconds. */
    readonly retryAfter?: number,
  ) {
    super(message, facts);
  }
}

export function kindOf(error: unknown): ErrorKind | undefined {
  return error instanceof ApiError ? error.kind : undefined;
}

/** Codes of connections that never came about: nothing was sent. */
const neverSent = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ConnectTimeout",
]);

/** Codes of TLS handshakes that failed, before anything was sent. */
const handshakeFailures = new Set([
  "CERT_CHAIN_TOO_LONG",
  "CERT_HAS_EXPIRED",
  "CERT_NOT_YET_VALID",
  "CERT_REJECTED",
  "CERT_REVOKED",
  "CERT_SIGNATURE_FAILURE",
  "CERT_UNTRUSTED",
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "EPROTO",
  "ERR_TLS_CERT_ALTNAME_INVALID",
  "HOSTNAME_MISMATCH",
  "INVALID_CA",
  "SELF_SIGNED_CERT_IN_CHAIN",
  "UNABLE_TO_GET_ISSUER_CERT",
  "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
]);

interface SdkError {
  readonly name?: string;
  readonly message?: string;
  readonly code?: string;
  readonly statusCode?: number;
  readonly retryAfter?: number;
  readonly data?: { readonly RequestId?: string; readonly Message?: string };
}

/** An error of the SDK in our terms. The SDK's own text of a transport failure holds the signed URL: it is not passed on. */
export function fromSdk(operation: string, endpoint: string, thrown: unknown): ApiError {
  const error = (typeof thrown === "object" && thrown !== null ? thrown : {}) as SdkError;
  const code = error.code ?? "";
  if (error.statusCode === undefined) return transportError(operation, endpoint, code, error.message ?? "");
  const row = errorTable[code] ?? rowByForm(code, error.statusCode);
  const said = withoutRequest(error.data?.Message ?? error.message ?? "");
  const facts = {
    code,
    requestId: error.data?.RequestId,
    advice: accessAdvice(operation, error.statusCode, row.advice),
  };
  return new ApiError(`${operation}: ${code}: ${said}`, row.kind, facts, error.retryAfter);
}

/** The service quotes the request it couldn't verify, with every parameter in it, keys of connections too. */
function withoutRequest(message: string): string {
  return message.replace(/\s*(?:The )?server (?:string to sign|StringToSign|CanonicalRequest)[^]*$/i, "");
}

function accessAdvice(operation: string, status: number, advice: string | undefined): string | undefined {
  if (status !== 403) return advice;
  return [grant(`vpc:${operation}`), advice].filter((part) => part !== undefined).join(" ");
}

const wrongMode =
  "Check the number of tunnels of the gateway: one takes customerGatewayId and ikeConfig, two take tunnels.master and tunnels.slave.";

/** Codes that no table has: what their form and status say. */
function rowByForm(code: string, status: number): Row {
  if (code.startsWith("OperationUnsupported.")) return { kind: "stop", advice: wrongMode };
  if (/^Throttling/.test(code) || status === 429) return { kind: "backoff" };
  return { kind: status >= 500 ? "unknown" : "stop" };
}

function transportError(operation: string, endpoint: string, code: string, text: string): ApiError {
  if (handshakeFailures.has(code)) return certificateError(operation, endpoint, code);
  const connecting = neverSent.has(code) || /ConnectTimeout/.test(text);
  const cause = code === "" ? "no answer" : code;
  return connecting
    ? new ApiError(`${operation}: ${endpoint} can't be reached (${cause})`, "backoff", {
        code: cause,
        advice:
          "Check the network, the region, and alicloud:endpoints or ALICLOUD_VPC_ENDPOINT if one is set.",
      })
    : new ApiError(`${operation}: the answer of ${endpoint} was lost (${cause})`, "unknown", {
        code: cause,
        advice:
          "It isn't known whether the service took it. Run the same command again: it looks first, and makes nothing twice.",
      });
}

function certificateError(operation: string, endpoint: string, code: string): ApiError {
  return new ApiError(`${operation}: no secure connection to ${endpoint} (${code})`, "stop", {
    code,
    advice:
      "Check the endpoint and its certificate; NODE_EXTRA_CA_CERTS names further authorities to trust, and one on this machine that speaks plain HTTP is given as http://….",
  });
}
