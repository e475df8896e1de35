import { VpnError } from "../errors";
import { stringOrEmpty } from "../properties";
import { ApiError, kindOf } from "../vpc/errors";
import { type Attempt, attempt } from "./attempt";
import type { Context } from "./context";
import { type Making, adoption, isKnown, markFailure, since } from "./creation";
import { DESCRIBE_LAG_MS, DOUBLE_STANDS_MS, MARK_STANDS_MS, WINDOW_MS } from "./lags";
import { type Existing, type Survey, isSame, markText, survey } from "./listing";
import { unanswered } from "./lostAnswer";
import { growing, poll } from "./poll";

const BETWEEN_LISTINGS = growing(2_000, 10_000);
/** Another's claim shows for two lags at least. */
const WHILE_CLAIMING = growing(2_000, 5_000);

/** What stands before anything is sent: a leftover of this resource to go on with, or an error that names the other. */
export async function lookAround(
  making: Making,
): Promise<{ listing: readonly Existing[]; leftover?: Existing | undefined }> {
  const { context, creation, operation } = making;
  const question = {
    vpnGatewayId: stringOrEmpty(creation.inputs.vpnGatewayId),
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
    const leftover = stands === undefined ? await decide(making, found) : undefined;
    if (leftover !== undefined) return { listing, leftover };
    listing = stands === undefined ? await creation.list(true) : listing;
    found = stands ?? survey(listing, question);
  }
  return { listing };
}

/**
 * Undefined once what was found has stood unchanged for so long that nobody works on it, the gateway `active` at every
 * look; else what is there now.
 */
async function untilStands(
  { context: { clock }, turn }: Making,
  found: Exclude<Survey, { found: "nothing" }>,
  again: () => Promise<Survey>,
): Promise<Survey | undefined> {
  const until = clock.now() + (found.found === "double" ? DOUBLE_STANDS_MS : MARK_STANDS_MS);
  const changed = await poll(clock, Math.min(until, turn.deadline), BETWEEN_LISTINGS, async () => {
    const busy = await turn.untilActive();
    const now = await again();
    return busy || !isSame(now, found) ? now : undefined;
  });
  if (changed === undefined && turn.deadline < until) throw tooEarlyToTell(found);
  return changed;
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

/**
 * What has stood unchanged: one leftover on this gateway is gone on with, anything else is for a person. Undefined
 * where another create took the leftover meanwhile.
 */
async function decide(
  making: Making,
  found: Exclude<Survey, { found: "nothing" }>,
): Promise<Existing | undefined> {
  const { context, creation, operation } = making;
  if (found.found !== "leftover") throw refusal(context, found);
  const { existing } = found;
  const isOurs = await claimed(making, existing).catch((error: unknown) => {
    throw cantChange(existing, error);
  });
  if (!isOurs) return undefined;
  try {
    await creation.marks?.takeOff(existing.id);
  } catch (error) {
    // Where nobody knows whether it is off, the connection goes into the state, and the next update takes it off.
    if (kindOf(error) !== "indeterminate") throw cantChange(existing, error);
  }
  operation.id = existing.id;
  return existing;
}

const cantChange = (existing: Existing, error: unknown): VpnError =>
  markFailure(
    existing.id,
    `${existing.id}${since(existing)} bears the mark of this resource, and the mark can't be changed`,
    error,
    adoption,
  );

/**
 * Stacks of one name on two backends may find the same leftover: it is whose operation its mark names in the end. A
 * claim that is answered late, or by nobody, may come after another has gone on with it and has taken its mark off: then
 * it is the other's if a look shows so, and the mark that came too late goes.
 */
async function claimed({ context, creation, operation, turn }: Making, existing: Existing): Promise<boolean> {
  const { clock } = context;
  const mark = markText(operation.mark);
  const sentAt = clock.now();
  let claim: { readonly made: Attempt<void>; readonly tells: number; readonly late: boolean } | undefined;
  const claiming = attempt(() => creation.marks?.claim(existing.id, mark) ?? Promise.resolve()).then(
    (made) => {
      // Another may claim as long as its listing lags, and shows as long as ours does.
      const tells = made.outcome === "taken" ? clock.now() + 2 * DESCRIBE_LAG_MS : sentAt + WINDOW_MS;
      const late = made.outcome === "indeterminate" || clock.now() - sentAt > DESCRIBE_LAG_MS;
      return (claim = { made, tells, late });
    },
  );
  const seen = { mark: existing.mark, at: 0, others: false, finished: false };
  const looking = poll(clock, turn.deadline, WHILE_CLAIMING, async () => {
    const askedAt = clock.now();
    const listing = await creation.list(true).catch(unanswered);
    if (listing !== undefined) {
      seen.mark = listing.find(({ id }) => id === existing.id)?.mark;
      seen.at = askedAt;
      seen.finished ||= seen.mark === undefined;
      seen.others ||= seen.mark !== existing.mark && seen.mark !== mark;
    }
    const isOver = claim !== undefined && (claim.made.outcome === "refused" || askedAt >= claim.tells);
    return isOver ? true : undefined;
  });
  const [{ made, tells, late }] = await Promise.all([claiming, looking]);
  if (made.outcome === "refused") throw made.error;
  if (seen.mark !== mark || seen.at < tells) return false;
  const isOthers = seen.finished || (late && seen.others);
  if (isOthers) await creation.marks?.takeOff(existing.id);
  return !isOthers;
}

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
