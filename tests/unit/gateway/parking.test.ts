import { Gateway } from "../../../provider/src/gateway/gateway";
import { refusal, world } from "../fakes";

/** Changes of one gateway, each of which says by `tries` whether its n-th try is taken. */
function bench() {
  const { clock, vpc } = world();
  const gateway = new Gateway("vpn-1", vpc, clock);
  const log: string[] = [];
  const change = (what: string, taken: (attempt: number) => boolean, code = "IllegalParam.TunnelCidr") => {
    let attempt = 0;
    const progress = (_: string, phase: string) => {
      if (phase === "parked") log.push(`${what} parked`);
    };
    return gateway.change({ what, limit: 60_000, progress }, (turn) =>
      turn.send(
        () => {
          attempt += 1;
          log.push(`${what} ${attempt}`);
          return taken(attempt) ? Promise.resolve(what) : Promise.reject(refusal(code));
        },
        () => Promise.resolve(undefined),
      ),
    );
  };
  return { clock, log, change };
}

const always = () => true;
const never = () => false;

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

  it("fails at once where nothing else waits", async () => {
    const { clock, log, change } = bench();
    expect(await clock.failure(change("a", never))).toMatchObject({
      code: "IllegalParam.TunnelCidr",
      message: "Operation: IllegalParam.TunnelCidr: IllegalParam.TunnelCidr said",
    });
    expect(log).toEqual(["a 1"]);
  });

  it("fails where the others are done and it is refused still", async () => {
    const { clock, log, change } = bench();
    const [a, b] = await clock.run(Promise.allSettled([change("a", never), change("b", always)]));
    expect([a.status, b.status]).toEqual(["rejected", "fulfilled"]);
    expect(log).toEqual(["a 1", "a parked", "b 1", "a 2"]);
  });

  it("and fails then names the change it was tried behind, with all that the service said", async () => {
    const { clock, change } = bench();
    const all = [change("creating a", never), change("creating b", always)];
    const [a] = await clock.run(Promise.allSettled(all));
    expect(a).toMatchObject({
      status: "rejected",
      reason: {
        message:
          "Operation: IllegalParam.TunnelCidr: IllegalParam.TunnelCidr said (tried again after creating b, which made no room)",
        kind: "park",
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
    expect(log).toEqual(["a 1", "a parked", "b 1", "c 1", "a 2"]);
  });

  it("doesn't hold up the rest for a cause that no change removes", async () => {
    const { clock, log, change } = bench();
    const all = [change("a", never, "Resource.QuotaFull"), change("b", always)];
    await clock.run(Promise.allSettled(all));
    expect(log).toEqual(["a 1", "b 1"]);
  });
});
