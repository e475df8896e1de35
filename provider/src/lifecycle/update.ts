import { randomUUID } from "node:crypto";
import type { Properties } from "../properties";
import { ApiError, kindOf } from "../vpc/errors";
import { type Next, nextAfter } from "./attempt";
import { type Context, request } from "./context";
import {
  type Converged,
  type Describe,
  type Judge,
  describedOrGone,
  settleJudgement,
  unfinished,
  vanished,
  waitUntilConverged,
} from "./converge";
import { BUSY_LAG_MS, REQUEST_LIVES_MS } from "./lags";
import { growing, poll } from "./poll";
import type { Gateway, Turn } from "./queue";

/** What is peculiar to the update of a resource; `Wanted` is what it makes of a difference. */
export interface Updating<Wanted extends readonly unknown[]> {
  /** What the service has, where the state may not know it: after an operation that didn't end well. */
  present(): Promise<Properties>;
  /** What is to change; `isPresent` says that the outputs are what the service has, and not the state's. */
  wanted(outputs: Properties, isPresent: boolean): Wanted;
  /** @returns what is described once the change is done */
  change(outputs: Properties, wanted: Wanted): Promise<Converged>;
  /** What is described, with what it doesn't tell. @default as it is described */
  whole?(described: Properties, outputs: Properties): Properties;
  /** What to do where the service didn't take it, if not the usual. */
  advice?(seen: Converged): string | undefined;
}

/** Changes a resource in place, and returns what is described then. */
export async function update<Wanted extends readonly unknown[]>(
  context: Context,
  id: string,
  known: Properties,
  updating: Updating<Wanted>,
): Promise<Properties> {
  const isPresent = context.unfinished === true;
  const outputs = isPresent ? await updating.present() : known;
  const wanted = updating.wanted(outputs, isPresent);
  if (isPresent && wanted.length === 0) return outputs;
  const seen = await updating.change(outputs, wanted);
  if (seen.outputs === undefined) throw unfinished(id, outputs, vanished(id));
  const whole = updating.whole?.(seen.outputs, outputs) ?? seen.outputs;
  settleJudgement(context, id, whole, seen, updating.advice?.(seen));
  return whole;
}

/** A change of a resource in place. */
export interface Modification {
  readonly id: string;
  /** What the state has of the resource, once the change is taken. */
  readonly outputs: Properties;
  /** The same where nobody knows whether it was taken. @default outputs */
  readonly doubtful?: Properties;
  readonly describe: Describe;
  readonly judge: Judge;
  /** The same was sent before, and may have been taken. */
  readonly begun?: Begun;
  readonly send: (clientToken: string) => Promise<void>;
}

/** A change that was sent: until when one of its sendings may still arrive, and keep the gateway busy once more. */
export interface Begun {
  readonly underWayUntil: number;
}

/** An operation of changing, over its turns. */
interface Changing {
  /** Random, the same over the repetitions: a change back to what was before is another operation. */
  readonly token: string;
  taken: boolean;
  doubtful: boolean;
  underWayUntil: number;
}

/** A sending whose answer was lost. */
export function lostAt({ clock }: Context, error: unknown): Begun {
  const sentAt = error instanceof ApiError ? error.sentAt : undefined;
  return { underWayUntil: (sentAt ?? clock.now()) + REQUEST_LIVES_MS };
}

/** How often a change whose answer was lost is sent again: a repetition asks for the same values. */
const RESENDS = 5;
/** The same where each one first waits until the one before can't arrive any more. */
const RESENDS_IN_ORDER = 2;
const RESEND_PAUSE = growing(1_000, 10_000);
/** How long a change that was begun may take to show, before it is sent again. */
const ASK_FOR_MS = 4_000;

/** Changes in place and returns what is described once the gateway is active. */
export async function modify(
  context: Context,
  gateway: Gateway,
  modification: Modification,
): Promise<Converged> {
  const { id, outputs, judge, begun } = modification;
  const change: Changing = {
    token: randomUUID(),
    taken: false,
    doubtful: begun !== undefined,
    underWayUntil: begun?.underWayUntil ?? 0,
  };
  const converge = () => waitUntilConverged(context, () => modification.describe(id), judge);
  try {
    const seen = await gateway.change(
      { ...request(context, "updating"), resolutionHint: resolutionHint(context) },
      (turn) => inTurn(context, modification, turn, change, converge),
    );
    return seen ?? (await converge());
  } catch (error) {
    if (!change.taken && kindOf(error) === "notFound") throw vanished(id, error);
    if (!change.taken && !change.doubtful) throw error;
    throw unfinished(id, change.taken ? outputs : (modification.doubtful ?? outputs), error);
  }
}

/** Undefined where the gateway was busy with it: then what is described needs no turn to be looked at. */
async function inTurn(
  context: Context,
  modification: Modification,
  turn: Turn,
  change: Changing,
  converge: () => Promise<Converged>,
): Promise<Converged | undefined> {
  await sendUntilTaken(context, modification, turn, change);
  change.taken = true;
  const begun = await turn.untilDone();
  const underWay = Math.min(change.underWayUntil, turn.deadline) - context.clock.now();
  if (underWay > 0) {
    await context.clock.sleep(underWay);
    await turn.untilActive();
  }
  if (begun) return undefined;
  const seen = await converge();
  await turn.untilActive();
  return seen;
}

async function sendUntilTaken(
  context: Context,
  modification: Modification,
  turn: Turn,
  change: Changing,
): Promise<void> {
  for (let refused = 0, lost = 0; ;) {
    const made = await turn.attempt(() => modification.send(change.token));
    if (made.outcome === "taken") return;
    const { error } = made;
    const next: Next = nextAfter(made);
    if (next !== "ask" && next !== "wait until active") throw error;
    change.doubtful ||= next === "ask";
    const busy = await turn.untilActive();
    if (next === "ask") {
      // What shows may be what an earlier command sent: it doesn't tell that this sending has arrived.
      change.underWayUntil = lostAt(context, error).underWayUntil;
      if (await isTaken(context, modification)) return;
      lost += 1;
    } else {
      refused += 1;
    }
    if (lost > RESENDS || context.clock.now() >= turn.deadline) throw error;
    // The first refusal was waited out; one by a gateway that says it is active needs a pause of its own.
    if (!busy || lost + refused > 1) await context.clock.sleep(RESEND_PAUSE((lost + refused) * 1_000));
  }
}

/**
 * A change that takes no turn, and does no more the second time. It isn't repeated at once: a sending that was lost would
 * arrive after what is sent later, by another update too.
 */
export async function sendInOrder(context: Context, send: () => Promise<void>): Promise<void> {
  for (let lost = 0; ; lost += 1) {
    try {
      await send();
      return;
    } catch (error) {
      if (kindOf(error) !== "indeterminate" || lost === RESENDS_IN_ORDER) throw error;
      await context.clock.sleep(lostAt(context, error).underWayUntil - context.clock.now());
    }
  }
}

/** Whether a change whose answer was lost shows in what is described. */
async function isTaken(context: Context, { id, describe, judge }: Modification): Promise<boolean> {
  const { clock } = context;
  const taken = await poll(clock, clock.now() + ASK_FOR_MS, growing(2_000, 2_000), async () => {
    const described = await describe(id);
    if (described === undefined) return undefined;
    const { notTaken, otherwise, untold } = judge(described);
    if (untold.length > 0) return false;
    return notTaken.length === 0 && otherwise.length === 0 ? true : undefined;
  });
  return taken === true;
}

/** What the service has once the gateway is active, where the state may not know it: after an unfinished operation. */
export async function settled(
  context: Context,
  gateway: Gateway,
  id: string,
  known: Properties,
  describe: Describe,
): Promise<Properties> {
  try {
    await gateway.change(request(context, "updating"), (turn) => turn.untilDone());
    const described = await describedOrGone(context, () => describe(id));
    if (described === undefined) throw vanished(id);
    return described;
  } catch (error) {
    throw unfinished(id, known, error);
  }
}

/**
 * A change that needs no turn may keep the gateway busy all the same, and may begin late: where none of ours does, that
 * is waited for. Two looks tell: at once, and when a task would have begun.
 */
export async function waitUntilActive(context: Context, gateway: Gateway): Promise<void> {
  for (const pause of [0, BUSY_LAG_MS]) {
    if (pause > 0) await context.clock.sleep(pause);
    if (!gateway.isIdle) return;
    if (await gateway.isActive()) continue;
    await gateway.change(request(context, "updating"), (turn) => turn.untilActive());
    return;
  }
}

/** Of changes that exchange what they have, none can go first: one resource has to be out of the way meanwhile. */
function resolutionHint({ urn }: Context): string {
  return `To take this one out of the way of the other: pulumi up --replace '${urn}'`;
}
