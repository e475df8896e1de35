import { codeOf, legacy, vpc } from "./support/clients";
import { type Lab, lab, regionId } from "./support/lab";

const ids = (entries: { vpnConnectionId?: string }[]) =>
  entries.map(({ vpnConnectionId }) => vpnConnectionId);

async function twelve(): Promise<{ bench: Lab; made: string[] }> {
  const customerGateways = Array.from({ length: 12 }, (_, index) => ({
    ip: `203.0.113.${index + 1}`,
    asn: 65000,
  }));
  const bench = await lab({ customerGateways });
  const made: string[] = [];
  for (let branch = 0; branch < 12; branch += 1) {
    const tags = [
      { key: "even", value: String(branch % 2 === 0) },
      { key: "n", value: String(branch) },
    ];
    made.push(await bench.makeConnection({ tags }, branch));
  }
  return { bench, made };
}

describe("pages", () => {
  test("have 10 entries by default and 50 at most", async () => {
    const { bench, made } = await twelve();
    expect(ids(await bench.connections())).toEqual(made.slice(0, 10));
    expect(ids(await bench.connections({ pageNumber: 2 }))).toEqual(made.slice(10));
    expect(ids(await bench.connections({ pageSize: 50 }))).toEqual(made);
    expect(await bench.connections({ pageNumber: 3 })).toEqual([]);
    const { body } = await legacy(bench.simulator, "DescribeVpnConnections", {
      PageSize: "5",
      PageNumber: "3",
    });
    expect(body).toMatchObject({ TotalCount: 12, PageSize: 5, PageNumber: 3 });
    expect(await codeOf(bench.connections({ pageSize: 51 }))).toBe("IllegalParam.PageSize");
    expect(await codeOf(bench.connections({ pageNumber: 0 }))).toBe("IllegalParam.PageNumber");
  });
});

describe("filters of DescribeVpnConnections", () => {
  test("by gateway, customer gateway, id and resource group", async () => {
    const { bench, made } = await twelve();
    const dual = await bench.makeDual();
    expect(ids(await bench.connections({ vpnGatewayId: bench.dual }))).toEqual([dual]);
    expect(ids(await bench.connections({ vpnConnectionId: made[3] }))).toEqual([made[3]]);
    expect(ids(await bench.connections({ customerGatewayId: bench.branches[1] }))).toEqual([made[1], dual]);
    expect(await bench.connections({ resourceGroupId: "rg-none" })).toEqual([]);
    expect(await bench.connections({ vpnConnectionId: "vco-none" })).toEqual([]);
  });

  test("by tags, all of which have to be there", async () => {
    const { bench, made } = await twelve();
    const byTags = async (...tag: { key: string; value?: string }[]) => ids(await bench.connections({ tag }));
    expect(await byTags({ key: "n", value: "7" })).toEqual([made[7]]);
    expect(await byTags({ key: "n", value: "7" }, { key: "even", value: "true" })).toEqual([]);
    expect(await byTags({ key: "even", value: "true" })).toHaveLength(6);
    expect(await byTags({ key: "n" })).toHaveLength(10);
    expect(await byTags({ key: "none" })).toEqual([]);
  });
});

describe("other lists", () => {
  test("DescribeSslVpnServers filters, and an absent server is an empty list", async () => {
    const bench = await lab();
    const id = await bench.makeSsl({ name: "mine" });
    expect(await bench.sslServers({ sslVpnServerId: id })).toHaveLength(1);
    expect(await bench.sslServers({ vpnGatewayId: bench.single, name: "mine" })).toHaveLength(1);
    expect(await bench.sslServers({ name: "other" })).toEqual([]);
    expect(await bench.sslServers({ sslVpnServerId: "vss-none" })).toEqual([]);
    expect(await bench.sslServers({ regionId: "cn-shanghai" })).toEqual([]);
  });

  test("DescribeVpnGateways filters by status", async () => {
    const bench = await lab();
    bench.simulator.foreignChange(bench.dual, 1000);
    const { body } = await bench.api.describeVpnGateways(
      new vpc.DescribeVpnGatewaysRequest({ regionId, status: "updating" }),
    );
    expect(body?.vpnGateways?.vpnGateway).toMatchObject([{ vpnGatewayId: bench.dual, status: "updating" }]);
  });

  test("DescribeRegions needs no region and has the seeded ones", async () => {
    const bench = await lab({ gateways: [{ region: "cn-simulated" }] });
    const { body } = await bench.api.describeRegions(new vpc.DescribeRegionsRequest({}));
    const regions = body?.regions?.region?.map((region) => region.regionId);
    expect(regions).toEqual(expect.arrayContaining(["cn-hangzhou", "cn-simulated"]));
  });
});
