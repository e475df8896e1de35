import { playThousand } from "./thousand";

test("a fixed thousand sequences hold, and six of ten strike a change in flight", async () => {
  const { failed, inFlight } = await playThousand(1);
  expect(failed).toEqual([]);
  expect(inFlight).toBeGreaterThanOrEqual(600);
}, 600_000);
