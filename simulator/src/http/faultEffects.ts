import type { Fault } from "../faults";
import { removeAt, replaceAt } from "../merge";
import type { Body, Call } from "../operations/call";
import { documented, refusalFor } from "../rules/refusals";
import { ApiError, refuse } from "../rules/rule";

/** What a request came to. */
export interface Result {
  readonly body?: Body;
  readonly error?: ApiError;
  /** A fault kept it from being carried out. */
  readonly dropped?: true;
  /** The connection is cut instead of an answer. */
  readonly unanswered?: true;
  /** What comes instead of the answer's JSON, or of its end. */
  readonly garbled?: Garbled;
}

type Garbled =
  | { readonly kind: "garble"; readonly as: "html" | "null" | "truncated"; readonly status?: number }
  | { readonly kind: "cutBody" };

/** Ends a request before anything is done. */
export class Interruption extends Error {
  constructor(readonly result: Result) {
    super("A fault keeps this request from being carried out.");
  }
}

export const isAfterApply = (fault: Fault): boolean => "afterApply" in fault && fault.afterApply === true;

function errorOf(fault: Fault): ApiError | undefined {
  if (fault.kind === "throttle") {
    const { code, status, message } = documented("Throttling.User");
    return new ApiError(code, status, message, fault.retryAfter);
  }
  if (fault.kind === "forbid") return refuse(documented(fault.code ?? "Forbidden"));
  if (fault.kind !== "refuse" && fault.kind !== "error500") return undefined;
  const known = refusalFor(fault.code ?? "InternalError");
  const message = fault.kind === "refuse" ? fault.message : undefined;
  const status = fault.status ?? (fault.kind === "error500" ? Math.max(known.status, 500) : known.status);
  return refuse({ ...known, status, message: message ?? known.message });
}

/** What a fault does instead of the operation; throws where nothing is carried out. */
export function beforeApply(call: Call): void {
  for (const fault of call.faults) {
    if (fault.kind === "dropBefore") throw new Interruption({ dropped: true, unanswered: true });
    if (fault.kind === "garble" && fault.beforeApply === true)
      throw new Interruption({ dropped: true, body: {}, garbled: fault });
    if (fault.kind === "foreignChange") {
      if (call.gatewayId !== undefined) call.account.foreignChange(call.gatewayId, fault.ms);
      continue;
    }
    const error = isAfterApply(fault) ? undefined : errorOf(fault);
    if (error !== undefined) throw error;
  }
}

/** The operation is carried out; now its answer may be lost, altered or turned into an error. */
export function afterApply(faults: readonly Fault[], result: Result, altered: Set<Fault>): Result {
  if (result.body === undefined || result.dropped === true) return result;
  for (const fault of faults) {
    if (fault.kind === "dropAfterApply") return { ...result, unanswered: true };
    if (fault.kind === "garble" || fault.kind === "cutBody") return { ...result, garbled: fault };
    if (fault.kind === "alterAnswer" && alter(result.body, fault)) altered.add(fault);
    const error = isAfterApply(fault) ? errorOf(fault) : undefined;
    if (error !== undefined) return { error };
  }
  return result;
}

/**
 * Whether a fault found nothing to work on, and waits for the next call. A change isn't made by a refusal or by a
 * replayed answer; an answer that has none of the values can't be altered.
 */
export function isUnused(
  fault: Fault,
  { body, dropped }: Result,
  call: Call | undefined,
  altered: ReadonlySet<Fault>,
): boolean {
  const isRefused = body === undefined;
  switch (fault.kind) {
    case "stuckGateway":
    case "otherSpelling":
    case "ignoreValues":
      return isRefused || dropped === true || call?.replayed === true;
    case "alterAnswer":
      return !altered.has(fault);
    case "dropAfterApply":
    case "cutBody":
      return isRefused || dropped === true;
    case "garble":
      return isRefused;
    default:
      return isRefused && isAfterApply(fault);
  }
}

type AlterAnswer = Extract<Fault, { kind: "alterAnswer" }>;

/** True where the answer has something to alter. */
function alter(body: Body, { entry, set = {}, without = [] }: AlterAnswer): boolean {
  const resources = resourcesIn(body).filter((one) => entry === undefined || idOf(one) === entry);
  const done = resources.flatMap((resource) => [
    ...Object.entries(set).map(([path, value]) => replaceAt(resource, path, value)),
    ...without.map((path) => removeAt(resource, path)),
  ]);
  return done.includes(true);
}

const lists = ["VpnGateways", "VpnConnections", "SslVpnServers", "CustomerGateways", "TagResources"];

/** The entries of a list, or the one resource that the answer describes. */
function resourcesIn(body: Body): object[] {
  const list = lists.map((name) => body[name]).find((one) => typeof one === "object" && one !== null);
  return list === undefined ? [body] : (Object.values(list as Record<string, object[]>)[0] ?? []);
}

/** A connection names its gateways too, so its own id comes first. */
function idOf(resource: object): unknown {
  const ids = ["SslVpnServerId", "VpnConnectionId", "VpnGatewayId", "CustomerGatewayId", "ResourceId"];
  const named = ids.find((name) => name in resource);
  return named === undefined ? undefined : (resource as Record<string, unknown>)[named];
}

/** As a proxy or a balancer in front of the service answers. */
const page = (status: number): string =>
  `<html>\r\n<head><title>${status}</title></head>\r\n<body>\r\n<center><h1>${status}</h1></center>\r\n</body>\r\n</html>\r\n`;

/** The raw text of a garbled answer. `length` is what the headers promise. */
export function garbledText(
  body: Body,
  garbled: Garbled,
): { status: number; text: string; headers: Record<string, string> } {
  const json = JSON.stringify(body);
  const half = json.slice(0, Math.ceil(json.length / 2));
  if (garbled.kind === "cutBody") {
    return { status: 200, text: half, headers: { "content-length": String(Buffer.byteLength(json)) } };
  }
  const { as, status = 200 } = garbled;
  if (as === "html") return { status, text: page(status), headers: { "content-type": "text/html" } };
  return { status, text: as === "null" ? "null" : half, headers: {} };
}
