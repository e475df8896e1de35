import { existsSync } from "node:fs";
import { join, posix } from "node:path";
import { repositoryRoot } from "../../tools/system/repository";
import { pageOf, pages } from "./pages";

/** Why a link leads nowhere, or undefined. */
function broken(from: string, link: string): string | undefined {
  if (/^[a-z]+:/.test(link)) return undefined;
  const [file = "", anchor] = decodeURIComponent(link).split("#");
  const path = file === "" ? from : posix.normalize(posix.join(posix.dirname(from), file)).replace(/\/$/, "");
  if (path.startsWith("..")) return `${link} leads out of the repository`;
  if (!existsSync(join(repositoryRoot(), path))) return `${link}: there is no ${path}`;
  if (anchor === undefined || pages.get(path)?.anchors.has(anchor) === true) return undefined;
  return `${link}: ${path} has no heading #${anchor}`;
}

test.each([...pages.values()].map(({ path, links }) => [path, links] as const))(
  "every link of %s leads to a page and a heading that are there",
  (path, links) => {
    expect(links.map((link) => broken(path, link)).filter((reason) => reason !== undefined)).toEqual([]);
  },
);

test("links and anchors are read as GitHub reads them", () => {
  const text =
    "# `--parallel` & more\n\n## Twice\n\n## Twice\n\n[a](#twice-1) `[no](link)`\n\n[b]\n\n[b]: x.md#y\n";
  const { links, anchors } = pageOf("x.md", text);
  expect([...anchors]).toEqual(["--parallel--more", "twice", "twice-1"]);
  expect(links).toEqual(["#twice-1", "x.md#y"]);
});

test("a page, a heading and a folder that aren't there are found", () => {
  expect(broken("README.md", "docs/none.md")).toBe("docs/none.md: there is no docs/none.md");
  expect(broken("docs/rules.md", "../README.md#none")).toBe(
    "../README.md#none: README.md has no heading #none",
  );
  expect(broken("README.md", "../elsewhere")).toContain("leads out");
});
