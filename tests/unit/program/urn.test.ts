import * as pulumi from "@pulumi/pulumi";
import { DependencyResource } from "@pulumi/pulumi/resource";
import { urnOf } from "../../../provider/src/program/footprint";

class Site extends pulumi.ComponentResource {
  constructor(name: string, parent?: pulumi.Resource) {
    super("acme:network:Site", name, {}, { parent });
  }
}

class Peer extends pulumi.CustomResource {
  constructor(name: string, parent?: pulumi.Resource) {
    super("acme:network:Peer", name, {}, { parent });
  }
}

beforeAll(async () => {
  await pulumi.runtime.setMocks(
    {
      newResource: ({ name, inputs }) => ({ id: name, state: inputs as Record<string, unknown> }),
      call: () => ({}),
    },
    "network",
    "prod",
  );
});

const resolved = (urn: pulumi.Output<string>): Promise<string> =>
  new Promise((resolve) => urn.apply((text) => resolve(text)));

it.each<[string, () => pulumi.Resource | undefined]>([
  ["the stack itself", () => undefined],
  ["a component", () => new Site("site")],
  ["a component in a component", () => new Site("hall", new Site("campus"))],
  ["another resource, in a component", () => new Peer("peer", new Site("place"))],
])("the URN of a resource within %s is the engine's, as plain text", async (_, parentOf) => {
  const parent = parentOf();
  const urn = urnOf("office", "acme:network:Office", parent);
  expect(urn).toBe(await resolved(pulumi.createUrn("office", "acme:network:Office", parent)));
});

it("below a resource of which only the URN is known, it is made of that one", async () => {
  const far = new DependencyResource("urn:pulumi:prod::network::acme:network:Site::far");
  const urn = await resolved(pulumi.output(urnOf("office", "acme:network:Office", far)));
  expect(urn).toBe("urn:pulumi:prod::network::acme:network:Site$acme:network:Office::office");
});
