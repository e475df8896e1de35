import { type Properties, isRecord } from "../../provider/src/properties";
import type { ResourceRules } from "../../provider/src/schema/definition";
import * as ssl from "../../provider/src/resources/sslVpnServer/rules";
import * as vpn from "../../provider/src/resources/vpnConnection/rules";
import { fullDual, fullServer, fullSingle } from "./examples";

/** Each kind of resource with its rules, and arguments in which each field is there once. */
export const kinds: readonly [string, ResourceRules, Properties][] = [
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
