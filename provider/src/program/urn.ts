import * as pulumi from "@pulumi/pulumi";

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
