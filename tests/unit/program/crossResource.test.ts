import * as pulumi from "@pulumi/pulumi";
import { type Declaration, connection, dual, run, server, useMocks } from "./programs";

beforeAll(() => useMocks());

const other = { ...connection, remoteSubnets: ["192.168.9.0/24"] };
const bgp = (tunnelCidr: string, enableBgp = true) => ({ enableBgp, tunnelCidr, localAsn: 65530 });
const anotherPeer = { ...other, customerGatewayId: "cgw-2" };

/** Two declarations, and what is said of them: of whichever comes second. */
type Pair = readonly [title: string, one: Declaration, other: Declaration, message: readonly string[]];

const conflicts: readonly Pair[] = [
  [
    "two SSL servers on a gateway",
    ["SslVpnServer", "staff", server],
    ["SslVpnServer", "guests", { ...server, clientIpPool: "10.251.0.0/24" }],
    [
      "SslVpnServer guests and SslVpnServer staff conflict:",
      "  vpnGatewayId: both are on gateway vpn-1, which takes one SSL server (the service would answer SslVpnServer.AlreadyExist)",
    ],
  ],
  [
    "a tunnel CIDR used twice on a gateway",
    ["VpnConnection", "a", { ...connection, bgpConfig: bgp("169.254.10.0/30") }],
    ["VpnConnection", "b", { ...anotherPeer, bgpConfig: bgp("169.254.10.0/30") }],
    [
      "VpnConnection a and VpnConnection b conflict:",
      '  bgpConfig.tunnelCidr: both are "169.254.10.0/30": each tunnel of a gateway needs its own (the service would answer IllegalParam.TunnelCidr)',
    ],
  ],
  [
    "a tunnel CIDR of a master and a slave",
    ["VpnConnection", "a", dual(["169.254.10.0/30", "169.254.11.0/30"])],
    [
      "VpnConnection",
      "b",
      {
        ...dual(["169.254.12.0/30", "169.254.10.0/30"]),
        remoteSubnets: ["192.168.9.0/24"],
      },
    ],
    [
      "VpnConnection a and VpnConnection b conflict:",
      '  tunnels.master.bgpConfig.tunnelCidr and tunnels.slave.bgpConfig.tunnelCidr: both are "169.254.10.0/30": each tunnel of a gateway needs its own (the service would answer IllegalParam.TunnelCidr)',
    ],
  ],
  [
    "keys that differ, beside arguments that are null",
    ["VpnConnection", "a", { ...connection, ikeConfig: { psk: "one", localId: null }, tunnels: null }],
    ["VpnConnection", "b", { ...other, ikeConfig: { psk: "other", ikeMode: null }, bgpConfig: null }],
    [
      "VpnConnection a and VpnConnection b conflict:",
      "  ikeConfig.psk: [secret] and [secret] differ: connections between one gateway and one customer gateway share key and IKE settings (the service would answer VpnConnectionParamInvalid.SameVpnAndCgwDifferentIkeConfigs)",
    ],
  ],
  [
    "traffic that two connections to one peer share",
    ["VpnConnection", "a", connection],
    [
      "VpnConnection",
      "b",
      { ...connection, localSubnets: ["10.9.0.0/24", "10.0.3.0/24"], remoteSubnets: ["192.168.0.0/16"] },
    ],
    [
      "VpnConnection a and VpnConnection b conflict:",
      "  localSubnets 10.0.0.0/16 and 10.0.3.0/24 overlap, and so do remoteSubnets 192.168.0.0/24 and 192.168.0.0/16: connections between one gateway and one customer gateway each have traffic of their own (the service would answer VpnConnectionParamInvalid.SameVpnAndCgwTrafficSelectorOverlap)",
    ],
  ],
  [
    "two keys and versions for one peer",
    ["VpnConnection", "a", connection],
    ["VpnConnection", "b", { ...other, ikeConfig: { psk: "second-key", ikeVersion: "ikev1" } }],
    [
      "VpnConnection a and VpnConnection b conflict:",
      "  ikeConfig.psk: [secret] and [secret] differ: connections between one gateway and one customer gateway share key and IKE settings (the service would answer VpnConnectionParamInvalid.SameVpnAndCgwDifferentIkeConfigs)",
      '  ikeConfig.ikeVersion: "ikev2" and "ikev1" differ: connections between one gateway and one customer gateway share key and IKE settings (the service would answer VpnConnectionParamInvalid.SameVpnAndCgwDifferentIkeConfigs)',
    ],
  ],
  [
    "two keys in tunnels to one peer",
    ["VpnConnection", "a", dual(["169.254.10.0/30", "169.254.11.0/30"], { psk: "first-key" })],
    [
      "VpnConnection",
      "b",
      {
        ...dual(["169.254.12.0/30", "169.254.13.0/30"], { psk: "second-key" }),
        remoteSubnets: ["192.168.9.0/24"],
      },
    ],
    [
      "VpnConnection a and VpnConnection b conflict:",
      expect.stringMatching(/^ {2}tunnels\.master\.ikeConfig\.psk: \[secret\] and \[secret\] differ: /),
    ] as string[],
  ],
  [
    "BGP for one connection of a gateway and not for another",
    ["VpnConnection", "a", { ...connection, bgpConfig: bgp("169.254.10.0/30") }],
    ["VpnConnection", "b", { ...anotherPeer, bgpConfig: { enableBgp: "false" } }],
    [
      "VpnConnection a and VpnConnection b conflict:",
      "  bgpConfig.enableBgp: on for VpnConnection a and off for VpnConnection b: a gateway has BGP for all its connections or for none (the service would answer IllegalParam.EnableBgp)",
    ],
  ],
  [
    "BGP for one connection of a gateway, of which another doesn't speak",
    ["VpnConnection", "b", { ...connection, bgpConfig: bgp("169.254.10.0/30") }],
    ["VpnConnection", "a", anotherPeer],
    [
      "VpnConnection a and VpnConnection b conflict:",
      expect.stringContaining("on for VpnConnection b and off for VpnConnection a (not given is off): "),
    ] as string[],
  ],
  [
    "a route to the addresses of SSL clients",
    ["SslVpnServer", "staff", server],
    ["VpnConnection", "office", { ...connection, remoteSubnets: ["192.168.0.0/24", "10.250.0.0/25"] }],
    [
      "SslVpnServer staff and VpnConnection office conflict:",
      "  clientIpPool 10.250.0.0/24 and remoteSubnets 10.250.0.0/25 conflict: the gateway can't have a route to addresses of its SSL clients (the service would answer VpnRouteEntry.ConflictSSL)",
    ],
  ],
];

describe("a conflict of two resources is refused in the same words, whichever comes second:", () => {
  it.each(conflicts)("%s", async (_title, one, second, message) => {
    const told = [await run(() => [one, second]), await run(() => [second, one])];
    expect(told[0]?.refused).toHaveLength(1);
    expect(told[0]?.refused[0]?.split("\n")).toEqual(message);
    expect(told[1]).toEqual(told[0]);
    expect(told[0]?.warned).toEqual([]);
  });

  it.each(conflicts)("%s, known later", async (_title, one, [kind, name, args], message) => {
    const late = Object.fromEntries(
      Object.entries(args).map(([key, value]) => [key, pulumi.output(Promise.resolve(value))]),
    );
    const { refused } = await run(() => [[kind, name, late], one]);
    expect(refused[0]?.split("\n")).toEqual(message);
  });

  it("shows no key", async () => {
    for (const [, one, second] of conflicts) {
      const { refused } = await run(() => [one, second]);
      expect(refused.join()).not.toMatch(/first-key|second-key|key-cgw/);
    }
  });
});

const warnings: readonly Pair[] = [
  [
    "client pools that overlap, since the gateways may be of one VPC",
    ["SslVpnServer", "staff", server],
    ["SslVpnServer", "guests", { ...server, vpnGatewayId: "vpn-9", clientIpPool: "10.250.0.0/25" }],
    [
      "SslVpnServer guests and SslVpnServer staff may conflict:",
      "  clientIpPool: 10.250.0.0/25 and 10.250.0.0/24 overlap: the service answers IpConflict if the gateways are of one VPC",
    ],
  ],
  [
    "a pool inside of what a connection leads to",
    ["SslVpnServer", "staff", server],
    ["VpnConnection", "office", { ...connection, remoteSubnets: ["10.250.0.0/16"] }],
    [
      "SslVpnServer staff and VpnConnection office may conflict:",
      expect.stringContaining("  clientIpPool 10.250.0.0/24 and remoteSubnets 10.250.0.0/16 overlap: "),
    ] as string[],
  ],
  [
    "a key that isn't given for one of a peer's connections",
    ["VpnConnection", "a", connection],
    ["VpnConnection", "b", { ...other, ikeConfig: { ikeVersion: "ikev2" } }],
    [
      "VpnConnection a and VpnConnection b may conflict:",
      expect.stringContaining("  ikeConfig.psk: isn't given for VpnConnection b: "),
    ] as string[],
  ],
];

describe("what may conflict is told, and refused nowhere:", () => {
  it.each(warnings)("%s", async (_title, one, second, message) => {
    const told = [await run(() => [one, second]), await run(() => [second, one])];
    expect(told[0]?.refused).toEqual([]);
    expect(told[0]?.warned).toHaveLength(1);
    expect(told[0]?.warned[0]?.split("\n")).toEqual(message);
    expect(told[1]).toEqual(told[0]);
  });
});

it("values that a program marks secret aren't shown when two of them differ", async () => {
  const named = (localId: string) => ({
    ...other,
    ikeConfig: { psk: "first-key", ikeVersion: "ikev2", localId: pulumi.secret(localId) },
  });
  const { refused } = await run(() => [
    ["VpnConnection", "a", { ...named("TOPSECRET-A"), remoteSubnets: ["192.168.8.0/24"] }],
    ["VpnConnection", "b", named("TOPSECRET-B")],
  ]);
  expect(refused.join("\n")).toContain("[secret] and [secret] differ");
  expect(refused.join("\n")).not.toContain("TOPSECRET");
});
