import type { Properties } from "../../../provider/src/properties";
import { modify, remove } from "../../../provider/src/lifecycle/update";
import { type World, refusal, world } from "../fakes";

const outputs: Properties = { vpnGatewayId: "vpn-1", name: "office", enableDpd: true };

/** A world in which the connection is there already. */
function standing(changes: Partial<World["context"]> = {}): World {
  const scene = world(changes);
  scene.vpc.connections.set("vco-1", outputs);
  return scene;
}

function modifying({ context, vpc }: World, send = true) {
  return modify(context, context.gateways.at("vpn-1"), {
    id: "vco-1",
    outputs,
    describe: (id) => vpc.vpnConnection(id),
    unmet: (described) => (described.enableDpd === false ? [] : ["enableDpd"]),
    send: send ? (token) => vpc.modifyVpnConnection("vco-1", { enableDpd: false }, token) : undefined,
  });
}

function removing({ context, vpc }: World) {
  return remove(context, context.gateways.at("vpn-1"), {
    id: "vco-1",
    describe: (id) => vpc.vpnConnection(id),
    send: (token) => vpc.deleteVpnConnection("vco-1", token),
  });
}

describe("a change in place", () => {
  it("is sent once, and done when the gateway is active and the change is seen", async () => {
    const scene = standing();
    const seen = await scene.clock.run(modifying(scene));
    expect(seen).toEqual({ outputs: { ...outputs, enableDpd: false }, unmet: [] });
    expect(scene.vpc.sent).toHaveLength(1);
    expect(scene.clock.elapsed).toBeGreaterThanOrEqual(2_000);
  });

  it("keeps its token over its retries, and the next change has another", async () => {
    const scene = standing();
    scene.vpc.plan("ModifyVpnConnectionAttribute", refusal("VpnGateway.Configuring"), "lost on the way");
    scene.vpc.busyFor(500);
    await scene.clock.run(modifying(scene));
    await scene.clock.run(modifying(scene));
    const tokens = scene.vpc.sent.map(({ token }) => token);
    expect(tokens.length).toBeGreaterThanOrEqual(4);
    expect(new Set(tokens.slice(0, -1)).size).toBe(1);
    expect(new Set(tokens).size).toBe(2);
  });

  it("whose answer was lost isn't sent again where it is seen", async () => {
    const scene = standing();
    scene.vpc.plan("ModifyVpnConnectionAttribute", "lost answer");
    expect(await scene.clock.run(modifying(scene))).toMatchObject({ unmet: [] });
    expect(scene.vpc.sent).toHaveLength(1);
  });

  it("whose request was lost is sent again", async () => {
    const scene = standing();
    scene.vpc.plan("ModifyVpnConnectionAttribute", "lost on the way");
    expect(await scene.clock.run(modifying(scene))).toMatchObject({ unmet: [] });
    expect(scene.vpc.sent).toHaveLength(2);
  });

  it("that the service doesn't show after three looks is reported with its paths", async () => {
    const scene = standing();
    scene.vpc.ignored.add("enableDpd");
    expect(await scene.clock.run(modifying(scene))).toEqual({ outputs, unmet: ["enableDpd"] });
    expect(scene.vpc.reads.filter((read) => read === "DescribeVpnConnection")).toHaveLength(3);
  });

  it("with nothing to send only waits for the gateway", async () => {
    const scene = standing();
    scene.vpc.busyFor(5_000);
    await scene.clock.run(modifying(scene, false));
    expect(scene.vpc.sent).toEqual([]);
    expect(scene.clock.elapsed).toBeGreaterThanOrEqual(5_000);
  });

  it("that was refused leaves the state as it is", async () => {
    const scene = standing();
    scene.vpc.plan("ModifyVpnConnectionAttribute", refusal("IllegalParam.LocalSubnet"));
    const failure = await scene.clock.failure(modifying(scene));
    expect(failure).toMatchObject({ name: "VpnError", code: "IllegalParam.LocalSubnet" });
  });

  it("of what is gone says how to go on, and keeps nothing", async () => {
    const scene = world();
    const failure = await scene.clock.failure(modifying(scene));
    expect(failure).toMatchObject({
      name: "VpnError",
      resourceId: "vco-1",
      message: expect.stringMatching(/^vco-1 no longer exists: .*NotFound/) as unknown,
      requestId: "request-1",
      advice: "Run pulumi refresh, and pulumi up to make it anew.",
    });
    expect(failure).not.toHaveProperty("outputs");
    expect(scene.vpc.sent).toHaveLength(1);
  });

  it("that may have been taken keeps the resource as unfinished, where nobody can be asked", async () => {
    const scene = standing();
    scene.vpc.plan("ModifyVpnConnectionAttribute", "lost answer");
    scene.vpc.plan("DescribeVpnGateway", refusal("Forbidden", 403));
    scene.vpc.plan("DescribeVpnConnection", refusal("Forbidden", 403));
    const failure = await scene.clock.failure(modifying(scene));
    expect(failure).toMatchObject({
      name: "UnfinishedError",
      resourceId: "vco-1",
      code: "Forbidden",
      outputs,
    });
  });

  it("that was taken and then not waited for to the end keeps the resource", async () => {
    const scene = standing({ limit: 30_000 });
    scene.vpc.changeTakes = 3_600_000;
    expect(await scene.clock.failure(modifying(scene))).toMatchObject({
      name: "UnfinishedError",
      resourceId: "vco-1",
      code: "Timeout",
      outputs,
    });
  });
});

describe("a delete", () => {
  it("is done when the gateway is active and the resource is gone", async () => {
    const scene = standing();
    await scene.clock.run(removing(scene));
    expect(scene.vpc.connections.size).toBe(0);
    expect(scene.vpc.reads.at(-1)).toBe("DescribeVpnConnection");
  });

  it("of what is gone already is a success", async () => {
    const scene = world();
    await scene.clock.run(removing(scene));
    expect(scene.vpc.sent).toHaveLength(1);
  });

  it("of what went with its gateway is a success", async () => {
    const scene = world();
    scene.vpc.gatewayGone = true;
    await scene.clock.run(removing(scene));
    expect(scene.vpc.sent).toHaveLength(1);
  });

  it("of what goes with its gateway while it is waited for is a success", async () => {
    const scene = standing();
    const gone = scene.clock.sleep(1_000).then(() => (scene.vpc.gatewayGone = true));
    await scene.clock.run(Promise.all([removing(scene), gone]));
    expect(scene.vpc.sent).toHaveLength(1);
  });

  it("that is answered with the gateway's absence is a success, where the resource is gone, too", async () => {
    const scene = world();
    scene.vpc.gatewayGone = true;
    scene.vpc.plan("DeleteVpnConnection", refusal("InvalidVpnGatewayInstanceId.NotFound", 404));
    await scene.clock.run(removing(scene));
    expect(scene.context.gateways.gone).toContain("vco-1");
  });

  it("whose answer was lost isn't sent again where the resource is gone", async () => {
    const scene = standing();
    scene.vpc.plan("DeleteVpnConnection", "lost answer");
    await scene.clock.run(removing(scene));
    expect(scene.vpc.sent).toHaveLength(1);
  });

  it("whose request was lost is sent again, with the same token", async () => {
    const scene = standing();
    scene.vpc.plan("DeleteVpnConnection", "lost on the way");
    await scene.clock.run(removing(scene));
    expect(scene.vpc.sent).toHaveLength(2);
    expect(new Set(scene.vpc.sent.map(({ token }) => token)).size).toBe(1);
  });

  it("that is refused fails, and the gateway's absence is no excuse for what is there", async () => {
    const scene = standing();
    scene.vpc.plan("DeleteVpnConnection", refusal("Forbidden", 403));
    expect(await scene.clock.failure(removing(scene))).toMatchObject({ code: "Forbidden" });
    scene.vpc.plan("DescribeVpnGateway", refusal("InvalidVpnGatewayInstanceId.NotFound", 404));
    scene.vpc.vpnConnection = () => Promise.resolve(outputs);
    expect(await scene.clock.failure(removing(scene))).toMatchObject({
      code: "InvalidVpnGatewayInstanceId.NotFound",
    });
  });

  it("that was made and can't be waited for says that the state still has what is gone", async () => {
    const scene = standing();
    scene.vpc.plan("DescribeVpnGateway", refusal("Forbidden", 403));
    expect(await scene.clock.failure(removing(scene))).toMatchObject({
      code: "Forbidden",
      resourceId: "vco-1",
      requestId: "request-1",
      message: expect.stringMatching(/^vco-1 is deleted, but .*Forbidden/) as unknown,
      advice: expect.stringMatching(/^Grant .*The state still has it: run the same command again/) as unknown,
    });
  });

  it("that outlasts its time says the same", async () => {
    const scene = standing({ limit: 30_000 });
    scene.vpc.changeTakes = 3_600_000;
    expect(await scene.clock.failure(removing(scene))).toMatchObject({
      code: "Timeout",
      message: expect.stringMatching(/^vco-1 is deleted, but vpn-1 is still updating after 30 s/) as unknown,
      advice: "The state still has it: run the same command again, or pulumi refresh.",
    });
  });

  it("that was taken and left the resource there fails, naming it", async () => {
    const scene = standing();
    Object.assign(scene.vpc, { deleteVpnConnection: () => Promise.resolve() });
    expect(await scene.clock.failure(removing(scene))).toMatchObject({
      resourceId: "vco-1",
      message: expect.stringContaining("still described") as unknown,
    });
  });
});
