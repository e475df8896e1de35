import { UnfinishedError, VpnError, explain } from "../errors";
import type { Properties } from "../properties";
import { ApiError, isGatewayGone } from "../vpc/errors";
import type { Context } from "./context";
import { DESCRIBE_LAG_MS } from "./lags";
import { growing, poll } from "./poll";
import type { Gateway } from "./queue";

/** How the service describes a resource; undefined where it knows none of that id. */
export type Describe = (id: string) => Promise<Properties | undefined>;

/** A value that the service didn't take: it has what it had before. */
export interface NotTaken {
  readonly path: string;
  /** What was asked for and what is described, for a person; never of a secret. */
  readonly values: string;
}

/** How what is described stands to what was asked for. */
export interface Judgement {
  readonly notTaken: readonly NotTaken[];
  /** Paths with a value that is neither what was asked for nor what was there before: another spelling. */
  readonly otherwise: readonly string[];
  /** Paths with a value that what is described doesn't tell: no look says whether it was taken. */
  readonly untold: readonly string[];
}

export type Judge = (described: Properties) => Judgement;

/** What a resource looks like once its gateway is active. */
export interface Converged extends Judgement {
  /** Undefined where the service doesn't describe it. */
  readonly outputs: Properties | undefined;
}

export const asAsked: Judge = () => ({ notTaken: [], otherwise: [], untold: [] });

const pause = growing(1_000, 2_000);

/** Looks until the resource is described as it was asked for, or until no lag explains the difference. */
export async function waitUntilConverged(
  { clock }: Context,
  describe: () => Promise<Properties | undefined>,
  judge: Judge,
): Promise<Converged> {
  let last: Converged = { outputs: undefined, notTaken: [], otherwise: [], untold: [] };
  await poll(clock, clock.now() + DESCRIBE_LAG_MS, pause, async () => {
    const outputs = await describe();
    const judgement = outputs === undefined ? asAsked({}) : judge(outputs);
    last = { outputs, ...judgement };
    const converged = judgement.notTaken.length === 0 && judgement.otherwise.length === 0;
    return outputs !== undefined && converged ? true : undefined;
  });
  return last;
}

/**
 * What is described; undefined where nothing is, asked twice as far apart as a lag can last. `before` says what has to be
 * waited for as well, before the second question.
 */
export async function describedOrGone<T>(
  { clock }: Context,
  describe: () => Promise<T | undefined>,
  before?: () => Promise<void>,
): Promise<T | undefined> {
  const first = await describe();
  if (first !== undefined) return first;
  await before?.();
  await clock.sleep(DESCRIBE_LAG_MS);
  return await describe();
}

/** The same for a read, which has no turn: what a gateway is still making may not be described before it is active. */
export function describedOrGoneOnceActive<T>(
  context: Context,
  vpnGatewayId: unknown,
  describe: () => Promise<T | undefined>,
): Promise<T | undefined> {
  if (typeof vpnGatewayId !== "string") return describedOrGone(context, describe);
  return describedOrGone(context, describe, () => untilActive(context, context.gateways.at(vpnGatewayId)));
}

async function untilActive({ clock, limit }: Context, gateway: Gateway): Promise<void> {
  const active = await poll(clock, clock.now() + limit, growing(500, 5_000), async () =>
    (await isActiveOrGone(gateway)) ? true : undefined,
  );
  if (active === true) return;
  throw new VpnError(`it isn't described while ${gateway.id} is updating, and may be in the making.`, {
    code: "Timeout",
    advice: "Run the same command again once the gateway is active.",
  });
}

async function isActiveOrGone(gateway: Gateway): Promise<boolean> {
  try {
    return await gateway.isActive();
  } catch (error) {
    if (isGatewayGone(error)) return true;
    throw error;
  }
}

/** Waits until the resource is gone, as long as the time allows. */
export async function waitUntilGone(
  { clock }: Context,
  until: number,
  describe: () => Promise<Properties | undefined>,
): Promise<boolean> {
  const gone = await poll(clock, until, growing(1_000, 5_000), async () =>
    (await describe()) === undefined ? true : undefined,
  );
  return gone === true;
}

/** The error of an operation that failed once there was an id: it keeps the resource. */
export function unfinished(id: string, outputs: Properties, error: unknown): UnfinishedError {
  if (error instanceof UnfinishedError) return error;
  const { code, requestId, advice } = error instanceof VpnError ? error : {};
  const message = error instanceof VpnError ? error.message : explain(error);
  return new UnfinishedError(message, outputs, { code, requestId, advice, resourceId: id }, { cause: error });
}

/** Says once which values are spelled otherwise, and fails where the service didn't take what was asked for. */
export function settleJudgement(
  context: Context,
  id: string,
  outputs: Properties,
  { notTaken, otherwise }: Judgement,
  advice = "Run pulumi up again: it tries once more.",
): void {
  if (otherwise.length > 0) {
    context.warn(
      `${context.label}: the service describes ${otherwise.join(", ")} otherwise than asked for; the outputs show its values.`,
    );
  }
  if (notTaken.length === 0) return;
  const values = notTaken.map(({ path, values: both }) => `${path}${both}`).join(", ");
  const error = new VpnError(
    `the service accepted the request for ${id} and didn't take ${values}; the state has the service's values.`,
    { code: "NotTaken", advice },
  );
  throw unfinished(id, outputs, error);
}

/** The error of an update whose resource was taken away meanwhile, with what the service said to it. */
export function vanished(id: string, said?: unknown): VpnError {
  const { code, requestId, message } = said instanceof ApiError ? said : {};
  return new VpnError(
    message === undefined ? `${id} no longer exists.` : `${id} no longer exists: ${message}`,
    {
      code,
      requestId,
      resourceId: id,
      advice: "Run pulumi refresh, and pulumi up to recreate it.",
    },
  );
}
