import { readFileSync, readdirSync } from "node:fs";
import { join, posix } from "node:path";
import MarkdownIt from "markdown-it";
import { repositoryRoot } from "../../tools/system/repository";

/** A fenced block of a page. */
export interface Block {
  /** Path of the page from the root, with the line of the fence: what a failure names. */
  readonly at: string;
  readonly page: string;
  readonly language: string;
  readonly text: string;
  /** The comment before the block, `policy: plan` of `<!-- policy: plan -->`. */
  readonly mark: string | undefined;
}

/** A Markdown file. */
export interface Page {
  readonly path: string;
  readonly blocks: readonly Block[];
  /** Targets of its links, as written. */
  readonly links: readonly string[];
  /** What a `#…` can name in it. */
  readonly anchors: ReadonlySet<string>;
}

const markdown = new MarkdownIt({ html: true });
type Token = ReturnType<typeof markdown.parse>[number];

/** Every page of the repository that people read, by its path from the root. */
export const pages: ReadonlyMap<string, Page> = new Map(
  paths().map((path) => [path, pageOf(path, readFileSync(join(repositoryRoot(), path), "utf8"))]),
);

export function page(path: string): Page {
  const found = pages.get(path);
  if (found === undefined) throw new Error(`There is no page ${path}.`);
  return found;
}

export const blocksOf = (path: string, ...languages: readonly string[]): Block[] =>
  page(path).blocks.filter(({ language }) => languages.includes(language));

export const allBlocks = (...languages: readonly string[]): Block[] =>
  [...pages.keys()].flatMap((path) => blocksOf(path, ...languages));

function paths(): string[] {
  const inFolder = (folder: string) =>
    readdirSync(join(repositoryRoot(), folder), { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".md") && !name.includes("node_modules"))
      .map((name) => posix.join(folder, name));
  const own = ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", "provider/README.md", "simulator/README.md"];
  return [...own, ...inFolder("docs"), ...inFolder("examples")].sort();
}

export function pageOf(path: string, text: string): Page {
  const tokens = markdown.parse(text, {});
  const inline = tokens.flatMap(({ children }) => children ?? []);
  return {
    path,
    blocks: tokens.flatMap((token, index) => blockOf(path, token, tokens[index - 1])),
    links: inline
      .filter(({ type }) => type === "link_open")
      .map((token) => String(token.attrGet("href") ?? "")),
    anchors: anchorsOf(tokens),
  };
}

function blockOf(path: string, token: Token, before: Token | undefined): Block[] {
  if (token.type !== "fence") return [];
  const mark = /^<!-- (.*) -->$/.exec(before?.type === "html_block" ? before.content.trim() : "")?.[1];
  const [language = ""] = token.info.trim().split(/\s+/);
  const line = (token.map?.[0] ?? 0) + 1;
  return [{ at: `${path}:${String(line)}`, page: path, language, text: token.content, mark }];
}

/** Headings become anchors as GitHub does it: lower case, no punctuation, dashes for spaces, numbers on repetitions. */
function anchorsOf(tokens: readonly Token[]): ReadonlySet<string> {
  const anchors = new Set<string>();
  tokens.forEach((token, index) => {
    if (token.type !== "heading_open") return;
    const title = (tokens[index + 1]?.children ?? []).map(({ content }) => content).join("");
    const slug = title
      .toLowerCase()
      .replace(/[^\p{L}\p{M}\p{N}\p{Pc} -]/gu, "")
      .replaceAll(" ", "-");
    const taken = [slug, ...Array.from({ length: 9 }, (_, times) => `${slug}-${String(times + 1)}`)];
    anchors.add(taken.find((one) => !anchors.has(one)) ?? slug);
  });
  return anchors;
}
