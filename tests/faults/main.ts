import { allCells } from "./cells";
import { crew } from "./crew";
import { Draw } from "./draw";
import { play, titleOf } from "./play";
import { Workshop } from "./workshop";

const n = Number(process.argv[2] ?? 20);
const filter = process.argv[3];
void (async () => {
  const w = new Workshop();
  const all = allCells().filter((c) => filter === undefined || titleOf(c).includes(filter));
  console.log(allCells().length, "cells");
  const cells = new Draw(Number(process.argv[4] ?? 1)).some(all, n);
  const started = Date.now();
  let bad = 0;
  const act = new Map<string, number>();
  const iv = setInterval(() => {
    for (const [k, t] of act) if (Date.now() - t > 15000) console.log("   long:", k, Date.now() - t);
  }, 10000);
  await crew(cells, 12, async (cell) => {
    const t = Date.now();
    act.set(titleOf(cell), t);
    const v = await play(w, cell);
    act.delete(titleOf(cell));
    if (v.length > 0) {
      bad++;
      console.log("✗", titleOf(cell), Date.now() - t, "\n    " + v.join("\n    "));
    }
  });
  console.log(cells.length, "tried", bad, "bad", (Date.now() - started) / 1000, "s");
  clearInterval(iv);
  await w.close();
})();
