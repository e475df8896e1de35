import { readFileSync } from "node:fs";
import { join } from "node:path";
import { npmReadme } from "../../tools/docs/npmReadme";
import { repositoryRoot } from "../../tools/system/repository";
import { page } from "./pages";

const read = (path: string): string => readFileSync(join(repositoryRoot(), path), "utf8");

test("the page at npm is the README as it is now: npm run docs:rules writes it", () => {
  expect(read("provider/README.md")).toBe(npmReadme(read("README.md")));
});

test("the page at npm has no link into the repository, and keeps the others", () => {
  const own = page("provider/README.md").links.filter((link) => !/^(https:|#)/.test(link));
  expect(own).toEqual([]);
  expect(page("provider/README.md").links).toContain("https://www.pulumi.com/docs/install/");
});
