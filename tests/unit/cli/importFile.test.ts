import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { run } from "../../../provider/src/cli/commands";
import { systemClock } from "../../../provider/src/clock";
import { providerText, typeOf } from "../../../provider/src/wire";
import { vpcApi } from "../../../provider/src/vpc/api";
import type { Simulator, SimulatorOptions } from "../../../simulator/src/index";
import { TEST_ACCESS_KEY_ID, TEST_ACCESS_KEY_SECRET } from "../../../simulator/src/index";
import { type TestShell, folder, pointedAt, simulator, testShell } from "./shells";

interface Cloud {
  readonly simulator: Simulator;
  readonly single: string;
  readonly peer: string;
  readonly api: ReturnType<typeof vpcApi>;
}

async function cloud(options: SimulatorOptions = {}): Promise<Cloud> {
  const started = await simulator(options);
  const settings = {
    accessKey: TEST_ACCESS_KEY_ID,
    secretKey: TEST_ACCESS_KEY_SECRET,
    vpcEndpoint: started.url,
  };
  const [single = "", peer = ""] = [started.ids.gateways[0], started.ids.customerGateways[0]];
  return { simulator: started, single, peer, api: vpcApi(settings, "cn-hangzhou", systemClock) };
}

async function office({ api, single, peer }: Cloud, args: object = {}, tags: Record<string, string> = {}) {
  return await api.createVpnConnection(
    {
      name: "office",
      vpnGatewayId: single,
      customerGatewayId: peer,
      localSubnets: ["10.0.0.0/16"],
      remoteSubnets: ["192.168.0.0/24"],
      ikeConfig: { psk: "planted-key", ikeVersion: "ikev2" },
      ...args,
    },
    tags,
    `token-${JSON.stringify(args)}`,
  );
}

interface Written {
  readonly code: number;
  readonly shell: TestShell;
  readonly program: string;
  readonly resources: readonly Record<string, Record<string, unknown>>[];
}

async function written(made: Cloud, ...args: string[]): Promise<Written> {
  const shell = testShell({
    env: pointedAt(made.simulator),
    cwd: folder({ "Pulumi.yaml": "name: network\n" }),
  });
  const code = await run(["import-file", ...args], shell);
  const read = (name: string) => readFileSync(join(shell.cwd, name), "utf8");
  const { resources } = JSON.parse(read("import.json")) as Pick<Written, "resources">;
  return { code, shell, program: read("adopted.ts"), resources };
}

test("the program has the form that Prettier gives it", async () => {
  const made = await cloud();
  const many = ["192.168.100.0/24", "192.168.101.0/24", "192.168.102.0/24", "192.168.103.0/24"];
  await office(made, { remoteSubnets: many }, { team: "network", "cost-centre": "4711" });
  for (const protection of [[], ["--no-protect"]]) {
    const { program } = await written(made, "--gateway", made.single, ...protection);
    const prettier = [require.resolve("prettier/bin/prettier.cjs"), "--no-config", "--parser", "typescript"];
    const { stdout } = spawnSync(process.execPath, prettier, { input: program, encoding: "utf8" });
    expect(program).toBe(stdout);
  }
});

test("the import file has the type, the text in the state, and what was given, but no key", async () => {
  const made = await cloud();
  const id = await office(made);
  const { resources } = await written(made, id, "--stack", "org/network/dev");
  const [resource] = resources;
  expect(resource).toMatchObject({ type: typeOf({ name: "VpnConnection" }), name: "office", id });
  const hidden = {
    __provider: providerText({ runtimeExport: "vpnConnection" }),
    __named: "office",
    __urn: `urn:pulumi:dev::network::${typeOf({ name: "VpnConnection" })}::office`,
  };
  expect(resource?.inputs).toMatchObject(hidden);
  expect(resource?.outputs).toMatchObject(hidden);
  expect(resource?.outputs?.__given).toContain("ikeConfig.psk");
  expect(JSON.stringify(resources)).not.toContain("planted-key");
});

test("identifiers that are just the addresses aren't said, others are", async () => {
  const made = await cloud();
  const id = await office(made);
  expect((await written(made, id)).program).not.toMatch(/localId|remoteId/);
  made.simulator.edit(id, { "IkeConfig.RemoteId": "branch.example.com", "IkeConfig.LocalId": "192.0.2.7" });
  const { program } = await written(made, id);
  expect(program).toContain('remoteId: "branch.example.com"');
  expect(program).toContain('localId: "192.0.2.7"');
});

test("settings of a health check or of BGP that is off aren't said", async () => {
  const made = await cloud();
  const id = await office(made);
  expect((await written(made, id)).program).not.toMatch(/healthCheck|bgp/i);
});

test("what a rule refuses is left to the service, and the program says so", async () => {
  const made = await cloud({ ikev1MultiSubnet: "accept" });
  const id = await office(made, {
    remoteSubnets: ["192.168.0.0/24", "192.168.1.0/24"],
    ikeConfig: { psk: "planted-key", ikeVersion: "ikev1" },
  });
  const { program, shell } = await written(made, id);
  expect(program).toContain(
    '// Left to the service: ikeConfig.ikeVersion: "ikev1" negotiates one block a side',
  );
  expect(program).not.toContain("ikeVersion:  ");
  expect(program).not.toMatch(/^ +ikeVersion/m);
  expect(shell.said.join("\n")).toContain(`warning: ${id}: the program says nothing of ikeConfig.ikeVersion`);
});

test("a connection that bears the mark of a create is named, and is unfinished: the next update takes the mark off", async () => {
  const made = await cloud();
  const mark = { "pulumi-alicloud-vpn-unfinished": "0a1b2c-3d", team: "network" };
  const id = await office(made, {}, mark);
  const { shell, program, resources } = await written(made, id);
  expect(shell.said.join("\n")).toContain(`warning: ${id} was left by an interrupted create`);
  expect(resources[0]?.outputs).toMatchObject({ __unfinished: true, tags: { team: "network" } });
  expect(program + JSON.stringify(resources[0]?.outputs)).not.toContain("0a1b2c");
});

test("the tag that earlier versions left on connections is left out, and means nothing", async () => {
  const made = await cloud();
  const id = await office(made, {}, { "pulumi-alicloud-vpn": "0a1b2c", team: "network" });
  const { shell, program, resources } = await written(made, id);
  expect(shell.said.join("\n")).not.toContain("warning");
  expect(resources[0]?.outputs).not.toHaveProperty("__unfinished");
  expect(program + JSON.stringify(resources[0]?.outputs)).not.toContain("0a1b2c");
  expect(program).toContain('team: "network"');
});

test("the listed commands carry the keys through pipes", async () => {
  const made = await cloud();
  const id = await office(made);
  const { shell } = await written(made, id, "--stack", "dev");
  const told = shell.said.join("\n");
  expect(told).toContain(`npx alicloud-vpn key ${id} | pulumi config set --secret officeKey --stack dev`);
  expect(told).toContain("pulumi import --file import.json --generate-code=false --stack dev");
  expect(told).toContain("pulumi refresh --target '**:VpnConnection::office' --stack dev");
  expect(told).not.toContain("planted-key");
});

/** A `pulumi` that keeps what it is told, and prints a configuration and a state. */
const standIn = `#!/bin/sh
echo "$@" >>ran.txt
case "$1 $2" in
  "config --json") cat config.json ;;
  "stack export") cat state.json ;;
esac
`;

interface Stack {
  readonly config?: Readonly<Record<string, object>>;
  /** Ids in the state, of connections but where a type is given. */
  readonly ids?: Readonly<Record<string, string>>;
}

const urn = (id: string, type = typeOf({ name: "VpnConnection" })) =>
  `urn:pulumi:dev::network::${type}::own-${id}`;

function stateText(ids: Stack["ids"] = {}): string {
  const resources = Object.entries(ids).map(([id, type]) => ({ type, id, urn: urn(id, type) }));
  return JSON.stringify({ version: 3, deployment: { resources } });
}

async function ranInto(made: Cloud, stack: Stack, ...args: string[]) {
  const files = {
    "Pulumi.yaml": "name: network\n",
    "bin/pulumi": standIn,
    "config.json": JSON.stringify(stack.config ?? {}),
    "state.json": stateText(stack.ids),
  };
  const cwd = folder(files);
  const path = [join(cwd, "bin"), dirname(process.execPath), process.env.PATH].join(":");
  const shell = testShell({ env: { ...pointedAt(made.simulator), PATH: path }, cwd });
  const code = await run(["import-file", ...args], shell);
  const read = (name: string) => (existsSync(join(cwd, name)) ? readFileSync(join(cwd, name), "utf8") : "");
  const ran = read("ran.txt")
    .split("\n")
    .filter((line) => line !== "");
  const texts = { said: shell.said.join("\n"), complained: shell.complained.join("\n") };
  return { code, ran, ...texts, importFile: read("import.json"), program: read("adopted.ts") };
}

const connections = typeOf({ name: "VpnConnection" });
const reads = ["stack export --non-interactive --stack dev", "config --json --non-interactive --stack dev"];

test("--run stops before anything is written where a key of that name is set already", async () => {
  const made = await cloud();
  const id = await office(made);
  const config = { "network:officeKey": { secret: true }, "network:mtu": { value: "planted-value" } };
  const refused = await ranInto(made, { config }, id, "--run", "--stack", "dev");
  expect(refused).toMatchObject({ code: 1, importFile: "", program: "", said: "", ran: reads });
  expect(refused.complained).toContain(
    "officeKey is set already in the stack's configuration, and may be another connection's: " +
      `give the connection another name with --name ${id}=…`,
  );
  expect(refused.complained).not.toContain("planted-value");

  const renamed = await ranInto(made, { config }, id, "--run", "--stack", "dev", "--name", `${id}=porto`);
  expect(renamed).toMatchObject({ code: 0 });
  expect(renamed.ran).toContain("config set --secret portoKey --stack dev");
});

test("--run minds the project's own configuration only, and none where keys are left to the service", async () => {
  const made = await cloud();
  const id = await office(made);
  const others = await ranInto(made, { config: { "aws:officeKey": { secret: true } } }, id, "--run");
  expect(others).toMatchObject({ code: 0 });
  const config = { "network:officeKey": { secret: true } };
  const without = await ranInto(made, { config }, id, "--run", "--no-keys");
  expect(without).toMatchObject({ code: 0 });
  expect(without.ran.join("\n")).not.toContain("config");
});

test("--run leaves out what the stack's state has already, and says as what", async () => {
  const made = await cloud();
  const [held, fresh] = [
    await office(made),
    await office(made, { name: "porto", remoteSubnets: ["10.9.0.0/24"] }),
  ];
  const stack = { ids: { [held]: connections, [fresh]: "alicloud:vpn/connection:Connection" } };
  const told = await ranInto(made, stack, "--gateway", made.single, "--run");
  expect(told).toMatchObject({ code: 0 });
  expect(told.said).toContain(`${held}: already in this stack as ${urn(held)}, left out`);
  expect(told.importFile).toContain(fresh);
  expect(told.importFile + told.program).not.toContain(held);
  expect(told.ran.join("\n")).not.toContain("officeKey");

  const json = await ranInto(made, stack, "--gateway", made.single, "--run", "--json");
  expect(JSON.parse(json.said)).toMatchObject({ leftOut: [{ id: held, urn: urn(held) }], cautions: [] });
});

test("--run stops where what is named is in the state already, or nothing is left", async () => {
  const made = await cloud();
  const id = await office(made);
  const stack = { ids: { [id]: connections } };
  const sentence = `${id} is already in this stack as ${urn(id)}`;
  for (const args of [
    [id],
    ["--gateway", made.single],
    ["--gateway", made.single, "--name", `${id}=porto`],
  ]) {
    const refused = await ranInto(made, stack, ...args, "--run", "--stack", "dev");
    expect(refused).toMatchObject({ code: 1, importFile: "", program: "", ran: [reads[0]] });
    expect(refused.complained).toContain(sentence);
    expect(refused.complained.includes("There is nothing left to adopt")).toBe(args.length === 2);
  }
});

test("--into-state leaves out what that state has already", async () => {
  const made = await cloud();
  const [held, fresh] = [
    await office(made),
    await office(made, { name: "porto", remoteSubnets: ["10.9.0.0/24"] }),
  ];
  const args = ["--gateway", made.single, "--into-state", "state.json"];
  const told = await ranInto(made, { ids: { [held]: connections } }, ...args);
  expect(told).toMatchObject({ code: 0, ran: [] });
  expect(told.said).toContain(`${held}: already in this stack as ${urn(held)}, left out`);
  expect(told.importFile.split(`"${held}"`)).toHaveLength(2);
  expect(told.importFile).toContain(`"${fresh}"`);
});

test("--run takes a stack that nothing was ever deployed to, and says where a stack can't be read", async () => {
  const made = await cloud();
  const id = await office(made);
  const shellWith = (text: string) => {
    const cwd = folder({ "Pulumi.yaml": "name: network\n", "bin/pulumi": text, "config.json": "{}" });
    const env = { ...pointedAt(made.simulator), PATH: [join(cwd, "bin"), process.env.PATH].join(":") };
    return testShell({ env, cwd });
  };
  const empty = shellWith(standIn.replace("cat state.json", `echo '{"version":3,"deployment":null}'`));
  expect(await run(["import-file", id, "--run"], empty)).toBe(0);
  const failing = shellWith(standIn.replace("cat state.json", "exit 255"));
  expect(await run(["import-file", id, "--run"], failing)).toBe(1);
  expect(failing.complained.join("\n")).toContain("pulumi stack export ended with exit code 255");
  expect(existsSync(join(failing.cwd, "import.json"))).toBe(false);
});

test("without --run the list begins with what to look at first", async () => {
  const made = await cloud();
  const id = await office(made);
  const told = await ranInto(made, {}, id);
  expect(told).toMatchObject({ code: 0, ran: [] });
  expect(told.said).toContain("first: leave out ids that the stack has already");
  expect(told.said).toContain("first: if pulumi config lists officeKey, it may be another connection's");
  const keyless = await ranInto(made, {}, id, "--no-keys", "--json");
  expect(JSON.parse(keyless.said)).toMatchObject({ cautions: [expect.stringContaining("leave out ids")] });
});

test.each([
  [["import.json"], "import.json exists already.\n  Give another --file, or --force to write over it."],
  [["adopted.ts"], "adopted.ts exists already.\n  Give another --program, or --force to write over it."],
  [
    ["import.json", "adopted.ts"],
    "import.json and adopted.ts exist already.\n  Give another --file and --program, or --force to write over them.",
  ],
])("where %j are in the way, the options that help are named", async (names, sentence) => {
  const cwd = folder(Object.fromEntries(names.map((name) => [name, "mine"])));
  const shell = testShell({ env: pointedAt(await simulator()), cwd });
  expect(await run(["import-file", "vco-1"], shell)).toBe(1);
  expect(shell.complained.join("\n")).toContain(sentence);
});

test.each([
  [["import-file"], "Nothing to adopt is named"],
  [["import-file", "cgw-1"], "neither a connection (vco-…) nor an SSL server"],
  [["import-file", "--gateway", "vco-1"], "is no id of a VPN gateway"],
  [["import-file", "vco-1", "--into-state", "x", "--run"], "don't go together"],
  [["key", "vco-gone"], "There is no connection vco-gone"],
])("%j is refused with a sentence, and no stack trace", async (args, sentence) => {
  const shell = testShell({ env: pointedAt(await simulator()) });
  expect(await run(args, shell)).toBe(1);
  expect(shell.complained.join("\n")).toContain(sentence);
  expect(shell.complained.join("\n")).not.toMatch(/^ +at /m);
});

test("a key is written for a pipe, and to a terminal only if it is asked for", async () => {
  const made = await cloud();
  const id = await office(made);
  const env = pointedAt(made.simulator);
  const piped = testShell({ env });
  expect(await run(["key", id], piped)).toBe(0);
  expect(piped.said).toEqual(["planted-key"]);
  const seen = testShell({ env, outIsTerminal: true });
  expect(await run(["key", id], seen)).toBe(1);
  expect(seen.said).toEqual([]);
  expect(await run(["key", id, "--show"], seen)).toBe(0);
  const wrong = testShell({ env });
  expect(await run(["key", id, "--tunnel", "master"], wrong)).toBe(1);
  expect(wrong.complained.join("\n")).toContain("leave --tunnel out");
});
