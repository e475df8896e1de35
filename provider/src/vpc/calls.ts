import type { Clock } from "../clock";
import type { Client } from "./client";
import { ApiError, NO_TLS, fromSdk, lost, unreadable } from "./errors";
import { withinRequestTime } from "./requestTime";

/** One answer of the SDK: its body is what the API said. */
interface Answer<Body> {
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Body;
}

/**
 * Sends one request of the operation, again where the API didn't take it. A `write` whose answer was lost is not
 * sent again: its caller has to ask first. One that is `repeatable` does no more the second time, and what is sent
 * `once` isn't worth a second try.
 */
export type Call = <Body>(
  operation: string,
  intent: "read" | "write" | "repeatable" | "once",
  send: (client: Client) => Promise<Answer<Body>>,
) => Promise<Body>;

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 15_000;
/** An operation has a deadline of its own, which a hint of an hour would pass. */
const LONGEST_HINT_MS = 30_000;
const ATTEMPTS = 8;
/** Two minutes or so: an account whose other tools are busy is throttled for a while. */
const ATTEMPTS_THROTTLED = 20;
/** A place that can't be reached, or never answers, is more often a wrong setting than a passing fault. */
const ATTEMPTS_TO_REACH = 3;
const LATE = "RequestTimeout";

/** @param heard is told the service's time with every answer */
export function caller(
  connected: () => Promise<Client>,
  clock: Clock,
  heard?: (serviceTime: number) => void,
): Call {
  return async (operation, intent, send) => {
    const client = await connected();
    for (let attempt = 1; ; attempt += 1) {
      const { error, body, serviceTime = NaN } = await tryOnce(client, clock, operation, send);
      if (!Number.isNaN(serviceTime)) heard?.(serviceTime);
      if (error === undefined) return body;
      const again = error.kind === "retryable" || (intent !== "write" && error.kind === "indeterminate");
      if (intent === "once" || !again || attempt >= attemptsFor(error)) throw error;
      await clock.sleep(pause(attempt, error, clock));
    }
  };
}

function attemptsFor({ kind, code, requestId }: ApiError): number {
  if (code === LATE || code === NO_TLS) return ATTEMPTS_TO_REACH;
  if (kind !== "retryable") return ATTEMPTS;
  return requestId === undefined ? ATTEMPTS_TO_REACH : ATTEMPTS_THROTTLED;
}

async function tryOnce<Body>(
  client: Client,
  clock: Clock,
  operation: string,
  send: (client: Client) => Promise<Answer<Body>>,
) {
  const { endpoint } = client;
  const sentAt = clock.now();
  const late = (limit: number) => lost(operation, endpoint, `no answer within ${limit / 1000} s`, LATE);
  try {
    const { body, headers } = await withinRequestTime(clock, () => send(client), late);
    if (tellsNothing(body)) throw unreadable(operation, endpoint, "it is empty");
    return { body: body as Body, serviceTime: Date.parse(headers?.date ?? "") };
  } catch (thrown) {
    const error = thrown instanceof ApiError ? thrown : fromSdk(operation, endpoint, thrown);
    error.sentAt = sentAt;
    return { error, body: undefined as Body };
  }
}

/** Every answer of the API bears a RequestId at least: `null` and `{}` come from somewhere on the way. */
function tellsNothing(body: unknown): boolean {
  if (body === undefined || body === null) return true;
  return typeof body === "object" && Object.values(body).every((value) => value === undefined);
}

/** Full jitter between nothing and a limit that doubles, after what the service asked for, within reason. */
function pause(attempt: number, error: ApiError, clock: Clock): number {
  const limit = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (attempt - 1));
  return Math.min(error.retryAfter ?? 0, LONGEST_HINT_MS) + clock.random() * limit;
}
