import { type Clock, withinTime } from "../clock";
import { VpnError, explain } from "../errors";
import type { Properties } from "../properties";
import type { VpcApi } from "../vpc/api";
import { ApiError, errorTable } from "../vpc/errors";
import type { GatewayFacts } from "../vpc/gateways";

/** Why the service wouldn't take a resource, and the argument that it is about. */
export interface Refusal {
  readonly path: string;
  readonly reason: string;
}

/** What a plan means to do with a resource. */
export interface Proposal {
  /** The arguments, with the documented defaults. */
  readonly wanted: Properties;
  /** The arguments in the state; empty at a create. */
  readonly olds: Properties;
}

/** What a preflight works with: one check of one resource. */
export interface PreflightContext {
  readonly label: string;
  readonly api: VpcApi;
  readonly clock: Clock;
  readonly looks: GatewayLooks;
  /** Until when the whole of it may last, in milliseconds since the epoch. */
  readonly deadline: number;
  readonly warn: (message: string) => void;
}

/** Asks the service about a plan. It changes nothing, joins no queue, and what it can't learn is a warning. */
export type Preflight = (context: PreflightContext, proposal: Proposal) => Promise<Refusal[]>;

/** Time for one look-up, and for all of one check. */
const LOOK_UP_MS = 5_000;
export const PREFLIGHT_MS = 10_000;

/** The answer to a look-up that was answered in time. */
export interface Answered<T> {
  readonly answer: T;
}

/** One look-up within its time; undefined where it failed, which is a warning. */
export async function lookUp<T>(
  context: PreflightContext,
  what: string,
  work: () => Promise<T>,
): Promise<Answered<T> | undefined> {
  try {
    return { answer: await inTime(context, what, work) };
  } catch (error) {
    notAsked(context, error);
    return undefined;
  }
}

async function inTime<T>(context: PreflightContext, what: string, work: () => Promise<T>): Promise<T> {
  const { clock, deadline } = context;
  const limit = Math.min(LOOK_UP_MS, deadline - clock.now());
  if (limit <= 0) throw new VpnError(`${what}: no time is left for it`);
  return await withinTime(
    clock,
    limit,
    work(),
    () => new VpnError(`${what}: no answer within ${limit / 1000} s`),
  );
}

function notAsked({ label, warn }: PreflightContext, error: unknown): void {
  warn(`${label}: the preflight learned nothing; the plan goes on without it. ${explain(error)}`);
}

/** What this process has learned of the gateways of one region. */
export class GatewayLooks {
  private readonly looks = new Map<string, Promise<Answered<GatewayFacts | undefined> | undefined>>();
  /** A dry run got no answer in time: nobody waits for as much for each of the others. */
  unanswered = false;

  /** Asked once for a gateway, whatever comes of it. */
  at(context: PreflightContext, id: string): Promise<Answered<GatewayFacts | undefined> | undefined> {
    const look =
      this.looks.get(id) ?? lookUp(context, "DescribeVpnGateway", () => context.api.gatewayFacts(id));
    this.looks.set(id, look);
    return look;
  }
}

/** What every resource needs of its gateway. */
export function commonRefusals(id: string, facts: GatewayFacts | undefined): Refusal[] {
  const path = "vpnGatewayId";
  if (facts === undefined) {
    return [
      {
        path,
        reason: `there is no gateway ${id} (the service would answer InvalidVpnGatewayInstanceId.NotFound)`,
      },
    ];
  }
  if (!facts.financialLocked) return [];
  const reason = `${id} is locked for overdue payments: top up the account (the service would answer VpnGateway.FinancialLocked)`;
  return [{ path, reason }];
}

/** Refusals of the person who asks, not of what is asked for. */
const access =
  /^(Forb+id|NoPermission|InvalidAccessKeyId|InvalidSecurityToken|SignatureDoesNotMatch|IncompleteSignature)/;

/** Forms of codes that speak of the arguments or of the gateway's version, beside the codes of the table. */
const aboutArguments = /^(IllegalParam|MissingParam(eter)?|OperationUnsupported)\.|\.Malformed$/;

/** Whether the refusal will be the same at `up`. When in doubt it is not. */
function lasts({ kind, code = "" }: ApiError): boolean {
  const row = errorTable[code];
  const known = row !== undefined || aboutArguments.test(code);
  return kind === "fatal" && known && row?.passing !== true && !access.test(code);
}

/** What a dry run comes to. */
export async function dryRunRefusals(
  context: PreflightContext,
  operation: string,
  work: () => Promise<void>,
): Promise<Refusal[]> {
  if (context.looks.unanswered) return [];
  try {
    await inTime(context, operation, work);
    return [];
  } catch (error) {
    if (!(error instanceof ApiError)) {
      context.looks.unanswered = true;
      notAsked(context, error);
    } else if (lasts(error)) return [{ path: "", reason: `the service would refuse it: ${explain(error)}` }];
    // One check can't know what else the deployment does: whose the resource in the way is, say.
    else if (error.kind === "conflict" || errorTable[error.code ?? ""]?.passing === true) {
      mayStillPass(context, error);
    }
    // A busy gateway is waited for by the change itself.
    else if (error.kind !== "busy") notAsked(context, error);
    return [];
  }
}

function mayStillPass({ label, warn }: PreflightContext, error: ApiError): void {
  warn(
    `${label}: as things are now the service would refuse it, unless this plan removes the cause. ${explain(error)}`,
  );
}
