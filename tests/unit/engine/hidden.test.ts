import { statusProgress } from "../../../provider/src/engine/engineLog";
import { hiddenOf, limitOf, nameOf, visibleOf } from "../../../provider/src/engine/hidden";
import { FakeClock, URN } from "../fakes";

it("our own inputs and the engine's are kept apart from the user's", () => {
  const properties = { name: "n", __urn: "u", __timeouts: { create: "1h" }, __provider: "text" };
  expect(visibleOf(properties)).toEqual({ name: "n" });
  expect(hiddenOf(properties)).toEqual({ __urn: "u", __timeouts: { create: "1h" } });
});

it("the name of a resource is the last part of its URN", () => {
  expect(nameOf(URN)).toBe("office");
  expect(nameOf(`${URN}::a::b`)).toBe("office::a::b");
});

describe("the time that an operation may take", () => {
  it.each([
    ["30m", 1_800_000],
    ["1h30m", 5_400_000],
    ["1.5h", 5_400_000],
    [".5h", 1_800_000],
    ["90s", 90_000],
    ["250ms", 250],
    ["1h2m3s4ms", 3_723_004],
  ])("%s is %d ms", (create, limit) => {
    expect(limitOf({ __timeouts: { create } }, "create")).toBe(limit);
  });

  it.each([undefined, "", "0s", "soon", 7, null])("%p leaves ten minutes", (create) => {
    expect(limitOf({ __timeouts: { create } }, "create")).toBe(600_000);
  });

  it("is each operation's own", () => {
    expect(limitOf({ __timeouts: { create: "1m" } }, "delete")).toBe(600_000);
    expect(limitOf({}, "update")).toBe(600_000);
  });
});

describe("status on a resource's row", () => {
  /** What is shown of these messages, each a second after the one before. */
  async function shown(phases: readonly string[], urn = URN, enabled = true) {
    const clock = new FakeClock();
    const rows: string[] = [];
    const log = { status: (_: string, message: string) => rows.push(message), warn: () => undefined };
    const progress = statusProgress(log, { urn, label: "VpnConnection office" }, clock, enabled);
    for (const [second, phase] of phases.entries()) {
      progress(`${phase} ${second}`, phase);
      await clock.run(clock.sleep(1_000));
    }
    return rows;
  }
  const every = process.env.CI === undefined ? 10 : 30;

  it("comes at a change of phase", async () => {
    expect(await shown(["sending", "updating", "updating", "active"])).toEqual([
      "sending 0 (VpnConnection office)",
      "updating 1 (VpnConnection office)",
      "active 3 (VpnConnection office)",
    ]);
  });

  it(`comes every ${every} s else`, async () => {
    const rows = await shown(Array<string>(every * 2 + 1).fill("updating"));
    const seconds = rows.map((row) => /\d+/.exec(row)?.[0]);
    expect(seconds).toEqual(["0", `${every}`, `${every * 2}`]);
  });

  it("doesn't come where it is switched off, or where there is no row", async () => {
    expect(await shown(["sending"], URN, false)).toEqual([]);
    expect(await shown(["sending"], "")).toEqual([]);
  });
});
