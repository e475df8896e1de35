import { allCells } from "./cells";
import { crew } from "./crew";
import { Draw } from "./draw";
import { faultRows } from "./faultRows";
import { type Cell, play, titleOf } from "./play";
import { Workshop } from "./workshop";

const SEED = 1;
const AT_ONCE = 8;

let workshop: Workshop;

beforeAll(() => {
  workshop = new Workshop();
});

afterAll(() => workshop.close());

test("each fault, at a drawn operation: nothing is lost or made twice, and the next commands come right", async () => {
  const draw = new Draw(SEED);
  const cells = faultRows.map((row) => draw.one(allCells().filter(({ fault }) => fault === row)));
  const broken = await crew(cells, AT_ONCE, async (cell: Cell) => {
    const violations = await play(workshop, cell);
    return violations.length === 0 ? [] : [titleOf(cell), ...violations];
  });
  expect(broken.flat()).toEqual([]);
}, 600_000);

test("the matrix has every operation of every form with every fault that fits it", () => {
  const cells = allCells();
  expect(new Set(cells.map(titleOf)).size).toBe(cells.length);
  expect(new Set(cells.map(({ fault }) => fault)).size).toBe(faultRows.length);
  const created = cells.filter(({ operation, form }) => operation.name === "create" && form !== "three");
  expect(new Set(created.map(({ tokens }) => tokens))).toEqual(new Set(["A", "B", "C"]));
});
