import type { Properties } from "../../../provider/src/properties";
import { MARK_KEY } from "../../../provider/src/schema/arguments";
import { createdId } from "../../../provider/src/vpc/answers";
import { fullDual } from "../examples";
import { type World, refusal, world } from "../fakes";
import { create, creating, failedCreate, inputs, markOf, reads, stands, tagsOf } from "./connections";

const WINDOW_MS = 70_000;

const created = ({ vpc }: World) => vpc.sentOf("CreateVpnConnection");

/** A world in which the answer to the first create is lost. */
function losing(fault: Parameters<World["vpc"]["plan"]>[1], changes: Partial<World["context"]> = {}): World {
  const scene = world(changes);
  scene.vpc.plan("CreateVpnConnection", fault);
  return scene;
}

/** Marks are shown nowhere: tags are neither listed nor described. */
function withoutTags(scene: World): World {
  scene.vpc.answersWith.set("tags", {});
  return scene;
}

/** Another process makes a connection, a while after the create was sent. */
function neighbourMakes(scene: World, id: string, facts: Properties, at = 5_000): void {
  void scene.clock.sleep(at).then(() => stands(scene, id, facts));
}

describe("a create whose answer was lost", () => {
  it("is found by its mark as soon as that is listed: nothing is sent again", async () => {
    const scene = losing("lost answer");
    expect(await create(scene)).toMatchObject({ id: "vco-1" });
    expect(created(scene)).toHaveLength(1);
    expect(scene.clock.elapsed).toBeLessThan(10_000);
    expect(tagsOf(scene, "vco-1")).toEqual({});
    expect(scene.warnings).toEqual([]);
  });

  it("that came without an id is found as well", async () => {
    const scene = world();
    const send = scene.vpc.createVpnConnection.bind(scene.vpc);
    scene.vpc.createVpnConnection = async (...request) => {
      await send(...request);
      return createdId("CreateVpnConnection", undefined);
    };
    expect(await create(scene)).toMatchObject({ id: "vco-1" });
    expect(created(scene)).toHaveLength(1);
  });

  it("is found by its mark whatever it is called by now", async () => {
    const scene = losing("lost answer");
    scene.vpc.madeAs.set("name", "renamed");
    expect(await create(scene)).toMatchObject({ id: "vco-1", outputs: { name: "renamed" } });
    expect(created(scene)).toHaveLength(1);
  });

  it("is found where the request was executed 35 seconds after it was sent, its sender long gone", async () => {
    const scene = losing({ executedAfter: 35_000 });
    expect(await create(scene)).toMatchObject({ id: "vco-1" });
    expect(created(scene)).toHaveLength(1);
    expect(scene.clock.elapsed).toBeLessThan(WINDOW_MS);
  });

  it("is found where it was given up after 45 seconds", async () => {
    const scene = losing({ executedAfter: 1_000, givenUpAfter: 45_000 });
    expect(await create(scene)).toMatchObject({ id: "vco-1" });
    expect(created(scene)).toHaveLength(1);
    expect(scene.clock.elapsed).toBeLessThan(55_000);
  });

  it("is found where it was executed late, and lists and tags lag, too", async () => {
    const scene = losing({ executedAfter: 35_000 });
    Object.assign(scene.vpc.lags, { describes: 10_000, lists: 10_000, tags: 10_000 });
    expect(await create(scene)).toMatchObject({ id: "vco-1" });
    expect(created(scene)).toHaveLength(1);
    expect(tagsOf(scene, "vco-1")).toEqual({});
  });

  it("is found and kept where the gateway stays busy for all the time there is", async () => {
    const scene = losing("lost answer");
    scene.vpc.changeTakes = 3_600_000;
    expect(await failedCreate(scene)).toMatchObject({
      name: "UnfinishedError",
      code: "Timeout",
      resourceId: "vco-1",
    });
    expect(tagsOf(scene, "vco-1")).toEqual({});
  });

  it("is done when the gateway is, which it keeps busy", async () => {
    const scene = losing("lost answer");
    scene.vpc.changeTakes = 20_000;
    await create(scene);
    expect(scene.clock.elapsed).toBeGreaterThanOrEqual(20_000);
  });
});

describe("a create whose request was lost on its way", () => {
  it("isn't sent again before 70 seconds are over, and then with its token and its mark", async () => {
    const scene = losing("lost on the way");
    expect(await create(scene)).toMatchObject({ id: "vco-1" });
    const [first, second] = created(scene);
    expect(created(scene)).toHaveLength(2);
    expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThanOrEqual(WINDOW_MS);
    expect(second).toMatchObject({ token: first?.token, tags: first?.tags });
    expect(scene.vpc.connections.size).toBe(1);
  });

  it("counts the 70 seconds from when it was sent, not from when it was given up", async () => {
    const scene = losing({ executedAfter: Infinity, givenUpAfter: 45_000 });
    await create(scene);
    const [, second] = created(scene);
    expect(second?.at).toBeGreaterThanOrEqual(WINDOW_MS);
    expect(second?.at).toBeLessThan(WINDOW_MS + 5_000);
  });

  it("isn't sent again while the gateway is busy", async () => {
    const scene = losing("lost on the way");
    void scene.clock.sleep(60_000).then(() => scene.vpc.busyFor(40_000));
    await create(scene);
    expect(created(scene)[1]?.at).toBeGreaterThanOrEqual(100_000);
  });

  it("and then fails for good leaves nothing to keep", async () => {
    const scene = losing("lost on the way");
    scene.vpc.plan("CreateVpnConnection", refusal("Resource.QuotaFull"));
    const failure = await failedCreate(scene);
    expect(failure).toMatchObject({ name: "VpnError", code: "Resource.QuotaFull" });
    expect(failure).not.toHaveProperty("outputs");
  });

  it("twice is asked about twice", async () => {
    const scene = losing("lost on the way");
    scene.vpc.plan("CreateVpnConnection", "lost on the way");
    expect(await create(scene)).toMatchObject({ id: "vco-1" });
    expect(created(scene)).toHaveLength(3);
    expect(created(scene)[2]?.at).toBeGreaterThanOrEqual(2 * WINDOW_MS);
  });

  it("isn't sent again where asking fails", async () => {
    const scene = losing("lost on the way");
    scene.vpc.plan(
      "DescribeVpnConnections",
      "none",
      ...Array<ReturnType<typeof refusal>>(30).fill(refusal("Forbidden", 403)),
    );
    expect(await failedCreate(scene)).toMatchObject({
      code: "Forbidden",
      message: expect.stringMatching(/Whether it was taken can't be looked up: /) as unknown,
    });
    expect(created(scene)).toHaveLength(1);
    expect(scene.clock.elapsed).toBeGreaterThanOrEqual(WINDOW_MS);
  });

  it("is looked for to the end where one look fails: it may arrive until then", async () => {
    const scene = world();
    scene.vpc.plan("CreateVpnConnection", { executedAfter: 14_000 });
    scene.vpc.plan("DescribeVpnConnections", "none", refusal("Forbidden", 403));
    expect(await create(scene)).toMatchObject({ id: "vco-1" });
    expect(created(scene)).toHaveLength(1);
  });
});

describe("a lost create where marks aren't shown", () => {
  it("is found by its name and arguments once the window is over, not before", async () => {
    const scene = withoutTags(losing("lost answer"));
    expect(await create(scene)).toMatchObject({ id: "vco-1" });
    expect(created(scene)).toHaveLength(1);
    expect(scene.clock.elapsed).toBeGreaterThanOrEqual(WINDOW_MS);
  });

  it("is found so where it was executed late and lists lag", async () => {
    const scene = withoutTags(losing({ executedAfter: 35_000 }));
    Object.assign(scene.vpc.lags, { describes: 10_000, lists: 10_000 });
    expect(await create(scene)).toMatchObject({ id: "vco-1" });
    expect(created(scene)).toHaveLength(1);
  });

  it("is found so where the service ignores tags at a create", async () => {
    const scene = losing("lost answer");
    scene.vpc.madeAs.set("tags", {});
    expect(await create(scene)).toMatchObject({ id: "vco-1" });
    expect(created(scene)).toHaveLength(1);
  });

  it("isn't taken for what stood before", async () => {
    const scene = withoutTags(losing("lost on the way", { isTold: () => true }));
    stands(scene, "vco-0");
    expect(await create(scene)).toMatchObject({ id: "vco-1" });
    expect(created(scene)).toHaveLength(2);
  });

  it.each<[string, Properties]>([
    ["another peer", { customerGatewayId: "cgw-9" }],
    ["another gateway", { vpnGatewayId: "vpn-9" }],
    ["other traffic", { remoteSubnets: ["10.99.0.0/16"] }],
    ["two tunnels", { customerGatewayId: undefined, tunnels: fullDual.tunnels }],
  ])("isn't taken for a neighbour's with %s", async (_, facts) => {
    const scene = withoutTags(losing("lost on the way"));
    neighbourMakes(scene, "vco-9", facts);
    expect(await create(scene)).toMatchObject({ id: "vco-1" });
    expect(scene.vpc.sent.map(({ id }) => id)).not.toContain("vco-9");
  });

  it("isn't taken for a neighbour's of another name, which is in its way", async () => {
    const scene = withoutTags(losing("lost on the way"));
    neighbourMakes(scene, "vco-9", { name: "branch" });
    expect(await failedCreate(scene)).toMatchObject({
      kind: "conflict",
      message: expect.stringMatching(/^vco-9 .* has the same peer/) as unknown,
    });
    expect(scene.vpc.sent).toHaveLength(1);
  });

  it("with two candidates names both, and sends nothing", async () => {
    const scene = withoutTags(losing("lost answer"));
    neighbourMakes(scene, "vco-9", {});
    const failure = await failedCreate(scene);
    expect(failure).toMatchObject({
      name: "VpnError",
      message: expect.stringMatching(/Since then vco-1, vco-9 have come/) as unknown,
      advice: expect.stringContaining("import-file") as unknown,
    });
    expect(failure).not.toHaveProperty("outputs");
    expect(scene.vpc.sent).toHaveLength(1);
  });

  it("with two candidates stays open in this process: a repetition sends nothing either", async () => {
    const scene = withoutTags(losing("lost answer"));
    neighbourMakes(scene, "vco-9", {});
    await failedCreate(scene);
    expect(await failedCreate(scene)).toMatchObject({
      message: expect.stringContaining("vco-1, vco-9") as unknown,
    });
    expect(scene.vpc.sent).toHaveLength(1);
    scene.vpc.connections.delete("vco-9");
    expect(await create(scene)).toMatchObject({ id: "vco-1" });
    expect(created(scene)).toHaveLength(1);
  });
});

it.each([
  ["without tags", inputs],
  ["with tags", { ...inputs, tags: { team: "network" } }],
])(
  "a lost create %s is found by name and arguments where marks are off, after the window",
  async (_, wanted) => {
    const scene = losing("lost answer", { mark: false });
    expect(await create(scene, wanted)).toMatchObject({ id: "vco-1" });
    expect(created(scene)).toHaveLength(1);
    expect(scene.clock.elapsed).toBeGreaterThanOrEqual(WINDOW_MS);
  },
);

describe("a neighbour's connection of the same name and arguments", () => {
  it("isn't taken where it bears the neighbour's mark", async () => {
    const scene = losing("lost on the way");
    const neighbour = world({ organization: "elsewhere" });
    neighbourMakes(scene, "vco-9", { tags: { [MARK_KEY]: markOf(neighbour) } });
    const failure = await failedCreate(scene);
    // It stands in the way, which is for a person; nobody takes it over.
    expect(failure).toMatchObject({ kind: "conflict", message: expect.stringContaining("vco-9") as unknown });
    expect(scene.vpc.sent.map(({ id }) => id)).not.toContain("vco-9");
  });

  it("isn't taken where its mark was seen, and is off by the end of the window", async () => {
    const scene = losing("lost on the way");
    const neighbour = world({ organization: "elsewhere" });
    neighbourMakes(scene, "vco-9", { tags: { [MARK_KEY]: markOf(neighbour) } });
    neighbourMakes(scene, "vco-9", {}, 40_000);
    const failure = await failedCreate(scene);
    expect(failure).toMatchObject({ kind: "conflict", message: expect.stringContaining("vco-9") as unknown });
    expect(failure).not.toHaveProperty("outputs");
    expect(created(scene)).toHaveLength(1);
  });
});

describe("where too little time is left for a window", () => {
  it("a lost create fails, unsent", async () => {
    const scene = losing("lost on the way");
    const failure = await failedCreate(scene, inputs, 60_000);
    expect(failure).toMatchObject({
      kind: "indeterminate",
      advice: expect.stringContaining("again") as unknown,
    });
    expect(failure).not.toHaveProperty("outputs");
    expect(created(scene)).toHaveLength(1);
    expect(scene.clock.elapsed).toBeLessThanOrEqual(61_000);
  });

  it("for another window a create that wasn't found fails as well, unsent", async () => {
    const scene = losing("lost on the way");
    expect(await failedCreate(scene, inputs, 100_000)).toMatchObject({ kind: "indeterminate" });
    expect(created(scene)).toHaveLength(1);
    expect(scene.clock.elapsed).toBeLessThan(80_000);
  });

  it("its mark is proof all the same", async () => {
    const scene = losing({ executedAfter: 35_000 });
    expect(await create(scene, inputs, 60_000)).toMatchObject({ id: "vco-1" });
    expect(created(scene)).toHaveLength(1);
  });

  it("a repetition in this process goes on with the open window", async () => {
    const scene = losing({ executedAfter: 35_000 });
    expect(await failedCreate(scene, inputs, 20_000)).toMatchObject({ kind: "indeterminate" });
    expect(await create(scene)).toMatchObject({ id: "vco-1" });
    expect(created(scene)).toHaveLength(1);
  });

  it("a repetition sends again once the window is over, with the same token and mark", async () => {
    const scene = losing("lost on the way");
    await failedCreate(scene, inputs, 20_000);
    expect(await create(scene)).toMatchObject({ id: "vco-1" });
    const [first, second] = created(scene);
    expect(second).toMatchObject({ token: first?.token, tags: first?.tags });
    expect(second?.at).toBeGreaterThanOrEqual(WINDOW_MS);
  });
});

it("nothing else of this process is sent while a lost create is asked about", async () => {
  const scene = losing("lost on the way");
  const other = { ...scene, context: { ...scene.context, urn: "urn::::::branch" } };
  const branch = { ...inputs, name: "branch", remoteSubnets: ["10.99.0.0/16"] };
  await scene.clock.run(Promise.all([creating(scene), creating(other, branch)]));
  expect(created(scene).map(({ args }) => args?.name)).toEqual(["office", "office", "branch"]);
});

it("a lost create is asked about with few listings", async () => {
  const scene = losing("lost on the way");
  await create(scene);
  expect(reads(scene, "DescribeVpnConnections")).toBeLessThanOrEqual(15);
});
