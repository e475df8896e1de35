import { randomUUID } from "node:crypto";
import { type Context, type Lifecycle, gatewayOf } from "../../lifecycle/context";
import {
  type Converged,
  type Judge,
  describedOrGoneOnceActive,
  unfinished,
  vanished,
  waitUntilConverged,
} from "../../lifecycle/converge";
import { create } from "../../lifecycle/create";
import { since } from "../../lifecycle/creation";
import { remove } from "../../lifecycle/delete";
import { type Existing, createdAt } from "../../lifecycle/listing";
import { type Begun, lostAt, modify, settled, update, waitUntilActive } from "../../lifecycle/update";
import { type Properties, stringOrEmpty, setPath } from "../../properties";
import { type Change, GIVEN, desired, withIdentity } from "../../schema/diff";
import { normalBoolean, normalSet } from "../../schema/fields";
import { judge } from "../../schema/judgement";
import { ApiError, kindOf } from "../../vpc/errors";
import { sslVpnServer } from "./definition";

const { changes, fields } = sslVpnServer;

/** A change of nothing but the name is synchronous: it needs no turn at the gateway (ModifySslVpnServer). */
export function isRename(paths: readonly string[]): boolean {
  return paths.length > 0 && paths.every((path) => path === "name");
}

/** How the service describes a server, with what identifies it as it is known. */
const describer = (context: Context, known: Properties) => async (id: string) => {
  const servers = await context.api.sslVpnServers({ sslVpnServerId: id });
  const described = servers.find((server) => server.sslVpnServerId === id);
  return described && withIdentity(fields, described, known);
};

/** The servers of the gateway. They can't be marked: what was there before and since tells whose one is. */
async function existingServers({ api }: Context, inputs: Properties): Promise<Existing[]> {
  const servers = await api.sslVpnServers({ vpnGatewayId: stringOrEmpty(inputs.vpnGatewayId) });
  return servers.map((server) => ({
    id: String(server.sslVpnServerId),
    name: stringOrEmpty(server.name),
    vpnGatewayId: stringOrEmpty(inputs.vpnGatewayId),
    createdAt: createdAt(server.createTime),
    isDouble: true,
    isAsAsked: isAsAsked(server, inputs),
  }));
}

/** What an answer leaves out is no difference. */
function isAsAsked(server: Properties, inputs: Properties): boolean {
  const differs = (path: string) =>
    server[path] !== undefined &&
    JSON.stringify(normalSet(server[path])) !== JSON.stringify(normalSet(inputs[path]));
  return !["name", "clientIpPool", "localSubnets"].some(differs);
}

async function createServer(context: Context, inputs: Properties) {
  return await create(context, gatewayOf(context, inputs), {
    inputs,
    unique: true,
    describe: describer(context, inputs),
    judge: (described) => judge(desired(fields, inputs), undefined, described, inputs),
    list: () => existingServers(context, inputs),
    send: (token) => context.api.createSslVpnServer(inputs, token),
    nameObstacle: (error, listing) => nameOther(context, inputs, error, listing),
    ofLeftover: inputs,
    resume: (id, known) => updateServer({ ...context, unfinished: true }, id, known, inputs),
  });
}

/**
 * "A gateway has at most one SSL server": says which one is in the way, and since when. Renamed in the program without
 * an alias, a resource is a new one to the engine, which deletes the old one last.
 */
function nameOther(
  { regionId }: Context,
  inputs: Properties,
  error: ApiError,
  [other]: readonly Existing[],
): ApiError {
  if (other === undefined || error.code?.startsWith("SslVpnServer.AlreadyExist") !== true) return error;
  const where = `${String(inputs.vpnGatewayId)} in ${regionId} already has the SSL server ${other.id}${since(other)}`;
  const oldName = other.name === undefined || other.name === inputs.name ? "its old name" : other.name;
  const advice = [
    `If ${other.id} is this resource, renamed in the program, add aliases: [{ name: ${JSON.stringify(oldName)} }] to its options;`,
    `if it is this resource, left by an interrupted create or made otherwise, adopt it: npx alicloud-vpn import-file; else remove ${other.id}, or take another gateway.`,
  ];
  return new ApiError(`${where}, and a gateway has at most one (${error.code}).`, error.kind, {
    code: error.code,
    requestId: error.requestId,
    advice: advice.join(" "),
  });
}

const updateServer: Lifecycle["update"] = (context, id, known, inputs) => {
  const describe = describer(context, known);
  return update(context, id, known, {
    present: async () => {
      const outputs = await settled(context, gatewayOf(context, known), id, known, describe);
      return { ...outputs, [GIVEN]: known[GIVEN] };
    },
    wanted: (outputs) => changes(outputs, inputs),
    change: (outputs, wanted) => change(context, id, outputs, inputs, wanted),
  });
};

async function change(
  context: Context,
  id: string,
  outputs: Properties,
  inputs: Properties,
  wanted: readonly Change[],
): Promise<Converged> {
  const judgeChange: Judge = (described) => judge(wanted, outputs, described, inputs);
  const args = modification(inputs, wanted);
  const renamed = isRename(wanted.map(({ field }) => field.path));
  const asName = renamed ? await rename(context, id, outputs, args, judgeChange) : {};
  if (asName.seen !== undefined) return asName.seen;
  return await modify(context, gatewayOf(context, outputs), {
    id,
    outputs,
    describe: describer(context, outputs),
    judge: judgeChange,
    begun: asName.begun,
    send: (token) => context.api.modifySslVpnServer(id, args, token),
  });
}

/**
 * "If you modify only the name of the SSL server, the operation is synchronous" (ModifySslVpnServer): no turn, no
 * wait. Where it keeps the gateway busy all the same, that is waited for.
 * @returns what is seen; without it the name has to wait its turn, and `begun` says that it may be taken already
 */
async function rename(
  context: Context,
  id: string,
  outputs: Properties,
  args: Properties,
  judgeName: Judge,
): Promise<{ seen?: Converged; begun?: Begun }> {
  try {
    await context.api.modifySslVpnServer(id, args, randomUUID());
  } catch (error) {
    const kind = kindOf(error);
    if (kind === "notFound") throw vanished(id, error);
    if (kind === "busy") return {};
    if (kind === "indeterminate") return { begun: lostAt(context, error) };
    throw error;
  }
  const describe = describer(context, outputs);
  try {
    await waitUntilActive(context, gatewayOf(context, outputs));
    const seen = await waitUntilConverged(context, () => describe(id), judgeName);
    return seen.notTaken.length + seen.otherwise.length === 0 ? { seen } : { begun: { underWayUntil: 0 } };
  } catch (error) {
    throw unfinished(id, outputs, error);
  }
}

/**
 * What a modify sends. Compress goes with every change of more than the name, since create and modify have different
 * defaults for it.
 */
export function modification(inputs: Properties, wanted: readonly Change[]): Properties {
  const args = wanted.reduce<Properties>((sent, { field, to }) => setPath(sent, field.path, to), {});
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
  read: async (context, id, known) => {
    const describe = () => describer(context, known)(id);
    const outputs = await describedOrGoneOnceActive(context, known.vpnGatewayId, describe);
    return outputs && { outputs };
  },
  update: updateServer,
  delete: (context, id, outputs) =>
    remove(context, gatewayOf(context, outputs), {
      id,
      describe: describer(context, outputs),
      send: (token) => context.api.deleteSslVpnServer(id, token),
    }),
};
