import { type Properties, getPath, asString, setPath } from "../../properties";
import type { Failure } from "../../schema/check";
import { type Field, same } from "../../schema/fields";
import type { ExistingResource } from "./existing";

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
export function argumentsOf(found: ExistingResource, { keys }: { readonly keys: boolean }): Arguments {
  const fields = found.definition.fieldsFor(found.outputs);
  const values = fields
    .filter((field) => keys || field.secret !== true)
    .filter((field) => isWorthSaying(found, field, getPath(found.outputs, field.path)))
    .reduce<Properties>((all, { path }) => setPath(all, path, getPath(found.outputs, path)), {});
  return withoutRefused(found, fields, values, []);
}

function isWorthSaying(found: ExistingResource, field: Field, value: unknown): boolean {
  if (value === undefined) return false;
  if (field.default !== undefined && same(field, value, field.default)) return false;
  // Booleans and tags say nothing by themselves where they are as documented; ciphers and lifetimes do.
  const quiet = typeof value === "boolean" || field.type === "map of strings";
  if (quiet && field.resetTo !== undefined && same(field, value, field.resetTo)) return false;
  return !isOff(found.outputs, field.path) && !isAddress(found, field.path, value);
}

/** Settings of a health check or of BGP that is off. */
function isOff(outputs: Properties, path: string): boolean {
  if (path.startsWith("healthCheckConfig.")) return getPath(outputs, "healthCheckConfig.enable") !== true;
  if (path.startsWith("bgpConfig.")) return getPath(outputs, "bgpConfig.enableBgp") !== true;
  return path.includes(".bgpConfig.") && outputs.enableTunnelsBgp !== true;
}

/** By default the identifiers are the two ends' addresses. Said out loud, they would stay when an address changes. */
function isAddress({ outputs, peers }: ExistingResource, path: string, value: unknown): boolean {
  const [, place = "", name] = /^(.*?)ikeConfig\.(localId|remoteId)$/.exec(path) ?? [];
  if (name === "remoteId") {
    const peer = asString(getPath(outputs, `${place}customerGatewayId`));
    return peer !== undefined && peers[peer] === value;
  }
  const role = /^tunnels\.(\w+)\.$/.exec(place)?.[1];
  const address =
    role === undefined
      ? outputs.internetIp
      : (getPath(outputs, `tunnelStatus.${role}.internetIp`) ?? getPath(outputs, `${place}internetIp`));
  return name === "localId" && address === value;
}

/** Takes away what a rule refuses, until none does or only what is required is left. */
function withoutRefused(
  found: ExistingResource,
  fields: readonly Field[],
  values: Properties,
  leftOut: readonly Failure[],
): Arguments {
  const required = new Set(fields.filter((field) => field.required === true).map((field) => field.path));
  const removable = found.definition
    .failures(values)
    .filter(
      ({ path }) =>
        !required.has(path) && path !== "customerGatewayId" && getPath(values, path) !== undefined,
    );
  if (removable.length === 0) return { values, leftOut };
  const fewer = removable.reduce((rest, { path }) => setPath(rest, path, undefined), values);
  return withoutRefused(found, fields, fewer, [...leftOut, ...removable]);
}
