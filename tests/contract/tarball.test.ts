import { execFileSync } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { repository } from "./host";

/** What `npm publish` would take of what is built. */
function packed(workspace: string): string[] {
  const args = ["pack", "--dry-run", "--json", "--workspace", workspace];
  const told: unknown = JSON.parse(execFileSync("npm", args, { cwd: repository, encoding: "utf8" }));
  // A list; of some versions of npm, a table by the packages' names.
  const [first] = Object.values(told as Record<string, { readonly files: { readonly path: string }[] }>);
  return (first?.files ?? []).map(({ path }) => path);
}

function textsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

const sourcesOf = (workspace: string): string[] =>
  readdirSync(join(repository, workspace, "src"), { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".ts"))
    .map((path) => path.slice(0, -3));

describe.each(["provider", "simulator"])("the %s's tarball", (workspace) => {
  const read = (path: string): string => readFileSync(join(repository, workspace, path), "utf8");
  let files: string[];

  beforeAll(() => {
    files = packed(workspace);
  });

  test("has licence, README and manifest, and otherwise only what is built and its sources", () => {
    expect(files).toEqual(expect.arrayContaining(["LICENSE", "README.md", "package.json"]));
    const others = files.filter((path) => !/^(src\/.+\.ts|lib\/.+\.(js|js\.map|d\.ts))$/.test(path));
    expect(others.sort()).toEqual(["LICENSE", "README.md", "package.json"]);
    expect(files.filter((path) => /test|fixture|tsbuildinfo/i.test(path))).toEqual([]);
  });

  test("has every source, built, with declarations and a map that leads back to it", () => {
    for (const source of sourcesOf(workspace)) {
      const built = [`src/${source}.ts`, `lib/${source}.js`, `lib/${source}.d.ts`, `lib/${source}.js.map`];
      expect(files).toEqual(expect.arrayContaining(built));
      const map = JSON.parse(read(`lib/${source}.js.map`)) as { sourceRoot: string; sources: string[] };
      const leads = map.sources.map((path) => join("lib", source, "..", map.sourceRoot, path));
      expect(leads).toEqual([`src/${source}.ts`]);
    }
  });

  test("has every file that its manifest names", () => {
    const manifest = JSON.parse(read("package.json")) as Record<string, unknown>;
    const named = ["main", "types", "bin", "exports", "typesVersions"].flatMap((key) =>
      textsIn(manifest[key]),
    );
    expect(named.length).toBeGreaterThan(0);
    expect(files).toEqual(expect.arrayContaining(named.map((path) => path.replace(/^\.\//, ""))));
    for (const program of textsIn(manifest["bin"]))
      expect(read(program)).toMatch(/^#!\/usr\/bin\/env node\n/);
  });

  test("carries the repository's licence", () => {
    expect(read("LICENSE")).toBe(readFileSync(join(repository, "LICENSE"), "utf8"));
    expect(JSON.parse(read("package.json"))).toMatchObject({ license: "Apache-2.0" });
  });
});
