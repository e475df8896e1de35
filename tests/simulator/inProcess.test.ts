import { createSimulator, type InProcessSimulator, ManualClock } from "../../simulator/src/index";
import type { SimulatorOptions } from "../../simulator/src/index";
import { at } from "./support/lab";

const gateways = [{ id: "vpn-1", ssl: true }];
const customerGateways = [{ id: "cgw-1", ip: "203.0.113.10" }];

function bench(options: SimulatorOptions = {}) {
  const clock = new ManualClock(1_800_000_000_000);
  return { clock, simulator: createSimulator({ clock, gateways, customerGateways, busy: 2000, ...options }) };
}

const create = (simulator: InProcessSimulator, more: Record<string, string> = {}, signal?: AbortSignal) =>
  simulator.handle({
    operation: "CreateVpnConnection",
    parameters: {
      RegionId: "cn-hangzhou",
      VpnGatewayId: "vpn-1",
      CustomerGatewayId: "cgw-1",
      LocalSubnet: "10.0.0.0/24",
      RemoteSubnet: "10.1.0.0/24",
      ...more,
    },
    signal,
  });

/** Lets everything that can go on go on, without moving the clock. */
const turn = () => new Promise(setImmediate);

test("a request of this process needs no signature, obeys the rules and gets into the log", async () => {
  const { simulator } = bench();
  const { status, body, cut } = await create(simulator, { "Tags.1.Key": "team", "Tags.1.Value": "net" });
  const made = at(simulator.inventory().vpnConnections, 0);
  expect({ status, cut }).toEqual({ status: 200, cut: false });
  expect(body).toMatchObject({ VpnConnectionId: made.VpnConnectionId, CreateTime: 1_800_000_000_000 });
  expect(made.Tags).toEqual({ team: "net" });
  expect(await create(simulator)).toMatchObject({
    status: 400,
    body: { Code: "VpnGateway.Configuring" },
    cut: false,
  });
  expect(simulator.calls().map(({ outcome }) => outcome)).toEqual(["ok", "VpnGateway.Configuring"]);
});

test("who asks decides what is allowed, and an unknown key is refused", async () => {
  const { simulator } = bench({
    accessKeys: [
      { id: "one", secret: "s" },
      { id: "two", secret: "s", deny: ["DescribeRegions"] },
    ],
  });
  const ask = async (accessKeyId?: string) =>
    (await simulator.handle({ operation: "DescribeRegions", parameters: {}, accessKeyId })).status;
  expect([await ask(), await ask("one"), await ask("two"), await ask("three")]).toEqual([200, 200, 403, 404]);
});

test("an answer is a copy: to alter it alters nothing in the account", async () => {
  const { simulator } = bench();
  const { body } = await create(simulator, { ClientToken: "t" });
  (body as { Name: string }).Name = "altered";
  expect((await create(simulator, { ClientToken: "t" })).body).toMatchObject({ Name: "" });
});

test("a cut connection says so, and whether the change was made is in the account", async () => {
  const { simulator } = bench();
  simulator.faults.add({ kind: "dropBefore" });
  simulator.faults.add({ kind: "dropAfterApply", operation: "CreateVpnConnection", skip: 1 });
  expect(await create(simulator)).toMatchObject({ cut: true, body: undefined });
  expect(simulator.inventory().vpnConnections).toHaveLength(0);
  expect(await create(simulator)).toMatchObject({ cut: true, body: undefined });
  expect(simulator.inventory().vpnConnections).toHaveLength(1);
});

describe("what is held back sleeps on the simulator's clock", () => {
  test("before it is carried out, also when its sender is gone by then", async () => {
    const { simulator, clock } = bench();
    const sender = new AbortController();
    simulator.faults.add({ kind: "delay", ms: 35_000, operation: "CreateVpnConnection" });
    const pending = create(simulator, {}, sender.signal);
    clock.advance(20_000);
    sender.abort();
    await turn();
    expect(simulator.inventory().vpnConnections).toHaveLength(0);
    clock.advance(15_000);
    await pending;
    expect(at(simulator.inventory().vpnConnections, 0).CreateTime).toBe(clock.now());
    expect(at(simulator.calls(), 0)).toMatchObject({
      outcome: "ok",
      arrivedAt: 1_800_000_000_000,
      executedAt: 1_800_000_035_000,
      senderPresent: false,
      answered: false,
      answeredAt: undefined,
    });
  });

  test("or only the answer, whose reader may be gone by then", async () => {
    const { simulator, clock } = bench();
    const sender = new AbortController();
    simulator.faults.add({ kind: "delay", ms: 40_000, afterApply: true, times: 2 });
    const pending = create(simulator, {}, sender.signal);
    await turn();
    expect(at(simulator.calls(), 0)).toMatchObject({
      senderPresent: true,
      answered: true,
      answeredAt: undefined,
    });
    sender.abort();
    clock.advance(40_000);
    await pending;
    expect(at(simulator.calls(), 0)).toMatchObject({ senderPresent: true, answered: false });

    const other = create(simulator, { CustomerGatewayId: "cgw-1", RemoteSubnet: "10.2.0.0/24" });
    await turn();
    clock.advance(40_000);
    await other;
    expect(at(simulator.calls(), 1)).toMatchObject({ answered: true, answeredAt: clock.now() });
  });

  test("until it is closed: then it is not carried out", async () => {
    const { simulator, clock } = bench();
    simulator.faults.add({ kind: "delay", ms: 5000 });
    const pending = create(simulator);
    await simulator.close();
    expect(await pending).toMatchObject({ cut: true });
    clock.advance(5000);
    await turn();
    expect(simulator.inventory().vpnConnections).toHaveLength(0);
    expect(simulator.calls()).toEqual([]);
  });

  test("by a timer where the clock can't sleep", async () => {
    const { simulator } = bench({ clock: { now: () => 5 } });
    simulator.faults.add({ kind: "delay", ms: 20 });
    const from = Date.now();
    await simulator.handle({ operation: "DescribeRegions", parameters: {} });
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
