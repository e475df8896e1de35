import { readFileSync } from "node:fs";
import { join } from "node:path";
import { repositoryRoot } from "../../tools/system/repository";

/** The rows of a table of the section below a heading, the first or another, without its head: cells as written. */
export function rowsBelow(path: string, heading: string, table = 0): string[][] {
  const text = readFileSync(join(repositoryRoot(), path), "utf8");
  const [, below = ""] = text.split(`\n${heading}\n`);
  const [section = ""] = below.split(/\n#{1,6} /);
  const tables = section.split(/\n(?!\s*\|)/).filter((part) => /^\s*\|/m.test(part));
  const rows = (tables[table] ?? "").split("\n").map((line) => line.trim());
  const body = rows.filter((line) => line.startsWith("|")).slice(2);
  if (body.length === 0) throw new Error(`${path} has no such table below "${heading}".`);
  return body.map((line) => cellsOf(line));
}

const cellsOf = (line: string): string[] =>
  line
    .slice(1, -1)
    .split(/(?<!\\)\|/)
    .map((cell) => cell.trim());

/** What stands in backticks. */
export const codesIn = (text: string): string[] =>
  [...text.matchAll(/`([^`]+)`/g)].map(([, code = ""]) => code);
