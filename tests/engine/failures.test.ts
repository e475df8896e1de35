import { changes } from "./harness";
import { environment, office, stage, staff, told, unsettledGateways } from "./stage";

test("a gateway that gets stuck after a create: state has the resource, the next up resumes, nothing is made twice", async () => {
  const options = { customTimeouts: { create: "2s", update: "20s" } };
  const made = await stage((ids) =>
    [staff(ids, {}, options), office(ids, { vpnGatewayId: ids.single }, options)].join("\n"),
  );
  made.simulator.faults.add({ kind: "stuckGateway", operation: "CreateVpnConnection" });
  const up = await made.project.up("--target", "**office");
  expect(up.code).not.toBe(0);
  expect(up.stdout + up.stderr).toContain(`${made.ids.single} is still updating`);
  const { vpnConnections } = made.simulator.inventory();
  expect((await made.project.resource("office"))?.id).toBe(vpnConnections[0]?.VpnConnectionId);

  made.simulator.release(made.ids.single);
  made.newCalls();
  const again = await made.project.up("--target", "**office");
  expect(again.code).toBe(0);
  const calls = made.newCalls();
  expect(told(calls, /VpnConnection/)).toEqual(["DescribeVpnConnection ok"]);
  expect(made.simulator.inventory().vpnConnections).toHaveLength(1);
  expect((await made.project.resource("office"))?.initErrors ?? []).toEqual([]);
});

test("a simulator that is stopped: one clear message, exit code not zero, state intact", async () => {
  const made = await stage((ids) => staff(ids));
  await made.project.up();
  const before = await made.project.resource("staff");
  await made.simulator.close();
  const up = await made.project.up("--refresh");
  expect(up.code).not.toBe(0);
  const shown = up.stdout + up.stderr;
  expect(shown).toContain(`${made.simulator.url} can't be reached (ECONNREFUSED)`);
  expect(shown).toContain("Check the network");
  expect(shown).not.toMatch(/^\s+at .*\.js:\d+/m);
  expect(await made.project.resource("staff")).toEqual(before);
});

test("a wrong key: one clear message that says which setting, exit code not zero, nothing in state", async () => {
  const made = await stage((ids) => staff(ids));
  made.project.env.ALICLOUD_SECRET_KEY = "not-the-secret-of-that-key";
  const up = await made.project.up();
  expect(up.code).not.toBe(0);
  const shown = up.stdout + up.stderr;
  expect(shown).toContain("SignatureDoesNotMatch");
  expect(shown).toContain("ALICLOUD_SECRET_KEY");
  expect(shown).not.toContain("not-the-secret-of-that-key");
  expect(shown).not.toMatch(/^\s+at .*\.js:\d+/m);
  expect(await made.project.resource("staff")).toBeUndefined();
  Object.assign(made.project.env, environment(made.simulator));
  expect(changes(await made.project.up())).toEqual(["create staff"]);
});

test("an unknown gateway id: one clear message with the code and what to check, exit code not zero", async () => {
  const made = await stage((ids) => staff({ ...ids, single: "vpn-bp1nosuchgateway00000" }));
  const up = await made.project.up();
  expect(up.code).not.toBe(0);
  const shown = up.stdout + up.stderr;
  expect(shown).toContain("InvalidVpnGatewayInstanceId.NotFound");
  expect(shown).toContain("Check vpnGatewayId");
  expect(shown).toMatch(/\(vpn-bp1nosuchgateway00000 in cn-hangzhou, request id [0-9A-F-]{36}\)/);
  expect(await made.project.resource("staff")).toBeUndefined();
});

test("a delete of what is gone already is a success", async () => {
  const made = await stage((ids) => [staff(ids), office(ids)].join("\n"));
  await made.project.up();
  const { sslVpnServers, vpnConnections } = made.simulator.inventory();
  made.simulator.remove(sslVpnServers[0]?.SslVpnServerId ?? "");
  made.simulator.remove(vpnConnections[0]?.VpnConnectionId ?? "");
  const destroy = await made.project.destroy();
  expect(destroy.code).toBe(0);
  expect(await made.project.resource("staff")).toBeUndefined();
});

test.each(["A", "B", "C"] as const)(
  "a create whose answer is lost is found, not repeated (tokens %s)",
  async (tokens) => {
    const made = await stage((ids) => [staff(ids), office(ids)].join("\n"), { simulator: { tokens } });
    made.simulator.faults.add({ kind: "dropAfterApply", operation: "CreateVpnConnection" });
    made.simulator.faults.add({ kind: "dropAfterApply", operation: "CreateSslVpnServer" });
    const up = await made.project.up();
    expect(up.stderr).toBe("");
    expect(up.code).toBe(0);
    const { sslVpnServers, vpnConnections } = made.simulator.inventory();
    expect([sslVpnServers.length, vpnConnections.length]).toEqual([1, 1]);
    expect((await made.project.resource("office"))?.id).toBe(vpnConnections[0]?.VpnConnectionId);
    expect((await made.project.resource("staff"))?.id).toBe(sslVpnServers[0]?.SslVpnServerId);
    expect(unsettledGateways(made.newCalls())).toEqual([]);
  },
);
