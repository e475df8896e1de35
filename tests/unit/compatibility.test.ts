import { readFileSync } from "node:fs";
import { join } from "node:path";
import { satisfies } from "semver";
import { type Cell, OLDEST, cells, compilers } from "../../tools/compat/matrix";

const root = join(__dirname, "../..");
const page = readFileSync(join(root, "docs/compatibility.md"), "utf8");
const manifest = JSON.parse(readFileSync(join(root, "provider/package.json"), "utf8")) as {
  peerDependencies: Record<string, string>;
};

/** The cells of the rows under a heading, the table's head left out. */
function rows(heading: string): string[][] {
  const section = page.split(/^## /m).find((part) => part.startsWith(`${heading}\n`)) ?? "";
  return section
    .split("\n")
    .filter((line) => /^\| *\d/.test(line))
    .map((line) =>
      line
        .split("|")
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
}

const isOf = (
  { node, sdk, typescript, manager }: Cell,
  [nodeRun = "", sdkRun = "", compiler = "", by]: string[],
) =>
  nodeRun.startsWith(`${node}.`) &&
  satisfies(sdkRun, sdk) &&
  satisfies(compiler, typescript) &&
  by === manager;

test.each(cells)("the page says how Node.js $node with @pulumi/pulumi $sdk and $manager went", (cell) => {
  const found = rows("Set-ups").filter((row) => isOf(cell, row));
  expect(found).toHaveLength(1);
  expect(found[0]?.[4]).toMatch(/^works/);
});

test("the page has no other set-up", () => {
  expect(rows("Set-ups")).toHaveLength(cells.length);
});

test("the page says how each compiler went", () => {
  const found = rows("Declarations");
  expect(found).toHaveLength(compilers.length);
  compilers.forEach((range, index) => expect(satisfies(found[index]?.[0] ?? "", range)).toBe(true));
  expect(found.flatMap((row) => row.slice(1))).toEqual(Array(compilers.length * 3).fill("compiles"));
});

test("the oldest @pulumi/pulumi that is tried is the oldest that the package asks for", () => {
  expect(manifest.peerDependencies["@pulumi/pulumi"]).toBe(`>=${OLDEST} <4`);
  expect(cells.filter(({ sdk }) => sdk === OLDEST).length).toBeGreaterThan(0);
});
