import { UnfinishedError } from "../../../provider/src/errors";
import { Gateways } from "../../../provider/src/lifecycle/gateways";
import { type Properties, getPath, setPath } from "../../../provider/src/properties";
import { FORMER_MARK_KEY, MARK_KEY } from "../../../provider/src/schema/arguments";
import { GIVEN } from "../../../provider/src/schema/diff";
import { lifecycle } from "../../../provider/src/resources/vpnConnection/lifecycle";
import { vpnConnection } from "../../../provider/src/resources/vpnConnection/definition";
import { dual, fullDual, fullSingle, single } from "../examples";
import { URN, type World, lostAnswer, refusal, world } from "../fakes";

const { changes, complete } = vpnConnection;

const inputs = complete(single);
const full = complete(fullSingle);

/** Outputs as after a describe: with the id, by which the state shows that it knows the connection. */
const seen = (outputs: Properties): Properties => ({ vpnConnectionId: "vco-0", ...outputs });
const tunnelled: Properties = {
  ...complete(fullDual),
  tunnelStatus: { master: { tunnelId: "tun-1" }, slave: { tunnelId: "tun-2" } },
};

/** A world in which the connection is there. */
function standing(there: Properties, changed: Partial<World["context"]> = {}): World {
  const scene = world(changed);
  scene.vpc.connections.set("vco-0", {
    ...there,
    vpnConnectionId: "vco-0",
    createTime: scene.clock.now() - 60_000,
  });
  return scene;
}

const updating = (scene: World, outputs: Properties, wanted: Properties) =>
  lifecycle.update(scene.context, "vco-0", seen(outputs), wanted);
const update = (scene: World, outputs: Properties, wanted: Properties) =>
  scene.clock.run(updating(scene, outputs, wanted));
const failedUpdate = (scene: World, outputs: Properties, wanted: Properties) =>
  scene.clock.failure(updating(scene, outputs, wanted));

const create = (scene: World, wanted: Properties = inputs) =>
  scene.clock.run(lifecycle.create(scene.context, wanted));

const read = (scene: World, outputs: Properties = inputs) =>
  scene.clock.run(lifecycle.read(scene.context, "vco-0", seen(outputs)));

describe("a create", () => {
  it("keeps what the service never describes as it was asked for", async () => {
    const scene = world();
    scene.vpc.answersWith.set("autoConfigRoute", undefined);
    const { outputs } = await create(scene, { ...inputs, autoConfigRoute: false });
    expect(outputs.autoConfigRoute).toBe(false);
    expect(scene.warnings).toEqual([]);
  });

  it("keeps a key that the service doesn't tell as it was asked for", async () => {
    const scene = world();
    scene.vpc.answersWith.set("ikeConfig.psk", undefined);
    const { outputs } = await create(scene, full);
    expect(outputs).toHaveProperty("ikeConfig.psk", "correct-horse-battery");
    expect(scene.warnings).toEqual([]);
  });

  it.each(["vpnGatewayId", "customerGatewayId", "regionId"])(
    "whose description leaves %s out has it as it was asked for",
    async (path) => {
      const scene = world();
      scene.vpc.answersWith.set(path, undefined);
      const { outputs } = await create(scene);
      expect(outputs[path]).toBe(inputs[path]);
    },
  );
});

describe("a read", () => {
  it("hides our own tags and keeps what is never described", async () => {
    const scene = standing({ ...inputs, tags: { [MARK_KEY]: "x", [FORMER_MARK_KEY]: "y", a: "1" } });
    scene.vpc.answersWith.set("autoConfigRoute", undefined);
    expect(await read(scene, { ...inputs, autoConfigRoute: false })).toMatchObject({
      outputs: { tags: { a: "1" }, autoConfigRoute: false },
    });
    const result = await read(scene);
    expect(result?.outputs.tags).toEqual({ a: "1" });
  });

  it.each<[string, Properties, boolean, boolean]>([
    ["with a mark is unfinished", { [MARK_KEY]: "x" }, true, true],
    ["with a mark where marks are off is not", { [MARK_KEY]: "x" }, false, false],
    ["with the tag of an earlier version is not", { [FORMER_MARK_KEY]: "x" }, true, false],
    ["without our tags is not", { a: "1" }, true, false],
  ])("of a connection %s", async (_, tags, mark, unfinished) => {
    expect((await read(standing({ ...inputs, tags }, { mark })))?.unfinished).toBe(unfinished);
  });

  it("of what isn't described says gone only when asked again as long after as a lag lasts", async () => {
    const scene = world();
    expect(await read(scene)).toBeUndefined();
    expect(scene.vpc.reads).toEqual(["DescribeVpnConnection", "DescribeVpnGateway", "DescribeVpnConnection"]);
    expect(scene.clock.elapsed).toBeGreaterThanOrEqual(12_000);
  });

  it("of what one answer didn't know is what the next one tells", async () => {
    const scene = standing(inputs);
    const describe = scene.vpc.vpnConnection.bind(scene.vpc);
    let asked = 0;
    scene.vpc.vpnConnection = (id) => ((asked += 1) === 1 ? Promise.resolve(undefined) : describe(id));
    expect((await read(scene))?.outputs).toMatchObject({ name: "office" });
  });

  it("warns of a cipher that somebody weakened, once, and not where that is switched off", async () => {
    const strong = { ...inputs, ikeConfig: { ikeEncAlg: "aes256", ikeAuthAlg: "sha256" } };
    const weak = { ...inputs, ikeConfig: { ikeEncAlg: "des", ikeAuthAlg: "sha1" } };
    const scene = standing(weak);
    await read(scene, strong);
    expect(scene.warnings).toEqual([
      'VpnConnection office: ikeConfig.ikeEncAlg is "des" and was "aes256": "des" has keys of 56 bits, which are found ' +
        "in hours; use aes256. Name it in the program, and pulumi up puts it back.",
    ]);
    await read(scene, weak);
    expect(scene.warnings).toHaveLength(1);
    const silent = standing(weak, { cipherWarnings: false });
    await read(silent, strong);
    expect(silent.warnings).toEqual([]);
  });

  it("of what isn't described while its gateway is busy asks again once that is active", async () => {
    const scene = standing(inputs);
    const describe = scene.vpc.vpnConnection.bind(scene.vpc);
    scene.vpc.busyFor(75_000);
    scene.vpc.vpnConnection = (id) =>
      scene.clock.elapsed < 75_000 ? Promise.resolve(undefined) : describe(id);
    expect((await read(scene))?.outputs).toMatchObject({ name: "office" });
  });

  it("of what isn't described while its gateway stays busy can't tell, and keeps it", async () => {
    const scene = world({ limit: 60_000 });
    scene.vpc.stuckIn = "updating";
    const failure = await scene.clock.failure(lifecycle.read(scene.context, "vco-0", seen(inputs)));
    expect(failure).toMatchObject({
      code: "Timeout",
      message: "it isn't described while vpn-1 is updating, and may be in the making.",
    });
  });

  it("of what isn't described, with a gateway that is gone, says gone", async () => {
    const scene = world();
    scene.vpc.gatewayGone = true;
    expect(await read(scene)).toBeUndefined();
  });

  it("isn't answered by a permission that is missing", async () => {
    const scene = standing(inputs);
    scene.vpc.plan("DescribeVpnConnection", refusal("Forbidden", 403));
    const failure = await scene.clock.failure(lifecycle.read(scene.context, "vco-0", seen(inputs)));
    expect(failure).toMatchObject({ code: "Forbidden" });
  });
});

describe("what identifies a connection", () => {
  const cases: readonly [string, Properties, unknown][] = [
    ...["vpnGatewayId", "regionId", "customerGatewayId"].flatMap((path): [string, Properties, unknown][] => [
      [path, full, undefined],
      [path, full, ""],
    ]),
    ...["vpnGatewayId", "regionId", "tunnels", "tunnels.slave", "tunnels.slave.customerGatewayId"].map(
      (path): [string, Properties, unknown] => [path, tunnelled, undefined],
    ),
    ["tunnels.master.customerGatewayId", tunnelled, ""],
  ];

  it.each(cases)(
    "stays as the state has it where an answer has no %s, and nothing is planned",
    async (...one) => {
      const [path, there, answer] = one;
      const scene = standing(there);
      scene.vpc.answersWith.set(path, answer);
      const result = await read(scene, there);
      expect(result?.outputs).toMatchObject({ vpnGatewayId: "vpn-1", regionId: "cn-hangzhou" });
      expect(changes(result?.outputs ?? {}, there)).toEqual([]);
    },
  );

  it.each(cases)("stays over an update where the answers have no %s", async (...one) => {
    const [path, there, answer] = one;
    const scene = standing(there);
    scene.vpc.answersWith.set(path, answer);
    const wanted = { ...there, name: "other" };
    const outputs = await update(scene, there, wanted);
    expect(changes(outputs, wanted)).toEqual([]);
  });

  it("where a peer is left out stays over an update after an unfinished one, too", async () => {
    const scene = standing(inputs, { unfinished: true });
    scene.vpc.answersWith.set("customerGatewayId", undefined);
    expect(await update(scene, inputs, inputs)).toMatchObject({ customerGatewayId: "cgw-1" });
    expect(scene.vpc.sent).toEqual([]);
  });

  it("is as it is described where an answer tells another", async () => {
    const result = await read(standing({ ...inputs, customerGatewayId: "cgw-9" }));
    expect(changes(result?.outputs ?? {}, inputs).map(({ field }) => [field.path, field.change])).toEqual([
      ["customerGatewayId", "replaces"],
    ]);
  });

  it("is two tunnels where one tunnel is known and two are described", async () => {
    const result = await read(standing(tunnelled));
    expect(changes(result?.outputs ?? {}, inputs).map(({ field }) => field.change)).toEqual(["replaces"]);
  });
});

describe("a key that the service doesn't tell", () => {
  const psk = "ikeConfig.psk";
  const keyless = setPath(full, psk, undefined);

  /** A connection whose key answers leave out, as they do where they mask it. */
  function masked(there: Properties, ...paths: string[]): World {
    const scene = standing(there);
    for (const path of paths) scene.vpc.answersWith.set(path, undefined);
    return scene;
  }

  it("stays in the state as it was known, at a refresh, and is no difference", async () => {
    const result = await read(masked(full, psk), full);
    expect(result?.outputs).toHaveProperty(psk, "correct-horse-battery");
    expect(changes(result?.outputs ?? {}, full)).toEqual([]);
  });

  it("stays so over an update of something else, which doesn't send it", async () => {
    const scene = masked(full, psk);
    const outputs = await update(scene, full, { ...full, enableDpd: false });
    expect(outputs).toHaveProperty(psk, "correct-horse-battery");
    expect(scene.vpc.sent[0]?.args).not.toHaveProperty("ikeConfig");
  });

  it("goes with its block as the program has it", async () => {
    const scene = masked(full, psk);
    const outputs = await update(scene, full, setPath(full, "ikeConfig.ikeLifetime", 7200));
    expect(scene.vpc.sent[0]?.args).toHaveProperty(psk, "correct-horse-battery");
    expect(outputs).toHaveProperty(psk, "correct-horse-battery");
  });

  it("goes with its block as the state knows it, where the program has none", async () => {
    const scene = masked(full, psk);
    await update(scene, full, setPath(keyless, "ikeConfig.ikeLifetime", 7200));
    expect(scene.vpc.sent[0]?.args).toHaveProperty(psk, "correct-horse-battery");
  });

  it("and that nobody knows keeps its block from being changed: the error asks for it, and nothing is sent", async () => {
    const scene = masked(full, psk);
    const failure = await failedUpdate(scene, keyless, setPath(keyless, "ikeConfig.ikeLifetime", 7200));
    expect(failure).toMatchObject({
      code: "KeyNotTold",
      message: "ikeConfig can't be changed: the service doesn't tell the present key.",
      advice: "Give ikeConfig.psk: a block is sent whole.",
    });
    expect(scene.vpc.sent).toEqual([]);
  });

  it("and that nobody knows is in no other block's way", async () => {
    const scene = masked(full, psk);
    await update(scene, keyless, setPath(keyless, "ipsecConfig.ipsecLifetime", 7200));
    expect(scene.vpc.sent[0]?.args).not.toHaveProperty("ikeConfig");
  });

  it("is asked for by its tunnel", async () => {
    const path = "tunnels.slave.ikeConfig";
    const there = setPath(tunnelled, `${path}.psk`, undefined);
    const scene = masked(there, `${path}.psk`);
    expect(await failedUpdate(scene, there, setPath(there, `${path}.ikeLifetime`, 7200))).toMatchObject({
      advice: `Give ${path}.psk: a block is sent whole.`,
    });
    expect(scene.vpc.sent).toEqual([]);
  });

  it.each([
    ["a change that was taken and not waited for", "taken", "rotated-key"],
    ["a change whose answer was lost", "lost", undefined],
  ])("after %s, taken back in the program, is sent again", async (_, how, kept) => {
    const scene = standing(full, { limit: 60_000 });
    scene.vpc.answersWith.set(psk, undefined);
    if (how === "taken") scene.vpc.changeTakes = 3_600_000;
    else scene.vpc.plan("ModifyVpnConnectionAttribute", ...Array<"lost answer">(20).fill("lost answer"));
    const failure = await failedUpdate(scene, full, setPath(full, psk, "rotated-key"));
    const { outputs } = failure as UnfinishedError;
    expect(getPath(outputs, psk)).toBe(kept);
    scene.vpc.changeTakes = 1_000;
    scene.vpc.busyFor(0);
    const context = { ...scene.context, unfinished: true, gateways: new Gateways(scene.vpc, scene.clock) };
    scene.vpc.sent.splice(0);
    scene.vpc.forget("ModifyVpnConnectionAttribute");
    await scene.clock.run(lifecycle.update(context, "vco-0", seen(outputs), full));
    expect(scene.vpc.connections.get("vco-0")).toHaveProperty(psk, "correct-horse-battery");
  });

  it("is changed by the program, and the state has the new one", async () => {
    const scene = masked(full, psk);
    const outputs = await update(scene, full, setPath(full, psk, "rotated-key"));
    expect(outputs).toHaveProperty(psk, "rotated-key");
    expect(scene.vpc.connections.get("vco-0")).toHaveProperty(psk, "rotated-key");
    expect(scene.warnings).toEqual([]);
  });
});

describe("an update of tags", () => {
  const sent = ({ vpc }: World) => vpc.sent.map(({ operation, keys, tags }) => [operation, keys ?? tags]);

  it("goes by tag operations, without looking at the gateway", async () => {
    const before = { ...inputs, tags: { kept: "1", changed: "1", gone: "1" } };
    const scene = standing(before);
    const outputs = await update(scene, before, { ...inputs, tags: { kept: "1", changed: "2", added: "1" } });
    expect(sent(scene)).toEqual([
      ["UnTagResources", ["gone"]],
      ["TagResources", { changed: "2", added: "1" }],
    ]);
    expect(outputs.tags).toEqual({ kept: "1", changed: "2", added: "1" });
    expect(scene.vpc.reads).not.toContain("DescribeVpnGateway");
    expect(scene.clock.elapsed).toBe(0);
  });

  it("takes the tag of an earlier version along, which hides nothing any more", async () => {
    const before = { ...inputs, tags: { a: "1" } };
    const scene = standing({ ...before, tags: { a: "1", [FORMER_MARK_KEY]: "x" } });
    await update(scene, before, { ...inputs, tags: { a: "2" } });
    expect(sent(scene)).toEqual([
      ["UnTagResources", [FORMER_MARK_KEY]],
      ["TagResources", { a: "2" }],
    ]);
    expect(scene.vpc.connections.get("vco-0")?.tags).toEqual({ a: "2" });
  });

  it("alone is unfinished where it can't be looked at: taken back, it would be no difference to the state", async () => {
    const before = { ...inputs, tags: { a: "1" } };
    const scene = standing(before);
    const describe = scene.vpc.vpnConnection.bind(scene.vpc);
    scene.vpc.vpnConnection = (id) =>
      scene.vpc.sent.length === 0 ? describe(id) : Promise.reject(refusal("Forbidden", 403));
    const failure = await failedUpdate(scene, before, { ...inputs, tags: { a: "2" } });
    expect(failure).toMatchObject({ code: "Forbidden" });
    expect(failure).toBeInstanceOf(UnfinishedError);
  });

  it("that takes all tags away takes away none that is somebody else's", async () => {
    const before = { ...inputs, tags: { a: "1" }, [GIVEN]: ["tags"] };
    const scene = standing({ ...before, tags: { a: "1" } });
    scene.vpc.connections.set("vco-0", {
      ...scene.vpc.connections.get("vco-0"),
      tags: { a: "1", "acs:rm:rgId": "rg-1" },
    });
    await update(scene, before, inputs);
    expect(sent(scene)).toEqual([["UnTagResources", ["a"]]]);
  });

  it("and more does both", async () => {
    const scene = standing({ ...inputs, tags: {} });
    await update(scene, inputs, { ...inputs, tags: { a: "1" }, name: "other" });
    expect(scene.vpc.sent.map(({ operation }) => operation)).toEqual([
      "TagResources",
      "ModifyVpnConnectionAttribute",
    ]);
  });

  it("is done although the tag index lags ten seconds", async () => {
    const scene = standing(inputs);
    scene.vpc.lags.tags = 10_000;
    expect((await update(scene, inputs, { ...inputs, tags: { a: "1" } })).tags).toEqual({ a: "1" });
  });

  it("that the service took and didn't keep fails, with the values", async () => {
    const scene = standing(inputs);
    scene.vpc.answersWith.set("tags", {});
    expect(await failedUpdate(scene, inputs, { ...inputs, tags: { a: "1" } })).toMatchObject({
      code: "NotTaken",
      message: expect.stringContaining('tags (asked {"a":"1"}, described {})') as unknown,
    });
  });

  it("and more that is refused once the tags have changed is unfinished", async () => {
    const scene = standing(inputs);
    scene.vpc.plan("ModifyVpnConnectionAttribute", refusal("IllegalParam.RemoteSubnet"));
    const wanted = { ...inputs, remoteSubnets: ["192.168.99.0/24"], tags: { team: "net" } };
    expect(await failedUpdate(scene, inputs, wanted)).toMatchObject({
      name: "UnfinishedError",
      code: "IllegalParam.RemoteSubnet",
    });
  });

  it("that were lost are set again once they can't arrive any more, over what is set later", async () => {
    const scene = standing(inputs);
    scene.vpc.plan("TagResources", { executedAfter: 34_000 });
    await update(scene, inputs, { ...inputs, tags: { a: "1" } });
    expect(sent(scene)).toEqual([
      ["TagResources", { a: "1" }],
      ["TagResources", { a: "1" }],
    ]);
    expect(scene.clock.elapsed).toBeGreaterThanOrEqual(40_000);
  });

  it.each([
    ["refused once others were taken off", [refusal("Forbidden", 403)], { b: "1" }],
    ["of which nobody knows whether they were set", Array(3).fill(lostAnswer()), { a: "1", b: "1" }],
  ])("%s is unfinished", async (_, endings, tags) => {
    const scene = standing({ ...inputs, tags: { a: "1" } });
    scene.vpc.plan("TagResources", ...endings);
    const failure = await failedUpdate(scene, { ...inputs, tags: { a: "1" } }, { ...inputs, tags });
    expect(failure).toMatchObject({ name: "UnfinishedError", resourceId: "vco-0" });
  });

  it("that is refused before any was changed leaves the state as it is", async () => {
    const scene = standing(inputs);
    scene.vpc.plan("TagResources", refusal("Forbidden", 403));
    expect(await failedUpdate(scene, inputs, { ...inputs, tags: { b: "1" } })).toMatchObject({
      name: "VpnError",
      code: "Forbidden",
    });
  });

  it.each([
    ["set", { team: "platform" }],
    ["taken off", {}],
  ])("that are %s, of a connection that is gone, says so with what the service said", async (_, tags) => {
    const before = { ...inputs, tags: { team: "network" } };
    expect(await failedUpdate(world(), before, { ...inputs, tags })).toMatchObject({
      resourceId: "vco-0",
      code: "InvalidResourceId.NotFound",
      requestId: "request-1",
      message: expect.stringMatching(/^vco-0 no longer exists: .*InvalidResourceId\.NotFound/) as unknown,
      advice: "Run pulumi refresh, and pulumi up to recreate it.",
    });
  });
});

it("an update keeps what is never described as it was asked for last", async () => {
  const scene = standing(inputs);
  scene.vpc.answersWith.set("autoConfigRoute", undefined);
  const outputs = await update(scene, inputs, { ...inputs, autoConfigRoute: false });
  expect(outputs.autoConfigRoute).toBe(false);
  expect(scene.vpc.sent[0]?.args).toMatchObject({ autoConfigRoute: false });
  expect(scene.warnings).toEqual([]);
});

describe("another customer gateway of a tunnel", () => {
  const path = "tunnels.slave.customerGatewayId";
  const wanted = setPath(complete(fullDual), path, "cgw-9");

  it("goes in place, with the tunnel's id and role", async () => {
    const scene = standing(tunnelled);
    const outputs = await update(scene, tunnelled, wanted);
    expect(outputs).toHaveProperty(path, "cgw-9");
    expect(scene.vpc.sent[0]?.args).toEqual({
      localSubnets: dual.localSubnets,
      remoteSubnets: dual.remoteSubnets,
      tunnels: { slave: { tunnelId: "tun-2", customerGatewayId: "cgw-9" } },
    });
  });

  it("that the service doesn't take is an error that names the way out and keeps the resource", async () => {
    const scene = standing(tunnelled);
    scene.vpc.ignored.add(path);
    expect(await failedUpdate(scene, tunnelled, wanted)).toMatchObject({
      name: "UnfinishedError",
      code: "NotTaken",
      resourceId: "vco-0",
      message: expect.stringContaining(path) as unknown,
      advice: `Replace the connection: pulumi up --replace '${URN}'`,
      outputs: { tunnels: { slave: { customerGatewayId: "cgw-2" } } },
    });
  });
});

it("a delete sends the id and waits until the connection is gone", async () => {
  const scene = standing(inputs);
  await scene.clock.run(lifecycle.delete(scene.context, "vco-0", inputs));
  expect(scene.vpc.sent).toMatchObject([{ operation: "DeleteVpnConnection", id: "vco-0" }]);
  expect(scene.vpc.connections.size).toBe(0);
});
