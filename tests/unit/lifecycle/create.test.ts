import { resourceHash } from "../../../provider/src/lifecycle/create";
import { MARK_KEY } from "../../../provider/src/schema/arguments";
import type { Properties } from "../../../provider/src/properties";
import { lifecycle } from "../../../provider/src/resources/vpnConnection/lifecycle";
import { vpnConnection } from "../../../provider/src/resources/vpnConnection/definition";
import { fullSingle } from "../examples";
import { type World, refusal, world } from "../fakes";
import {
  create,
  creating,
  failedCreate,
  inputs,
  leaveBehind,
  markOf,
  operations,
  reads,
  stands,
  tagsOf,
} from "./connections";

const { complete } = vpnConnection;

const created = ({ vpc }: World) => vpc.sentOf("CreateVpnConnection");
const untagged = ({ vpc }: World) => vpc.sentOf("UnTagResources");

describe("a create", () => {
  it("asks what stands, sends once, and is done when the gateway is active and the values are there", async () => {
    const scene = world();
    const { id, outputs } = await create(scene);
    expect([id, outputs.name]).toEqual(["vco-1", "office"]);
    expect(scene.vpc.reads.slice(0, 2)).toEqual(["DescribeVpnGateway", "DescribeVpnConnections"]);
    expect(operations(scene)).toEqual(["CreateVpnConnection", "UnTagResources"]);
    expect(scene.clock.elapsed).toBeGreaterThanOrEqual(2_000);
    expect(scene.warnings).toEqual([]);
  });

  it("waits for the gateway before anything is sent", async () => {
    const scene = world();
    scene.vpc.busyFor(20_000);
    await create(scene);
    expect(created(scene)).toMatchObject([{ at: expect.closeTo(20_000, -4) as unknown }]);
    expect(created(scene)[0]?.at).toBeGreaterThanOrEqual(20_000);
  });

  it("has a token of its own: the same arguments later are another operation", async () => {
    const scene = world();
    const { id, outputs } = await create(scene);
    await scene.clock.run(lifecycle.delete(scene.context, id, outputs));
    scene.vpc.remembersTokens = true;
    expect((await create(scene)).id).toBe("vco-2");
    const tokens = created(scene).map(({ token }) => token);
    expect(new Set(tokens).size).toBe(2);
    expect(tokens[0]).toMatch(/^[0-9a-f-]{36}$/);
  });

  it("that is refused leaves nothing to keep, and the next one is an operation of its own", async () => {
    const scene = world();
    scene.vpc.plan("CreateVpnConnection", refusal("Resource.QuotaFull"));
    const failure = await failedCreate(scene);
    expect(failure).toMatchObject({ name: "VpnError", code: "Resource.QuotaFull" });
    expect(failure).not.toHaveProperty("outputs");
    await create(scene);
    const [first, second] = created(scene);
    expect(second?.token).not.toBe(first?.token);
    expect(second?.tags?.[MARK_KEY]).not.toBe(first?.tags?.[MARK_KEY]);
  });

  it("made again and again in one process leaves no trace: the twentieth is as the first", async () => {
    const scene = world();
    const took: number[] = [];
    for (let life = 0; life < 20; life += 1) {
      const begun = scene.clock.elapsed;
      const { id, outputs } = await create(scene);
      took.push(scene.clock.elapsed - begun);
      await scene.clock.run(lifecycle.delete(scene.context, id, outputs));
    }
    expect(created(scene)).toHaveLength(20);
    expect(Math.max(...took)).toBeLessThan(5_000);
  });
});

describe("the mark", () => {
  it("names the resource and the operation, beside the user's tags, and shows in no output", async () => {
    const scene = world();
    const { outputs } = await create(scene, { ...inputs, tags: { team: "network" } });
    const mark = expect.stringMatching(
      new RegExp(`^${resourceHash(scene.context)}-[0-9a-f-]{13}$`),
    ) as unknown;
    expect(created(scene)[0]?.tags).toEqual({ team: "network", [MARK_KEY]: mark });
    expect(outputs.tags).toEqual({ team: "network" });
  });

  it("tells resources of the world apart, and gives nothing away of them", () => {
    const of = (changes: Partial<World["context"]>) => resourceHash(world(changes).context);
    const hashes = [of({}), of({ urn: "other" }), of({ organization: "other" })];
    expect(new Set(hashes).size).toBe(3);
    expect(hashes[0]).toMatch(/^[0-9a-f]{20}$/);
    expect(hashes[0]).toBe(of({}));
  });

  it("is off before the id is returned, and before another change has its turn", async () => {
    const scene = world();
    const other = { ...scene, context: { ...scene.context, urn: "urn::::::branch" } };
    await scene.clock.run(Promise.all([creating(scene), creating(other, { ...inputs, name: "branch" })]));
    expect(operations(scene)).toEqual([
      "CreateVpnConnection",
      "UnTagResources",
      "CreateVpnConnection",
      "UnTagResources",
    ]);
    expect([tagsOf(scene, "vco-1"), tagsOf(scene, "vco-2")]).toEqual([{}, {}]);
  });

  it("goes as soon as it is seen", async () => {
    const scene = world();
    await create(scene);
    expect(untagged(scene)).toMatchObject([{ id: "vco-1", keys: [MARK_KEY] }]);
    expect(untagged(scene)[0]?.at).toBeLessThan(4_000);
  });

  it("is waited for where tags lag: untagged before it is there, it would stay", async () => {
    const scene = world();
    scene.vpc.lags.tags = 10_000;
    await create(scene);
    expect(untagged(scene)[0]?.at).toBeGreaterThanOrEqual(10_000);
    expect(tagsOf(scene, "vco-1")).toEqual({});
  });

  it("that is never shown goes once no lag can hide it", async () => {
    const scene = world();
    scene.vpc.answersWith.set("tags", {});
    await create(scene);
    expect(untagged(scene)[0]?.at).toBeGreaterThanOrEqual(12_000);
    expect(untagged(scene)[0]?.at).toBeLessThan(16_000);
    expect(tagsOf(scene, "vco-1")).toEqual({});
  });

  it("of a change that took longer than any lag goes without a look", async () => {
    const scene = world();
    scene.vpc.changeTakes = 30_000;
    await create(scene);
    expect(untagged(scene)[0]?.at).toBeLessThan(32_000);
    expect(reads(scene, "DescribeVpnConnection")).toBe(1);
  });

  it("goes on failure, too: the state has the resource", async () => {
    const scene = world();
    scene.vpc.changeTakes = 3_600_000;
    expect(await failedCreate(scene)).toMatchObject({
      name: "UnfinishedError",
      code: "Timeout",
      resourceId: "vco-1",
      outputs: inputs,
    });
    expect(tagsOf(scene, "vco-1")).toEqual({});
  });

  it("goes on failure also where one request for it is lost: asked again while no answer comes", async () => {
    const scene = world();
    scene.vpc.changeTakes = 3_600_000;
    scene.vpc.plan("UnTagResources", { executedAfter: 3_600_000, givenUpAfter: 45_000 });
    await failedCreate(scene);
    expect(tagsOf(scene, "vco-1")).toEqual({});
    const [lost, again] = untagged(scene);
    expect((again?.at ?? 0) - (lost?.at ?? 0)).toBe(10_000);
  });

  it("that can't go for want of a permission leaves the create unfinished, and says what to do", async () => {
    const scene = world();
    scene.vpc.forbidden.add("UnTagResources");
    expect(await failedCreate(scene)).toMatchObject({
      name: "UnfinishedError",
      resourceId: "vco-1",
      message: expect.stringMatching(
        /^vco-1 is made, and its mark can't be taken off: .*Forbidden/,
      ) as unknown,
      advice: expect.stringMatching(/vpc:UnTagResources.*alicloud-vpn:mark to off/) as unknown,
    });
  });

  it("that couldn't go is taken off by the next update", async () => {
    const scene = world();
    scene.vpc.forbidden.add("UnTagResources");
    const failure = (await failedCreate(scene)) as { outputs: typeof inputs };
    scene.vpc.forbidden.clear();
    const next = { ...scene.context, unfinished: true };
    const outputs = await scene.clock.run(lifecycle.update(next, "vco-1", failure.outputs, inputs));
    expect([tagsOf(scene, "vco-1"), outputs.tags]).toEqual([{}, {}]);
    expect(scene.vpc.sentOf("ModifyVpnConnectionAttribute")).toEqual([]);
  });

  it("that the service never took needs no permission to go", async () => {
    const scene = world();
    scene.vpc.forbidden.add("UnTagResources");
    scene.vpc.madeAs.set("tags", {});
    expect(await create(scene)).toMatchObject({ id: "vco-1" });
  });

  it("isn't there where it is switched off: nothing is tagged, and nothing untagged", async () => {
    const scene = world({ mark: false });
    await create(scene);
    expect(scene.vpc.sent).toMatchObject([{ operation: "CreateVpnConnection", tags: {} }]);
    expect(scene.clock.elapsed).toBeLessThan(4_000);
  });
});

describe("an id that the service gave", () => {
  it("is kept where the service doesn't describe it: unfinished, in the state, made once", async () => {
    const scene = world();
    scene.vpc.lags.describes = 3_600_000;
    expect(await failedCreate(scene)).toMatchObject({
      name: "UnfinishedError",
      resourceId: "vco-1",
      message: "vco-1 was created, and the service doesn't describe it yet.",
      advice: "Run pulumi up again: it goes on from here.",
      outputs: inputs,
    });
    expect(created(scene)).toHaveLength(1);
  });

  it("is waited for where it is described ten seconds late", async () => {
    const scene = world();
    scene.vpc.lags.describes = 10_000;
    scene.vpc.changeTakes = 500;
    expect(await create(scene)).toMatchObject({ id: "vco-1", outputs: { name: "office" } });
    expect(created(scene)).toHaveLength(1);
  });

  it("is kept where it can't be read back", async () => {
    const scene = world();
    scene.vpc.plan("DescribeVpnConnection", refusal("Forbidden", 403));
    expect(await failedCreate(scene)).toMatchObject({
      name: "UnfinishedError",
      resourceId: "vco-1",
      requestId: "request-1",
    });
  });

  it("is gone on with where the engine repeats the create in this process", async () => {
    const scene = world();
    scene.vpc.lags.describes = 20_000;
    scene.vpc.changeTakes = 500;
    await failedCreate(scene);
    scene.vpc.lags.describes = 0;
    const wanted = { ...inputs, remoteSubnets: ["192.168.9.0/24"] };
    expect(await create(scene, wanted)).toMatchObject({ id: "vco-1", outputs: wanted });
    expect(created(scene)).toHaveLength(1);
    expect(scene.vpc.connections.size).toBe(1);
    expect(scene.warnings).toEqual([]);
  });

  it("needs no change where the repeated create asks for the same", async () => {
    const scene = world();
    const wanted = complete(fullSingle);
    scene.vpc.answersWith.set("ikeConfig.psk", undefined);
    scene.vpc.lags.describes = 20_000;
    scene.vpc.changeTakes = 500;
    await failedCreate(scene, wanted);
    scene.vpc.lags.describes = 0;
    expect(await create(scene, wanted)).toMatchObject({ id: "vco-1" });
    expect(scene.vpc.sentOf("ModifyVpnConnectionAttribute")).toEqual([]);
  });

  it("is kept again where going on with it fails as well", async () => {
    const scene = world();
    scene.vpc.lags.describes = 3_600_000;
    await failedCreate(scene);
    expect(await failedCreate(scene)).toMatchObject({ name: "UnfinishedError", resourceId: "vco-1" });
    expect(created(scene)).toHaveLength(1);
  });

  it("isn't gone on with once this process has deleted it", async () => {
    const scene = world();
    scene.vpc.forbidden.add("UnTagResources");
    await failedCreate(scene);
    scene.vpc.forbidden.clear();
    await scene.clock.run(lifecycle.delete(scene.context, "vco-1", inputs));
    expect(await create(scene)).toMatchObject({ id: "vco-2" });
  });
});

describe("a create refused as busy", () => {
  const busy = refusal("VpnGateway.Configuring");

  it("goes again once the gateway is active, with its token and its mark", async () => {
    const scene = world();
    scene.vpc.plan("CreateVpnConnection", busy, busy);
    await create(scene);
    const [first, second, third] = created(scene);
    expect([second, third]).toMatchObject([
      { token: first?.token, tags: first?.tags },
      { token: first?.token, tags: first?.tags },
    ]);
    expect(scene.vpc.connections.size).toBe(1);
  });

  it("looks anew at what stands before it is sent again: a predecessor may have landed late", async () => {
    const scene = world();
    scene.vpc.plan("CreateVpnConnection", busy);
    const landed = scene.clock.sleep(1).then(() => leaveBehind(scene, "vco-0"));
    scene.vpc.busyFor(0);
    const [{ id }] = await scene.clock.run(Promise.all([creating(scene), landed]));
    expect(id).toBe("vco-0");
    expect(created(scene)).toHaveLength(1);
  });

  it("over and over by a gateway that says it is active pauses ever longer, and ends in time", async () => {
    const scene = world();
    scene.vpc.plan("CreateVpnConnection", ...Array<typeof busy>(500).fill(busy));
    expect(await failedCreate(scene, inputs, 60_000)).toMatchObject({ code: "VpnGateway.Configuring" });
    expect(created(scene).length).toBeLessThan(40);
    expect(scene.clock.elapsed).toBeLessThan(75_000);
  });
});

describe("a create refused for something in its way", () => {
  const overlaps = refusal("VpnConnectionParamInvalid.SameVpnAndCgwTrafficSelectorOverlap");

  it("names what is in the way, where, and since when", async () => {
    const scene = world({ isTold: (id) => id === "vco-0" });
    stands(scene, "vco-0", { remoteSubnets: ["192.168.0.0/16"] });
    scene.vpc.plan("CreateVpnConnection", overlaps, overlaps, overlaps);
    expect(await failedCreate(scene)).toMatchObject({
      kind: "conflict",
      code: "VpnConnectionParamInvalid.SameVpnAndCgwTrafficSelectorOverlap",
      advice: expect.stringMatching(
        /^On vpn-1 in cn-hangzhou vco-0 \(created 2026-01-01T00:00:00\.000Z\) has the same peer/,
      ) as unknown,
    });
  });

  it("goes on with it where it is a predecessor that landed late", async () => {
    const scene = world();
    scene.vpc.plan("CreateVpnConnection", overlaps);
    const send = scene.vpc.createVpnConnection.bind(scene.vpc);
    scene.vpc.createVpnConnection = (...request) => {
      leaveBehind(scene, "vco-0");
      return send(...request);
    };
    expect(await create(scene)).toMatchObject({ id: "vco-0" });
    expect(created(scene)).toHaveLength(1);
  });

  it("says no more than the service where nothing shows what it is", async () => {
    const scene = world();
    scene.vpc.plan("CreateVpnConnection", overlaps, overlaps);
    expect(await failedCreate(scene)).toMatchObject({
      message: expect.stringContaining("TrafficSelectorOverlap said") as unknown,
      advice: expect.not.stringContaining("has the same peer") as unknown,
    });
  });
});

describe("values of a create", () => {
  it("that the service didn't take fail it, with their paths and both values; the mark is off", async () => {
    const scene = world();
    scene.vpc.madeAs.set("ikeConfig.ikePfs", "group2");
    const wanted = { ...inputs, ikeConfig: { psk: "correct-horse-battery", ikePfs: "group14" } };
    expect(await failedCreate(scene, wanted)).toMatchObject({
      name: "UnfinishedError",
      code: "NotTaken",
      resourceId: "vco-1",
      message:
        'the service accepted the request for vco-1 and didn\'t take ikeConfig.ikePfs (asked "group14", described "group2"); the state has the service\'s values.',
      outputs: { ikeConfig: { ikePfs: "group2" } },
    });
    expect(tagsOf(scene, "vco-1")).toEqual({});
  });

  it("that are a key and weren't taken fail it without showing one", async () => {
    const scene = world();
    scene.vpc.madeAs.set("ikeConfig.psk", "made-by-the-service");
    const failure = (await failedCreate(scene, {
      ...inputs,
      ikeConfig: { psk: "correct-horse-battery" },
    })) as Error;
    expect(failure.message).toContain("didn't take ikeConfig.psk;");
    expect(failure.message).not.toMatch(/horse|made-by/);
  });

  it("that are described late aren't taken for lost: lags are waited out", async () => {
    const scene = world();
    scene.vpc.changeTakes = 500;
    scene.vpc.answersWith.set("ikeConfig.ikePfs", "group2");
    const told = scene.clock.sleep(9_000).then(() => scene.vpc.answersWith.clear());
    const work = creating(scene, { ...inputs, ikeConfig: { ikePfs: "group14" } });
    const [{ outputs }] = await scene.clock.run(Promise.all([work, told]));
    expect(outputs.ikeConfig).toEqual({ ikePfs: "group14" });
    expect(scene.warnings).toEqual([]);
  });

  it("that are spelled otherwise are a warning, and the outputs show the service's", async () => {
    const scene = world();
    scene.vpc.answersWith.set("ikeConfig.localId", "LOCAL.EXAMPLE");
    const { outputs } = await create(scene, { ...inputs, ikeConfig: { localId: "local.example" } });
    expect(outputs.ikeConfig).toEqual({ localId: "LOCAL.EXAMPLE" });
    expect(scene.warnings).toEqual([
      expect.stringContaining("describes ikeConfig.localId otherwise than asked for"),
    ]);
  });

  it("that are tags and weren't taken are set afterwards", async () => {
    const scene = world();
    scene.vpc.madeAs.set("tags", {});
    const { outputs } = await create(scene, { ...inputs, tags: { team: "network" } });
    expect(outputs.tags).toEqual({ team: "network" });
    expect(scene.vpc.sentOf("TagResources")).toMatchObject([{ id: "vco-1", tags: { team: "network" } }]);
  });

  it("are what the program asked for: what the service chose besides is no difference", async () => {
    const scene = world();
    scene.vpc.madeAs.set("ikeConfig", { psk: "made", ikePfs: "group2" });
    const { outputs } = await create(scene);
    expect(outputs.ikeConfig).toEqual({ psk: "made", ikePfs: "group2" });
  });
});

it("the mark of an earlier operation isn't the one of a later operation", async () => {
  const scene = world();
  await create(scene);
  expect(created(scene)[0]?.tags?.[MARK_KEY]).not.toBe(markOf(scene));
});

describe("an update after a create that ended unfinished", () => {
  const wanted = complete(fullSingle);
  const modified = ({ vpc }: World) => vpc.sentOf("ModifyVpnConnectionAttribute");
  const untold = (scene: World) => {
    for (const path of ["autoConfigRoute", "ikeConfig.psk"]) scene.vpc.answersWith.set(path, undefined);
    return scene;
  };
  const goOn = (scene: World, outputs: Properties) =>
    scene.clock.run(lifecycle.update({ ...scene.context, unfinished: true }, "vco-1", outputs, wanted));

  it("changes nothing where the connection is as asked: what isn't told was sent with the create", async () => {
    const scene = untold(world());
    scene.vpc.changeTakes = 60_000;
    const { outputs } = (await failedCreate(scene, wanted, 10_000)) as { outputs: Properties };
    expect(await goOn(scene, outputs)).toMatchObject({
      autoConfigRoute: false,
      ikeConfig: { psk: "correct-horse-battery" },
    });
    expect(modified(scene)).toEqual([]);
  });

  it("sends what isn't told where an earlier create made the connection: it may have had other values", async () => {
    const scene = untold(world());
    const tags = { [MARK_KEY]: markOf(scene) };
    leaveBehind(scene, "vco-1", { ...wanted, ikeConfig: { psk: "of-another-day" }, tags });
    scene.vpc.plan("ModifyVpnConnectionAttribute", refusal("IllegalParam.RemoteSubnet"));
    const { outputs } = (await failedCreate(scene, wanted)) as { outputs: Properties };
    await goOn(scene, outputs);
    expect(modified(scene)).toHaveLength(2);
    expect(scene.vpc.connections.get("vco-1")).toHaveProperty("ikeConfig.psk", "correct-horse-battery");
  });
});
