import { type Properties, isRecord } from "../../provider/src/properties";
import type { Definition } from "../../provider/src/schema/define";
import { sslVpnServer as ssl } from "../../provider/src/resources/sslVpnServer/definition";
import { vpnConnection as vpn } from "../../provider/src/resources/vpnConnection/definition";
import { fullDual, fullServer, fullSingle } from "./examples";

/** Each kind of resource with its rules, and arguments in which each field is there once. */
export const kinds: readonly [string, Definition, Properties][] = [
  ["an SSL server", ssl, fullServer],
  ["a single-tunnel connection", vpn, fullSingle],
  ["a dual-tunnel connection", vpn, fullDual],
];

/** Every path at which a value, a list or a whole block stands. */
export function pathsOf(value: Properties, prefix = ""): string[] {
  return Object.entries(value).flatMap(([key, item]) => [
    `${prefix}${key}`,
    ...(isRecord(item) ? pathsOf(item, `${prefix}${key}.`) : []),
  ]);
}
