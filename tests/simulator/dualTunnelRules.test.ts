import { codeOf } from "./support/clients";
import { at, lab, type Patch } from "./support/lab";

const unsupported = "NotSupportVpnConnectionParameter";

describe("dual-tunnel connections", () => {
  const tunnel = (patch: Patch): Patch[] => [{ role: "master", ...patch }, { role: "slave" }];

  const refused: [code: string, patch: Patch, tunnels?: Patch[]][] = [
    ["OperationUnsupported.CustomerGatewayId", { customerGatewayId: "cgw-x" }],
    ["OperationUnsupported.IkeConfig", { ikeConfig: "{}" }],
    ["OperationUnsupported.IpsecConfig", { ipsecConfig: "{}" }],
    ["OperationUnsupported.HealthCheckConfig", { healthCheckConfig: "{}" }],
    ["OperationUnsupported.EnableDpd", { enableDpd: true }],
    ["OperationUnsupported.EnableNatTraversal", { enableNatTraversal: true }],
    ["OperationUnsupported.BgpConfig", { bgpConfig: "{}" }],
    ["OperationUnsupported.RemoteCaCertificate", { remoteCaCertificate: "x" }],
    ["MissingParameter", {}, []],
    ["IllegalParam.Role", {}, [{ role: "master" }]],
    ["IllegalParam.Role", {}, [{ role: "master" }, { role: "master" }]],
    ["IllegalParam.Role", {}, [{ role: "master" }, { role: "standby" }]],
    ["MissingParameter", {}, [{ role: "master" }, { role: "slave", customerGatewayId: undefined }]],
    ["IllegalParam.Psk", {}, tunnel({ tunnelIkeConfig: { psk: "a b" } })],
    [`${unsupported}.IkeAuthAlg`, {}, tunnel({ tunnelIkeConfig: { ikeAuthAlg: "x" } })],
    [`${unsupported}.IpsecPfs`, {}, tunnel({ tunnelIpsecConfig: { ipsecPfs: "x" } })],
    ["IllegalParam.EnableDpd", {}, tunnel({ enableDpd: "x" })],
    ["IllegalParam.EnableTunnelsBgp", { enableTunnelsBgp: "x" }],
    ["IllegalParam.LocalAsn", {}, tunnel({ tunnelBgpConfig: { localAsn: 0 } })],
    ["MissingParameter.TunnelCidr", { enableTunnelsBgp: true }],
    [
      "IllegalParam.TunnelCidr",
      { enableTunnelsBgp: true },
      [
        { role: "master", tunnelBgpConfig: { tunnelCidr: "169.254.10.0/30" } },
        { role: "slave", tunnelBgpConfig: { tunnelCidr: "169.254.10.0/30" } },
      ],
    ],
    ["OperationUnsupported.RemoteCaCertificate", {}, tunnel({ remoteCaCertificate: "x" })],
  ];

  // Spelled out, as a row that ends early would make the runner wait for a callback.
  test.each(refused.map(([code, patch, tunnels]) => ({ code, patch, tunnels })))(
    "$code for $patch $tunnels",
    async ({ code, patch, tunnels }) => {
      const bench = await lab();
      expect(await codeOf(bench.api.createVpnConnection(bench.dualConnection(patch, tunnels)))).toBe(code);
    },
  );

  test("need a certificate per tunnel on ShangMi gateways", async () => {
    const bench = await lab({ gateways: [{ tunnels: "dual", vpnType: "NationalStandard" }] });
    const create = (tunnels: Patch[]) =>
      bench.api.createVpnConnection(bench.dualConnection({ vpnGatewayId: bench.single }, tunnels));
    expect(await codeOf(create(tunnel({})))).toBe("MissingParameter");
    const remoteCaCertificate = "-----BEGIN CERTIFICATE-----";
    await create([
      { role: "master", remoteCaCertificate },
      { role: "slave", remoteCaCertificate },
    ]);
  });

  test.each<[string, Patch]>([
    ["IllegalParam.TunnelId", { tunnelId: "tun-none" }],
    ["IllegalParam.Role", { role: "standby" }],
    ["IllegalParam.Role", {}],
    [`${unsupported}.IkePfs`, { role: "slave", tunnelIkeConfig: { ikePfs: "group24" } }],
    ["InvalidCustomerGatewayInstanceId.NotFound", { role: "slave", customerGatewayId: "cgw-none" }],
  ])("%s when modified with the tunnel %j", async (code, change) => {
    const bench = await lab();
    const id = await bench.makeDual();
    expect(
      await codeOf(
        bench.modifyConnection(id, { tunnelOptionsSpecification: [{ enableDpd: true, ...change }] }),
      ),
    ).toBe(code);
  });

  test("a modify can't name a role twice", async () => {
    const bench = await lab();
    const id = await bench.makeDual();
    const twice = [{ role: "slave" }, { role: "slave" }];
    expect(await codeOf(bench.modifyConnection(id, { tunnelOptionsSpecification: twice }))).toBe(
      "IllegalParam.Role",
    );
  });

  test("a tunnel's id and role have to mean the same tunnel", async () => {
    const bench = await lab();
    const id = await bench.makeDual();
    const made = at(bench.simulator.inventory().vpnConnections, 0);
    const tunnelId = made.Mode === "dual" ? at(made.Tunnels, 0).TunnelId : "";
    const change = (role: string) =>
      bench.modifyConnection(id, { tunnelOptionsSpecification: [{ tunnelId, role }] });
    expect(await codeOf(change("slave"))).toBe("IllegalParam.Role");
    await change("master");
  });
});
