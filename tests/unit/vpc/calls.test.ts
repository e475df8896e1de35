import { type Call, caller } from "../../../provider/src/vpc/calls";
import type { Client } from "../../../provider/src/vpc/client";
import { FakeClock } from "../fakes";

const client = { endpoint: "the API" } as Client;
const api = (code: string, statusCode = 400, more: object = {}) => ({
  code,
  statusCode,
  data: { RequestId: "r-1" },
  ...more,
});
const lost = { code: "ECONNRESET" };
const unreachable = { code: "ECONNREFUSED", syscall: "connect" };

/** One call of an operation whose attempts end as listed, the last one over and over. */
async function attempt(intent: "read" | "write", endings: readonly (object | string)[], dice = 0.5) {
  const clock = new FakeClock(dice);
  const call: Call = caller(() => Promise.resolve(client), clock);
  let sent = 0;
  const work = call("Operation", intent, () => {
    const ending = endings[Math.min(sent, endings.length - 1)];
    sent += 1;
    // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- the SDK's errors are known by shape
    return typeof ending === "object" ? Promise.reject(ending) : Promise.resolve({ body: ending });
  });
  const [outcome] = await clock.run(Promise.allSettled([work]));
  return { outcome, sent, pauses: clock.pauses };
}

it("tells the time that an answer bears", async () => {
  const heard: number[] = [];
  const call = caller(
    () => Promise.resolve(client),
    new FakeClock(),
    (time) => heard.push(time),
  );
  await call("Operation", "read", () =>
    Promise.resolve({ headers: { date: "Thu, 01 Jan 1970 00:00:01 GMT" }, body: "body" }),
  );
  await call("Operation", "read", () => Promise.resolve({ body: "body" }));
  expect(heard).toEqual([1_000]);
});

describe("a request that was not taken", () => {
  it.each(["read", "write"] as const)("is sent again after a throttling (%s)", async (intent) => {
    const { outcome, sent } = await attempt(intent, [api("Throttling.User"), api("SystemBusy"), "body"]);
    expect(outcome).toEqual({ status: "fulfilled", value: "body" });
    expect(sent).toBe(3);
  });

  it("waits a random part of a limit that doubles", async () => {
    const { pauses, sent } = await attempt("write", [api("Throttling")], 0.999);
    expect(sent).toBe(20);
    const seconds = pauses.map((pause) => Math.round(pause / 100) / 10);
    expect(seconds.slice(0, 7)).toEqual([0.5, 1, 2, 4, 8, 15, 15]);
    expect(new Set(seconds.slice(6))).toEqual(new Set([15]));
    expect(new Set((await attempt("write", [api("Throttling")], 0)).pauses)).toEqual(new Set([0]));
  });

  it("outlives a throttling of a minute and a half", async () => {
    const { sent, pauses } = await attempt("write", [api("Throttling.User")]);
    expect(sent).toBe(20);
    expect(pauses.reduce((sum, pause) => sum + pause, 0)).toBeGreaterThan(90_000);
  });

  it("waits at least as long as the service asks", async () => {
    const { pauses } = await attempt("read", [api("Throttling", 400, { retryAfter: 2000 }), "body"], 0);
    expect(pauses).toEqual([2000]);
  });

  it("waits no longer than half a minute, whatever the service asks: an operation has its own deadline", async () => {
    const { pauses } = await attempt("read", [api("Throttling", 400, { retryAfter: 3_600_000 }), "body"], 0);
    expect(pauses).toEqual([30_000]);
  });

  it("fails with the last answer in the end", async () => {
    const { outcome } = await attempt("write", [api("Throttling"), api("SystemBusy")]);
    expect(outcome).toMatchObject({ status: "rejected", reason: { code: "SystemBusy" } });
  });
});

describe("an answer that was lost", () => {
  it("is asked for again where nothing changes by it", async () => {
    const { outcome, sent } = await attempt("read", [lost, api("Never.HeardOf", 500), "body"]);
    expect(outcome.status).toBe("fulfilled");
    expect(sent).toBe(3);
  });

  it.each([lost, { message: "ReadTimeout: 15000" }, api("Never.HeardOf", 500)])(
    "is asked for eight times where nothing changes by it: %j",
    async (ending) => {
      const { outcome, sent } = await attempt("read", [ending]);
      expect(outcome).toMatchObject({ status: "rejected", reason: { kind: "indeterminate" } });
      expect(sent).toBe(8);
      expect((await attempt("read", [...Array<object>(7).fill(ending), "body"])).outcome).toEqual({
        status: "fulfilled",
        value: "body",
      });
    },
  );

  it.each([lost, api("Never.HeardOf", 500), { message: "ReadTimeout: 15000" }])(
    "is not sent again where something may have changed: %j",
    async (ending) => {
      const { outcome, sent, pauses } = await attempt("write", [ending]);
      expect(outcome).toMatchObject({ status: "rejected", reason: { kind: "indeterminate" } });
      expect([sent, pauses.length]).toEqual([1, 0]);
    },
  );
});

describe("a place that can't be reached", () => {
  it.each(["read", "write"] as const)("is given up early (%s)", async (intent) => {
    const { outcome, sent } = await attempt(intent, [unreachable]);
    expect(outcome).toMatchObject({
      status: "rejected",
      reason: { kind: "retryable", code: "ECONNREFUSED" },
    });
    expect(sent).toBe(3);
  });

  it("whose certificate isn't trusted is asked once", async () => {
    const { outcome, sent } = await attempt("read", [{ code: "CERT_HAS_EXPIRED" }]);
    expect(outcome).toMatchObject({
      status: "rejected",
      reason: { kind: "fatal", code: "CERT_HAS_EXPIRED" },
    });
    expect(sent).toBe(1);
  });

  it("is tried again all the same", async () => {
    const { outcome } = await attempt("write", [unreachable, unreachable, "body"]);
    expect(outcome.status).toBe("fulfilled");
  });
});

it.each(["VpnGateway.Configuring", "IllegalParam.TunnelCidr", "Forbidden", "InvalidInstanceId.NotFound"])(
  "%s is the caller's to decide about, read or written",
  async (code) => {
    expect((await attempt("read", [api(code)])).sent).toBe(1);
    expect((await attempt("write", [api(code)])).sent).toBe(1);
  },
);

it("a client that can't be made fails the call, in its own words", async () => {
  const clock = new FakeClock();
  const call = caller(() => Promise.reject(new Error("bad endpoint")), clock);
  const failure = await clock.failure(call("Operation", "read", () => Promise.resolve({})));
  expect(failure).toEqual(new Error("bad endpoint"));
});
