import { TEST_ACCESS_KEY_ID, TEST_ACCESS_KEY_SECRET } from "../../simulator/src/index";
import { all, datacentre, next, office, planted, stage, staff } from "./stage";

const credentials = { id: "planted-access-key-51f0", secret: "planted-secret-key-aa87" };

test("the state has no key and no credential in the open, and at most 300 bytes of __provider per resource", async () => {
  const { project, simulator } = await stage(all, {
    simulator: { accessKeys: [credentials] },
    project: { config: { "alicloud:region": "cn-hangzhou" } },
  });
  project.env.ALICLOUD_ACCESS_KEY = credentials.id;
  project.env.ALICLOUD_SECRET_KEY = credentials.secret;
  const up = await project.up("--diff");
  expect(up.code).toBe(0);
  const generated = simulator
    .inventory()
    .vpnConnections.flatMap((connection) => ("Tunnels" in connection ? connection.Tunnels : []))
    .map((tunnel) => JSON.stringify(tunnel).match(/"Psk":"([^"]+)"/)?.[1] ?? "");
  expect(generated.filter((key) => key.length === 16)).toHaveLength(1);

  const everywhere = [
    await project.stateText(),
    up.stdout,
    up.stderr,
    (await project.preview("--diff")).stdout,
  ].join("\n");
  for (const text of [...Object.values(planted), ...generated, credentials.id, credentials.secret]) {
    expect(everywhere).not.toContain(text);
  }
  const { resources } = await project.state();
  const texts = resources.map(({ outputs }) => outputs.__provider).filter((text) => typeof text === "string");
  expect(texts).toHaveLength(3);
  for (const text of texts) expect(Buffer.byteLength(text)).toBeLessThanOrEqual(300);
});

test("planted credentials of an explicit Provider are found nowhere in state, output or logs", async () => {
  const withProvider = (text: string) =>
    `const own = new vpn.Provider("own", { region: "cn-hangzhou", accessKey: ${JSON.stringify(credentials.id)}, secretKey: ${JSON.stringify(credentials.secret)} });\n` +
    text.replaceAll("{});", "{ provider: own });");
  const made = await stage((ids) => withProvider(staff(ids)), { simulator: { accessKeys: [credentials] } });
  const { project, ids, simulator } = made;
  // The environment's keys are wrong ones: only the provider's own can have worked.
  project.env.ALICLOUD_ACCESS_KEY = TEST_ACCESS_KEY_ID;
  project.env.ALICLOUD_SECRET_KEY = TEST_ACCESS_KEY_SECRET;
  const up = await project.up("--diff", "--logtostderr", "-v=9");
  expect(up.code).toBe(0);
  expect(simulator.inventory().sslVpnServers).toHaveLength(1);

  next(made, withProvider(staff(ids, { port: 2294 })));
  const change = await project.up("--diff");
  expect(change.code).toBe(0);
  const shown = [up.stdout, change.stdout, change.stderr, await project.stateText()].join("\n");
  for (const text of Object.values(credentials)) expect(shown).not.toContain(text);
});

test("a failing operation shows neither key nor credential", async () => {
  const made = await stage((ids) => [office(ids), datacentre(ids)].join("\n"));
  made.simulator.faults.add({
    kind: "refuse",
    code: "VpnRouteEntry.Conflict",
    operation: "CreateVpnConnection",
    times: 0,
  });
  const up = await made.project.up();
  expect(up.code).not.toBe(0);
  const shown = [up.stdout, up.stderr, await made.project.stateText()].join("\n");
  for (const text of [...Object.values(planted), TEST_ACCESS_KEY_SECRET]) expect(shown).not.toContain(text);
});
