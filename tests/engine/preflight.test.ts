import type { GatewayOptions } from "../../simulator/src/index";
import { datacentre, type Ids, next, office, type Stage, stage, staff, told } from "./stage";

const gateways: readonly GatewayOptions[] = [
  { id: "vpn-single", tunnels: "single", ssl: true },
  { id: "vpn-dual", tunnels: "dual" },
  { id: "vpn-nossl" },
  { id: "vpn-noipsec", ipsec: false, ssl: true },
  { id: "vpn-locked", ssl: true, businessStatus: "FinancialLocked" },
  { id: "vpn-oldbgp", tunnels: "dual", bgp: false },
  { id: "vpn-crowded", ssl: true, sslMaxConnections: 100 },
];

const config = { "alicloud:region": "cn-hangzhou", "alicloud-vpn:preflight": "on" };

const asking = (program: (ids: Ids) => string, busy = "400ms") =>
  stage(program, { simulator: { gateways, busy }, project: { config } });

/** The call log without what nobody counts. */
const asked = (made: Stage) => told(made.newCalls());

test("a preview is refused, with path and reason, by what the gateway can't take", async () => {
  const cases: readonly [(ids: Ids) => string, RegExp][] = [
    [(ids) => staff(ids, { vpnGatewayId: "vpn-nossl" }), /vpnGatewayId: SSL-VPN isn't enabled on vpn-nossl/],
    [
      (ids) => office(ids, { vpnGatewayId: "vpn-noipsec" }),
      /vpnGatewayId: IPsec-VPN isn't enabled on vpn-no/,
    ],
    [(ids) => office(ids, { vpnGatewayId: "vpn-locked" }), /vpnGatewayId: vpn-locked is locked for overdue/],
    [
      (ids) => datacentre(ids, { vpnGatewayId: "vpn-single" }),
      /tunnels: vpn-single makes connections of one/,
    ],
    [
      (ids) => office(ids, { vpnGatewayId: "vpn-dual" }),
      /customerGatewayId: vpn-dual makes connections of two/,
    ],
    [(ids) => datacentre(ids, { vpnGatewayId: "vpn-oldbgp" }), /enableTunnelsBgp: the version of vpn-oldbgp/],
    [
      (ids) => staff(ids, { vpnGatewayId: "vpn-crowded", clientIpPool: "10.250.0.0/24" }),
      /clientIpPool: "10.250.0.0\/24" is too small for the 100 SSL connections .* at most 23 bits/,
    ],
    [(ids) => staff(ids, { vpnGatewayId: "vpn-nowhere" }), /vpnGatewayId: there is no gateway vpn-nowhere/],
  ];
  const made = await asking(() => "");
  const before = made.simulator.inventory();
  for (const [program, reason] of cases) {
    next(made, program(made.ids));
    const preview = await made.project.preview();
    expect(preview.output).toMatch(reason);
    expect(preview.code).not.toBe(0);
    expect(asked(made).map((call) => call.split(" ")[0])).toEqual(["DescribeVpnGateway"]);
  }
  expect(made.simulator.inventory()).toEqual(before);
});

test("what may still make room is a warning, unchanged resources cost nothing, and a replacement asks once", async () => {
  const made = await asking((ids) => [staff(ids), office(ids), datacentre(ids)].join("\n"));
  expect((await made.project.preview()).code).toBe(0);
  expect(asked(made).sort()).toEqual([
    "CreateSslVpnServer DryRunOperation",
    "CreateVpnConnection DryRunOperation",
    "CreateVpnConnection DryRunOperation",
    "DescribeVpnGateway ok",
    "DescribeVpnGateway ok",
  ]);
  expect(made.simulator.inventory()).toMatchObject({ sslVpnServers: [], vpnConnections: [] });
  const up = await made.project.up();
  expect([up.code, up.output]).toEqual([0, expect.not.stringContaining("preflight")]);
  made.newCalls();
  expect((await made.project.preview()).code).toBe(0);
  expect(asked(made)).toEqual([]);

  next(
    made,
    [staff(made.ids, { port: 1195 }), office(made.ids, { customerGatewayId: made.ids.peers[3] })].join("\n"),
  );
  const changing = await made.project.preview();
  expect(changing.code).toBe(0);
  // The engine checks what it replaces twice; the service is asked once.
  expect(asked(made).sort()).toEqual([
    "CreateVpnConnection DryRunOperation",
    "DescribeSslVpnServers ok",
    "DescribeVpnGateway ok",
    "ModifySslVpnServer DryRunOperation",
  ]);

  const moved = staff(made.ids, { clientIpPool: "10.251.0.0/24" });
  next(made, moved.replaceAll('"staff"', '"guest"'));
  const inTheWay = await made.project.preview();
  expect(inTheWay.output).toMatch(/unless this plan removes the cause.*SslVpnServer.AlreadyExist/);
  expect(inTheWay.code).toBe(0);

  next(made, moved);
  const urn = (await made.project.resource("staff"))?.urn ?? "";
  const forced = await made.project.preview("--replace", urn);
  expect([forced.code, forced.output]).toEqual([0, expect.not.stringContaining("refuse it:")]);
});

test("a busy gateway and a failed look-up are no failure; off, nothing is asked", async () => {
  const made = await asking((ids) => [staff(ids), office(ids)].join("\n"));
  made.simulator.faults.add({ kind: "foreignChange", ms: 60_000, operation: "CreateVpnConnection" });
  const busy = await made.project.preview();
  expect([busy.code, busy.output]).toEqual([0, expect.not.stringContaining("Configuring")]);
  made.simulator.faults.clear();
  for (const kind of ["error500", "throttle", "forbid", "dropBefore"] as const) {
    made.simulator.faults.add({ kind, operation: "DescribeVpnGateway", times: 0 });
    const preview = await made.project.preview();
    expect([preview.code, preview.output]).toEqual([
      0,
      expect.stringMatching(/warning: .*the preflight learned/),
    ]);
    made.simulator.faults.clear();
  }
  await made.project.removeConfig("alicloud-vpn:preflight");
  made.newCalls();
  expect((await made.project.preview()).code).toBe(0);
  expect(made.newCalls()).toEqual([]);
});
