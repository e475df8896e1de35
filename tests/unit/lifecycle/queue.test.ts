import type { Progress, Request } from "../../../provider/src/lifecycle/queue";
import { Gateway } from "../../../provider/src/lifecycle/queue";
import { Gateways } from "../../../provider/src/lifecycle/gateways";
import { type World, refusal, world } from "../fakes";
import { through } from "./through";

const request = (what: string, progress: Progress = () => undefined, limit = 600_000): Request => ({
  what,
  limit,
  progress,
});

/** Changes of one gateway, each noted with when it was sent and when it was done. */
function bench(changes: Partial<World["context"]> = {}) {
  const { clock, vpc } = world(changes);
  const gateway = new Gateway("vpn-1", vpc, clock);
  const log: [string, number][] = [];
  const change = async (what: string, progress?: Progress, limit?: number) => {
    const id = await gateway.change(request(what, progress, limit), (turn) =>
      through(turn, () => {
        log.push([`${what} sent`, clock.elapsed]);
        return vpc.createVpnConnection({ vpnGatewayId: "vpn-1", name: what }, {}, what);
      }),
    );
    log.push([`${what} done`, clock.elapsed]);
    return id;
  };
  return { clock, vpc, gateway, log, change };
}

describe("changes of one gateway", () => {
  it("go one at a time, first in first out, and none is refused", async () => {
    const { clock, vpc, log, change } = bench();
    const ids = await clock.run(Promise.all(["a", "b", "c"].map((what) => change(what))));
    expect(ids).toEqual(["vco-1", "vco-2", "vco-3"]);
    expect(log.map(([what]) => what)).toEqual(["a sent", "a done", "b sent", "b done", "c sent", "c done"]);
    expect(vpc.sent).toHaveLength(3);
  });

  it("are done only once the gateway is active again", async () => {
    const { clock, log, change } = bench();
    await clock.run(change("a"));
    const [[, sent] = ["", 0], [, done] = ["", 0]] = log;
    expect(done - sent).toBeGreaterThanOrEqual(2_000);
    expect(done - sent).toBeLessThan(2_700);
  });

  it("aren't done by an answer that was asked for before the gateway can be busy, however late it comes", async () => {
    const { clock, vpc, log, change } = bench();
    vpc.busyLag = 5_000;
    vpc.changeTakes = 60_000;
    const status = vpc.gatewayStatus.bind(vpc);
    let looks = 0;
    vpc.gatewayStatus = async () => {
      const answer = await status();
      looks += 1;
      if (looks === 1) await clock.sleep(26_000);
      return answer;
    };
    await clock.run(change("a"));
    const [[, sent] = ["", 0], [, done] = ["", 0]] = log;
    expect(done - sent).toBeGreaterThanOrEqual(65_000);
  });

  it("take no longer than they may, however long those before them took", async () => {
    const { clock, vpc, change } = bench();
    vpc.changeTakes = 500_000;
    await clock.run(change("long"));
    const begun = clock.elapsed;
    await clock.failure(change("short", undefined, 30_000));
    expect(clock.elapsed - begun).toBeCloseTo(30_000);
  });

  it("share one poll loop: who waits doesn't look", async () => {
    const alone = bench();
    await alone.clock.run(alone.change("a"));
    const looks = alone.vpc.reads.length;
    const crowd = bench();
    crowd.vpc.changeTakes = 2_000;
    const all = Array.from({ length: 10 }, (_, index) => crowd.change(`change ${index}`));
    await crowd.clock.run(Promise.all(all));
    expect(crowd.vpc.reads.length).toBeLessThanOrEqual(looks * 10);
  });

  it("let the next one go on where one fails", async () => {
    const { clock, vpc, change } = bench();
    vpc.plan("CreateVpnConnection", refusal("Resource.QuotaFull"));
    const [failed, done] = await clock.run(Promise.allSettled([change("a"), change("b")]));
    expect(failed).toMatchObject({ status: "rejected", reason: { code: "Resource.QuotaFull" } });
    expect(done).toEqual({ status: "fulfilled", value: "vco-1" });
  });

  it("let the next one go on where the status can't be read", async () => {
    const { clock, vpc, change } = bench();
    vpc.plan("DescribeVpnGateway", refusal("Forbidden", 403));
    const [failed, done] = await clock.run(Promise.allSettled([change("a"), change("b")]));
    expect(failed).toMatchObject({ status: "rejected", reason: { code: "Forbidden" } });
    expect(done.status).toBe("fulfilled");
  });

  it("let the next one go on where the work itself throws", async () => {
    const { clock, gateway, change } = bench();
    const broken = gateway.change(request("broken"), () => {
      throw new TypeError("a mistake");
    });
    const [failed, done] = await clock.run(Promise.allSettled([broken, change("b")]));
    expect([failed.status, done.status]).toEqual(["rejected", "fulfilled"]);
  });
});

it("several gateways go on side by side", async () => {
  const { clock, vpc, context } = world();
  const gateways = new Gateways(vpc, clock);
  const finished: [string, number][] = [];
  const slow = (id: string, takes: number) =>
    gateways.at(id).change(request(id), async () => {
      await clock.sleep(takes);
      finished.push([id, clock.elapsed]);
    });
  await clock.run(Promise.all([slow("vpn-1", 5_000), slow("vpn-2", 1_000), slow("vpn-1", 1_000)]));
  expect(finished).toEqual([
    ["vpn-2", 1_000],
    ["vpn-1", 5_000],
    ["vpn-1", 6_000],
  ]);
  expect(gateways.at("vpn-1")).toBe(gateways.at("vpn-1"));
  expect(gateways.at("vpn-1")).not.toBe(gateways.at("vpn-2"));
  expect([vpc.sent, context.gateways.at("vpn-1").id]).toEqual([[], "vpn-1"]);
});

describe("a gateway that somebody else keeps busy", () => {
  it("is waited for, and the same request goes again", async () => {
    const { clock, vpc, log, change } = bench();
    vpc.busyFor(10_000);
    await clock.run(change("a"));
    expect(new Set(vpc.sent.map(({ token }) => token))).toEqual(new Set(["a"]));
    expect(vpc.connections.size).toBe(1);
    const sent = log.filter(([what]) => what === "a sent");
    expect(sent.length).toBe(2);
    expect(sent.at(-1)?.[1]).toBeGreaterThanOrEqual(10_000);
    expect(sent.at(-1)?.[1]).toBeLessThan(15_000);
  });

  it("may become busy again before we get to it", async () => {
    const { clock, vpc, change } = bench();
    const busy = refusal("VpnGateway.Configuring");
    vpc.plan("CreateVpnConnection", busy, refusal("VpnTask.CONFLICT"), busy);
    vpc.busyFor(1_000);
    expect(await clock.run(change("a"))).toBe("vco-1");
    expect(vpc.sent).toHaveLength(4);
  });
});

describe("a gateway that never gets active", () => {
  it("ends with a time-out that says what to do", async () => {
    const { clock, vpc, change } = bench();
    vpc.stuckIn = "updating";
    const failure = await clock.failure(change("creating office", undefined, 60_000));
    expect(failure).toMatchObject({ code: "Timeout" });
    expect(failure).toHaveProperty("message", expect.stringContaining("vpn-1 is still updating after 60 s"));
    expect(failure).toHaveProperty("advice", expect.stringMatching(/pulumi up again.*customTimeouts/));
    expect(Math.round(clock.elapsed)).toBeGreaterThanOrEqual(60_000);
    expect(clock.elapsed).toBeLessThan(61_000);
  });

  it("ends that way where it is busy with another's change, too", async () => {
    const { clock, vpc, change } = bench();
    vpc.busyFor(3_600_000);
    expect(await clock.failure(change("a", undefined, 30_000))).toMatchObject({ code: "Timeout" });
    expect(vpc.connections.size).toBe(0);
  });

  it("takes time from each change only in that change's own turn", async () => {
    const { clock, vpc, change } = bench();
    vpc.changeTakes = 40_000;
    const all = ["a", "b", "c"].map((what) => change(what, undefined, 60_000));
    expect(await clock.run(Promise.all(all))).toHaveLength(3);
    expect(clock.elapsed).toBeGreaterThan(120_000);
  });
});

describe("a gateway that stayed busy for a change's whole limit", () => {
  it("fails the changes behind it at once: nothing of them is sent, and nobody waits as long again", async () => {
    const { clock, vpc, change } = bench();
    vpc.stuckIn = "updating";
    const all = ["a", "b", "c"].map((what) => change(what, undefined, 60_000));
    const [a, b, c] = await clock.run(Promise.allSettled(all));
    expect(a).toMatchObject({
      reason: { code: "Timeout", message: expect.stringContaining("60 s") as unknown },
    });
    for (const behind of [b, c]) {
      expect(behind).toMatchObject({
        status: "rejected",
        reason: {
          code: "Timeout",
          message: "vpn-1 is still updating, as it was for the change before; nothing was sent.",
          advice: "Find out what keeps the gateway busy, and run the same command again.",
        },
      });
    }
    expect(vpc.sent.map(({ token }) => token)).toEqual(["a"]);
    expect(clock.elapsed).toBeLessThan(61_000);
  });

  it("fails none that may wait longer: a short customTimeouts of one is no other's", async () => {
    const { clock, vpc, change } = bench();
    vpc.changeTakes = 40_000;
    const all = [20_000, 600_000].map((limit, index) => change(`change ${index}`, undefined, limit));
    const [hasty, patient] = await clock.run(Promise.allSettled(all));
    expect(hasty).toMatchObject({ reason: { code: "Timeout" } });
    expect(patient).toMatchObject({ status: "fulfilled" });
  });

  it("with a change of somebody else's fails them, too", async () => {
    const { clock, vpc, change } = bench();
    vpc.busyFor(3_600_000);
    const all = ["a", "b"].map((what) => change(what, undefined, 30_000));
    await clock.run(Promise.allSettled(all));
    expect(vpc.sent.map(({ token }) => token)).toEqual(["a"]);
    expect(clock.elapsed).toBeLessThan(31_000);
  });

  it("and is active again by then takes the next ones", async () => {
    const { clock, vpc, log, change } = bench();
    vpc.stuckIn = "updating";
    const a = change("a", undefined, 60_000).catch(() => {
      vpc.stuckIn = undefined;
    });
    await clock.run(a);
    expect(await clock.run(Promise.all([change("b"), change("c")]))).toEqual(["vco-2", "vco-3"]);
    expect(log.map(([what]) => what)).toEqual(["a sent", "b sent", "b done", "c sent", "c done"]);
  });

  it("is asked anew by each change, as long as it is stuck", async () => {
    const { clock, vpc, change } = bench();
    vpc.stuckIn = "updating";
    await clock.run(Promise.allSettled([change("a", undefined, 60_000), change("b", undefined, 60_000)]));
    vpc.stuckIn = undefined;
    vpc.changeTakes = 2_000;
    expect(await clock.run(change("c"))).toBe("vco-2");
  });
});

describe("what a person is told", () => {
  it("is the place in the queue, again whenever it changes, with the gateway's status as it was seen last", async () => {
    const { clock, change } = bench();
    const told: [string, string][] = [];
    const note: Progress = (message, phase) => {
      if (phase.startsWith("place")) told.push([phase, message]);
    };
    await clock.run(Promise.all([change("a"), change("b"), change("c", note)]));
    const phases = told.map(([phase]) => phase).filter((phase, index, all) => phase !== all[index - 1]);
    expect(phases).toEqual(["place 2", "place 1"]);
    const messages = [...new Set(told.map(([, message]) => message))];
    expect(messages).toEqual([
      "queued, 2 ahead",
      "queued, 2 ahead, gateway updating",
      "queued, 2 ahead, 1 s, gateway updating",
      "queued, 2 ahead, 2 s, gateway updating",
      "queued, 1 ahead",
      "queued, 1 ahead, gateway updating",
      "queued, 1 ahead, 2 s, gateway updating",
    ]);
  });

  it("is the status, for how long, how many wait behind, and a last word", async () => {
    const { clock, change } = bench();
    const told: [string, string][] = [];
    const all = [change("creating a", (message, phase) => told.push([phase, message])), change("b")];
    await clock.run(Promise.all(all));
    expect(told[0]).toEqual(["sending", "sending"]);
    expect(told[1]).toEqual(["updating", "gateway updating, 1 waiting"]);
    expect(told.at(-1)).toEqual(["active", "2 s, gateway active"]);
  });

  it("speaks of several that wait", async () => {
    const { clock, change } = bench();
    const told: string[] = [];
    const all = [change("a", (message) => told.push(message)), change("b"), change("c")];
    await clock.run(Promise.all(all));
    expect(told.join("\n")).toContain("gateway updating, 2 waiting");
  });
});
