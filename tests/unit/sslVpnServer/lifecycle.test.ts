import type { Properties } from "../../../provider/src/properties";
import { lifecycle } from "../../../provider/src/sslVpnServer/lifecycle";
import { changes, complete } from "../../../provider/src/sslVpnServer/rules";
import { server } from "../examples";
import { type World, world } from "../fakes";

const WINDOW_MS = 70_000;

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

const created = ({ vpc }: World) => vpc.sentOf("CreateSslVpnServer");
const create = (scene: World) => scene.clock.run(lifecycle.create(scene.context, inputs));
const failedCreate = (scene: World) => scene.clock.failure(lifecycle.create(scene.context, inputs));

describe("an update after one that stayed unfinished", () => {
  const updated = (scene: World, wanted: Properties) => {
    const context = { ...scene.context, unfinished: true };
    return scene.clock.run(
      lifecycle.update(context, "vss-0", { ...inputs, sslVpnServerId: "vss-0" }, wanted),
    );
  };

  it("goes back to what was before, and waits for the gateway also where only the name is left to change", async () => {
    const scene = standing({ ...inputs, port: 1200 });
    scene.vpc.busyFor(60_000);
    await updated(scene, { ...inputs, name: "crew" });
    expect(scene.vpc.servers.get("vss-0")).toMatchObject({ ...inputs, name: "crew" });
    expect(scene.clock.elapsed).toBeGreaterThanOrEqual(60_000);
  });

  it("sends nothing where the service has what is asked for", async () => {
    const scene = standing({ ...inputs, port: 1200 });
    expect(await updated(scene, { ...inputs, port: 1200 })).toMatchObject({ port: 1200 });
    expect(scene.vpc.sent).toEqual([]);
  });

  it("of what isn't described, asked twice as far apart as a lag lasts, is of what is gone", async () => {
    const scene = scenery();
    const context = { ...scene.context, unfinished: true };
    const work = lifecycle.update(context, "vss-0", { ...inputs, sslVpnServerId: "vss-0" }, inputs);
    expect(await scene.clock.failure(work)).toMatchObject({
      message: expect.stringContaining("no longer exists") as unknown,
    });
    expect(scene.clock.elapsed).toBeGreaterThanOrEqual(12_000);
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
          /^vpn-1 in cn-hangzhou already has the SSL server vss-0 .* \(tried again after creating VpnConnection branch, which made no room\)$/,
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

describe("a read", () => {
  const read = ({ clock, context }: World, id: string) => clock.run(lifecycle.read(context, id, inputs));

  it("returns what is described", async () => {
    expect(await read(standing(), "vss-0")).toMatchObject({ outputs: inputs });
  });

  it("of what isn't described says gone only when asked again as long after as a lag lasts", async () => {
    const scene = standing();
    expect(await read(scene, "vss-9")).toBeUndefined();
    expect(scene.vpc.reads).toEqual(["DescribeSslVpnServers", "DescribeSslVpnServers"]);
    expect(scene.clock.elapsed).toBeGreaterThanOrEqual(12_000);
  });

  it.each([
    ["vpnGatewayId", undefined],
    ["vpnGatewayId", ""],
    ["regionId", undefined],
    ["regionId", ""],
  ])("of an answer whose %s is %p keeps what the state has, and nothing is planned", async (path, answer) => {
    const scene = standing();
    scene.vpc.answersWith.set(path, answer);
    const result = await read(scene, "vss-0");
    expect(changes(result?.outputs ?? {}, inputs)).toEqual([]);
    expect(result?.outputs[path]).toBe(inputs[path]);
  });
});

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
      .update(scene.context, "vss-0", { sslVpnServerId: "vss-0", ...inputs }, { ...inputs, name: "other" })
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

  it("that is described ten seconds late is waited for, and not sent again", async () => {
    const scene = standing();
    scene.vpc.lags.describes = 10_000;
    expect(await update(scene, { name: "other" })).toMatchObject({ name: "other" });
    expect(scene.vpc.sent).toHaveLength(1);
  });

  it("that the service took and didn't do waits its turn, and fails where it isn't done then", async () => {
    const scene = standing();
    scene.vpc.ignored.add("name");
    const work = lifecycle.update(
      scene.context,
      "vss-0",
      { sslVpnServerId: "vss-0", ...inputs },
      { ...inputs, name: "other" },
    );
    expect(await scene.clock.failure(work)).toMatchObject({
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
      advice: "Run pulumi refresh, and pulumi up to recreate it.",
    });
  });

  it("keeps compression where it is on", async () => {
    const scene = standing({ ...inputs, compress: true });
    await update(scene, { compress: true, port: 1195 }, { ...inputs, compress: true });
    expect(scene.vpc.sent[0]?.args).toEqual({ port: 1195, compress: true });
  });

  it("that the service took and didn't do fails with path and values, and the next update sends it again", async () => {
    const scene = standing();
    scene.vpc.ignored.add("cipher");
    const state = { sslVpnServerId: "vss-0", ...inputs };
    const wanted = { ...inputs, cipher: "none" };
    const failure = await scene.clock.failure(lifecycle.update(scene.context, "vss-0", state, wanted));
    expect(failure).toMatchObject({
      name: "UnfinishedError",
      code: "NotTaken",
      message: expect.stringContaining('cipher (asked "none", described "AES-128-CBC")') as unknown,
      outputs: { cipher: "AES-128-CBC" },
    });
    scene.vpc.ignored.clear();
    const { outputs } = failure as { outputs: Properties };
    expect(await update(scene, { cipher: "none" }, outputs)).toMatchObject({ cipher: "none" });
  });

  it("spelled otherwise is a warning that names the path", async () => {
    const scene = standing();
    scene.vpc.answersWith.set("clientIpPool", "10.251.0.0/24 ");
    expect(await update(scene, { clientIpPool: "10.251.0.0/24" })).toMatchObject({
      clientIpPool: "10.251.0.0/24 ",
    });
    expect(scene.warnings).toEqual([expect.stringContaining("clientIpPool otherwise than asked for")]);
  });

  it("keeps what identifies the server where an answer leaves it out", async () => {
    const scene = standing();
    scene.vpc.answersWith.set("vpnGatewayId", undefined);
    expect(await update(scene, { port: 1195 })).toMatchObject({ vpnGatewayId: "vpn-1" });
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
