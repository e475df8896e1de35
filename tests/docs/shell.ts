import { parseAllDocuments } from "yaml";
import { isRecord } from "../../provider/src/properties";
import { type Block, allBlocks } from "./pages";

/** A simple command of a page: words without quotes. */
export interface Command {
  readonly at: string;
  readonly line: string;
  readonly words: readonly string[];
}

const WORD = /'[^']*'|"[^"]*"|[^\s'"]+/g;

/** The commands of a text as a shell sees it: comments, prompts and the joints of pipes taken away. */
export function commandsIn(at: string, text: string): Command[] {
  return text
    .replace(/\\\n\s*/g, " ")
    .split("\n")
    .map((line) => line.replace(/^\s*\$ /, "").replace(/(^|\s)#.*$/, ""))
    .flatMap((line) => line.split(/\s(?:\||&&|;|\|\|)\s/))
    .map((part) => ({ at, line: part.trim(), words: (part.match(WORD) ?? []).map(unquoted) }))
    .filter(({ words }) => words.length > 0);
}

const unquoted = (word: string): string => word.replace(/^(['"])(.*)\1$/, "$2");

/** What jobs of a pipeline run: the texts under these keys, at any depth. */
function scriptsIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(scriptsIn);
  if (!isRecord(value)) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    ["run", "script", "before_script"].includes(key) ? [inner].flat().map(String) : scriptsIn(inner),
  );
}

const ofYaml = ({ at, text }: Block): Command[] =>
  parseAllDocuments(text).flatMap((document) =>
    scriptsIn(document.toJS()).flatMap((script) => commandsIn(at, script)),
  );

/** A console's block has answers too: only what stands behind a prompt is a command. */
const ofConsole = ({ at, text }: Block): Command[] =>
  text
    .split("\n")
    .filter((line) => line.startsWith("$ "))
    .flatMap((line) => commandsIn(at, line));

export const allCommands = (): Command[] => [
  ...allBlocks("bash").flatMap(({ at, text }) => commandsIn(at, text)),
  ...allBlocks("console").flatMap(ofConsole),
  ...allBlocks("yaml").flatMap(ofYaml),
];

export const optionsOf = ({ words }: Command): string[] =>
  words.filter((word) => /^--?[a-z]/.test(word)).map((word) => word.split("=")[0] ?? "");
