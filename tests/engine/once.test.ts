import type { VpnConnection } from "../../simulator/src/index";
import { fasterClock } from "../faults/packageCopy";
import { changes, until } from "./harness";
import { usePatched } from "./patched";
import { type Ids, type Stage, next, office, planted, stage, staff } from "./stage";

const twoGateways = {
  simulator: {
    gateways: [
      { tunnels: "single", ssl: true },
      { tunnels: "single", ssl: true },
    ],
  },
} as const;

const connections = ({ simulator }: Stage): readonly VpnConnection[] => simulator.inventory().vpnConnections;

async function otherStackOfThatName(made: Stage): Promise<void> {
  for (const args of [
    ["stack", "rename", "prod"],
    ["stack", "init", "dev"],
    ["config", "set", "alicloud:region", "cn-hangzhou"],
  ]) {
    expect((await made.project.run(...args)).code).toBe(0);
  }
}

test("a stack of a name that another one had makes its own connection and server, and never touches the other's", async () => {
  const program = (ids: Ids, psk: string): string =>
    [staff(ids), office(ids, { ikeConfig: { psk } })].join("\n");
  const made = await stage((ids) => program(ids, planted.officeKey), twoGateways);
  expect((await made.project.up()).code).toBe(0);
  const before = made.simulator.inventory();
  await otherStackOfThatName(made);
  next(made, program({ ...made.ids, single: made.ids.dual }, "planted-other-key-5e2d"));
  const up = await made.project.up();
  expect([up.stderr, changes(up)]).toEqual(["", ["create office", "create staff"]]);
  expect(made.simulator.inventory().vpnConnections).toHaveLength(2);
  expect((await made.project.destroy()).code).toBe(0);
  expect(made.simulator.inventory().vpnConnections).toEqual(before.vpnConnections);
  expect(made.simulator.inventory().sslVpnServers).toEqual(before.sslVpnServers);
});

/** Kills the CLI once the connection is made, and before the answer is there. */
async function killedInCreate(made: Stage): Promise<void> {
  made.simulator.faults.add({ kind: "delay", ms: 1_500, afterApply: true, operation: "CreateVpnConnection" });
  const up = made.project.start("up", "--yes", "--skip-preview");
  await until(() => connections(made).length > 0);
  up.child.kill("SIGKILL");
  await up.done;
  await made.project.cancel();
}

test("a create that was killed, and whose peer and key are edited, ends in one connection with the new peer and key", async () => {
  const made = await stage((ids) => office(ids));
  // A leftover has to stand for two minutes.
  usePatched(made.project, ...fasterClock);
  await killedInCreate(made);
  const [left] = connections(made);
  const [, peer] = made.ids.peers;
  next(made, office(made.ids, { customerGatewayId: peer, ikeConfig: { psk: "planted-other-key-5e2d" } }));
  const first = await made.project.up();
  expect(first.code).not.toBe(0);
  expect(first.output).toContain(
    `an earlier create made ${left?.VpnConnectionId ?? ""}, with another customerGatewayId`,
  );
  expect((await made.project.resource("office"))?.id).toBe(left?.VpnConnectionId);
  const second = await made.project.up();
  expect([second.code === 0 ? "" : second.output, second.code]).toEqual(["", 0]);
  expect(changes(second)).toContain("replace office");
  expect(connections(made)).toMatchObject([
    { CustomerGatewayId: peer, IkeConfig: { Psk: "planted-other-key-5e2d" }, Tags: {} },
  ]);
  expect((await made.project.resource("office"))?.id).toBe(connections(made)[0]?.VpnConnectionId);
});

test("a port that the service accepts and doesn't take fails the update with both values, and the next up sets it", async () => {
  const made = await stage((ids) => staff(ids));
  expect((await made.project.up()).code).toBe(0);
  made.simulator.faults.add({ kind: "ignoreValues", operation: "ModifySslVpnServer", paths: ["Port"] });
  next(made, staff(made.ids, { port: 1195 }));
  const up = await made.project.up();
  expect(up.code).not.toBe(0);
  expect(up.output).toContain("didn't take port (asked 1195, described 1194)");
  expect(changes(await made.project.preview())).toEqual(["update staff"]);
  expect((await made.project.up()).code).toBe(0);
  expect(made.simulator.inventory().sslVpnServers).toMatchObject([{ Port: 1195 }]);
});

test("a key that the service accepts and doesn't take fails the update and isn't shown", async () => {
  const made = await stage((ids) => office(ids));
  expect((await made.project.up()).code).toBe(0);
  made.simulator.faults.add({
    kind: "ignoreValues",
    operation: "ModifyVpnConnectionAttribute",
    paths: ["IkeConfig.Psk"],
  });
  next(
    made,
    office(made.ids, {
      ikeConfig: { psk: "planted-new-key-1b4c", ikeVersion: "ikev2", ikeEncAlg: "aes256" },
    }),
  );
  const up = await made.project.up();
  expect(up.code).not.toBe(0);
  expect(up.output).toContain("didn't take ikeConfig.psk;");
  expect(up.output).not.toContain("planted-");
  expect((await made.project.up()).code).toBe(0);
  expect(connections(made)).toMatchObject([{ IkeConfig: { Psk: "planted-new-key-1b4c" } }]);
});

test.each([
  ["VpnConnection", "vco-bp1nosuchconnection0"],
  ["SslVpnServer", "vss-bp1nosuchserver00000"],
])("get of a %s that doesn't exist fails, naming id and region", async (kind, id) => {
  const made = await stage(() => `exports.id = vpn.${kind}.get("gone", ${JSON.stringify(id)}).name;`);
  const up = await made.project.up();
  expect(up.code).not.toBe(0);
  expect(up.output).toContain(`there is no ${kind} ${id} in cn-hangzhou`);
  expect(up.output).not.toMatch(/^\s+at .*\.js:\d+/m);
});
