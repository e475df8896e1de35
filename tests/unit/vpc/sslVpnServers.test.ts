import { sslVpnServersApi } from "../../../provider/src/vpc/sslVpnServers";
import { server } from "../examples";
import { refusal } from "../fakes";
import { recorder } from "./recorder";

const region = "cn-hangzhou";

describe("requests", () => {
  it("a create sends arguments under the API's names", async () => {
    const { call, requests } = recorder({ sslVpnServerId: "vss-1" });
    const args = {
      ...server,
      protocol: "UDP",
      cipher: "AES-256-CBC",
      port: 1195,
      compress: true,
      enableMultiFactorAuth: true,
      idaasInstanceId: "idaas-1",
      idaasRegionId: "cn-hangzhou",
      idaasApplicationId: "app-1",
    };
    expect(await sslVpnServersApi(call, region).createSslVpnServer(args, "token")).toBe("vss-1");
    expect(requests).toEqual([
      {
        operation: "CreateSslVpnServer",
        intent: "write",
        method: "createSslVpnServer",
        parameters: {
          RegionId: region,
          VpnGatewayId: "vpn-1",
          ClientToken: "token",
          Name: "staff",
          ClientIpPool: "10.250.0.0/24",
          LocalSubnet: "10.0.0.0/16",
          Proto: "UDP",
          Cipher: "AES-256-CBC",
          Port: 1195,
          Compress: true,
          EnableMultiFactorAuth: true,
          IDaaSInstanceId: "idaas-1",
          IDaaSRegionId: "cn-hangzhou",
          IDaaSApplicationId: "app-1",
        },
      },
    ]);
  });

  it("a create answered without an id is an outcome that nobody knows", async () => {
    for (const answer of [{}, { sslVpnServerId: "" }]) {
      const created = sslVpnServersApi(recorder(answer).call, region).createSslVpnServer(server, "token");
      await expect(created).rejects.toMatchObject({
        kind: "indeterminate",
        message: "CreateSslVpnServer: the service answered without an id",
      });
    }
  });

  it("a modify sends what it is told to and no more, false included", async () => {
    const { call, requests } = recorder();
    const args = { compress: false, localSubnets: ["10.1.0.0/16", "10.0.0.0/16"] };
    await sslVpnServersApi(call, region).modifySslVpnServer("vss-1", args, "token");
    expect(requests[0]).toMatchObject({ operation: "ModifySslVpnServer", intent: "write" });
    expect(requests[0]?.parameters).toEqual({
      RegionId: region,
      SslVpnServerId: "vss-1",
      ClientToken: "token",
      Compress: false,
      LocalSubnet: "10.1.0.0/16,10.0.0.0/16",
    });
  });

  it("the gateway of a server is never part of a modify", async () => {
    const { call, requests } = recorder();
    await sslVpnServersApi(call, region).modifySslVpnServer("vss-1", server, "token");
    expect(requests[0]?.parameters).not.toHaveProperty("VpnGatewayId");
  });

  it("a delete carries id and token", async () => {
    const { call, requests } = recorder();
    await sslVpnServersApi(call, region).deleteSslVpnServer("vss-1", "token");
    expect(requests[0]).toMatchObject({ operation: "DeleteSslVpnServer", intent: "write" });
    expect(requests[0]?.parameters).toEqual({
      RegionId: region,
      SslVpnServerId: "vss-1",
      ClientToken: "token",
    });
  });
});

describe("descriptions", () => {
  const described = {
    sslVpnServerId: "vss-1",
    vpnGatewayId: "vpn-1",
    regionId: region,
    name: "staff",
    clientIpPool: "10.250.0.0/24",
    localSubnet: "10.0.0.0/16,10.1.0.0/16",
    proto: "UDP",
    cipher: "none",
    port: 1194,
    compress: false,
    enableMultiFactorAuth: true,
    IDaaSInstanceId: "idaas-1",
    IDaaSApplicationId: "app-1",
    IDaaSInstanceVersion: "EIAM 2.0",
    internetIp: "47.98.0.1",
    connections: 0,
    maxConnections: 5,
    createTime: 1492753580000,
    resourceGroupId: "rg-1",
  };
  const page = (servers: unknown[]) => ({
    sslVpnServers: { sslVpnServer: servers },
    totalCount: servers.length,
  });

  it("come under the names of the outputs, and nought connections are a number", async () => {
    const { call, requests } = recorder(page([described]));
    const [found] = await sslVpnServersApi(call, region).sslVpnServers({ vpnGatewayId: "vpn-1" });
    expect(found).toEqual({
      sslVpnServerId: "vss-1",
      vpnGatewayId: "vpn-1",
      regionId: region,
      name: "staff",
      clientIpPool: "10.250.0.0/24",
      localSubnets: ["10.0.0.0/16", "10.1.0.0/16"],
      protocol: "UDP",
      cipher: "none",
      port: 1194,
      compress: false,
      enableMultiFactorAuth: true,
      idaasInstanceId: "idaas-1",
      idaasApplicationId: "app-1",
      idaasInstanceVersion: "EIAM 2.0",
      internetIp: "47.98.0.1",
      connections: 0,
      maxConnections: 5,
      createTime: 1492753580000,
      resourceGroupId: "rg-1",
    });
    expect(requests[0]).toMatchObject({ operation: "DescribeSslVpnServers", intent: "read" });
    expect(requests[0]?.parameters).toMatchObject({ RegionId: region, VpnGatewayId: "vpn-1", PageSize: 50 });
  });

  it("are asked for by id where there is one", async () => {
    const { call, requests } = recorder(page([]));
    expect(await sslVpnServersApi(call, region).sslVpnServers({ sslVpnServerId: "vss-1" })).toEqual([]);
    expect(requests[0]?.parameters).toMatchObject({ SslVpnServerId: "vss-1" });
  });

  it("are of the region that was asked, whatever the answer says", async () => {
    for (const regionId of ["cn-shanghai", "", undefined]) {
      const { call } = recorder(page([{ ...described, regionId }]));
      const [found] = await sslVpnServersApi(call, region).sslVpnServers({ sslVpnServerId: "vss-1" });
      expect(found?.regionId).toBe(region);
    }
  });

  it("of other servers or gateways are passed over, also where the service ignores what was asked for", async () => {
    const other = { ...described, sslVpnServerId: "vss-2", vpnGatewayId: "vpn-2" };
    const found = async (filter: { vpnGatewayId: string } | { sslVpnServerId: string }) => {
      const { call } = recorder(page([other, described]));
      return (await sslVpnServersApi(call, region).sslVpnServers(filter)).map((one) => one.sslVpnServerId);
    };
    expect(await found({ sslVpnServerId: "vss-1" })).toEqual(["vss-1"]);
    expect(await found({ vpnGatewayId: "vpn-1" })).toEqual(["vss-1"]);
  });

  it("numbers and booleans may be texts, and nought is a number", async () => {
    const texts = { port: "1195", compress: "true", enableMultiFactorAuth: "false", connections: "0" };
    const { call } = recorder(page([{ ...described, ...texts, maxConnections: NaN }]));
    const [found] = await sslVpnServersApi(call, region).sslVpnServers({ vpnGatewayId: "vpn-1" });
    expect(found).toMatchObject({ port: 1195, compress: true, enableMultiFactorAuth: false, connections: 0 });
    expect(found).not.toHaveProperty("maxConnections");
  });

  it("empty texts of the service are nothing", async () => {
    const { call } = recorder(page([{ sslVpnServerId: "vss-1", localSubnet: "", IDaaSInstanceId: "" }]));
    const found = await sslVpnServersApi(call, region).sslVpnServers({ vpnGatewayId: "vpn-1" });
    expect(found).toEqual([{ regionId: region, sslVpnServerId: "vss-1" }]);
  });

  it("of a server that is gone are none, also where the service answers with a code", async () => {
    for (const code of ["InvalidSslVpnServerId.NotFound", "InvalidInstanceId.NotFound"]) {
      const { call } = recorder(refusal(code, 404));
      expect(await sslVpnServersApi(call, region).sslVpnServers({ sslVpnServerId: "vss-1" })).toEqual([]);
    }
  });

  it("a permission that is missing, or a gateway, is no absence", async () => {
    for (const code of ["Forbidden", "InvalidVpnGatewayInstanceId.NotFound"]) {
      const { call } = recorder(refusal(code, 403));
      const listed = sslVpnServersApi(call, region).sslVpnServers({ vpnGatewayId: "vpn-1" });
      await expect(listed).rejects.toMatchObject({ code });
    }
  });

  it("an answer without a list is an empty one", async () => {
    const { call } = recorder({});
    expect(await sslVpnServersApi(call, region).sslVpnServers({ vpnGatewayId: "vpn-1" })).toEqual([]);
  });
});
