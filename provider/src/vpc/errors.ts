import { VpnError } from "../errors";
import { type ErrorKind, type Row, errorTable, later, looksFirst } from "./errorTable";

export { type ErrorKind, errorTable, looksFirst } from "./errorTable";

const grant = (what: string) => `Grant the RAM user or role the permission ${what}.`;

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
    advice: accessAdvice(operation, code, error.statusCode, row.advice),
  };
  return new ApiError(`${operation}: ${code}: ${said}`, row.kind, facts, error.retryAfter);
}

/** The service quotes the request it couldn't verify, with every parameter in it, keys of connections too. */
function withoutRequest(message: string): string {
  return message.replace(/\s*(?:The )?server (?:string to sign|StringToSign|CanonicalRequest)[^]*$/i, "");
}

function accessAdvice(
  operation: string,
  code: string,
  status: number,
  advice: string | undefined,
): string | undefined {
  if (status !== 403 && !/^(Forbidden|NoPermission)\b/.test(code)) return advice;
  return [grant(`vpc:${operation}`), advice].filter((part) => part !== undefined).join(" ");
}

const wrongMode =
  "Check the number of tunnels of the gateway: one takes customerGatewayId and ikeConfig, two take tunnels.master and tunnels.slave.";

/** Codes that no table has: what their form and status say. */
function rowByForm(code: string, status: number): Row {
  if (code.startsWith("OperationUnsupported.")) return { kind: "fatal", advice: wrongMode };
  if (/^Throttling/.test(code) || status === 429) return { kind: "retryable", advice: later };
  return status >= 500 ? { kind: "indeterminate", advice: looksFirst } : { kind: "fatal" };
}

function transportError(operation: string, endpoint: string, code: string, text: string): ApiError {
  if (handshakeFailures.has(code)) return certificateError(operation, endpoint, code);
  const connecting = neverSent.has(code) || /ConnectTimeout/.test(text);
  const cause = code === "" ? "no answer" : code;
  return connecting
    ? new ApiError(`${operation}: ${endpoint} can't be reached (${cause})`, "retryable", {
        code: cause,
        advice:
          "Check the network, the region, and alicloud:endpoints or ALICLOUD_VPC_ENDPOINT if one is set.",
      })
    : new ApiError(`${operation}: the answer of ${endpoint} was lost (${cause})`, "indeterminate", {
        code: cause,
        advice: looksFirst,
      });
}

function certificateError(operation: string, endpoint: string, code: string): ApiError {
  return new ApiError(`${operation}: no secure connection to ${endpoint} (${code})`, "fatal", {
    code,
    advice:
      "Check the endpoint and its certificate; NODE_EXTRA_CA_CERTS names further authorities to trust, and one on this machine that speaks plain HTTP is given as http://….",
  });
}
