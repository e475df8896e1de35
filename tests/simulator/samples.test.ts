import { legacy, vpc } from "./support/clients";
import { at, type Lab, lab } from "./support/lab";

/** Where the page masks an address, the mask is sent and returned: identifiers are free text. */
const created = 1492753817000;

/** The sample answer of ModifyVpnConnectionAttribute, its single-tunnel half. */
const singleSample = {
  EnableNatTraversal: true,
  CreateTime: created,
  EffectImmediately: false,
  VpnGatewayId: "vpn-bp1q8bgx4xnkm2ogj****",
  LocalSubnet: "10.1.1.0/24,10.1.2.0/24",
  VpnConnectionId: "vco-bp1bbi27hojx80nck****",
  Description: "description",
  RemoteSubnet: "10.2.1.0/24,10.2.2.0/24",
  CustomerGatewayId: "cgw-p0w2jemrcj5u61un8****",
  Name: "nametest",
  EnableDpd: true,
  IkeConfig: {
    RemoteId: "139.18.XX.XX",
    IkeLifetime: 86400,
    IkeEncAlg: "aes",
    LocalId: "116.64.XX.XX",
    IkeMode: "main",
    IkeVersion: "ikev1",
    IkePfs: "group2",
    Psk: "pgw6dy7d1i8i****",
    IkeAuthAlg: "sha1",
  },
  IpsecConfig: { IpsecAuthAlg: "sha1", IpsecLifetime: 86400, IpsecEncAlg: "aes", IpsecPfs: "group2" },
  VcoHealthCheck: { Dip: "192.168.1.1", Interval: 3, Retry: 3, Sip: "10.1.1.1", Enable: "true" },
  VpnBgpConfig: {
    Status: "success",
    PeerBgpIp: "169.254.11.2",
    TunnelCidr: "169.254.11.0/30",
    EnableBgp: "true",
    LocalBgpIp: "169.254.11.1",
    PeerAsn: 65531,
    LocalAsn: 65530,
  },
  ResourceGroupId: "rg-acfmzs372yg****",
};

/** Its dual-tunnel half: the one tunnel the page shows. */
const masterSample = {
  CustomerGatewayId: "cgw-p0wy363lucf1uyae8****",
  EnableDpd: true,
  EnableNatTraversal: true,
  InternetIp: "47.21.XX.XX",
  RemoteCaCertificate: "-----BEGIN CERTIFICATE----- MIIB7zCCAZW**** -----END CERTIFICATE-----",
  Role: "master",
  State: "active",
  TunnelBgpConfig: {
    LocalAsn: 65530,
    LocalBgpIp: "169.254.10.1",
    PeerAsn: 65531,
    PeerBgpIp: "169.254.10.2",
    TunnelCidr: "169.254.10.0/30",
  },
  TunnelId: "tun-opsqc4d97wni27****",
  TunnelIkeConfig: {
    IkeAuthAlg: "sha1",
    IkeEncAlg: "aes",
    IkeLifetime: 86400,
    IkeMode: "main",
    IkePfs: "group2",
    IkeVersion: "ikev1",
    LocalId: "47.21.XX.XX",
    Psk: "123456****",
    RemoteId: "47.42.XX.XX",
  },
  TunnelIpsecConfig: { IpsecAuthAlg: "sha1", IpsecEncAlg: "aes", IpsecLifetime: 86400, IpsecPfs: "group2" },
  ZoneNo: "ap-southeast-5a",
};

function sampleLab(tunnels: "single" | "dual", id: string): Promise<Lab> {
  return lab({
    gateways: [
      {
        id: "vpn-bp1q8bgx4xnkm2ogj****",
        tunnels,
        ssl: true,
        internetIp: tunnels === "dual" ? "47.21.XX.XX" : "47.98.XX.XX",
        resourceGroupId: "rg-acfmzs372yg****",
        zones: ["ap-southeast-5a", "ap-southeast-5b"],
      },
    ],
    customerGateways: [
      { id, ip: "203.0.113.10", asn: 65531 },
      { ip: "203.0.113.20", asn: 65531 },
    ],
    idaas: [
      {
        InstanceId: "idaas-cn-hangzhou-****",
        RegionId: "cn-hangzhou",
        Version: "EIAM 2.0",
        Applications: [{ ApplicationId: "app_my6g4qmvnwxzj2f****", SslVpnTemplate: true }],
        Authorized: true,
        Readable: true,
      },
    ],
    // The page's own sample has two subnets with IKEv1, which its table of codes refuses.
    ikev1MultiSubnet: "accept",
  });
}

/** Gives a made connection the id, time and description of the sample. */
function rename(bench: Lab, patch: Record<string, unknown>): void {
  const made = at(bench.simulator.inventory().vpnConnections, 0);
  bench.simulator.remove(made.VpnConnectionId);
  bench.simulator.put({
    ...made,
    VpnConnectionId: "vco-bp1bbi27hojx80nck****",
    CreateTime: created,
    Description: "description",
    ...patch,
  });
}

describe("the pages' sample requests get the pages' sample answers", () => {
  test("CreateSslVpnServer", async () => {
    const bench = await sampleLab("single", "cgw-1");
    const { status, body } = await legacy(bench.simulator, "CreateSslVpnServer", {
      VpnGatewayId: bench.single,
      Name: "test",
      ClientIpPool: "192.168.1.0/24",
      LocalSubnet: "10.0.0.0/8",
      ClientToken: "02fb3da4-130e-11e9-8e44-0016e04115b",
    });
    expect(status).toBe(200);
    expect(Object.keys(body).sort()).toEqual(["Name", "RequestId", "SslVpnServerId"]);
    expect(body.Name).toBe("test");
    expect(body.SslVpnServerId).toMatch(/^vss-bp1[a-z0-9]{18}$/);
    expect(body.RequestId).toMatch(/^[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}$/);
  });

  test("ModifySslVpnServer", async () => {
    const bench = await sampleLab("single", "cgw-1");
    const id = "vss-bp18q7hzj6largv4v****";
    await bench.makeSsl();
    const made = at(bench.simulator.inventory().sslVpnServers, 0);
    bench.simulator.remove(made.SslVpnServerId);
    bench.simulator.put({ ...made, SslVpnServerId: id, CreateTime: 1492753580000 });
    const { body } = await legacy(bench.simulator, "ModifySslVpnServer", {
      SslVpnServerId: id,
      Name: "test",
      ClientIpPool: "10.30.30.0/24",
      LocalSubnet: "10.20.20.0/24",
      Proto: "UDP",
      Cipher: "AES-128-CBC",
      Port: "1194",
      Compress: "false",
      EnableMultiFactorAuth: "false",
      IDaaSInstanceId: "idaas-cn-hangzhou-****",
      IDaaSRegionId: "cn-hangzhou",
      IDaaSApplicationId: "app_my6g4qmvnwxzj2f****",
    });
    expect(body).toEqual({
      InternetIp: "47.98.XX.XX",
      IDaaSInstanceId: "idaas-cn-hangzhou-****",
      CreateTime: 1492753580000,
      VpnGatewayId: "vpn-bp1q8bgx4xnkm2ogj****",
      Compress: false,
      Port: 1194,
      // The page lost the two blocks; the SDK's comments have them.
      LocalSubnet: "10.20.20.0/24",
      RegionId: "cn-hangzhou",
      Cipher: "AES-128-CBC",
      RequestId: expect.any(String) as unknown,
      Connections: 0,
      SslVpnServerId: id,
      MaxConnections: 5,
      Name: "test",
      EnableMultiFactorAuth: false,
      ClientIpPool: "10.30.30.0/24",
      Proto: "UDP",
      ResourceGroupId: "rg-acfmzs372yg****",
      IDaaSApplicationId: "app_my6g4qmvnwxzj2f****",
      IDaaSInstanceVersion: "EIAM 2.0",
    });
  });

  test("ModifyVpnConnectionAttribute, single-tunnel", async () => {
    const bench = await sampleLab("single", singleSample.CustomerGatewayId);
    await bench.makeConnection();
    rename(bench, {});
    const { body } = await legacy(bench.simulator, "ModifyVpnConnectionAttribute", {
      VpnConnectionId: singleSample.VpnConnectionId,
      Name: "nametest",
      LocalSubnet: "10.1.1.0/24,10.1.2.0/24",
      RemoteSubnet: "10.2.1.0/24,10.2.2.0/24",
      EffectImmediately: "false",
      IkeConfig:
        '{"Psk":"pgw6dy7d1i8i****","IkeVersion":"ikev1","IkeMode":"main","IkeEncAlg":"aes","IkeAuthAlg":"sha1",' +
        '"IkePfs":"group2","IkeLifetime":86400,"LocalId":"116.64.XX.XX","RemoteId":"139.18.XX.XX"}',
      IpsecConfig: '{"IpsecEncAlg":"aes","IpsecAuthAlg":"sha1","IpsecPfs":"group2","IpsecLifetime":86400}',
      HealthCheckConfig: '{"enable":"true","dip":"192.168.1.1","sip":"10.1.1.1","interval":"3","retry":"3"}',
      AutoConfigRoute: "true",
      EnableDpd: "true",
      EnableNatTraversal: "true",
      BgpConfig:
        '{"EnableBgp":"true","LocalAsn":"65530","TunnelCidr":"169.254.11.0/30","LocalBgpIp":"169.254.11.1"}',
    });
    expect(body).toEqual({ ...singleSample, RequestId: expect.any(String) as unknown });
  });

  test("ModifyVpnConnectionAttribute, dual-tunnel", async () => {
    const bench = await sampleLab("dual", masterSample.CustomerGatewayId);
    // The sample has a CA certificate, which only ShangMi gateways take, and algorithms only normal ones take.
    await bench.makeDual({ vpnGatewayId: bench.single });
    const made = at(bench.simulator.inventory().vpnConnections, 0);
    const Tunnels = made.Mode === "dual" ? made.Tunnels : [];
    const { TunnelId, RemoteCaCertificate } = masterSample;
    rename(bench, { Tunnels: [{ ...at(Tunnels, 0), TunnelId, RemoteCaCertificate }, at(Tunnels, 1)] });
    const prefix = "TunnelOptionsSpecification.1";
    const { body } = await legacy(bench.simulator, "ModifyVpnConnectionAttribute", {
      VpnConnectionId: singleSample.VpnConnectionId,
      Name: "nametest",
      LocalSubnet: "10.1.1.0/24,10.1.2.0/24",
      RemoteSubnet: "10.2.1.0/24,10.2.2.0/24",
      EnableTunnelsBgp: "true",
      [`${prefix}.TunnelId`]: TunnelId,
      [`${prefix}.Role`]: "master",
      [`${prefix}.EnableDpd`]: "true",
      [`${prefix}.EnableNatTraversal`]: "true",
      ...flat(`${prefix}.TunnelIkeConfig`, masterSample.TunnelIkeConfig),
      ...flat(`${prefix}.TunnelIpsecConfig`, masterSample.TunnelIpsecConfig),
      ...flat(`${prefix}.TunnelBgpConfig`, {
        LocalAsn: 65530,
        TunnelCidr: "169.254.10.0/30",
        LocalBgpIp: "169.254.10.1",
      }),
      // BGP is for both tunnels, so the other one needs its block as well.
      "TunnelOptionsSpecification.2.Role": "slave",
      "TunnelOptionsSpecification.2.TunnelBgpConfig.TunnelCidr": "169.254.12.0/30",
    });
    const { CreateTime, EffectImmediately, VpnGatewayId, LocalSubnet, RemoteSubnet } = singleSample;
    const { VpnConnectionId, Description, Name, ResourceGroupId } = singleSample;
    expect(body).toEqual({
      ...{ CreateTime, EffectImmediately, VpnGatewayId, LocalSubnet, RemoteSubnet, VpnConnectionId },
      ...{ Description, Name, ResourceGroupId },
      EnableTunnelsBgp: true,
      RequestId: expect.any(String) as unknown,
      TunnelOptionsSpecification: {
        TunnelOptions: [masterSample, expect.objectContaining({ Role: "slave", State: "active" }) as unknown],
      },
    });
  });

  test("the SDK reads every field of these answers", async () => {
    const bench = await sampleLab("single", singleSample.CustomerGatewayId);
    const id = await bench.makeConnection();
    const { body } = await bench.modifyConnection(id, { name: "x" });
    expect(body).toMatchObject({
      vpnConnectionId: id,
      enableDpd: true,
      ikeConfig: { ikeLifetime: 86400, ikeVersion: "ikev2" },
      vpnBgpConfig: { enableBgp: "false" },
      vcoHealthCheck: { enable: "false", interval: 0 },
    });
    expect(body).toBeInstanceOf(vpc.ModifyVpnConnectionAttributeResponseBody);
  });
});

function flat(prefix: string, values: Record<string, string | number>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).map(([key, value]) => [`${prefix}.${key}`, String(value)]),
  );
}
