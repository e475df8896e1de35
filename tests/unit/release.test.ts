import { readFileSync } from "node:fs";
import { join } from "node:path";
import { releaseProblems } from "../../tools/release/problems";

const root = join(__dirname, "../..");
const workflow = (name: string): string => readFileSync(join(root, ".github/workflows", name), "utf8");

/** A checkout with these versions. */
const checkout = (provider: string, simulator: string, changelog: string) => (path: string) => {
  const files: Record<string, string> = {
    "provider/package.json": JSON.stringify({ name: "pulumi-alicloud-vpn", version: provider }),
    "simulator/package.json": JSON.stringify({ name: "pulumi-alicloud-vpn-simulator", version: simulator }),
    "CHANGELOG.md": `# Changelog\n\n## [Unreleased]\n\n## [${changelog}] - 2026-01-31\n`,
  };
  return files[path] ?? "";
};

test("a tag is released where both packages and the changelog have its version", () => {
  expect(releaseProblems("v0.2.0", checkout("0.2.0", "0.2.0", "0.2.0"))).toEqual([]);
  expect(releaseProblems("v0.2.0-rc.1", checkout("0.2.0-rc.1", "0.2.0-rc.1", "0.2.0-rc.1"))).toEqual([]);
});

test("what doesn't have the tag's version is named", () => {
  expect(releaseProblems("v0.2.0", checkout("0.1.0", "0.2.0", "0.1.0"))).toEqual([
    "pulumi-alicloud-vpn is 0.1.0, and the tag is v0.2.0.",
    "CHANGELOG.md has no heading [0.2.0].",
  ]);
  expect(releaseProblems("latest", checkout("0.1.0", "0.1.0", "0.1.0"))).toEqual([
    '"latest" is no tag of a version, such as v0.1.0.',
  ]);
});

test("the release workflow checks the tag and tests before it publishes, with provenance and without a token", () => {
  const text = workflow("release.yml");
  const at = (line: string): number => text.indexOf(line);
  const order = ["npm ci", "tools/lib/release/main.js", "npm test", "run: npm publish"].map((line) =>
    at(line),
  );
  expect(order).not.toContain(-1);
  expect(order).toEqual([...order].sort((one, other) => one - other));
  expect(text).toMatch(/npm publish .*--workspace simulator --workspace provider .*--provenance/);
  expect(text).toContain("id-token: write");
  expect(text).not.toMatch(/secrets\.|_TOKEN/);
});

test("every npm script that a workflow runs is there", () => {
  const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
    scripts: Record<string, string>;
  };
  const run = ["ci.yml", "compat.yml", "release.yml"].flatMap((name) =>
    [...workflow(name).matchAll(/npm (?:run )?(build|test|compat|[a-z]+:[a-z]+)\b/g)].map(
      ([, script]) => script,
    ),
  );
  expect(run.length).toBeGreaterThan(2);
  expect(Object.keys(scripts)).toEqual(expect.arrayContaining([...new Set(run)]));
});
