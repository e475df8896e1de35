import * as pulumi from "@pulumi/pulumi";
import { Provider } from "../../../provider/src";
import { type Declaration, component, connection, declare, dual, run, server, useMocks } from "./programs";

beforeAll(() => useMocks());

const remote = (block: string) => ({ ...connection, remoteSubnets: [block] });
/** As the engine answers in a preview. */
const unknown = () => Object.assign(pulumi.output("vpn-1"), { isKnown: Promise.resolve(false) });

/** Fifteen programs, some in several runs of one process, in which nothing is the matter. */
const innocent: readonly (readonly [title: string, ...runs: (() => readonly Declaration[])[]])[] = [
  [
    "a server is renamed by an alias",
    () => [["SslVpnServer", "staff", server]],
    () => [["SslVpnServer", "people", server, { aliases: [{ name: "staff" }] }]],
  ],
  [
    "a connection is moved into a component",
    () => [["VpnConnection", "office", connection]],
    () => [
      [
        "VpnConnection",
        "office",
        connection,
        { parent: component("acme:Site", "site"), aliases: [{ name: "office" }] },
      ],
    ],
  ],
  [
    "two tunnel CIDRs are swapped",
    () => [
      ["VpnConnection", "a", dual(["169.254.10.0/30", "169.254.11.0/30"])],
      [
        "VpnConnection",
        "b",
        { ...dual(["169.254.12.0/30", "169.254.13.0/30"]), remoteSubnets: ["10.8.0.0/16"] },
      ],
    ],
    () => [
      ["VpnConnection", "a", dual(["169.254.12.0/30", "169.254.11.0/30"])],
      [
        "VpnConnection",
        "b",
        { ...dual(["169.254.10.0/30", "169.254.13.0/30"]), remoteSubnets: ["10.8.0.0/16"] },
      ],
    ],
  ],
  [
    "the subnets of two connections to one peer are swapped",
    () => [
      ["VpnConnection", "a", remote("192.168.0.0/24")],
      ["VpnConnection", "b", remote("192.168.9.0/24")],
    ],
    () => [
      ["VpnConnection", "a", remote("192.168.9.0/24")],
      ["VpnConnection", "b", remote("192.168.0.0/24")],
    ],
  ],
  [
    "a server is replaced, on another gateway",
    () => [["SslVpnServer", "staff", server]],
    () => [["SslVpnServer", "staff", { ...server, vpnGatewayId: "vpn-9" }]],
  ],
  [
    "a connection is replaced, made before the old one is deleted",
    () => [["VpnConnection", "a", connection]],
    () => [
      ["VpnConnection", "a", { ...connection, customerGatewayId: "cgw-9" }, { deleteBeforeReplace: false }],
    ],
  ],
  [
    "a server takes the place of one that is gone",
    () => [["SslVpnServer", "staff", server]],
    () => [["SslVpnServer", "guests", server]],
  ],
  [
    "one key is changed for all connections to a peer",
    () => [
      ["VpnConnection", "a", connection],
      ["VpnConnection", "b", remote("192.168.9.0/24")],
    ],
    () => [
      ["VpnConnection", "a", { ...connection, ikeConfig: { psk: "next" } }],
      ["VpnConnection", "b", { ...remote("192.168.9.0/24"), ikeConfig: { psk: pulumi.secret("next") } }],
    ],
  ],
  [
    "IKE settings are the same in other spellings, or given for one only",
    () => [
      [
        "VpnConnection",
        "a",
        { ...connection, ikeConfig: { psk: "k", ikeLifetime: "3600", ikeMode: "main" } },
      ],
      ["VpnConnection", "b", { ...remote("192.168.9.0/24"), ikeConfig: { psk: "k", ikeLifetime: 3600 } }],
    ],
  ],
  [
    "the same traffic and tunnel CIDR, on two gateways",
    () => [
      [
        "VpnConnection",
        "a",
        { ...connection, bgpConfig: { enableBgp: true, tunnelCidr: "169.254.10.0/30" } },
      ],
      [
        "VpnConnection",
        "b",
        {
          ...connection,
          vpnGatewayId: "vpn-9",
          bgpConfig: { enableBgp: true, tunnelCidr: "169.254.10.0/30" },
        },
      ],
    ],
  ],
  [
    "the same traffic with two peers, with keys of their own",
    () => [
      ["VpnConnection", "a", connection],
      [
        "VpnConnection",
        "b",
        { ...connection, customerGatewayId: "cgw-2", ikeConfig: { psk: "k", ikeVersion: "ikev1" } },
      ],
    ],
  ],
  [
    "a peer is the master of one connection and the slave of another",
    () => {
      const { tunnels, ...rest } = dual(["169.254.10.0/30", "169.254.11.0/30"]) as {
        tunnels: { master: object; slave: object };
      };
      const other = dual(["169.254.12.0/30", "169.254.13.0/30"], { psk: "other" }) as typeof rest & {
        tunnels: typeof tunnels;
      };
      return [
        ["VpnConnection", "a", { ...rest, tunnels }],
        [
          "VpnConnection",
          "b",
          { ...rest, tunnels: { master: other.tunnels.slave, slave: other.tunnels.master } },
        ],
      ];
    },
  ],
  [
    "clients reach a site, so their pool is a local subnet; routes to it are nobody's business where none are made",
    () => [
      ["SslVpnServer", "staff", server],
      ["VpnConnection", "a", { ...connection, localSubnets: ["10.0.0.0/16", "10.250.0.0/24"] }],
      ["VpnConnection", "b", { ...remote("10.250.0.0/24"), autoConfigRoute: "false" }],
      [
        "VpnConnection",
        "c",
        {
          ...connection,
          customerGatewayId: "cgw-2",
          localSubnets: ["0.0.0.0/0"],
          remoteSubnets: ["0.0.0.0/0"],
        },
      ],
    ],
  ],
  [
    "the same client pool in two regions or with two providers",
    () => [
      ["SslVpnServer", "a", { ...server, regionId: "cn-hangzhou" }],
      ["SslVpnServer", "b", { ...server, regionId: "cn-beijing", vpnGatewayId: "vpn-2" }],
    ],
    () => [
      ["SslVpnServer", "a", server],
      ["SslVpnServer", "b", { ...server, vpnGatewayId: "vpn-2" }, { provider: new Provider("p") }],
    ],
    // As components hand their providers down.
    () =>
      ["beijing", "tokyo"].map((name) => {
        const parent = new pulumi.ComponentResource(
          "acme:network:Site",
          name,
          {},
          {
            providers: [new Provider(name)],
          },
        );
        return ["SslVpnServer", name, { ...server, vpnGatewayId: `vpn-${name}` }, { parent }];
      }),
  ],
  [
    "a resource is only read beside the one that stands there",
    () => [
      ["SslVpnServer", "staff", server],
      ["SslVpnServer", "read", server, { id: "vss-1" }],
    ],
  ],
];

describe("nothing is refused or told where", () => {
  it.each(innocent.map(([title, ...runs]) => [title, runs] as const))("%s", async (_title, runs) => {
    for (const program of runs) expect(await run(program)).toEqual({ refused: [], warned: [] });
  });

  it("and there are fifteen of them", () => {
    expect(innocent).toHaveLength(15);
  });
});

describe("a gateway that isn't known yet", () => {
  const two = (one: unknown, other: unknown): Declaration[] => [
    ["SslVpnServer", "a", { ...server, vpnGatewayId: one }],
    ["SslVpnServer", "b", { ...server, clientIpPool: "10.251.0.0/24", vpnGatewayId: other }],
  ];

  it("is the same where it is the same output", async () => {
    const { refused } = await run(() => {
      const gateway = unknown();
      return two(gateway, gateway);
    });
    expect(refused).toEqual([
      expect.stringMatching(
        /^SslVpnServer a and .* b conflict:\n {2}vpnGatewayId: both are on the same gateway/,
      ),
    ]);
  });

  it("may be any other where it is another output, so nothing is said", async () => {
    expect(await run(() => two(unknown(), unknown()))).toEqual({ refused: [], warned: [] });
  });
});

describe("what ignoreChanges leaves as it is in the state isn't known here:", () => {
  const a: Declaration = [
    "VpnConnection",
    "a",
    { ...connection, bgpConfig: { enableBgp: true, tunnelCidr: "169.254.10.0/30" } },
  ];
  const b = { ...remote("192.168.9.0/24"), ikeConfig: { psk: "other" } };
  it.each([
    ["nothing", [], 1],
    ["one of two", ["ikeConfig.psk"], 1],
    ["both, one by a block that isn't given", ['["ikeConfig"].psk', "bgpConfig.enableBgp"], 0],
    ["all", ["*"], 0],
    ["the gateway", ["vpnGatewayId"], 0],
  ])("%s", async (_title, ignoreChanges, conflicts) => {
    const { refused } = await run(() => [a, ["VpnConnection", "b", b, { ignoreChanges }]]);
    expect(refused).toHaveLength(conflicts);
  });
});

describe("a resource that is refused for itself", () => {
  it("conflicts with others all the same, and is told of both at once", async () => {
    const { refused } = await run(() => [
      ["SslVpnServer", "a", server],
      ["SslVpnServer", "b", { ...server, port: 22 }],
    ]);
    expect(refused[0]?.split("\n")).toEqual([
      "SslVpnServer b: 1 argument is refused:",
      expect.stringContaining("port: 22"),
      "SslVpnServer a and SslVpnServer b conflict:",
      expect.stringContaining("both are on gateway vpn-1"),
    ]);
  });

  it("has no conflict by a value that is refused", async () => {
    const bgpConfig = { enableBgp: true, tunnelCidr: "169.254.0.0/30" };
    const { refused } = await run(() => [
      ["VpnConnection", "a", { ...connection, bgpConfig }],
      ["VpnConnection", "b", { ...remote("192.168.9.0/24"), bgpConfig }],
    ]);
    expect(refused).toHaveLength(2);
    expect(refused.join()).not.toContain("conflict");
  });
});

it("resources of one name are told apart by the components that they are in", async () => {
  const { refused } = await run(() => [
    ["SslVpnServer", "staff", server],
    [
      "SslVpnServer",
      "staff",
      server,
      { parent: component("acme:Site", "site", component("acme:Region", "east")) },
    ],
  ]);
  expect(refused).toEqual([
    expect.stringMatching(/^SslVpnServer staff and SslVpnServer staff in acme:Region\$acme:Site conflict:/),
  ]);
});

it("a mistake in a loop names five others, and counts the rest", async () => {
  const { refused } = await run(() =>
    Array.from({ length: 8 }, (_, index): Declaration => ["SslVpnServer", `s${index}`, server]),
  );
  expect(refused.map((message) => message.match(/conflict:/g)?.length)).toEqual([1, 2, 3, 4, 5, 5, 5]);
  expect(refused.at(-1)).toMatch(/… and 2 more like it\.$/);
});

describe("programs in one process", () => {
  const program = (): Declaration[] => [["SslVpnServer", `staff-${Math.random()}`, server]];

  it("have nothing to do with each other", async () => {
    expect([await run(program), await run(program)]).toEqual(Array(2).fill({ refused: [], warned: [] }));
  });

  it("aren't told apart without a stack, as in tests of components, so nothing is compared there", async () => {
    await useMocks();
    expect(await declare([...program(), ...program()])).toEqual([]);
  });
});

it("comparing hundreds on one gateway costs the program milliseconds", async () => {
  const many = Array.from({ length: 200 }, (_, index): Declaration => {
    const bgpConfig = { tunnelCidr: `169.254.${index + 10}.0/30`, enableBgp: true };
    return ["VpnConnection", `c${index}`, { ...remote(`192.168.${index}.0/24`), bgpConfig }];
  });
  const timed = async () => {
    const start = process.hrtime.bigint();
    expect(await declare(many)).toEqual([]);
    return Number(process.hrtime.bigint() - start) / 1e6;
  };
  const times: number[] = [];
  for (let turn = 0; turn < 3; turn += 1)
    await pulumi.runtime.runInPulumiStack(async () => {
      times.push(await timed());
    });
  // The bound is for a machine with no time to spare.
  expect(Math.min(...times)).toBeLessThan(1000);
});
