import type { Properties } from "../../../provider/src/properties";
import { lifecycle } from "../../../provider/src/resources/sslVpnServer/lifecycle";
import { sslVpnServer } from "../../../provider/src/resources/sslVpnServer/definition";
import type { World } from "../fakes";
import { failedUpdate, inputs, known, scenery, sentArgs, standing, update } from "./servers";

const { changes } = sslVpnServer;

describe("an update after one that stayed unfinished", () => {
  const updated = (scene: World, wanted: Properties) => {
    const context = { ...scene.context, unfinished: true };
    return scene.clock.run(lifecycle.update(context, "vss-0", known, wanted));
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
    const work = lifecycle.update(context, "vss-0", known, inputs);
    expect(await scene.clock.failure(work)).toMatchObject({
      message: expect.stringContaining("no longer exists") as unknown,
    });
    expect(scene.clock.elapsed).toBeGreaterThanOrEqual(12_000);
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
    expect(scene.vpc.reads).toEqual(["DescribeSslVpnServers", "DescribeVpnGateway", "DescribeSslVpnServers"]);
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
    expect(await failedUpdate(scenery(), { port: 1195 })).toMatchObject({
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
    const failure = await failedUpdate(scene, { cipher: "none" });
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
