import { codeOf, legacy, vpc } from "./support/clients";
import { at, type Lab, lab, regionId } from "./support/lab";

describe("tags", () => {
  const tag = (
    bench: Lab,
    resourceId: string[],
    tags: { key?: string; value?: string }[],
    resourceType = "VpnConnection",
  ) => bench.api.tagResources(new vpc.TagResourcesRequest({ regionId, resourceType, resourceId, tag: tags }));
  const untag = (bench: Lab, resourceId: string[], patch: object) =>
    bench.api.unTagResources(
      new vpc.UnTagResourcesRequest({ regionId, resourceType: "VPNCONNECTION", resourceId, ...patch }),
    );
  const tagsOf = (bench: Lab) => at(bench.simulator.inventory().vpnConnections, 0).Tags;

  test("are added, replaced and taken away without touching the gateway, busy or not", async () => {
    const bench = await lab();
    const id = await bench.makeConnection({ tags: [{ key: "a", value: "1" }] });
    bench.simulator.foreignChange(bench.single, 1000);
    await tag(
      bench,
      [id],
      [
        { key: "a", value: "2" },
        { key: "b", value: "" },
      ],
    );
    expect(tagsOf(bench)).toEqual({ a: "2", b: "" });
    await untag(bench, [id], { tagKey: ["a", "none"] });
    expect(tagsOf(bench)).toEqual({ b: "" });
    await untag(bench, [id], { all: true });
    expect(tagsOf(bench)).toEqual({});
    bench.clock.advance(1000);
    expect(await bench.gatewayStatus(bench.single)).toBe("active");
  });

  test("are listed by resource or by tag, in pages", async () => {
    const bench = await lab();
    const [one, other] = [await bench.makeConnection({}, 0), await bench.makeConnection({}, 1)];
    await tag(bench, [one, other], [{ key: "a", value: "1" }]);
    await tag(bench, [other], [{ key: "b", value: "2" }]);
    const list = async (patch: object) =>
      (
        await bench.api.listTagResources(
          new vpc.ListTagResourcesRequest({ regionId, resourceType: "VPNCONNECTION", ...patch }),
        )
      ).body;
    expect((await list({ resourceId: [one] }))?.tagResources?.tagResource).toMatchObject([
      { resourceId: one, resourceType: "VPNCONNECTION", tagKey: "a", tagValue: "1" },
    ]);
    expect((await list({ tag: [{ key: "b", value: "2" }] }))?.tagResources?.tagResource).toHaveLength(2);
    const first = await list({ tag: [{ key: "a" }], maxResults: 2 });
    expect(first?.tagResources?.tagResource).toHaveLength(2);
    const second = await list({ tag: [{ key: "a" }], maxResults: 2, nextToken: first?.nextToken });
    expect(second?.tagResources?.tagResource).toHaveLength(1);
    expect(second?.nextToken).toBe("");
    expect(await codeOf(list({}))).toBe("MissingParameter");
    expect(await codeOf(list({ tag: [{ value: "2" }] }))).toBe("MissingParameter");
  });

  test("of gateways and customer gateways work alike", async () => {
    const bench = await lab();
    await tag(bench, [bench.single], [{ key: "a", value: "1" }], "VpnGateway");
    await tag(bench, [at(bench.branches, 0)], [{ key: "a", value: "1" }], "CUSTOMERGATEWAY");
    const { gateways, customerGateways } = bench.simulator.inventory();
    expect([at(gateways, 0).Tags, at(customerGateways, 0).Tags]).toEqual([{ a: "1" }, { a: "1" }]);
  });

  test.each<[string, string, { key?: string; value?: string }[]]>([
    ["InvalidTagKey", "VPNCONNECTION", [{ key: "aliyun-x", value: "" }]],
    ["InvalidTagKey", "VPNCONNECTION", [{ key: "x".repeat(129), value: "" }]],
    ["InvalidTagValue", "VPNCONNECTION", [{ key: "a", value: "http://x" }]],
    [
      "DuplicatedParam.TagKey",
      "VPNCONNECTION",
      [
        { key: "a", value: "" },
        { key: "a", value: "" },
      ],
    ],
    [
      "NumberExceed.Tags",
      "VPNCONNECTION",
      Array.from({ length: 20 }, (_, i) => ({ key: `k${i}`, value: "" })),
    ],
    ["MissingParameter", "VPNCONNECTION", []],
    ["InvalidResourceType.NotFound", "SSLVPNSERVER", [{ key: "a", value: "" }]],
    ["InvalidResourceId.NotFound", "VPNGATEWAY", [{ key: "a", value: "" }]],
  ])("%s for %s %j", async (code, type, tags) => {
    const bench = await lab();
    const id = await bench.makeConnection({ tags: [{ key: "there", value: "already" }] });
    expect(await codeOf(tag(bench, [id], tags, type))).toBe(code);
    expect(tagsOf(bench)).toEqual({ there: "already" });
  });

  test("can be taken away under the operation's other spelling, but not without keys", async () => {
    const bench = await lab();
    const id = await bench.makeConnection({ tags: [{ key: "a", value: "1" }] });
    const request = { ResourceType: "VPNCONNECTION", "ResourceId.1": id };
    expect((await legacy(bench.simulator, "UntagResources", request)).body.Code).toBe("MissingParameter");
    expect((await legacy(bench.simulator, "UntagResources", { ...request, "TagKey.1": "a" })).status).toBe(
      200,
    );
    expect(tagsOf(bench)).toEqual({});
  });
});
