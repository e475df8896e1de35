import { Gateways } from "../../../provider/src/lifecycle/gateways";
import { MARK_KEY } from "../../../provider/src/schema/arguments";
import type { Properties } from "../../../provider/src/properties";
import { lifecycle } from "../../../provider/src/resources/vpnConnection/lifecycle";
import { vpnConnection } from "../../../provider/src/resources/vpnConnection/definition";
import { fullDual, fullSingle } from "../examples";
import { type World, refusal, world } from "../fakes";
import {
  create,
  creating,
  failedCreate,
  inputs,
  leaveBehind,
  markOf,
  operations,
  reads,
  stands,
  tagsOf,
} from "./connections";

const { changes, complete } = vpnConnection;

const MARK_STANDS_MS = 120_000;
const DOUBLE_STANDS_MS = 30_000;

/** Something happens while the create is at work. */
const meanwhile = async (scene: World, at: number, what: () => void, work = creating(scene)) => {
  const [outcome] = await scene.clock.run(
    Promise.all([Promise.allSettled([work]).then(([settled]) => settled), scene.clock.sleep(at).then(what)]),
  );
  return outcome;
};

describe("a connection that bears the mark of this resource", () => {
  it("is gone on with once it has stood for two minutes: nothing is made, and it is told", async () => {
    const scene = world();
    leaveBehind(scene, "vco-0");
    const { id } = await create(scene);
    expect(id).toBe("vco-0");
    expect(operations(scene)).toEqual(["TagResources", "UnTagResources"]);
    expect(scene.vpc.sent[0]?.at).toBeGreaterThanOrEqual(MARK_STANDS_MS);
    expect(scene.vpc.sent[0]?.at).toBeLessThan(MARK_STANDS_MS + 12_000);
    expect(tagsOf(scene, "vco-0")).toEqual({});
    expect(scene.warnings).toEqual(["VpnConnection office: resuming vco-0, left by an interrupted create."]);
  });

  it("is brought up to what the program asks for now", async () => {
    const scene = world();
    leaveBehind(scene, "vco-0", { remoteSubnets: ["192.168.9.0/24"], name: "before" });
    const { outputs } = await create(scene);
    expect(outputs).toMatchObject({ remoteSubnets: inputs.remoteSubnets, name: "office" });
    expect(scene.vpc.sentOf("ModifyVpnConnectionAttribute")).toMatchObject([
      { id: "vco-0", args: { remoteSubnets: inputs.remoteSubnets, name: "office" } },
    ]);
  });

  it("gets the key of the program, not the one it was made with", async () => {
    const scene = world();
    const wanted = complete(fullSingle);
    leaveBehind(scene, "vco-0", { ...wanted, ikeConfig: { psk: "of-another-day" }, tags: marked(scene) });
    const { outputs } = await create(scene, wanted);
    expect(outputs).toHaveProperty("ikeConfig.psk", "correct-horse-battery");
    expect(scene.vpc.connections.get("vco-0")).toHaveProperty("ikeConfig.psk", "correct-horse-battery");
  });

  it("gets the key of the program where the service doesn't tell the one it has", async () => {
    const scene = world();
    const wanted = complete(fullSingle);
    leaveBehind(scene, "vco-0", { ...wanted, ikeConfig: { psk: "of-another-day" }, tags: marked(scene) });
    scene.vpc.answersWith.set("ikeConfig.psk", undefined);
    await create(scene, wanted);
    expect(scene.vpc.connections.get("vco-0")).toHaveProperty("ikeConfig.psk", "correct-horse-battery");
  });

  it("is kept in the state where bringing it up to date fails", async () => {
    const scene = world();
    leaveBehind(scene, "vco-0", { remoteSubnets: ["192.168.9.0/24"] });
    scene.vpc.plan("ModifyVpnConnectionAttribute", refusal("IllegalParam.RemoteSubnet"));
    expect(await failedCreate(scene)).toMatchObject({
      name: "UnfinishedError",
      resourceId: "vco-0",
      code: "IllegalParam.RemoteSubnet",
    });
  });

  it("whose key nobody knows isn't said to have the program's where that wasn't taken", async () => {
    const scene = world();
    const wanted = complete(fullSingle);
    leaveBehind(scene, "vco-0", { ...wanted, ikeConfig: { psk: "of-another-day" }, tags: marked(scene) });
    scene.vpc.answersWith.set("ikeConfig.psk", undefined);
    scene.vpc.plan("ModifyVpnConnectionAttribute", refusal("IllegalParam.LocalSubnet"));
    const { outputs } = (await failedCreate(scene, wanted)) as { outputs: Properties };
    expect(outputs).not.toHaveProperty("ikeConfig.psk", "correct-horse-battery");
    await scene.clock.run(lifecycle.update({ ...scene.context, unfinished: true }, "vco-0", outputs, wanted));
    expect(scene.vpc.connections.get("vco-0")).toHaveProperty("ikeConfig.psk", "correct-horse-battery");
  });

  it("that loses its mark meanwhile was somebody's work in progress: it is not touched", async () => {
    const scene = world();
    leaveBehind(scene, "vco-0", { remoteSubnets: ["10.99.0.0/16"] });
    const outcome = await meanwhile(scene, 20_000, () => {
      stands(scene, "vco-0", { remoteSubnets: ["10.99.0.0/16"] });
    });
    expect(outcome).toMatchObject({ status: "fulfilled", value: { id: "vco-1" } });
    expect(scene.vpc.sent.map(({ id }) => id)).not.toContain("vco-0");
  });

  it("that gets another operation's mark meanwhile has to stand for two minutes again", async () => {
    const scene = world();
    leaveBehind(scene, "vco-0");
    const again = () => leaveBehind(scene, "vco-0", { tags: { [MARK_KEY]: markOf(scene, "another") } });
    expect(await meanwhile(scene, 20_000, again)).toMatchObject({ value: { id: "vco-0" } });
    expect(scene.vpc.sent[0]?.at).toBeGreaterThanOrEqual(20_000 + MARK_STANDS_MS);
  });

  it("that is deleted meanwhile is made anew", async () => {
    const scene = world();
    leaveBehind(scene, "vco-0");
    const gone = () => scene.vpc.connections.delete("vco-0");
    expect(await meanwhile(scene, 10_000, gone)).toMatchObject({ value: { id: "vco-1" } });
    expect(scene.warnings).toEqual([]);
  });

  it("isn't believed while its gateway is busy: it stands for two minutes more", async () => {
    const scene = world();
    leaveBehind(scene, "vco-0");
    await meanwhile(scene, 115_000, () => scene.vpc.busyFor(10_000));
    expect(scene.vpc.sent[0]?.at).toBeGreaterThanOrEqual(125_000 + MARK_STANDS_MS);
  });

  it("stands for two minutes from the last time that its gateway was busy, however short", async () => {
    const scene = world();
    leaveBehind(scene, "vco-0");
    await meanwhile(scene, 20_000, () => scene.vpc.busyFor(10_000));
    expect(scene.vpc.sent[0]?.at).toBeGreaterThanOrEqual(30_000 + MARK_STANDS_MS);
  });

  it("isn't decided on where too little time is left: an error names it, and nothing is sent", async () => {
    const scene = world();
    leaveBehind(scene, "vco-0");
    const failure = await failedCreate(scene, inputs, 20_000);
    expect(failure).toMatchObject({
      name: "VpnError",
      code: "Timeout",
      message: expect.stringMatching(
        /^vco-0 \(created 2026.*may be this resource.*nothing was sent/,
      ) as unknown,
      advice: expect.stringContaining("customTimeouts") as unknown,
    });
    expect(failure).not.toHaveProperty("outputs");
    expect(scene.vpc.sent).toEqual([]);
    expect(scene.clock.elapsed).toBeLessThan(22_000);
  });

  it("whose mark can't be taken off isn't taken: the error names the permission", async () => {
    const scene = world();
    leaveBehind(scene, "vco-0", { remoteSubnets: ["192.168.9.0/24"] });
    scene.vpc.forbidden.add("UnTagResources");
    const failure = await failedCreate(scene);
    expect(failure).toMatchObject({
      name: "VpnError",
      resourceId: "vco-0",
      advice: expect.stringMatching(/vpc:UnTagResources.*import-file/) as unknown,
    });
    expect(failure).not.toHaveProperty("outputs");
    expect(operations(scene)).toEqual(["TagResources", "UnTagResources"]);
  });

  it("that another create claims in the same moment is that one's: this one doesn't touch it further", async () => {
    const scene = world();
    leaveBehind(scene, "vco-0", { remoteSubnets: ["10.99.0.0/16"] });
    const claimedByAnother = () => {
      leaveBehind(scene, "vco-0", {
        remoteSubnets: ["10.99.0.0/16"],
        tags: { [MARK_KEY]: markOf(scene, "another") },
      });
    };
    const finishedByAnother = () => stands(scene, "vco-0", { remoteSubnets: ["10.99.0.0/16"] });
    void scene.clock.sleep(MARK_STANDS_MS + 30_000).then(finishedByAnother);
    const outcome = await meanwhile(scene, MARK_STANDS_MS + 5_000, claimedByAnother);
    expect(outcome).toMatchObject({ status: "fulfilled", value: { id: "vco-1" } });
    expect(scene.vpc.sent.map(({ operation, id }) => [operation, id])).toEqual([
      ["TagResources", "vco-0"],
      ["CreateVpnConnection", undefined],
      ["UnTagResources", "vco-1"],
    ]);
  });

  it("that two creates find at once is claimed by both and taken by one, however the tags lag", async () => {
    const scene = world();
    scene.vpc.lags.tags = 10_000;
    leaveBehind(scene, "vco-0");
    const { vpc, clock, context } = scene;
    const elsewhere = { ...context, gateways: new Gateways(vpc, clock) };
    const other = clock.sleep(8_000).then(() => lifecycle.create(elsewhere, inputs));
    const outcomes = await clock.run(Promise.allSettled([creating(scene), other]));
    expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(vpc.sentOf("TagResources")).toHaveLength(2);
    expect(vpc.connections.size).toBe(1);
  });

  it("whose gateway and peer one answer leaves out is asked for again", async () => {
    const scene = world();
    leaveBehind(scene, "vco-0", { customerGatewayId: "cgw-9" });
    const answer = scene.vpc.vpnConnection.bind(scene.vpc);
    let asked = 0;
    scene.vpc.vpnConnection = async (id) => {
      const told = await answer(id);
      asked += 1;
      return asked > 1 ? told : told && { ...told, customerGatewayId: undefined, vpnGatewayId: undefined };
    };
    expect(await failedCreate(scene)).toMatchObject({
      message: expect.stringContaining("with another customerGatewayId") as unknown,
      outputs: { customerGatewayId: "cgw-9" },
    });
  });

  it("whose claim is answered by nobody keeps its mark until that claim can no longer arrive", async () => {
    const scene = world();
    leaveBehind(scene, "vco-0");
    scene.vpc.plan("TagResources", { executedAfter: 35_000 });
    expect(await create(scene)).toMatchObject({ id: "vco-0" });
    expect(operations(scene)).toEqual(["TagResources", "UnTagResources"]);
    expect(tagsOf(scene, "vco-0")).toEqual({});
    const [claim, end] = scene.vpc.sent;
    expect((end?.at ?? 0) - (claim?.at ?? 0)).toBeGreaterThanOrEqual(70_000);
  });

  it("that isn't listed any more while it is claimed isn't ours, whoever's claim it was", async () => {
    const scene = world();
    leaveBehind(scene, "vco-0");
    const list = scene.vpc.vpnConnections.bind(scene.vpc);
    const broken = refusal("InternalError", 500);
    scene.vpc.vpnConnections = (...filter) =>
      scene.vpc.sentOf("TagResources").length === 0 ? list(...filter) : Promise.reject(broken);
    const failure = await failedCreate(scene);
    expect(failure).not.toHaveProperty("outputs");
    expect(operations(scene)).toEqual(["TagResources"]);
  });

  it("whose claim arrives after another has gone on with it is that one's: the mark that came too late goes", async () => {
    const scene = world();
    leaveBehind(scene, "vco-0", { remoteSubnets: ["10.99.0.0/16"] });
    scene.vpc.plan("TagResources", { executedAfter: 34_000 });
    const remoteSubnets = ["10.99.0.0/16"];
    const claimedByAnother = () => {
      leaveBehind(scene, "vco-0", { remoteSubnets, tags: { [MARK_KEY]: markOf(scene, "another") } });
    };
    const finishedByAnother = () => stands(scene, "vco-0", { remoteSubnets });
    void scene.clock.sleep(MARK_STANDS_MS + 28_000).then(finishedByAnother);
    const outcome = await meanwhile(scene, MARK_STANDS_MS + 3_000, claimedByAnother);
    expect(outcome).toMatchObject({ status: "fulfilled", value: { id: "vco-1" } });
    expect(tagsOf(scene, "vco-0")).toEqual({});
    expect(scene.vpc.sent.map(({ operation, id }) => [operation, id])).toEqual([
      ["TagResources", "vco-0"],
      ["UnTagResources", "vco-0"],
      ["CreateVpnConnection", undefined],
      ["UnTagResources", "vco-1"],
    ]);
  });

  it("is nobody's leftover where marks are off", async () => {
    const scene = world({ mark: false });
    leaveBehind(scene, "vco-0", { remoteSubnets: ["10.99.0.0/16"] });
    expect(await create(scene)).toMatchObject({ id: "vco-1" });
    expect(scene.clock.elapsed).toBeLessThan(5_000);
  });
});

const marked = (scene: World) => ({ [MARK_KEY]: markOf(scene) });

describe("a leftover isn't one", () => {
  it("that the engine has spoken of: a state has it", async () => {
    const scene = world({ isTold: (id) => id === "vco-0" });
    leaveBehind(scene, "vco-0");
    expect(await create(scene)).toMatchObject({ id: "vco-1" });
    expect(tagsOf(scene, "vco-0")).toEqual(marked(scene));
  });

  it("that the engine speaks of while it is watched", async () => {
    let told = false;
    const scene = world({ isTold: (id) => told && id === "vco-0" });
    leaveBehind(scene, "vco-0");
    expect(await meanwhile(scene, 10_000, () => (told = true))).toMatchObject({ value: { id: "vco-1" } });
    expect(tagsOf(scene, "vco-0")).toEqual(marked(scene));
  });

  it("that this process has made", async () => {
    const scene = world();
    scene.context.gateways.made.add("vco-0");
    leaveBehind(scene, "vco-0");
    expect(await create(scene)).toMatchObject({ id: "vco-1" });
    expect(scene.clock.elapsed).toBeLessThan(5_000);
  });

  it("that this process has deleted, though it is still listed", async () => {
    const scene = world();
    leaveBehind(scene, "vco-0");
    scene.vpc.deletionLag = 30_000;
    await scene.clock.run(lifecycle.delete(scene.context, "vco-0", inputs));
    expect(await create(scene)).toMatchObject({ id: "vco-1" });
    expect(scene.warnings).toEqual([]);
  });

  it("that bears another resource's mark", async () => {
    const scene = world();
    const other = world({ urn: "urn::::::other" });
    stands(scene, "vco-0", { remoteSubnets: ["10.99.0.0/16"], tags: marked(other) });
    expect(await create(scene)).toMatchObject({ id: "vco-1" });
    expect(tagsOf(scene, "vco-0")).toEqual(marked(other));
  });

  it("that bears the tag of an earlier version alone: that is no evidence of anything", async () => {
    const scene = world();
    stands(scene, "vco-0", {
      remoteSubnets: ["10.99.0.0/16"],
      tags: { "pulumi-alicloud-vpn": markOf(scene).split("-")[0] },
    });
    expect(await create(scene)).toMatchObject({ id: "vco-1" });
  });
});

describe("leftovers that a person has to decide on", () => {
  it("two of one resource are both named, and neither is touched", async () => {
    const scene = world();
    leaveBehind(scene, "vco-8");
    leaveBehind(scene, "vco-9", { remoteSubnets: ["10.99.0.0/16"] });
    expect(await failedCreate(scene)).toMatchObject({
      name: "VpnError",
      message: expect.stringMatching(/^vco-8 .* and vco-9 .* bear the mark of this resource/) as unknown,
      advice: expect.stringContaining("Delete all but one") as unknown,
    });
    expect(scene.vpc.sent).toEqual([]);
  });

  it("one on another gateway is named with the gateway, the region and the ways out", async () => {
    const scene = world();
    leaveBehind(scene, "vco-0", { vpnGatewayId: "vpn-2" });
    expect(await failedCreate(scene)).toMatchObject({
      name: "VpnError",
      resourceId: "vco-0",
      message:
        "vco-0 (created 2026-01-01T00:00:00.000Z), on vpn-2 in cn-hangzhou, bears the mark of this resource, left by an interrupted create.",
      advice: expect.stringMatching(/import-file.*delete it.*another stack/) as unknown,
    });
    expect(scene.vpc.sent).toEqual([]);
    expect(scene.clock.elapsed).toBeGreaterThanOrEqual(MARK_STANDS_MS);
  });
});

describe("a leftover that differs in what replaces", () => {
  const twoTunnels = complete(fullDual);
  const dualThere: Properties = {
    ...twoTunnels,
    customerGatewayId: undefined,
    tunnelStatus: { master: { tunnelId: "tun-1" }, slave: { tunnelId: "tun-2" } },
  };

  it("has its mark off and ends unfinished with what it is, and the next diff replaces it", async () => {
    const scene = world();
    leaveBehind(scene, "vco-0", { customerGatewayId: "cgw-9" });
    const failure = (await failedCreate(scene)) as { outputs: Properties };
    expect(failure).toMatchObject({
      name: "UnfinishedError",
      resourceId: "vco-0",
      message: expect.stringContaining("with another customerGatewayId") as unknown,
      advice: expect.stringContaining("is replaced") as unknown,
      outputs: { customerGatewayId: "cgw-9" },
    });
    expect(tagsOf(scene, "vco-0")).toEqual({});
    expect(operations(scene)).toEqual(["TagResources", "UnTagResources"]);
    const planned = changes(failure.outputs, inputs).filter(({ field }) => field.change === "replaces");
    expect(planned.map(({ field }) => field.path)).toEqual(["customerGatewayId"]);
  });

  it.each<[string, Properties, Properties, string]>([
    ["two tunnels in place of one", inputs, dualThere, "customerGatewayId"],
    ["one tunnel in place of two", twoTunnels, { ...inputs, tunnels: undefined }, "tunnels"],
  ])("ends so with %s, too", async (_, wanted, there, path) => {
    const scene = world();
    leaveBehind(scene, "vco-0", { ...there, tags: marked(scene) });
    const failure = (await failedCreate(scene, wanted)) as { outputs: Properties };
    expect(failure).toMatchObject({ name: "UnfinishedError", resourceId: "vco-0" });
    expect(operations(scene)).toEqual(["TagResources", "UnTagResources"]);
    const planned = changes(failure.outputs, wanted);
    expect(planned.map(({ field }) => [field.path, field.change])).toEqual([[path, "replaces"]]);
  });
});

describe("an exact double without a mark", () => {
  it("is named once it has stood for 30 seconds: whose it is, nothing tells", async () => {
    const scene = world();
    stands(scene, "vco-0", { name: "whatever", remoteSubnets: ["192.168.0.0/16"] });
    expect(await failedCreate(scene)).toMatchObject({
      kind: "conflict",
      code: "InvalidVpnConnection.AlreadyExists",
      message: expect.stringMatching(
        /^vco-0 \(created 2026.*\), on vpn-1 in cn-hangzhou, has the same peer and overlapping subnets/,
      ) as unknown,
      advice: expect.stringMatching(/import-file.*delete it.*aliases/) as unknown,
    });
    expect(scene.vpc.sent).toEqual([]);
    expect(scene.clock.elapsed).toBeGreaterThanOrEqual(DOUBLE_STANDS_MS);
  });

  it("that goes meanwhile is in nobody's way", async () => {
    const scene = world();
    stands(scene, "vco-0");
    const gone = () => scene.vpc.connections.delete("vco-0");
    expect(await meanwhile(scene, 10_000, gone)).toMatchObject({ value: { id: "vco-1" } });
  });

  it("that this process removes makes room: the create is tried again behind the delete", async () => {
    const scene = world();
    stands(scene, "vco-0");
    const work = creating(scene);
    const removed = lifecycle.delete({ ...scene.context, label: "VpnConnection old" }, "vco-0", inputs);
    const [{ id }] = await scene.clock.run(Promise.all([work, removed]));
    expect(id).toBe("vco-1");
    expect(operations(scene)).toEqual(["DeleteVpnConnection", "CreateVpnConnection", "UnTagResources"]);
  });

  it.each<[string, Properties]>([
    ["the peer", { customerGatewayId: undefined }],
    ["the gateway", { vpnGatewayId: undefined }],
    [
      "the peer, though its traffic was edited",
      { customerGatewayId: undefined, remoteSubnets: ["192.168.0.0/16"] },
    ],
  ])(
    "is one, too, where the answer leaves out %s and all that it tells is as asked for",
    async (_, facts) => {
      const scene = world();
      stands(scene, "vco-0", facts);
      expect(await failedCreate(scene)).toMatchObject({ code: "InvalidVpnConnection.AlreadyExists" });
      expect(scene.vpc.sent).toEqual([]);
    },
  );

  it.each<[string, Properties]>([
    ["other traffic", { remoteSubnets: ["10.99.0.0/16"] }],
    ["another peer", { customerGatewayId: "cgw-9" }],
    ["another gateway", { vpnGatewayId: "vpn-2" }],
    ["two tunnels", { customerGatewayId: undefined, tunnels: fullDual.tunnels }],
    ["another name, where the answer leaves out the peer", { customerGatewayId: undefined, name: "other" }],
  ])("isn't one with %s", async (_, facts) => {
    const scene = world();
    stands(scene, "vco-0", facts);
    expect(await create(scene)).toMatchObject({ id: "vco-1" });
    expect(scene.clock.elapsed).toBeLessThan(5_000);
  });

  it("isn't looked for where marks are off", async () => {
    const scene = world({ mark: false });
    stands(scene, "vco-0");
    expect(await create(scene)).toMatchObject({ id: "vco-1" });
  });
});

describe("the listing of the region", () => {
  const named = (scene: World, name: string, third: number) =>
    create(
      { ...scene, context: { ...scene.context, urn: `urn::::::${name}` } },
      { ...inputs, name, remoteSubnets: [`192.168.${third}.0/24`] },
    );

  it("is asked for once by the creates of a minute", async () => {
    const scene = world();
    for (const [index, name] of ["a", "b", "c"].entries()) await named(scene, name, index);
    expect(reads(scene, "DescribeVpnConnections")).toBe(1);
    expect(scene.vpc.connections.size).toBe(3);
  });

  it("is asked for anew once it is twelve seconds old", async () => {
    const scene = world();
    scene.vpc.changeTakes = 8_000;
    for (const [index, name] of ["a", "b", "c"].entries()) await named(scene, name, index);
    expect(reads(scene, "DescribeVpnConnections")).toBe(2);
  });

  it("is asked for again where the question failed", async () => {
    const scene = world();
    scene.vpc.plan("DescribeVpnConnections", refusal("Forbidden", 403));
    expect(await failedCreate(scene)).toMatchObject({ code: "Forbidden" });
    expect(scene.vpc.sent).toEqual([]);
    expect(await create(scene)).toMatchObject({ id: "vco-1" });
  });

  it("shows each resource its own leftover", async () => {
    const scene = world();
    for (const [index, name] of ["a", "b"].entries()) {
      const context = { ...scene.context, urn: `urn::::::${name}` };
      leaveBehind({ ...scene, context }, `vco-${name}`, {
        name,
        remoteSubnets: [`192.168.${index}.0/24`],
        tags: { [MARK_KEY]: markOf({ ...scene, context }) },
      });
    }
    const ids = [
      (await named(scene, "b", 1)).id,
      (await named(scene, "c", 2)).id,
      (await named(scene, "a", 0)).id,
    ];
    expect(ids).toEqual(["vco-b", "vco-1", "vco-a"]);
  });
});
