/** The second fake itself, asked over plain HTTP as the SDK asks: that it is as strict as the API's pages. */
import { type Fake, type Fault, startFake, type World } from "./fake";

let fake: Fake;

interface Answered {
  status: number;
  body: Record<string, unknown>;
}

async function ask(action: string, params: Record<string, string> = {}): Promise<Answered> {
  const query = new URLSearchParams({ RegionId: fake.region, ...params });
  const response = await fetch(`${fake.url}/?${query.toString()}`, {
    method: "POST",
    headers: { "x-acs-action": action },
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

const codeOf = async (action: string, params: Record<string, string>) =>
  (await ask(action, params)).body.Code;

async function start(world: Partial<World> = {}, faults: Fault[] = []): Promise<void> {
  fake = await startFake({ world: { taskMs: 1000, ...world }, faults });
}

const server = () => ({
  VpnGatewayId: fake.accountIds.single,
  ClientIpPool: "10.250.0.0/24",
  LocalSubnet: "10.0.0.0/16",
});
const connection = () => ({
  VpnGatewayId: fake.accountIds.single,
  CustomerGatewayId: fake.accountIds.office,
  LocalSubnet: "10.0.0.0/16",
  RemoteSubnet: "192.168.0.0/24",
});
const statusOfGateway = async () =>
  (await ask("DescribeVpnGateway", { VpnGatewayId: fake.accountIds.single })).body.Status;

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 20));
}
const idle = () => until(async () => (await statusOfGateway()) === "active");

afterEach(() => fake.close());

test("a gateway is updating during a change, refuses another one, and is active afterwards", async () => {
  await start();
  await ask("CreateSslVpnServer", server());
  expect(await statusOfGateway()).toBe("updating");
  expect(await codeOf("CreateVpnConnection", connection())).toBe("VpnGateway.Configuring");
  await idle();
  expect(await statusOfGateway()).toBe("active");
  expect((await ask("CreateVpnConnection", connection())).status).toBe(200);
});

test.each([
  ["ClientIpPool.NetmaskInvalid", { ClientIpPool: "10.250.0.0/30" }],
  ["ClientIpPool.SubnetInvalid", { ClientIpPool: "100.64.0.0/24" }],
  ["IpConflict", { ClientIpPool: "10.0.4.0/24" }],
  ["IllegalParam.LocalSubnet", { LocalSubnet: "10.0.0.0/7" }],
  ["SslVpnServerPort.Illegal", { Port: "443" }],
  ["MissingParameter.IDaaSInstanceId", { EnableMultiFactorAuth: "true" }],
  ["InvalidName", { Name: "http://name" }],
  ["DryRunOperation", { DryRun: "true" }],
])("an SSL server is refused with %s", async (code, params) => {
  await start();
  expect(await codeOf("CreateSslVpnServer", { ...server(), ...params })).toBe(code);
  expect(fake.inventory().sslServers).toEqual([]);
});

test.each([
  ["InvalidCustomerGatewayInstanceId.NotFound", { CustomerGatewayId: "cgw-none" }],
  ["IllegalParam.RemoteSubnet", { RemoteSubnet: "192.168.0.1/24" }],
  [
    "ModifyIkeV1WithMultiRoutes.Invalid",
    { LocalSubnet: "10.0.0.0/16,10.1.0.0/16", IkeConfig: '{"IkeVersion":"ikev1"}' },
  ],
  ["MissingParameter.TunnelCidr", { BgpConfig: '{"EnableBgp":"true"}' }],
  ["IllegalParam.TunnelCidr", { BgpConfig: '{"EnableBgp":"true","TunnelCidr":"169.254.1.0/30"}' }],
  ["IllegalParam.EnableTunnelsBgp", { EnableTunnelsBgp: "true" }],
])("a connection is refused with %s", async (code, params) => {
  await start();
  expect(await codeOf("CreateVpnConnection", { ...connection(), ...params })).toBe(code);
});

test("a connection with two tunnels needs both roles", async () => {
  await start();
  const { dual, office } = fake.accountIds;
  const params = { VpnGatewayId: dual, LocalSubnet: "10.0.0.0/16", RemoteSubnet: "192.168.0.0/24" };
  const master = { "TunnelOptionsSpecification.1.Role": "master" };
  const peer = { "TunnelOptionsSpecification.1.CustomerGatewayId": office };
  expect(await codeOf("CreateVpnConnection", { ...params, ...master, ...peer })).toBe("IllegalParam.Role");
});

test.each([
  ["beforeBusy", 200, 1],
  ["afterBusy", 400, 1],
  ["ignored", 400, 1],
] as const)("with tokens %s, a repetition during the change gets %i", async (tokens, status, made) => {
  await start({ tokens, doubles: "accepted" });
  const params = { ...connection(), ClientToken: "once" };
  const first = await ask("CreateVpnConnection", params);
  const second = await ask("CreateVpnConnection", params);
  expect(second.status).toBe(status);
  if (status === 200) expect(second.body.VpnConnectionId).toBe(first.body.VpnConnectionId);
  expect(fake.inventory().connections).toHaveLength(made);
});

test.each([
  ["beforeBusy", 1],
  ["afterBusy", 1],
  ["ignored", 2],
] as const)("with tokens %s, a repetition after the change leaves %i connections", async (tokens, made) => {
  await start({ tokens, doubles: "accepted" });
  const params = { ...connection(), ClientToken: "once" };
  await ask("CreateVpnConnection", params);
  await idle();
  expect((await ask("CreateVpnConnection", params)).status).toBe(200);
  expect(fake.inventory().connections).toHaveLength(made);
});

test("a second connection of the same peer and traffic is refused unless the world has doubles", async () => {
  await start();
  await ask("CreateVpnConnection", connection());
  await idle();
  expect(await codeOf("CreateVpnConnection", connection())).toBe("InvalidVpnConnection.AlreadyExists");
});

test("a lost answer leaves what was made", async () => {
  await start({}, [{ action: "CreateSslVpnServer", answer: "reset" }]);
  await expect(ask("CreateSslVpnServer", server())).rejects.toThrow();
  expect(fake.inventory().sslServers).toHaveLength(1);
});

test("a request can be carried out after its sender has gone", async () => {
  await start({}, [{ action: "CreateSslVpnServer", hangUpAfterMs: 5, executeAfterMs: 1000 }]);
  await expect(ask("CreateSslVpnServer", server())).rejects.toThrow();
  expect(fake.inventory().sslServers).toHaveLength(0);
  await until(() => fake.inventory().sslServers.length === 1);
});

test("describes can lag, and show a deleted resource for a while", async () => {
  await start({ listLagMs: 60_000 });
  await ask("CreateSslVpnServer", server());
  const listed = async () =>
    (await ask("DescribeSslVpnServers", { VpnGatewayId: fake.accountIds.single })).body.TotalCount;
  expect(await listed()).toBe(0);
  await idle();
  fake.world.listLagMs = 0;
  expect(await listed()).toBe(1);
  fake.world.lateDeletionMs = 60_000;
  await ask("DeleteSslVpnServer", { SslVpnServerId: fake.inventory().sslServers[0]?.id ?? "" });
  await idle();
  expect(fake.inventory().sslServers).toEqual([]);
  expect(await listed()).toBe(1);
});

test("a modify of an SSL server that leaves Compress out turns it on, as its page says", async () => {
  await start();
  await ask("CreateSslVpnServer", server());
  await idle();
  const SslVpnServerId = fake.inventory().sslServers[0]?.id ?? "";
  await ask("ModifySslVpnServer", { SslVpnServerId, Name: "only" });
  expect(fake.inventory().sslServers[0]?.settings).toMatchObject({ Compress: false, Name: "only" });
  await ask("ModifySslVpnServer", { SslVpnServerId, Port: "1200" });
  expect(fake.inventory().sslServers[0]?.settings).toMatchObject({ Compress: true, Port: 1200 });
});

test("keys can be masked, and tags kept apart from what is described of them", async () => {
  await start({ keys: "masked", tagLagMs: 5000 });
  await ask("CreateVpnConnection", { ...connection(), "Tags.1.Key": "site", "Tags.1.Value": "office" });
  const id = fake.inventory().connections[0]?.id ?? "";
  const { body } = await ask("DescribeVpnConnection", { VpnConnectionId: id });
  expect(body).toMatchObject({ IkeConfig: { Psk: "******" }, Tags: { Tag: [] } });
  expect(fake.tagsOf(id)).toEqual({ site: "office" });
});
