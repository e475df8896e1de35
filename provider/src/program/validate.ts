import type * as pulumi from "@pulumi/pulumi";
import { UNKNOWN } from "../properties";
import { describeFailure } from "../schema/check";
import type { Definition, OutputsOf } from "../schema/define";
import { givenArguments, type Later, setAside } from "./arguments";

/** A class of resources, as far as its constructor takes a name and arguments. */
export type ResourceClass = new (
  name: string,
  args: never,
  options?: pulumi.CustomResourceOptions,
) => pulumi.CustomResource;

const classes = new WeakMap<ResourceClass, Definition>();

/** Makes `validate` know a class; the compiler holds its outputs to the definition's, both ways. */
export function validatedAs<Class extends ResourceClass, Is extends Definition>(
  resourceClass: Class,
  definition: Is & {
    readonly outputs: OutputsOf<InstanceType<Class>, ConstructorParameters<Class>[1], Is["outputs"]>;
  },
): void {
  classes.set(resourceClass, definition);
}

/**
 * What a preview would refuse of a resource's arguments, for a unit test: no engine, no mocks and no resource are
 * needed. Outputs and promises count as not known yet, so no rule speaks of them. Rules between two resources
 * aren't among these.
 *
 * ```ts
 * expect(validate(SslVpnServer, "staff", { ...args, port: 22 })).toEqual([expect.stringMatching(/^port: 22 is refused/)]);
 * ```
 *
 * @param resourceClass `SslVpnServer` or `VpnConnection`
 * @param name name of the resource in the program
 * @param args arguments, as its constructor takes them
 * @returns path and rule of each refusal; none where the arguments are good
 */
export function validate<Class extends ResourceClass>(
  resourceClass: Class,
  name: string,
  args: ConstructorParameters<Class>[1],
): string[] {
  const definition = classes.get(resourceClass);
  if (definition === undefined)
    throw new TypeError(`${resourceClass.name} is no resource of pulumi-alicloud-vpn`);
  const later: Later[] = [];
  const inputs = setAside(givenArguments({ name, ...(args as object) }), later);
  for (const { holder, key } of later) holder[key] = UNKNOWN;
  return definition.failures(inputs).map(describeFailure);
}
