import { createHash, randomUUID } from "node:crypto";
import { withinTime } from "../clock";
import { VpnError, explain } from "../errors";
import { type Properties, textOf } from "../properties";
import { ApiError, looksFirst } from "../vpc/errors";
import { nextAfter } from "./attempt";
import { type Context, request } from "./context";
import {
  type Converged,
  type Describe,
  type Judge,
  type NotTaken,
  settleJudgement,
  unfinished,
  waitUntilConverged,
} from "./converge";
import { DESCRIBE_LAG_MS, STANDS_MS, WINDOW_MS } from "./lags";
import { type Existing, type Mark, type Survey, isSame, lostOne, markText, survey } from "./listing";
import { growing, poll } from "./poll";
import type { Gateway, Turn } from "./queue";

/** The mark of a resource that no state has yet, where its kind can bear one. */
export interface Marks {
  /** Whether the description that was seen last shows it. */
  isShown(): boolean;
  takeOff(id: string): Promise<void>;
}

/** What creating needs to know of a resource, so that nothing is made twice. */
export interface Creation {
  readonly inputs: Properties;
  readonly marks?: Marks;
  readonly describe: Describe;
  readonly judge: Judge;
  /** What stands where it could be ours or in the way; one that isn't fresh may be a minute old. */
  list(fresh: boolean): Promise<readonly Existing[]>;
  send(clientToken: string, mark: string | undefined): Promise<string>;
  /** The refusal, naming the resource that is in the way where the listing shows it. */
  nameObstacle(error: ApiError, listing: readonly Existing[]): ApiError;
  /** Puts right by another operation what the create didn't take; false where there is none. */
  mend?(id: string, notTaken: readonly NotTaken[]): Promise<boolean>;
  /** Goes on with a resource that an interrupted create left: an update to what the program asks for now. */
  resume(id: string): Promise<Properties>;
}

/** One create, over all its repetitions in this process. */
export interface CreateOperation {
  readonly token: string;
  readonly mark: Mark;
  /** The id that the service gave: never dropped. */
  id?: string;
  /** A request whose answer isn't known yet. */
  pending?: { readonly sentAt: number; readonly before: ReadonlySet<string> };
  /** A busy gateway or an obstacle may be a predecessor that landed late: only a fresh listing tells. */
  refused?: true;
}

interface Making {
  readonly context: Context;
  readonly creation: Creation;
  readonly operation: CreateOperation;
  readonly turn: Turn;
}

interface Result {
  readonly id: string;
  readonly outputs: Properties;
}

const RESEND_PAUSE = growing(1_000, 10_000);
const BETWEEN_LISTINGS = growing(2_000, 10_000);
/** A failing operation doesn't wait long for the last thing it does. */
const LAST_CALL_MS = 30_000;

/** Which resource of the world this is, in a few characters that give nothing away. */
export function resourceHash({ organization, urn }: Pick<Context, "organization" | "urn">): string {
  return createHash("sha256").update(`${organization}/${urn}`).digest("hex").slice(0, 20);
}

function begin(context: Context): CreateOperation {
  const mark = { resource: resourceHash(context), operation: randomUUID().slice(0, 13) };
  return { token: randomUUID(), mark };
}

/** Creates exactly once and returns what is described once the gateway is active. */
export async function create(context: Context, gateway: Gateway, creation: Creation): Promise<Result> {
  const { creates } = context.gateways;
  const operation = creates.get(context.urn) ?? begin(context);
  creates.set(context.urn, operation);
  try {
    const made =
      operation.id === undefined
        ? await gateway.change(request(context, "creating"), (turn) =>
            inTurn({ context, creation, operation, turn }),
          )
        : operation.id;
    const result = typeof made === "string" ? await resume(context, creation, made) : made;
    creates.delete(context.urn);
    return result;
  } catch (error) {
    const { id, pending } = operation;
    if (id !== undefined) throw unfinished(id, creation.inputs, error);
    if (pending === undefined) creates.delete(context.urn);
    throw error;
  }
}

/** @returns what was made, or the id of one that an interrupted create left and that is gone on with */
async function inTurn(making: Making): Promise<Result | string> {
  const { context, creation, operation } = making;
  const made = await makeOnce(making);
  operation.id = made.id;
  context.gateways.made.add(made.id);
  if (made.resumed) return made.id;
  try {
    return { id: made.id, outputs: await finish(making, made.id) };
  } catch (error) {
    await lastCall(context, creation.marks?.takeOff(made.id));
    throw unfinished(made.id, creation.inputs, error);
  }
}

/** The mark goes on failure, too: the state has the resource. Where it can't, the next update takes it off. */
async function lastCall(context: Context, work: Promise<void> | undefined): Promise<void> {
  if (work === undefined) return;
  await withinTime(context.clock, LAST_CALL_MS, work, () => new Error("late")).catch(() => undefined);
}

async function makeOnce(making: Making): Promise<{ id: string; resumed: boolean }> {
  const { context, creation, operation, turn } = making;
  if (operation.pending !== undefined) {
    const found = await settle(making, unknownOutcome());
    if (found !== undefined) return { id: found, resumed: false };
  }
  await turn.untilActive();
  for (let refusals = 0; ;) {
    const { listing, leftover } = await lookAround(making);
    if (leftover !== undefined) return { id: leftover.id, resumed: true };
    const since = context.clock.now();
    operation.pending = { sentAt: since, before: new Set(listing.map(({ id }) => id)) };
    const made = await turn.attempt(() =>
      creation.send(operation.token, creation.marks && markText(operation.mark)),
    );
    const next = nextAfter(made);
    if (next !== "ask") operation.pending = undefined;
    if (made.outcome === "taken") return { id: made.value, resumed: false };
    operation.refused = true;
    if (next === "ask") {
      const found = await settle(making, made.error);
      if (found !== undefined) return { id: found, resumed: false };
    } else if (next === "wait until active") {
      refusals += 1;
      await untilFree(making, made.error, refusals);
    } else {
      throw next === "look again" ? await obstacle(making, made.error) : made.error;
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

/** The refusal with what is in the way: it may be what a predecessor made that landed late. */
async function obstacle(making: Making, error: ApiError): Promise<ApiError> {
  const { creation } = making;
  return creation.nameObstacle(error, await creation.list(true));
}

/** What stands before anything is sent: a leftover of this resource to go on with, or an error that names the other. */
async function lookAround(
  making: Making,
): Promise<{ listing: readonly Existing[]; leftover?: Existing | undefined }> {
  const { context, creation, operation } = making;
  const question = {
    vpnGatewayId: textOf(creation.inputs.vpnGatewayId),
    resource: creation.marks && operation.mark.resource,
    isKnown: (id: string) => isKnown(context, id),
  };
  let listing = await creation.list(operation.refused === true);
  let found = survey(listing, question);
  while (found.found !== "nothing") {
    const stands = await untilStands(making, found, async () => {
      listing = await creation.list(true);
      return survey(listing, question);
    });
    if (stands === undefined) return { listing, leftover: await decide(making, found) };
    found = stands;
  }
  return { listing };
}

function isKnown(context: Context, id: string): boolean {
  const { made, gone } = context.gateways;
  return context.isTold(id) || made.has(id) || gone.has(id);
}

/** Undefined once what was found has stood unchanged for so long that nobody works on it; else what is there now. */
async function untilStands(
  { context: { clock }, turn }: Making,
  found: Exclude<Survey, { found: "nothing" }>,
  again: () => Promise<Survey>,
): Promise<Survey | undefined> {
  const until = clock.now() + STANDS_MS;
  const changed = await poll(clock, Math.min(until, turn.deadline), BETWEEN_LISTINGS, async () => {
    const now = await again();
    return isSame(now, found) ? undefined : now;
  });
  if (changed !== undefined) return changed;
  if (turn.deadline < until) throw tooEarlyToTell(found);
  return (await turn.untilActive()) ? await again() : undefined;
}

function tooEarlyToTell(found: Exclude<Survey, { found: "nothing" }>): VpnError {
  const ids = [found.existing].flat().map((one) => `${one.id}${since(one)}`);
  return new VpnError(
    `${ids.join(", ")} may be this resource or be made by somebody else just now; nothing was sent.`,
    {
      code: "Timeout",
      advice: "Run pulumi up again, or allow more time with the option customTimeouts.",
    },
  );
}

/** What has stood unchanged: one leftover on this gateway is gone on with, anything else is for a person. */
async function decide(
  { context, creation, operation }: Making,
  found: Exclude<Survey, { found: "nothing" }>,
): Promise<Existing> {
  if (found.found !== "leftover") throw refusal(context, found);
  const { existing } = found;
  try {
    await creation.marks?.takeOff(existing.id);
  } catch (error) {
    throw new VpnError(
      `${existing.id}${since(existing)} bears the mark of this resource, and the mark can't be taken off: ${explain(error)}`,
      { resourceId: existing.id, advice: markAdvice },
    );
  }
  operation.id = existing.id;
  return existing;
}

export const markAdvice =
  "Grant the RAM user or role the permission vpc:UnTagResources, or set alicloud-vpn:mark to off.";

const adoption =
  "If it is this resource, adopt it: npx alicloud-vpn import-file. If nobody needs it, delete it.";

function refusal(context: Context, found: Exclude<Survey, { found: "nothing" | "leftover" }>): VpnError {
  if (found.found === "several leftovers") {
    const ids = found.existing.map((one) => `${one.id}${since(one)}`).join(" and ");
    return new VpnError(`${ids} bear the mark of this resource, left by interrupted creates.`, {
      advice: "Delete all but one in the console or with the aliyun CLI, and run pulumi up again.",
    });
  }
  const { existing } = found;
  const what = `${existing.id}${since(existing)}, on ${existing.vpnGatewayId ?? "a gateway"} in ${context.regionId},`;
  if (found.found === "leftover elsewhere") {
    return new VpnError(`${what} bears the mark of this resource, left by an interrupted create.`, {
      resourceId: existing.id,
      advice: `${adoption} If another stack had this one's name, run pulumi up there first.`,
    });
  }
  const message = `${what} has the same peer and overlapping subnets, and no state of this run has it.`;
  return new ApiError(message, "conflict", {
    code: "InvalidVpnConnection.AlreadyExists",
    advice: `${adoption} One that was renamed in the program needs its old name in its options: aliases: [{ name: "…" }].`,
  });
}

/** Since when it exists, for a person. */
export function since({ createdAt }: Existing): string {
  return createdAt === undefined ? "" : ` (created ${createdAt})`;
}

/**
 * An answer that was lost: nothing is sent again until the service was asked at the end of a window that covers all
 * lags. What bears the mark is proof before that.
 */
async function settle(making: Making, error: ApiError): Promise<string | undefined> {
  const { context, creation, operation, turn } = making;
  const { sentAt, before } = operation.pending ?? { sentAt: context.clock.now(), before: new Set<string>() };
  const windowEnds = sentAt + WINDOW_MS;
  const { gateways } = context;
  const lost = {
    mark: creation.marks && markText(operation.mark),
    before,
    isKnown: (id: string) => isKnown(context, id),
    markSeen: (id: string) => gateways.marksSeen.get(id),
  };
  const ask = async (windowOver: boolean) => lostOne(await creation.list(true), lost, windowOver);
  const early = await poll(context.clock, Math.min(windowEnds, turn.deadline), BETWEEN_LISTINGS, () =>
    ask(false),
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
  await turn.untilActive();
  return await ask();
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
    throw new VpnError(`${id} is made, and its mark can't be taken off: ${explain(error)}`, {
      advice: markAdvice,
    });
  }
}

function notDescribed(id: string): VpnError {
  return new VpnError(`${id} was created, and the service doesn't describe it yet.`, {
    advice: "Run pulumi up again: it goes on from here.",
  });
}

async function resume(context: Context, creation: Creation, id: string): Promise<Result> {
  context.warn(`${context.label}: resuming ${id}, left by an interrupted create.`);
  return { id, outputs: await creation.resume(id) };
}
