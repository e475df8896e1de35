import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { repositoryRoot } from "../../tools/system/repository";
import { policy } from "./policies";
import { codesIn, rowsBelow } from "./tables";

/** The operations that the sources of a folder call. */
function calledIn(folder: string): string[] {
  const root = join(repositoryRoot(), folder);
  const texts = readdirSync(root, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .map((name) => readFileSync(join(root, name), "utf8"));
  const called = texts.flatMap((text) => [...text.matchAll(/\bcall\(\s*"(\w+)"/g)]);
  return [...new Set(called.map(([, name = ""]) => name))].sort();
}

const actions = (operations: readonly string[]): string[] => operations.map((name) => `vpc:${name}`);

test("the policy for a deployment has the operations that the package calls, and no other", () => {
  const called = calledIn("provider/src/vpc");
  expect(called.length).toBeGreaterThan(10);
  expect([...policy("deploy")].sort()).toEqual(actions(called));
});

test("the policy for a plan is part of it, and reads only", () => {
  expect(policy("plan").filter((action) => !policy("deploy").includes(action))).toEqual([]);
  expect(policy("plan").filter((action) => !action.startsWith("vpc:Describe"))).toEqual([]);
});

test("the table of permissions names the same operations", () => {
  const named = rowsBelow("docs/configuration.md", "## Permissions").flatMap(([, cell = ""]) =>
    codesIn(cell),
  );
  expect([...new Set(named)].sort()).toEqual([...policy("deploy")].sort());
});

test("taking a connection's mark off is a permission of every connection, not of tags alone", () => {
  const rows = rowsBelow("docs/configuration.md", "## Permissions");
  const [, connection = ""] = rows.find(([what]) => what === "`VpnConnection`") ?? [];
  expect(codesIn(connection)).toContain("vpc:UnTagResources");
});

test("what the command line calls besides is in its reference", () => {
  const text = readFileSync(join(repositoryRoot(), "docs/command-line.md"), "utf8");
  expect(calledIn("provider/src/cli").filter((operation) => !text.includes(`\`${operation}\``))).toEqual([]);
});
