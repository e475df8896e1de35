import { UnfinishedError } from "../../../provider/src/errors";
import { lifecycle } from "../../../provider/src/resources/sslVpnServer/lifecycle";
import { refusal } from "../fakes";
import { inputs, failedUpdate, known, scenery, sentArgs, standing, update } from "./servers";

describe("a rename", () => {
  it("has no turn: it looks at once whether the gateway is busy with it, and when that would have begun", async () => {
    const scene = standing();
    const outputs = await update(scene, { name: "other" });
    expect(outputs.name).toBe("other");
    expect(scene.vpc.reads).toEqual(["DescribeVpnGateway", "DescribeVpnGateway", "DescribeSslVpnServers"]);
    expect(scene.clock.elapsed).toBe(6_000);
  });

  it("doesn't wait for another change of this process", async () => {
    const scene = standing();
    const gateway = scene.context.gateways.at("vpn-1");
    const slow = { what: "slow", limit: 60_000, progress: () => undefined };
    const other = gateway.change(slow, () => scene.clock.sleep(30_000));
    let renamedAt = 0;
    const work = lifecycle
      .update(scene.context, "vss-0", known, { ...inputs, name: "other" })
      .then(() => (renamedAt = scene.clock.elapsed));
    await scene.clock.run(Promise.all([other, work]));
    expect(renamedAt).toBe(0);
  });

  it("that turns out asynchronous is waited for", async () => {
    const scene = standing();
    scene.vpc.renames = "asynchronous";
    scene.vpc.changeTakes = 20_000;
    expect(await update(scene, { name: "other" })).toMatchObject({ name: "other" });
    expect(scene.clock.elapsed).toBeGreaterThanOrEqual(20_000);
    expect(scene.vpc.sent).toHaveLength(1);
  });

  it("that turns out asynchronous and begins late is waited for, too", async () => {
    const scene = standing();
    scene.vpc.renames = "asynchronous";
    scene.vpc.busyLag = 4_000;
    scene.vpc.changeTakes = 20_000;
    await update(scene, { name: "other" });
    expect(scene.clock.elapsed).toBeGreaterThanOrEqual(24_000);
    expect(scene.vpc.sent).toHaveLength(1);
  });

  it("that turns out asynchronous on a gateway that was active just before is waited for", async () => {
    const scene = standing();
    const before = { what: "before", limit: 60_000, progress: () => undefined };
    await scene.clock.run(scene.context.gateways.at("vpn-1").change(before, (turn) => turn.untilActive()));
    scene.vpc.renames = "asynchronous";
    scene.vpc.changeTakes = 20_000;
    await update(scene, { name: "other" });
    expect(scene.clock.elapsed).toBeGreaterThanOrEqual(20_000);
  });

  it.each(["DescribeVpnGateway", "DescribeSslVpnServers"])(
    "that was taken is unfinished where %s is refused: taken back, it would be no difference to the state",
    async (operation) => {
      const scene = standing();
      scene.vpc.plan(operation, refusal("Forbidden", 403));
      expect(await failedUpdate(scene, { name: "other" })).toBeInstanceOf(UnfinishedError);
    },
  );

  it("whose answer was lost is unfinished where the turn after it fails", async () => {
    const scene = standing();
    scene.vpc.plan("ModifySslVpnServer", "lost answer", refusal("Forbidden", 403));
    expect(await failedUpdate(scene, { name: "other" })).toBeInstanceOf(UnfinishedError);
  });

  it("that is described ten seconds late is waited for, and not sent again", async () => {
    const scene = standing();
    scene.vpc.lags.describes = 10_000;
    expect(await update(scene, { name: "other" })).toMatchObject({ name: "other" });
    expect(scene.vpc.sent).toHaveLength(1);
  });

  it("that the service took and didn't do waits its turn, and fails where it isn't done then", async () => {
    const scene = standing();
    scene.vpc.ignored.add("name");
    expect(await failedUpdate(scene, { name: "other" })).toMatchObject({
      code: "NotTaken",
      message: expect.stringContaining('name (asked "other", described "staff")') as unknown,
    });
    expect(scene.vpc.sent).toHaveLength(2);
  });

  it("sends nothing but the name", async () => {
    const scene = standing();
    await update(scene, { name: "other" });
    expect(sentArgs(scene)).toEqual([["ModifySslVpnServer", { name: "other" }]]);
  });

  it("refused while the gateway is busy waits its turn like any other change", async () => {
    const scene = standing();
    scene.vpc.renames = "refused while busy";
    scene.vpc.busyFor(20_000);
    expect(await update(scene, { name: "other" })).toMatchObject({ name: "other" });
    expect(sentArgs(scene).at(-1)).toEqual(["ModifySslVpnServer", { name: "other" }]);
    expect(scene.vpc.sent.at(-1)?.at).toBeGreaterThanOrEqual(20_000);
  });

  it.each([
    ["answer", "lost answer"],
    ["request", "lost on the way"],
  ] as const)("whose %s was lost is sent again in its turn", async (_, fault) => {
    const scene = standing();
    scene.vpc.plan("ModifySslVpnServer", fault);
    const outputs = await update(scene, { name: "other" });
    expect(outputs.name).toBe("other");
    expect(sentArgs(scene)).toEqual(Array(2).fill(["ModifySslVpnServer", { name: "other" }]));
  });

  it("of a server that is gone says so", async () => {
    expect(await failedUpdate(scenery(), { name: "other" })).toMatchObject({
      resourceId: "vss-0",
      message: expect.stringContaining("no longer") as unknown,
    });
  });
});
