import { randomUUID } from "node:crypto";
import { type CallRecord, maskKeyId, redactParameters } from "../calls";
import { ClosedError } from "../clock";
import type { Fault } from "../faults";
import { Parameters } from "./parameters";
import type { AccessKey } from "../options";
import type { Body, Call, Operation } from "../operations/call";
import { runChange } from "../operations/change";
import { operations } from "../operations/index";
import { documented, refusalFor } from "../rules/refusals";
import { ApiError, refuse } from "../rules/rule";
import type { Engine } from "../engine";

/** A request, whichever way it came. */
export interface Incoming {
  readonly operation: string;
  /** The operation's own, flat, as in a query or a form. */
  readonly parameters: readonly (readonly [string, string])[];
  readonly host: string;
  /** Who asks; throws the refusal of a request that isn't signed as it should be. */
  authenticate(): AccessKey;
  /** False once the client has hung up: nobody reads the answer any more. */
  isSenderPresent(): boolean;
}

/** What goes back; `cut` instead of an answer closes the connection. */
export interface Outcome {
  readonly status: number;
  readonly body: Body;
  readonly headers: Readonly<Record<string, string>>;
  readonly cut: boolean;
}

const cutOff: Outcome = { status: 0, body: {}, headers: {}, cut: true };

/** One request from arrival to answer, and into the log. */
export async function dispatch(engine: Engine, incoming: Incoming): Promise<Outcome> {
  const trace: Trace = {
    requestId: randomUUID().toUpperCase(),
    arrivedAt: engine.account.clock.now(),
    parameters: new Parameters(incoming.parameters),
    call: undefined,
    key: undefined,
    faults: [],
  };
  try {
    const result = await execute(engine, incoming, trace);
    engine.faults.giveBack(trace.faults.filter((fault) => isUnused(fault, result, trace)));
    const after = afterApply(trace.faults, result);
    const record = log(engine, incoming, trace, after);
    await delay(engine, trace.faults, "after");
    engine.calls.answered(record, engine.account.clock.now(), incoming.isSenderPresent());
    return outcomeOf(incoming, trace.requestId, after);
  } catch (error) {
    // What was held back when the simulator was closed is neither carried out nor answered.
    if (error instanceof ClosedError) return cutOff;
    throw error;
  }
}

async function execute(engine: Engine, incoming: Incoming, trace: Trace): Promise<Result> {
  try {
    const { call, operation } = admit(engine, incoming, trace);
    await delay(engine, trace.faults, "before");
    return { body: carryOut(engine, operation, call, trace) };
  } catch (error) {
    if (error instanceof Cut) return { cut: true };
    if (error instanceof ApiError) return { error };
    throw error;
  }
}

async function delay(engine: Engine, faults: readonly Fault[], when: "before" | "after"): Promise<void> {
  for (const fault of faults) {
    if (fault.kind === "delay" && isAfterApply(fault) === (when === "after")) await engine.sleep(fault.ms);
  }
}

/** What becomes known of a request on its way. */
interface Trace {
  readonly requestId: string;
  readonly arrivedAt: number;
  readonly parameters: Parameters;
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
function admit(engine: Engine, incoming: Incoming, trace: Trace): { call: Call; operation: Operation } {
  const { parameters, requestId } = trace;
  trace.key = incoming.authenticate();
  const operation = operations.get(incoming.operation);
  if (operation === undefined) throw refuse(documented("InvalidAction.NotFound"));
  engine.throttle();
  const aim = { operation: operation.name, ...engine.aimOf(operation.name, parameters) };
  trace.faults = engine.faults.strike(aim);
  const call: Call = {
    ...aim,
    parameters,
    account: engine.account,
    requestId,
    accessKeyId: trace.key.id,
    region: parameters.text("RegionId") ?? "",
    faults: trace.faults,
    replayed: false,
  };
  trace.call = call;
  return { call, operation };
}

function carryOut(engine: Engine, operation: Operation, call: Call, { key }: Trace): Body {
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
  const isKnown = region === undefined || engine.account.settings.regions.includes(region);
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
      if (call.gatewayId !== undefined) engine.account.foreignChange(call.gatewayId, fault.ms);
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

function log(engine: Engine, incoming: Incoming, trace: Trace, result: Result): CallRecord {
  const { call, parameters } = trace;
  const gatewayId = call?.gatewayId;
  const gateway = gatewayId === undefined ? undefined : engine.account.gateways.get(gatewayId);
  const now = engine.account.clock.now();
  return engine.calls.add({
    at: now - engine.startedAt,
    epoch: now,
    arrivedAt: trace.arrivedAt,
    executedAt: now,
    senderPresent: incoming.isSenderPresent(),
    operation: call?.operation ?? incoming.operation,
    parameters: redactParameters(incoming.parameters),
    accessKeyId: trace.key === undefined ? "" : maskKeyId(trace.key.id),
    resourceId: call?.resourceId,
    gatewayId,
    gatewayStatus: gateway === undefined ? undefined : engine.account.status(gateway),
    outcome: result.cut ? "dropped" : (result.error?.code ?? "ok"),
    answered: result.cut === undefined && result.unanswered === undefined,
    answeredAt: undefined,
    replayed: call?.replayed ?? false,
    requestId: trace.requestId,
    clientToken: parameters.text("ClientToken"),
  });
}

function outcomeOf(incoming: Incoming, requestId: string, result: Result): Outcome {
  const cut = result.cut === true || result.unanswered === true;
  if (result.error === undefined) return { status: 200, body: result.body ?? {}, headers: {}, cut };
  const { code, status, message, retryAfter } = result.error;
  return {
    status,
    body: {
      RequestId: requestId,
      HostId: incoming.host,
      Code: code,
      Message: message,
      Recommend: `https://api.aliyun.com/troubleshoot?q=${code}&product=Vpc&requestId=${requestId}`,
    },
    headers: retryAfter === undefined ? {} : { "x-acs-retry-after": String(retryAfter) },
    cut,
  };
}
