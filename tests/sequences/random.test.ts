import { playThousand } from "./thousand";

const seed = Math.floor(Math.random() * 2 ** 31);

test(`a random thousand sequences hold, drawn from seed ${seed}`, async () => {
  expect((await playThousand(seed)).failed).toEqual([]);
}, 600_000);
