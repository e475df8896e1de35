import { isDeepStrictEqual } from "node:util";
import type { Inventory } from "../../simulator/src/index";
import type { Values } from "../contract/host";
import type { Declared } from "../faults/engineModel";
import { MARK } from "./ledger";

/** Ids of what is in the cloud. */
export const liveIds = ({ sslVpnServers, vpnConnections }: Inventory): string[] => [
  ...sslVpnServers.map(({ SslVpnServerId }) => SslVpnServerId),
  ...vpnConnections.map(({ VpnConnectionId }) => VpnConnectionId),
];

/** A resource of the account, with the names of the API. */
export function resourceOf(inventory: Inventory, id: string): Values | undefined {
  const all: readonly unknown[] = [...inventory.sslVpnServers, ...inventory.vpnConnections];
  return (all as Values[]).find((one) => one.SslVpnServerId === id || one.VpnConnectionId === id);
}

/** Where the cloud has another value than the program asks for; what nobody asked for may be as it is. */
export function differencesFrom(declared: Declared, live: Values): string[] {
  return differences(inCloud(declared), { ...live, Tags: tagText(live.Tags) }, declared.name);
}

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
  const { localSubnets, remoteSubnets, tunnels, tags, port, ...rest } = args;
  const visible = Object.entries(rest).filter(([key]) => !key.startsWith("__"));
  const lists = { LocalSubnet: localSubnets, RemoteSubnet: remoteSubnets };
  const joined = Object.entries(lists).flatMap(([key, list]) =>
    Array.isArray(list) ? [[key, list.join(",")] as const] : [],
  );
  return {
    Name: name,
    ...apiNames(Object.fromEntries(visible)),
    ...Object.fromEntries(joined),
    ...(port === undefined ? {} : { Port: Number(port) }),
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

/** All of them, our marks apart: one too many is a difference, too. */
const tagText = (tags: unknown): string =>
  Object.entries(tags ?? {})
    .filter(([key]) => !MARK.test(key))
    .map(([key, value]) => `${key}=${String(value)}`)
    .sort()
    .join(", ");
