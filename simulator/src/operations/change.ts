import type { TokenRecord } from "../model/tokens";
import { assumed, documented, dryRunPassed } from "../rules/refusals";
import { ApiError, refuse } from "../rules/rule";
import type { Body, Call, ChangeOperation, Plan } from "./call";

/** Named after the code other services of this cloud use; no page of this API has one. */
const tokenMismatch = assumed(
  "IdempotentParameterMismatch",
  "The request uses the same client token as a previous, but non-identical request.",
);

/**
 * The way of every change: token (A) → values → busy? → token (B) → other resources → dry run → done. Whether the
 * service looks a token up at A, at B or not at all is not known, so it is a switch.
 */
export function runChange(operation: ChangeOperation, call: Call): Body {
  const { tokens, nameWhileBusy } = call.account.settings.switches;
  refuseTokenInProgress(call);
  if (tokens === "A") {
    const replay = findReplay(call);
    if (replay !== undefined) return replay;
  }
  const { plan, replay: repeated } = planOrReplay(operation, call);
  if (plan === undefined) return repeated;
  if (plan.waits || (plan.synchronous && nameWhileBusy === "refused")) refuseWhileBusy(call, plan.gatewayIds);
  if (tokens === "B") {
    const replay = findReplay(call);
    if (replay !== undefined) return replay;
  }
  plan.checkAgainstAccount();
  if (call.parameters.flag("DryRun") === true) throw refuse(dryRunPassed);
  return carryOut(plan, call);
}

/** A repeated delete names a resource that is gone: under B its record still tells which gateway it waits for. */
function planOrReplay(
  operation: ChangeOperation,
  call: Call,
): { plan: Plan; replay?: Body } | { plan?: undefined; replay: Body } {
  try {
    return { plan: operation.plan(call) };
  } catch (error) {
    const record = call.account.settings.switches.tokens === "B" ? recordOf(call) : undefined;
    const isGone = error instanceof ApiError && error.code.endsWith(".NotFound");
    if (record === undefined || !isGone) throw error;
    refuseWhileBusy(call, record.gatewayIds);
    return { replay: replayed(call, record) };
  }
}

function carryOut(plan: Plan, call: Call): Body {
  call.account.settle();
  const { resourceId, body } = plan.apply();
  call.resourceId = resourceId;
  if (!plan.synchronous) {
    for (const id of plan.gatewayIds)
      call.account.beginChange(id, call.operation, resourceId, call.requestId);
  }
  if (call.faults.some((fault) => fault.kind === "stuckGateway")) {
    for (const id of plan.gatewayIds) call.account.stick(id);
  }
  remember(call, { parameters: fingerprint(call), body, gatewayIds: [...plan.gatewayIds], resourceId });
  return body;
}

/** From its arrival to its answer a request holds its token; returns what lets go of it. */
export function holdToken(call: Call): () => void {
  const { tokensInProgress } = call.account;
  const key = tokenKey(call);
  if (key === undefined || tokensInProgress.has(key)) return () => undefined;
  tokensInProgress.set(key, call.requestId);
  return () => tokensInProgress.delete(key);
}

function refuseTokenInProgress(call: Call): void {
  const { tokens, tokenInProgress } = call.account.settings.switches;
  if (tokens === "C" || tokenInProgress === "ignored") return;
  const holder = call.account.tokensInProgress.get(tokenKey(call) ?? "");
  if (holder !== undefined && holder !== call.requestId) throw refuse(documented("LastTokenProcessing"));
}

function refuseWhileBusy(call: Call, gatewayIds: readonly string[]): void {
  if (gatewayIds.some((id) => call.account.refusesChanges(id)))
    throw refuse(documented("VpnGateway.Configuring"));
}

function findReplay(call: Call): Body | undefined {
  const record = recordOf(call);
  return record === undefined ? undefined : replayed(call, record);
}

function replayed(call: Call, record: TokenRecord): Body {
  const { tokenMismatch: onMismatch } = call.account.settings.switches;
  if (onMismatch === "refuse" && record.parameters !== fingerprint(call)) throw refuse(tokenMismatch);
  call.replayed = true;
  call.resourceId = record.resourceId;
  call.gatewayId = record.gatewayIds[0] ?? call.gatewayId;
  return structuredClone(record.body);
}

function recordOf(call: Call): TokenRecord | undefined {
  const key = tokenKey(call);
  return key === undefined ? undefined : call.account.tokens.get(key);
}

function remember(call: Call, record: TokenRecord): void {
  const key = tokenKey(call);
  if (key !== undefined && call.account.settings.switches.tokens !== "C")
    call.account.tokens.set(key, record);
}

/** Two keys, or two operations, may use the same token (assumed). */
function tokenKey(call: Call): string | undefined {
  const token = call.parameters.text("ClientToken");
  return token ? `${call.accessKeyId} ${call.operation} ${token}` : undefined;
}

/** The parameters that make the request what it is. */
function fingerprint(call: Call): string {
  return JSON.stringify(
    call.parameters
      .entries()
      .filter(([name]) => name !== "ClientToken")
      .sort(([one], [other]) => (one < other ? -1 : 1)),
  );
}
