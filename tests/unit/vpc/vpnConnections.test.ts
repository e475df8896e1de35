import { getPath, setPath } from "../../../provider/src/properties";
import { vpnConnectionsApi } from "../../../provider/src/vpc/vpnConnections";
import { fullDual, fullSingle, single } from "../examples";
import { refusal } from "../fakes";
import { recorder } from "./recorder";

const region = "cn-hangzhou";
const remoteCaCertificate = "-----BEGIN CERTIFICATE-----";

describe("requests of a single-tunnel connection", () => {
  it("a create sends blocks as JSON texts, each in the spelling of its page", async () => {
    const { call, requests } = recorder({ vpnConnectionId: "vco-1", createTime: 7 });
    const args = { ...fullSingle, remoteCaCertificate };
    const created = await vpnConnectionsApi(call, region).createVpnConnection(args, { a: "1" }, "token");
    expect(created).toBe("vco-1");
    const { IkeConfig, IpsecConfig, BgpConfig, HealthCheckConfig, ...rest } = requests[0]?.parameters ?? {};
    expect(JSON.parse(String(IkeConfig))).toEqual({
      Psk: "correct-horse-battery",
      IkeVersion: "ikev2",
      IkeMode: "main",
      IkeEncAlg: "aes256",
      IkeAuthAlg: "sha256",
      IkePfs: "group14",
      IkeLifetime: 3600,
      LocalId: "local.example",
      RemoteId: "remote.example",
    });
    expect(IpsecConfig).toBe(
      '{"IpsecEncAlg":"aes256","IpsecAuthAlg":"sha256","IpsecPfs":"disabled","IpsecLifetime":3600}',
    );
    expect(BgpConfig).toBe(
      '{"EnableBgp":"true","LocalAsn":"65530","TunnelCidr":"169.254.10.0/30","LocalBgpIp":"169.254.10.1"}',
    );
    expect(HealthCheckConfig).toBe(
      '{"enable":"true","dip":"192.168.0.9","sip":"10.0.0.9","interval":"3","retry":"4"}',
    );
    expect(rest).toEqual({
      RegionId: region,
      ClientToken: "token",
      VpnGatewayId: "vpn-1",
      CustomerGatewayId: "cgw-1",
      Name: "office",
      LocalSubnet: "10.0.0.0/16",
      RemoteSubnet: "192.168.0.0/24",
      EffectImmediately: true,
      AutoConfigRoute: false,
      EnableDpd: true,
      EnableNatTraversal: false,
      RemoteCaCertificate: "-----BEGIN CERTIFICATE-----",
      Tags: [{ Key: "a", Value: "1" }],
      TunnelOptionsSpecification: [],
    });
  });

  it("a create answered without an id is an outcome that nobody knows", async () => {
    for (const answer of [{}, { vpnConnectionId: "" }]) {
      const created = vpnConnectionsApi(recorder(answer).call, region).createVpnConnection(single, {}, "t");
      await expect(created).rejects.toMatchObject({
        kind: "indeterminate",
        message: "CreateVpnConnection: the service answered without an id",
      });
    }
  });

  it("an ASN in two halves travels as it was given", async () => {
    const { call, requests } = recorder();
    const args = { ...single, bgpConfig: { localAsn: "123.456" } };
    await vpnConnectionsApi(call, region).modifyVpnConnection("vco-1", args, "token");
    expect(requests[0]?.parameters.BgpConfig).toBe('{"LocalAsn":"123.456"}');
  });

  it("a modify carries neither gateway nor customer gateway nor tags", async () => {
    const { call, requests } = recorder();
    await vpnConnectionsApi(call, region).modifyVpnConnection("vco-1", fullSingle, "token");
    expect(requests[0]).toMatchObject({ operation: "ModifyVpnConnectionAttribute", intent: "write" });
    expect(requests[0]?.parameters).toMatchObject({ VpnConnectionId: "vco-1", ClientToken: "token" });
    for (const key of ["VpnGatewayId", "CustomerGatewayId", "Tags"]) {
      expect(requests[0]?.parameters).not.toHaveProperty(key);
    }
  });
});

describe("requests of a dual-tunnel connection", () => {
  it.each([
    ["in two halves", "123.456", 8061384],
    ["as a text", "65530", 65530],
    ["as a number", 65530, 65530],
  ])("an ASN %s travels as a number", async (_, localAsn, sent) => {
    const { call, requests } = recorder({ vpnConnectionId: "vco-1" });
    const api = vpnConnectionsApi(call, region);
    const args = setPath(fullDual, "tunnels.slave.bgpConfig.localAsn", localAsn);
    await api.createVpnConnection(args, {}, "token");
    await api.modifyVpnConnection("vco-1", args, "token");
    for (const { parameters } of requests) {
      const tunnels = parameters.TunnelOptionsSpecification as { TunnelBgpConfig: { LocalAsn: unknown } }[];
      expect(tunnels[1]?.TunnelBgpConfig.LocalAsn).toBe(sent);
    }
  });

  it("a create sends each tunnel with its role, by the API's names", async () => {
    const { call, requests } = recorder({ vpnConnectionId: "vco-1" });
    const args = setPath(fullDual, "tunnels.master.remoteCaCertificate", remoteCaCertificate);
    await vpnConnectionsApi(call, region).createVpnConnection(args, {}, "token");
    const { TunnelOptionsSpecification: tunnels, ...rest } = requests[0]?.parameters ?? {};
    expect(rest).toMatchObject({ EnableTunnelsBgp: true });
    expect(rest).not.toHaveProperty("CustomerGatewayId");
    expect(tunnels).toEqual([
      expect.objectContaining({
        Role: "master",
        CustomerGatewayId: "cgw-1",
        EnableDpd: true,
        EnableNatTraversal: false,
      }),
      expect.objectContaining({ Role: "slave", CustomerGatewayId: "cgw-2" }),
    ]);
    expect(tunnels).toMatchObject([
      {
        TunnelIkeConfig: { Psk: "correct-horse-battery", IkeVersion: "ikev2", IkeLifetime: 3600 },
        TunnelIpsecConfig: { IpsecPfs: "disabled" },
        TunnelBgpConfig: { LocalAsn: 65530, TunnelCidr: "169.254.10.0/30", LocalBgpIp: "169.254.10.1" },
        RemoteCaCertificate: "-----BEGIN CERTIFICATE-----",
      },
      { TunnelBgpConfig: { TunnelCidr: "169.254.11.0/30" } },
    ]);
  });

  it("a modify names the tunnel by id and role, and leaves the other one out", async () => {
    const { call, requests } = recorder();
    const args = { tunnels: { slave: { tunnelId: "tun-2", customerGatewayId: "cgw-9" } } };
    await vpnConnectionsApi(call, region).modifyVpnConnection("vco-1", args, "token");
    expect(requests[0]?.parameters.TunnelOptionsSpecification).toEqual([
      { Role: "slave", TunnelId: "tun-2", CustomerGatewayId: "cgw-9" },
    ]);
  });
});

describe("descriptions", () => {
  const base = {
    vpnConnectionId: "vco-1",
    vpnGatewayId: "vpn-1",
    name: "office",
    localSubnet: "10.1.0.0/16,10.0.0.0/16",
    remoteSubnet: "192.168.0.0/24",
    effectImmediately: false,
    createTime: 1492753817000,
    tags: { tag: [{ key: "team", value: "" }] },
    state: "active",
  };
  const read = async (body: unknown) =>
    await vpnConnectionsApi(recorder(body).call, region).vpnConnection("vco-1");

  it("of one tunnel speak of one, with texts made numbers and booleans", async () => {
    const outputs = await read({
      ...base,
      customerGatewayId: "cgw-1",
      status: "ike_sa_not_established",
      enableDpd: true,
      enableNatTraversal: false,
      ikeConfig: { psk: "made", ikeVersion: "ikev2", ikeLifetime: 86400, localId: "1.2.3.4" },
      ipsecConfig: { ipsecPfs: "group2", ipsecLifetime: 86400 },
      vpnBgpConfig: {
        enableBgp: "true",
        localAsn: 65530,
        peerAsn: 65531,
        peerBgpIp: "169.254.10.2",
        status: "success",
      },
      vcoHealthCheck: {
        enable: "false",
        interval: 3,
        retry: 3,
        dip: "",
        policy: "revoke_route",
        status: "failed",
      },
      tunnelOptionsSpecification: { tunnelOptions: [] },
      enableTunnelsBgp: false,
    });
    expect(outputs).toEqual({
      regionId: region,
      vpnConnectionId: "vco-1",
      vpnGatewayId: "vpn-1",
      name: "office",
      localSubnets: ["10.1.0.0/16", "10.0.0.0/16"],
      remoteSubnets: ["192.168.0.0/24"],
      effectImmediately: false,
      createTime: 1492753817000,
      tags: { team: "" },
      state: "active",
      customerGatewayId: "cgw-1",
      status: "ike_sa_not_established",
      enableDpd: true,
      enableNatTraversal: false,
      ikeConfig: { psk: "made", ikeVersion: "ikev2", ikeLifetime: 86400, localId: "1.2.3.4" },
      ipsecConfig: { ipsecPfs: "group2", ipsecLifetime: 86400 },
      bgpConfig: { enableBgp: true, localAsn: 65530 },
      bgpStatus: { status: "success", peerAsn: 65531, peerBgpIp: "169.254.10.2" },
      healthCheckConfig: { enable: false, interval: 3, retry: 3 },
    });
  });

  it("of a health check have its result only where it is enabled", async () => {
    const check = (vcoHealthCheck: object) => read({ ...base, customerGatewayId: "cgw-1", vcoHealthCheck });
    const result = { status: "failed", policy: "revoke_route" };
    for (const enable of ["true", true]) {
      expect(await check({ ...result, enable, interval: 3 })).toMatchObject({ healthCheckStatus: result });
    }
    for (const enable of ["false", false, "", undefined]) {
      expect(await check({ ...result, enable, interval: 3 })).not.toHaveProperty("healthCheckStatus");
    }
  });

  it("of a health check that was never configured have no interval that a request could carry", async () => {
    const never = { enable: "false", interval: 0, retry: "0", status: "success" };
    const outputs = await read({ ...base, customerGatewayId: "cgw-1", vcoHealthCheck: never });
    expect(outputs?.healthCheckConfig).toEqual({ enable: false });
    expect(await read({ ...base, vcoHealthCheck: { interval: 0, retry: 0 } })).not.toHaveProperty(
      "healthCheckConfig",
    );
  });

  it("of a BGP session have a state only where there is one", async () => {
    const session = (vpnBgpConfig: object) => read({ ...base, customerGatewayId: "cgw-1", vpnBgpConfig });
    expect(await session({ enableBgp: "false", status: "false" })).not.toHaveProperty("bgpStatus");
    expect(await session({ status: "False" })).not.toHaveProperty("bgpStatus");
    expect(await session({ enableBgp: true, status: "false" })).toMatchObject({
      bgpStatus: { status: "failed" },
    });
    const tunnel = async (tunnelBgpConfig: object) =>
      getPath(
        await read({
          ...base,
          tunnelOptionsSpecification: { tunnelOptions: [{ role: "master", tunnelBgpConfig }] },
        }),
        "tunnelStatus.master",
      );
    expect(await tunnel({ bgpStatus: "false" })).toEqual({});
    expect(await tunnel({ bgpStatus: "false", tunnelCidr: "169.254.10.0/30" })).toEqual({
      bgpStatus: "failed",
    });
    expect(await tunnel({ bgpStatus: "success", tunnelCidr: "169.254.10.0/30" })).toEqual({
      bgpStatus: "success",
    });
  });

  it.each(["******", "", undefined])("whose keys are told as %j don't tell them", async (psk) => {
    const single = await read({
      ...base,
      customerGatewayId: "cgw-1",
      ikeConfig: { psk, ikeVersion: "ikev2" },
    });
    expect(single?.ikeConfig).toEqual({ ikeVersion: "ikev2" });
    const tunnel = { role: "master", tunnelIkeConfig: { psk, ikeVersion: "ikev2" } };
    const dual = await read({ ...base, tunnelOptionsSpecification: { tunnelOptions: [tunnel] } });
    expect(getPath(dual, "tunnels.master.ikeConfig")).toEqual({ ikeVersion: "ikev2" });
  });

  it("are of the connection and the region that were asked for", async () => {
    const outputs = await read({ ...base, vpnConnectionId: "", regionId: "cn-shanghai" });
    expect(outputs).toMatchObject({ vpnConnectionId: "vco-1", regionId: region, vpnGatewayId: "vpn-1" });
  });

  it("that tell nothing are of a connection that is gone", async () => {
    expect(await read({ requestId: "r-1" })).toBeUndefined();
    expect(await read({ requestId: "r-1", name: "" })).toBeUndefined();
  });

  it("leave out a tunnel without a role, which nobody could name", async () => {
    const tunnelOptions = [
      { role: "", tunnelId: "tun-1" },
      { role: "slave", tunnelId: "tun-2" },
    ];
    const outputs = await read({ ...base, tunnelOptionsSpecification: { tunnelOptions } });
    expect(outputs?.tunnelStatus).toEqual({ slave: { tunnelId: "tun-2" } });
  });

  it.each([
    ["natural", { enableDpd: true, enableNatTraversal: false }, { ikeLifetime: 3600 }, 7],
    ["texts", { enableDpd: "true", enableNatTraversal: "False" }, { ikeLifetime: "3600" }, "7"],
  ])("are read the same where numbers and booleans are %s", async (_, switches, lifetime, createTime) => {
    const settings = { enableDpd: true, enableNatTraversal: false, ikeConfig: { ikeLifetime: 3600 } };
    const common = { ...base, createTime };
    expect(
      await read({ ...common, ...switches, customerGatewayId: "cgw-1", ikeConfig: lifetime }),
    ).toMatchObject({ ...settings, createTime: 7 });
    const tunnelOptions = [{ role: "master", ...switches, tunnelIkeConfig: lifetime }];
    const dual = await read({ ...common, tunnelOptionsSpecification: { tunnelOptions } });
    expect(dual).toMatchObject({ createTime: 7, tunnels: { master: settings } });
  });

  it("of two tunnels go by role, whatever their order, and leave out what only one tunnel has", async () => {
    const tunnel = (role: string, n: number) => ({
      role,
      tunnelId: `tun-${n}`,
      customerGatewayId: `cgw-${n}`,
      enableDpd: "true",
      enableNatTraversal: "false",
      tunnelIkeConfig: { psk: `made-${n}`, ikeLifetime: "86400" },
      tunnelIpsecConfig: { ipsecLifetime: "86400" },
      tunnelBgpConfig:
        n === 1
          ? { localAsn: "65530", peerAsn: "65531", peerBgpIp: "169.254.10.2", bgpStatus: "success" }
          : { localAsn: "65530", peerAsn: "", bgpStatus: "" },
      internetIp: `47.0.0.${n}`,
      zoneNo: "cn-hangzhou-i",
      state: "active",
      status: "ipsec_sa_established",
    });
    const outputs = await read({
      ...base,
      customerGatewayId: "",
      status: "",
      enableDpd: false,
      enableNatTraversal: false,
      enableTunnelsBgp: true,
      tunnelOptionsSpecification: { tunnelOptions: [tunnel("slave", 2), tunnel("master", 1)] },
    });
    const settings = (n: number) => ({
      customerGatewayId: `cgw-${n}`,
      enableDpd: true,
      enableNatTraversal: false,
      ikeConfig: { psk: `made-${n}`, ikeLifetime: 86400 },
      ipsecConfig: { ipsecLifetime: 86400 },
      bgpConfig: { localAsn: 65530 },
    });
    const status = (n: number) => ({
      tunnelId: `tun-${n}`,
      internetIp: `47.0.0.${n}`,
      zoneNo: "cn-hangzhou-i",
      state: "active",
      status: "ipsec_sa_established",
    });
    const session = { bgpStatus: "success", peerAsn: 65531, peerBgpIp: "169.254.10.2" };
    expect(outputs).toMatchObject({ enableTunnelsBgp: true });
    // Settings and nothing but settings: what is beside them is unknown at a preview, not missing.
    expect(outputs?.tunnels).toEqual({ master: settings(1), slave: settings(2) });
    expect(outputs?.tunnelStatus).toEqual({ master: { ...status(1), ...session }, slave: status(2) });
    const ofOne = ["customerGatewayId", "status", "enableDpd", "enableNatTraversal", "ikeConfig"];
    for (const key of [...ofOne, "bgpStatus", "healthCheckStatus"]) {
      expect(outputs).not.toHaveProperty(key);
    }
  });

  it("of a connection that is gone are none", async () => {
    expect(await read(refusal("InvalidVpnConnectionInstanceId.NotFound", 404))).toBeUndefined();
  });

  it("a permission that is missing is no absence", async () => {
    await expect(read(refusal("Forbidden", 403))).rejects.toMatchObject({ code: "Forbidden" });
  });

  it("without tags have none", async () => {
    expect(await read({ vpnConnectionId: "vco-1" })).toMatchObject({ tags: {} });
  });
});

describe("the listing", () => {
  const listing = async (...items: object[]) => {
    const { call, requests } = recorder({
      vpnConnections: { vpnConnection: items },
      totalCount: items.length,
    });
    return { listed: await vpnConnectionsApi(call, region).vpnConnections(), requests };
  };

  it("of one tunnel and of two tells what identifies a connection, and its tags", async () => {
    const { listed } = await listing(
      {
        vpnConnectionId: "vco-1",
        name: "office",
        vpnGatewayId: "vpn-1",
        customerGatewayId: "cgw-1",
        createTime: 7,
        localSubnet: "10.0.0.0/16, 10.1.0.0/16",
        remoteSubnet: "192.168.0.0/24",
        tag: { tag: [{ key: "team", value: "network" }] },
      },
      {
        vpnConnectionId: "vco-2",
        tunnelOptionsSpecification: {
          tunnelOptions: [{ customerGatewayId: "cgw-1" }, { customerGatewayId: "cgw-2" }],
        },
      },
    );
    expect(listed).toEqual([
      {
        id: "vco-1",
        name: "office",
        vpnGatewayId: "vpn-1",
        mode: "single",
        peers: ["cgw-1"],
        createTime: 7,
        localSubnets: ["10.0.0.0/16", "10.1.0.0/16"],
        remoteSubnets: ["192.168.0.0/24"],
        tags: { team: "network" },
      },
      { id: "vco-2", mode: "dual", peers: ["cgw-1", "cgw-2"], tags: {} },
    ]);
  });

  it("has nothing for what an answer leaves out or has empty", async () => {
    const { listed } = await listing({
      vpnConnectionId: "vco-1",
      vpnGatewayId: "",
      customerGatewayId: "",
      localSubnet: "",
      tag: {},
    });
    expect(listed).toEqual([{ id: "vco-1", tags: {} }]);
  });

  it("is of the region, or of one gateway, by pages and without a filter of tags", async () => {
    const { call, requests } = recorder({});
    const api = vpnConnectionsApi(call, region);
    expect([await api.vpnConnections(), await api.vpnConnections({ vpnGatewayId: "vpn-1" })]).toEqual([
      [],
      [],
    ]);
    const page = { RegionId: region, PageNumber: 1, PageSize: 50 };
    expect(requests.map(({ parameters }) => parameters)).toEqual([page, { ...page, VpnGatewayId: "vpn-1" }]);
    expect(requests[0]).toMatchObject({ operation: "DescribeVpnConnections", intent: "read" });
  });

  it("goes on to the next page where one is full", async () => {
    const items = Array.from({ length: 60 }, (_, index) => ({ vpnConnectionId: `vco-${index}` }));
    const page = (from: number, to: number) => ({
      vpnConnections: { vpnConnection: items.slice(from, to) },
      totalCount: 60,
    });
    const { call, requests } = recorder(page(0, 50), page(50, 60));
    expect(await vpnConnectionsApi(call, region).vpnConnections()).toHaveLength(60);
    expect(requests.map(({ parameters }) => parameters.PageNumber)).toEqual([1, 2]);
  });
});

it("tags are set and taken away by operations of their own", async () => {
  const { call, requests } = recorder();
  const api = vpnConnectionsApi(call, region);
  await api.tagVpnConnection("vco-1", { a: "1" });
  await api.untagVpnConnection("vco-1", ["b", "c"]);
  const common = { RegionId: region, ResourceType: "VPNCONNECTION", ResourceId: ["vco-1"] };
  expect(requests.map(({ operation, parameters }) => [operation, parameters])).toEqual([
    ["TagResources", { ...common, Tag: [{ Key: "a", Value: "1" }] }],
    ["UnTagResources", { ...common, TagKey: ["b", "c"] }],
  ]);
});

it("a delete carries id and token", async () => {
  const { call, requests } = recorder();
  await vpnConnectionsApi(call, region).deleteVpnConnection("vco-1", "token");
  expect(requests[0]).toMatchObject({
    operation: "DeleteVpnConnection",
    intent: "write",
    parameters: { RegionId: region, VpnConnectionId: "vco-1", ClientToken: "token" },
  });
});
