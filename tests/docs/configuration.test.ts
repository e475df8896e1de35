import { readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { type Setting, settings } from "../../provider/src/configuration";
import { repositoryRoot } from "../../tools/system/repository";
import { codesIn, rowsBelow } from "./tables";

const page = "docs/configuration.md";

/** The members of `ProviderArgs`, as the source has them. */
function providerArguments(): string[] {
  const file = join(repositoryRoot(), "provider/src/provider.ts");
  const source = ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.ES2022);
  return source.statements
    .filter(ts.isInterfaceDeclaration)
    .filter(({ name }) => name.text === "ProviderArgs")
    .flatMap(({ members }) => members.map((member) => member.name?.getText(source) ?? ""));
}

test("every setting is in the table with its key, its variables and its argument, and nothing else is", () => {
  const known = providerArguments();
  const expected = Object.entries(settings).map(([name, setting]: [string, Setting]) => ({
    key: setting.key,
    variables: [...setting.env],
    argument: known.includes(name) ? name : undefined,
    secret: setting.secret === true,
  }));
  const documented = rowsBelow(page, "## Settings").map(([key = "", variables = "", argument = ""]) => ({
    key: codesIn(key)[0],
    variables: codesIn(variables),
    argument: codesIn(argument)[0],
    secret: argument.includes("(secret)"),
  }));
  const byKey = (one: { key?: string }, other: { key?: string }) =>
    (one.key ?? "").localeCompare(other.key ?? "");
  expect(documented.sort(byKey)).toEqual(expected.sort(byKey));
});

test("every setting has a default and a meaning", () => {
  const rows = rowsBelow(page, "## Settings");
  expect(rows.filter((row) => row.length !== 4 || row[3] === "")).toEqual([]);
  const meanings = rowsBelow(page, "## Settings", 1).flatMap(([names = "", meaning]) =>
    meaning === "" ? [] : codesIn(names),
  );
  const names = Object.values(settings).map(({ key }: Setting) => key.replace(/^alicloud:/, ""));
  expect(meanings.sort()).toEqual(names.sort());
});
