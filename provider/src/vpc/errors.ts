import { VpnError } from "../errors";
import { rowOf, tableSpelling } from "./errorFamilies";
import { type ErrorKind, looksFirst } from "./errorTable";

export { type ErrorKind, errorTable, looksFirst } from "./errorTable";

const grant = (what: string) => `Grant the RAM user or role the permission ${what}.`;

/** An error of the VPC API, or of the way to it. */
export class ApiError extends VpnError {
  /** When the request was sent of which nobody knows what came, in milliseconds since the epoch. */
  sentAt?: number;

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

/** System calls before a connection stands: where one of them fails, nothing was sent. */
const connectingCalls: ReadonlySet<unknown> = new Set(["connect", "getaddrinfo"]);

/** Codes of certificates that were refused, before anything was sent. */
const refusedCertificates = new Set([
  "CERT_CHAIN_TOO_LONG",
  "CERT_HAS_EXPIRED",
  "CERT_NOT_YET_VALID",
  "CERT_REJECTED",
  "CERT_REVOKED",
  "CERT_SIGNATURE_FAILURE",
  "CERT_UNTRUSTED",
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "ERR_TLS_CERT_ALTNAME_INVALID",
  "HOSTNAME_MISMATCH",
  "INVALID_CA",
  "INVALID_PURPOSE",
  "PATH_LENGTH_EXCEEDED",
  "SELF_SIGNED_CERT_IN_CHAIN",
  "UNABLE_TO_GET_ISSUER_CERT",
  "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
]);

/** Code of a connection that speaks no TLS, most often; TLS may also break when a request was sent. */
export const NO_TLS = "EPROTO";

interface SdkError {
  readonly name?: string;
  readonly message?: string;
  readonly code?: string;
  readonly syscall?: string;
  /** Of an address with several hosts: what became of each. */
  readonly errors?: readonly SdkError[];
  readonly cause?: SdkError;
  readonly statusCode?: number;
  readonly retryAfter?: number;
  readonly data?: { readonly RequestId?: string; readonly Message?: string };
}

/** An error of the SDK in our terms. The SDK's own text of a transport failure holds the signed URL: it is not passed on. */
export function fromSdk(operation: string, endpoint: string, thrown: unknown): ApiError {
  const error = (typeof thrown === "object" && thrown !== null ? thrown : {}) as SdkError;
  const { statusCode, code } = error;
  if (statusCode === undefined) return transportError(operation, endpoint, error);
  // The SDK makes a text of the code that isn't there, and 429 says the same without one.
  const noCode = code === undefined || ["", "undefined", "null"].includes(code);
  if (noCode && statusCode !== 429) return unreadable(operation, endpoint, `status ${statusCode}`);
  return refused(operation, noCode ? "429" : code, statusCode, error);
}

function refused(operation: string, code: string, status: number, error: SdkError): ApiError {
  const { kind, access, advice } = rowOf(code, status);
  const permission = access === true || status === 403 ? grant(`vpc:${operation}`) : undefined;
  const facts = {
    code: tableSpelling(code),
    requestId: error.data?.RequestId,
    advice: [permission, advice].filter((part) => part !== undefined).join(" ") || undefined,
  };
  const said = withoutRequest(error.data?.Message ?? error.message ?? "");
  return new ApiError(`${operation}: ${code}: ${said}`, kind, facts, error.retryAfter);
}

/** The service quotes the request it couldn't verify, with every parameter in it, keys of connections too. */
function withoutRequest(message: string): string {
  return message.replace(/\s*(?:The )?server (?:string to sign|StringToSign|CanonicalRequest)[^]*$/i, "");
}

function transportError(operation: string, endpoint: string, error: SdkError): ApiError {
  const code = error.code ?? "";
  if (refusedCertificates.has(code)) return insecure(operation, endpoint, code, "fatal");
  if (code === NO_TLS) return insecure(operation, endpoint, code, "indeterminate");
  if (isConnecting(error)) return unreachable(operation, endpoint, code);
  if (isUnreadable(error)) return unreadable(operation, endpoint, "it isn't what the API answers");
  return lost(operation, endpoint, code === "" ? "no answer" : code, code === "" ? "NoAnswer" : code);
}

/** Whether a connection never came about. An address may have several hosts: then none of them was reached. */
function isConnecting({ syscall, code, errors, cause }: SdkError): boolean {
  if (errors !== undefined) return errors.length > 0 && errors.every(isConnecting);
  if (cause !== undefined && syscall === undefined) return isConnecting(cause);
  return connectingCalls.has(syscall) || code === "ERR_SOCKET_CONNECTION_TIMEOUT";
}

/** Whether an answer came that the SDK made nothing of: HTML, `null`, half a text, values of other types. */
function isUnreadable({ name, code = "", message = "" }: SdkError): boolean {
  return (
    name === "SyntaxError" ||
    name === "TypeError" ||
    code.startsWith("HPE_") ||
    /^type of \w+ is mismatch, expect |^can not cast to Map$/.test(message)
  );
}

function unreachable(operation: string, endpoint: string, code: string): ApiError {
  return new ApiError(`${operation}: ${endpoint} can't be reached (${code})`, "retryable", {
    code,
    advice: "Check the network, the region, and alicloud:endpoints or ALICLOUD_VPC_ENDPOINT if one is set.",
  });
}

/** No answer came: a time-out, or a connection that broke. The request may have been carried out. */
export function lost(operation: string, endpoint: string, why: string, code: string): ApiError {
  return new ApiError(`${operation}: the answer of ${endpoint} was lost (${why})`, "indeterminate", {
    code,
    advice: looksFirst,
  });
}

/** Whether the service refused because the gateway isn't there: nothing stands on it any more. */
export const isGatewayGone = (error: unknown): boolean =>
  error instanceof VpnError && error.code === "InvalidVpnGatewayInstanceId.NotFound";

/** An answer came that isn't the API's: of a proxy, or cut short. The request may have been carried out. */
export function unreadable(operation: string, endpoint: string, why: string): ApiError {
  return new ApiError(`${operation}: the answer of ${endpoint} can't be read (${why})`, "indeterminate", {
    code: "UnreadableAnswer",
    advice: looksFirst,
  });
}

function insecure(operation: string, endpoint: string, code: string, kind: ErrorKind): ApiError {
  return new ApiError(`${operation}: no secure connection to ${endpoint} (${code})`, kind, {
    code,
    advice:
      "Check the endpoint and its certificate; NODE_EXTRA_CA_CERTS names further authorities to trust, and one on this machine that speaks plain HTTP is given as http://….",
  });
}
