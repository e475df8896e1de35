import { GatewayLooks, PREFLIGHT_MS, type PreflightContext } from "../../../provider/src/lifecycle/preflight";
import type { Properties } from "../../../provider/src/properties";
import { UNKNOWN } from "../../../provider/src/properties";
import { preflight as ofServer } from "../../../provider/src/resources/sslVpnServer/preflight";
import { preflight as ofConnection } from "../../../provider/src/resources/vpnConnection/preflight";
import { dual, server, single } from "../examples";
import { refusal, world } from "../fakes";

function asking() {
  const made = world();
  const looks = new GatewayLooks();
  const context = (): PreflightContext => ({
    ...made.context,
    looks,
    deadline: made.clock.now() + PREFLIGHT_MS,
  });
  const run =
    (preflight: typeof ofServer) =>
    (wanted: Properties, olds: Properties = {}) =>
      made.clock.run(preflight(context(), { wanted, olds }));
  return { ...made, looks, server: run(ofServer), connection: run(ofConnection) };
}

const paths = (found: readonly { path: string }[]) => found.map(({ path }) => path);

describe("what is asked", () => {
  it("an unchanged resource asks nothing, nor does a rename or a change of tags", async () => {
    const { vpc, ...ask } = asking();
    expect(await ask.server(server, server)).toEqual([]);
    expect(await ask.server({ ...server, name: "new" }, server)).toEqual([]);
    expect(await ask.connection(single, single)).toEqual([]);
    expect(await ask.connection({ ...single, tags: { a: "b" } }, single)).toEqual([]);
    expect([vpc.reads, vpc.dryRuns]).toEqual([[], []]);
  });

  it("a gateway is looked at once, whatever comes of it, and a failure is told once", async () => {
    const { vpc, warnings, ...ask } = asking();
    vpc.plan("DescribeVpnGateway", refusal("Forbidden", 403));
    await Promise.all([ask.server(server), ask.connection(single)]);
    await ask.connection(single);
    expect(vpc.reads).toEqual(["DescribeVpnGateway"]);
    expect(warnings).toEqual([expect.stringContaining("the preflight learned nothing")]);
  });

  it("nothing of a gateway not known yet, and no dry run of what isn't known as a whole", async () => {
    const { vpc, ...ask } = asking();
    await ask.server({ ...server, vpnGatewayId: UNKNOWN });
    expect(vpc.reads).toEqual([]);
    await ask.server({ ...server, localSubnets: [UNKNOWN] });
    expect([vpc.reads, vpc.dryRuns]).toEqual([["DescribeVpnGateway"], []]);
  });

  it("a dry run carries no token, and a connection's no mark", async () => {
    const { vpc, ...ask } = asking();
    await ask.connection({ ...single, tags: { a: "b" } });
    await ask.server(server);
    expect(vpc.sent).toEqual([]);
    expect(vpc.dryRuns).toEqual([
      expect.objectContaining({ operation: "CreateVpnConnection", tags: { a: "b" } }),
      expect.objectContaining({ operation: "CreateSslVpnServer" }),
    ]);
    expect(vpc.dryRuns.some(({ token }) => token !== undefined)).toBe(false);
  });

  it("a look-up without an answer ends after five seconds as a warning, for all resources of the gateway", async () => {
    const { vpc, clock, warnings, ...ask } = asking();
    vpc.factsTake = 60_000;
    expect(await ask.server(server)).toEqual([]);
    expect(await ask.connection(single)).toEqual([]);
    expect(clock.elapsed).toBe(5_000);
    expect(warnings).toEqual([expect.stringContaining("no answer within 5 s")]);
  });
});

describe("what the gateway refuses", () => {
  it.each([16, 24, 25, 26])("a pool of /%s is judged by four addresses per connection", async (bits) => {
    const { vpc, ...ask } = asking();
    vpc.facts = { financialLocked: false, sslConnections: 20 };
    const found = await ask.server({ ...server, clientIpPool: `10.250.0.0/${bits}` });
    expect(paths(found)).toEqual(bits > 25 ? ["clientIpPool"] : []);
  });

  it("sm4 on a plain gateway, and anything else on a ShangMi one", async () => {
    const { vpc, ...ask } = asking();
    vpc.facts = { financialLocked: false, shangMi: false };
    const sm4 = { ...single, ikeConfig: { ikeEncAlg: "sm4" } };
    const aes = { ...single, ikeConfig: { ikeEncAlg: "aes" } };
    expect(paths(await ask.connection(sm4))).toEqual(["ikeConfig.ikeEncAlg"]);
    const other = asking();
    other.vpc.facts = { financialLocked: false, shangMi: true };
    expect(paths(await other.connection(aes))).toEqual(["ikeConfig.ikeEncAlg"]);
    expect(await other.connection(sm4)).toEqual([]);
  });

  it("nothing is refused for what the service doesn't tell", async () => {
    const ask = asking();
    expect(await ask.connection(dual)).toEqual([]);
    expect(await ask.server(server)).toEqual([]);
  });

  it("a change in place isn't refused for what only a create needs", async () => {
    const { vpc, ...ask } = asking();
    vpc.facts = { financialLocked: false, sslEnabled: false, ipsecEnabled: false, sslConnections: 1000 };
    expect(await ask.server({ ...server, port: 1200 }, server)).toEqual([]);
    expect(await ask.connection({ ...single, enableDpd: false }, single)).toEqual([]);
  });
});

describe("a refused dry run", () => {
  const outcome = async (code: string, status = 400) => {
    const { vpc, warnings, ...ask } = asking();
    vpc.plan("CreateVpnConnection", refusal(code, status));
    return { found: (await ask.connection(single)).length, warned: warnings.length };
  };

  it.each([
    "IllegalParam.LocalSubnet",
    "InvalidCustomerGatewayInstanceId.NotFound",
    "OperationUnsupported.SetDPD",
  ])("by %s is a failure", async (code) => expect(await outcome(code)).toEqual({ found: 1, warned: 0 }));

  it.each([
    ["InvalidVpnConnection.AlreadyExists", 400],
    ["VpnConnectionParamInvalid.SameVpnAndCgwTrafficSelectorOverlap", 400],
    ["Resource.QuotaFull", 400],
    ["VpnRouteEntry.Conflict", 400],
    ["Forbidden", 403],
    ["Throttling.User", 400],
    ["InternalError", 500],
    ["SomethingNew", 400],
  ] as const)("by %s is a warning", async (code, status) =>
    expect(await outcome(code, status)).toEqual({ found: 0, warned: 1 }),
  );

  it("by a busy gateway is nothing to tell: the change waits for it", async () =>
    expect(await outcome("VpnGateway.Configuring")).toEqual({ found: 0, warned: 0 }));
});

describe("an SSL server that is there already", () => {
  it("is a warning: one check can't know whose it is, or whether the deployment takes it away", async () => {
    const { vpc, warnings, ...ask } = asking();
    vpc.plan("CreateSslVpnServer", refusal("SslVpnServer.AlreadyExist"));
    expect(await ask.server(server)).toEqual([]);
    expect(warnings).toEqual([expect.stringMatching(/unless this plan removes the cause.*AlreadyExist/)]);
  });

  it("is what a modify is asked for, by its id", async () => {
    const { vpc, ...ask } = asking();
    vpc.servers.set("vss-9", { ...server, sslVpnServerId: "vss-9" });
    await ask.server({ ...server, port: 1200 }, server);
    expect(vpc.dryRuns).toMatchObject([
      { operation: "ModifySslVpnServer", id: "vss-9", args: { port: 1200 } },
    ]);
  });
});

it("after a dry run without an answer in time no other one is sent", async () => {
  const { vpc, clock, warnings, ...ask } = asking();
  Object.assign(vpc, { dryCreateVpnConnection: () => clock.sleep(60_000) });
  expect(await ask.connection(single)).toEqual([]);
  expect(await ask.server(server)).toEqual([]);
  expect([clock.elapsed, vpc.dryRuns]).toEqual([5_000, []]);
  expect(warnings).toEqual([expect.stringContaining("no answer within 5 s")]);
});
