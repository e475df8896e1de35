import { type Properties, at, knownText, withValue } from "../../properties";
import type { Failure } from "../../rules/check";
import { type Field, same } from "../../rules/fields";
import type { Found } from "./finding";

/** The arguments that describe a resource as it is, keys and all. */
export interface Arguments {
  readonly values: Properties;
  /** What the service describes and a documented rule refuses: left out, so that the service keeps it. */
  readonly leftOut: readonly Failure[];
}

/**
 * What the program says: everything that the service describes, but for documented defaults, blocks that are off,
 * and identifiers that are just the addresses. So a change made elsewhere is seen, and the page stays readable.
 */
export function argumentsOf(found: Found, { keys }: { readonly keys: boolean }): Arguments {
  const fields = found.kind.fieldsFor(found.outputs);
  const values = fields
    .filter((field) => keys || field.secret !== true)
    .filter((field) => isWorthSaying(found, field, at(found.outputs, field.path)))
    .reduce<Properties>((all, { path }) => withValue(all, path, at(found.outputs, path)), {});
  return withoutRefused(found, fields, values, []);
}

function isWorthSaying(found: Found, field: Field, value: unknown): boolean {
  if (value === undefined) return false;
  if (field.default !== undefined && same(field, value, field.default)) return false;
  // Booleans and tags say nothing by themselves where they are as documented; ciphers and lifetimes do.
  const quiet = typeof value === "boolean" || field.type === "map of strings";
  if (quiet && field.whenRemoved !== undefined && same(field, value, field.whenRemoved)) return false;
  return !isOff(found.outputs, field.path) && !isAddress(found, field.path, value);
}

/** Settings of a health check or of BGP that is off. */
function isOff(outputs: Properties, path: string): boolean {
  if (path.startsWith("healthCheckConfig.")) return at(outputs, "healthCheckConfig.enable") !== true;
  if (path.startsWith("bgpConfig.")) return at(outputs, "bgpConfig.enableBgp") !== true;
  return path.includes(".bgpConfig.") && outputs.enableTunnelsBgp !== true;
}

/** By default the identifiers are the two ends' addresses. Said out loud, they would stay when an address changes. */
function isAddress({ outputs, peers }: Found, path: string, value: unknown): boolean {
  const [, place = "", name] = /^(.*?)ikeConfig\.(localId|remoteId)$/.exec(path) ?? [];
  if (name === "remoteId") {
    const peer = knownText(at(outputs, `${place}customerGatewayId`));
    return peer !== undefined && peers[peer] === value;
  }
  const role = /^tunnels\.(\w+)\.$/.exec(place)?.[1];
  const address =
    role === undefined
      ? outputs.internetIp
      : (at(outputs, `tunnelStatus.${role}.internetIp`) ?? at(outputs, `${place}internetIp`));
  return name === "localId" && address === value;
}

/** Takes away what a rule refuses, until none does or only what is required is left. */
function withoutRefused(
  found: Found,
  fields: readonly Field[],
  values: Properties,
  leftOut: readonly Failure[],
): Arguments {
  const required = new Set(fields.filter((field) => field.required === true).map((field) => field.path));
  const removable = found.kind
    .failures(values)
    .filter(
      ({ path }) => !required.has(path) && path !== "customerGatewayId" && at(values, path) !== undefined,
    );
  if (removable.length === 0) return { values, leftOut };
  const fewer = removable.reduce((rest, { path }) => withValue(rest, path, undefined), values);
  return withoutRefused(found, fields, fewer, [...leftOut, ...removable]);
}
