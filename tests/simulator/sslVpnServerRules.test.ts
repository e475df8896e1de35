import type { GatewayOptions, SimulatorOptions } from "../../simulator/src/index";
import { codeOf, refusal } from "./support/clients";
import { at, lab, type Patch } from "./support/lab";

/** Each value is tried on create, and on modify of a server that is fine. */
const sslValues: [code: string, patch: Patch][] = [
  ["InvalidName", { name: "" }],
  ["InvalidName", { name: "http://x" }],
  ["InvalidName", { name: "x".repeat(101) }],
  ["ClientIpPool.NetmaskInvalid", { clientIpPool: "10.8.0.0/15" }],
  ["ClientIpPool.NetmaskInvalid", { clientIpPool: "10.30.30.0/30" }],
  ["ClientIpPool.SubnetInvalid", { clientIpPool: "10.30.30.1/24" }],
  ["ClientIpPool.SubnetInvalid", { clientIpPool: "100.64.0.0/16" }],
  ["ClientIpPool.SubnetInvalid", { clientIpPool: "10.30.30.0/28" }],
  ["IllegalParam.LocalSubnet", { localSubnet: "127.0.0.0/8" }],
  ["IllegalParam.LocalSubnet", { localSubnet: "10.0.0.0/8,10.0.0.0/7" }],
  ["IpConflict", { localSubnet: "10.0.0.0/8" }],
  ["IpConflict", { clientIpPool: "172.16.8.0/24" }],
  ["SslVpnServerPort.Illegal", { port: 0 }],
  ["SslVpnServerPort.Illegal", { port: 65536 }],
  ["SslVpnServerPort.Illegal", { port: 443 }],
  ["IllegalParam.Proto", { proto: "tcp" }],
  ["IllegalParam.Cipher", { cipher: "AES-128" }],
  ["IllegalParam.Compress", { compress: "yes" }],
  ["IllegalParam.EnableMultiFactorAuth", { enableMultiFactorAuth: "yes" }],
  ["MissingParameter.IDaaSInstanceId", { enableMultiFactorAuth: true }],
  [
    "MissingParam.IDaaSRegionId",
    { enableMultiFactorAuth: true, IDaaSInstanceId: "idaas-cn-hangzhou-p0000000001" },
  ],
  ["InvalidIDaaSInstanceId.NotFound", { enableMultiFactorAuth: true, ...idaas("idaas-none") }],
  ["MissingParam.IDaaSApplicationId", { enableMultiFactorAuth: true, ...idaas() }],
  [
    "InvalidIDaaSApplicationId.NotFound",
    { enableMultiFactorAuth: true, ...idaas(), IDaaSApplicationId: "app_none" },
  ],
  [
    "IllegalParam.IDaaSApplicationId",
    { enableMultiFactorAuth: true, ...idaas(), IDaaSApplicationId: "app_simulated0000000000000002" },
  ],
  ["IllegalParam.ClientToken", { clientToken: "ü" }],
  ["IllegalParam.DryRun", { dryRun: "perhaps" }],
];

function idaas(IDaaSInstanceId = "idaas_simulated0000000000000002"): Patch {
  return { IDaaSInstanceId, IDaaSRegionId: "cn-hangzhou" };
}

describe("SSL servers, on create and on modify", () => {
  test.each(sslValues)("%s for %j", async (code, patch) => {
    const bench = await lab();
    expect(await codeOf(bench.api.createSslVpnServer(bench.ssl(patch)))).toBe(code);
    const id = await bench.makeSsl();
    expect(await codeOf(bench.modifySsl(id, patch))).toBe(code);
  });

  test.each<[string, GatewayOptions, Patch]>([
    ["VpnGateway.FinancialLocked", { businessStatus: "FinancialLocked" }, {}],
    ["VpnGateway.SslVpnDisabled", { ssl: false }, {}],
    [
      "OperationUnsupported.NotSupportMultiFactorAuth",
      { multiFactorAuth: false },
      { enableMultiFactorAuth: true },
    ],
    ["SslVpnIDaaS2.NotSupport", { idaas2: false }, { enableMultiFactorAuth: true, ...idaas() }],
    ["VpnRouteEntry.Conflict", { vpcRoutes: ["10.30.30.0/24"] }, {}],
    ["EnableHaCheck.SslVpnServerClientCidrContainsVpcRouteDest", { vpcRoutes: ["10.30.30.64/26"] }, {}],
    ["ClientIpPool.SubnetInvalid", { sslMaxConnections: 1000 }, {}],
  ])("%s on a gateway with %j", async (code, gateway, patch) => {
    const bench = await lab({ gateways: [{ ssl: true, ...gateway }] });
    expect(await codeOf(bench.api.createSslVpnServer(bench.ssl(patch)))).toBe(code);
  });

  test.each<[string, SimulatorOptions]>([
    ["Resource.QuotaFull", { quotas: { sslVpnServers: 0 } }],
    ["QuotaExceeded.VpnRouteEntry", { quotas: { vpcRoutes: 0 } }],
  ])("%s with %j", async (code, options) => {
    const bench = await lab(options);
    expect(await codeOf(bench.api.createSslVpnServer(bench.ssl()))).toBe(code);
  });

  test("one of the IDaaS service's own refusals", async () => {
    const instance = { RegionId: "cn-hangzhou", Version: "EIAM 1.0" as const, Applications: [] };
    const bench = await lab({
      idaas: [
        { ...instance, InstanceId: "idaas-a", Authorized: false, Readable: true },
        { ...instance, InstanceId: "idaas-b", Authorized: true, Readable: false },
      ],
    });
    const create = (id: string) =>
      codeOf(bench.api.createSslVpnServer(bench.ssl({ enableMultiFactorAuth: true, ...idaas(id) })));
    expect(await create("idaas-a")).toBe("OperationFailed.NoRamPermission");
    expect(await create("idaas-b")).toBe("OperationFailed.GetIDaaSInfo");
  });

  test("the page's message, with what it names filled in", async () => {
    const bench = await lab({ gateways: [{ ssl: true, vpcRoutes: ["10.30.30.64/26"] }] });
    const { data, statusCode } = await refusal(bench.api.createSslVpnServer(bench.ssl()));
    expect(statusCode).toBe(400);
    expect(data?.Message).toBe(
      "Ssl vpn client cidr contains vpc route prefix. The vpc route prefix is 10.30.30.64/26.",
    );
    const bad = await refusal(
      bench.api.createSslVpnServer(bench.ssl({ localSubnet: "10.0.0.0/8,nonsense" })),
    );
    expect(bad.data?.Message).toBe('The specified "LocalSubnet" (nonsense) is invalid.');
  });

  test("both messages of IpConflict", async () => {
    const bench = await lab({
      gateways: [
        { ssl: true, vpcId: "vpc-shared" },
        { ssl: true, vpcId: "vpc-shared" },
      ],
    });
    await bench.makeSsl();
    const message = async (patch: Patch) =>
      (await refusal(bench.api.createSslVpnServer(bench.ssl({ vpnGatewayId: bench.dual, ...patch })))).data
        ?.Message;
    expect(await message({})).toBe("Client IP pool conflict with other SSL VPN server in the same VPC.");
    expect(await message({ localSubnet: "10.30.0.0/16" })).toBe(
      "Client IP pool conflict with local IP range.",
    );
  });

  test("EIAM 1.0 needs no application", async () => {
    const bench = await lab();
    const id = await bench.makeSsl({
      enableMultiFactorAuth: true,
      ...idaas("idaas-cn-hangzhou-p0000000001"),
    });
    const server = at(await bench.sslServers({ sslVpnServerId: id }), 0);
    expect(server).toMatchObject({ enableMultiFactorAuth: true, IDaaSRegionId: "cn-hangzhou" });
    expect(server.IDaaSInstanceVersion).toBeUndefined();
  });

  test("EIAM 2.0 with an application from the template passes", async () => {
    const bench = await lab();
    const app = { IDaaSApplicationId: "app_simulated0000000000000001" };
    await bench.makeSsl({ enableMultiFactorAuth: true, ...idaas(), ...app });
    expect(at(await bench.sslServers(), 0)).toMatchObject({ ...app, IDaaSInstanceVersion: "EIAM 2.0" });
  });

  test("a client pool that a connection already routes is a conflict, and the other way round", async () => {
    const bench = await lab();
    await bench.makeConnection({ remoteSubnet: "10.30.0.0/16" });
    expect(await codeOf(bench.api.createSslVpnServer(bench.ssl()))).toBe("VpnRouteEntry.Conflict");
    const other = await lab();
    await other.makeSsl();
    expect(
      await codeOf(other.api.createVpnConnection(other.connection({ remoteSubnet: "10.30.0.0/16" }))),
    ).toBe("VpnRouteEntry.ConflictSSL");
  });
});
