import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type RunningCommand, runCommand, startCommand } from "../../tools/system/command";
import { repositoryRoot } from "../../tools/system/repository";

const packages = { provider: "pulumi-alicloud-vpn", simulator: "pulumi-alicloud-vpn-simulator" } as const;

/** A project with the two packages as they would be published; what they depend on is the checkout's. */
let folder: string;
let running: RunningCommand | undefined;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "packed-"));
  const modules = join(folder, "node_modules");
  const theirs = join(repositoryRoot(), "node_modules");
  mkdirSync(modules);
  for (const name of readdirSync(theirs)) {
    if (!Object.values<string>(packages).includes(name)) symlinkSync(join(theirs, name), join(modules, name));
  }
  await Promise.all(
    Object.entries(packages).map(([workspace, name]) => unpack(workspace, join(modules, name))),
  );
}, 60_000);

afterEach(async () => {
  running?.child.kill("SIGTERM");
  await running?.done;
  running = undefined;
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Where nothing of the checkout is: only what is in the tarball. */
async function unpack(workspace: string, destination: string): Promise<void> {
  mkdirSync(destination);
  const pack = ["pack", "--silent", "--pack-destination", folder];
  const packed = await runCommand("npm", pack, { cwd: join(repositoryRoot(), workspace) });
  const tarball = join(folder, packed.stdout.trim());
  expect(await runCommand("tar", ["-xf", tarball, "-C", destination, "--strip-components=1"])).toMatchObject({
    code: 0,
  });
}

const environment = { PATH: process.env.PATH, HOME: process.env.HOME };

function start(file: string, ...args: string[]): RunningCommand {
  const program = join(folder, "node_modules", file);
  running = startCommand(process.execPath, [program, ...args], { cwd: folder, env: environment });
  return running;
}

interface Manifest {
  readonly bin: Readonly<Record<string, string>>;
  readonly exports: Readonly<Record<string, string | { readonly types: string; readonly default: string }>>;
}

const manifestOf = (name: string): Manifest =>
  JSON.parse(readFileSync(join(folder, "node_modules", name, "package.json"), "utf8")) as Manifest;

test.each(Object.values(packages))("what %s names in its manifest is in its tarball", (name) => {
  const { bin, exports } = manifestOf(name);
  const exported = Object.values(exports).flatMap((one) =>
    typeof one === "string" ? one : Object.values(one),
  );
  for (const file of [...Object.values(bin), ...exported, "README.md", "LICENSE"]) {
    expect(readFileSync(join(folder, "node_modules", name, file), "utf8")).not.toBe("");
  }
});

test("`alicloud-vpn simulate` finds the simulator of the project", async () => {
  const bin = manifestOf(packages.provider).bin["alicloud-vpn"] ?? "";
  const command = start(join(packages.provider, bin), "simulate", "--json");
  const told = JSON.parse(await command.printed(/\}\n/)) as Record<string, string>;
  expect((await fetch(`${told.ALICLOUD_VPC_ENDPOINT}/__simulator/`)).status).toBe(200);
});

test("`alicloud-vpn-simulator` starts it alone, and tells in one line where it is", async () => {
  const bin = manifestOf(packages.simulator).bin["alicloud-vpn-simulator"] ?? "";
  const command = start(join(packages.simulator, bin), "--gateway", "dual");
  expect(await command.printed(/\n/)).toMatch(
    /^listening on http:\/\/127\.0\.0\.1:\d+ {2}gateways vpn-\w+\(dual\) /,
  );
});

test("a test can import it, and nothing but it", async () => {
  const load = (what: string) =>
    runCommand(process.execPath, ["-e", `console.log(Object.keys(require("${what}")).sort().join(" "))`], {
      cwd: folder,
      env: environment,
    });
  expect(await load(packages.simulator)).toMatchObject({
    stdout:
      "ManualClock TEST_ACCESS_KEY_ID TEST_ACCESS_KEY_SECRET createSimulator documentedCodes ruleLedger startSimulator\n",
  });
  expect((await load(`${packages.simulator}/lib/engine`)).stderr).toContain("ERR_PACKAGE_PATH_NOT_EXPORTED");
});
