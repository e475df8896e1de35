import { setPath } from "../../../provider/src/properties";
import { decodeProperties } from "../../../provider/src/wire";
import { dual, fullSingle, single } from "../examples";
import { FakeSession, adapting, hidden, typeUrn, unknown, wrapped } from "./fakes";

const { name: given, ...unnamed } = single;
const declared = { ...unnamed, ...hidden };

const check = (news: object, olds: object = {}, session = new FakeSession()) =>
  adapting({}, session).adapter.check(olds, news);

const reasons = async (news: object, session = new FakeSession()) =>
  (await check(news, {}, session)).failures?.map(({ reason }) => reason);

describe("a failure", () => {
  it("has the path in its reason and names no property, which would print the value", async () => {
    const news = { ...declared, ikeConfig: { psk: "hunter2 hunter2" }, localSubnets: ["x"] };
    const { failures } = await check(news);
    expect(failures).toHaveLength(2);
    expect(failures?.map(({ property }) => property)).toEqual(["", ""]);
    expect(failures?.map(({ reason }) => reason.split(":")[0])).toEqual(["localSubnets", "ikeConfig.psk"]);
    expect(JSON.stringify(failures)).not.toContain("hunter2");
  });

  it("is there once for each broken rule, and none for what isn't known yet", async () => {
    expect(await reasons({ ...hidden, ...dual, tunnels: unknown, vpnGatewayId: unknown })).toEqual([]);
    expect(await reasons({ ...declared, vpnGatewayId: undefined })).toEqual(["vpnGatewayId: is required"]);
  });

  it("of a secret argument is found as well: secrets are opened", async () => {
    const news = { ...declared, ikeConfig: { psk: wrapped("with space") } };
    expect(await reasons(news)).toEqual([expect.stringContaining("ikeConfig.psk")]);
  });
});

it("a setting that can only be on or off is refused where it is neither", async () => {
  const session = new FakeSession({ "alicloud:region": "cn-hangzhou", "alicloud-vpn:preflight": "yess" });
  expect(await reasons(declared, session)).toEqual([
    'alicloud-vpn:preflight: "yess" is refused: must be on or off',
  ]);
  const others = {
    "alicloud-vpn:mark": "OFF",
    "alicloud-vpn:status": "true",
    "alicloud-vpn:preflight": "false",
  };
  const fine = new FakeSession({ "alicloud:region": "cn-hangzhou", ...others });
  expect(await reasons(declared, fine)).toEqual([]);
});

describe("the name", () => {
  it("defaults to the resource's own", async () => {
    expect((await check(declared)).inputs).toMatchObject({ name: "office" });
  });

  it("is the user's where there is one", async () => {
    expect((await check({ ...declared, name: given })).inputs).toMatchObject({ name: "office" });
    expect((await check({ ...declared, name: "mine" })).inputs).toMatchObject({ name: "mine" });
  });

  it("once filled in stays, where an alias renames the resource", async () => {
    const { inputs } = await check(declared);
    const renamed = { ...declared, __urn: `${typeUrn}::branch` };
    expect((await check(renamed, inputs as object)).inputs).toMatchObject({ name: "office" });
  });

  it("goes back to the default where the user's is taken away", async () => {
    const { inputs } = await check({ ...declared, name: "mine" });
    expect((await check(declared, inputs as object)).inputs).toMatchObject({ name: "office" });
  });

  it("may be asked for anew after an alias rename", async () => {
    const { inputs } = await check(declared);
    const news = { ...declared, __urn: `${typeUrn}::branch`, name: "branch" };
    expect((await check(news, inputs as object)).inputs).toMatchObject({ name: "branch" });
  });

  it("is refused where the resource's is too long for one, and never cut", async () => {
    const long = "x".repeat(101);
    const { inputs, failures } = await check({ ...declared, __urn: `${typeUrn}::${long}` });
    expect(inputs).toMatchObject({ name: long });
    expect(failures?.map(({ reason }) => reason)).toEqual([expect.stringContaining("1 to 100 characters")]);
  });

  it("may hold what parts a URN", async () => {
    expect((await check({ ...declared, __urn: `${typeUrn}::a::b` })).inputs).toMatchObject({ name: "a::b" });
  });

  it("isn't known where the URN isn't", async () => {
    expect((await check({ ...declared, __urn: unknown })).inputs).toMatchObject({ name: unknown });
    expect((await check(unnamed)).failures).toEqual([]);
  });

  it("is the declared one where there is no URN, and stays when an alias renames the resource", async () => {
    // As after an import by file: what it declares is all there is.
    const { inputs } = await check({ ...unnamed, name: "declared" });
    expect(inputs).toMatchObject({ name: "declared", __named: "declared" });
    const next = await check({ ...declared, __urn: `${typeUrn}::branch` }, inputs as object);
    expect(next.inputs).toMatchObject({ name: "declared", __named: "declared" });
  });
});

describe("the region", () => {
  const { regionId, ...elsewhere } = single;
  const anywhere = { ...elsewhere, ...hidden };

  it("comes from the provider where the resource has none", async () => {
    expect((await check(anywhere)).inputs).toMatchObject({ regionId });
    const beijing = new FakeSession({ "alicloud:region": "cn-beijing" });
    expect((await check(anywhere, {}, beijing)).inputs).toMatchObject({ regionId: "cn-beijing" });
    expect((await check(declared, {}, beijing)).inputs).toMatchObject({ regionId: "cn-hangzhou" });
  });

  it("is required, and the ways to give it are told", async () => {
    expect(await reasons(anywhere, new FakeSession({ "alicloud:profile": "p" }))).toEqual(
      process.env.ALICLOUD_REGION === undefined
        ? ["regionId: is required: set alicloud:region, ALICLOUD_REGION, or regionId of the resource"]
        : [],
    );
  });
});

describe("what check returns", () => {
  it("has the documented defaults filled in, so that a preview shows them", async () => {
    expect((await check(declared)).inputs).toMatchObject({ effectImmediately: false, autoConfigRoute: true });
  });

  it("has keys secret, wherever they stand, however they came", async () => {
    const ike = { psk: "correct-horse" };
    const tunnels = {
      master: { customerGatewayId: "cgw-1", ikeConfig: ike },
      slave: { customerGatewayId: "cgw-2", ikeConfig: { psk: unknown } },
    };
    expect((await check({ ...declared, ikeConfig: ike })).inputs).toHaveProperty(
      "ikeConfig.psk",
      wrapped("correct-horse"),
    );
    const { inputs } = await check({ ...dual, ...hidden, tunnels });
    expect(inputs).toHaveProperty("tunnels.master.ikeConfig.psk", wrapped("correct-horse"));
    expect(inputs).toHaveProperty("tunnels.slave.ikeConfig.psk", wrapped(unknown));
  });

  it("passes on what isn't known as the engine's own unknown", async () => {
    const { inputs } = await check({ ...declared, localSubnets: ["10.0.0.0/16", unknown], tags: unknown });
    expect(inputs).toMatchObject({ localSubnets: ["10.0.0.0/16", unknown], tags: unknown });
  });

  it("keeps our own inputs, and is the same when it is checked again", async () => {
    const { inputs } = await check({ ...declared, __timeouts: { create: "5m" } });
    expect(inputs).toMatchObject(hidden);
    expect(inputs).not.toHaveProperty("__timeouts");
    const again = await check({ ...declared, __timeouts: { create: "5m" } }, inputs as object);
    expect(again.inputs).toEqual(inputs);
  });
});

describe("an argument taken away that has no documented default", () => {
  it("is told to be kept, once", async () => {
    const { adapter, session } = adapting();
    const before = await adapter.check({}, { ...fullSingle, ...hidden });
    const { ikeConfig, ...rest } = setPath(fullSingle, "bgpConfig.localBgpIp", undefined);
    expect(ikeConfig).toBeDefined();
    const after = await adapter.check(decodeProperties(before.inputs), { ...rest, ...hidden });
    expect(session.warnings).toEqual([
      expect.stringMatching(
        /ikeConfig\.psk.*ikeConfig\.localId.*bgpConfig\.localBgpIp.*keeps the present value/,
      ),
    ]);
    expect(session.warnings.join()).not.toMatch(/ikeMode|correct-horse/);
    await adapter.check(after.inputs, { ...rest, ...hidden });
    expect(session.warnings).toHaveLength(1);
  });

  it.each([
    ["another gateway", { vpnGatewayId: "vpn-2" }],
    ["a gateway not known yet", { vpnGatewayId: unknown }],
    ["another region", { regionId: "cn-beijing" }],
    ["another customer gateway", { customerGatewayId: "cgw-9" }],
  ])("is nothing to tell where %s replaces the resource: nothing is kept", async (_, change) => {
    const { adapter, session } = adapting();
    const before = await adapter.check({}, { ...fullSingle, ...hidden });
    const news = setPath({ ...fullSingle, ...hidden, ...change }, "ikeConfig.psk", undefined);
    await adapter.check(decodeProperties(before.inputs), news);
    expect(session.warnings).toEqual([]);
  });

  it("is nothing to tell where the resource gets two tunnels for one", async () => {
    const { adapter, session } = adapting();
    const before = await adapter.check({}, { ...fullSingle, ...hidden });
    await adapter.check(decodeProperties(before.inputs), { ...dual, ...hidden });
    expect(session.warnings).toEqual([]);
  });

  it("is nothing to tell at a create", async () => {
    const { adapter, session } = adapting();
    await adapter.check({}, declared);
    await adapter.check(undefined, declared);
    expect(session.warnings).toEqual([]);
  });
});
