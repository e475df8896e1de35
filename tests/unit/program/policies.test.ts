import * as pulumi from "@pulumi/pulumi";
import * as program from "../../../provider/src";

/** As in a policy pack: a class by which a policy is chosen. */
type ResourceClass = (abstract new (...args: never[]) => pulumi.Resource) & {
  isInstance(object: unknown): boolean;
  readonly __pulumiType?: unknown;
};

/** `getPulumiType` of `@pulumi/policy` 1.21.0, policy.ts. */
function pulumiTypeOf(resourceClass: ResourceClass): string | undefined {
  const type = resourceClass.__pulumiType;
  return typeof type === "string" && type.length > 0 ? type : undefined;
}

/** `isTypeOf` of `@pulumi/policy` 1.21.0, server.ts, behind `args.isType` and `validateResourceOfType`. */
function isTypeOf(type: string, resourceClass: ResourceClass): boolean {
  const known = pulumiTypeOf(resourceClass);
  return known === undefined ? resourceClass.isInstance({ __pulumiType: type }) : type === known;
}

/** The same of releases before classes had a type of their own: by the object alone. */
const isInstanceOf = (type: string, resourceClass: ResourceClass) =>
  resourceClass.isInstance({ __pulumiType: type });

const classes = Object.entries<unknown>(program).filter((entry): entry is [string, ResourceClass] =>
  Object.prototype.isPrototypeOf.call(pulumi.Resource, entry[1] as object),
);

const dynamic = (name: string) => `pulumi-nodejs:dynamic/alicloud-vpn:${name}`;
const typeOf = (name: string) => (name === "Provider" ? "pulumi:providers:pulumi-nodejs" : dynamic(name));

it("there are classes to write policies for", () => {
  expect(classes.map(([name]) => name)).toEqual(
    expect.arrayContaining(["Provider", "SslVpnServer", "VpnConnection"]),
  );
});

describe.each(classes)("a policy for %s", (name, resourceClass) => {
  const others = ["aws:s3/bucket:Bucket", dynamic("Other"), "pulumi:pulumi:Stack", "", "toString"];
  const strangers = [
    ...others,
    ...classes.map(([other]) => typeOf(other)).filter((it) => it !== typeOf(name)),
  ];

  it.each([
    ["by the class", isTypeOf],
    ["by an object with nothing but a type", isInstanceOf],
  ])("fires for its resources and for no others, %s", (_, isType) => {
    expect(isType(typeOf(name), resourceClass)).toBe(true);
    expect(strangers.filter((type) => isType(type, resourceClass))).toEqual([]);
  });

  it("is chosen by the type that the class has, so that the policy server asks it for no others", () => {
    expect(pulumiTypeOf(resourceClass)).toBe(typeOf(name));
  });

  it.each([[undefined], [null], [1], ["text"], [{}], [{ __pulumiType: 1 }], [[]]])(
    "takes %j for no resource of its",
    (object) => {
      expect(resourceClass.isInstance(object)).toBe(false);
    },
  );
});
