import { ManualClock } from "../../simulator/src/index";
import { bench, turn } from "./support/inProcess";
import { at } from "./support/lab";

test("a request of this process needs no signature, obeys the rules and gets into the log", async () => {
  const lab = bench();
  const { status, body, cut } = await lab.create(
    lab.single(0, { "Tags.1.Key": "team", "Tags.1.Value": "net" }),
  );
  const made = at(lab.simulator.inventory().vpnConnections, 0);
  expect({ status, cut }).toEqual({ status: 200, cut: false });
  expect(body).toMatchObject({ VpnConnectionId: made.VpnConnectionId, CreateTime: 1_800_000_000_500 });
  expect(made.Tags).toEqual({ team: "net" });
  expect(await lab.create()).toMatchObject({
    status: 400,
    body: { Code: "VpnGateway.Configuring" },
    cut: false,
  });
  expect(lab.simulator.calls().map(({ outcome }) => outcome)).toEqual(["ok", "VpnGateway.Configuring"]);
});

test("who asks decides what is allowed, and an unknown key is refused", async () => {
  const lab = bench({
    accessKeys: [
      { id: "one", secret: "s" },
      { id: "two", secret: "s", deny: ["DescribeRegions"] },
    ],
  });
  const ask = async (accessKeyId?: string) =>
    (await lab.simulator.handle({ operation: "DescribeRegions", parameters: {}, accessKeyId })).status;
  expect([await ask(), await ask("one"), await ask("two"), await ask("three")]).toEqual([200, 200, 403, 404]);
});

test("an answer is a copy: to alter it alters nothing in the account", async () => {
  const lab = bench();
  const { body } = await lab.create(lab.single(0, { ClientToken: "t" }));
  (body as { Name: string }).Name = "altered";
  expect((await lab.create(lab.single(0, { ClientToken: "t" }))).body).toMatchObject({ Name: "" });
});

test("a cut connection says so, and whether the change was made is in the account", async () => {
  const lab = bench();
  lab.simulator.faults.add({ kind: "dropBefore" });
  lab.simulator.faults.add({ kind: "dropAfterApply", operation: "CreateVpnConnection", skip: 1 });
  expect(await lab.create()).toMatchObject({ cut: true, body: undefined });
  expect(lab.simulator.inventory().vpnConnections).toHaveLength(0);
  expect(await lab.create()).toMatchObject({ cut: true, body: undefined });
  expect(lab.simulator.inventory().vpnConnections).toHaveLength(1);
});

describe("what is held back sleeps on the simulator's clock", () => {
  test("before it is carried out, also when its sender is gone by then", async () => {
    const lab = bench();
    const sender = new AbortController();
    lab.simulator.faults.add({ kind: "delay", ms: 35_000, operation: "CreateVpnConnection" });
    const pending = lab.create(lab.single(), sender.signal);
    lab.clock.advance(20_000);
    sender.abort();
    await turn();
    expect(lab.simulator.inventory().vpnConnections).toHaveLength(0);
    lab.clock.advance(15_000);
    await pending;
    expect(at(lab.simulator.inventory().vpnConnections, 0).CreateTime).toBe(lab.clock.now());
    expect(at(lab.simulator.calls(), 0)).toMatchObject({
      outcome: "ok",
      arrivedAt: 1_800_000_000_500,
      executedAt: 1_800_000_035_500,
      senderPresent: false,
      answered: false,
      answeredAt: undefined,
    });
  });

  test("or only the answer, whose reader may be gone by then", async () => {
    const lab = bench();
    const sender = new AbortController();
    lab.simulator.faults.add({ kind: "delay", ms: 40_000, afterApply: true, times: 2 });
    const pending = lab.create(lab.single(), sender.signal);
    await turn();
    expect(at(lab.simulator.calls(), 0)).toMatchObject({
      senderPresent: true,
      answered: true,
      answeredAt: undefined,
    });
    sender.abort();
    lab.clock.advance(40_000);
    await pending;
    expect(at(lab.simulator.calls(), 0)).toMatchObject({ senderPresent: true, answered: false });

    const other = lab.create(lab.single(1));
    await turn();
    lab.clock.advance(40_000);
    await other;
    expect(at(lab.simulator.calls(), 1)).toMatchObject({ answered: true, answeredAt: lab.clock.now() });
  });

  test("until it is closed: then it is not carried out", async () => {
    const lab = bench();
    lab.simulator.faults.add({ kind: "delay", ms: 5000 });
    const pending = lab.create();
    await lab.simulator.close();
    expect(await pending).toMatchObject({ cut: true });
    lab.clock.advance(5000);
    await turn();
    expect(lab.simulator.inventory().vpnConnections).toHaveLength(0);
    expect(lab.simulator.calls()).toEqual([]);
  });

  test("by a timer where the clock can't sleep", async () => {
    const lab = bench({ clock: { now: () => 5 } });
    lab.simulator.faults.add({ kind: "delay", ms: 20 });
    const from = Date.now();
    await lab.simulator.handle({ operation: "DescribeRegions", parameters: {} });
    // A timer may fire a little early.
    expect(Date.now() - from).toBeGreaterThanOrEqual(18);
  });
});

describe("a clock that is moved by hand", () => {
  test("wakes those who are due, the earliest first", async () => {
    const clock = new ManualClock(0);
    const woken: string[] = [];
    const sleeper = async (name: string, ...times: number[]) => {
      for (const time of times) await clock.sleep(time);
      woken.push(`${name} at ${clock.now()}`);
    };
    void sleeper("late", 30);
    void sleeper("early", 10);
    void sleeper("twice", 10, 15);
    expect(clock.nextDue).toBe(10);
    await clock.run(30);
    expect(woken).toEqual(["early at 10", "twice at 25", "late at 30"]);
    expect(clock.now()).toBe(30);
    expect(clock.nextDue).toBeUndefined();
  });

  test("moves at once when it is advanced", async () => {
    const clock = new ManualClock(0);
    const sleeping = clock.sleep(10);
    clock.advance(9);
    expect(clock.nextDue).toBe(10);
    clock.advance(91);
    await sleeping;
    expect(clock.now()).toBe(100);
  });
});
