import { systemClock } from "../../provider/src/clock";

it("the clock goes on as it did when the system's is set, by an hour forth or back", () => {
  const before = systemClock.now();
  expect(Math.abs(before - Date.now())).toBeLessThan(60_000);
  for (const set of [3_600_000, -3_600_000]) {
    jest.spyOn(Date, "now").mockReturnValue(before + set);
    expect(Math.abs(systemClock.now() - before)).toBeLessThan(60_000);
  }
});
