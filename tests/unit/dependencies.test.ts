import { readFileSync } from "node:fs";
import { join } from "node:path";

const root = join(__dirname, "../..");
const read = (path: string): string => readFileSync(join(root, path), "utf8");

type Ranges = Readonly<Record<string, string>>;
interface Manifest {
  readonly dependencies?: Ranges;
  readonly peerDependencies?: Ranges;
  readonly optionalDependencies?: Ranges;
  readonly devDependencies?: Ranges;
}

const manifest = (path: string): Manifest => JSON.parse(read(path)) as Manifest;

interface Row {
  readonly packages: string[];
  readonly range: string | undefined;
  readonly reason: string;
}

/** The rows under a heading of docs/dependencies.md; what stands in backticks at the left are packages. */
function rows(heading: string): Row[] {
  const section = read("docs/dependencies.md")
    .split(/^## /m)
    .find((part) => part.startsWith(`${heading}\n`));
  if (section === undefined) throw new Error(`docs/dependencies.md has no section "${heading}".`);
  return section
    .split("\n")
    .filter((line) => line.startsWith("| `"))
    .map((line) => {
      const cells = line.split("|").map((cell) => cell.trim());
      const texts = (cell = ""): string[] =>
        [...cell.matchAll(/`([^`]+)`/g)].flatMap(([, text]) => text ?? []);
      const isPackage = (text: string): boolean => /^(@[\w-]+\/)?[a-z][\w.-]*$/.test(text);
      return {
        packages: texts(cells[1]).filter(isPackage),
        range: texts(cells[2])[0],
        reason: cells.at(-2) ?? "",
      };
    });
}

const named = (heading: string): string[] =>
  rows(heading)
    .flatMap(({ packages }) => packages)
    .sort();

const ranged = (heading: string): Ranges =>
  Object.fromEntries(rows(heading).map(({ packages, range }) => [packages[0] ?? "", range ?? ""]));

test.each([
  ["The provider, at run time", "provider/package.json"],
  ["The simulator, at run time", "simulator/package.json"],
])("%s: every dependency is there with its range, and no other", (heading, path) => {
  const { dependencies, peerDependencies, optionalDependencies } = manifest(path);
  expect(ranged(heading)).toEqual({ ...dependencies, ...peerDependencies, ...optionalDependencies });
});

test("for development: every dependency is there, and no other", () => {
  const { dependencies = {}, devDependencies = {} } = manifest("package.json");
  expect(dependencies).toEqual({});
  expect(named("Development")).toEqual(Object.keys(devDependencies).sort());
});

test("every dependency has a reason, in a sentence", () => {
  const all = ["The provider, at run time", "The simulator, at run time", "Development"].flatMap(rows);
  expect(all.filter(({ reason }) => !/^[A-Z].{10,}\.$/.test(reason))).toEqual([]);
});
