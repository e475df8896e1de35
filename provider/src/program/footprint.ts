import * as pulumi from "@pulumi/pulumi";
import type { Declared } from "./programRegistry";
import { type Properties, UNKNOWN, getPath, isRecord, asString } from "../properties";
import type { Failure } from "../schema/check";
import type { Identity, CrossResourceRules } from "../schema/crossResource";

/** A resource in the hands of its constructor. */
export interface Subject {
  /** `SslVpnServer`. */
  readonly type: string;
  readonly name: string;
  /** As the program gives them, with outputs and promises in them. */
  readonly args: Properties;
  readonly options: pulumi.CustomResourceOptions | undefined;
}

/**
 * What the registry has to know of a resource whose arguments are `inputs`, of which `failures` are refused for
 * themselves. What is refused, and what `ignoreChanges` leaves as it is in the state, counts as not known.
 */
export function declared(
  subject: Subject,
  kind: CrossResourceRules,
  inputs: Properties,
  failures: readonly Failure[],
): Declared {
  const { args, options, name, type } = subject;
  const hidden = [...failures.map(({ path }) => path), ...ignoredPaths(options)];
  const mask = (properties: Properties) => hidden.reduce(hide, properties);
  const [known, given] = [mask(inputs), mask(args)];
  const above = typesAbove(options?.parent);
  const within = above.length === 0 ? "" : ` in ${above.join("$")}`;
  return {
    key: [...above, `${type}::${name}`].join("$"),
    kind,
    footprint: kind.footprint(`${type} ${name}${within}`, known, (path) => identity(known, given, path)),
    home: asString(known.regionId) ?? homeOf(options),
  };
}

function identity(known: Properties, given: Properties, path: string): Identity | undefined {
  const value = getPath(known, path);
  return value === UNKNOWN ? laterAt(given, path) : asString(value);
}

/** The very output or promise that the program has put there. */
function laterAt(given: Properties, path: string): object | undefined {
  let value: unknown = given;
  for (const key of path.split(".")) {
    if (!isRecord(value) || isLater(value)) return undefined;
    value = value[key];
  }
  return isLater(value) ? value : undefined;
}

/** Whether a value isn't there yet. */
export function isLater(value: unknown): value is pulumi.Output<unknown> | Promise<unknown> {
  return pulumi.Output.isInstance(value) || value instanceof Promise;
}

/** With `UNKNOWN` at the path, or where it would begin; the empty path is everything. */
function hide(properties: Properties, path: string): Properties {
  if (path === "") return Object.fromEntries(Object.keys(properties).map((key) => [key, UNKNOWN]));
  const [key = "", ...rest] = path.split(".");
  const inner = properties[key];
  const within = rest.length > 0 && isRecord(inner) && !isLater(inner);
  return { ...properties, [key]: within ? hide(inner, rest.join(".")) : UNKNOWN };
}

/** The paths of `ignoreChanges`, up to the first part that is no plain name; `*` is every one of them. */
function ignoredPaths(options: pulumi.CustomResourceOptions | undefined): string[] {
  return (options?.ignoreChanges ?? []).flatMap((path) => {
    const parts = path.replace(/\["?([^\]"]*)"?\]/g, ".$1").split(".");
    const names = parts.filter((part) => part !== "");
    const end = names.findIndex((part) => !/^[a-z]\w*$/i.test(part));
    const plain = names.slice(0, end < 0 ? names.length : end);
    return [plain.join(".")];
  });
}

const DEFAULT_PROVIDER = "default provider";
/** A type by which a component knows the provider that it hands to such resources. */
const OF_DYNAMIC_RESOURCES = "pulumi-nodejs:dynamic:Resource";

/** Resources of one provider are of one region and account; a component hands its own down. */
function homeOf(options: pulumi.CustomResourceOptions | undefined): Identity {
  return options?.provider ?? options?.parent?.getProvider(OF_DYNAMIC_RESOURCES) ?? DEFAULT_PROVIDER;
}

/**
 * Types of the components around a resource, as its URN has them. Names in them don't count: two resources of one
 * name in components of one type have the same URN.
 */
export function typesAbove(parent: pulumi.Resource | undefined): string[] {
  const { __pulumiType: type, __parentResource: next } = (parent ?? {}) as {
    readonly __pulumiType?: string;
    readonly __parentResource?: pulumi.Resource;
  };
  if (type === undefined || type === pulumi.runtime.rootPulumiStackTypeName) return [];
  return [...typesAbove(next), type];
}

/**
 * What `pulumi.createUrn` makes, but as plain text. That gives an output which depends on the parent, and so on all its
 * children: two of our resources in one component would wait for each other without end.
 */
export function urnOf(name: string, type: string, parent: pulumi.Resource | undefined): pulumi.Input<string> {
  const above = typesAbove(parent);
  // One that stands for a resource elsewhere doesn't know its type, only its URN.
  if (above.includes("")) return pulumi.createUrn(name, type, parent);
  const qualified = [...above, type].join("$");
  return `urn:pulumi:${pulumi.getStack()}::${pulumi.getProject()}::${qualified}::${name}`;
}
