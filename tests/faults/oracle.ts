import { isDeepStrictEqual } from "node:util";
import type { CallRecord, Inventory } from "../../simulator/src/index";
import { TEST_ACCESS_KEY_SECRET } from "../../simulator/src/index";
import type { Values } from "../contract/host";
import { type Declared, type EngineModel, type Outcome, urnOf } from "./engineModel";
import { liveIds, planted } from "./forms";
import type { Scene } from "./scene";

/** The tag of a connection that no state has yet. */
const MARK = "pulumi-alicloud-vpn-unfinished";

const SECRET = "4dabf18193072939515e22adb298388d";

/** What must be so after every command, however it ended. */
export function always(scene: Scene, model: EngineModel, program: readonly Declared[]): string[] {
  const live = liveIds(scene.simulator.inventory());
  const found: string[] = [];
  if (live.length > program.length + model.condemned.length)
    found.push(`made twice: ${live.join(", ")} for ${program.length} declared`);
  for (const [id, count] of deletions(scene.calls())) {
    if (count > 1) found.push(`deleted ${count} times: ${id}`);
  }
  const open = [...model.resources.values()].filter(({ outputs }) => openKey(outputs));
  found.push(...open.map(({ id }) => `a key in the open in the state of ${id}`));
  return [...found, ...markings(scene, model)];
}

/** Every connection begins with the mark, and what the state has and calls finished bears none. */
function markings(scene: Scene, model: EngineModel): string[] {
  const bare = scene
    .calls()
    .filter(
      ({ operation, parameters }) =>
        operation === "CreateVpnConnection" && !Object.values(parameters).includes(MARK),
    );
  const marked = markedIds(scene.simulator.inventory());
  const finished = [...model.resources.values()].filter(
    ({ initErrors, pendingReplacement }) => initErrors.length === 0 && !pendingReplacement,
  );
  return [
    ...bare.map(() => "a connection is created without the mark"),
    ...finished.filter(({ id }) => marked.includes(id)).map(({ id }) => `finished, and marked: ${id}`),
  ];
}

const markedIds = ({ vpnConnections }: Inventory): string[] =>
  vpnConnections
    .filter(({ Tags }) => Object.hasOwn(Tags, MARK))
    .map(({ VpnConnectionId }) => VpnConnectionId);

function deletions(calls: readonly CallRecord[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { operation, outcome, replayed, resourceId = "" } of calls) {
    if (operation.startsWith("Delete") && outcome === "ok" && !replayed)
      counts.set(resourceId, (counts.get(resourceId) ?? 0) + 1);
  }
  return counts;
}

function openKey(value: unknown): boolean {
  if (typeof value === "string") return planted.includes(value);
  if (typeof value !== "object" || value === null || SECRET in value) return false;
  return Object.values(value).some(openKey);
}

/** What must be so once a command has succeeded: done means done, and state and cloud agree both ways. */
export function afterSuccess(scene: Scene, model: EngineModel): string[] {
  const live = liveIds(scene.simulator.inventory());
  const known = model.ids();
  const now = Date.now();
  const unsettled = scene
    .changes()
    .filter(
      ({ operation, activeAt }) =>
        operation !== "(foreign change)" && (activeAt === undefined || activeAt > now),
    );
  return [
    ...live.filter((id) => !known.includes(id)).map((id) => `in the cloud, not in the state: ${id}`),
    ...known.filter((id) => !live.includes(id)).map((id) => `in the state, not in the cloud: ${id}`),
    ...markedIds(scene.simulator.inventory()).map((id) => `done, but marked: ${id}`),
    ...unsettled.map(({ gatewayId, operation }) => `done, but ${gatewayId} is updating after ${operation}`),
  ];
}

/** The cloud has what the program says. */
export function asDeclared(inventory: Inventory, model: EngineModel, program: readonly Declared[]): string[] {
  const all: readonly unknown[] = [...inventory.sslVpnServers, ...inventory.vpnConnections];
  return program.flatMap((declared) => {
    const id = model.resources.get(urnOf(declared))?.id;
    const live = all.find((one) => Object.values(one as Values).includes(id)) as Values | undefined;
    if (live === undefined) return [`not there: ${declared.name}`];
    return differences(inCloud(declared), { ...live, Tags: tagText(live.Tags) }, declared.name);
  });
}

/** Where the cloud has another value than is wanted; what nobody asked for may be as it is. */
function differences(wanted: unknown, has: unknown, path: string): string[] {
  if (isObject(wanted) && isObject(has)) {
    return Object.entries(wanted).flatMap(([key, value]) => differences(value, has[key], `${path}.${key}`));
  }
  return isDeepStrictEqual(has, wanted)
    ? []
    : [`${path} is ${JSON.stringify(has)}, not ${JSON.stringify(wanted)}`];
}

const isObject = (value: unknown): value is Values => typeof value === "object" && value !== null;

/** The arguments, as the inventory has them. */
function inCloud({ name, args }: Declared): Values {
  const { localSubnets, remoteSubnets, tunnels, tags, ...rest } = args;
  const visible = Object.entries(rest).filter(([key]) => !key.startsWith("__"));
  const lists = { LocalSubnet: localSubnets, RemoteSubnet: remoteSubnets };
  const joined = Object.entries(lists).flatMap(([key, list]) =>
    Array.isArray(list) ? [[key, list.join(",")] as const] : [],
  );
  return {
    Name: name,
    ...apiNames(Object.fromEntries(visible)),
    ...Object.fromEntries(joined),
    ...(isObject(tags) ? { Tags: tagText(tags) } : {}),
    ...(isObject(tunnels) ? { Tunnels: tunnelsInCloud(tunnels) } : {}),
  };
}

/** Master first, as the inventory lists them. */
const tunnelsInCloud = (tunnels: Values): Values[] =>
  ["master", "slave"].map((role) => {
    const { ikeConfig, ipsecConfig, ...tunnel } = tunnels[role] as Values;
    const blocks = { tunnelIkeConfig: ikeConfig, tunnelIpsecConfig: ipsecConfig };
    return apiNames({ role, ...tunnel, ...blocks });
  });

/** With the API's names for the arguments. */
function apiNames(args: Values): Values {
  const given = Object.entries(args).filter(([, value]) => value !== undefined);
  return Object.fromEntries(
    given.map(([key, value]) => [
      `${key.charAt(0).toUpperCase()}${key.slice(1)}`,
      isObject(value) && !Array.isArray(value) ? apiNames(value) : value,
    ]),
  );
}

/** All of them: one too many is a difference, too, and so is the mark. */
const tagText = (tags: unknown): string =>
  Object.entries(tags ?? {})
    .map(([key, value]) => `${key}=${String(value)}`)
    .sort()
    .join(", ");

/** No key in what a person gets to see. */
export function leaks({ failures }: Outcome, printed: string): string[] {
  const shown = [...failures, printed].join("\n");
  return [...planted, TEST_ACCESS_KEY_SECRET]
    .filter((secret) => shown.includes(secret))
    .map((secret) => `shown to everybody: ${secret}`);
}
