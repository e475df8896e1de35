import { type Properties, setPath } from "../../../provider/src/properties";
import { MARK_KEY } from "../../../provider/src/schema/arguments";
import { lifecycle } from "../../../provider/src/resources/vpnConnection/lifecycle";
import { vpnConnection } from "../../../provider/src/resources/vpnConnection/definition";
import { fullSingle } from "../examples";
import { type World, refusal, world } from "../fakes";
import { inputs, markOf, reads, stands, tagsOf } from "./connections";

const { complete } = vpnConnection;

const moved: Properties = { ...inputs, remoteSubnets: ["192.168.99.0/24"] };

/** Outputs as after a describe: with the id, by which the state shows that it knows the connection. */
const known: Properties = { ...inputs, vpnConnectionId: "vco-0" };

/** A world in which the connection is there already. */
function standing(changes: Partial<World["context"]> = {}, facts: Properties = {}): World {
  const scene = world(changes);
  stands(scene, "vco-0", facts);
  return scene;
}

const updating = (scene: World, wanted: Properties = moved, outputs = known) =>
  lifecycle.update(scene.context, "vco-0", outputs, wanted);
const update = (scene: World, wanted?: Properties, outputs?: Properties) =>
  scene.clock.run(updating(scene, wanted, outputs));
const failedUpdate = (scene: World, wanted?: Properties, outputs?: Properties) =>
  scene.clock.failure(updating(scene, wanted, outputs));

const modified = ({ vpc }: World) => vpc.sentOf("ModifyVpnConnectionAttribute");

describe("a change in place", () => {
  it("is sent once, and done when the gateway is active and the change is seen", async () => {
    const scene = standing();
    expect(await update(scene)).toMatchObject({ remoteSubnets: ["192.168.99.0/24"] });
    expect(modified(scene)).toHaveLength(1);
    expect(scene.clock.elapsed).toBeGreaterThanOrEqual(2_000);
    expect(scene.clock.elapsed).toBeLessThan(4_000);
  });

  it("keeps its token over its repetitions, and the next change has another", async () => {
    const scene = standing();
    scene.vpc.plan(
      "ModifyVpnConnectionAttribute",
      refusal("VpnGateway.Configuring"),
      "lost on the way",
      "none",
    );
    await update(scene);
    await update(scene, inputs, { ...moved, vpnConnectionId: "vco-0" });
    const tokens = modified(scene).map(({ token }) => token);
    expect(tokens).toHaveLength(4);
    expect(new Set(tokens.slice(0, -1)).size).toBe(1);
    expect(new Set(tokens).size).toBe(2);
  });

  it("waits for a gateway that somebody else keeps busy", async () => {
    const scene = standing();
    scene.vpc.busyFor(20_000);
    expect(await update(scene)).toMatchObject({ remoteSubnets: ["192.168.99.0/24"] });
    expect(modified(scene)).toHaveLength(2);
    expect(modified(scene)[1]?.at).toBeGreaterThanOrEqual(20_000);
  });

  it("refused as busy over and over by an active gateway pauses ever longer, and ends in time", async () => {
    const scene = standing({ limit: 60_000 });
    const busy = refusal("VpnTask.CONFLICT");
    scene.vpc.plan("ModifyVpnConnectionAttribute", ...Array<typeof busy>(500).fill(busy));
    expect(await failedUpdate(scene)).toMatchObject({ name: "VpnError", kind: "busy" });
    expect(modified(scene).length).toBeLessThan(40);
    expect(scene.clock.elapsed).toBeLessThan(75_000);
  });

  it("whose answer was lost isn't sent again where it is seen", async () => {
    const scene = standing();
    scene.vpc.plan("ModifyVpnConnectionAttribute", "lost answer");
    await update(scene);
    expect(modified(scene)).toHaveLength(1);
  });

  it("whose answer was lost isn't sent again where it is seen late", async () => {
    const scene = standing();
    scene.vpc.plan("ModifyVpnConnectionAttribute", "lost answer");
    scene.vpc.lags.describes = 5_000;
    await update(scene);
    expect(modified(scene)).toHaveLength(1);
  });

  it("whose request was lost is sent again", async () => {
    const scene = standing();
    scene.vpc.plan("ModifyVpnConnectionAttribute", "lost on the way");
    await update(scene);
    expect(modified(scene)).toHaveLength(2);
  });

  it("whose first sending may still arrive isn't done before that: the gateway would be busy again", async () => {
    const scene = standing();
    scene.vpc.plan("ModifyVpnConnectionAttribute", { executedAfter: 34_000 });
    await update(scene);
    expect(modified(scene)).toHaveLength(2);
    expect(scene.clock.elapsed).toBeGreaterThanOrEqual(40_000);
  });

  it("whose values were there already, of an earlier command, isn't taken for arrived by them", async () => {
    const scene = standing({}, moved);
    scene.vpc.plan("ModifyVpnConnectionAttribute", { executedAfter: 34_000 });
    await update(scene);
    expect(modified(scene)).toHaveLength(1);
    expect(scene.clock.elapsed).toBeGreaterThanOrEqual(40_000);
  });

  it("lost over and over is given up, unfinished", async () => {
    const scene = standing();
    scene.vpc.plan("ModifyVpnConnectionAttribute", ...Array<"lost on the way">(20).fill("lost on the way"));
    expect(await failedUpdate(scene)).toMatchObject({ name: "UnfinishedError", resourceId: "vco-0" });
    expect(modified(scene)).toHaveLength(6);
  });

  it("of what is never described is sent again where its answer was lost: no look tells", async () => {
    const scene = standing();
    scene.vpc.answersWith.set("autoConfigRoute", undefined);
    scene.vpc.plan("ModifyVpnConnectionAttribute", "lost answer");
    const wanted = { ...inputs, autoConfigRoute: false };
    expect(await update(scene, wanted)).toMatchObject({ autoConfigRoute: false });
    expect(modified(scene)).toHaveLength(2);
  });

  it("is done although it is described ten seconds late", async () => {
    const scene = standing();
    scene.vpc.lags.describes = 10_000;
    expect(await update(scene)).toMatchObject({ remoteSubnets: ["192.168.99.0/24"] });
    expect(modified(scene)).toHaveLength(1);
  });

  it("that makes the gateway busy late isn't done before the gateway is", async () => {
    const scene = standing();
    scene.vpc.busyLag = 4_000;
    scene.vpc.changeTakes = 8_000;
    await update(scene);
    expect(scene.clock.elapsed).toBeGreaterThanOrEqual(12_000);
  });

  it("of a key that isn't told is sent again where its request was lost", async () => {
    const before = complete(fullSingle);
    const scene = standing({}, before);
    scene.vpc.answersWith.set("ikeConfig.psk", undefined);
    scene.vpc.plan("ModifyVpnConnectionAttribute", "lost on the way");
    const wanted = setPath(before, "ikeConfig.psk", "another-correct-key");
    await update(scene, wanted, { ...before, vpnConnectionId: "vco-0" });
    expect(scene.vpc.connections.get("vco-0")).toHaveProperty("ikeConfig.psk", "another-correct-key");
  });

  it("that was refused leaves the state as it is", async () => {
    const scene = standing();
    scene.vpc.plan("ModifyVpnConnectionAttribute", refusal("IllegalParam.LocalSubnet"));
    const failure = await failedUpdate(scene);
    expect(failure).toMatchObject({ name: "VpnError", code: "IllegalParam.LocalSubnet" });
    expect(failure).not.toHaveProperty("outputs");
  });

  it("that another connection is in the way of names that one, the gateway and the region", async () => {
    const scene = standing();
    stands(scene, "vco-9", { remoteSubnets: ["10.99.0.0/16"] });
    stands(scene, "vco-8", { customerGatewayId: "cgw-8" });
    scene.vpc.plan(
      "ModifyVpnConnectionAttribute",
      refusal("VpnConnectionParamInvalid.SameVpnAndCgwDifferentIkeConfigs"),
    );
    expect(await failedUpdate(scene)).toMatchObject({
      kind: "conflict",
      advice: expect.stringMatching(
        /^On vpn-1 in cn-hangzhou vco-9 \(created [^)]*\) has the same peer\./,
      ) as unknown,
    });
  });

  it("keeps its token where it is refused and tried again behind another", async () => {
    const scene = standing();
    stands(scene, "vco-9", { remoteSubnets: ["10.99.0.0/16"] });
    scene.vpc.plan(
      "ModifyVpnConnectionAttribute",
      refusal("VpnConnectionParamInvalid.SameVpnAndCgwTrafficSelectorOverlap"),
      "none",
    );
    const old = { ...scene.context, label: "VpnConnection old" };
    const removed = scene.clock.sleep(100).then(() => lifecycle.delete(old, "vco-9", inputs));
    await scene.clock.run(Promise.all([updating(scene), removed]));
    const [first, second] = modified(scene).map(({ token }) => token);
    expect(second).toBe(first);
    expect(modified(scene)).toHaveLength(2);
  });

  it("of what is gone says how to go on, and keeps nothing", async () => {
    const scene = world();
    const failure = await failedUpdate(scene);
    expect(failure).toMatchObject({
      name: "VpnError",
      resourceId: "vco-0",
      message: expect.stringMatching(/^vco-0 no longer exists: .*NotFound/) as unknown,
      requestId: "request-1",
      advice: "Run pulumi refresh, and pulumi up to recreate it.",
    });
    expect(failure).not.toHaveProperty("outputs");
    expect(modified(scene)).toHaveLength(1);
  });

  it("of what went meanwhile says so as well", async () => {
    const scene = standing();
    scene.vpc.modifyVpnConnection = () => {
      scene.vpc.connections.clear();
      return Promise.resolve();
    };
    expect(await failedUpdate(scene)).toMatchObject({
      resourceId: "vco-0",
      message: expect.stringContaining("no longer exists") as unknown,
    });
  });

  it("that may have been taken keeps the resource as unfinished, where nobody can be asked", async () => {
    const scene = standing();
    scene.vpc.plan("ModifyVpnConnectionAttribute", "lost answer");
    scene.vpc.plan("DescribeVpnGateway", refusal("Forbidden", 403));
    expect(await failedUpdate(scene)).toMatchObject({
      name: "UnfinishedError",
      resourceId: "vco-0",
      code: "Forbidden",
      outputs: { remoteSubnets: inputs.remoteSubnets },
    });
  });

  it("that was taken and then not waited for to the end keeps the resource", async () => {
    const scene = standing({ limit: 30_000 });
    scene.vpc.changeTakes = 3_600_000;
    expect(await failedUpdate(scene)).toMatchObject({
      name: "UnfinishedError",
      resourceId: "vco-0",
      code: "Timeout",
    });
  });

  it("with nothing to change sends nothing, and looks once", async () => {
    const scene = standing();
    expect(await update(scene, inputs)).toMatchObject({ name: "office" });
    expect([scene.vpc.sent, scene.vpc.reads]).toEqual([[], ["DescribeVpnConnection"]]);
  });
});

describe("a value that the service didn't take", () => {
  const [before, after] = ["group2", "group14"].map((ikePfs): Properties => ({
    ...inputs,
    ikeConfig: { psk: "correct-horse-battery", ikePfs },
  }));
  const state = { ...before, vpnConnectionId: "vco-0" };

  it("fails the update once no lag explains it, with its path and both values", async () => {
    const scene = standing({}, before);
    scene.vpc.ignored.add("ikeConfig.ikePfs");
    expect(await failedUpdate(scene, after, state)).toMatchObject({
      name: "UnfinishedError",
      code: "NotTaken",
      resourceId: "vco-0",
      message: expect.stringContaining(
        `didn't take ikeConfig.ikePfs (asked "group14", described "group2")`,
      ) as unknown,
      advice: "Run pulumi up again: it tries once more.",
      outputs: { ikeConfig: { ikePfs: "group2" } },
    });
    expect(scene.clock.elapsed).toBeGreaterThanOrEqual(12_000);
    expect(modified(scene)).toHaveLength(1);
  });

  it("is sent again by the next update", async () => {
    const scene = standing({}, before);
    scene.vpc.ignored.add("ikeConfig.ikePfs");
    const failure = (await failedUpdate(scene, after, state)) as { outputs: Properties };
    scene.vpc.ignored.clear();
    const next = { ...scene, context: { ...scene.context, unfinished: true } };
    expect(await update(next, after, failure.outputs)).toHaveProperty("ikeConfig.ikePfs", "group14");
    expect(modified(scene)).toHaveLength(2);
  });

  it("is named without its value where it is a key, and the key in force stays in the state", async () => {
    const scene = standing({}, before);
    scene.vpc.ignored.add("ikeConfig.psk");
    const rotated = setPath(before ?? {}, "ikeConfig.psk", "rotated-key");
    const failure = (await failedUpdate(scene, rotated, state)) as Error;
    expect(failure).toMatchObject({
      code: "NotTaken",
      outputs: { ikeConfig: { psk: "correct-horse-battery" } },
    });
    expect(failure.message).toContain("didn't take ikeConfig.psk;");
    expect(failure.message).not.toMatch(/horse|rotated/);
  });

  it("is a warning where it is spelled otherwise, and the outputs show the service's", async () => {
    const scene = standing();
    scene.vpc.answersWith.set("name", "OTHER");
    const outputs = await update(scene, { ...inputs, name: "other" });
    expect(outputs.name).toBe("OTHER");
    expect(scene.warnings).toEqual([expect.stringContaining("describes name otherwise than asked for")]);
  });
});

describe("an update after an operation that stayed unfinished", () => {
  const unfinished = { unfinished: true };

  it("goes back to what was before, though that is what the state still has", async () => {
    const scene = standing(unfinished, moved);
    const { remoteSubnets } = await update(scene, inputs);
    expect(remoteSubnets).toEqual(inputs.remoteSubnets);
    expect(scene.vpc.connections.get("vco-0")).toMatchObject({ remoteSubnets: inputs.remoteSubnets });
  });

  it("compares with what the service has, not with what was asked for", async () => {
    const scene = standing(unfinished, moved);
    const { remoteSubnets } = await update(scene, inputs, inputs);
    expect(remoteSubnets).toEqual(inputs.remoteSubnets);
    expect(modified(scene)).toHaveLength(1);
  });

  it("sends nothing where the service has what is asked for", async () => {
    const scene = standing(unfinished, moved);
    expect(await update(scene, moved)).toMatchObject({ remoteSubnets: moved.remoteSubnets });
    expect(scene.vpc.sent).toEqual([]);
  });

  it("waits for the gateway, also where only tags are left to change", async () => {
    const scene = standing(unfinished);
    scene.vpc.busyFor(60_000);
    await update(scene, { ...inputs, tags: { team: "net" } });
    expect(scene.clock.elapsed).toBeGreaterThanOrEqual(60_000);
    expect(scene.vpc.sentOf("TagResources")[0]?.at).toBeGreaterThanOrEqual(60_000);
  });

  it("waits for a task that begins to show late", async () => {
    const scene = standing(unfinished, moved);
    void scene.clock.sleep(3_000).then(() => scene.vpc.busyFor(20_000));
    await update(scene, moved);
    expect(scene.clock.elapsed).toBeGreaterThanOrEqual(23_000);
  });

  it("sends again what is never described, where nobody knows whether it was taken", async () => {
    const scene = standing();
    scene.vpc.answersWith.set("autoConfigRoute", undefined);
    const wanted = { ...inputs, autoConfigRoute: false };
    scene.vpc.plan("ModifyVpnConnectionAttribute", "lost on the way");
    scene.vpc.plan("DescribeVpnGateway", refusal("Forbidden", 403));
    const { outputs } = (await failedUpdate(scene, wanted)) as { outputs: Properties };
    const next = { ...scene, context: { ...scene.context, unfinished: true } };
    expect(await update(next, wanted, outputs)).toMatchObject({ autoConfigRoute: false });
    expect(modified(scene).map(({ args }) => args?.autoConfigRoute)).toEqual([false, false]);
  });

  it("takes a mark off, whoever left it there: the state has the connection", async () => {
    const mark = markOf(world({ organization: "elsewhere" }));
    const scene = standing(unfinished, { tags: { [MARK_KEY]: mark, team: "net" } });
    const outputs = await update(scene, { ...inputs, tags: { team: "net" } });
    expect([tagsOf(scene, "vco-0"), outputs.tags]).toEqual([{ team: "net" }, { team: "net" }]);
    expect(scene.vpc.sent.map(({ operation }) => operation)).toEqual(["UnTagResources"]);
  });

  it("stays unfinished where a mark can't be taken off, and says what to do", async () => {
    const scene = standing(unfinished, { tags: { [MARK_KEY]: "a-mark" } });
    scene.vpc.forbidden.add("UnTagResources");
    expect(await failedUpdate(scene, inputs)).toMatchObject({
      name: "UnfinishedError",
      resourceId: "vco-0",
      message: expect.stringMatching(/^the mark of vco-0 can't be taken off: .*Forbidden/) as unknown,
      advice: expect.stringMatching(/vpc:UnTagResources.*alicloud-vpn:mark to off/) as unknown,
    });
  });

  it("leaves a mark where marks are off", async () => {
    const scene = standing({ ...unfinished, mark: false }, { tags: { [MARK_KEY]: "a-mark" } });
    scene.vpc.forbidden.add("UnTagResources");
    expect(await update(scene, inputs)).toMatchObject({ name: "office", tags: {} });
    expect(scene.vpc.sent).toEqual([]);
  });

  it("of what isn't described, asked twice as far apart as a lag lasts, is of what is gone", async () => {
    const scene = world(unfinished);
    expect(await failedUpdate(scene)).toMatchObject({
      resourceId: "vco-0",
      message: expect.stringContaining("no longer exists") as unknown,
    });
    expect(reads(scene, "DescribeVpnConnection")).toBe(2);
    expect(scene.clock.elapsed).toBeGreaterThanOrEqual(12_000);
  });

  it("of what isn't described yet goes on once it is", async () => {
    const scene = world(unfinished);
    void scene.clock.sleep(10_000).then(() => stands(scene, "vco-0"));
    expect(await update(scene, inputs)).toMatchObject({ name: "office" });
  });
});
