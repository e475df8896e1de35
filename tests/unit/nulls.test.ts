import * as pulumi from "@pulumi/pulumi";
import type { MockResourceArgs } from "@pulumi/pulumi/runtime";
import { Provider, VpnConnection } from "../../provider/src";
import { readSettings } from "../../provider/src/configuration";
import { inputsOf } from "../../provider/src/program/resourceInputs";
import { type Properties, setPath } from "../../provider/src/properties";
import { vpnConnection as vpn } from "../../provider/src/resources/vpnConnection/definition";
import { decodeProperties, encodeProperties } from "../../provider/src/wire";
import { FakeSession, adapting, hidden, wrapped } from "./engine/fakes";
import { dual, single } from "./examples";
import { kinds, pathsOf } from "./kinds";

const nulls: readonly [string, unknown][] = [
  ["null", null],
  ["an output of null", wrapped(null)],
];

describe.each(kinds)("null in the arguments of %s", (_, rules, full) => {
  const host = () => adapting({}, new FakeSession(), rules);

  describe.each(nulls)("as %s", (_form, nothing) => {
    it.each(pathsOf(full))("is absent to check: %s", async (path) => {
      const inputs = { ...full, ...hidden };
      const [given, absent] = [setPath(inputs, path, nothing), setPath(inputs, path, undefined)];
      const { adapter } = host();
      expect(await adapter.check({}, given)).toEqual(await adapter.check({}, absent));
    });

    it.each(pathsOf(full))("is absent to a diff, in the state and in the program: %s", async (path) => {
      const { adapter } = host();
      const olds = { ...full, __given: [path] };
      const [given, absent] = [setPath(full, path, nothing), setPath(full, path, undefined)];
      expect(await adapter.diff("id", olds, given)).toEqual(await adapter.diff("id", olds, absent));
      expect(await adapter.diff("id", given, full)).toEqual(await adapter.diff("id", absent, full));
      expect(await adapter.diff("id", given, absent)).toMatchObject({ changes: false });
    });

    it.each(pathsOf(full))("never reaches a create or an update: %s", async (path) => {
      const { adapter, heard } = host();
      const [given, absent] = [setPath(full, path, nothing), setPath(full, path, undefined)];
      await adapter.create({ ...given, ...hidden });
      await adapter.create({ ...absent, ...hidden });
      await adapter.update("id", { ...given, ...hidden }, { ...given, ...hidden });
      await adapter.update("id", { ...absent, ...hidden }, { ...absent, ...hidden });
      expect(heard[0]).toEqual(heard[1]);
      expect(heard[2]).toEqual(heard[3]);
      expect(JSON.stringify(heard)).not.toContain("null");
    });
  });

  it.each(pathsOf(full))("is absent to the rules themselves: %s", (path) => {
    const before = rules.failures(setPath(full, path, undefined)).map(({ reason }) => reason);
    const words = rules.failures(decodeProperties(setPath(full, path, null))).map(({ reason }) => reason);
    expect(words).toEqual(before);
  });
});

describe("null among the elements of a list", () => {
  it("is no element", async () => {
    const { adapter } = adapting();
    const inputs = { ...single, ...hidden };
    const given = await adapter.check({}, { ...inputs, localSubnets: [null, "10.0.0.0/16", wrapped(null)] });
    expect(given).toEqual(await adapter.check({}, inputs));
  });

  it("alone leaves an empty list", async () => {
    const { failures } = await adapting().adapter.check({}, { ...single, ...hidden, localSubnets: [null] });
    expect(failures?.map(({ reason }) => reason)).toEqual([
      expect.stringContaining("must name at least one block"),
    ]);
  });
});

it("null goes into no state", () => {
  const kept = { name: null, tags: { a: null, b: "c" }, ikeConfig: { psk: null }, localSubnets: [null, "x"] };
  expect(encodeProperties(kept, ["ikeConfig.psk"])).toEqual({
    tags: { b: "c" },
    ikeConfig: {},
    localSubnets: ["x"],
  });
});

describe("in a program", () => {
  const registered: MockResourceArgs[] = [];

  beforeAll(async () => {
    await pulumi.runtime.setMocks({
      newResource: (args) => {
        registered.push(args);
        return { id: `${args.name}-id`, state: args.inputs as Record<string, unknown> };
      },
      call: () => ({}),
    });
  });

  beforeEach(() => registered.splice(0));

  /** Arguments as untyped programs and configuration give them. */
  const untyped = (args: Record<string, unknown>) => args as never;

  async function inputsFrom(resource: pulumi.CustomResource): Promise<Properties> {
    await new Promise((resolve) => resource.id.apply(resolve));
    return registered.at(-1)?.inputs as Properties;
  }

  /** Of the arguments alone, whatever the resource is called. */
  const visible = (inputs: Properties) =>
    Object.fromEntries(Object.entries(inputs).filter(([key]) => !key.startsWith("__")));

  const nothing = {
    name: null,
    tags: null,
    tunnels: null,
    regionId: null,
    enableTunnelsBgp: null,
    ipsecConfig: null,
  };

  it("null registers nothing, at any depth", async () => {
    const args = { ...single, ...nothing, ikeConfig: { localId: null, ikeMode: "main", psk: null } };
    const made = visible(await inputsFrom(new VpnConnection("office", untyped(args))));
    const expected = { ...single, ikeConfig: { ikeMode: "main" }, name: undefined, regionId: undefined };
    expect(made).toEqual(expected);
    expect(made).not.toHaveProperty("tags");
  });

  it.each<[string, unknown]>([
    ["null", null],
    ["an output of null", pulumi.output(null)],
    ["a promise of null", Promise.resolve(null)],
    ["a secret null", pulumi.secret(null)],
    ["an output of undefined", pulumi.output(undefined)],
  ])("%s breaks no rule, wherever it stands", async (_, nothingYet) => {
    const arg = async (args: object) =>
      await (inputsOf({ ...vpn, warnings: () => [] }, "office", args as Record<string, unknown>, undefined)
        .__arguments as Promise<undefined> | undefined);
    const tunnel = {
      customerGatewayId: "cgw-1",
      ikeConfig: nothingYet,
      bgpConfig: { tunnelCidr: nothingYet },
    };
    await expect(arg({ ...single, name: nothingYet, tunnels: nothingYet })).resolves.toBeUndefined();
    await expect(
      arg({ ...single, ikeConfig: { localId: nothingYet, psk: nothingYet }, tags: { a: nothingYet } }),
    ).resolves.toBeUndefined();
    await expect(arg({ ...single, localSubnets: ["10.0.0.0/16", nothingYet] })).resolves.toBeUndefined();
    await expect(
      arg({ ...dual, customerGatewayId: nothingYet, tunnels: { master: tunnel, slave: tunnel } }),
    ).resolves.toBeUndefined();
    await expect(arg({ ...single, customerGatewayId: nothingYet })).rejects.toThrow(
      "customerGatewayId: is required: give customerGatewayId (one tunnel) or tunnels (two)",
    );
    await expect(arg({ ...single, vpnGatewayId: nothingYet })).rejects.toThrow("vpnGatewayId: is required");
  });

  it("null settings of a Provider are left out", async () => {
    const settings = {
      region: "ap-northeast-1",
      profile: null,
      roleArn: pulumi.output(null),
      preflight: undefined,
      secretKey: null,
    };
    const provider = new Provider("tokyo", untyped(settings));
    expect(await inputsFrom(provider)).toEqual({ "alicloud:region": "ap-northeast-1" });
  });

  it("a Provider's secret that comes to nothing counts as left out", async () => {
    const provider = new Provider("osaka", untyped({ secretKey: pulumi.output(null) }));
    const inputs = decodeProperties(await inputsFrom(provider));
    expect(readSettings((key) => inputs[key], {})).toEqual({});
  });
});

describe("an empty value in the stack's settings", () => {
  it.each<[string, unknown]>([
    ["null", null],
    ["an empty text", ""],
  ])("counts as not set: %s", (_, empty) => {
    const config = (key: string) => (key.startsWith("alicloud:") ? empty : undefined);
    expect(readSettings(config, { ALICLOUD_REGION: "cn-beijing", ALICLOUD_ACCESS_KEY: "key" })).toEqual({
      region: "cn-beijing",
      accessKey: "key",
    });
  });

  it("counts as not set inside a setting of several parts", () => {
    const config = (key: string) =>
      key === "alicloud:assumeRole" ? '{"roleArn":null,"sessionName":"ci"}' : undefined;
    expect(readSettings(config, {})).toEqual({ roleSessionName: "ci" });
  });
});
