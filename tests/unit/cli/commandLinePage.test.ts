import { readFileSync } from "node:fs";
import { join } from "node:path";
import { run } from "../../../provider/src/cli/commands";
import { testShell } from "./shells";

const page = readFileSync(join(__dirname, "../../../docs/command-line.md"), "utf8");
const commands = ["import-file", "key", "doctor", "simulate"];

async function help(...command: string[]): Promise<string> {
  const shell = testShell();
  expect(await run([...command, "--help"], shell)).toBe(0);
  return shell.said.join("\n");
}

/** The text under a heading of the page, up to the next. */
function section(heading: string): string {
  const text = page.split(/^## /m).find((part) => part.startsWith(`${heading}\n`));
  if (text === undefined) throw new Error(`docs/command-line.md has no section ${heading}.`);
  return text;
}

const flagsIn = (text: string): string[] => [
  ...new Set([...text.matchAll(/(?<![\w-])--[a-z][a-z-]*/g)].map(([flag]) => flag)),
];

/** The options that a help text lists, with their commands' examples left out. */
const optionsIn = (text: string): string[] =>
  [...text.matchAll(/^ {2}(?:-\w, )?(--[a-z][a-z-]*)/gm)].flatMap(([, flag]) => flag ?? []);

/** What the page says of the command itself: first columns of tables, and the lines to copy. */
const claimed = (command: string): string[] => {
  const lines = section(command).split("\n");
  const columns = lines.map((line) => /^\| *(`[^|]*`)/.exec(line)?.[1] ?? "");
  const copied = lines.flatMap((line) => new RegExp(`alicloud-vpn ${command}([^|]*)`).exec(line)?.[1] ?? []);
  return flagsIn([...columns, ...copied].join("\n"));
};

test("the page's first table has the commands that --help lists, in its order", async () => {
  const listed = [...(await help()).matchAll(/^ {2}([a-z-]+) (?=\[|<)/gm)].map(([, name]) => name);
  const [first = ""] = page.split(/^## /m);
  expect([...first.matchAll(/^\| `([a-z-]+)` /gm)].map(([, name]) => name)).toEqual(listed);
  expect(listed).toEqual(commands);
});

test.each(commands)(
  "every option of %s is on the page, in its section or those for all commands",
  async (command) => {
    const named = flagsIn(section("Settings") + section("Exit codes and output") + section(command));
    const options = optionsIn(await help(command)).filter((flag) => flag !== "--help");
    expect(options.length).toBeGreaterThan(0);
    expect(named).toEqual(expect.arrayContaining(options));
  },
);

test.each(["import-file", "key", "doctor"])(
  "the page gives %s no option that isn't there",
  async (command) => {
    const options = optionsIn(await help(command));
    expect(claimed(command).filter((flag) => !options.includes(flag))).toEqual([]);
  },
);

test("the page names the commands that take the settings, and those that take --json", async () => {
  const taking = async (flag: string) => {
    const helps = await Promise.all(commands.map(async (command) => [command, await help(command)] as const));
    return helps.filter(([, text]) => optionsIn(text).includes(flag)).map(([command]) => command);
  };
  expect(await taking("--region")).toEqual(["import-file", "key", "doctor"]);
  const sentence = /((?:`[a-z-]+`(?:, | and )?)+) take\s+`--json`/.exec(section("Exit codes and output"));
  expect([...(sentence?.[1] ?? "").matchAll(/`([a-z-]+)`/g)].map(([, name]) => name)).toEqual(
    await taking("--json"),
  );
});

test("every command's help and the page tell the same exit codes", async () => {
  const onPage = [...section("Exit codes and output").matchAll(/^\| (\d) /gm)].map(([, code]) => code);
  for (const command of commands) {
    const [, list = ""] = (await help(command)).split("Exit codes:");
    expect([...list.matchAll(/^ {2}(\d) {2}/gm)].map(([, code]) => code)).toEqual(onPage);
  }
  expect(onPage).toEqual(["0", "1", "2"]);
});
