import type { Properties } from "../../../provider/src/properties";
import { type Candidate, type Creation, create, markOf, since } from "../../../provider/src/lifecycle/create";
import { createdId } from "../../../provider/src/vpc/mapping";
import { type World, lostAnswer, refusal, world } from "../fakes";

interface Case {
  readonly inputs?: Properties;
  readonly marked?: boolean;
  /** What the listing has, apart from what is made. */
  readonly there?: Candidate[];
  readonly unmet?: (described: Properties) => string[];
  readonly adopt?: Creation["adopt"];
}

const base: Properties = { vpnGatewayId: "vpn-1", regionId: "cn-hangzhou", name: "office" };

/** A creation of a connection, with the tokens it was sent with. */
function creating(scene: World, { inputs = base, marked = false, there, unmet, adopt }: Case = {}) {
  const { vpc, context } = scene;
  const creation: Creation = {
    inputs,
    marked,
    describe: (id) => vpc.vpnConnection(id),
    unmet: unmet ?? (() => []),
    candidates: async () => there ?? (await vpc.vpnConnections({ vpnGatewayId: "vpn-1" })),
    send: (token) => vpc.createVpnConnection(inputs, {}, token),
    adopt: adopt ?? ((id, described) => Promise.resolve({ ...described, adopted: id })),
  };
  return create(context, context.gateways.at("vpn-1"), creation);
}

/** The token of a create with these arguments. */
async function tokenOf(inputs: Properties, changes: Partial<World["context"]> = {}): Promise<string> {
  const scene = world(changes);
  await scene.clock.run(creating(scene, { inputs }));
  return scene.vpc.sent[0]?.token ?? "";
}

describe("the token of a create", () => {
  it("is the same for the same resource with the same arguments, in every process and order of keys", async () => {
    const reordered = { name: "office", regionId: "cn-hangzhou", vpnGatewayId: "vpn-1" };
    expect(await tokenOf(reordered)).toBe(await tokenOf(base));
  });

  it("knows nothing of secrets and of our own inputs", async () => {
    const secret = { ...base, ikeConfig: { psk: "k", ikeMode: "main" }, __urn: "u", __timeouts: {} };
    const other = { ...base, ikeConfig: { psk: "other", ikeMode: "main" } };
    expect(await tokenOf(secret)).toBe(await tokenOf(other));
  });

  it("is text that the API takes", async () => {
    expect(await tokenOf(base)).toMatch(/^[0-9a-f]{48}$/);
  });

  it.each<[string, Properties, Partial<World["context"]>]>([
    ["another argument", { ...base, localSubnets: ["10.0.0.0/16"] }, {}],
    ["another region", { ...base, regionId: "cn-beijing" }, {}],
    ["another URN", base, { urn: "urn:pulumi:prod::network::t::other" }],
    ["another organization", base, { organization: "other" }],
  ])("is another one with %s", async (_, inputs, changes) => {
    expect(await tokenOf(inputs, changes)).not.toBe(await tokenOf(base));
  });
});

describe("a create", () => {
  it("asks who is there, sends once, waits for the gateway and looks", async () => {
    const scene = world();
    const { id, outputs } = await scene.clock.run(creating(scene));
    expect([id, outputs.name]).toEqual(["vco-1", "office"]);
    expect(scene.vpc.sent).toHaveLength(1);
    expect(scene.vpc.reads[0]).toBe("DescribeVpnConnections");
    expect(scene.vpc.reads.at(-1)).toBe("DescribeVpnConnection");
    expect(scene.warnings).toEqual([]);
  });

  it("refused leaves nothing to keep", async () => {
    const scene = world();
    scene.vpc.plan("CreateVpnConnection", refusal("Resource.QuotaFull"));
    const failure = await scene.clock.failure(creating(scene));
    expect(failure).toMatchObject({ name: "VpnError", code: "Resource.QuotaFull" });
    expect(failure).not.toHaveProperty("outputs");
  });

  it("that is described otherwise for three looks ends with a warning that names the paths", async () => {
    const scene = world();
    const { outputs } = await scene.clock.run(creating(scene, { unmet: () => ["name", "localSubnets"] }));
    expect(outputs.name).toBe("office");
    expect(scene.vpc.reads.filter((read) => read === "DescribeVpnConnection")).toHaveLength(3);
    expect(scene.warnings).toEqual([expect.stringContaining("name, localSubnets otherwise than asked for")]);
  });

  it("that fails once there is an id carries the id and what was asked for", async () => {
    const scene = world();
    scene.vpc.stuckIn = "updating";
    expect(await scene.clock.failure(creating(scene))).toMatchObject({
      name: "UnfinishedError",
      resourceId: "vco-1",
      code: "Timeout",
      outputs: base,
    });
  });

  it("that can't be read back carries the id as well", async () => {
    const scene = world();
    scene.vpc.plan("DescribeVpnConnection", refusal("Forbidden", 403));
    expect(await scene.clock.failure(creating(scene))).toMatchObject({
      name: "UnfinishedError",
      resourceId: "vco-1",
      requestId: "request-1",
    });
  });
});

describe("a create whose answer was lost", () => {
  it("that was done is found, and isn't made twice", async () => {
    const scene = world();
    scene.vpc.plan("CreateVpnConnection", "lost answer");
    expect(await scene.clock.run(creating(scene))).toMatchObject({ id: "vco-1" });
    expect(scene.vpc.sent).toHaveLength(1);
    expect(scene.warnings).toEqual([]);
  });

  it("that was not done is sent again, with the same token", async () => {
    const scene = world();
    scene.vpc.plan("CreateVpnConnection", "lost on the way");
    expect(await scene.clock.run(creating(scene))).toMatchObject({ id: "vco-1" });
    expect(scene.vpc.sent).toHaveLength(2);
    expect(new Set(scene.vpc.sent.map(({ token }) => token)).size).toBe(1);
    expect(scene.vpc.connections.size).toBe(1);
  });

  it("that fails for good leaves nothing to keep", async () => {
    const scene = world();
    scene.vpc.plan("CreateVpnConnection", "lost on the way", refusal("Resource.QuotaFull"));
    const failure = await scene.clock.failure(creating(scene));
    expect(failure).toMatchObject({ name: "VpnError", code: "Resource.QuotaFull" });
  });

  it("is never taken for one that was there before", async () => {
    const scene = world();
    scene.vpc.connections.set("vco-0", { vpnGatewayId: "vpn-1", name: "office", createTime: 1 });
    scene.vpc.plan("CreateVpnConnection", "lost on the way");
    expect(await scene.clock.run(creating(scene))).toMatchObject({ id: "vco-1" });
    expect(scene.warnings).toEqual([]);
  });

  it("is taken for nobody else's, by its name, where connections carry no mark", async () => {
    const scene = world();
    const listed = scene.vpc.vpnConnections.bind(scene.vpc);
    let asked = 0;
    scene.vpc.vpnConnections = (filter) => {
      // Another process makes one while the gateway is waited for.
      if ((asked += 1) === 2) scene.vpc.connections.set("vco-7", { vpnGatewayId: "vpn-1", name: "branch" });
      return listed(filter);
    };
    scene.vpc.plan("CreateVpnConnection", "lost on the way");
    expect(await scene.clock.run(creating(scene))).toMatchObject({ id: "vco-1" });
    expect(scene.vpc.sent).toHaveLength(2);
    expect([...scene.vpc.connections.keys()].sort()).toEqual(["vco-1", "vco-7"]);
  });

  it("is known by its mark alone where there is one, whatever it is called by now", async () => {
    const scene = world();
    scene.vpc.plan("CreateVpnConnection", "lost answer");
    const listed = scene.vpc.vpnConnections.bind(scene.vpc);
    scene.vpc.vpnConnections = async (filter) =>
      (await listed(filter)).map((candidate) => ({ ...candidate, name: "renamed" }));
    expect(await scene.clock.run(creating(scene, { marked: true }))).toMatchObject({ id: "vco-1" });
    expect(scene.vpc.sent).toHaveLength(1);
  });

  it("because it came without an id is found as well, and isn't made twice", async () => {
    const scene = world();
    const create = scene.vpc.createVpnConnection.bind(scene.vpc);
    scene.vpc.createVpnConnection = async (...request) => {
      await create(...request);
      return { id: createdId("CreateVpnConnection", undefined) };
    };
    expect(await scene.clock.run(creating(scene))).toMatchObject({ id: "vco-1" });
    expect(scene.vpc.sent).toHaveLength(1);
  });

  it("fails where asking fails, before anything is sent again", async () => {
    const scene = world();
    scene.vpc.plan("CreateVpnConnection", lostAnswer());
    scene.vpc.plan("DescribeVpnConnections", "none", refusal("Forbidden", 403));
    expect(await scene.clock.failure(creating(scene))).toMatchObject({ code: "Forbidden" });
    expect(scene.vpc.sent).toHaveLength(1);
  });
});

describe("a create cut short in an earlier process", () => {
  const earlier = { vpnGatewayId: "vpn-1", name: "office", createTime: Date.UTC(2025, 11, 31, 12) };

  it("is found by its mark: nothing is sent, and a warning tells since when it is there", async () => {
    const scene = world();
    scene.vpc.connections.set("vco-0", earlier);
    const { id, outputs } = await scene.clock.run(creating(scene, { marked: true }));
    expect([id, outputs.adopted]).toEqual(["vco-0", "vco-0"]);
    expect(scene.vpc.sent).toEqual([]);
    expect(scene.warnings).toEqual([expect.stringContaining("vco-0, created 2025-12-31T12:00:00.000Z")]);
  });

  it("is found by its token, where the service remembers it", async () => {
    const first = world();
    await first.clock.run(creating(first));
    const scene = world();
    scene.vpc.remembersTokens = true;
    await scene.vpc.createVpnConnection(base, {}, first.vpc.sent[0]?.token ?? "");
    const { id, outputs } = await scene.clock.run(creating(scene));
    expect([id, outputs.adopted]).toEqual(["vco-1", "vco-1"]);
    expect(scene.warnings).toHaveLength(1);
  });

  it("isn't taken for one that the state has, though that bears the mark too", async () => {
    const scene = world({ inState: (id) => id === "vco-0" });
    scene.vpc.connections.set("vco-0", earlier);
    expect(await scene.clock.run(creating(scene, { marked: true }))).toMatchObject({ id: "vco-1" });
    expect(scene.warnings).toEqual([]);
  });

  it("isn't taken for one that the engine only then names as a resource of the state", async () => {
    let told = false;
    const stateTold = () => Promise.resolve(void (told = true));
    const scene = world({ inState: (id) => told && id === "vco-0", stateTold });
    scene.vpc.connections.set("vco-0", earlier);
    expect(await scene.clock.run(creating(scene, { marked: true }))).toMatchObject({ id: "vco-1" });
    expect(scene.warnings).toEqual([]);
  });

  it("isn't taken for one that the engine names while the gateway is waited for", async () => {
    let told = false;
    const scene = world({ inState: (id) => told && id === "vco-0" });
    scene.vpc.connections.set("vco-0", earlier);
    const describe = scene.vpc.vpnConnection.bind(scene.vpc);
    scene.vpc.vpnConnection = (id) => {
      told = true;
      return describe(id);
    };
    expect(await scene.clock.run(creating(scene, { marked: true }))).toMatchObject({ id: "vco-1" });
    expect(scene.vpc.connections.get("vco-0")).toEqual(earlier);
    expect(scene.warnings).toEqual([]);
  });

  it("without mark or token nothing that was there before is taken over", async () => {
    const scene = world();
    scene.vpc.connections.set("vco-0", earlier);
    expect(await scene.clock.run(creating(scene))).toMatchObject({ id: "vco-1" });
  });

  it("isn't taken for a resource whose mark is older than a day: it may have another name by now", async () => {
    const scene = world();
    scene.vpc.connections.set("vco-0", { ...earlier, createTime: Date.UTC(2025, 11, 1) });
    expect(await scene.clock.failure(creating(scene, { marked: true }))).toMatchObject({
      message: "vco-0, created 2025-12-01T00:00:00.000Z, bears the mark of this resource.",
      advice: expect.stringContaining("import-file") as unknown,
    });
    expect(scene.vpc.sent).toEqual([]);
  });

  it("that can't be brought to what is asked for now is kept, with what is described", async () => {
    const scene = world();
    scene.vpc.connections.set("vco-0", earlier);
    const adopt = () => Promise.reject(refusal("IllegalParam.LocalSubnet"));
    expect(await scene.clock.failure(creating(scene, { marked: true, adopt }))).toMatchObject({
      name: "UnfinishedError",
      resourceId: "vco-0",
      outputs: earlier,
    });
  });
});

/** What a create of an earlier life of the resource made, whose gateway has long been active again. */
async function longAgo(scene: World, token: string): Promise<string> {
  const { id } = await scene.vpc.createVpnConnection(base, {}, token);
  await scene.clock.run(scene.clock.sleep(10_000));
  return id;
}

describe("a token that names what is gone", () => {
  it("is followed by another, of the next generation", async () => {
    const first = world();
    await first.clock.run(creating(first));
    const token = first.vpc.sent[0]?.token ?? "";
    const scene = world();
    scene.vpc.remembersTokens = true;
    const gone = await longAgo(scene, token);
    scene.vpc.connections.delete(gone);
    const { id } = await scene.clock.run(creating(scene));
    expect(id).toBe("vco-2");
    expect(scene.vpc.sent.map((request) => request.token === token)).toEqual([true, true, false]);
  });

  it("leaves nothing to keep where the next one is refused: its id is another resource's", async () => {
    const first = world();
    await first.clock.run(creating(first));
    // The connection has another name by now, and the state has it; a new resource has the old name.
    const scene = world({ inState: (id) => id === "vco-1" });
    scene.vpc.remembersTokens = true;
    await longAgo(scene, first.vpc.sent[0]?.token ?? "");
    scene.vpc.plan("CreateVpnConnection", "none", refusal("Resource.QuotaFull"));
    const failure = await scene.clock.failure(creating(scene));
    expect(failure).toMatchObject({ name: "VpnError", code: "Resource.QuotaFull" });
    expect(failure).not.toHaveProperty("outputs");
  });

  it("over and over ends with an advice", async () => {
    const scene = world();
    // Nothing begins: the gateway is never seen busy, and the answers are of long ago.
    scene.vpc.changeTakes = 0;
    const create = scene.vpc.createVpnConnection.bind(scene.vpc);
    scene.vpc.createVpnConnection = async (...request) => ({ ...(await create(...request)), createTime: 1 });
    const nowhere = { ...base, vpnGatewayId: "vpn-9" };
    const creation = creating(
      { ...scene, vpc: Object.assign(scene.vpc, { vpnConnection: () => Promise.resolve(undefined) }) },
      { inputs: nowhere },
    );
    expect(await scene.clock.failure(creation)).toMatchObject({
      advice: expect.stringContaining("Change the resource's name") as unknown,
    });
    expect(scene.vpc.sent).toHaveLength(20);
    expect(new Set(scene.vpc.sent.map(({ token }) => token)).size).toBe(scene.vpc.sent.length);
  });
});

describe("an answer that says when the resource was made", () => {
  const looks = (scene: World) => scene.vpc.reads.filter((read) => read === "DescribeVpnGateway").length;

  it("just now: it needs no look at the gateway to know that something has begun", async () => {
    const [telling, silent] = [world(), world()];
    const create = silent.vpc.createVpnConnection.bind(silent.vpc);
    silent.vpc.createVpnConnection = async (...request) => ({ id: (await create(...request)).id });
    await telling.clock.run(creating(telling));
    await silent.clock.run(creating(silent));
    expect(looks(telling)).toBe(looks(silent) - 1);
  });

  it("just now by a clock that isn't ours: a look at the gateway has to tell", async () => {
    const [ahead, untold] = [world(), world()];
    for (const [scene, answeredAt] of [
      [ahead, ahead.clock.now() + 300_000],
      [untold, undefined],
    ] as const) {
      const create = scene.vpc.createVpnConnection.bind(scene.vpc);
      scene.vpc.createVpnConnection = async (...request) => ({ ...(await create(...request)), answeredAt });
      await scene.clock.run(creating(scene));
    }
    const agreeing = world();
    await agreeing.clock.run(creating(agreeing));
    expect([looks(ahead), looks(untold)]).toEqual([looks(agreeing) + 1, looks(agreeing) + 1]);
  });

  it("just now, and isn't described though the gateway was never seen busy: it is kept, not sent again", async () => {
    const scene = world();
    scene.vpc.changeTakes = 0;
    Object.assign(scene.vpc, { vpnConnection: () => Promise.resolve(undefined) });
    expect(await scene.clock.failure(creating(scene))).toMatchObject({
      name: "UnfinishedError",
      resourceId: "vco-1",
    });
    expect(scene.vpc.sent).toHaveLength(1);
  });
});

describe("a create that made the gateway busy and isn't described", () => {
  const undescribed = (scene: World, looks: number) => {
    const describe = scene.vpc.vpnConnection.bind(scene.vpc);
    const create = scene.vpc.createVpnConnection.bind(scene.vpc);
    // Only the gateway tells: the answer doesn't say when the resource was made.
    scene.vpc.createVpnConnection = async (...request) => ({ id: (await create(...request)).id });
    let left = looks;
    Object.assign(scene.vpc, {
      vpnConnection: (id: string) => ((left -= 1) < 0 ? describe(id) : Promise.resolve(undefined)),
    });
  };

  it("is kept and told, and never sent again under another token", async () => {
    const scene = world();
    undescribed(scene, Infinity);
    expect(await scene.clock.failure(creating(scene))).toMatchObject({
      name: "UnfinishedError",
      resourceId: "vco-1",
      message: "vco-1 was created, and the service doesn't describe it yet.",
      advice: "Run pulumi up again: it goes on from here.",
      outputs: base,
    });
    expect(scene.vpc.sent).toHaveLength(1);
  });

  it("is never sent again either where the pace is known, and the first look would come too late", async () => {
    const scene = world();
    for (const name of ["a", "b", "c", "d", "e", "f"]) {
      await scene.clock.run(creating(scene, { inputs: { ...base, name } }));
    }
    scene.vpc.changeTakes = 1_900;
    undescribed(scene, Infinity);
    const before = scene.vpc.sent.length;
    expect(await scene.clock.failure(creating(scene))).toMatchObject({ name: "UnfinishedError" });
    expect(scene.vpc.sent).toHaveLength(before + 1);
  });

  it("is waited for during three looks", async () => {
    const scene = world();
    undescribed(scene, 2);
    expect(await scene.clock.run(creating(scene))).toMatchObject({ id: "vco-1" });
    expect(scene.vpc.sent).toHaveLength(1);
  });
});

it("the mark tells resources of the world apart", () => {
  const marks = [{}, { urn: "other" }, { organization: "other" }].map((changes) =>
    markOf(world(changes).context),
  );
  expect(new Set(marks).size).toBe(3);
  expect(marks[0]).toMatch(/^[0-9a-f]{20}$/);
  expect(markOf(world().context)).toBe(marks[0]);
});

it("since when something exists is told where it is known", () => {
  expect(since({ id: "x", createTime: 0 })).toBe(", created 1970-01-01T00:00:00.000Z");
  expect(since({ id: "x" })).toBe("");
});
