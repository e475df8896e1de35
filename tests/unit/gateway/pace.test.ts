import fc from "fast-check";
import { Pace } from "../../../provider/src/gateway/pace";

/** The looks at a gateway that is active after `takes`, and the lesson of them. */
function watch(pace: Pace, takes: number) {
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
        const { overshoot } = watch(new Pace(), takes);
        expect(overshoot).toBeLessThanOrEqual(Math.max(500, takes * 0.25));
        expect(overshoot).toBeLessThanOrEqual(15_000);
      }),
    );
  });

  it("isn't looked at often: a minute's change in two dozen looks", () => {
    expect(watch(new Pace(), 2_000).looks.length).toBeLessThanOrEqual(9);
    expect(watch(new Pace(), 60_000).looks.length).toBeLessThanOrEqual(24);
  });
});

describe("a gateway that takes the same time every time", () => {
  it("is looked at ever more rarely, and seen active ever sooner", () => {
    fc.assert(
      fc.property(fc.integer({ min: 2_000, max: 60_000 }), (takes) => {
        const pace = new Pace();
        const rounds = Array.from({ length: 6 }, () => {
          const round = watch(pace, takes);
          pace.learn(round.lesson);
          return round;
        });
        const last = rounds.slice(-1);
        // A pause is 15 s at most, so a long change needs a look for each of them.
        const fewest = Math.ceil(takes / 15_000);
        expect(Math.max(...last.map(({ looks }) => looks.length))).toBeLessThanOrEqual(fewest + 2);
        expect(Math.max(...last.map(({ overshoot }) => overshoot / takes))).toBeLessThanOrEqual(0.05);
      }),
    );
  });
});

it("a change that takes longer than all before is followed, not hammered", () => {
  const pace = new Pace();
  for (let round = 0; round < 6; round += 1) pace.learn(watch(pace, 2_000).lesson);
  const { looks, overshoot } = watch(pace, 600_000);
  expect(looks.length).toBeLessThan(80);
  expect(overshoot).toBeLessThanOrEqual(15_000);
});

it("a pause is never so short that it hammers, nor so long that nothing is seen", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(durations, durations)), durations, (lessons, elapsed) => {
      const pace = new Pace();
      for (const [busy, more] of lessons) pace.learn({ busy, active: busy + more });
      expect(pace.pause(elapsed)).toBeGreaterThanOrEqual(100);
      expect(pace.pause(elapsed)).toBeLessThanOrEqual(15_000);
    }),
  );
});

it("what was learned long ago is forgotten", () => {
  const pace = new Pace();
  pace.learn({ busy: 90_000, active: 100_000 });
  for (let round = 0; round < 6; round += 1) pace.learn({ busy: 1_950, active: 2_000 });
  // Were the long change remembered, a gateway that takes longer than the others would be swept all the way.
  expect(watch(pace, 20_000).looks.length).toBeLessThan(40);
});
