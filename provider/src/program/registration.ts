import * as pulumi from "@pulumi/pulumi";
import { type Failure, describeFailure } from "../rules/check";
import { decodeProperties } from "../wire";
import type { Properties } from "../properties";

/** A class of resources as a program registers them. */
export interface Registered {
  /** `SslVpnServer`. */
  readonly name: string;
  /** Name of the export of `pulumi-alicloud-vpn/runtime` behind it: permanent, since it is in people's state. */
  readonly runtimeExport: string;
  /** Outputs beside the arguments. */
  readonly outputs: readonly string[];
  failures(inputs: Properties): Failure[];
}

/** Type token, as `pulumi.dynamic.Resource` would make it. */
export function typeOf({ name }: Pick<Registered, "name">): string {
  return `pulumi-nodejs:dynamic/alicloud-vpn:${name}`;
}

/** Whether an object is a resource of the class, of this copy of the package or another. */
export function isOf(registered: Registered, object: unknown): boolean {
  const marked = object as { readonly __pulumiType?: unknown };
  return pulumi.CustomResource.isInstance(object) && marked.__pulumiType === typeOf(registered);
}

/**
 * The text that goes into the state with each resource: constant, and the same in every version, so that state made
 * by one version is served by the one installed.
 */
export function providerText({ runtimeExport }: Pick<Registered, "runtimeExport">): string {
  return (
    `exports.handler=()=>{try{return require("pulumi-alicloud-vpn/runtime").${runtimeExport}}catch(e){` +
    `e.message="pulumi-alicloud-vpn can't be loaded: run npm install in "+process.cwd()+"\\n"+e.message;throw e}}`
  );
}

/** What the constructor of a resource hands to `pulumi.CustomResource`, beside its options. */
export function inputsOf(
  registered: Registered,
  name: string,
  args: Readonly<Record<string, unknown>>,
  options: pulumi.CustomResourceOptions | undefined,
): pulumi.Inputs {
  const outputs = Object.fromEntries(registered.outputs.map((output) => [output, undefined]));
  const type = typeOf(registered);
  const common = { ...outputs, ...args, __provider: providerText(registered) };
  if (options?.id !== undefined) return common;
  return {
    ...common,
    __urn: pulumi.createUrn(name, type, options?.parent),
    __organization: organization(),
    __timeouts: options?.customTimeouts,
    __arguments: rulesKept(registered, name, args),
  };
}

/** A program under test, with mocks, may have none. */
function organization(): string {
  try {
    return pulumi.getOrganization();
  } catch {
    return "organization";
  }
}

/**
 * Delete before replace: `pulumi up --replace` and `pulumi state taint` don't ask our `diff`, and a gateway has no
 * room for both. A program may say otherwise.
 */
export function optionsOf(options: pulumi.CustomResourceOptions | undefined): pulumi.CustomResourceOptions {
  return { deleteBeforeReplace: true, ...options };
}

/**
 * Applies the rules to what the program knows already. A promise that fails rejects this resource's registration
 * alone, so that one preview shows every bad resource; `check` would stop the engine at the first.
 */
function rulesKept(
  registered: Registered,
  name: string,
  args: Readonly<Record<string, unknown>>,
): Promise<undefined> {
  const kept = pulumi.runtime.serializeProperties(`${registered.name} ${name}`, args).then((wire) => {
    const inputs = decodeProperties(wire);
    const failures = registered.failures({ name, ...inputs });
    if (failures.length > 0) throw new pulumi.RunError(refusal(`${registered.name} ${name}`, failures));
    return undefined;
  });
  // The registration awaits it too; this only keeps Node from calling it unhandled before that.
  kept.catch(() => undefined);
  return kept;
}

function refusal(label: string, failures: readonly Failure[]): string {
  const count = failures.length === 1 ? "1 argument is" : `${failures.length} arguments are`;
  return [`${label}: ${count} refused:`, ...failures.map((failure) => `  ${describeFailure(failure)}`)].join(
    "\n",
  );
}
