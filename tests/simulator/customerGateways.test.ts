import { codeOf, vpc } from "./support/clients";
import { type Lab, lab, type Patch, regionId } from "./support/lab";

describe("customer gateways", () => {
  const create = (bench: Lab, patch: Patch = {}) =>
    bench.api.createCustomerGateway(
      new vpc.CreateCustomerGatewayRequest({ regionId, ipAddress: "203.0.113.99", ...patch }),
    );
  const describeOne = async (bench: Lab, customerGatewayId?: string) =>
    (
      await bench.api.describeCustomerGateway(
        new vpc.DescribeCustomerGatewayRequest({ regionId, customerGatewayId }),
      )
    ).body;
  const modify = (bench: Lab, patch: Patch) =>
    bench.api.modifyCustomerGatewayAttribute(
      new vpc.ModifyCustomerGatewayAttributeRequest({
        regionId,
        customerGatewayId: bench.branches[0],
        ...patch,
      }),
    );

  test("are made, described, changed and deleted at once", async () => {
    const bench = await lab();
    const { body } = await create(bench, { asn: "123.456", name: "hq", tags: [{ key: "a", value: "b" }] });
    const id = body?.customerGatewayId;
    expect(await describeOne(bench, id)).toMatchObject({
      asn: 8061384,
      name: "hq",
      ipAddress: "203.0.113.99",
      tags: { tag: [{ key: "a", value: "b" }] },
    });
    await modify(bench, { customerGatewayId: id, name: "renamed", description: "d" });
    expect(await describeOne(bench, id)).toMatchObject({ name: "renamed", description: "d" });
    const request = new vpc.DeleteCustomerGatewayRequest({ regionId, customerGatewayId: id });
    await bench.api.deleteCustomerGateway(request);
    expect(await codeOf(describeOne(bench, id))).toBe("InvalidCustomerGatewayInstanceId.NotFound");
    expect(bench.simulator.changes()).toEqual([]);
  });

  test.each<[string, Patch]>([
    ["IllegalParam.IpAddress", { ipAddress: "100.64.0.1" }],
    ["IllegalParam.IpAddress", { ipAddress: "203.0.113.0/24" }],
    ["IllegalParam.Asn", { asn: "45104" }],
    ["IllegalParam.Asn", { asn: "0" }],
    ["IllegalParam.AuthKey", { authKey: "why?" }],
    ["InvalidName", { name: "http://x" }],
    ["InvalidDescription", { description: "https://x" }],
    ["InvalidTagKey", { tags: [{ key: "acs:x", value: "" }] }],
    ["NumberExceed.Tags", { tags: Array.from({ length: 21 }, (_, i) => ({ key: `k${i}`, value: "" })) }],
  ])("%s for %j", async (code, patch) => {
    const bench = await lab();
    expect(await codeOf(create(bench, patch))).toBe(code);
  });

  test("with a new BGP key keep the gateways of their connections busy", async () => {
    const bench = await lab();
    await bench.makeConnection();
    await modify(bench, { authKey: "bgp-key" });
    expect(await bench.gatewayStatus(bench.single)).toBe("updating");
    expect(await codeOf(modify(bench, { authKey: "other" }))).toBe("VpnGateway.Configuring");
    await modify(bench, { name: "no key" });
    expect(await bench.gatewayStatus(bench.dual)).toBe("active");
  });

  test("in use can't be deleted", async () => {
    const bench = await lab();
    await bench.makeConnection();
    const request = new vpc.DeleteCustomerGatewayRequest({ regionId, customerGatewayId: bench.branches[0] });
    expect(await codeOf(bench.api.deleteCustomerGateway(request))).toBe("InvalidCustomerGateway.InUse");
  });

  test("are listed with filters", async () => {
    const bench = await lab();
    const list = async (patch: object) =>
      (
        await bench.api.describeCustomerGateways(
          new vpc.DescribeCustomerGatewaysRequest({ regionId, ...patch }),
        )
      ).body?.customerGateways?.customerGateway;
    expect(await list({})).toHaveLength(4);
    expect(await list({ customerGatewayId: bench.branches[2] })).toMatchObject([{ asn: 65003 }]);
    expect(await list({ tag: [{ key: "none" }] })).toEqual([]);
  });
});
