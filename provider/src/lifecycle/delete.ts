import { randomUUID } from "node:crypto";
import { VpnError } from "../errors";
import { isGatewayGone, kindOf } from "../vpc/errors";
import { nextAfter } from "./attempt";
import { type Context, request } from "./context";
import { type Describe, describedOrGone, waitUntilGone } from "./converge";
import { DESCRIBE_LAG_MS } from "./lags";
import { growing } from "./poll";
import type { Gateway, Turn } from "./queue";

/** A resource to delete. */
export interface Deletion {
  readonly id: string;
  readonly describe: Describe;
  readonly send: (clientToken: string) => Promise<void>;
}

/** A delete at work: what failed after it was sent leaves a state that still has what may be gone. */
interface Deleting {
  readonly deletion: Deletion;
  /** The same over all repetitions. */
  readonly token: string;
  sent?: "was accepted" | "may have been accepted" | "found nothing";
}

const RESEND_PAUSE = growing(1_000, 10_000);

/**
 * Deletes, and returns once the gateway is active and the resource is gone. A delete of what is gone is a success,
 * once it is asked for twice: what was just made may not be known everywhere yet.
 */
export async function remove(context: Context, gateway: Gateway, deletion: Deletion): Promise<void> {
  const { id, describe } = deletion;
  const deleting: Deleting = { deletion, token: randomUUID() };
  try {
    await removeAndWait(context, gateway, deleting);
  } catch (error) {
    const left = await describe(id).catch(() => ({}));
    // What a busy gateway is still making isn't described either: only a delete that was sent says why.
    if (left !== undefined || !isGatewayGone(error)) {
      if (deleting.sent === undefined) throw error;
      const what = left === undefined ? `${id} is deleted` : `the delete of ${id} ${deleting.sent}`;
      throw unwaited(id, what, error);
    }
  }
  context.gateways.gone.add(id);
}

async function removeAndWait(context: Context, gateway: Gateway, deleting: Deleting): Promise<void> {
  const { id, describe } = deleting.deletion;
  const describeIt = () => describe(id);
  for (let tried = 1; ; tried += 1) {
    const sent = await gateway.change(request(context, "deleting"), (turn) =>
      inTurn(context, deleting, turn),
    );
    if (sent !== "not found") {
      if (await waitUntilGone(context, sent.deadline, describeIt)) return;
      throw new VpnError("it is still described.", { resourceId: id });
    }
    if (tried > 1) return;
    deleting.sent = "found nothing";
    await context.clock.sleep(DESCRIBE_LAG_MS);
    if ((await describeIt()) === undefined) return;
  }
}

type Sent = "not found" | { readonly deadline: number };

async function inTurn(context: Context, deleting: Deleting, turn: Turn): Promise<Sent> {
  const { id, describe, send } = deleting.deletion;
  for (let tries = 1; ; tries += 1) {
    const made = await turn.attempt(() => send(deleting.token));
    if (made.outcome === "taken") {
      deleting.sent = "was accepted";
      await turn.untilDone();
      return turn;
    }
    const { error } = made;
    if (kindOf(error) === "notFound") return "not found";
    const next = nextAfter(made);
    if (next !== "ask" && next !== "wait until active") throw error;
    if (next === "ask") deleting.sent = "may have been accepted";
    const busy = await turn.untilActive();
    // What was just made may not be described yet. Once more does no harm: what is deleted can't be deleted again.
    if (next === "ask" && (await describedOrGone(context, () => describe(id))) === undefined) return turn;
    if (context.clock.now() >= turn.deadline) throw error;
    if (!busy || tries > 1) await context.clock.sleep(RESEND_PAUSE(tries * 1_000));
  }
}

/** The error of a delete that was sent and not waited for to the end: the engine keeps what a failed delete was about. */
function unwaited(id: string, what: string, error: unknown): VpnError {
  const { code, requestId, advice } = error instanceof VpnError ? error : {};
  const first = advice === undefined || code === "Timeout" ? "" : `${advice} `;
  return new VpnError(`${what}, but ${error instanceof Error ? error.message : String(error)}`, {
    code,
    requestId,
    resourceId: id,
    advice: `${first}The state still has it: run the same command again, or pulumi refresh.`,
  });
}
