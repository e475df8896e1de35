import type { GatewayOptions, SimulatorOptions } from "../../simulator/src/index";
import { codeOf, refusal } from "./support/clients";
import { at, lab, type Patch } from "./support/lab";

const unsupported = "NotSupportVpnConnectionParameter";
const bgp = (values: Patch) => ({ bgpConfig: JSON.stringify({ EnableBgp: "true", ...values }) });
const cidr = { TunnelCidr: "169.254.11.0/30" };

const connectionValues: [code: string, patch: Patch][] = [
  ["InvalidName", { name: "https://x" }],
  ["IllegalParam.LocalSubnet", { localSubnet: "10.1.1.0" }],
  ["IllegalParam.LocalSubnet", { localSubnet: "10.1.1.0/24, 10.1.2.0/24" }],
  ["IllegalParam.RemoteSubnet", { remoteSubnet: "10.2.0.1/24" }],
  [
    "IllegalParam.RemoteSubnet",
    { remoteSubnet: Array.from({ length: 11 }, (_, i) => `10.9.${i}.0/24`).join() },
  ],
  ["IllegalParam.IkeConfig", { ikeConfig: "{" }],
  ["IllegalParam.Psk", { ikeConfig: '{"Psk":"has space"}' }],
  ["IllegalParam.Psk", { ikeConfig: JSON.stringify({ Psk: "x".repeat(101) }) }],
  [`${unsupported}.IkeVersion`, { ikeConfig: '{"IkeVersion":"ikev3"}' }],
  [`${unsupported}.IkeMode`, { ikeConfig: '{"IkeMode":"fast"}' }],
  [`${unsupported}.IkeEncAlg`, { ikeConfig: '{"IkeEncAlg":"sm4"}' }],
  [`${unsupported}.IkeAuthAlg`, { ikeConfig: '{"IkeAuthAlg":"sha386"}' }],
  [`${unsupported}.IkePfs`, { ikeConfig: '{"IkePfs":"group24"}' }],
  [`${unsupported}.IkeLifetime`, { ikeConfig: '{"IkeLifetime":86401}' }],
  ["IllegalParam.LocalId", { ikeConfig: '{"LocalId":"a b"}' }],
  ["IllegalParam.RemoteId", { ikeConfig: JSON.stringify({ RemoteId: "x".repeat(101) }) }],
  ["IllegalParam.IpsecConfig", { ipsecConfig: "[]" }],
  [`${unsupported}.IpsecEncAlg`, { ipsecConfig: '{"IpsecEncAlg":"rc4"}' }],
  [`${unsupported}.IpsecAuthAlg`, { ipsecConfig: '{"IpsecAuthAlg":"sha386"}' }],
  [`${unsupported}.IpsecPfs`, { ipsecConfig: '{"IpsecPfs":"group24"}' }],
  [`${unsupported}.IpsecLifetime`, { ipsecConfig: '{"IpsecLifetime":-1}' }],
  ["IllegalParam.BgpConfig", { bgpConfig: "x" }],
  ["IllegalParam.BgpConfig", { bgpConfig: '{"EnableBgp":"on"}' }],
  ["IllegalParam.LocalAsn", bgp({ ...cidr, LocalAsn: "4294967296" })],
  ["IllegalParam.LocalAsn", bgp({ ...cidr, LocalAsn: "65536.1" })],
  ["InvalidTunnelCidr.Malformed", bgp({ TunnelCidr: "169.254.11.0/29" })],
  ["IllegalParam.TunnelCidr", bgp({ TunnelCidr: "169.254.6.0/30" })],
  ["IllegalParam.TunnelCidr", bgp({ TunnelCidr: "169.254.169.252/30" })],
  ["IllegalParam.TunnelCidr", bgp({ TunnelCidr: "10.254.11.0/30" })],
  ["InvalidLocalBgpIp.Malformed", bgp({ ...cidr, LocalBgpIp: "169.254.11" })],
  ["IllegalParam.LocalBgpIp", bgp({ ...cidr, LocalBgpIp: "169.254.12.1" })],
  ["IllegalParam.LocalBgpIp", bgp({ ...cidr, LocalBgpIp: "169.254.11.3" })],
  ["MissingParameter.TunnelCidr", bgp({})],
  ["IllegalParam.HealthCheckConfig", { healthCheckConfig: '{"enable":"true"}' }],
  ["IllegalParam.HealthCheckConfig", { healthCheckConfig: '{"Enable":"true","Dip":"x","Sip":"10.1.1.1"}' }],
  ["IllegalParam.EffectImmediately", { effectImmediately: "soon" }],
  ["IllegalParam.EnableDpd", { enableDpd: "soon" }],
  ["IllegalParam.EnableNatTraversal", { enableNatTraversal: "soon" }],
  ["IllegalParam.AutoConfigRoute", { autoConfigRoute: "soon" }],
  [
    "IllegalParam.LocalSubnet",
    { localSubnet: Array.from({ length: 11 }, (_, i) => `10.1.${i}.0/24`).join() },
  ],
  ["IllegalParam.HealthCheckConfig", { healthCheckConfig: "{" }],
  ["IllegalParam.HealthCheckConfig", { healthCheckConfig: '{"enable":"soon"}' }],
  ["IllegalParam.HealthCheckConfig", { healthCheckConfig: '{"interval":"0"}' }],
  ["OperationUnsupported.RemoteCaCertificate", { remoteCaCertificate: "-----BEGIN CERTIFICATE-----" }],
  [
    "ModifyIkeV1WithMultiRoutes.Invalid",
    { localSubnet: "10.1.1.0/24,10.1.2.0/24", ikeConfig: '{"IkeVersion":"ikev1"}' },
  ],
  ["OperationUnsupported.TunnelOptionsSpecification", { tunnelOptionsSpecification: [{ role: "master" }] }],
  ["OperationUnsupported.EnableTunnelsBgp", { enableTunnelsBgp: false }],
];

describe("characters are counted as people count them", () => {
  const emoji = (count: number) => "😀".repeat(count);

  test("100 emoji are a name and an identifier, and 128 the value of a tag", async () => {
    const bench = await lab();
    const ikeConfig = JSON.stringify({ LocalId: emoji(100) });
    const tags = [{ key: emoji(64), value: emoji(128) }];
    await bench.makeConnection({ name: emoji(100), ikeConfig, tags });
    expect(at(bench.simulator.inventory().vpnConnections, 0).Name).toBe(emoji(100));
  });

  test("101 are no name", async () => {
    const bench = await lab();
    expect(await codeOf(bench.api.createVpnConnection(bench.connection({ name: emoji(101) })))).toBe(
      "InvalidName",
    );
  });
});

describe("single-tunnel connections, on create and on modify", () => {
  test.each(connectionValues)("%s for %j", async (code, patch) => {
    const bench = await lab();
    expect(await codeOf(bench.api.createVpnConnection(bench.connection(patch)))).toBe(code);
    const id = await bench.makeConnection();
    expect(await codeOf(bench.modifyConnection(id, patch))).toBe(code);
  });

  test.each<[string, GatewayOptions, Patch]>([
    ["VpnGateway.FinancialLocked", { businessStatus: "FinancialLocked" }, {}],
    ["VpnGateway.IpsecVpnDisabled", { ipsec: false }, {}],
    ["OperationUnsupported.SetDPD", { dpd: false }, { enableDpd: true }],
    ["OperationUnsupported.SetNatTraversal", { natTraversal: false }, { enableNatTraversal: true }],
    ["OperationUnsupported.EnableBgp", { bgp: false }, bgp(cidr)],
    ["OperationFailed.CenLevelNotSupport", { cenLevel: "FULL" }, bgp(cidr)],
    ["IllegalParam.EnableBgp", { enableBgp: true }, {}],
    [`${unsupported}.IkeEncAlg`, { vpnType: "NationalStandard" }, { ikeConfig: '{"IkeEncAlg":"aes"}' }],
    [`${unsupported}.IkeVersion`, { vpnType: "NationalStandard" }, { ikeConfig: '{"IkeVersion":"ikev2"}' }],
    [`${unsupported}.IkeMode`, { vpnType: "NationalStandard" }, { ikeConfig: '{"IkeMode":"aggressive"}' }],
    [
      `${unsupported}.IpsecAuthAlg`,
      { vpnType: "NationalStandard" },
      { ipsecConfig: '{"IpsecAuthAlg":"md5"}' },
    ],
  ])("%s on a gateway with %j", async (code, gateway, patch) => {
    const bench = await lab({ gateways: [gateway] });
    expect(await codeOf(bench.api.createVpnConnection(bench.connection(patch)))).toBe(code);
  });

  test.each<[string, SimulatorOptions]>([
    ["Resource.QuotaFull", { quotas: { vpnConnectionsPerGateway: 0 } }],
    ["QuotaExceeded.PolicyBasedRoute", { quotas: { policyBasedRoutesPerGateway: 0 } }],
    ["MissingParam.CustomerGatewayAsn", { customerGateways: [{ ip: "203.0.113.10" }] }],
  ])("%s with %j", async (code, options) => {
    const bench = await lab(options);
    expect(await codeOf(bench.api.createVpnConnection(bench.connection(bgp(cidr))))).toBe(code);
  });

  test("an unknown customer gateway, and one of another region", async () => {
    const bench = await lab({ customerGateways: [{ ip: "203.0.113.10", region: "cn-shanghai" }] });
    const code = "InvalidCustomerGatewayInstanceId.NotFound";
    expect(await codeOf(bench.api.createVpnConnection(bench.connection()))).toBe(code);
    expect(
      await codeOf(bench.api.createVpnConnection(bench.connection({ customerGatewayId: "cgw-none" }))),
    ).toBe(code);
  });

  test("a missing customer gateway is a missing parameter", async () => {
    const bench = await lab();
    const { data } = await refusal(
      bench.api.createVpnConnection(bench.connection({ customerGatewayId: undefined })),
    );
    expect(data).toMatchObject({
      Code: "MissingParameter",
      Message:
        'The input parameter "CustomerGatewayId" that is mandatory for processing this request is not supplied.',
    });
  });

  test("once one connection uses BGP, the others of its gateway have to, with blocks of their own", async () => {
    const bench = await lab();
    await bench.makeConnection(bgp(cidr));
    const create = (patch: Patch) => codeOf(bench.api.createVpnConnection(bench.connection(patch, 1)));
    expect(await create({})).toBe("IllegalParam.EnableBgp");
    expect(await create(bgp(cidr))).toBe("IllegalParam.TunnelCidr");
    await bench.makeConnection(bgp({ TunnelCidr: "169.254.12.0/30" }), 1);
  });

  test("a ShangMi gateway's defaults are sm4, sm3, ikev1 and main", async () => {
    const bench = await lab({ gateways: [{ vpnType: "NationalStandard" }], defaultIkeVersion: "ikev2" });
    const id = await bench.makeConnection({ remoteCaCertificate: "-----BEGIN CERTIFICATE-----" });
    const { ikeConfig, ipsecConfig } = await bench.describeConnection(id);
    expect(ikeConfig).toMatchObject({
      ikeEncAlg: "sm4",
      ikeAuthAlg: "sm3",
      ikeVersion: "ikev1",
      ikeMode: "main",
    });
    expect(ipsecConfig).toMatchObject({ ipsecEncAlg: "sm4", ipsecAuthAlg: "sm3" });
  });
});
