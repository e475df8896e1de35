import fc from "fast-check";
import { PollSchedule } from "../../../provider/src/lifecycle/pollSchedule";

/** The looks at a gateway that is active after `takes`, and the lesson of them. */
function watch(pace: PollSchedule, takes: number) {
  const looks: number[] = [];
  let busy = 0;
  for (let elapsed = pace.pause(0); ; elapsed += pace.pause(elapsed)) {
    looks.push(elapsed);
    if (elapsed >= takes) return { looks, overshoot: elapsed - takes, lesson: { busy, active: elapsed } };
    busy = elapsed;
  }
}

const durations = fc.integer({ min: 100, max: 900_000 });

describe("a gateway nobody has seen work", () => {
  it("is seen active soon after it is, whatever it takes", () => {
    fc.assert(
      fc.property(durations, (takes) => {
        const { overshoot } = watch(new PollSchedule(), takes);
        expect(overshoot).toBeLessThanOrEqual(Math.max(500, takes * 0.25));
        expect(overshoot).toBeLessThanOrEqual(15_000);
      }),
    );
  });

  it("isn't looked at often: a minute's change in two dozen looks", () => {
    expect(watch(new PollSchedule(), 2_000).looks.length).toBeLessThanOrEqual(9);
    expect(watch(new PollSchedule(), 60_000).looks.length).toBeLessThanOrEqual(24);
  });
});

describe("a gateway that takes the same time every time", () => {
  it("is looked at ever more rarely, and seen active ever sooner", () => {
    fc.assert(
      fc.property(fc.integer({ min: 2_000, max: 60_000 }), (takes) => {
        const pace = new PollSchedule();
        const rounds = Array.from({ length: 6 }, () => {
          const round = watch(pace, takes);
          pace.learn(round.lesson);
          return round;
        });
        const last = rounds.slice(-1);
        expect(Math.max(...last.map(({ looks }) => looks.length))).toBeLessThanOrEqual(3);
        expect(Math.max(...last.map(({ overshoot }) => overshoot / takes))).toBeLessThanOrEqual(0.05);
      }),
    );
  });
});

it("a change that takes longer than all before is followed, not hammered", () => {
  const pace = new PollSchedule();
  for (let round = 0; round < 6; round += 1) pace.learn(watch(pace, 2_000).lesson);
  const { looks, overshoot } = watch(pace, 600_000);
  expect(looks.length).toBeLessThan(80);
  expect(overshoot).toBeLessThanOrEqual(15_000);
});

it("a pause is never so short that it hammers, nor longer than what is known, or 15 s where nothing is", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(durations, durations)), durations, (taught, elapsed) => {
      const pace = new PollSchedule();
      const lessons = taught.map(([busy, more]) => ({ busy, active: busy + more }));
      for (const lesson of lessons) pace.learn(lesson);
      const longest = Math.max(0, ...lessons.map(({ active }) => active));
      expect(pace.pause(elapsed)).toBeGreaterThanOrEqual(100);
      expect(pace.pause(elapsed)).toBeLessThanOrEqual(Math.max(15_000, longest));
      if (elapsed > longest * 3) expect(pace.pause(elapsed)).toBeLessThanOrEqual(15_000);
    }),
  );
});

it("an unknown duration is followed from 0.5 s on, by a quarter more each time, at least 0.3 s and at most 5 s, or 15 s after minutes", () => {
  const pace = new PollSchedule();
  expect(pace.pause(0)).toBe(500);
  const times = [500, 1_000, 1_200, 4_000, 20_000, 60_000, 100_000, 200_000, 600_000];
  expect(times.map((elapsed) => pace.pause(elapsed))).toEqual([
    300, 300, 300, 1_000, 5_000, 5_000, 7_500, 15_000, 15_000,
  ]);
});

it("nobody looks while nothing can have happened, however long that is", () => {
  const pace = new PollSchedule();
  for (let round = 0; round < 6; round += 1) pace.learn(watch(pace, 300_000).lesson);
  const { looks, overshoot } = watch(pace, 300_000);
  expect(looks[0]).toBeGreaterThan(285_000);
  expect(looks.length).toBeLessThanOrEqual(3);
  expect(overshoot).toBeLessThanOrEqual(15_000);
});

describe("durations that differ", () => {
  const taught = (...durations: number[]) => {
    const pace = new PollSchedule();
    for (const takes of durations) pace.learn({ busy: takes - 500, active: takes });
    return pace;
  };
  const differing = () => taught(30_000, 40_000, 20_000, 35_000, 25_000);

  it("are looked for from the shortest on, in even steps as wide as the spread allows", () => {
    const { looks, overshoot } = watch(differing(), 40_000);
    expect(looks[0]).toBeGreaterThan(10_000);
    expect(looks[0]).toBeLessThanOrEqual(20_000);
    const steps = looks.slice(1).map((look, index) => Math.round(look - (looks[index] ?? 0)));
    expect(new Set(steps).size).toBe(1);
    expect(looks.length).toBeLessThanOrEqual(12);
    expect(overshoot).toBeLessThanOrEqual(4_000);
  });

  it("are looked for as densely as they lie: those that differ less are seen to end sooner", () => {
    const { looks, overshoot } = watch(taught(30_000, 31_000, 29_000, 30_500, 29_500), 31_200);
    expect(looks.length).toBeLessThanOrEqual(7);
    expect(overshoot).toBeLessThanOrEqual(500);
  });

  it("aren't looked for much earlier after a change that was over at the first look", () => {
    const pace = differing();
    pace.learn({ busy: 0, active: 19_000 });
    expect(pace.pause(0)).toBeLessThanOrEqual(19_000);
    expect(pace.pause(0)).toBeGreaterThan(19_000 * 0.6);
  });

  it("and then one longer than all are followed as if nothing were known", () => {
    const pace = differing();
    expect(pace.pause(100_000)).toBe(new PollSchedule().pause(100_000));
  });

  it("draw few looks on average, and are seen to end soon", () => {
    const factors = fc.array(fc.double({ min: 0.7, max: 1.3, noNaN: true, noDefaultInfinity: true }), {
      minLength: 12,
      maxLength: 12,
    });
    const typical = 20_000;
    const late = fc.sample(factors, { numRuns: 200, seed: 1 }).flatMap((draws) => {
      const pace = new PollSchedule();
      const rounds = draws.map((draw) => {
        const round = watch(pace, draw * typical);
        pace.learn(round.lesson);
        return round;
      });
      return rounds.slice(6);
    });
    const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
    expect(mean(late.map(({ looks }) => looks.length))).toBeLessThan(4.5);
    expect(mean(late.map(({ overshoot }) => overshoot / typical))).toBeLessThan(0.07);
  });
});

describe("a gateway that is active at the first look", () => {
  const known = () => {
    const pace = new PollSchedule();
    pace.learn({ busy: 9_500, active: 10_000 });
    return pace;
  };
  const pauses = (pace: PollSchedule) =>
    [0, 5_000, 9_600, 11_000, 13_000].map((elapsed) => pace.pause(elapsed));

  it("teaches nothing where nothing is known: most likely nothing had begun", () => {
    const pace = new PollSchedule();
    pace.learn({ busy: 0, active: 500 });
    expect(pauses(pace)).toEqual(pauses(new PollSchedule()));
  });

  it("teaches nothing where it is much sooner than ever before", () => {
    const pace = known();
    pace.learn({ busy: 0, active: 4_900 });
    expect(pauses(pace)).toEqual(pauses(known()));
  });

  it("teaches that changes may take less, where it is about as soon", () => {
    const pace = known();
    pace.learn({ busy: 0, active: 9_000 });
    expect(pauses(pace)).not.toEqual(pauses(known()));
    expect(pace.pause(0)).toBeLessThan(9_000);
  });
});

it("what was learned long ago is forgotten", () => {
  const pace = new PollSchedule();
  pace.learn({ busy: 90_000, active: 100_000 });
  for (let round = 0; round < 6; round += 1) pace.learn({ busy: 1_950, active: 2_000 });
  // Were the long change remembered, a gateway that takes longer than the others would be swept all the way.
  expect(watch(pace, 20_000).looks.length).toBeLessThan(40);
});
