import { datacentre, office, stage, staff } from "./stage";

test("bad values (port 22, a /8 client pool, both modes at once) are refused at preview with path and rule", async () => {
  const made = await stage((ids) =>
    [
      staff(ids, { port: 22, clientIpPool: "10.0.0.0/8", localSubnets: ["172.16.0.0/16"] }),
      office(ids, {
        tunnels: { master: { customerGatewayId: "cgw-1" }, slave: { customerGatewayId: "cgw-2" } },
      }),
      datacentre(ids),
    ].join("\n"),
  );
  const preview = await made.project.preview();
  expect(preview.code).not.toBe(0);
  const shown = preview.stdout + preview.stderr;
  expect(shown).toMatch(/SslVpnServer staff: 2 arguments are refused/);
  expect(shown).toMatch(/port: 22 is refused: the service doesn't support the ports 22, /);
  expect(shown).toMatch(/clientIpPool: "10.0.0.0\/8" is refused: the mask must be 16 to 29 bits long/);
  expect(shown).toMatch(/VpnConnection office: 2 arguments are refused/);
  expect(shown).toMatch(/customerGatewayId: is for single-tunnel connections and can't stand beside tunnels/);
  expect(shown).not.toContain("datacentre:");
  expect(made.newCalls()).toEqual([]);
});

test("a value that only the engine knows is refused in up, before anything is sent for it", async () => {
  const made = await stage(
    (ids) =>
      `${staff(ids)}\nconst later = exports.staff.id.apply(() => 22);\n` +
      `new vpn.SslVpnServer("late", { vpnGatewayId: ${JSON.stringify(ids.dual)}, clientIpPool: "10.251.0.0/24", localSubnets: ["10.0.0.0/16"], port: later });`,
  );
  expect((await made.project.preview()).code).toBe(0);
  const up = await made.project.up();
  expect(up.code).not.toBe(0);
  expect(up.stdout + up.stderr).toMatch(/port: 22 is refused/);
  expect(made.simulator.inventory().sslVpnServers).toHaveLength(1);
});
