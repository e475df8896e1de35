import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { type RunningCommand, startCommand } from "../../tools/system/command";

const program = resolve(__dirname, "../../provider/lib/cli/main.js");
const repository = resolve(__dirname, "../..");
const running = new Set<RunningCommand>();

afterEach(async () => {
  // A signal that it can pass on to the simulator.
  for (const { child } of running) child.kill("SIGTERM");
  await Promise.all([...running].map(({ done }) => done));
  running.clear();
});

const matching = (form: RegExp): unknown => expect.stringMatching(form);

function start(cwd: string, ...args: string[]): RunningCommand {
  const env = { PATH: process.env.PATH, HOME: process.env.HOME };
  const command = startCommand(process.execPath, [program, ...args], { cwd, env, timeoutMs: 60_000 });
  running.add(command);
  return command;
}

test("simulate starts the project's simulator, and prints what to export", async () => {
  const command = start(repository, "simulate", "--gateway", "dual", "--region", "eu-central-1");
  const told = await command.printed(/Ctrl-C ends it/);
  const url = /^export ALICLOUD_VPC_ENDPOINT=(http:\/\/127\.0\.0\.1:\d+)$/m.exec(told)?.[1] ?? "";
  expect(told).toContain("export ALICLOUD_REGION=eu-central-1");
  expect(told).toMatch(/^export ALICLOUD_ACCESS_KEY=\S+$/m);
  expect(told).toMatch(/^export ALICLOUD_SECRET_KEY=\S+$/m);
  expect(told).toMatch(/^# {3}vpn-\w+\(dual\)$/m);
  expect((await fetch(`${url}/__simulator/`)).status).toBe(200);
  command.child.kill("SIGINT");
  expect(await command.done).toMatchObject({ code: 0, stderr: "" });
  await expect(fetch(url)).rejects.toThrow();
});

test.each(["--region=eu-central-1", "--region eu-central-1"])(
  "simulate %s prints the region that its simulator has",
  async (flag) => {
    const command = start(repository, "simulate", ...flag.split(" "));
    expect(await command.printed(/Ctrl-C ends it/)).toContain("export ALICLOUD_REGION=eu-central-1");
  },
);

test.each([
  ["sh", /^export ALICLOUD_REGION=cn-hangzhou$/m],
  ["fish", /^set -gx ALICLOUD_REGION cn-hangzhou$/m],
  ["powershell", /^\$env:ALICLOUD_REGION = "cn-hangzhou"$/m],
])("simulate prints the variables for %s", async (name, line) => {
  const command = start(repository, "simulate", "--gateway", "dual", "--shell", name);
  expect(await command.printed(/Ctrl-C ends it/)).toMatch(line);
});

test("simulate writes the variables to a file, wherever the option stands", async () => {
  const folder = mkdtempSync(join(tmpdir(), "alicloud-vpn-cli-"));
  const file = join(folder, "simulator.env");
  const command = start(repository, "simulate", "--gateway", "dual", "--write-env", file, "--busy", "1s");
  const told = await command.printed(/Ctrl-C ends it/);
  const [, url] = /ALICLOUD_VPC_ENDPOINT=(\S+)/.exec(told) ?? [];
  const lines = readFileSync(file, "utf8").split("\n");
  rmSync(folder, { recursive: true, force: true });
  expect(lines).toContain(`ALICLOUD_VPC_ENDPOINT=${url ?? ""}`);
  expect(lines).toContain("ALICLOUD_REGION=cn-hangzhou");
});

test("simulate tells a script one line of JSON", async () => {
  const command = start(repository, "simulate", "--json");
  const told = JSON.parse(await command.printed(/\}\n/)) as Record<string, string>;
  expect(told).toMatchObject({
    ALICLOUD_REGION: "cn-hangzhou",
    ALICLOUD_VPC_ENDPOINT: matching(/^http:/),
  });
});

test("a reader that stops early, as head does, brings no stack trace", async () => {
  const command = start(repository, "doctor");
  command.child.stdout?.destroy();
  expect(await command.done).toMatchObject({ code: 1, stderr: "" });
});

test("simulate passes the simulator's own options and its exit code on", async () => {
  const help = await start(repository, "simulate", "--", "--help").done;
  expect(help).toMatchObject({ code: 0 });
  expect(help.stdout).toContain("--customer-gateway");
  expect(await start(repository, "simulate", "--bogus").done).toMatchObject({ code: 1 });
});

test("simulate says what to install where the simulator is missing", async () => {
  const folder = mkdtempSync(join(tmpdir(), "alicloud-vpn-cli-"));
  const missing = await start(folder, "simulate").done;
  rmSync(folder, { recursive: true, force: true });
  expect(missing).toMatchObject({ code: 1, stdout: "" });
  expect(missing.stderr).toContain("npm install --save-dev pulumi-alicloud-vpn-simulator");
});

test("the program says what is wrong without a stack trace, and ends with the code", async () => {
  const folder = mkdtempSync(join(tmpdir(), "alicloud-vpn-cli-"));
  const refused = await start(
    folder,
    "import-file",
    "vco-1",
    "--region",
    "cn-hangzhou",
    "--endpoint",
    "http://203.0.113.1",
  ).done;
  rmSync(folder, { recursive: true, force: true });
  expect(refused.code).toBe(1);
  expect(refused.stderr).toContain("alicloud-vpn: ");
  expect(refused.stderr).not.toMatch(/^ +at /m);
  expect(await start(repository, "bogus").done).toMatchObject({ code: 2, stdout: "" });
  expect(await start(repository, "--version").done).toMatchObject({
    code: 0,
    stdout: matching(/^\d/),
  });
});
