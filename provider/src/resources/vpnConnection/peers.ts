import { type Properties, getPath, isRecord, asStrings } from "../../properties";
import { normalBoolean } from "../../schema/fields";
import { roles } from "./fields";

export type Mode = "single" | "dual";

/** One tunnel or two: what the arguments (or the outputs) speak of. */
export function modeOf(properties: Properties): Mode {
  return properties.tunnels === undefined ? "single" : "dual";
}

/** Where settings of one peer stand: at the top, or in a tunnel; and whether BGP is on there. */
export function peersOf(inputs: Properties): { prefix: string; bgp: unknown }[] {
  if (modeOf(inputs) === "single") return [{ prefix: "", bgp: getPath(inputs, "bgpConfig.enableBgp") }];
  return roles
    .filter((role) => isRecord(getPath(inputs, `tunnels.${role}`)))
    .map((role) => ({ prefix: `tunnels.${role}.`, bgp: inputs.enableTunnelsBgp }));
}

/** The sides that name several blocks. */
export function manyBlocks(inputs: Properties): string[] {
  return ["localSubnets", "remoteSubnets"].filter((path) => new Set(asStrings(inputs[path])).size > 1);
}

export function isTrue(value: unknown): boolean {
  return normalBoolean(value) === true;
}
