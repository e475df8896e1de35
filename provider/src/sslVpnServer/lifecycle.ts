import { randomUUID } from "node:crypto";
import { modify, remove, vanished } from "../lifecycle/update";
import type { Context, Lifecycle } from "../lifecycle/context";
import { type Candidate, create, since } from "../lifecycle/create";
import { warnUnmet } from "../lifecycle/converge";
import { type Properties, textOf, withValue } from "../properties";
import { normalBoolean } from "../rules/fields";
import { type Change, GIVEN, asked, unmet } from "../rules/diff";
import { ApiError, kindOf } from "../vpc/errors";
import { changes, fields, isRename } from "./rules";

const describer = (context: Context) => async (id: string) =>
  (await context.api.sslVpnServers({ sslVpnServerId: id })).find((server) => server.sslVpnServerId === id);

const gatewayOf = (context: Context, properties: Properties) =>
  context.gateways.at(String(properties.vpnGatewayId));

async function serversOf(context: Context, vpnGatewayId: string): Promise<Candidate[]> {
  const servers = await context.api.sslVpnServers({ vpnGatewayId });
  return servers.map(({ sslVpnServerId, name, createTime }) => ({
    id: String(sslVpnServerId),
    name: textOf(name),
    createTime: typeof createTime === "number" ? createTime : undefined,
  }));
}

/** A server carries no mark: what was on the gateway before, and the token, tell whose it is. */
async function createServer(context: Context, inputs: Properties) {
  let before: Candidate | undefined;
  return await create(context, gatewayOf(context, inputs), {
    inputs,
    describe: describer(context),
    unmet: (described) => unmet(asked(fields, inputs), described),
    marked: false,
    candidates: async () => {
      const servers = await serversOf(context, String(inputs.vpnGatewayId));
      before = servers[0];
      return servers;
    },
    send: async (token) => {
      try {
        return { id: await context.api.createSslVpnServer(inputs, token) };
      } catch (error) {
        throw before === undefined ? error : namingOther(inputs, before, error);
      }
    },
    adopt: (id, described) => update(context, id, described, inputs),
  });
}

/**
 * "A gateway has at most one SSL server": says which one is in the way, and since when. Renamed in the program without
 * an alias, a resource is a new one to the engine, which deletes the old one last.
 */
function namingOther(inputs: Properties, other: Candidate, error: unknown): unknown {
  if (!(error instanceof ApiError) || error.code !== "SslVpnServer.AlreadyExist") return error;
  const where = `${String(inputs.vpnGatewayId)} already has the SSL server ${other.id}${since(other)}`;
  const oldName = other.name === undefined || other.name === inputs.name ? "its old name" : other.name;
  const advice = [
    `If ${other.id} is this resource, renamed in the program, add aliases: [{ name: ${JSON.stringify(oldName)} }] to its options;`,
    `if it is this resource, made otherwise, adopt it with pulumi import --file; else remove ${other.id}, or take another gateway.`,
  ];
  return new ApiError(`${where}, and a gateway has at most one (${error.code}).`, error.kind, {
    code: error.code,
    requestId: error.requestId,
    advice: advice.join(" "),
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
  const seen =
    (await rename(context, id, wanted, modification(inputs, wanted))) ??
    (await change(context, id, outputs, inputs, wanted));
  if (seen.outputs === undefined) throw vanished(id);
  warnUnmet(context, seen.unmet);
  return seen.outputs;
}

/** What the service has, where the state may not know it: after a create that was cut short, or an unfinished update. */
async function describedOnce(context: Context, id: string, known: Properties): Promise<Properties> {
  if (known.sslVpnServerId !== undefined && context.unfinished !== true) return known;
  const { outputs } = await change(context, id, known, known, []);
  if (outputs === undefined) throw vanished(id);
  return { ...outputs, [GIVEN]: known[GIVEN] };
}

/**
 * "If you modify only the name of the SSL server, the operation is synchronous" (ModifySslVpnServer): no turn, no
 * wait. Undefined where more than the name changes, or where the service didn't take it like that.
 */
async function rename(context: Context, id: string, wanted: readonly Change[], args: Properties) {
  if (!isRename(wanted.map(({ field }) => field.path))) return undefined;
  try {
    await context.api.modifySslVpnServer(id, args, randomUUID());
  } catch (error) {
    const kind = kindOf(error);
    if (kind === "notFound") throw vanished(id, error);
    // A lost answer is settled by what is described now.
    if (kind !== "busy" && kind !== "indeterminate") throw error;
    if (kind === "busy") return undefined;
  }
  const described = await describer(context)(id);
  const missing = described === undefined ? [] : unmet(wanted, described);
  return missing.length === 0 ? { outputs: described, unmet: missing } : undefined;
}

async function change(
  context: Context,
  id: string,
  outputs: Properties,
  inputs: Properties,
  wanted: readonly Change[],
) {
  const whole = modification(inputs, wanted);
  return await modify(context, gatewayOf(context, outputs), {
    id,
    outputs,
    describe: describer(context),
    unmet: (described) => unmet(wanted, described),
    send: wanted.length === 0 ? undefined : (token) => context.api.modifySslVpnServer(id, whole, token),
  });
}

/**
 * What a modify sends. Compress goes with every change of more than the name, since create and modify have different
 * defaults for it.
 */
export function modification(inputs: Properties, wanted: readonly Change[]): Properties {
  const args = wanted.reduce<Properties>((sent, { field, to }) => withValue(sent, field.path, to), {});
  if (wanted.length === 0 || isRename(wanted.map(({ field }) => field.path))) return args;
  return { ...args, compress: inputs.compress, ...idaasOf(inputs, wanted) };
}

/** Two-factor authentication is asked for with everything it needs, also what hasn't changed (MissingParameter.IDaaSInstanceId). */
function idaasOf(inputs: Properties, wanted: readonly Change[]): Properties {
  const touched = wanted.some(({ field }) => /^(enableMultiFactorAuth|idaas)/.test(field.path));
  if (!touched || normalBoolean(inputs.enableMultiFactorAuth) !== true) return {};
  const { enableMultiFactorAuth, idaasInstanceId, idaasRegionId, idaasApplicationId } = inputs;
  return { enableMultiFactorAuth, idaasInstanceId, idaasRegionId, idaasApplicationId };
}

/** Create, read, update and delete of an SSL server. */
export const lifecycle: Lifecycle = {
  create: createServer,
  read: (context, id) => describer(context)(id),
  update,
  delete: (context, id, outputs) =>
    remove(context, gatewayOf(context, outputs), {
      id,
      describe: describer(context),
      send: (token) => context.api.deleteSslVpnServer(id, token),
    }),
};
