import { lifecycle } from "../../../provider/src/resources/vpnConnection/lifecycle";
import { type World, refusal, world } from "../fakes";
import { inputs, reads, stands } from "./connections";

const LAG_MS = 12_000;

/** A world in which the connection is there already. */
function standing(changes: Partial<World["context"]> = {}): World {
  const scene = world(changes);
  stands(scene, "vco-0");
  return scene;
}

const removing = ({ context }: World) => lifecycle.delete(context, "vco-0", inputs);
const remove = (scene: World) => scene.clock.run(removing(scene));
const failedRemove = (scene: World) => scene.clock.failure(removing(scene));

const deleted = ({ vpc }: World) => vpc.sentOf("DeleteVpnConnection");

describe("a delete", () => {
  it("is done when the gateway is active and the resource is gone", async () => {
    const scene = standing();
    await remove(scene);
    expect(scene.vpc.connections.size).toBe(0);
    expect(deleted(scene)).toMatchObject([{ id: "vco-0" }]);
    expect(scene.vpc.reads.at(-1)).toBe("DescribeVpnConnection");
    expect(scene.clock.elapsed).toBeGreaterThanOrEqual(2_000);
    expect(scene.clock.elapsed).toBeLessThan(4_000);
  });

  it("waits until the resource is gone, also where it is described for 30 seconds more", async () => {
    const scene = standing();
    scene.vpc.deletionLag = 30_000;
    await remove(scene);
    expect(deleted(scene)).toHaveLength(1);
    expect(scene.clock.elapsed).toBeGreaterThanOrEqual(30_000);
    expect(scene.clock.elapsed).toBeLessThan(36_000);
  });

  it("that makes the gateway busy late isn't done before the gateway is", async () => {
    const scene = standing();
    scene.vpc.busyLag = 4_000;
    scene.vpc.changeTakes = 8_000;
    await remove(scene);
    expect(scene.clock.elapsed).toBeGreaterThanOrEqual(12_000);
  });

  it("waits for a gateway that somebody else keeps busy, and keeps its token", async () => {
    const scene = standing();
    scene.vpc.busyFor(20_000);
    await remove(scene);
    expect(deleted(scene)).toHaveLength(2);
    expect(new Set(deleted(scene).map(({ token }) => token)).size).toBe(1);
    expect(deleted(scene)[1]?.at).toBeGreaterThanOrEqual(20_000);
  });

  it("refused as busy over and over by an active gateway pauses ever longer, and ends in time", async () => {
    const scene = standing({ limit: 60_000 });
    const busy = refusal("VpnTask.CONFLICT");
    scene.vpc.plan("DeleteVpnConnection", ...Array<typeof busy>(500).fill(busy));
    expect(await failedRemove(scene)).toMatchObject({ kind: "busy" });
    expect(deleted(scene).length).toBeLessThan(40);
    expect(scene.clock.elapsed).toBeLessThan(75_000);
  });

  it("that was taken and left the resource there for all its time fails, naming it", async () => {
    const scene = standing({ limit: 60_000 });
    scene.vpc.deletionLag = 3_600_000;
    expect(await failedRemove(scene)).toMatchObject({
      resourceId: "vco-0",
      message: "the delete of vco-0 was accepted, but it is still described.",
      advice: "The state still has it: run the same command again, or pulumi refresh.",
    });
    expect(scene.clock.elapsed).toBeGreaterThanOrEqual(60_000);
  });

  it("notes that the resource is gone: nothing takes it for a leftover", async () => {
    const scene = standing();
    await remove(scene);
    expect(scene.context.gateways.gone).toContain("vco-0");
  });
});

describe("a delete of what isn't found", () => {
  it("is a success once it isn't described either, as long after as a lag lasts", async () => {
    const scene = world();
    await remove(scene);
    expect(deleted(scene)).toHaveLength(1);
    expect(reads(scene, "DescribeVpnConnection")).toBe(1);
    expect(scene.clock.elapsed).toBeGreaterThanOrEqual(LAG_MS);
  });

  it("is sent again where it is described by then: it was just made, and not known everywhere", async () => {
    const scene = standing();
    scene.vpc.plan("DeleteVpnConnection", refusal("InvalidVpnConnectionInstanceId.NotFound", 404));
    await remove(scene);
    expect(deleted(scene)).toHaveLength(2);
    expect((deleted(scene)[1]?.at ?? 0) - (deleted(scene)[0]?.at ?? 0)).toBeGreaterThanOrEqual(LAG_MS);
    expect(scene.vpc.connections.size).toBe(0);
  });

  it("twice is a success, though answers still describe it", async () => {
    const scene = world();
    scene.vpc.vpnConnection = () => Promise.resolve(inputs);
    await remove(scene);
    expect(deleted(scene)).toHaveLength(2);
  });
});

describe("a delete of what went with its gateway", () => {
  it("is a success", async () => {
    const scene = world();
    scene.vpc.gatewayGone = true;
    await remove(scene);
    expect(deleted(scene)).toHaveLength(1);
  });

  it("is a success where that happens while it is waited for", async () => {
    const scene = standing();
    const gone = scene.clock.sleep(1_000).then(() => (scene.vpc.gatewayGone = true));
    await scene.clock.run(Promise.all([removing(scene), gone]));
    expect(deleted(scene)).toHaveLength(1);
  });

  it("that is answered with the gateway's absence is a success, where the resource is gone, too", async () => {
    const scene = world();
    scene.vpc.gatewayGone = true;
    scene.vpc.plan("DeleteVpnConnection", refusal("InvalidVpnGatewayInstanceId.NotFound", 404));
    await remove(scene);
    expect(scene.context.gateways.gone).toContain("vco-0");
  });

  it("is no success where the resource is there: the gateway's absence is no excuse", async () => {
    const scene = standing();
    scene.vpc.plan("DescribeVpnGateway", refusal("InvalidVpnGatewayInstanceId.NotFound", 404));
    scene.vpc.vpnConnection = () => Promise.resolve(inputs);
    expect(await failedRemove(scene)).toMatchObject({ code: "InvalidVpnGatewayInstanceId.NotFound" });
  });
});

describe("a delete whose answer was lost", () => {
  it("isn't sent again where the resource is gone", async () => {
    const scene = standing();
    scene.vpc.plan("DeleteVpnConnection", "lost answer");
    await remove(scene);
    expect(deleted(scene)).toHaveLength(1);
    expect(scene.vpc.connections.size).toBe(0);
  });

  it("is sent again, with the same token, where the resource is there", async () => {
    const scene = standing();
    scene.vpc.plan("DeleteVpnConnection", "lost on the way");
    await remove(scene);
    expect(deleted(scene)).toHaveLength(2);
    expect(new Set(deleted(scene).map(({ token }) => token)).size).toBe(1);
    expect(scene.vpc.connections.size).toBe(0);
  });

  it("isn't taken for done where the resource was just made and isn't described yet", async () => {
    const scene = world();
    scene.vpc.lags.describes = 10_000;
    const id = await scene.vpc.createVpnConnection(inputs, {}, "token");
    scene.vpc.plan("DeleteVpnConnection", "lost on the way");
    await scene.clock.run(lifecycle.delete(scene.context, id, inputs));
    expect(scene.vpc.connections.size).toBe(0);
  });
});

describe("a delete that fails", () => {
  it("because it is refused keeps the resource in the state", async () => {
    const scene = standing();
    scene.vpc.forbidden.add("DeleteVpnConnection");
    expect(await failedRemove(scene)).toMatchObject({
      code: "Forbidden.RAM",
      message: expect.not.stringContaining("is deleted") as unknown,
    });
    expect(scene.context.gateways.gone).not.toContain("vco-0");
  });

  it("before it was sent says nothing of a delete, though a busy gateway's new resource isn't described", async () => {
    const scene = world({ limit: 30_000 });
    scene.vpc.stuckIn = "updating";
    scene.vpc.plan("DeleteVpnConnection", refusal("VpnGateway.Configuring"));
    const failure = await failedRemove(scene);
    expect(failure).toMatchObject({
      code: "Timeout",
      message: expect.stringMatching(/^vpn-1 is still/) as unknown,
    });
  });

  it("because it can't be waited for says that the state still has what is gone", async () => {
    const scene = standing();
    scene.vpc.plan("DescribeVpnGateway", refusal("Forbidden", 403));
    expect(await failedRemove(scene)).toMatchObject({
      code: "Forbidden",
      resourceId: "vco-0",
      requestId: "request-1",
      message: expect.stringMatching(/^vco-0 is deleted, but .*Forbidden/) as unknown,
      advice: expect.stringMatching(/^Grant .*The state still has it: run the same command again/) as unknown,
    });
  });

  it("because it can't be waited for says that it was accepted, where the resource is still described", async () => {
    const scene = standing();
    scene.vpc.deletionLag = 60_000;
    scene.vpc.plan("DescribeVpnGateway", refusal("Forbidden", 403));
    expect(await failedRemove(scene)).toMatchObject({
      code: "Forbidden",
      resourceId: "vco-0",
      message: expect.stringMatching(/^the delete of vco-0 was accepted, but .*Forbidden/) as unknown,
      advice: expect.stringMatching(/^Grant .*The state still has it: run the same command again/) as unknown,
    });
  });

  it("because what it waits for can't be described says the same", async () => {
    const scene = standing();
    scene.vpc.vpnConnection = () => Promise.reject(refusal("Forbidden", 403));
    expect(await failedRemove(scene)).toMatchObject({
      message: expect.stringMatching(/^the delete of vco-0 was accepted, but .*Forbidden/) as unknown,
    });
  });

  it("after it found nothing, and can't be asked for, says so", async () => {
    const scene = world();
    scene.vpc.vpnConnection = () => Promise.reject(refusal("Forbidden", 403));
    expect(await failedRemove(scene)).toMatchObject({
      message: expect.stringMatching(/^the delete of vco-0 found nothing, but .*Forbidden/) as unknown,
    });
  });

  it("after an answer was lost says that it may have been accepted", async () => {
    const scene = standing();
    scene.vpc.plan("DeleteVpnConnection", refusal("InternalError", 500));
    scene.vpc.plan("DescribeVpnGateway", refusal("Forbidden", 403));
    expect(await failedRemove(scene)).toMatchObject({
      message: expect.stringMatching(
        /^the delete of vco-0 may have been accepted, but .*Forbidden/,
      ) as unknown,
    });
  });

  it("because it outlasts its time says the same", async () => {
    const scene = standing({ limit: 30_000 });
    scene.vpc.changeTakes = 3_600_000;
    expect(await failedRemove(scene)).toMatchObject({
      code: "Timeout",
      message: expect.stringMatching(/^vco-0 is deleted, but vpn-1 is still updating after 30 s/) as unknown,
      advice: "The state still has it: run the same command again, or pulumi refresh.",
    });
  });
});
