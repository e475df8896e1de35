import { VpnError } from "../../errors";
import { type Context, type Lifecycle, type ReadResult, gatewayOf } from "../../lifecycle/context";
import {
  type Converged,
  describedOrGoneOnceActive,
  unfinished,
  vanished,
  waitUntilConverged,
} from "../../lifecycle/converge";
import { create } from "../../lifecycle/create";
import { type Creation, markFailure, since } from "../../lifecycle/creation";
import { remove } from "../../lifecycle/delete";
import { DESCRIBE_LAG_MS } from "../../lifecycle/lags";
import type { Existing } from "../../lifecycle/listing";
import { growing, poll } from "../../lifecycle/poll";
import { modify, sendInOrder, settled, update } from "../../lifecycle/update";
import { type Properties, getPath, isRecord, setPath } from "../../properties";
import { FORMER_MARK_KEY, MARK_KEY } from "../../schema/arguments";
import { type Change, GIVEN, desired, withUntold, withoutWriteOnly, withoutUntold } from "../../schema/diff";
import { judge } from "../../schema/judgement";
import { ApiError, kindOf } from "../../vpc/errors";
import { weakened } from "./warnings";
import { vpnConnection } from "./definition";
import {
  type Described,
  bearsMark,
  described,
  isIdentified,
  withAskedIdentity,
  withKnownIdentity,
} from "./described";
import { existingConnections } from "./listed";
import { modification } from "./modification";

const { changes, fields } = vpnConnection;

export const tagsOf = (properties: Properties) =>
  isRecord(properties.tags) ? (properties.tags as Record<string, string>) : {};

const describer = (context: Context, known: Properties) => async (id: string) => {
  const seen = await described(context, id);
  return seen && withKnownIdentity(seen.outputs, known);
};

async function createConnection(context: Context, inputs: Properties) {
  const created = await create(context, gatewayOf(context, inputs), creation(context, inputs));
  return { id: created.id, outputs: withUntold(fields, created.outputs, [inputs]) };
}

function creation(context: Context, inputs: Properties): Creation {
  let shown = false;
  const marks = {
    isShown: () => shown,
    claim: (id: string, mark: string) => context.api.tagVpnConnection(id, { [MARK_KEY]: mark }),
    takeOff: (id: string) => context.api.untagVpnConnection(id, [MARK_KEY], "repeatable"),
  };
  return {
    inputs,
    marks: context.mark ? marks : undefined,
    describe: async (id) => {
      const seen = await described(context, id);
      shown = seen !== undefined && bearsMark(seen);
      return seen && withKnownIdentity(seen.outputs, inputs);
    },
    judge: (seen) => judge(desired(vpnConnection.fieldsFor(inputs), inputs), undefined, seen, inputs),
    list: (fresh) => existingConnections(context, inputs, fresh),
    send: (token, mark) => {
      const tags = mark === undefined ? tagsOf(inputs) : { ...tagsOf(inputs), [MARK_KEY]: mark };
      return context.api.createVpnConnection(inputs, tags, token);
    },
    nameObstacle: (error, listing) => nameOthers(context, inputs, error, listing),
    // Where a create's tags aren't taken, they can be set afterwards.
    mend: async (id, notTaken) => {
      if (!notTaken.some(({ path }) => path === "tags")) return false;
      await sendInOrder(context, () => context.api.tagVpnConnection(id, tagsOf(inputs)));
      return true;
    },
    // It may have been made with another key than the program has by now.
    ofLeftover: withoutUntold(fields, inputs),
    resume: (id, known) => updateConnection({ ...context, unfinished: true }, id, known, inputs),
  };
}

/** A refusal with the connections that may be in its way. */
function nameOthers(
  { regionId }: Context,
  inputs: Properties,
  error: ApiError,
  listing: readonly Existing[],
): ApiError {
  const { code, requestId, kind } = error;
  const ofSiblings = code?.includes("DifferentIkeConfigs") === true;
  const others = listing.filter(({ isDouble, isSibling }) => (ofSiblings ? isSibling : isDouble));
  if (others.length === 0) return error;
  const ids = others.map((one) => `${one.id}${since(one)}`).join(", ");
  const has = `has the same peer${ofSiblings ? "" : " and overlapping subnets"}`;
  const where = `On ${String(inputs.vpnGatewayId)} in ${regionId} ${ids} ${has}.`;
  const advice = [where, error.advice].filter((part) => part !== undefined).join(" ");
  return new ApiError(error.message, kind, { code, requestId, advice });
}

const updateConnection: Lifecycle["update"] = (context, id, known, inputs) =>
  update(context, id, known, {
    present: () => present(context, id, known),
    wanted: (outputs, isPresent) => {
      if (!isPresent) return changes(outputs, inputs);
      const wanted = unsettled(outputs, inputs);
      refuseReplacing(id, outputs, wanted);
      return wanted;
    },
    change: async (outputs, wanted) => {
      const ofGateway = wanted.filter(({ field }) => field.path !== "tags");
      const tags = wanted.filter(({ field }) => field.path === "tags");
      await changeTags(context, id, outputs, tags);
      return await changed(context, id, outputs, inputs, { ofGateway, tags });
    },
    whole: (seen, outputs) => withUntold(fields, withKnownIdentity(seen, outputs), [inputs, outputs]),
    advice: (seen) => adviceOn(context, seen),
  });

/** After an operation that didn't end well, what is never described may be as it was before. */
function unsettled(outputs: Properties, inputs: Properties): Change[] {
  const wanted = changes(outputs, inputs);
  const open = fields.filter(
    ({ path, writeOnly }) =>
      writeOnly === true &&
      getPath(outputs, path) === undefined &&
      !wanted.some(({ field }) => field.path === path),
  );
  return [...wanted, ...desired(open, inputs)];
}

/** The SDK's model lets a tunnel's customer gateway change in place; an older service may not take it. */
function adviceOn({ urn }: Context, { notTaken }: Converged): string | undefined {
  const gateway = notTaken.some(({ path }) => /^tunnels\.\w+\.customerGatewayId$/.test(path));
  return gateway ? `Replace the connection: pulumi up --replace '${urn}'` : undefined;
}

/**
 * What the service has, where the state may not know it: after an operation that didn't end well. A mark goes off
 * first, whoever left it there: the state has the connection.
 */
async function present(context: Context, id: string, known: Properties): Promise<Properties> {
  const isKnown = known.vpnConnectionId !== undefined;
  const mark = { shown: false };
  const seen = await settled(context, gatewayOf(context, known), id, known, async () => {
    const found = isKnown ? await described(context, id) : await identified(context, id);
    mark.shown = found !== undefined && bearsMark(found);
    return found?.outputs;
  });
  if (mark.shown && context.mark) await takeMarkOff(context, id, known);
  const whole = isKnown ? withKnownIdentity(seen, known) : withAskedIdentity(seen, known);
  return { ...withUntold(fields, whole, [known]), [GIVEN]: known[GIVEN] };
}

/** Of what no state has had, one answer that leaves out the gateway or the peers isn't taken for the last word. */
async function identified(context: Context, id: string): Promise<Described | undefined> {
  const { clock } = context;
  let last: Described | undefined;
  await poll(clock, clock.now() + DESCRIBE_LAG_MS, growing(1_000, 2_000), async () => {
    last = await described(context, id);
    return last === undefined || isIdentified(last.outputs) ? true : undefined;
  });
  return last;
}

async function takeMarkOff({ api }: Context, id: string, known: Properties): Promise<void> {
  try {
    await api.untagVpnConnection(id, [MARK_KEY], "repeatable");
  } catch (error) {
    if (kindOf(error) === "notFound") throw vanished(id, error);
    throw unfinished(id, known, markFailure(id, `the mark of ${id} can't be taken off`, error));
  }
}

/** What an interrupted create left, and whose arguments were edited since in a way that replaces. */
function refuseReplacing(id: string, outputs: Properties, wanted: readonly Change[]): void {
  const paths = wanted.filter(({ field }) => field.change === "replaces").map(({ field }) => field.path);
  if (paths.length === 0) return;
  const error = new VpnError(`an earlier create made ${id}, with another ${paths.join(", ")}.`, {
    resourceId: id,
    advice: `Run pulumi up again: ${id} is in the state now, and is replaced.`,
  });
  throw unfinished(id, outputs, error);
}

interface Wanted {
  readonly ofGateway: readonly Change[];
  readonly tags: readonly Change[];
}

async function changed(
  context: Context,
  id: string,
  outputs: Properties,
  inputs: Properties,
  { ofGateway, tags }: Wanted,
): Promise<Converged> {
  const describe = describer(context, outputs);
  const judgeTags = (seen: Properties) => judge(tags, outputs, seen, inputs);
  try {
    return ofGateway.length === 0
      ? await waitUntilConverged(context, () => describe(id), judgeTags)
      : await change(context, id, outputs, inputs, { ofGateway, tags });
  } catch (error) {
    // The tags have changed already: taken back, they would be no difference to the state.
    throw tags.length > 0 ? unfinished(id, outputs, error) : error;
  }
}

/** Tags change by operations of their own, which don't touch the gateway. What earlier versions left goes with them. */
async function changeTags(
  context: Context,
  id: string,
  outputs: Properties,
  [wanted]: readonly Change[],
): Promise<void> {
  if (wanted === undefined) return;
  const before = tagsOf(outputs);
  const after = tagsOf({ tags: wanted.to });
  const former = (await described(context, id))?.ourTags.filter((key) => key === FORMER_MARK_KEY) ?? [];
  const gone = [...Object.keys(before).filter((key) => !(key in after)), ...former];
  const set = Object.entries(after).filter(([key, value]) => before[key] !== value);
  let begun = false;
  try {
    if (gone.length > 0) {
      await sendInOrder(context, () => context.api.untagVpnConnection(id, gone));
      begun = true;
    }
    if (set.length > 0) {
      await sendInOrder(context, () => context.api.tagVpnConnection(id, Object.fromEntries(set)));
    }
  } catch (error) {
    if (kindOf(error) === "notFound") throw vanished(id, error);
    throw begun || kindOf(error) === "indeterminate" ? unfinished(id, outputs, error) : error;
  }
}

/** The properties with other keys where these changes change one. */
function withKeys(
  properties: Properties,
  wanted: readonly Change[],
  key: (change: Change) => unknown,
): Properties {
  return wanted
    .filter(({ field }) => field.secret === true)
    .reduce<Properties>((changed, one) => setPath(changed, one.field.path, key(one)), properties);
}

async function change(
  context: Context,
  id: string,
  outputs: Properties,
  inputs: Properties,
  { ofGateway, tags }: Wanted,
): Promise<Converged> {
  const args = modification(outputs, inputs, ofGateway);
  const modifying = modify(context, gatewayOf(context, outputs), {
    id,
    // A key that the service doesn't tell is known by what was sent, or by nobody.
    outputs: withKeys(withUntold(fields, outputs, [inputs]), ofGateway, ({ to }) => to),
    // What is never described has to be sent again.
    doubtful: withKeys(withoutWriteOnly(fields, outputs), ofGateway, () => undefined),
    describe: describer(context, outputs),
    judge: (seen) => judge([...ofGateway, ...tags], outputs, seen, inputs),
    send: (token) => context.api.modifyVpnConnection(id, args, token),
  });
  return await modifying.catch(async (error: unknown) => {
    if (!(error instanceof ApiError) || error.kind !== "conflict") throw error;
    const listing = await existingConnections(context, inputs, true).catch(() => []);
    const others = listing.filter((existing) => existing.id !== id);
    throw nameOthers(context, inputs, error, others);
  });
}

async function read(context: Context, id: string, known: Properties): Promise<ReadResult | undefined> {
  const describe = () => described(context, id);
  const seen = await describedOrGoneOnceActive(context, known.vpnGatewayId, describe);
  if (seen === undefined) return undefined;
  const outputs = withUntold(fields, withKnownIdentity(seen.outputs, known), [known]);
  for (const weaker of context.cipherWarnings ? weakened(known, outputs) : []) {
    context.warn(`${context.label}: ${weaker}. Name it in the program, and pulumi up puts it back.`);
  }
  return { outputs, unfinished: context.mark && bearsMark(seen) };
}

/** Create, read, update and delete of a connection. */
export const lifecycle: Lifecycle = {
  create: createConnection,
  read,
  update: updateConnection,
  delete: (context, id, outputs) =>
    remove(context, gatewayOf(context, outputs), {
      id,
      describe: async () => (await described(context, id))?.outputs,
      send: (token) => context.api.deleteVpnConnection(id, token),
    }),
};
