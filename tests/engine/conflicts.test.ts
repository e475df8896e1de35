import { changes, until } from "./harness";
import { type Ids, type Stage, declaration, next, stage, staff, told } from "./stage";

const urn = (name: string, kind = "VpnConnection") =>
  `urn:pulumi:dev::test::pulumi-nodejs:dynamic/alicloud-vpn:${kind}::${name}`;

/** Changes keep a gateway busy for so long. */
const simulator = { busy: "150ms" };

const connection = ({ single }: Ids, name: string, peer: string, args: object): string =>
  declaration("VpnConnection", name, { vpnGatewayId: single, customerGatewayId: peer, ...args }, {});

/** Calls that the service refused, by what it said. */
const refusals = (made: Stage): string[] => [
  ...new Set(told(made.newCalls(), /^(Create|Modify)/).filter((call) => !call.endsWith(" ok"))),
];

/** The next `up` fails for each of both, with the command that converges; that command is run then. */
async function convergesAsAdvised(made: Stage, program: string, names: readonly string[], refusal: string) {
  next(made, program);
  const up = await made.project.up();
  expect(up.code).not.toBe(0);
  const shown = up.stdout + up.stderr;
  for (const name of names) expect(shown).toContain(`pulumi up --replace '${urn(name)}'`);
  expect(refusals(made)).toEqual([refusal]);
  const [first = ""] = names;
  const again = await made.project.up("--replace", urn(first));
  expect(again.stderr).toBe("");
  expect(again.code).toBe(0);
}

/** Stored values by the connections' names. */
function stored<T>({ simulator: service }: Stage, value: (one: StoredConnection) => T): Record<string, T> {
  const all = service.inventory().vpnConnections.map((one) => [one.Name, value(one)] as const);
  return Object.fromEntries(all);
}

type StoredConnection = ReturnType<Stage["simulator"]["inventory"]>["vpnConnections"][number];

test("two tunnel CIDRs swapped between connections: refused with the command that converges", async () => {
  const tunnel = (peer: string, block: string) => ({
    customerGatewayId: peer,
    bgpConfig: { localAsn: 65530, tunnelCidr: `${block}.0/30`, localBgpIp: `${block}.1` },
  });
  const program = ({ dual, peers: [, one = "", two = ""] }: Ids, first: string, second: string): string =>
    [
      ["north", first, "169.254.12", "10.8.0.0/16"],
      ["south", second, "169.254.13", "10.9.0.0/16"],
    ]
      .map(([name = "", master = "", slave = "", remote]) =>
        declaration(
          "VpnConnection",
          name,
          {
            vpnGatewayId: dual,
            localSubnets: ["10.0.0.0/16"],
            remoteSubnets: [remote],
            enableTunnelsBgp: true,
            tunnels: { master: tunnel(one, master), slave: tunnel(two, slave) },
          },
          {},
        ),
      )
      .join("\n");
  const made = await stage((ids) => program(ids, "169.254.10", "169.254.11"), {
    simulator: { ...simulator, siblings: "unchecked" },
  });
  expect((await made.project.up()).code).toBe(0);
  made.newCalls();
  await convergesAsAdvised(
    made,
    program(made.ids, "169.254.11", "169.254.10"),
    ["north", "south"],
    "ModifyVpnConnectionAttribute IllegalParam.TunnelCidr",
  );
  expect(stored(made, (one) => one.Mode === "dual" && one.Tunnels[0]?.TunnelBgpConfig.TunnelCidr)).toEqual({
    north: "169.254.11.0/30",
    south: "169.254.10.0/30",
  });
});

/** Two connections of one customer gateway, which need remote subnets that don't overlap. */
const siblings = (ids: Ids, north: string, south: string): [string, string] => {
  const one = (name: string, remote: string): string =>
    connection(ids, name, ids.peers[0] ?? "", {
      localSubnets: ["10.0.0.0/16"],
      remoteSubnets: [remote],
      ikeConfig: { psk: "planted-shared-key" },
    });
  return [one("north", north), one("south", south)];
};

const overlap = "ModifyVpnConnectionAttribute VpnConnectionParamInvalid.SameVpnAndCgwTrafficSelectorOverlap";

test("traffic selectors swapped: refused with the command that converges", async () => {
  const [one, other] = ["192.168.1.0/24", "192.168.2.0/24"] as const;
  const made = await stage((ids) => siblings(ids, one, other).join("\n"), { simulator });
  expect((await made.project.up()).code).toBe(0);
  made.newCalls();
  await convergesAsAdvised(made, siblings(made.ids, other, one).join("\n"), ["north", "south"], overlap);
  expect(stored(made, ({ RemoteSubnet }) => RemoteSubnet)).toEqual({ north: other, south: one });
});

test("traffic selectors moved on: one up, also where the change that makes room comes seconds later", async () => {
  const [one, other, third] = ["192.168.1.0/24", "192.168.2.0/24", "192.168.3.0/24"] as const;
  const made = await stage((ids) => siblings(ids, one, other).join("\n"), { simulator });
  expect((await made.project.up()).code).toBe(0);
  made.newCalls();
  const [north, south] = siblings(made.ids, other, third);
  const whenTold = `const waiting = setInterval(() => {
    if (!require("fs").existsSync("go-on")) return;
    clearInterval(waiting);
    ${south}
  }, 50);`;
  next(made, `${north}\n${whenTold}`);
  const running = made.project.up();
  await until(() => told(made.simulator.calls()).includes(overlap));
  await new Promise((resolve) => setTimeout(resolve, 2_000));
  made.project.write("go-on", "");
  const up = await running;
  expect([up.stderr, up.code]).toEqual(["", 0]);
  expect(refusals(made)).toEqual([overlap]);
  expect(stored(made, ({ RemoteSubnet }) => RemoteSubnet)).toEqual({ north: other, south: third });
});

test("a key rotated that two connections share: refused with the command that converges", async () => {
  const program = (ids: Ids, psk: string): string =>
    ["north", "south"]
      .map((name, index) =>
        connection(ids, name, ids.peers[0] ?? "", {
          localSubnets: ["10.0.0.0/16"],
          remoteSubnets: [`192.168.${index}.0/24`],
          ikeConfig: { psk },
        }),
      )
      .join("\n");
  const made = await stage((ids) => program(ids, "planted-old-key"), { simulator });
  expect((await made.project.up()).code).toBe(0);
  made.newCalls();
  await convergesAsAdvised(
    made,
    program(made.ids, "planted-new-key"),
    ["north", "south"],
    "ModifyVpnConnectionAttribute VpnConnectionParamInvalid.SameVpnAndCgwDifferentIkeConfigs",
  );
  expect(stored(made, (one) => one.Mode === "single" && one.IkeConfig.Psk)).toEqual({
    north: "planted-new-key",
    south: "planted-new-key",
  });
});

test("a connection renamed with an alias, and later a new one of its old name: each has a connection of its own", async () => {
  const one = (ids: Ids, name: string, peer: number, options: object = {}): string => {
    const args = {
      vpnGatewayId: ids.single,
      customerGatewayId: ids.peers[peer],
      localSubnets: ["10.0.0.0/16"],
      remoteSubnets: ["192.168.0.0/24"],
    };
    return declaration("VpnConnection", name, args, options);
  };
  const made = await stage((ids) => one(ids, "office", 0), { simulator });
  await made.project.up();
  const before = (await made.project.resource("office"))?.id;
  next(made, one(made.ids, "headquarters", 0, { aliases: [{ name: "office" }] }));
  expect(changes(await made.project.up())).toEqual([]);
  // The new one is made first, when nobody has said yet that the connection with its mark is another's.
  const renamed = one(made.ids, "headquarters", 0);
  next(made, `${one(made.ids, "office", 1)}\nsetTimeout(() => {\n${renamed}\n}, 500);`);
  const up = await made.project.up();
  expect([up.stderr, up.code, changes(up)]).toEqual(["", 0, ["create office"]]);
  expect((await made.project.resource("headquarters"))?.id).toBe(before);
  const known = [before, (await made.project.resource("office"))?.id];
  const live = made.simulator.inventory().vpnConnections.map(({ VpnConnectionId }) => VpnConnectionId);
  expect(known.sort()).toEqual(live.sort());
  expect(live).toHaveLength(2);
});

test("an SSL server renamed in the program without an alias: the error has the aliases line that converges", async () => {
  const made = await stage((ids) => staff(ids), { simulator });
  await made.project.up();
  const before = (await made.project.resource("staff"))?.id;
  const people = (options: object): string =>
    declaration(
      "SslVpnServer",
      "people",
      { vpnGatewayId: made.ids.single, clientIpPool: "10.250.0.0/24", localSubnets: ["10.0.0.0/16"] },
      options,
    );
  made.newCalls();
  next(made, people({}));
  const up = await made.project.up();
  expect(up.code).not.toBe(0);
  const [, aliases = ""] = /add aliases: (\[.*?\]) to its options/.exec(up.stdout + up.stderr) ?? [];
  expect(aliases).toBe('[{ name: "staff" }]');
  expect(refusals(made)).toEqual(["CreateSslVpnServer SslVpnServer.AlreadyExist"]);
  // The text of the error is pasted into the program as it stands.
  next(made, people({}).replace(", {});", `, { aliases: ${aliases} });`));
  const again = await made.project.up();
  expect([again.code, changes(again)]).toEqual([0, []]);
  expect((await made.project.resource("people"))?.id).toBe(before);
});

test("a client pool moved from one server to another of the VPC: one up, in the order that the service takes", async () => {
  const server = (vpnGatewayId: string, name: string, clientIpPool: string): string =>
    declaration("SslVpnServer", name, { vpnGatewayId, clientIpPool, localSubnets: ["10.0.0.0/16"] }, {});
  const program = (one: string, other: string): string =>
    [server("vpn-one", "one", one), server("vpn-two", "two", other)].join("\n");
  const made = await stage(() => program("10.250.0.0/24", "10.251.0.0/24"), {
    simulator: {
      ...simulator,
      gateways: ["vpn-one", "vpn-two"].map((id) => ({ id, ssl: true, vpcId: "vpc-shared" })),
    },
  });
  expect((await made.project.up()).code).toBe(0);
  made.newCalls();
  // What frees the pool comes late, so that the change that needs it is refused first.
  made.simulator.faults.add({
    kind: "delay",
    ms: 800,
    operation: "ModifySslVpnServer",
    gatewayId: "vpn-two",
  });
  next(made, program("10.251.0.0/24", "10.252.0.0/24"));
  const up = await made.project.up();
  expect(up.stderr).toBe("");
  expect(up.code).toBe(0);
  expect(refusals(made)).toEqual(["ModifySslVpnServer IpConflict"]);
  const pools = made.simulator
    .inventory()
    .sslVpnServers.map(({ Name, ClientIpPool }) => [Name, ClientIpPool]);
  expect(Object.fromEntries(pools)).toEqual({ one: "10.251.0.0/24", two: "10.252.0.0/24" });
});
