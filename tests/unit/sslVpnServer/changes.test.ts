import { type Properties, UNKNOWN } from "../../../provider/src/properties";
import { GIVEN } from "../../../provider/src/schema/diff";
import { sslVpnServer } from "../../../provider/src/resources/sslVpnServer/definition";
import { fullServer, server } from "../examples";

const { changes, complete } = sslVpnServer;

/** What the service describes of it. */
const outputs = complete(fullServer);

const found = (wanted: Properties, from: Properties = outputs) =>
  changes(from, wanted).map(({ field, to }) => [field.path, field.change, to]);

describe("nothing changes", () => {
  it.each<Properties>([
    {},
    { port: "1195" },
    { compress: "true" },
    { localSubnets: ["10.0.0.0/16", "10.0.0.0/16"] },
  ])("where %j is the same in another spelling", (change) => {
    expect(found({ ...fullServer, ...change })).toEqual([]);
  });

  it("where subnets come in another order", () => {
    const blocks = ["10.0.0.0/16", "10.1.0.0/16"];
    const from = { ...outputs, localSubnets: blocks };
    expect(found({ ...fullServer, localSubnets: [...blocks].reverse() }, from)).toEqual([]);
  });

  it("where the service doesn't describe what is at its default", () => {
    expect(found(complete(server), server)).toEqual([]);
  });
});

describe("what a change does", () => {
  it.each<[Properties, string]>([
    [{ name: "other" }, "name"],
    [{ clientIpPool: "10.251.0.0/24" }, "clientIpPool"],
    [{ localSubnets: ["10.0.0.0/16", "10.1.0.0/16"] }, "localSubnets"],
    [{ protocol: "TCP" }, "protocol"],
    [{ cipher: "none" }, "cipher"],
    [{ port: 1196 }, "port"],
    [{ compress: false }, "compress"],
    [{ enableMultiFactorAuth: false }, "enableMultiFactorAuth"],
    [{ idaasInstanceId: "idaas-2" }, "idaasInstanceId"],
    [{ idaasRegionId: "cn-beijing" }, "idaasRegionId"],
    [{ idaasApplicationId: "app-2" }, "idaasApplicationId"],
  ])("%j updates in place", (change, path) => {
    expect(found({ ...fullServer, ...change })).toEqual([[path, "updates", change[path]]]);
  });

  it.each<Properties>([{ vpnGatewayId: "vpn-2" }, { regionId: "cn-beijing" }])("%j replaces", (change) => {
    const [path = ""] = Object.keys(change);
    expect(found({ ...fullServer, ...change })).toEqual([[path, "replaces", change[path]]]);
  });

  it("a gateway that isn't known yet replaces, any other unknown updates", () => {
    expect(found({ ...fullServer, vpnGatewayId: UNKNOWN, port: UNKNOWN })).toEqual([
      ["vpnGatewayId", "replaces", UNKNOWN],
      ["port", "updates", UNKNOWN],
    ]);
    expect(found({ ...fullServer, localSubnets: ["10.0.0.0/16", UNKNOWN] })[0]?.slice(0, 2)).toEqual([
      "localSubnets",
      "updates",
    ]);
  });
});

describe("an argument taken away", () => {
  it("goes back to the documented default, which check fills in", () => {
    expect(found(complete({ ...server, idaasInstanceId: "idaas-1" }))).toEqual([
      ["protocol", "updates", "TCP"],
      ["cipher", "updates", "AES-128-CBC"],
      ["port", "updates", 1194],
      ["compress", "updates", false],
      ["enableMultiFactorAuth", "updates", false],
    ]);
  });

  it("without a documented default is no change", () => {
    const from = { ...outputs, [GIVEN]: ["idaasInstanceId", "idaasRegionId", "idaasApplicationId"] };
    const { idaasInstanceId, idaasRegionId, idaasApplicationId, ...wanted } = fullServer;
    expect([idaasInstanceId, idaasRegionId, idaasApplicationId]).not.toContain(undefined);
    expect(found(wanted, from)).toEqual([]);
  });
});
