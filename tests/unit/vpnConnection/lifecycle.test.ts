import { type Properties, withValue } from "../../../provider/src/properties";
import { MARK_KEY } from "../../../provider/src/rules/arguments";
import { GIVEN } from "../../../provider/src/rules/diff";
import { markOf } from "../../../provider/src/lifecycle/create";
import { lifecycle } from "../../../provider/src/vpnConnection/lifecycle";
import { complete } from "../../../provider/src/vpnConnection/rules";
import { dual, fullDual, fullSingle, single } from "../examples";
import { URN, type World, lostAnswer, refusal, world } from "../fakes";

const inputs = complete(single);

/** Outputs as after a describe: with the id, by which the state shows that it knows the connection. */
const seen = (outputs: Properties): Properties => ({ vpnConnectionId: "vco-0", ...outputs });
const tunnelled: Properties = {
  ...complete(fullDual),
  tunnelStatus: { master: { tunnelId: "tun-1" }, slave: { tunnelId: "tun-2" } },
};

/** A world in which the connection is there. */
function standing(there: Properties, changes: Partial<World["context"]> = {}): World {
  const scene = world(changes);
  scene.vpc.connections.set("vco-0", {
    ...there,
    vpnConnectionId: "vco-0",
    createTime: scene.clock.now() - 60_000,
  });
  return scene;
}

const update = (scene: World, outputs: Properties, wanted: Properties) =>
  scene.clock.run(lifecycle.update(scene.context, "vco-0", seen(outputs), wanted));

const create = (scene: World, wanted: Properties = inputs) =>
  scene.clock.run(lifecycle.create(scene.context, wanted));

describe("an update after a create that was cut short", () => {
  it("compares with what the service has, not with what was asked for", async () => {
    const scene = standing({ ...inputs, remoteSubnets: ["192.168.99.0/24"] });
    const { remoteSubnets } = await scene.clock.run(
      lifecycle.update(scene.context, "vco-0", { vpnGatewayId: "vpn-1", regionId: "cn-hangzhou" }, inputs),
    );
    expect(remoteSubnets).toEqual(inputs.remoteSubnets);
    expect(scene.vpc.sentOf("ModifyVpnConnectionAttribute")).toHaveLength(1);
  });

  it("gives a resource renamed by an alias the mark of its new name", async () => {
    const scene = standing(inputs, { renamed: true });
    await update(scene, inputs, { ...inputs, name: "other" });
    expect(scene.vpc.sentOf("TagResources")).toMatchObject([
      { tags: { [MARK_KEY]: expect.stringMatching(/^[0-9a-f]{20}$/) as unknown } },
    ]);
  });
});

it("an update of what is never described is sent again where its answer was lost: no look tells", async () => {
  const scene = standing(inputs);
  scene.vpc.plan("ModifyVpnConnectionAttribute", "lost on the way");
  await update(scene, { ...inputs, autoConfigRoute: true }, { ...inputs, autoConfigRoute: false });
  expect(scene.vpc.connections.get("vco-0")).toMatchObject({ autoConfigRoute: false });
});

it("an update that is refused once its tags have changed is unfinished", async () => {
  const scene = standing(inputs);
  scene.vpc.plan("ModifyVpnConnectionAttribute", refusal("IllegalParam.RemoteSubnet"));
  const wanted = { ...inputs, remoteSubnets: ["192.168.99.0/24"], tags: { team: "net" } };
  const failure = await scene.clock.failure(lifecycle.update(scene.context, "vco-0", seen(inputs), wanted));
  expect(failure).toMatchObject({ name: "UnfinishedError", code: "IllegalParam.RemoteSubnet" });
});

it.each([
  ["refused once others were taken off", refusal("Forbidden", 403), { b: "1" }],
  ["of which nobody knows whether they were set", lostAnswer(), { a: "1", b: "1" }],
])("an update of tags %s is unfinished", async (_, ending, tags) => {
  const scene = standing({ ...inputs, tags: { a: "1" } });
  scene.vpc.plan("TagResources", ending);
  const work = lifecycle.update(scene.context, "vco-0", seen({ ...inputs, tags: { a: "1" } }), {
    ...inputs,
    tags,
  });
  expect(await scene.clock.failure(work)).toMatchObject({ name: "UnfinishedError", resourceId: "vco-0" });
});

it("an update of tags that is refused before any was changed leaves the state as it is", async () => {
  const scene = standing(inputs);
  scene.vpc.plan("TagResources", refusal("Forbidden", 403));
  const work = lifecycle.update(scene.context, "vco-0", seen(inputs), { ...inputs, tags: { b: "1" } });
  expect(await scene.clock.failure(work)).toMatchObject({ name: "VpnError", code: "Forbidden" });
});

describe("an update after one that stayed unfinished", () => {
  const moved = { ...inputs, remoteSubnets: ["192.168.99.0/24"] };

  it("goes back to what was before, though that is what the state still has", async () => {
    const scene = standing(moved, { unfinished: true });
    const { remoteSubnets } = await update(scene, inputs, inputs);
    expect(remoteSubnets).toEqual(inputs.remoteSubnets);
    expect(scene.vpc.connections.get("vco-0")).toMatchObject({ remoteSubnets: inputs.remoteSubnets });
  });

  it("sends again what is never described, where nobody knows whether it was taken", async () => {
    const scene = standing(inputs);
    const wanted = { ...inputs, autoConfigRoute: false };
    scene.vpc.plan("ModifyVpnConnectionAttribute", "lost on the way");
    scene.vpc.plan("DescribeVpnGateway", refusal("Forbidden", 403));
    const known = { ...inputs, vpnConnectionId: "vco-0", autoConfigRoute: true };
    const failure = await scene.clock.failure(lifecycle.update(scene.context, "vco-0", known, wanted));
    const { outputs } = failure as { outputs: Properties };
    const context = { ...scene.context, unfinished: true };
    await scene.clock.run(lifecycle.update(context, "vco-0", outputs, wanted));
    expect(scene.vpc.sent.map(({ args }) => args?.autoConfigRoute)).toEqual([false, false]);
  });

  it("sends nothing where the service has what is asked for", async () => {
    const scene = standing(moved, { unfinished: true });
    expect(await update(scene, inputs, moved)).toMatchObject({ remoteSubnets: moved.remoteSubnets });
    expect(scene.vpc.sent).toEqual([]);
  });

  it("waits for the gateway, also where only tags are left to change", async () => {
    const scene = standing(inputs, { unfinished: true });
    scene.vpc.busyFor(60_000);
    await update(scene, inputs, { ...inputs, tags: { team: "net" } });
    expect(scene.clock.elapsed).toBeGreaterThanOrEqual(60_000);
  });
});

describe("several creates on one gateway", () => {
  const listings = (scene: World) =>
    scene.vpc.reads.filter((read) => read === "DescribeVpnConnections").length;
  const named = (scene: World, urn: string) =>
    scene.clock.run(lifecycle.create({ ...scene.context, urn }, { ...inputs, name: urn }));

  it("ask once what an earlier process left there", async () => {
    const scene = world();
    for (const urn of ["a", "b", "c"]) await named(scene, urn);
    expect(listings(scene)).toBe(1);
    expect(scene.vpc.connections.size).toBe(3);
  });

  it("each find their own there, and take no other's", async () => {
    const scene = world();
    for (const [id, urn] of Object.entries({ "vco-a": "a", "vco-b": "b" })) {
      const mark = markOf({ ...scene.context, urn });
      const there = { ...inputs, name: urn, vpnConnectionId: id, createTime: scene.clock.now() };
      scene.vpc.connections.set(id, { ...there, tags: { [MARK_KEY]: mark } });
    }
    const ids = [];
    for (const urn of ["b", "c", "a"]) ids.push((await named(scene, urn)).id);
    expect(ids).toEqual(["vco-b", "vco-1", "vco-a"]);
    expect(listings(scene)).toBe(1);
  });

  it("each ask for their own where the region has more connections than one answer holds", async () => {
    const scene = world();
    scene.vpc.onePage = -1;
    for (const urn of ["a", "b", "c"]) await named(scene, urn);
    expect(listings(scene)).toBe(4);
    expect(scene.vpc.connections.size).toBe(3);
  });

  it("ask again where the question failed", async () => {
    const scene = world();
    scene.vpc.plan("DescribeVpnConnections", refusal("Forbidden", 403));
    expect(await scene.clock.failure(lifecycle.create(scene.context, inputs))).toMatchObject({
      code: "Forbidden",
    });
    expect((await create(scene)).id).toBe("vco-1");
  });

  it("never take over what this process has deleted since", async () => {
    const scene = world();
    const { id } = await named(scene, "a");
    const later = world();
    later.vpc.connections.set(id, scene.vpc.connections.get(id) ?? {});
    await named(later, "b");
    await later.clock.run(lifecycle.delete(later.context, id, seen(inputs)));
    expect((await named(later, "a")).id).not.toBe(id);
    expect(later.warnings).toEqual([]);
  });
});

describe("a create", () => {
  it("sends the arguments with the user's tags and the mark, and shows no mark in the outputs", async () => {
    const scene = world();
    const { id, outputs } = await create(scene, { ...inputs, tags: { team: "network" } });
    expect(id).toBe("vco-1");
    expect(scene.vpc.sent[0]?.tags).toEqual({
      team: "network",
      [MARK_KEY]: expect.stringMatching(/^[0-9a-f]{20}$/) as unknown,
    });
    expect(outputs.tags).toEqual({ team: "network" });
  });

  it("carries no mark where marks are switched off", async () => {
    const scene = world({ mark: false });
    await create(scene);
    expect(scene.vpc.sent[0]?.tags).toEqual({});
  });

  it("keeps what the service never describes as it was asked for", async () => {
    const scene = world();
    scene.vpc.vpnConnection = (id) =>
      Promise.resolve({ ...inputs, autoConfigRoute: undefined, vpnConnectionId: id });
    const { outputs } = await create(scene, { ...inputs, autoConfigRoute: false });
    expect(outputs.autoConfigRoute).toBe(false);
    expect(scene.warnings).toEqual([]);
  });

  it("sends a tunnel's ASN as a number, and a single one as it was given", async () => {
    const path = "bgpConfig.localAsn";
    const [two, one] = [world(), world()];
    await create(two, complete(withValue(fullDual, `tunnels.slave.${path}`, "123.456")));
    await create(one, complete(withValue(fullSingle, path, "123.456")));
    expect(two.vpc.sent[0]?.args).toHaveProperty(`tunnels.slave.${path}`, 8061384);
    expect(one.vpc.sent[0]?.args).toHaveProperty(path, "123.456");
  });

  it("cut short in an earlier process is found by its mark and brought up to date", async () => {
    const first = world();
    await create(first);
    const scene = standing({ ...inputs, effectImmediately: true, tags: first.vpc.sent[0]?.tags });
    const { id, outputs } = await create(scene);
    expect([id, outputs.effectImmediately]).toEqual(["vco-0", false]);
    expect(scene.vpc.sent).toMatchObject([
      { operation: "ModifyVpnConnectionAttribute", args: { effectImmediately: false } },
    ]);
    expect(scene.warnings).toEqual([expect.stringContaining("vco-0")]);
  });

  it.each(["customerGatewayId", "vpnGatewayId"])(
    "found by its mark with another %s is kept in the state, to be replaced",
    async (path) => {
      const first = world();
      await create(first);
      const scene = standing({ ...inputs, [path]: "other", tags: first.vpc.sent[0]?.tags });
      expect(await scene.clock.failure(lifecycle.create(scene.context, inputs))).toMatchObject({
        name: "UnfinishedError",
        resourceId: "vco-0",
        message: expect.stringContaining(`with another ${path}`) as unknown,
        outputs: { [path]: "other" },
      });
      expect(scene.vpc.sent).toEqual([]);
    },
  );

  it("isn't confused by another resource's connection with the same arguments", async () => {
    const first = world({ urn: `${URN}-2` });
    await create(first);
    const scene = standing({ ...inputs, tags: first.vpc.sent[0]?.tags });
    expect(await create(scene)).toMatchObject({ id: "vco-1" });
  });
});

describe("a read", () => {
  it("hides the mark and keeps what is never described", async () => {
    const { context } = standing({
      ...inputs,
      autoConfigRoute: undefined,
      tags: { [MARK_KEY]: "x", a: "1" },
    });
    const outputs = await lifecycle.read(context, "vco-0", { autoConfigRoute: false });
    expect(outputs).toMatchObject({ tags: { a: "1" }, autoConfigRoute: false });
  });

  it("returns nothing of a connection that is gone", async () => {
    expect(await lifecycle.read(world().context, "vco-0", inputs)).toBeUndefined();
  });
});

describe("an update", () => {
  it("of tags goes by tag operations, without looking at the gateway", async () => {
    const before = { ...inputs, tags: { kept: "1", changed: "1", gone: "1" } };
    const scene = standing({ ...before, tags: { ...before.tags, [MARK_KEY]: "x" } });
    const outputs = await update(scene, before, { ...inputs, tags: { kept: "1", changed: "2", added: "1" } });
    expect(scene.vpc.sent).toMatchObject([
      { operation: "UntagResources", keys: ["gone"] },
      { operation: "TagResources", tags: { changed: "2", added: "1" } },
    ]);
    expect(outputs.tags).toEqual({ kept: "1", changed: "2", added: "1" });
    expect(scene.vpc.reads).not.toContain("DescribeVpnGateway");
    expect(scene.clock.elapsed).toBe(0);
  });

  it("that takes all tags away takes away none that isn't the user's", async () => {
    const before = { ...inputs, tags: { a: "1" }, [GIVEN]: ["tags"] };
    const scene = standing({ ...before, tags: { a: "1", [MARK_KEY]: "x" } });
    await update(scene, before, inputs);
    expect(scene.vpc.sent).toMatchObject([{ operation: "UntagResources", keys: ["a"] }]);
    expect(scene.vpc.connections.get("vco-0")?.tags).toEqual({ [MARK_KEY]: "x" });
  });

  it("of tags and more does both", async () => {
    const scene = standing({ ...inputs, tags: {} });
    await update(scene, inputs, { ...inputs, tags: { a: "1" }, name: "other" });
    expect(scene.vpc.sent.map(({ operation }) => operation)).toEqual([
      "TagResources",
      "ModifyVpnConnectionAttribute",
    ]);
  });

  it("with nothing to send waits for the gateway", async () => {
    const scene = standing(inputs);
    scene.vpc.busyFor(5_000);
    expect(await update(scene, inputs, inputs)).toMatchObject({ name: "office" });
    expect(scene.vpc.sent).toEqual([]);
    expect(scene.clock.elapsed).toBeGreaterThanOrEqual(5_000);
  });

  it("keeps what is never described as it was asked for last", async () => {
    const scene = standing({ ...inputs, autoConfigRoute: undefined });
    scene.vpc.ignored.add("autoConfigRoute");
    const outputs = await update(scene, inputs, { ...inputs, autoConfigRoute: false });
    expect(outputs.autoConfigRoute).toBe(false);
    expect(scene.vpc.sent[0]?.args).toMatchObject({ autoConfigRoute: false });
    expect(scene.warnings).toEqual([]);
  });

  it("described otherwise ends with a warning that names the paths, and the outputs show the service's", async () => {
    const scene = standing(complete(fullSingle));
    scene.vpc.ignored.add("ikeConfig.localId");
    const wanted = withValue(complete(fullSingle), "ikeConfig.localId", "other.example");
    const outputs = await update(scene, complete(fullSingle), wanted);
    expect(outputs).toHaveProperty("ikeConfig.localId", "local.example");
    expect(scene.warnings).toEqual([expect.stringContaining("describes ikeConfig.localId otherwise")]);
  });

  it("of a connection that is gone meanwhile says so", async () => {
    const scene = standing(inputs);
    scene.vpc.modifyVpnConnection = () => {
      scene.vpc.connections.clear();
      return Promise.resolve();
    };
    const work = lifecycle.update(scene.context, "vco-0", seen(inputs), { ...inputs, name: "other" });
    expect(await scene.clock.failure(work)).toMatchObject({
      resourceId: "vco-0",
      message: expect.stringContaining("no longer exists") as unknown,
    });
  });

  it.each([
    ["set", { team: "platform" }],
    ["taken off", {}],
  ])(
    "of tags that are %s, of a connection that is gone, says so with what the service said",
    async (_, tags) => {
      const scene = standing({ ...inputs, tags: { team: "network" } });
      const gone = refusal("InvalidResourceId.NotFound", 404);
      scene.vpc.plan("TagResources", gone);
      scene.vpc.plan("UntagResources", gone);
      const before = seen({ ...inputs, tags: { team: "network" } });
      const work = lifecycle.update(scene.context, "vco-0", before, { ...inputs, tags });
      expect(await scene.clock.failure(work)).toMatchObject({
        resourceId: "vco-0",
        code: "InvalidResourceId.NotFound",
        requestId: "request-1",
        message: expect.stringMatching(/^vco-0 no longer exists: .*InvalidResourceId\.NotFound/) as unknown,
        advice: "Run pulumi refresh, and pulumi up to make it anew.",
      });
    },
  );

  it("refused before anything was taken leaves the state as it is", async () => {
    const scene = standing(inputs);
    scene.vpc.plan("ModifyVpnConnectionAttribute", refusal("IllegalParam.LocalSubnet"));
    const work = lifecycle.update(scene.context, "vco-0", seen(inputs), { ...inputs, name: "other" });
    expect(await scene.clock.failure(work)).toMatchObject({ name: "VpnError" });
  });
});

describe("another customer gateway of a tunnel", () => {
  const path = "tunnels.slave.customerGatewayId";
  const wanted = withValue(complete(fullDual), path, "cgw-9");

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

  it("that the service ignores is an error that names the way out and keeps the resource", async () => {
    const scene = standing(tunnelled);
    scene.vpc.ignored.add(path);
    const work = lifecycle.update(scene.context, "vco-0", seen(tunnelled), wanted);
    expect(await scene.clock.failure(work)).toMatchObject({
      name: "UnfinishedError",
      code: "CustomerGatewayNotModified",
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
