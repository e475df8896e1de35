import { legacy, type Reply, vpc } from "./support/clients";
import { at, lab } from "./support/lab";

interface ModelClass {
  names(): Record<string, string>;
  types(): Record<string, unknown>;
}

const isModel = (type: unknown): type is ModelClass =>
  typeof type === "function" && typeof (type as Partial<ModelClass>).names === "function";

/** Paths of an answer that the SDK's model has no field for, or another type than the answer. */
function strangers(model: ModelClass, value: unknown, path = ""): string[] {
  const names = model.names();
  const types = model.types();
  const wire = new Map(Object.entries(names).map(([property, name]) => [name, types[property]]));
  return Object.entries(value as Record<string, unknown>).flatMap(([name, item]) => {
    const here = `${path}.${name}`;
    const type = wire.get(name);
    if (type === undefined) return [`${here}: no such field`];
    if (isModel(type)) return strangers(type, item, here);
    if (typeof type === "object" && type !== null) {
      const { itemType } = type as { itemType: unknown };
      return (item as unknown[]).flatMap((one, index) =>
        isModel(itemType) ? strangers(itemType, one, `${here}.${index}`) : [],
      );
    }
    return typeof item === type ? [] : [`${here}: ${typeof item} instead of ${JSON.stringify(type)}`];
  });
}

async function fullLab() {
  const bench = await lab();
  await bench.makeSsl({ name: "ssl", dnsServers: "10.0.0.53" });
  const single = await bench.makeConnection({
    name: "single",
    tags: [{ key: "team", value: "net" }],
    bgpConfig: '{"EnableBgp":"true","TunnelCidr":"169.254.11.0/30"}',
    healthCheckConfig: '{"enable":"true","dip":"192.168.1.1","sip":"10.1.1.1"}',
  });
  const dual = await bench.makeDual(
    { name: "dual", enableTunnelsBgp: true, tags: [{ key: "team", value: "net" }] },
    [
      {
        role: "master",
        tunnelBgpConfig: { localAsn: 65530, tunnelCidr: "169.254.10.0/30", localBgpIp: "169.254.10.1" },
      },
      {
        role: "slave",
        enableDpd: false,
        tunnelBgpConfig: { tunnelCidr: "169.254.12.0/30", localBgpIp: "169.254.12.2" },
      },
    ],
  );
  return { bench, single, dual };
}

describe("field names and types are those of the SDK's models", () => {
  const cases: [
    string,
    ModelClass,
    (ids: { single: string; dual: string; gateway: string; branch: string }) => object,
  ][] = [
    ["DescribeVpnGateway", vpc.DescribeVpnGatewayResponseBody, ({ gateway }) => ({ VpnGatewayId: gateway })],
    ["DescribeVpnGateways", vpc.DescribeVpnGatewaysResponseBody, () => ({})],
    ["DescribeSslVpnServers", vpc.DescribeSslVpnServersResponseBody, () => ({})],
    [
      "DescribeVpnConnection",
      vpc.DescribeVpnConnectionResponseBody,
      ({ single }) => ({ VpnConnectionId: single }),
    ],
    [
      "DescribeVpnConnection",
      vpc.DescribeVpnConnectionResponseBody,
      ({ dual }) => ({ VpnConnectionId: dual }),
    ],
    ["DescribeVpnConnections", vpc.DescribeVpnConnectionsResponseBody, () => ({})],
    [
      "ModifyVpnConnectionAttribute",
      vpc.ModifyVpnConnectionAttributeResponseBody,
      ({ dual }) => ({ VpnConnectionId: dual }),
    ],
    [
      "DescribeCustomerGateway",
      vpc.DescribeCustomerGatewayResponseBody,
      ({ branch }) => ({ CustomerGatewayId: branch }),
    ],
    ["DescribeCustomerGateways", vpc.DescribeCustomerGatewaysResponseBody, () => ({})],
    [
      "ModifyCustomerGatewayAttribute",
      vpc.ModifyCustomerGatewayAttributeResponseBody,
      ({ branch }) => ({ CustomerGatewayId: branch, Name: "x" }),
    ],
    ["CreateCustomerGateway", vpc.CreateCustomerGatewayResponseBody, () => ({ IpAddress: "203.0.113.77" })],
    [
      "ListTagResources",
      vpc.ListTagResourcesResponseBody,
      () => ({ ResourceType: "VpnConnection", "Tag.1.Key": "team" }),
    ],
    ["DescribeRegions", vpc.DescribeRegionsResponseBody, () => ({})],
  ];

  test.each(cases)("%s", async (action, model, parameters) => {
    const { bench, single, dual } = await fullLab();
    const ids = { single, dual, gateway: bench.dual, branch: at(bench.branches, 0) };
    const { status, body } = await legacy(bench.simulator, action, parameters(ids) as Record<string, string>);
    expect(status).toBe(200);
    expect(strangers(model, body)).toEqual([]);
  });
});

describe("DescribeVpnConnection", () => {
  const describeOne = (
    { simulator }: Awaited<ReturnType<typeof lab>>,
    VpnConnectionId: string,
  ): Promise<Reply> => legacy(simulator, "DescribeVpnConnection", { VpnConnectionId });

  test("turns a tunnel's booleans and numbers into strings", async () => {
    const { bench, dual } = await fullLab();
    const { body } = await describeOne(bench, dual);
    const { TunnelOptions } = body.TunnelOptionsSpecification as { TunnelOptions: Record<string, unknown>[] };
    expect(at(TunnelOptions, 1)).toMatchObject({
      EnableDpd: "false",
      EnableNatTraversal: "true",
      TunnelIkeConfig: { IkeLifetime: "86400" },
      TunnelIpsecConfig: { IpsecLifetime: "86400" },
      TunnelBgpConfig: {
        LocalAsn: "45104",
        PeerAsn: "65002",
        PeerBgpIp: "169.254.12.1",
        BgpStatus: "success",
      },
      ZoneNo: "cn-hangzhou-i",
    });
  });

  test("leaves the single-tunnel fields of a dual-tunnel connection empty or false", async () => {
    const { bench, dual } = await fullLab();
    const { body } = await describeOne(bench, dual);
    expect(body).toMatchObject({
      CustomerGatewayId: "",
      Status: "",
      EnableDpd: false,
      EnableNatTraversal: false,
      EnableTunnelsBgp: true,
    });
    expect(body).not.toHaveProperty("IkeConfig");
  });

  test("keeps a single-tunnel connection's numbers, and capitalises its health check", async () => {
    const { bench, single } = await fullLab();
    const { body } = await describeOne(bench, single);
    expect(body).toMatchObject({
      EnableDpd: true,
      IkeConfig: { IkeLifetime: 86400 },
      VpnBgpConfig: { EnableBgp: "true", LocalAsn: 45104, PeerAsn: 65001, LocalBgpIp: "169.254.11.1" },
      VcoHealthCheck: { Enable: "true", Dip: "192.168.1.1", Sip: "10.1.1.1", Interval: 3, Retry: 3 },
      Tags: { Tag: [{ Key: "team", Value: "net" }] },
      AttachType: "VPNGW",
      State: "active",
      Status: "ike_sa_not_established",
    });
  });

  test("returns keys in clear and AutoConfigRoute never", async () => {
    const bench = await lab();
    const id = await bench.makeConnection({ autoConfigRoute: false, ikeConfig: '{"Psk":"very-secret"}' });
    const { body } = await describeOne(bench, id);
    expect(body.IkeConfig).toMatchObject({ Psk: "very-secret" });
    expect(body).not.toHaveProperty("AutoConfigRoute");
    expect(at(bench.simulator.inventory().vpnConnections, 0).AutoConfigRoute).toBe(false);
  });

  test("shows the customer gateway's BGP key, as the API does", async () => {
    const { bench, single } = await fullLab();
    bench.simulator.edit(at(bench.branches, 0), { AuthKey: "bgp-key" });
    expect((await describeOne(bench, single)).body.VpnBgpConfig).toMatchObject({ AuthKey: "bgp-key" });
  });
});

test("an entry of DescribeVpnConnections has Tag instead of Tags, and no EnableBgp", async () => {
  const { bench, single } = await fullLab();
  const { body } = await legacy(bench.simulator, "DescribeVpnConnections", { VpnConnectionId: single });
  const { VpnConnection } = body.VpnConnections as { VpnConnection: Record<string, unknown>[] };
  const entry = at(VpnConnection, 0);
  expect(entry.Tag).toEqual({ Tag: [{ Key: "team", Value: "net" }] });
  expect(entry).not.toHaveProperty("Tags");
  expect(entry.VpnBgpConfig).not.toHaveProperty("EnableBgp");
});

test("subnets come back in the order they were sent", async () => {
  const bench = await lab();
  const id = await bench.makeConnection({
    localSubnet: "10.0.1.0/24,10.0.0.0/24",
    ikeConfig: '{"IkeVersion":"ikev2"}',
  });
  expect((await bench.describeConnection(id)).localSubnet).toBe("10.0.1.0/24,10.0.0.0/24");
});

describe("DescribeVpnGateway", () => {
  test("has the system's labels as JSON and the user's as a list", async () => {
    const bench = await lab({
      gateways: [{ tunnels: "dual", ssl: true, tags: { env: "test" }, idaas2: false }],
    });
    const { body } = await legacy(bench.simulator, "DescribeVpnGateway", { VpnGatewayId: bench.single });
    expect(JSON.parse(String(body.Tag))).toMatchObject({ VpnEnableBgp: "true", IDaaSNewVersion: "false" });
    expect(body.Tags).toEqual({ Tag: [{ Key: "env", Value: "test" }] });
    expect(body).toMatchObject({
      SslVpn: "enable",
      IpsecVpn: "enable",
      Status: "active",
      BusinessStatus: "Normal",
    });
    expect(body).toHaveProperty("DisasterRecoveryInternetIp");
    expect(body).toHaveProperty("SslVpnInternetIp");
  });

  test("has no second address on a single-tunnel gateway", async () => {
    const bench = await lab();
    const { body } = await legacy(bench.simulator, "DescribeVpnGateway", { VpnGatewayId: bench.single });
    expect(body).not.toHaveProperty("DisasterRecoveryInternetIp");
    expect(body).not.toHaveProperty("SslVpnInternetIp");
  });

  test("says BGP is on once a connection uses it", async () => {
    const bench = await lab();
    const enableBgp = async () =>
      (await legacy(bench.simulator, "DescribeVpnGateway", { VpnGatewayId: bench.single })).body.EnableBgp;
    expect(await enableBgp()).toBe(false);
    await bench.makeConnection({ bgpConfig: '{"EnableBgp":"true","TunnelCidr":"169.254.11.0/30"}' });
    expect(await enableBgp()).toBe(true);
  });
});

test("an answer bears the time of the account's clock, to the second", async () => {
  const { simulator, clock } = await lab();
  clock.advance(3_600_000);
  const { headers } = await fetch(simulator.url);
  expect(Date.parse(headers.get("date") ?? "")).toBe(Math.floor(clock.now() / 1000) * 1000);
});
