import type { Properties } from "../../../provider/src/properties";
import { lifecycle } from "../../../provider/src/sslVpnServer/lifecycle";
import { complete } from "../../../provider/src/sslVpnServer/rules";
import { server } from "../examples";
import { type World, refusal, world } from "../fakes";

const inputs = complete(server);

const scenery = (changes: Partial<World["context"]> = {}) =>
  world({ label: "SslVpnServer staff", ...changes });

/** A world in which the server is there as it was asked for. */
function standing(there: Properties = inputs): World {
  const scene = scenery();
  scene.vpc.servers.set("vss-0", { ...there, sslVpnServerId: "vss-0", createTime: Date.UTC(2025, 0, 1) });
  return scene;
}

const update = (scene: World, change: Properties, outputs: Properties = inputs) =>
  scene.clock.run(
    lifecycle.update(
      scene.context,
      "vss-0",
      { sslVpnServerId: "vss-0", ...outputs },
      { ...inputs, ...change },
    ),
  );

const sentArgs = ({ vpc }: World) => vpc.sent.map(({ operation, args }) => [operation, args]);

describe("an update after one that stayed unfinished", () => {
  it("goes back to what was before, and waits for the gateway also where only the name is left to change", async () => {
    const scene = standing({ ...inputs, port: 1200 });
    scene.vpc.busyFor(60_000);
    const context = { ...scene.context, unfinished: true };
    const known = { ...inputs, sslVpnServerId: "vss-0" };
    await scene.clock.run(lifecycle.update(context, "vss-0", known, { ...inputs, name: "crew" }));
    expect(scene.vpc.servers.get("vss-0")).toMatchObject({ ...inputs, name: "crew" });
    expect(scene.clock.elapsed).toBeGreaterThanOrEqual(60_000);
  });
});

describe("a create", () => {
  it("sends the arguments and returns what is described", async () => {
    const scene = scenery();
    const { id, outputs } = await scene.clock.run(lifecycle.create(scene.context, inputs));
    expect(id).toBe("vss-1");
    expect(outputs).toMatchObject({ ...inputs, sslVpnServerId: "vss-1" });
    expect(sentArgs(scene)).toEqual([["CreateSslVpnServer", inputs]]);
  });

  it("whose answer was lost is found by what was there before, and isn't made twice", async () => {
    const scene = scenery();
    scene.vpc.plan("CreateSslVpnServer", "lost answer");
    expect(await scene.clock.run(lifecycle.create(scene.context, inputs))).toMatchObject({ id: "vss-1" });
    expect(scene.vpc.sent).toHaveLength(1);
  });

  it("on a gateway that has a server names that one, since when, and how to adopt it", async () => {
    const scene = standing({ ...inputs, name: "foreign" });
    const failure = await scene.clock.failure(lifecycle.create(scene.context, inputs));
    expect(failure).toMatchObject({
      code: "SslVpnServer.AlreadyExist",
      requestId: "request-1",
      message: expect.stringContaining(
        "vpn-1 already has the SSL server vss-0, created 2025-01-01",
      ) as unknown,
      advice: expect.stringContaining("pulumi import --file") as unknown,
    });
    expect(failure).not.toHaveProperty("outputs");
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
    const other = { ...scene.context, label: "VpnConnection office" };
    const connection = other.gateways
      .at("vpn-1")
      .change({ what: "creating VpnConnection office", limit: 60_000, progress: () => undefined }, () =>
        Promise.resolve(),
      );
    const creating = lifecycle.create(scene.context, inputs);
    void connection;
    const next = other.gateways
      .at("vpn-1")
      .change({ what: "creating VpnConnection branch", limit: 60_000, progress: () => undefined }, () =>
        Promise.resolve(),
      );
    const [failed] = await scene.clock.run(Promise.allSettled([creating, next, connection]));
    expect(failed).toMatchObject({
      status: "rejected",
      reason: {
        kind: "conflict",
        code: "SslVpnServer.AlreadyExist",
        message: expect.stringMatching(
          /^vpn-1 already has the SSL server vss-0, .* \(tried again after creating VpnConnection branch, which made no room\)$/,
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

  it("cut short in an earlier process is taken over by its token, and brought up to date", async () => {
    const first = scenery();
    await first.clock.run(lifecycle.create(first.context, inputs));
    const scene = scenery();
    scene.vpc.remembersTokens = true;
    await scene.vpc.createSslVpnServer({ ...inputs, port: 1195 }, first.vpc.sent[0]?.token ?? "");
    const { id, outputs } = await scene.clock.run(lifecycle.create(scene.context, inputs));
    expect([id, outputs.port]).toEqual(["vss-1", 1194]);
    expect(scene.warnings).toEqual([expect.stringContaining("taken over")]);
    expect(scene.vpc.sent.at(-1)).toMatchObject({
      operation: "ModifySslVpnServer",
      args: { port: 1194, compress: false },
    });
  });
});

describe("a read", () => {
  it("returns what is described, and nothing of a server that is gone", async () => {
    const { context } = standing();
    expect(await lifecycle.read(context, "vss-0", {})).toMatchObject(inputs);
    expect(await lifecycle.read(context, "vss-9", {})).toBeUndefined();
  });
});

describe("a rename", () => {
  it("doesn't wait for the gateway, nor for its turn", async () => {
    const scene = standing();
    const outputs = await update(scene, { name: "other" });
    expect(outputs.name).toBe("other");
    expect(scene.vpc.reads).toEqual(["DescribeSslVpnServers"]);
    expect(scene.clock.elapsed).toBe(0);
  });

  it("sends nothing but the name", async () => {
    const scene = standing();
    await update(scene, { name: "other" });
    expect(sentArgs(scene)).toEqual([["ModifySslVpnServer", { name: "other" }]]);
  });

  it("refused as busy waits for the gateway like any other change", async () => {
    const scene = standing();
    scene.vpc.plan("ModifySslVpnServer", refusal("VpnGateway.Configuring"));
    const outputs = await update(scene, { name: "other" });
    expect(outputs.name).toBe("other");
    expect(scene.vpc.reads).toContain("DescribeVpnGateway");
    expect(sentArgs(scene)).toEqual(Array(2).fill(["ModifySslVpnServer", { name: "other" }]));
  });

  it("whose answer was lost is settled by asking: what was done isn't sent again", async () => {
    const scene = standing();
    scene.vpc.plan("ModifySslVpnServer", "lost answer");
    const outputs = await update(scene, { name: "other" });
    expect(outputs.name).toBe("other");
    expect(scene.vpc.sent).toHaveLength(1);
    expect(scene.vpc.reads).toEqual(["DescribeSslVpnServers"]);
  });

  it("whose request was lost is sent again, once asking has shown that nothing was done", async () => {
    const scene = standing();
    scene.vpc.plan("ModifySslVpnServer", "lost on the way");
    const outputs = await update(scene, { name: "other" });
    expect(outputs.name).toBe("other");
    expect(sentArgs(scene)).toEqual(Array(2).fill(["ModifySslVpnServer", { name: "other" }]));
    expect(scene.vpc.reads[0]).toBe("DescribeSslVpnServers");
  });

  it("of a server that is gone says so", async () => {
    const scene = scenery();
    const failure = await scene.clock.failure(
      lifecycle.update(
        scene.context,
        "vss-0",
        { sslVpnServerId: "vss-0", ...inputs },
        { ...inputs, name: "other" },
      ),
    );
    expect(failure).toMatchObject({
      resourceId: "vss-0",
      message: expect.stringContaining("no longer") as unknown,
    });
  });
});

describe("any other change", () => {
  it.each<Properties>([
    { port: 1195 },
    { localSubnets: ["10.0.0.0/16", "10.1.0.0/16"] },
    { protocol: "UDP", cipher: "none" },
    { name: "other", clientIpPool: "10.251.0.0/24" },
  ])("%j is sent with Compress, which create and modify default differently", async (change) => {
    const scene = standing();
    const outputs = await update(scene, change);
    expect(outputs).toMatchObject(change);
    expect(sentArgs(scene)).toEqual([["ModifySslVpnServer", { ...change, compress: false }]]);
    expect(scene.clock.elapsed).toBeGreaterThanOrEqual(2_000);
  });

  it("of anything for a server that is gone says what to run", async () => {
    const scene = scenery();
    const work = lifecycle.update(
      scene.context,
      "vss-0",
      { sslVpnServerId: "vss-0", ...inputs },
      { ...inputs, port: 1195 },
    );
    expect(await scene.clock.failure(work)).toMatchObject({
      resourceId: "vss-0",
      message: expect.stringMatching(/^vss-0 no longer exists: .*NotFound/) as unknown,
      advice: "Run pulumi refresh, and pulumi up to make it anew.",
    });
  });

  it("keeps compression where it is on", async () => {
    const scene = standing({ ...inputs, compress: true });
    await update(scene, { compress: true, port: 1195 }, { ...inputs, compress: true });
    expect(scene.vpc.sent[0]?.args).toEqual({ port: 1195, compress: true });
  });

  it("with nothing to send waits for the gateway: an earlier update was cut short", async () => {
    const scene = standing();
    scene.vpc.busyFor(5_000);
    expect(await update(scene, {})).toMatchObject(inputs);
    expect(scene.vpc.sent).toEqual([]);
    expect(scene.clock.elapsed).toBeGreaterThanOrEqual(5_000);
  });

  it("described otherwise ends with a warning that names the path", async () => {
    const scene = standing();
    scene.vpc.ignored.add("cipher");
    expect(await update(scene, { cipher: "none" })).toMatchObject({ cipher: "AES-128-CBC" });
    expect(scene.warnings).toEqual([expect.stringContaining("cipher otherwise than asked for")]);
  });
});

describe("two-factor authentication", () => {
  const ids = { idaasInstanceId: "idaas-1", idaasRegionId: "cn-hangzhou", idaasApplicationId: "app-1" };
  const [on, off] = [true, false].map((enableMultiFactorAuth) => ({ ...ids, enableMultiFactorAuth }));

  /** What is sent for a change of a server that had all of `before`. */
  async function sentFor(before: Properties = {}, change: Properties = {}): Promise<Properties | undefined> {
    const scene = standing({ ...inputs, ...before });
    await update(scene, { ...before, ...change }, { ...inputs, ...before });
    return scene.vpc.sent[0]?.args;
  }

  it("switched on goes with all three ids, also those that were there before", async () => {
    expect(await sentFor(off, { enableMultiFactorAuth: true })).toEqual({ ...on, compress: false });
  });

  it.each<Properties>([
    { idaasInstanceId: "idaas-2" },
    { idaasRegionId: "cn-beijing" },
    { idaasApplicationId: "app-2" },
  ])("that is on goes whole with another id: %j", async (change) => {
    expect(await sentFor(on, change)).toEqual({ ...on, ...change, compress: false });
  });

  it("without an application, as EIAM 1.0 has none, goes without one", async () => {
    const two = { ...off, idaasApplicationId: undefined };
    const sent = await sentFor(two, { enableMultiFactorAuth: true });
    // `toEqual` passes over what is undefined, as the request does.
    expect(sent).toEqual({ ...two, enableMultiFactorAuth: true, compress: false });
  });

  it("isn't sent with a change that has nothing to do with it, nor its ids with switching it off", async () => {
    expect(await sentFor(on, { port: 1195 })).toEqual({ port: 1195, compress: false });
    expect(await sentFor(on, { enableMultiFactorAuth: false })).toEqual({
      enableMultiFactorAuth: false,
      compress: false,
    });
  });
});

it("a delete sends the id and waits until the server is gone", async () => {
  const scene = standing();
  await scene.clock.run(lifecycle.delete(scene.context, "vss-0", inputs));
  expect(scene.vpc.sent).toMatchObject([{ operation: "DeleteSslVpnServer", id: "vss-0" }]);
  expect(scene.vpc.servers.size).toBe(0);
});
