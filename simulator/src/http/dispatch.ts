import { randomUUID } from "node:crypto";
import { maskKeyId, redactParameters } from "../calls";
import type { Fault } from "../faults";
import { Parameters } from "./parameters";
import type { AccessKey } from "../options";
import type { Body, Call, Operation } from "../operations/call";
import { runChange } from "../operations/change";
import { operations } from "../operations/index";
import { documented, refusalFor } from "../rules/refusals";
import { ApiError, refuse } from "../rules/rule";
import type { Engine } from "../engine";
import { type ApiRequest, ownParameters, requireVersion } from "./request";

/** What goes back over the wire; `cut` instead of an answer closes the connection. */
export interface Outcome {
  readonly status: number;
  readonly body: Body;
  readonly headers?: Readonly<Record<string, string>>;
  readonly cut: boolean;
}

/** Waits; closing the simulator ends the wait without an end. */
export type Hold = (milliseconds: number) => Promise<void>;

/** One request from signature to answer, and into the log. */
export async function dispatch(engine: Engine, request: ApiRequest, hold: Hold): Promise<Outcome> {
  const requestId = randomUUID().toUpperCase();
  const sent = ownParameters(request);
  const parameters = new Parameters(sent);
  const trace: Trace = { call: undefined, key: undefined, faults: [] };
  let result: Result;
  try {
    const call = admit(engine, request, parameters, requestId, trace);
    await delay(trace.faults, "before", hold);
    result = { body: carryOut(engine, call, trace) };
  } catch (error) {
    if (error instanceof Cut) result = { cut: true };
    else if (error instanceof ApiError) result = { error };
    else throw error;
  }
  engine.faults.giveBack(trace.faults.filter((fault) => isUnused(fault, result, trace)));
  const after = afterApply(trace.faults, result);
  log(engine, request, { requestId, sent, parameters, trace, result: after });
  await delay(trace.faults, "after", hold);
  return outcomeOf(request, requestId, after);
}

async function delay(faults: readonly Fault[], when: "before" | "after", hold: Hold): Promise<void> {
  for (const fault of faults) {
    if (fault.kind === "delay" && isAfterApply(fault) === (when === "after")) await hold(fault.ms);
  }
}

interface Trace {
  call: Call | undefined;
  key: AccessKey | undefined;
  faults: readonly Fault[];
}

interface Result {
  readonly body?: Body;
  readonly error?: ApiError;
  /** Nothing was done, and nobody is told. */
  readonly cut?: true;
  /** Done, but the answer never arrives. */
  readonly unanswered?: true;
}

/** Ends a request whose connection a fault cuts before anything is done. */
class Cut extends Error {}

/** Who asks, what for, and which faults are planned for it. */
function admit(
  engine: Engine,
  request: ApiRequest,
  parameters: Parameters,
  requestId: string,
  trace: Trace,
): Call {
  trace.key = engine.gatekeeper.authenticate(request);
  requireVersion(request);
  const operation = operations.get(request.operation);
  if (operation === undefined) throw refuse(documented("InvalidAction.NotFound"));
  engine.throttle();
  const aim = { operation: operation.name, ...engine.aimOf(operation.name, parameters) };
  trace.faults = engine.faults.strike(aim);
  trace.call = {
    ...aim,
    parameters,
    world: engine.world,
    requestId,
    accessKeyId: trace.key.id,
    region: parameters.text("RegionId") ?? "",
    faults: trace.faults,
    replayed: false,
  };
  return trace.call;
}

function carryOut(engine: Engine, call: Call, { key }: Trace): Body {
  const operation = operations.get(call.operation);
  if (operation === undefined) throw refuse(documented("InvalidAction.NotFound"));
  beforeApply(engine, call);
  if (key !== undefined) refuseDenied(key, operation.name);
  requireParameters(engine, operation, call.parameters);
  const body = operation.kind === "change" ? runChange(operation, call) : operation.answer(call);
  engine.changed(operation);
  return { ...body, RequestId: call.requestId };
}

function refuseDenied(key: AccessKey, operation: string): void {
  if (key.deny === "*" || key.deny?.includes(operation)) throw refuse(documented("Forbidden"));
}

function requireParameters(engine: Engine, operation: Operation, parameters: Parameters): void {
  const required = operation.regional === false ? [] : ["RegionId", ...operation.required];
  const missing = required.find((name) => !parameters.text(name));
  if (missing !== undefined) throw refuse(documented("MissingParameter"), missing);
  const region = parameters.text("RegionId");
  const isKnown = region === undefined || engine.world.settings.regions.includes(region);
  if (!isKnown) throw refuse(documented("InvalidRegionId.NotFound"));
}

function faultError(fault: Fault): ApiError | undefined {
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

const isAfterApply = (fault: Fault): boolean => "afterApply" in fault && fault.afterApply === true;

function beforeApply(engine: Engine, call: Call): void {
  for (const fault of call.faults) {
    if (fault.kind === "dropBefore") throw new Cut();
    if (fault.kind === "foreignChange") {
      if (call.gatewayId !== undefined) engine.world.foreignChange(call.gatewayId, fault.ms);
      continue;
    }
    const error = isAfterApply(fault) ? undefined : faultError(fault);
    if (error !== undefined) throw error;
  }
}

/** What works on a change that was made waits for one: a refusal, or a replayed answer, doesn't use it up. */
function isUnused(fault: Fault, { body }: Result, { call }: Trace): boolean {
  const atChange = fault.kind === "stuckGateway" || fault.kind === "otherSpelling";
  if (atChange) return body === undefined || call?.replayed === true;
  return body === undefined && (fault.kind === "dropAfterApply" || isAfterApply(fault));
}

/** The change is made; now the answer may be lost or turned into an error. */
function afterApply(faults: readonly Fault[], result: Result): Result {
  if (result.body === undefined) return result;
  for (const fault of faults) {
    if (fault.kind === "dropAfterApply") return { ...result, unanswered: true };
    const error = isAfterApply(fault) ? faultError(fault) : undefined;
    if (error !== undefined) return { error };
  }
  return result;
}

interface Logged {
  readonly requestId: string;
  readonly sent: readonly (readonly [string, string])[];
  readonly parameters: Parameters;
  readonly trace: Trace;
  readonly result: Result;
}

function log(
  engine: Engine,
  request: ApiRequest,
  { requestId, sent, parameters, trace, result }: Logged,
): void {
  const { call } = trace;
  const gatewayId = call?.gatewayId;
  const gateway = gatewayId === undefined ? undefined : engine.world.gateways.get(gatewayId);
  const now = engine.world.clock.now();
  engine.calls.add({
    at: now - engine.startedAt,
    epoch: now,
    operation: call?.operation ?? request.operation,
    parameters: redactParameters(sent),
    accessKeyId: trace.key === undefined ? "" : maskKeyId(trace.key.id),
    resourceId: call?.resourceId,
    gatewayId,
    gatewayStatus: gateway === undefined ? undefined : engine.world.status(gateway),
    outcome: result.cut ? "dropped" : (result.error?.code ?? "ok"),
    answered: result.cut === undefined && result.unanswered === undefined,
    replayed: call?.replayed ?? false,
    requestId,
    clientToken: parameters.text("ClientToken"),
  });
}

function outcomeOf(request: ApiRequest, requestId: string, result: Result): Outcome {
  const cut = result.cut === true || result.unanswered === true;
  if (result.error === undefined) return { status: 200, body: result.body ?? {}, cut };
  const { code, status, message, retryAfter } = result.error;
  return {
    status,
    body: {
      RequestId: requestId,
      HostId: request.headers.host ?? "",
      Code: code,
      Message: message,
      Recommend: `https://api.aliyun.com/troubleshoot?q=${code}&product=Vpc&requestId=${requestId}`,
    },
    headers: retryAfter === undefined ? {} : { "x-acs-retry-after": String(retryAfter) },
    cut,
  };
}
