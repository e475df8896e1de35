import { changes, plain } from "./harness";
import { changesIn, next, office, stage, staff, told } from "./stage";

test("changing only the name of an SSL server: one call that modifies, and two looks whether it keeps the gateway busy", async () => {
  const made = await stage((ids) => staff(ids));
  await made.project.up();
  made.newCalls();
  next(made, staff(made.ids, { name: "people" }));
  const up = await made.project.up();
  expect(changes(up)).toEqual(["update staff"]);
  expect(told(made.newCalls())).toEqual([
    "ModifySslVpnServer ok",
    "DescribeVpnGateway ok",
    "DescribeVpnGateway ok",
    "DescribeSslVpnServers ok",
  ]);
  expect(made.simulator.inventory().sslVpnServers).toMatchObject([{ Name: "people" }]);
});

test("compress: true → removed sends Compress=false", async () => {
  const made = await stage((ids) => staff(ids, { compress: true }));
  await made.project.up();
  expect(made.simulator.inventory().sslVpnServers).toMatchObject([{ Compress: true }]);
  made.newCalls();
  next(made, staff(made.ids));
  expect(changes(await made.project.up())).toEqual(["update staff"]);
  expect(changesIn(made.newCalls()).map(({ parameters }) => parameters.Compress)).toEqual(["false"]);
  expect(made.simulator.inventory().sslVpnServers).toMatchObject([{ Compress: false }]);
});

test("ikeConfig.ikeEncAlg removed: the documented default is sent", async () => {
  const made = await stage((ids) => office(ids));
  await made.project.up();
  made.newCalls();
  next(made, office(made.ids, { ikeConfig: { psk: "planted-office-key-7c1f", ikeVersion: "ikev2" } }));
  expect(changes(await made.project.up())).toEqual(["update office"]);
  const [sent] = changesIn(made.newCalls()).map(({ parameters }) => parameters.IkeConfig ?? "");
  expect(JSON.parse(sent ?? "")).toMatchObject({ IkeEncAlg: "aes", IkeVersion: "ikev2" });
  const [stored] = made.simulator.inventory().vpnConnections;
  expect(stored).toMatchObject({ IkeConfig: { IkeEncAlg: "aes", Psk: "planted-office-key-7c1f" } });
});

test("a default made explicit, a new order of subnets, and a number as text are no change", async () => {
  const made = await stage((ids) => [staff(ids), office(ids)].join("\n"));
  await made.project.up();
  made.newCalls();
  const ikeConfig = {
    psk: "planted-office-key-7c1f",
    ikeVersion: "ikev2",
    ikeEncAlg: "aes256",
    ikeLifetime: "86400",
  };
  const reordered = {
    remoteSubnets: ["192.168.0.0/24", "192.168.1.0/24"],
    effectImmediately: false,
    ikeConfig,
  };
  next(
    made,
    [staff(made.ids, { port: "1194", protocol: "TCP", compress: false }), office(made.ids, reordered)].join(
      "\n",
    ),
  );
  expect(changes(await made.project.up())).toEqual([]);
  expect(made.newCalls()).toEqual([]);
});

test("tags change by tag operations, without a gateway wait", async () => {
  const made = await stage((ids) => office(ids, { tags: { team: "network", cost: "42" } }));
  await made.project.up();
  made.newCalls();
  next(made, office(made.ids, { tags: { team: "platform", stage: "live" } }));
  expect(changes(await made.project.up())).toEqual(["update office"]);
  // The first look is for the tag that earlier versions left, which would go with this change.
  expect(told(made.newCalls())).toEqual([
    "DescribeVpnConnection ok",
    "UnTagResources ok",
    "TagResources ok",
    "DescribeVpnConnection ok",
  ]);
  const { outputs } = (await made.project.resource("office")) ?? {};
  expect(outputs?.tags).toEqual({ team: "platform", stage: "live" });
});

test("drift made behind Pulumi's back is shown by refresh and repaired by the next up", async () => {
  const made = await stage((ids) => [staff(ids), office(ids)].join("\n"));
  await made.project.up();
  const { sslVpnServers, vpnConnections } = made.simulator.inventory();
  made.simulator.edit(sslVpnServers[0]?.SslVpnServerId ?? "", { Cipher: "none", Port: 2294 });
  made.simulator.edit(vpnConnections[0]?.VpnConnectionId ?? "", { RemoteSubnet: "192.168.0.0/24" });
  expect((await made.project.refresh()).code).toBe(0);
  made.newCalls();
  expect(changes(await made.project.preview())).toEqual(["update office", "update staff"]);
  expect(changes(await made.project.up())).toEqual(["update office", "update staff"]);
  expect(made.simulator.inventory().sslVpnServers).toMatchObject([{ Cipher: "AES-128-CBC", Port: 1194 }]);
  expect(made.simulator.inventory().vpnConnections).toMatchObject([
    { RemoteSubnet: "192.168.1.0/24,192.168.0.0/24" },
  ]);
});

test("a resource that someone else deleted leaves the state at refresh, and the next up makes it anew", async () => {
  const made = await stage((ids) => staff(ids));
  await made.project.up();
  made.simulator.remove(made.simulator.inventory().sslVpnServers[0]?.SslVpnServerId ?? "");
  await made.project.refresh();
  expect(await made.project.resource("staff")).toBeUndefined();
  expect(changes(await made.project.up())).toEqual(["create staff"]);
  const { sslVpnServers } = made.simulator.inventory();
  expect(sslVpnServers).toHaveLength(1);
  expect((await made.project.resource("staff"))?.id).toBe(sslVpnServers[0]?.SslVpnServerId);
});

test("static get reads what exists, and destroy leaves it alone", async () => {
  const made = await stage((ids) => office(ids));
  await made.project.up();
  const [connection] = made.simulator.inventory().vpnConnections;
  const id = connection?.VpnConnectionId ?? "";
  next(
    made,
    office(made.ids) +
      `\nconst read = vpn.VpnConnection.get("read", ${JSON.stringify(id)});\nexports.readName = read.name; exports.readKey = read.ikeConfig.apply((ike) => ike.psk);`,
  );
  expect((await made.project.up()).code).toBe(0);
  expect(plain(await made.project.outputs())).toMatchObject({
    readName: "office",
    readKey: "planted-office-key-7c1f",
  });
  expect(await made.project.stateText()).not.toContain("planted-office-key-7c1f");
  next(made, office(made.ids));
  await made.project.up();
  expect(made.simulator.inventory().vpnConnections).toHaveLength(1);
});

test("two resources in one component don't wait for each other", async () => {
  const made = await stage((ids) => {
    const within = (declaration: string) => declaration.replace(/, {}\);$/, ", { parent: site });");
    return [
      'const site = new pulumi.ComponentResource("acme:network:Site", "site");',
      within(staff(ids)),
      within(office(ids)),
    ].join("\n");
  });
  const preview = await made.project.preview();
  expect([preview.code, changes(preview)]).toEqual([0, ["create office", "create site", "create staff"]]);
});
