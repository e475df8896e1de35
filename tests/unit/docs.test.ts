import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pages } from "../../tools/docs/pages";
import { repositoryRoot } from "../../tools/system/repository";

describe("a page that is made says what its sources say (else: npm run docs)", () => {
  it.each(Object.entries(pages()))("%s", (path, text) => {
    expect(readFileSync(join(repositoryRoot(), path), "utf8")).toBe(text);
  });
});
