import { existsSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { adopter, cli, existing, fileOf, printed } from "./adoption";
import { changes, isSecret, plain } from "./harness";
import { changesIn } from "./stage";

interface Summary {
  readonly resources: readonly {
    readonly id: string;
    readonly name: string;
    readonly keys: readonly string[];
  }[];
  readonly commands: readonly string[];
  readonly warnings: readonly string[];
}

const summaryOf = ({ stdout }: { readonly stdout: string }) => JSON.parse(stdout) as Summary;

test("three connections and a server become a program with an empty preview, by the commands that are listed", async () => {
  const cloud = await existing();
  const made = await adopter(cloud, { transpileOnly: false });
  const told = await cli(made, "import-file", "--gateway", cloud.single, "--gateway", cloud.dual, "--json");
  expect(told).toMatchObject({ code: 0, stderr: "" });
  const { resources, commands, warnings } = summaryOf(told);
  expect(resources.map(({ id, name }) => [id, name])).toEqual([
    [cloud.office, "office-berlin"],
    [cloud.shop, "office-berlin-2"],
    [cloud.datacentre, "datacentre"],
    [cloud.staff, "staff"],
  ]);
  expect(warnings).toEqual([]);

  const outputs = [];
  for (const command of commands) {
    const ran = await printed(made, command);
    expect({ command, code: ran.code, output: ran.code === 0 ? "" : ran.output }).toMatchObject({ code: 0 });
    outputs.push(ran.output);
  }
  const preview = await made.preview("--expect-no-changes", "--diff");
  expect(preview).toMatchObject({ code: 0 });
  expect(preview.steps.map(({ op, name }) => `${op} ${name}`).sort()).toEqual([
    "same datacentre",
    "same office-berlin",
    "same office-berlin-2",
    "same staff",
  ]);

  expect(cloud.keys).toHaveLength(4);
  const everywhere = [
    told.output,
    ...outputs,
    ...["import.json", "adopted.ts", "Pulumi.dev.yaml"].map((name) => fileOf(made, name)),
    await made.stateText(),
    preview.output,
  ].join("\n");
  for (const key of cloud.keys) expect(everywhere).not.toContain(key);
  expect(statSync(join(made.folder, "import.json")).mode & 0o777).toBe(0o600);

  // The service may give the blocks in yet another order later on: a set has none.
  cloud.simulator.edit(cloud.office, { RemoteSubnet: "192.168.0.0/24,192.168.1.0/24" });
  expect(await made.preview("--refresh", "--expect-no-changes")).toMatchObject({ code: 0 });
  expect(changesIn(cloud.simulator.calls())).toEqual([]);
});

test("--run takes everything into the stack, which then changes, shows drift and destroys like its own", async () => {
  const cloud = await existing();
  const made = await adopter(cloud);
  const ran = await cli(made, "import-file", cloud.office, cloud.staff, "--run", "--no-protect");
  expect(ran).toMatchObject({ code: 0 });
  expect(await made.preview("--expect-no-changes")).toMatchObject({ code: 0 });
  const resource = await made.resource("office-berlin", { showSecrets: true });
  expect(isSecret((resource?.outputs.ikeConfig as { psk: unknown }).psk)).toBe(true);
  expect(plain(resource?.inputs.ikeConfig)).toMatchObject({ psk: cloud.keys[0] });

  // An argument that is taken out goes back to its documented default: the import has kept what was given.
  const adopted = fileOf(made, "adopted.ts");
  made.write("adopted.ts", adopted.replace(/ +ikeEncAlg: .*\n/, ""));
  expect(changes(await made.preview())).toEqual(["update office-berlin"]);
  expect(changes(await made.up())).toEqual(["update office-berlin"]);
  expect(cloud.simulator.inventory().vpnConnections[0]).toMatchObject({ IkeConfig: { IkeEncAlg: "aes" } });

  cloud.simulator.edit(cloud.office, { "IkeConfig.Psk": "changed-elsewhere" });
  expect(changes(await made.preview("--refresh"))).toContain("update office-berlin");
  expect(await made.destroy()).toMatchObject({ code: 0 });
  const left = cloud.simulator.inventory();
  expect(left.vpnConnections.map(({ VpnConnectionId }) => VpnConnectionId)).toEqual([
    cloud.shop,
    cloud.datacentre,
  ]);
  expect(left.sslVpnServers).toEqual([]);
});

test("what is adopted is protected from deletion, unless it shall not be", async () => {
  const cloud = await existing();
  const made = await adopter(cloud);
  expect(await cli(made, "import-file", cloud.staff, "--run")).toMatchObject({ code: 0 });
  const destroyed = await made.destroy();
  expect(destroyed.code).not.toBe(0);
  expect(destroyed.output).toContain("protected");
  expect(cloud.simulator.inventory().sslVpnServers).toHaveLength(1);
});

test("--run neither adopts what the stack has already, nor writes over a key that is set", async () => {
  const cloud = await existing();
  const made = await adopter(cloud);
  expect(await cli(made, "import-file", cloud.office, "--name", `${cloud.office}=hq`, "--run")).toMatchObject(
    {
      code: 0,
    },
  );
  const files = ["--file", "more-import.json", "--program", "more.ts", "--run", "--json"];
  const named = await cli(made, "import-file", cloud.office, ...files);
  expect(named).toMatchObject({ code: 1 });
  expect(named.stderr).toMatch(/is already in this stack as urn:pulumi:dev::.*:VpnConnection::hq/);
  const inUse = await cli(made, "import-file", cloud.shop, "--name", `${cloud.shop}=hq`, ...files);
  expect(inUse.stderr).toContain("hqKey is set already in the stack's configuration");
  expect(existsSync(join(made.folder, "more-import.json"))).toBe(false);

  const rest = await cli(made, "import-file", "--gateway", cloud.single, ...files);
  expect(rest).toMatchObject({ code: 0 });
  expect(JSON.parse(rest.stdout)).toMatchObject({ leftOut: [{ id: cloud.office }] });
  made.write("index.ts", 'import "./adopted";\nimport "./more";\n');
  const preview = await made.preview("--expect-no-changes");
  expect(preview).toMatchObject({ code: 0 });
  expect(preview.steps).toHaveLength(3);
  expect((await made.stateText()).split(`"id": "${cloud.office}"`)).toHaveLength(2);
});

test("what an interrupted create left is adopted with a warning, and the next up takes its mark off", async () => {
  const cloud = await existing();
  const mark = { "pulumi-alicloud-vpn-unfinished": "a1b2-c3d4" };
  cloud.simulator.edit(cloud.office, { Tags: mark });
  const made = await adopter(cloud);
  const told = await cli(made, "import-file", cloud.office, "--run", "--json");
  expect(told).toMatchObject({ code: 0 });
  expect(summaryOf(told).warnings).toEqual([
    expect.stringMatching(`^${cloud.office} was left by an interrupted create`),
  ]);
  expect(cloud.simulator.inventory().vpnConnections[0]?.Tags).toEqual(mark);
  expect(await made.up()).toMatchObject({ code: 0 });
  expect(cloud.simulator.inventory().vpnConnections[0]?.Tags).toEqual({});
  expect(changesIn(cloud.simulator.calls())).toEqual([]);
  expect(await made.preview("--expect-no-changes")).toMatchObject({ code: 0 });
});

test("keys can be left to the service: then the program has none, and the preview is empty all the same", async () => {
  const cloud = await existing();
  const made = await adopter(cloud);
  const told = await cli(made, "import-file", cloud.office, cloud.datacentre, "--no-keys", "--run");
  expect(told).toMatchObject({ code: 0 });
  expect(fileOf(made, "adopted.ts")).not.toMatch(/psk|config/);
  expect(await made.preview("--expect-no-changes")).toMatchObject({ code: 0 });
});

test("an older CLI adopts by an exported state, of an empty stack", async () => {
  const cloud = await existing();
  const made = await adopter(cloud);
  writeFileSync(join(made.folder, "exported.json"), (await made.run("stack", "export")).stdout);
  const args = ["import-file", cloud.office, cloud.datacentre, cloud.staff, "--into-state", "exported.json"];
  const vague = await cli(made, ...args);
  expect(vague.stderr).toContain("Give --stack and --project");
  const told = await cli(made, ...args, "--stack", "dev", "--json");
  expect(told).toMatchObject({ code: 0 });
  for (const command of summaryOf(told).commands)
    expect(await printed(made, command)).toMatchObject({ code: 0 });
  expect(await made.preview("--expect-no-changes")).toMatchObject({ code: 0 });
  expect(changes(await made.up())).toEqual([]);
  expect(changesIn(cloud.simulator.calls())).toEqual([]);
});

test("an older CLI adopts by an exported state that has resources, which stay as they are", async () => {
  const cloud = await existing();
  const made = await adopter(cloud);
  expect(await cli(made, "import-file", cloud.staff, "--run")).toMatchObject({ code: 0 });
  const own = await made.resource("staff");
  writeFileSync(join(made.folder, "exported.json"), (await made.run("stack", "export")).stdout);
  const files = ["--file", "state.json", "--program", "more.ts"];
  const told = await cli(
    made,
    "import-file",
    cloud.shop,
    "--into-state",
    "exported.json",
    ...files,
    "--json",
  );
  for (const command of summaryOf(told).commands)
    expect(await printed(made, command)).toMatchObject({ code: 0 });
  made.write("index.ts", 'import "./adopted";\nimport "./more";\n');
  expect(await made.preview("--expect-no-changes")).toMatchObject({ code: 0 });
  expect(await made.resource("staff")).toEqual(own);
});

test("nothing is written over without --force, and nothing where something can't be found", async () => {
  const cloud = await existing();
  const made = await adopter(cloud);
  const gone = await cli(made, "import-file", cloud.office, "vco-gone");
  expect(gone).toMatchObject({ code: 1 });
  expect(gone.stderr).toContain("There is no vco-gone in cn-hangzhou");
  expect(existsSync(join(made.folder, "import.json"))).toBe(false);
  made.write("adopted.ts", "// mine\n");
  const refused = await cli(made, "import-file", cloud.office);
  expect(refused.stderr).toContain("adopted.ts exists already");
  expect(fileOf(made, "adopted.ts")).toBe("// mine\n");
  expect(await cli(made, "import-file", cloud.office, "--force")).toMatchObject({ code: 0 });
});
