import { lifecycle } from "../../../provider/src/resources/sslVpnServer/lifecycle";
import type { World } from "../fakes";
import { inputs, scenery, sentArgs, standing } from "./servers";

const WINDOW_MS = 70_000;

const created = ({ vpc }: World) => vpc.sentOf("CreateSslVpnServer");
const create = (scene: World) => scene.clock.run(lifecycle.create(scene.context, inputs));
const failedCreate = (scene: World) => scene.clock.failure(lifecycle.create(scene.context, inputs));

describe("a create", () => {
  it("sends the arguments and returns what is described", async () => {
    const scene = scenery();
    const { id, outputs } = await scene.clock.run(lifecycle.create(scene.context, inputs));
    expect(id).toBe("vss-1");
    expect(outputs).toMatchObject({ ...inputs, sslVpnServerId: "vss-1" });
    expect(sentArgs(scene)).toEqual([["CreateSslVpnServer", inputs]]);
  });

  it("asks what stands on the gateway before it is sent", async () => {
    const scene = scenery();
    await create(scene);
    expect(scene.vpc.reads.slice(0, 2)).toEqual(["DescribeVpnGateway", "DescribeSslVpnServers"]);
  });

  it("has a token of its own: the same server later is another operation", async () => {
    const scene = scenery();
    scene.vpc.remembersTokens = true;
    const { id, outputs } = await create(scene);
    await scene.clock.run(lifecycle.delete(scene.context, id, outputs));
    expect((await create(scene)).id).toBe("vss-2");
  });

  it("whose answer was lost is found by what was there before, and isn't made twice", async () => {
    const scene = scenery();
    scene.vpc.plan("CreateSslVpnServer", "lost answer");
    expect(await create(scene)).toMatchObject({ id: "vss-1" });
    expect(created(scene)).toHaveLength(1);
  });

  it("that was executed late is found as well, though lists lag", async () => {
    const scene = scenery();
    scene.vpc.lags.describes = 10_000;
    scene.vpc.plan("CreateSslVpnServer", { executedAfter: 35_000, givenUpAfter: 45_000 });
    expect(await create(scene)).toMatchObject({ id: "vss-1" });
    expect(created(scene)).toHaveLength(1);
  });

  it("whose request was lost isn't sent again before 70 seconds are over, and then with its token", async () => {
    const scene = scenery();
    scene.vpc.plan("CreateSslVpnServer", "lost on the way");
    expect(await create(scene)).toMatchObject({ id: "vss-1" });
    const [first, second] = created(scene);
    expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThanOrEqual(WINDOW_MS);
    expect(second?.token).toBe(first?.token);
  });

  it("isn't taken for a server of other values that came meanwhile: that one is in its way", async () => {
    const scene = scenery();
    scene.vpc.plan("CreateSslVpnServer", "lost on the way");
    const foreign = { ...inputs, sslVpnServerId: "vss-9", clientIpPool: "10.99.0.0/24" };
    void scene.clock.sleep(5_000).then(() => scene.vpc.servers.set("vss-9", foreign));
    expect(await failedCreate(scene)).toMatchObject({
      code: "SslVpnServer.AlreadyExist",
      message: expect.stringContaining("vss-9") as unknown,
    });
    expect(scene.vpc.servers.get("vss-9")).toEqual(foreign);
  });

  it("of which the gateway turns busy late is waited for, and its id is kept", async () => {
    const scene = scenery();
    scene.vpc.busyLag = 4_000;
    scene.vpc.changeTakes = 8_000;
    scene.vpc.lags.describes = 10_000;
    expect(await create(scene)).toMatchObject({ id: "vss-1" });
    expect(scene.clock.elapsed).toBeGreaterThanOrEqual(12_000);
    expect(created(scene)).toHaveLength(1);
  });

  it("whose id was given and that isn't described is kept: unfinished, in the state", async () => {
    const scene = scenery();
    scene.vpc.lags.describes = 3_600_000;
    expect(await failedCreate(scene)).toMatchObject({
      name: "UnfinishedError",
      resourceId: "vss-1",
      outputs: inputs,
    });
    expect(created(scene)).toHaveLength(1);
  });

  it("repeated in this process goes on with the id that the service gave", async () => {
    const scene = scenery();
    scene.vpc.lags.describes = 20_000;
    scene.vpc.changeTakes = 500;
    await failedCreate(scene);
    scene.vpc.lags.describes = 0;
    expect(await create(scene)).toMatchObject({ id: "vss-1" });
    expect(created(scene)).toHaveLength(1);
  });

  it("on a gateway that has a server names that one, the region, since when, and how to adopt it", async () => {
    const scene = standing({ ...inputs, name: "foreign" });
    const failure = await failedCreate(scene);
    expect(failure).toMatchObject({
      code: "SslVpnServer.AlreadyExist",
      requestId: "request-1",
      message:
        "vpn-1 in cn-hangzhou already has the SSL server vss-0 (created 2025-01-01T00:00:00.000Z), and a gateway has at most one (SslVpnServer.AlreadyExist).",
      advice: expect.stringMatching(
        /aliases: \[\{ name: "foreign" \}\].*npx alicloud-vpn import-file/,
      ) as unknown,
    });
    expect(failure).not.toHaveProperty("outputs");
  });

  it("of an equal server isn't taken over: whose it is, nothing tells", async () => {
    const scene = standing();
    expect(await failedCreate(scene)).toMatchObject({
      code: "SslVpnServer.AlreadyExist",
      message: expect.stringContaining("vss-0") as unknown,
    });
  });

  it("is tried again behind another change of the gateway, which may make room", async () => {
    const scene = standing({ ...inputs, name: "old" });
    const creating = lifecycle.create(scene.context, inputs);
    const deleting = lifecycle.delete({ ...scene.context, label: "SslVpnServer old" }, "vss-0", inputs);
    const [created] = await scene.clock.run(Promise.all([creating, deleting]));
    expect(created).toMatchObject({ id: "vss-1", outputs: { name: "staff" } });
    expect(scene.vpc.sent.map(({ operation }) => operation)).toEqual([
      "CreateSslVpnServer",
      "DeleteSslVpnServer",
      "CreateSslVpnServer",
    ]);
    expect([...scene.vpc.servers.keys()]).toEqual(["vss-1"]);
  });

  it("tried again in vain names the change it was tried behind, and the other server still", async () => {
    const scene = standing({ ...inputs, name: "foreign" });
    const gateway = scene.context.gateways.at("vpn-1");
    const creating = lifecycle.create(scene.context, inputs);
    const what = "creating VpnConnection branch";
    const next = gateway.change({ what, limit: 60_000, progress: () => undefined }, () => Promise.resolve());
    const [failed] = await scene.clock.run(Promise.allSettled([creating, next]));
    expect(failed).toMatchObject({
      status: "rejected",
      reason: {
        kind: "conflict",
        code: "SslVpnServer.AlreadyExist",
        message: expect.stringMatching(
          /^vpn-1 in cn-hangzhou already has the SSL server vss-0 .* \(tried again after creating VpnConnection branch; the conflict remained\)$/,
        ) as unknown,
      },
    });
  });

  it("never takes over a foreign server where the answer was lost", async () => {
    const scene = standing({ ...inputs, name: "foreign" });
    scene.vpc.plan("CreateSslVpnServer", "lost on the way");
    const failure = await scene.clock.failure(lifecycle.create(scene.context, inputs));
    expect(failure).toMatchObject({ code: "SslVpnServer.AlreadyExist" });
  });

  it("never takes over another's of the same arguments that was made shortly before, and is listed late", async () => {
    const scene = scenery();
    scene.vpc.lags.describes = 10_000;
    scene.vpc.changeTakes = 2_000;
    await scene.vpc.createSslVpnServer(inputs, "another's");
    scene.vpc.plan("CreateSslVpnServer", { executedAfter: 100 });
    expect(await failedCreate(scene)).toMatchObject({ code: "SslVpnServer.AlreadyExist" });
  });

  it("that the service took and didn't make as asked fails with path and values, and keeps the server", async () => {
    const scene = scenery();
    scene.vpc.madeAs.set("cipher", "AES-128-CBC");
    const wanted = { ...inputs, cipher: "AES-256-CBC" };
    expect(await scene.clock.failure(lifecycle.create(scene.context, wanted))).toMatchObject({
      name: "UnfinishedError",
      code: "NotTaken",
      resourceId: "vss-1",
      message: expect.stringContaining(`cipher (asked "AES-256-CBC", described "AES-128-CBC")`) as unknown,
      outputs: { cipher: "AES-128-CBC" },
    });
  });
});
