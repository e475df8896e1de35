import * as pulumi from "@pulumi/pulumi";
import { SslVpnServer, VpnConnection } from "../../../provider/src";
import { connection, server } from "../program/args";

beforeAll(async () => {
  await pulumi.runtime.setMocks(
    { newResource: ({ name, inputs }) => ({ id: `${name}-id`, state: inputs as object }), call: () => ({}) },
    "network",
    "prod",
  );
});

const told: string[] = [];

beforeEach(() => {
  told.splice(0);
  jest.spyOn(pulumi.log, "warn").mockImplementation((message) => {
    told.push(message);
    return Promise.resolve();
  });
});

afterEach(() => jest.restoreAllMocks());

const registered = async (resource: pulumi.CustomResource) =>
  await new Promise((resolve) => {
    resource.id.apply(resolve);
  });

describe("what is weak or odd", () => {
  it("is told once by the constructor, with the resource and the path", async () => {
    await registered(new SslVpnServer("staff", { ...server, cipher: "none" }));
    expect(told).toEqual([expect.stringMatching(/^SslVpnServer staff: cipher: "none" leaves/)]);
  });

  it("is told of what an output turns out to be", async () => {
    const ikeConfig = pulumi.output({ psk: "k", ikeEncAlg: "des" as const });
    await registered(new VpnConnection("office", { ...connection, ikeConfig }));
    expect(told).toEqual([
      expect.stringMatching(/^VpnConnection office: ikeConfig\.ikeEncAlg: "des" is weak/),
    ]);
  });

  it("is not told where there is nothing weak, nor of a resource that is only read", async () => {
    await registered(new SslVpnServer("staff", server));
    await registered(new VpnConnection("office", connection));
    await registered(SslVpnServer.get("other", "vss-1"));
    expect(told).toEqual([]);
  });
});
