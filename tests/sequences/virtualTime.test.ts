import { VirtualTime } from "./virtualTime";

test("time leaps to the next sleeper, in the order of their ends", async () => {
  const time = new VirtualTime();
  const woken: [string, number][] = [];
  const sleep = async (name: string, milliseconds: number) => {
    await time.sleep(milliseconds);
    woken.push([name, time.elapsed]);
  };
  const ending = await time.run(() =>
    Promise.all([sleep("ten minutes", 600_000), sleep("a second", 1_000), sleep("at once", 0)]),
  );
  expect(ending.kind).toBe("done");
  expect(woken).toEqual([
    ["at once", 0],
    ["a second", 1_000],
    ["ten minutes", 600_000],
  ]);
});

test("time stands still until every promise has gone on, however long their chain", async () => {
  const time = new VirtualTime();
  const chain = async () => {
    for (let link = 0; link < 10_000; link += 1) await Promise.resolve();
    return time.elapsed;
  };
  const ending = await time.run(() => Promise.race([chain(), time.sleep(1).then(() => -1)]));
  expect(ending).toEqual({ kind: "done", value: 0 });
});

test("many sleepers wake in the order of their ends, and those of one instant as they came", async () => {
  const time = new VirtualTime();
  const durations = Array.from({ length: 500 }, (_, index) => (index * 7919) % 101);
  const woken: [number, number][] = [];
  await time.run(() =>
    Promise.all(
      durations.map((duration, index) => time.sleep(duration).then(() => woken.push([duration, index]))),
    ),
  );
  expect(woken).toEqual([...woken].sort(([one, first], [other, second]) => one - other || first - second));
  expect(woken).toHaveLength(500);
});

test("what sleeps for a process that is dropped never goes on", async () => {
  const time = new VirtualTime();
  const owner = {};
  const clock = time.clockOf(owner, () => 0);
  time.at(500, undefined, () => {
    time.drop(owner);
  });
  const ending = await time.run(() => clock.sleep(1_000));
  expect([ending.kind, time.elapsed]).toEqual(["stuck", 500]);
});

test("a sleep that is cancelled ends at once and holds up nobody", async () => {
  const time = new VirtualTime();
  const cancel = new AbortController();
  const clock = time.clockOf({}, () => 0);
  time.at(300, undefined, () => {
    cancel.abort();
  });
  await time.run(() => clock.sleep(1_000, cancel.signal));
  expect(time.elapsed).toBe(300);
});

test("work that goes on past the bound is told from work that can never end", async () => {
  const time = new VirtualTime();
  const forever = async () => {
    for (;;) await time.sleep(1_000);
  };
  expect(await time.run(forever, 60_000)).toEqual({ kind: "late" });
  expect(time.elapsed).toBeLessThanOrEqual(60_000);
  expect(await new VirtualTime().run(() => new Promise(() => undefined))).toEqual({ kind: "stuck" });
});

test("a hundred thousand leaps pass no real time", async () => {
  const time = new VirtualTime();
  await time.run(async () => {
    for (let leap = 0; leap < 100_000; leap += 1) await time.sleep(1_000);
  });
  expect(time.elapsed).toBe(100_000_000);
});
