import { EngineActivity } from "../../../provider/src/lifecycle/engineActivity";
import { Gateways } from "../../../provider/src/lifecycle/gateways";
import { refusal, world } from "../fakes";
import { through } from "./through";

type Taken = (attempt: number) => boolean;

/** Changes of gateways, each of which says by `taken` whether its n-th try is taken. */
function bench() {
  const { clock, vpc } = world();
  const activity = new EngineActivity(clock);
  const gateways = new Gateways(vpc, clock, activity);
  const log: string[] = [];
  const at =
    (id: string) =>
    (what: string, taken: Taken, code = "IllegalParam.TunnelCidr", resolutionHint?: string) => {
      let attempt = 0;
      const progress = (_: string, phase: string) => {
        if (phase === "parked") log.push(`${what} parked`);
      };
      return gateways.at(id).change({ what, limit: 60_000, progress, resolutionHint }, (turn) =>
        through(turn, () => {
          attempt += 1;
          log.push(`${what} ${attempt}`);
          return taken(attempt) ? Promise.resolve(what) : Promise.reject(refusal(code));
        }),
      );
    };
  return { clock, vpc, activity, gateways, log, change: at("vpn-1"), elsewhere: at("vpn-2") };
}

const always = () => true;
const never = () => false;

describe("changes that are refused for good", () => {
  it("give up together once the engine is silent, not one after the other", async () => {
    const { clock, activity, change } = bench();
    const all = Array.from({ length: 10 }, (_, index) =>
      change(`change ${index}`, never).finally(() => activity.note()),
    );
    const outcomes = await clock.run(Promise.allSettled(all));
    expect(outcomes.every(({ status }) => status === "rejected")).toBe(true);
    expect(clock.elapsed).toBeLessThan(6_000);
  });

  it("give up once their own time is over, however long others go on elsewhere", async () => {
    const { clock, gateways, change } = bench();
    const request = { what: "slow", limit: 60_000, progress: () => undefined };
    const slow = Array.from({ length: 20 }, () =>
      gateways.at("vpn-2").change(request, () => clock.sleep(10_000)),
    );
    const refused = change("a", never);
    let ended = 0;
    const failed = refused.catch(() => (ended = clock.elapsed));
    await clock.run(Promise.allSettled([...slow, failed]));
    expect(ended).toBeLessThanOrEqual(61_000);
  });
});

it("while the engine waits for an answer it isn't silent", async () => {
  const { clock, activity } = bench();
  const answered = activity.during(() => clock.sleep(9_000));
  const silent = activity.quietFor(5_000).then(() => clock.elapsed);
  await clock.run(answered);
  expect(await clock.run(silent)).toBe(14_000);
});

describe("a change refused for a cause that another may remove", () => {
  it("is tried again behind the one that waits", async () => {
    const { clock, log, change } = bench();
    const all = [change("a", (attempt) => attempt > 1), change("b", always)];
    expect(await clock.run(Promise.all(all))).toEqual(["a", "b"]);
    expect(log).toEqual(["a 1", "a parked", "b 1", "a 2"]);
  });

  it("is tried behind all of them, until one has made room", async () => {
    const { clock, log, change } = bench();
    const all = [change("a", (attempt) => attempt > 1), change("b", always), change("c", always)];
    await clock.run(Promise.all(all));
    expect(log).toEqual(["a 1", "a parked", "b 1", "c 1", "a 2"]);
  });

  it("fails where nothing else waits and the engine is silent", async () => {
    const { clock, log, change } = bench();
    expect(await clock.failure(change("a", never))).toMatchObject({
      code: "IllegalParam.TunnelCidr",
      message: "Operation: IllegalParam.TunnelCidr: IllegalParam.TunnelCidr said",
    });
    expect(log).toEqual(["a 1", "a parked"]);
  });

  it("fails where the others are done and it is refused still", async () => {
    const { clock, log, change } = bench();
    const [a, b] = await clock.run(Promise.allSettled([change("a", never), change("b", always)]));
    expect([a.status, b.status]).toEqual(["rejected", "fulfilled"]);
    expect(log).toEqual(["a 1", "a parked", "b 1", "a 2", "a parked"]);
  });

  it("and fails then names the change it was tried behind, with all that the service said", async () => {
    const { clock, change } = bench();
    const all = [change("creating a", never), change("creating b", always)];
    const [a] = await clock.run(Promise.allSettled(all));
    expect(a).toMatchObject({
      status: "rejected",
      reason: {
        message:
          "Operation: IllegalParam.TunnelCidr: IllegalParam.TunnelCidr said (tried again after creating b; the conflict remained)",
        kind: "conflict",
        code: "IllegalParam.TunnelCidr",
        requestId: "request-1",
        advice: "Each tunnel of a gateway needs a tunnelCidr of its own.",
      },
    });
  });

  it("fails where each waits for the other: nothing goes round in circles", async () => {
    const { clock, log, change } = bench();
    const results = await clock.run(Promise.allSettled(["a", "b", "c"].map((what) => change(what, never))));
    expect(results.map(({ status }) => status)).toEqual(["rejected", "rejected", "rejected"]);
    expect(log.length).toBeLessThanOrEqual(12);
  });

  it("is tried again behind one that fails, too", async () => {
    const { clock, log, change } = bench();
    const all = [change("a", never), change("b", never, "Resource.QuotaFull"), change("c", always)];
    const results = await clock.run(Promise.allSettled(all));
    expect(results.map(({ status }) => status)).toEqual(["rejected", "rejected", "fulfilled"]);
    expect(log).toEqual(["a 1", "a parked", "b 1", "c 1", "a 2", "a parked"]);
  });

  it("doesn't hold up the rest for a cause that no change removes", async () => {
    const { clock, log, change } = bench();
    const all = [change("a", never, "Resource.QuotaFull"), change("b", always)];
    await clock.run(Promise.allSettled(all));
    expect(log).toEqual(["a 1", "b 1"]);
  });
});

describe("a change refused before the one that makes room has come", () => {
  it("waits for it while the engine goes on asking", async () => {
    const { clock, activity, log, change } = bench();
    const first = change("a", (attempt) => attempt > 1);
    const engine = async () => {
      for (let call = 0; call < 4; call += 1) {
        await clock.sleep(4_000);
        activity.note();
      }
      return await change("b", always);
    };
    expect(await clock.run(Promise.all([first, engine()]))).toEqual(["a", "b"]);
    expect(log).toEqual(["a 1", "a parked", "b 1", "a 2"]);
  });

  it("fails five seconds after the engine's last word", async () => {
    const { clock, activity, change } = bench();
    const first = change("a", never);
    const engine = clock.sleep(4_000).then(() => activity.note());
    expect(await clock.failure(Promise.all([first, engine]))).toMatchObject({
      code: "IllegalParam.TunnelCidr",
    });
    expect(clock.elapsed).toBe(9_000);
  });

  it("lets those who come meanwhile have their turns", async () => {
    const { clock, log, change } = bench();
    const later = clock.sleep(1_000).then(() => change("b", never, "Resource.QuotaFull"));
    await clock.run(Promise.allSettled([change("a", never), later]));
    expect(log).toEqual(["a 1", "a parked", "b 1", "a 2", "a parked"]);
  });
});

describe("a change refused for what another gateway's change may remove", () => {
  it("is tried again once that one has succeeded, however long it takes", async () => {
    const { clock, vpc, log, change, elsewhere } = bench();
    vpc.busyFor(30_000);
    const helper = elsewhere("b", (attempt) => attempt > 1, "VpnGateway.Configuring");
    expect(await clock.run(Promise.all([change("a", (attempt) => attempt > 1), helper]))).toEqual(["a", "b"]);
    expect(log).toEqual(["b 1", "a 1", "a parked", "b 2", "a 2"]);
  });

  it("fails with it where both are refused, each with what is in its way and the way out", async () => {
    const { clock, change, elsewhere } = bench();
    const both = [
      change("moving a", never, "IpConflict", "Replace a."),
      elsewhere("moving b", never, "IpConflict"),
    ];
    const [a, b] = await clock.run(Promise.allSettled(both));
    const mutual = (other: string) => `(refused like ${other}: they may be in each other's way)`;
    expect(a).toMatchObject({
      reason: {
        message: expect.stringContaining(mutual("moving b")) as unknown,
        advice: expect.stringMatching(/clientIpPool apart .* Replace a\.$/) as unknown,
      },
    });
    expect(b).toMatchObject({
      reason: { message: expect.stringContaining(mutual("moving a")) as unknown },
    });
  });
});
