import * as pulumi from "@pulumi/pulumi";
import { SslVpnServer, VpnConnection } from "../../../provider/src";
import { connection as least, server } from "../program/args";

const strong = {
  ikeConfig: { ikeAuthAlg: "sha256", ikePfs: "group14" },
  ipsecConfig: { ipsecAuthAlg: "sha256", ipsecPfs: "group14" },
} as const;
const connection = { ...least, ...strong };

beforeAll(async () => {
  await pulumi.runtime.setMocks(
    { newResource: ({ name, inputs }) => ({ id: `${name}-id`, state: inputs as object }), call: () => ({}) },
    "network",
    "prod",
  );
});

const told: string[] = [];

beforeEach(() => {
  told.splice(0);
  jest.spyOn(pulumi.log, "warn").mockImplementation((message) => {
    told.push(message);
    return Promise.resolve();
  });
});

afterEach(() => jest.restoreAllMocks());

const registered = async (resource: pulumi.CustomResource) =>
  await new Promise((resolve) => {
    resource.id.apply(resolve);
  });

describe("what is weak or odd", () => {
  it("is told once by the constructor, with the resource and the path", async () => {
    await registered(new SslVpnServer("staff", { ...server, cipher: "none" }));
    expect(told).toEqual([expect.stringMatching(/^SslVpnServer staff: cipher: "none" leaves/)]);
  });

  it("is told of what an output turns out to be", async () => {
    const ikeConfig = pulumi.output({ ...strong.ikeConfig, psk: "k", ikeEncAlg: "des" as const });
    await registered(new VpnConnection("office", { ...connection, ikeConfig }));
    expect(told).toEqual([
      expect.stringMatching(/^VpnConnection office: ikeConfig\.ikeEncAlg: "des" has keys of 56 bits/),
    ]);
  });

  it("is not told where there is nothing weak, nor of a resource that is only read", async () => {
    await registered(new SslVpnServer("staff", server));
    await registered(new VpnConnection("office", connection));
    await registered(SslVpnServer.get("other", "vss-1"));
    expect(told).toEqual([]);
  });
});

describe("ciphers that a connection leaves to the service", () => {
  it("are told once for the connection, with what the service takes and how to silence it", async () => {
    await registered(new VpnConnection("office", least));
    expect(told).toEqual([
      "VpnConnection office: ikeConfig.ikeAuthAlg, ikeConfig.ikePfs, ipsecConfig.ipsecAuthAlg, ipsecConfig.ipsecPfs: " +
        'left to the service, whose choice is weak: "md5" is broken; use sha256. "group2" has 1024 bits, which a state ' +
        "can find; use group14. To silence this: pulumi config set alicloud-vpn:cipherWarnings off",
    ]);
  });

  it("of two tunnels are told once, too", async () => {
    const { customerGatewayId, ...rest } = least;
    const tunnel = { customerGatewayId, ...strong };
    const slave = { customerGatewayId: "cgw-2", ikeConfig: strong.ikeConfig };
    await registered(new VpnConnection("office", { ...rest, tunnels: { master: tunnel, slave } }));
    expect(told).toEqual([
      expect.stringMatching(
        /^VpnConnection office: tunnels\.\*\.ipsecConfig\.ipsecAuthAlg, tunnels\.\*\.ipsecConfig\.ipsecPfs: left/,
      ),
    ]);
  });

  it("aren't told of a ShangMi gateway's hashes, whose default is sm3", async () => {
    const ikeConfig = { ikeEncAlg: "sm4", ikePfs: "group14" } as const;
    const ipsecConfig = { ipsecEncAlg: "sm4", ipsecPfs: "group14" } as const;
    await registered(new VpnConnection("office", { ...least, ikeConfig, ipsecConfig }));
    expect(told).toEqual([]);
  });

  it("aren't told while they aren't known", async () => {
    const ikeConfig = pulumi.output(new Promise<{ psk: string }>(() => undefined));
    new VpnConnection("office", { ...least, ikeConfig, ipsecConfig: strong.ipsecConfig });
    await new Promise(setImmediate);
    expect(told).toEqual([]);
  });

  it.each([
    ["the stack's configuration", () => pulumi.runtime.setConfig("alicloud-vpn:cipherWarnings", "off")],
    ["the environment", () => (process.env.ALICLOUD_VPN_CIPHER_WARNINGS = "off")],
  ])("are silenced by %s, with the weak ones that a program names", async (_, silence) => {
    silence();
    await registered(new VpnConnection("office", { ...least, ikeConfig: { ikeEncAlg: "des" } }));
    expect(told).toEqual([]);
    pulumi.runtime.setAllConfig({});
    delete process.env.ALICLOUD_VPN_CIPHER_WARNINGS;
  });
});
