import { spawnSync } from "node:child_process";
import { ensureEngine } from "../../tools/engine/ensure";
import { type Command, allCommands, commandsIn, optionsOf } from "../docs/shell";

const helps = new Map<string, string>();
let pulumi = "";

beforeAll(async () => {
  pulumi = (await ensureEngine()).pulumi;
}, 45 * 60_000);

function help(...words: readonly string[]): string {
  const key = words.join(" ");
  const known = helps.get(key) ?? spawnSync(pulumi, [...words, "--help"], { encoding: "utf8" }).stdout;
  helps.set(key, known);
  return known;
}

/** The subcommand, `state delete`: the longest that the CLI knows. */
function subcommandOf(words: readonly string[]): string[] {
  const plain = words.findIndex((word) => !/^[a-z][a-z-]*$/.test(word));
  const named = plain === -1 ? [...words] : words.slice(0, plain);
  for (let length = Math.min(3, named.length); length > 0; length -= 1) {
    const first = named.slice(0, length);
    if (known(first)) return first;
  }
  return [];
}

/** The help of a group is shown for a subcommand that it doesn't have: so its own name has to be in the usage. */
function known(words: readonly string[]): boolean {
  const text = help(...words);
  const [last = ""] = words.slice(-1);
  const aliases = /^Aliases:\n(.*)$/m.exec(text)?.[1] ?? "";
  return (
    new RegExp(`^  pulumi (\\S+ )*${last}( |$)`, "m").test(text) || aliases.split(/[\s,]+/).includes(last)
  );
}

function unknownIn(command: Command): string[] {
  const words = command.words.slice(1);
  const subcommand = subcommandOf(words);
  if (subcommand.length === 0) return [words[0] ?? "pulumi"];
  const text = help(...subcommand);
  const [next = ""] = words.slice(subcommand.length);
  if (text.includes("Available Commands:") && /^[a-z]/.test(next)) return [next];
  return optionsOf(command).filter((option) => !new RegExp(`(^|[\\s,])${option}(?![\\w-])`, "m").test(text));
}

test("every command and option of pulumi that a page shows is there", () => {
  const commands = allCommands().filter(({ words }) => words[0] === "pulumi");
  expect(commands.length).toBeGreaterThan(30);
  const wrong = commands.flatMap((command) =>
    unknownIn(command).map((word) => `${command.at}: ${word} of ${command.line}`),
  );
  expect(wrong).toEqual([]);
});

test("a command and an option that aren't there are found", () => {
  const wrong = commandsIn(
    "x.md:1",
    "pulumi adopt x\npulumi state delete --farce 'urn:…'\npulumi state forget x",
  );
  expect(wrong.map(unknownIn)).toEqual([["adopt"], ["--farce"], ["forget"]]);
});
