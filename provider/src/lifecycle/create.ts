import { createHash, randomUUID } from "node:crypto";
import { withinTime } from "../clock";
import { VpnError } from "../errors";
import type { Properties } from "../properties";
import { ApiError, looksFirst } from "../vpc/errors";
import { nextAfter } from "./attempt";
import { type Context, request } from "./context";
import { type Converged, settleJudgement, unfinished, waitUntilConverged } from "./converge";
import { type Creation, type CreateOperation, type Making, markFailure } from "./creation";
import { DESCRIBE_LAG_MS } from "./lags";
import { lookAround } from "./leftovers";
import { markText } from "./listing";
import { settle } from "./lostAnswer";
import { growing, poll } from "./poll";
import type { Gateway } from "./queue";

interface Result {
  readonly id: string;
  readonly outputs: Properties;
}

const RESEND_PAUSE = growing(1_000, 10_000);
/** A failing operation doesn't wait long for the last thing it does, and asks again while no answer comes. */
const LAST_CALL_MS = 30_000;
const LAST_CALL_AGAIN_MS = 10_000;

/** Which resource of the world this is, in a few characters that give nothing away. */
export function resourceHash({ organization, urn }: Pick<Context, "organization" | "urn">): string {
  return createHash("sha256").update(`${organization}/${urn}`).digest("hex").slice(0, 20);
}

function begin(context: Context): CreateOperation {
  const mark = { resource: resourceHash(context), operation: randomUUID().slice(0, 13) };
  return { token: randomUUID(), mark };
}

/** A create of this process that hasn't ended well; what it made may have been deleted since. */
function earlier({ urn, gateways }: Context): CreateOperation | undefined {
  const operation = gateways.creates.get(urn);
  return operation?.id !== undefined && gateways.gone.has(operation.id) ? undefined : operation;
}

/** Creates exactly once and returns what is described once the gateway is active. */
export async function create(context: Context, gateway: Gateway, creation: Creation): Promise<Result> {
  const { creates } = context.gateways;
  const operation = earlier(context) ?? begin(context);
  creates.set(context.urn, operation);
  try {
    const made =
      operation.id ??
      (await gateway.change(request(context, "creating"), (turn) =>
        inTurn({ context, creation, operation, turn }),
      ));
    const result =
      typeof made === "string"
        ? { id: made, outputs: await creation.resume(made, known(operation, creation)) }
        : made;
    creates.delete(context.urn);
    return result;
  } catch (error) {
    const { id, pending } = operation;
    if (id !== undefined) throw unfinished(id, known(operation, creation), error);
    if (pending === undefined) creates.delete(context.urn);
    throw error;
  }
}

const known = ({ madeWith }: CreateOperation, { ofLeftover }: Creation): Properties => madeWith ?? ofLeftover;

/** @returns what was made, or the id of one that an interrupted create left and that is gone on with */
async function inTurn(making: Making): Promise<Result | string> {
  const { context, creation, operation } = making;
  const made = await makeOnce(making);
  operation.id = made.id;
  context.gateways.made.add(made.id);
  if (made.resumed) {
    context.warn(`${context.label}: resuming ${made.id}, left by an interrupted create.`);
    return made.id;
  }
  operation.madeWith = creation.inputs;
  try {
    return { id: made.id, outputs: await finish(making, made.id) };
  } catch (error) {
    const { marks } = creation;
    await lastCall(context, marks && (() => marks.takeOff(made.id)));
    throw unfinished(made.id, creation.inputs, error);
  }
}

/**
 * The mark goes on failure, too: the state has the resource. Where it can't, the next update takes it off. A mark that
 * stays for two minutes is a leftover's, so one lost request mustn't leave it there.
 */
async function lastCall({ clock }: Context, takeOff: (() => Promise<void>) | undefined): Promise<void> {
  if (takeOff === undefined) return;
  const late = new Error("late");
  const until = clock.now() + LAST_CALL_MS;
  for (const sent: Promise<void>[] = []; clock.now() < until;) {
    sent.push(takeOff());
    const answer = withinTime(clock, LAST_CALL_AGAIN_MS, Promise.any(sent), () => late);
    const isUnanswered = await answer.then(
      () => false,
      (error: unknown) => error === late,
    );
    if (!isUnanswered) return;
  }
}

async function makeOnce(making: Making): Promise<{ id: string; resumed: boolean }> {
  const { context, creation, operation, turn } = making;
  if (operation.pending !== undefined) {
    const found = await settle(making, unknownOutcome());
    if (found !== undefined) return { id: found, resumed: false };
  }
  // What kept the gateway busy may be a predecessor that landed late.
  if (await turn.untilActive()) operation.refused = true;
  for (let refusals = 0; ;) {
    const { listing, leftover } = await lookAround(making);
    if (leftover !== undefined) return { id: leftover.id, resumed: true };
    const pending = {
      sentAt: context.clock.now(),
      before: new Set(listing.map(({ id }) => id)),
      serviceTime: context.api.serviceTime(),
    };
    operation.pending = pending;
    const made = await turn.attempt(() =>
      creation.send(operation.token, creation.marks && markText(operation.mark)),
    );
    const next = nextAfter(made);
    if (next !== "ask") operation.pending = undefined;
    if (made.outcome === "taken") return { id: made.value, resumed: false };
    operation.refused = true;
    if (next === "ask") {
      operation.pending = { ...pending, sentAt: made.error.sentAt ?? context.clock.now() };
      const found = await settle(making, made.error);
      if (found !== undefined) return { id: found, resumed: false };
    } else if (next === "wait until active") {
      refusals += 1;
      await untilFree(making, made.error, refusals);
    } else {
      if (next !== "look again") throw made.error;
      // What is in the way may be what a predecessor made that landed late.
      const now = await lookAround(making);
      if (now.leftover !== undefined) return { id: now.leftover.id, resumed: true };
      throw creation.nameObstacle(made.error, now.listing);
    }
  }
}

const unknownOutcome = () =>
  new ApiError("it isn't known whether the service took the create", "indeterminate", { advice: looksFirst });

/** The first refusal is waited out; one by a gateway that says it is active needs a pause of its own. */
async function untilFree({ context, turn }: Making, error: ApiError, refusals: number): Promise<void> {
  const busy = await turn.untilActive();
  if (context.clock.now() >= turn.deadline) throw error;
  if (!busy || refusals > 1) await context.clock.sleep(RESEND_PAUSE(refusals * 1_000));
}

/** Waits until the change is done, and takes the mark off: from here on the resource is in the state. */
async function finish(making: Making, id: string): Promise<Properties> {
  const { context, creation, turn } = making;
  const takenAt = context.clock.now();
  const begun = await turn.untilDone();
  const shown = context.clock.now() - takenAt >= DESCRIBE_LAG_MS;
  if (shown) await endMark(making, id);
  const seen = await converge(making, id);
  if (seen.outputs === undefined) throw notDescribed(id);
  if (!shown && creation.marks !== undefined) {
    if (!creation.marks.isShown()) await untilMarkShows(making, id, takenAt);
    await endMark(making, id);
  }
  if (!begun) await turn.untilActive();
  settleJudgement(context, id, seen.outputs, seen);
  return seen.outputs;
}

async function converge({ context, creation }: Making, id: string): Promise<Converged> {
  const look = () => waitUntilConverged(context, () => creation.describe(id), creation.judge);
  const seen = await look();
  const mended = seen.notTaken.length > 0 && (await creation.mend?.(id, seen.notTaken));
  return mended === true ? await look() : seen;
}

async function untilMarkShows({ context, creation }: Making, id: string, takenAt: number): Promise<void> {
  await poll(context.clock, takenAt + DESCRIBE_LAG_MS, growing(500, 2_000), async () => {
    await creation.describe(id);
    return creation.marks?.isShown() === true ? true : undefined;
  });
}

/** A mark that isn't there needs no permission to go. */
async function endMark({ creation }: Making, id: string): Promise<void> {
  const { marks } = creation;
  try {
    await marks?.takeOff(id);
  } catch (error) {
    const described = await creation.describe(id);
    if (described !== undefined && marks?.isShown() === false) return;
    throw markFailure(id, `${id} is made, and its mark can't be taken off`, error);
  }
}

function notDescribed(id: string): VpnError {
  return new VpnError(`${id} was created, and the service doesn't describe it yet.`, {
    advice: "Run pulumi up again: it goes on from here.",
  });
}
