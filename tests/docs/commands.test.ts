import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { repositoryRoot } from "../../tools/system/repository";
import { type Command, allCommands, commandsIn, optionsOf } from "./shell";

const program = join(repositoryRoot(), "provider/lib/cli/main.js");
const helps = new Map<string, string>();

/** Once for each command: a process costs a quarter of a second. */
function help(...args: string[]): string {
  const key = args.join(" ");
  const known = helps.get(key) ?? execFileSync(process.execPath, [program, ...args], { encoding: "utf8" });
  helps.set(key, known);
  return known;
}

/** Whether a help lists the option. */
const lists = (text: string, option: string): boolean =>
  new RegExp(`(^|[\\s,])${option}(?![\\w-])`, "m").test(text);

function unknownIn(command: Command): string[] {
  const [subcommand = "", ...rest] = command.words.slice(command.words[0] === "npx" ? 2 : 1);
  if (subcommand.startsWith("-")) return lists(help("--help"), subcommand) ? [] : [subcommand];
  if (!new RegExp(`^  ${subcommand} `, "m").test(help("--help"))) return [subcommand];
  const text =
    help(subcommand, "--help") + (subcommand === "simulate" ? help("simulate", "--", "--help") : "");
  return optionsOf({ ...command, words: rest }).filter((option) => !lists(text, option));
}

const ours = ({ words: [first, second] }: Command): boolean =>
  first === "alicloud-vpn" || (first === "npx" && second === "alicloud-vpn");

test("every command and option of alicloud-vpn that a page shows is there", () => {
  const commands = allCommands().filter(ours);
  expect(commands.length).toBeGreaterThan(12);
  const wrong = commands.flatMap((command) => unknownIn(command).map((word) => `${command.at}: ${word}`));
  expect(wrong).toEqual([]);
});

test("a command and an option that aren't there are found", () => {
  const wrong = commandsIn("x.md:1", "npx alicloud-vpn adopt\n$ alicloud-vpn doctor --regions eu | cat\n");
  expect(wrong.filter(ours).map(unknownIn)).toEqual([["adopt"], ["--regions"]]);
});

test("every npm script that a page runs is there", () => {
  const manifest = JSON.parse(readFileSync(join(repositoryRoot(), "package.json"), "utf8")) as {
    scripts: Record<string, string>;
  };
  const run = allCommands().filter(({ words }) => words[0] === "npm" && words[1] === "run");
  expect(run.length).toBeGreaterThan(1);
  const missing = run.filter(({ words }) => {
    const name = words.slice(2).find((word) => !word.startsWith("-"));
    return manifest.scripts[name ?? ""] === undefined;
  });
  expect(missing.map(({ at, line }) => `${at}: ${line}`)).toEqual([]);
});
