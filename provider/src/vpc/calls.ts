import type { Clock } from "../clock";
import type { Client } from "./client";
import { type ApiError, fromSdk } from "./errors";

/** One answer of the SDK: its body is what the API said. */
interface Answer<Body> {
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
/** A place that can't be reached is more often a wrong setting than a passing fault. */
const ATTEMPTS_TO_REACH = 3;

export function caller(connected: () => Promise<Client>, clock: Clock): Call {
  return async (operation, intent, send) => {
    const client = await connected();
    for (let attempt = 1; ; attempt += 1) {
      const { error, body } = await tryOnce(client, operation, send);
      if (error === undefined) return body;
      const again = error.kind === "retryable" || (intent !== "write" && error.kind === "indeterminate");
      if (intent === "once" || !again || attempt >= attemptsFor(error)) throw error;
      await clock.sleep(pause(attempt, error, clock));
    }
  };
}

function attemptsFor({ kind, requestId }: ApiError): number {
  if (kind !== "retryable") return ATTEMPTS;
  return requestId === undefined ? ATTEMPTS_TO_REACH : ATTEMPTS_THROTTLED;
}

async function tryOnce<Body>(
  client: Client,
  operation: string,
  send: (client: Client) => Promise<Answer<Body>>,
) {
  try {
    const { body } = await send(client);
    return { body: body as Body };
  } catch (thrown) {
    return { error: fromSdk(operation, client.endpoint, thrown), body: undefined as Body };
  }
}

/** Full jitter between nothing and a limit that doubles, after what the service asked for, within reason. */
function pause(attempt: number, error: ApiError, clock: Clock): number {
  const limit = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (attempt - 1));
  return Math.min(error.retryAfter ?? 0, LONGEST_HINT_MS) + clock.random() * limit;
}
