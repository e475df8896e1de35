import { changes } from "./harness";
import { changesIn, next, office, stage, staff, type Stage } from "./stage";

const urn = (kind: string, name: string) =>
  `urn:pulumi:dev::test::pulumi-nodejs:dynamic/alicloud-vpn:${kind}::${name}`;

/** What there is of connections and servers, and what the state says there is. */
async function both({ simulator, project }: Stage, ...names: string[]) {
  const { sslVpnServers, vpnConnections } = simulator.inventory();
  const live = [
    ...sslVpnServers.map(({ SslVpnServerId }) => SslVpnServerId),
    ...vpnConnections.map(({ VpnConnectionId }) => VpnConnectionId),
  ];
  const known = await Promise.all(names.map(async (name) => (await project.resource(name))?.id));
  return { live: live.sort(), known: known.sort() };
}

const order = (made: Stage) => changesIn(made.newCalls()).map(({ operation }) => operation);

test("vpnGatewayId changed: preview says replace, and up deletes first", async () => {
  const made = await stage((ids) => staff(ids), {
    simulator: { gateways: [{ ssl: true }, { tunnels: "dual", ssl: true }] },
  });
  await made.project.up();
  made.newCalls();
  next(made, staff(made.ids, { vpnGatewayId: made.ids.dual }));
  expect(changes(await made.project.preview())).toContain("replace staff");
  expect((await made.project.up()).code).toBe(0);
  expect(order(made)).toEqual(["DeleteSslVpnServer", "CreateSslVpnServer"]);
  const { live, known } = await both(made, "staff");
  expect(live).toEqual(known);
});

test("top-level customerGatewayId changed: preview says replace, and up deletes first", async () => {
  const made = await stage((ids) => office(ids));
  await made.project.up();
  made.newCalls();
  next(made, office(made.ids, { customerGatewayId: made.ids.peers[1] }));
  expect(changes(await made.project.preview())).toContain("replace office");
  expect((await made.project.up()).code).toBe(0);
  expect(order(made)).toEqual(["DeleteVpnConnection", "CreateVpnConnection"]);
  const { live, known } = await both(made, "office");
  expect(live).toEqual(known);
});

describe.each(["A", "B", "C"] as const)("where the service treats tokens as %s", (tokens) => {
  test("pulumi up --replace leaves one live resource, and its id is the one in state", async () => {
    const made = await stage((ids) => [staff(ids), office(ids)].join("\n"), { simulator: { tokens } });
    await made.project.up();
    const before = await both(made, "staff", "office");
    made.newCalls();
    const up = await made.project.up(
      "--replace",
      urn("SslVpnServer", "staff"),
      "--replace",
      urn("VpnConnection", "office"),
    );
    expect(up.stderr).toBe("");
    expect(up.code).toBe(0);
    const { live, known } = await both(made, "staff", "office");
    expect(live).toHaveLength(2);
    expect(live).toEqual(known);
    expect(live).not.toEqual(before.live);
  });

  test("pulumi state taint leaves one live resource, and its id is the one in state", async () => {
    const made = await stage((ids) => office(ids), { simulator: { tokens } });
    await made.project.up();
    expect((await made.project.taint(urn("VpnConnection", "office"))).code).toBe(0);
    expect((await made.project.up()).code).toBe(0);
    const { live, known } = await both(made, "office");
    expect(live).toHaveLength(1);
    expect(live).toEqual(known);
  });
});

test("where the user set deleteBeforeReplace: false and the gateway has no room for both, the old one is named and stays", async () => {
  const made = await stage((ids) => office(ids, {}, { deleteBeforeReplace: false }));
  await made.project.up();
  const before = made.simulator.inventory().vpnConnections;
  const id = before[0]?.VpnConnectionId ?? "";
  const up = await made.project.up("--replace", urn("VpnConnection", "office"));
  expect(up.code).not.toBe(0);
  expect(up.output).toContain(`${id} (created `);
  expect(up.output).toContain("has the same peer and overlapping subnets");
  expect(made.simulator.inventory().vpnConnections).toEqual(before);
  expect((await made.project.resource("office"))?.id).toBe(id);
  expect((await made.project.preview()).steps.filter(({ op }) => op !== "same")).toEqual([]);
});
