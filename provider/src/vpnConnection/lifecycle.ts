import { VpnError } from "../errors";
import { modify, remove, vanished } from "../lifecycle/update";
import type { Context, Lifecycle } from "../lifecycle/context";
import { create, markOf } from "../lifecycle/create";
import { lookUntil, unfinished, warnUnmet } from "../lifecycle/converge";
import { type Properties, at, isRecord, textOf, withValue } from "../properties";
import { MARK_KEY } from "../rules/arguments";
import { normalBoolean } from "../rules/fields";
import { kindOf } from "../vpc/errors";
import type { ListedConnection } from "../vpc/vpnConnections";
import { type Change, GIVEN, asked, unmet, withUndescribed, withoutUndescribed } from "../rules/diff";
import { isHostIn, moved, parseBlock } from "../rules/networks";
import { asnNumber, roles } from "./fields";
import { changes, fields, fieldsOf, modeOf } from "./rules";

/** What is described, without the mark: it is ours, not the user's. */
const describer = (context: Context) => async (id: string) => {
  const described = await context.api.vpnConnection(id);
  if (described === undefined) return undefined;
  const tags = Object.entries(isRecord(described.tags) ? described.tags : {}).filter(
    ([key]) => key !== MARK_KEY,
  );
  return { ...described, tags: Object.fromEntries(tags) };
};

const gatewayOf = (context: Context, properties: Properties) =>
  context.gateways.at(String(properties.vpnGatewayId));

export const tagsOf = (properties: Properties) =>
  isRecord(properties.tags) ? (properties.tags as Record<string, string>) : {};

/** A tunnel's ASN travels as a number; a single-tunnel connection's as the text it was given as. */
export function withTunnelAsns(args: Properties): Properties {
  return roles.reduce((sent, role) => {
    const path = `tunnels.${role}.bgpConfig.localAsn`;
    const asn = at(sent, path);
    return asn === undefined ? sent : withValue(sent, path, asnNumber(asn));
  }, args);
}

async function createConnection(context: Context, inputs: Properties) {
  const mark: Record<string, string> = context.mark ? { [MARK_KEY]: markOf(context) } : {};
  const vpnGatewayId = String(inputs.vpnGatewayId);
  const tag = context.mark ? { key: MARK_KEY, value: markOf(context) } : undefined;
  const created = await create(context, gatewayOf(context, inputs), {
    inputs,
    describe: describer(context),
    unmet: (described) => unmet(asked(fieldsOf(modeOf(inputs)), inputs), described),
    marked: context.mark,
    // By its mark, a connection is found on any gateway: the program may name another one since.
    candidates: () => context.api.vpnConnections(tag === undefined ? { vpnGatewayId } : { tag }),
    candidatesBefore: tag === undefined ? undefined : () => markedBefore(context, tag),
    send: (token) =>
      context.api.createVpnConnection(withTunnelAsns(inputs), { ...tagsOf(inputs), ...mark }, token),
    adopt: (id, described) => adopt(context, id, described, inputs),
  });
  return { id: created.id, outputs: withUndescribed(fields, created.outputs, [inputs]) };
}

/**
 * The connections with this mark before this process made any: of all of the region, asked for once for all creates.
 * Where they are too many for one answer, each create asks for its own.
 */
async function markedBefore(
  { api, gateways }: Context,
  tag: { key: string; value: string },
): Promise<ListedConnection[]> {
  const all = await gateways.leftBehind(() => api.fewVpnConnections());
  return all === undefined
    ? await api.vpnConnections({ tag })
    : all.filter(({ tags }) => tags[tag.key] === tag.value);
}

/** A connection that a lost create made, and whose arguments were edited since in a way that replaces, is named. */
async function adopt(
  context: Context,
  id: string,
  described: Properties,
  inputs: Properties,
): Promise<Properties> {
  const replacing = changes(described, inputs).filter(({ field }) => field.change === "replaces");
  if (replacing.length === 0) return await update(context, id, described, inputs);
  const paths = replacing.map(({ field }) => field.path).join(", ");
  throw new VpnError(`an earlier create made ${id}, with another ${paths}.`, {
    resourceId: id,
    advice: `Run pulumi up again: ${id} is in the state now, and is replaced.`,
  });
}

async function update(
  context: Context,
  id: string,
  known: Properties,
  inputs: Properties,
): Promise<Properties> {
  const outputs = await describedOnce(context, id, known);
  const wanted = changes(outputs, inputs);
  if (outputs !== known && wanted.length === 0) return outputs;
  const ofGateway = wanted.filter(({ field }) => field.path !== "tags");
  const tags = wanted.filter(({ field }) => field.path === "tags");
  await changeTags(context, id, outputs, tags);
  const seen =
    tags.length > 0 && ofGateway.length === 0
      ? await lookUntil(
          context,
          () => describer(context)(id),
          (described) => unmet(tags, described),
        )
      : await change(context, id, outputs, inputs, ofGateway).catch((error: unknown) => {
          // The tags have changed already: taken back, they would be no difference to the state.
          throw tags.length > 0 ? unfinished(id, outputs, error) : error;
        });
  if (seen.outputs === undefined) throw vanished(id);
  const whole = withUndescribed(fields, seen.outputs, [inputs, outputs]);
  refuseIgnoredGateway(context, id, whole, seen.unmet);
  warnUnmet(context, seen.unmet);
  return whole;
}

/**
 * What the service has, where the state may not know it: after a create that was cut short, or an unfinished update.
 * Only then can it be told what is still to be changed.
 */
async function describedOnce(context: Context, id: string, known: Properties): Promise<Properties> {
  if (known.vpnConnectionId !== undefined && context.unfinished !== true) return known;
  const { outputs } = await modify(context, gatewayOf(context, known), {
    id,
    outputs: known,
    describe: describer(context),
    unmet: () => [],
  });
  if (outputs === undefined) throw vanished(id);
  return { ...withUndescribed(fields, outputs, [known]), [GIVEN]: known[GIVEN] };
}

/** Tags change by operations of their own, which don't touch the gateway; so does the mark of a renamed resource. */
async function changeTags(
  context: Context,
  id: string,
  outputs: Properties,
  wanted: readonly Change[],
): Promise<void> {
  const before = tagsOf(outputs);
  const after = wanted.length === 0 ? before : tagsOf({ tags: wanted[0]?.to });
  const gone = Object.keys(before).filter((key) => !(key in after));
  const mark = context.mark && context.renamed === true ? [[MARK_KEY, markOf(context)] as const] : [];
  const set = [...Object.entries(after).filter(([key, value]) => before[key] !== value), ...mark];
  let changed = false;
  try {
    if (gone.length > 0) {
      await context.api.untagVpnConnection(id, gone);
      changed = true;
    }
    if (set.length > 0) await context.api.tagVpnConnection(id, Object.fromEntries(set));
  } catch (error) {
    if (kindOf(error) === "notFound") throw vanished(id, error);
    throw changed || kindOf(error) === "indeterminate" ? unfinished(id, outputs, error) : error;
  }
}

async function change(
  context: Context,
  id: string,
  outputs: Properties,
  inputs: Properties,
  wanted: readonly Change[],
) {
  const args = modification(outputs, inputs, wanted);
  return await modify(context, gatewayOf(context, outputs), {
    id,
    outputs: withUndescribed(fields, outputs, [inputs]),
    // What is never described has to be sent again.
    doubtful: withoutUndescribed(fields, outputs),
    undescribed: wanted.some(({ field }) => field.undescribed === true),
    describe: describer(context),
    unmet: (described) => unmet(wanted, described),
    send: wanted.length === 0 ? undefined : (token) => context.api.modifyVpnConnection(id, args, token),
  });
}

/** Blocks of settings that the API takes whole, as one JSON text or object. */
const groups = ["ikeConfig", "ipsecConfig", "bgpConfig", "healthCheckConfig"];

/**
 * What ModifyVpnConnectionAttribute is sent: what changed, in whole blocks (nobody says that a block is merged), and
 * the subnets, which the service needs every time.
 */
export function modification(outputs: Properties, inputs: Properties, wanted: readonly Change[]): Properties {
  const subnets = { localSubnets: inputs.localSubnets, remoteSubnets: inputs.remoteSubnets };
  const sent = wanted.reduce<Properties>((args, { field, to }) => {
    const keys = field.path.split(".");
    const group = keys.slice(0, -1).join(".");
    const started = groups.includes(keys.at(-2) ?? "") ? withBlock(args, outputs, group) : args;
    const [first, role = ""] = keys;
    const named =
      first === "tunnels"
        ? withValue(started, `tunnels.${role}.tunnelId`, at(outputs, `tunnelStatus.${role}.tunnelId`))
        : started;
    return withValue(named, field.path, to);
  }, subnets);
  return withTunnelAsns(withMovedAddresses(withTunnelsBgp(sent, inputs, outputs), inputs, outputs));
}

/** "TunnelCidr is mandatory when BGP is enabled": switched on, it goes with the addresses that were there before. */
function withTunnelsBgp(sent: Properties, inputs: Properties, outputs: Properties): Properties {
  if (normalBoolean(sent.enableTunnelsBgp) !== true) return sent;
  return roles.reduce((args, role) => {
    const path = `tunnels.${role}.bgpConfig`;
    const blocks = [outputs, inputs, args].map((properties) => at(properties, path)).filter(isRecord);
    if (blocks.length === 0) return args;
    const named = withValue(args, `tunnels.${role}.tunnelId`, at(outputs, `tunnelStatus.${role}.tunnelId`));
    return withValue(named, path, Object.assign({}, ...blocks));
  }, sent);
}

/** An address of BGP that nobody asked for moves with its block: where it was lies outside of the new one. */
function withMovedAddresses(sent: Properties, inputs: Properties, outputs: Properties): Properties {
  return ["", ...roles.map((role) => `tunnels.${role}.`)].reduce((args, prefix) => {
    const path = `${prefix}bgpConfig.localBgpIp`;
    const [from, to] = [outputs, args].map((all) =>
      parseBlock(textOf(at(all, `${prefix}bgpConfig.tunnelCidr`))),
    );
    const address = at(args, path);
    if (at(inputs, path) !== undefined || typeof address !== "string" || !from || !to) return args;
    if (isHostIn(address, to)) return args;
    // Somebody changed the block alone: there is no place to move from, and the service finds one.
    return withValue(args, path, isHostIn(address, from) ? moved(address, from, to) : undefined);
  }, sent);
}

/** The block as it is at present, for a change to be put into. */
function withBlock(args: Properties, outputs: Properties, group: string): Properties {
  const present = at(outputs, group);
  return at(args, group) === undefined && isRecord(present) ? withValue(args, group, present) : args;
}

/** The SDK's model lets a tunnel's customer gateway change in place; an older service may not take it. */
function refuseIgnoredGateway(
  context: Context,
  id: string,
  outputs: Properties,
  missing: readonly string[],
): void {
  const ignored = missing.filter((path) => /^tunnels\.\w+\.customerGatewayId$/.test(path));
  if (ignored.length === 0) return;
  const error = new VpnError(`the service took the change but not ${ignored.join(", ")}.`, {
    code: "CustomerGatewayNotModified",
    advice: `Replace the connection: pulumi up --replace '${context.urn}'`,
  });
  throw unfinished(id, outputs, error);
}

/** Create, read, update and delete of a connection. */
export const lifecycle: Lifecycle = {
  create: createConnection,
  read: async (context, id, outputs) => {
    const described = await describer(context)(id);
    return described && withUndescribed(fields, described, [outputs]);
  },
  update,
  delete: (context, id, outputs) =>
    remove(context, gatewayOf(context, outputs), {
      id,
      describe: describer(context),
      send: (token) => context.api.deleteVpnConnection(id, token),
    }),
};
