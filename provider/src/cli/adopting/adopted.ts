import type { ExistingResource } from "./existing";
import { type Names, namesOf } from "./names";
import { type Properties, getPath, asString, setPath } from "../../properties";
import type { Failure } from "../../schema/check";
import type { Definition } from "../../schema/define";
import { type Field, same } from "../../schema/fields";

/** A pre-shared key, by where it is and where it goes. Its value is never in here. */
export interface Key {
  /** Of the connection. */
  readonly id: string;
  /** Path in the arguments, `tunnels.master.ikeConfig.psk`. */
  readonly path: string;
  /** `master` or `slave`, of a connection with two tunnels. */
  readonly tunnel?: string;
  /** Key in the stack's configuration, `officeKey`. */
  readonly config: string;
}

/** A resource on its way into a program and a stack. */
export interface Adopted {
  readonly definition: Definition;
  readonly id: string;
  readonly names: Names;
  readonly outputs: Properties;
  readonly values: Properties;
  readonly keys: readonly Key[];
  readonly leftOut: readonly Failure[];
  /** Rules that the resource breaks in what can't be left out. */
  readonly broken: readonly Failure[];
  readonly marked: boolean;
}

export function adoptedFrom(
  found: readonly ExistingResource[],
  options: { readonly names: ReadonlyMap<string, string>; readonly keys: boolean },
): Adopted[] {
  const names = namesOf(found, options.names);
  return found.map((one, index) => {
    const own = names[index] ?? { pulumi: one.id, constant: one.id };
    const { values, leftOut } = argumentsOf(one, options);
    const { definition, id, outputs, marked } = one;
    const broken = definition.failures(values);
    return {
      definition,
      id,
      names: own,
      outputs,
      values,
      leftOut,
      broken,
      marked,
      keys: keysOf(one, own, values),
    };
  });
}

/** Paths of what nobody may see. */
export function secretPaths({ definition, outputs }: Pick<Adopted, "definition" | "outputs">): string[] {
  return definition
    .fieldsFor(outputs)
    .filter(({ secret }) => secret === true)
    .map(({ path }) => path);
}

export function tunnelOf(path: string): string | undefined {
  return /^tunnels\.(\w+)\./.exec(path)?.[1];
}

function keysOf(found: ExistingResource, { constant }: Names, values: Properties): Key[] {
  return secretPaths(found)
    .filter((path) => getPath(values, path) !== undefined)
    .map((path) => {
      const tunnel = tunnelOf(path);
      const part = tunnel === undefined ? "" : tunnel.charAt(0).toUpperCase() + tunnel.slice(1);
      return { id: found.id, path, tunnel, config: `${constant}${part}Key` };
    });
}

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
