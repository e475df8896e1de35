import { run } from "../../../provider/src/cli/commands";
import { paintFor } from "../../../provider/src/cli/shell";
import { folder, testShell } from "./shells";

test.each([["import-file"], ["key"], ["doctor"], ["simulate"]])(
  "%s --help says what it does, with examples",
  async (command) => {
    const shell = testShell();
    expect(await run([command, "--help"], shell)).toBe(0);
    const told = shell.said.join("\n");
    expect(told).toContain(`Usage: alicloud-vpn ${command}`);
    expect(told).toContain("Examples:");
  },
);

test("--help lists the commands and the exit codes, and --version the version", async () => {
  const shell = testShell();
  expect(await run(["--help"], shell)).toBe(0);
  const told = shell.said.join("\n");
  for (const text of ["import-file", "key", "doctor", "simulate", "Exit codes:"])
    expect(told).toContain(text);
  expect(await run(["--version"], shell)).toBe(0);
  expect(shell.said.at(-1)).toMatch(/^\d+\.\d+\.\d+/);
});

test.each([[[]], [["bogus"]], [["doctor", "--bogus"]], [["key"]], [["key", "vco-1", "--tunnel", "third"]]])(
  "%j is invalid usage: exit code 2, and nothing on standard output",
  async (args) => {
    const shell = testShell();
    expect(await run(args, shell)).toBe(2);
    expect(shell.said).toEqual([]);
    expect(shell.complained).not.toEqual([]);
  },
);

test("colours are on terminals only, and NO_COLOR turns them off", () => {
  expect(paintFor(true, {})("red", "x")).toBe("\u001b[31mx\u001b[39m");
  expect(paintFor(false, {})("red", "x")).toBe("x");
  expect(paintFor(true, { NO_COLOR: "1" })("red", "x")).toBe("x");
  expect(paintFor(true, { TERM: "dumb" })("red", "x")).toBe("x");
});

test("a command that asks the service says what is missing", async () => {
  const shell = testShell({ cwd: folder() });
  expect(await run(["import-file", "vco-1"], shell)).toBe(1);
  expect(shell.complained.join("\n")).toContain("No region is given");
});
