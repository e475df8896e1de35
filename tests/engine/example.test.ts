import { readFileSync, readdirSync } from "node:fs";
import { delimiter, join } from "node:path";
import { type Simulator, startSimulator } from "../../simulator/src/index";
import { ensureEngine } from "../../tools/engine/ensure";
import { runCommand } from "../../tools/system/command";
import { repositoryRoot } from "../../tools/system/repository";
import { type Example, accountOfExamples, examples } from "./examples";
import { changes, project } from "./harness";
import { environment, unsettledGateways } from "./stage";

const folderOf = (example: string): string => join(repositoryRoot(), "examples", example);
const read = (example: string, file: string): string => readFileSync(join(folderOf(example), file), "utf8");

let simulator: Simulator;

beforeAll(async () => {
  simulator = await startSimulator(accountOfExamples);
});

afterAll(() => simulator.close());

/** A copy of the example, against the simulator. */
const projectOf = ({ name, config, secrets, env, ownTypeCheck }: Example) =>
  project({
    files: Object.fromEntries(readdirSync(folderOf(name)).map((file) => [file, read(name, file)])),
    transpileOnly: ownTypeCheck !== true,
    config: { "alicloud:region": "cn-hangzhou", ...config },
    secrets,
    env: { ...environment(simulator), ...env },
  });

describe.each(examples.map((example) => [example.name, example] as const))("example %s", (name, example) => {
  test("has a plan, is made, is stable, and goes without a trace", async () => {
    const stack = await projectOf(example);
    const creates = example.makes.map((made) => `create ${made}`).sort();
    const preview = await stack.preview();
    expect(preview.output).not.toMatch(/error|warning/i);
    expect({ code: preview.code, changes: changes(preview) }).toEqual({ code: 0, changes: creates });
    if (example.previewOnly === true) return;

    const up = await stack.up();
    expect(up.output).not.toMatch(/error|warning/i);
    expect({ code: up.code, changes: changes(up) }).toEqual({ code: 0, changes: creates });
    expect(changes(await stack.preview("--expect-no-changes"))).toEqual([]);
    const state = await stack.stateText();
    for (const key of Object.values(example.secrets)) expect(state).not.toContain(key);

    const destroy = await stack.destroy();
    expect({ code: destroy.code, changes: changes(destroy) }).toEqual({
      code: 0,
      changes: example.makes.map((made) => `delete ${made}`).sort(),
    });
    expect(simulator.inventory()).toMatchObject({ sslVpnServers: [], vpnConnections: [] });
    expect(unsettledGateways(simulator.calls())).toEqual([]);
  });

  test("is explained: its README names every setting that the program reads, and no other", () => {
    const used = programOf(name).matchAll(/config\s*\.\w+(?:<[^>]+>)?\("(\w+)"\)/g);
    const set = read(name, "README.md").matchAll(/^ *pulumi config set (?:--secret )?(\w+) /gm);
    const defaults = read(name, "README.md").matchAll(/^ *\| `(\w+)`/gm);
    expect(keys(set, defaults)).toEqual(keys(used));
  });

  test("is explained as the others are", () => {
    const headings = [...read(name, "README.md").matchAll(/^## (.+)$/gm)].map(([, heading]) => heading);
    expect(headings.slice(0, 3)).toEqual(["Prerequisites", "Deploy", "Clean up"]);
    expect(read(name, "Pulumi.yaml")).toContain(`name: ${name}\n`);
  });
});

test("the tests of test-your-stack pass, as somebody would run a copy of them", async () => {
  const { path } = await ensureEngine();
  const { code, output } = await runCommand("npm", ["test", "--", "--ci", "--forceExit"], {
    cwd: folderOf("test-your-stack"),
    env: { PATH: `${path}${delimiter}${process.env.PATH ?? ""}`, HOME: process.env.HOME },
    timeoutMs: 120_000,
  });
  expect(output).toMatch(/Tests: +6 passed, 6 total/);
  expect(code).toBe(0);
});

test("every example is run", () => {
  const named = [...examples.map(({ name }) => name), "test-your-stack"].sort();
  expect(readdirSync(join(repositoryRoot(), "examples")).sort()).toEqual(named);
});

test("the main example is the same project from the root of the checkout", () => {
  const name = (file: string): string | undefined => /^name: (.+)$/m.exec(readFileSync(file, "utf8"))?.[1];
  expect(name(join(repositoryRoot(), "Pulumi.yaml"))).toBe(
    name(join(folderOf("hybrid-network"), "Pulumi.yaml")),
  );
});

function programOf(name: string): string {
  const files = readdirSync(folderOf(name)).filter((file) => file.endsWith(".ts"));
  return files.map((file) => read(name, file)).join("\n");
}

const keys = (...matches: Iterable<RegExpMatchArray>[]): unknown[] =>
  [...new Set(matches.flatMap((some) => [...some].map(([, key]) => key)))].sort();
