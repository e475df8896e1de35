import { VpnError, explain } from "../errors";
import { type ApiError, kindOf, looksFirst } from "../vpc/errors";
import { type Making, type Pending, adoption, isKnown } from "./creation";
import { WINDOW_MS } from "./lags";
import { lostOne, markText } from "./listing";
import { growing, poll } from "./poll";

const BETWEEN_LISTINGS = growing(2_000, 10_000);

/**
 * An answer that was lost: nothing is sent again until the service was asked at the end of a window that covers all
 * lags. What bears the mark is proof before that.
 */
export async function settle(making: Making, error: ApiError): Promise<string | undefined> {
  const { context, creation, operation, turn } = making;
  const now = { sentAt: context.clock.now(), before: new Set<string>(), serviceTime: undefined };
  const { sentAt, before, serviceTime }: Pending = operation.pending ?? now;
  const windowEnds = sentAt + WINDOW_MS;
  const { gateways } = context;
  const lost = {
    mark: creation.marks && markText(operation.mark),
    unique: creation.unique === true,
    before,
    serviceTime,
    isKnown: (id: string) => isKnown(context, id),
    markSeen: (id: string) => gateways.marksSeen.get(id),
  };
  const ask = async (windowOver: boolean) => lostOne(await creation.list(true), lost, windowOver);
  // Ended by a look that fails, the operation would leave a request in the air, for the next one to meet.
  const early = await poll(context.clock, Math.min(windowEnds, turn.deadline), BETWEEN_LISTINGS, () =>
    ask(false).catch(unanswered),
  );
  const found = early ?? (await atWindowEnd(making, windowEnds, error, () => ask(true)));
  if (found === undefined) {
    operation.pending = undefined;
    if (context.clock.now() + WINDOW_MS > turn.deadline) throw error;
    return undefined;
  }
  if ("id" in found) {
    operation.pending = undefined;
    return found.id;
  }
  const ids = found.map(({ id }) => id).join(", ");
  throw new VpnError(`${explain(error)}\n  Since then ${ids} have come, and each could be this resource.`, {
    advice: adoption,
  });
}

async function atWindowEnd<T>(
  { turn }: Making,
  windowEnds: number,
  error: ApiError,
  ask: () => Promise<T | undefined>,
): Promise<T | undefined> {
  if (turn.deadline < windowEnds) throw error;
  try {
    await turn.untilActive();
    return await ask();
  } catch (cause) {
    throw cantTell(error, cause);
  }
}

/** What a listing that the service doesn't answer tells: nothing. Any other error is thrown. */
export function unanswered(error: unknown): undefined {
  if (kindOf(error) === undefined) throw error;
  return undefined;
}

function cantTell(error: ApiError, cause: unknown): unknown {
  if (!(cause instanceof VpnError)) return cause;
  const { code, requestId, advice } = cause;
  const message = `${error.message}\n  Whether it was taken can't be looked up: ${cause.message}`;
  const ways = [advice, looksFirst].filter((way) => way !== undefined).join(" ");
  return new VpnError(message, { code, requestId, advice: ways });
}
