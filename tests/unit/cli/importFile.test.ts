import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
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
  const { id } = await api.createVpnConnection(
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
    "token",
  );
  return id;
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

test("a connection that this package has made is named, since another stack may have it", async () => {
  const made = await cloud();
  const id = await office(made, {}, { "pulumi-alicloud-vpn": "0a1b2c", team: "network" });
  const { shell, program, resources } = await written(made, id);
  expect(shell.said.join("\n")).toContain(`warning: ${id} was made by this package`);
  expect(program + JSON.stringify(resources[0]?.outputs)).not.toContain("0a1b2c");
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
