import { randomUUID } from "node:crypto";
import { type CallRecord, maskKeyId, redactParameters } from "../calls";
import { ClosedError } from "../clock";
import {
  afterApply,
  beforeApply,
  garbledText,
  Interruption,
  isAfterApply,
  isUnused,
  type Result,
} from "./faultEffects";
import type { Fault } from "../faults";
import { Parameters } from "./parameters";
import type { AccessKey } from "../options";
import type { Body, Call, Operation } from "../operations/call";
import { holdToken, runChange } from "../operations/change";
import { operations } from "../operations/index";
import { documented } from "../rules/refusals";
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

/** What goes back. */
export interface Outcome {
  readonly status: number;
  readonly body: Body;
  /** Instead of the body's JSON: what a fault leaves of it. */
  readonly text?: string;
  readonly headers: Readonly<Record<string, string>>;
  /** The connection is closed instead of an answer, or after `text`. */
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
    letGo: () => undefined,
  };
  try {
    const result = await execute(engine, incoming, trace);
    const altered = new Set<Fault>();
    const after = spelled(engine, afterApply(trace.faults, result, altered));
    engine.faults.giveBack(trace.faults.filter((fault) => isUnused(fault, result, trace.call, altered)));
    const record = log(engine, incoming, trace, after);
    await delay(engine, trace.faults, "after");
    engine.calls.answered(record, engine.account.clock.now(), incoming.isSenderPresent());
    const outcome = outcomeOf(incoming, trace.requestId, after);
    // The time of the account, as in all that it says, instead of this machine's.
    const date = new Date(engine.account.clock.now()).toUTCString();
    return { ...outcome, headers: { date, ...outcome.headers } };
  } catch (error) {
    // What was held back when the simulator was closed is neither carried out nor answered.
    if (error instanceof ClosedError) return cutOff;
    throw error;
  } finally {
    trace.letGo();
  }
}

async function execute(engine: Engine, incoming: Incoming, trace: Trace): Promise<Result> {
  try {
    const { call, operation } = admit(engine, incoming, trace);
    await delay(engine, trace.faults, "before");
    return { body: carryOut(engine, operation, call, trace) };
  } catch (error) {
    if (error instanceof Interruption) return error.result;
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
  /** Ends what the request keeps from others. */
  letGo: () => void;
}

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
  if (operation.kind === "change") trace.letGo = holdToken(call);
  return { call, operation };
}

function carryOut(engine: Engine, operation: Operation, call: Call, { key }: Trace): Body {
  beforeApply(call);
  if (key !== undefined) refuseDenied(key, operation.name);
  requireParameters(engine, operation, call.parameters);
  const body = operation.kind === "change" ? runChange(operation, call) : operation.answer(call);
  engine.changed(operation);
  return { ...body, RequestId: call.requestId };
}

/** The same refusal with the code that the switches have the service answer. */
function spelled(engine: Engine, result: Result): Result {
  const { error } = result;
  const code = error === undefined ? undefined : engine.account.settings.switches.codes[error.code];
  if (error === undefined || code === undefined) return result;
  return { ...result, error: new ApiError(code, error.status, error.message, error.retryAfter) };
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
    outcome: result.dropped ? "dropped" : (result.error?.code ?? "ok"),
    answered: result.unanswered !== true && result.garbled?.kind !== "cutBody",
    answeredAt: undefined,
    replayed: call?.replayed ?? false,
    requestId: trace.requestId,
    clientToken: parameters.text("ClientToken"),
  });
}

function outcomeOf(incoming: Incoming, requestId: string, result: Result): Outcome {
  const cut = result.unanswered === true;
  if (result.error === undefined) {
    const { body = {}, garbled } = result;
    if (cut || garbled === undefined) return { status: 200, body, headers: {}, cut };
    return { body, ...garbledText(body, garbled), cut: garbled.kind === "cutBody" };
  }
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
