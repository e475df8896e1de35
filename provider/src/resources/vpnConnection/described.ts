import type { Context } from "../../lifecycle/context";
import { type Properties, isRecord, stringOrEmpty } from "../../properties";
import { MARK_KEY, isOurTag } from "../../schema/arguments";
import { withIdentity } from "../../schema/diff";
import { vpnConnection } from "./definition";
import { dualArguments, dualOutputs, singleArguments, singleOutputs } from "./fields";
import { modeOf } from "./peers";

/** A connection as it is described: what is the user's, and our own tags on it. */
export interface Described {
  readonly outputs: Properties;
  /** Our tags that it bears: the mark, or the tag of an earlier version. */
  readonly ourTags: readonly string[];
}

/** What the service has of a connection; undefined where it knows none of that id. */
export async function described({ api }: Context, id: string): Promise<Described | undefined> {
  const all = await api.vpnConnection(id);
  if (all === undefined) return undefined;
  if (!isRecord(all.tags)) return { outputs: all, ourTags: [] };
  const tags = Object.entries(all.tags).filter(([key]) => !isOurTag(key));
  return {
    outputs: { ...all, tags: Object.fromEntries(tags) },
    ourTags: Object.keys(all.tags).filter(isOurTag),
  };
}

export const bearsMark = ({ ourTags }: Described): boolean => ourTags.includes(MARK_KEY);

/** Whether an answer told what identifies a connection: its gateway, and its peer or peers. */
export const isIdentified = ({ vpnGatewayId, customerGatewayId, tunnels }: Properties): boolean =>
  stringOrEmpty(vpnGatewayId) !== "" && (stringOrEmpty(customerGatewayId) !== "" || tunnels !== undefined);

const { fields } = vpnConnection;
const singleKeys = Object.keys({ ...singleArguments, ...singleOutputs });
const dualKeys = Object.keys({ ...dualArguments, ...dualOutputs });

/**
 * What is described, with what identifies the connection as it is known: an answer that leaves out its gateway, its
 * peer or its tunnels is no news of them.
 */
export function withKnownIdentity(outputs: Properties, known: Properties): Properties {
  if (modeOf(known) === "single") return withIdentity(fields, outputs, known);
  const others = Object.entries(outputs).filter(([key]) => !singleKeys.includes(key));
  const kept = Object.fromEntries(dualKeys.map((key) => [key, merged(known[key], outputs[key])]));
  return withIdentity(fields, { ...Object.fromEntries(others), ...kept }, known);
}

/**
 * The same of a connection that no state has described yet, as one that an interrupted create left: what was asked for
 * since is no knowledge of it where it shows the other mode.
 */
export function withAskedIdentity(outputs: Properties, asked: Properties): Properties {
  const isOther =
    modeOf(asked) === "single"
      ? outputs.tunnels !== undefined
      : outputs.tunnels === undefined && stringOrEmpty(outputs.customerGatewayId) !== "";
  return isOther ? outputs : withKnownIdentity(outputs, asked);
}

/** Of two tunnels that are known, an answer may show one. */
function merged(known: unknown, told: unknown): unknown {
  if (told === undefined) return known;
  return isRecord(known) && isRecord(told) ? { ...known, ...told } : told;
}
