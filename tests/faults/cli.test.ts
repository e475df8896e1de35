import { spawnSync } from "node:child_process";
import { startSimulator, type Simulator } from "../../simulator/src/index";
import { type PulumiProject, project, until } from "../engine/harness";
import { usePatched } from "../engine/patched";
import { environment, programText } from "../engine/stage";
import { type FormName, account, declared, forms, liveIds } from "./forms";
import { fasterClock, limitOf } from "./packageCopy";
import { programOf } from "./programText";

let simulator: Simulator;
let stack: PulumiProject;

afterEach(() => simulator.close());

/** A stack whose program declares the form, against a simulator that answers creates late. */
async function staged(form: FormName, tokens: "A" | "B" | "C"): Promise<void> {
  simulator = await startSimulator({ ...account, busy: "1s", tokens });
  stack = await project({
    program: programText(programOf(declared(forms[form], [], limitOf(60_000)))),
    config: { "alicloud:region": "cn-hangzhou" },
    env: environment(simulator),
  });
  usePatched(stack, ...fasterClock);
}

const created = (): boolean => liveIds(simulator.inventory()).length > 0;

/** What a process was started with; empty where it has ended meanwhile. */
const commandLine = (pid: number): string =>
  spawnSync("ps", ["-o", "args=", "-p", String(pid)], { encoding: "utf8" }).stdout;

const providers = (): number[] =>
  stack.processes().filter((pid) => commandLine(pid).includes("dynamic-provider"));

/** Ids that the state has. */
async function known(): Promise<string[]> {
  const { resources } = await stack.state();
  return resources.flatMap(({ type, id }) =>
    type.startsWith("pulumi-nodejs:") && id !== undefined ? [id] : [],
  );
}

async function agree(count: number): Promise<void> {
  const live = liveIds(simulator.inventory());
  expect(live).toHaveLength(count);
  expect((await known()).sort()).toEqual(live.sort());
}

/** A call that was on its way when the CLI died may still arrive. */
const ON_ITS_WAY_MS = 500;

/** Kills the CLI once the create was made, and before its answer is there. */
async function killedInCreate(form: FormName, tokens: "A" | "B" | "C"): Promise<void> {
  await staged(form, tokens);
  simulator.faults.add({ kind: "delay", ms: 1_000, afterApply: true, operation: forms[form].calls.create });
  const up = stack.start("up", "--yes", "--skip-preview");
  await until(created);
  up.child.kill("SIGKILL");
  const killedAt = Date.now();
  await until(() => providers().length === 0, 2_000);
  await up.done;
  const later = simulator.calls().filter(({ epoch }) => epoch > killedAt + ON_ITS_WAY_MS);
  expect(later.map(({ operation }) => operation)).toEqual([]);
}

test.each(["A", "C"] as const)(
  "kill -9 of the CLI in a create: the provider is gone, and after pulumi cancel the next up goes on with what was made (tokens %s)",
  async (tokens) => {
    await killedInCreate("single", tokens);
    const calls = simulator.calls().length;
    expect(await known()).toEqual([]);
    await stack.cancel();
    expect(simulator.calls()).toHaveLength(calls);
    const up = await stack.up();
    expect(up.output).toContain(`resuming ${liveIds(simulator.inventory())[0] ?? ""}`);
    expect(up.code).toBe(0);
    await agree(1);
  },
);

test.each(["A", "C"] as const)(
  "kill -9 of the CLI in the create of an SSL server: the error names it and says how to adopt it (tokens %s)",
  async (tokens) => {
    await killedInCreate("server", tokens);
    await stack.cancel();
    const up = await stack.up();
    expect(up.code).not.toBe(0);
    expect(up.output).toMatch(
      /already has the SSL server vss-\w+ \(created .*adopt it: npx alicloud-vpn import-file/s,
    );
    expect(liveIds(simulator.inventory())).toHaveLength(1);
  },
);

test("kill -9 of the CLI while changes queue: those behind are never sent, and the next up makes them", async () => {
  await staged("three", "A");
  simulator.faults.add({ kind: "stuckGateway", operation: "CreateVpnConnection" });
  const up = stack.start("up", "--yes", "--skip-preview");
  await until(created);
  up.child.kill("SIGKILL");
  await until(() => providers().length === 0, 2_000);
  await up.done;
  for (const gateway of simulator.inventory().gateways) simulator.release(gateway.VpnGatewayId);
  await stack.cancel();
  expect(simulator.calls().filter(({ operation }) => operation === "CreateVpnConnection")).toHaveLength(1);
  expect((await stack.up()).code).toBe(0);
  await agree(3);
});

test.each(["A", "C"] as const)(
  "kill -9 of the provider in a create: the next up goes on with what was made (tokens %s)",
  async (tokens) => {
    await staged("single", tokens);
    simulator.faults.add({ kind: "delay", ms: 1_000, afterApply: true, operation: "CreateVpnConnection" });
    const up = stack.start("up", "--yes", "--skip-preview");
    await until(created);
    for (const pid of providers()) process.kill(pid, "SIGKILL");
    expect((await up.done).code).not.toBe(0);
    expect((await stack.up()).code).toBe(0);
    await agree(1);
  },
);

test("Ctrl-C once: the create that runs is finished and saved, and the next up makes the rest", async () => {
  await staged("three", "A");
  const up = stack.start("up", "--yes", "--skip-preview", "--parallel", "1");
  await until(created);
  up.child.kill("SIGINT");
  expect((await up.done).code).not.toBe(0);
  await agree(1);
  expect((await stack.up()).code).toBe(0);
  await agree(3);
});

test("Ctrl-C twice: what was being made is found by the next up", async () => {
  await staged("single", "B");
  simulator.faults.add({ kind: "stuckGateway", operation: "CreateVpnConnection" });
  const up = stack.start("up", "--yes", "--skip-preview");
  await until(created);
  up.child.kill("SIGINT");
  await up.printed(/press \^C again/);
  up.child.kill("SIGINT");
  expect((await up.done).code).not.toBe(0);
  expect((await stack.state()).pendingOperations).toMatchObject([{ type: "creating" }]);
  for (const gateway of simulator.inventory().gateways) simulator.release(gateway.VpnGatewayId);
  await stack.cancel();
  expect((await stack.up()).code).toBe(0);
  await agree(1);
});
