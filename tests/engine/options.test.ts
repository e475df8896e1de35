import { type Act, act, ended, resourcesOf } from "./acts";
import type { Outcome } from "./harness";
import { type Stage, changesIn, next, stage } from "./stage";

/**
 * Pulumi's options, as its docs describe them, on resources of this package: each on a gateway of its own, so that two
 * versions of one program show them all.
 */
const names = {
  server: [
    "portIgnored",
    "cipherReplaces",
    "replaceAnything",
    "createdFirst",
    "protectedOne",
    "targeted",
    "besides",
    "withoutRoom",
  ],
  single: [
    "keyIgnored",
    "algorithmIgnored",
    "removalIgnored",
    "peerIgnored",
    "algorithmReplaces",
    "peerCreatedFirst",
    "renamed",
    "moved",
  ],
  dual: ["lifetimeIgnored", "dpdReplaces"],
} as const;

const gateways = Object.entries(names).flatMap(([kind, all]) =>
  all.map((name) => ({
    id: `vpn-${name}`,
    ssl: kind === "server",
    tunnels: kind === "dual" ? ("dual" as const) : ("single" as const),
  })),
);

/** Declares resources by name, with the arguments that matter. */
const PRELUDE = `
const server = (name, args, options) => new vpn.SslVpnServer(name,
  { vpnGatewayId: "vpn-" + name, clientIpPool: "10.250.0.0/24", localSubnets: ["10.0.0.0/16"], ...args }, options);
const connection = (name, args, options) => new vpn.VpnConnection(name,
  { vpnGatewayId: "vpn-" + name, localSubnets: ["10.0.0.0/16"], remoteSubnets: ["192.168.0.0/24"], ...args }, options);
const single = (name, args, options) => connection(name, { customerGatewayId: "cgw-1", ...args }, options);
const dual = (name, args, options) => {
  const tunnel = (more) => ({ customerGatewayId: "cgw-1", ...more });
  connection(name, { tunnels: { master: tunnel(args.master), slave: tunnel(args.slave) } }, options);
};
class Office extends pulumi.ComponentResource {
  constructor(name) { super("test:Office", name); }
}
`;

const FIRST = `${PRELUDE}
server("portIgnored", { port: 1195 }, { ignoreChanges: ["port"] });
single("keyIgnored", { ikeConfig: { psk: "first-key" } }, { ignoreChanges: ["ikeConfig.psk"] });
single("algorithmIgnored", { ikeConfig: { ikeEncAlg: "aes192", ikePfs: "group5" } }, { ignoreChanges: ["ikeConfig.ikeEncAlg"] });
single("removalIgnored", { ikeConfig: { ikePfs: "group14" } }, { ignoreChanges: ["ikeConfig.ikePfs"] });
single("peerIgnored", {}, { ignoreChanges: ["customerGatewayId"] });
dual("lifetimeIgnored", { master: { ikeConfig: { ikeLifetime: 3600 } }, slave: { ikeConfig: { ikeLifetime: 3600 } } },
  { ignoreChanges: ["tunnels.master.ikeConfig.ikeLifetime"] });
server("cipherReplaces", { cipher: "AES-192-CBC" }, { replaceOnChanges: ["cipher"] });
single("algorithmReplaces", { ikeConfig: { ikeEncAlg: "aes192" } }, { replaceOnChanges: ["ikeConfig.ikeEncAlg"] });
dual("dpdReplaces", { slave: { enableDpd: true } }, { replaceOnChanges: ["tunnels.slave.enableDpd"] });
server("replaceAnything", {}, { replaceOnChanges: ["*"] });
server("createdFirst", {}, { deleteBeforeReplace: false });
single("peerCreatedFirst", {}, { deleteBeforeReplace: false });
single("before", { vpnGatewayId: "vpn-renamed", tags: { team: "network" } });
single("moved", {});
server("protectedOne", {}, { protect: true });
server("targeted", {});
server("besides", {});
server("withoutRoom", {}, { deleteBeforeReplace: false, replaceOnChanges: ["cipher"] });
`;

const SECOND = `${PRELUDE}
server("portIgnored", { port: 1196 }, { ignoreChanges: ["port"] });
single("keyIgnored", { ikeConfig: { psk: "second-key" } }, { ignoreChanges: ["ikeConfig.psk"] });
single("algorithmIgnored", { ikeConfig: { ikeEncAlg: "aes256", ikePfs: "group14" } }, { ignoreChanges: ["ikeConfig.ikeEncAlg"] });
single("removalIgnored", { ikeConfig: {} }, { ignoreChanges: ["ikeConfig.ikePfs"] });
single("peerIgnored", { customerGatewayId: "cgw-2" }, { ignoreChanges: ["customerGatewayId"] });
dual("lifetimeIgnored", { master: { ikeConfig: { ikeLifetime: 7200 } }, slave: { ikeConfig: { ikeLifetime: 7200 } } },
  { ignoreChanges: ["tunnels.master.ikeConfig.ikeLifetime"] });
server("cipherReplaces", { cipher: "AES-256-CBC" }, { replaceOnChanges: ["cipher"] });
single("algorithmReplaces", { ikeConfig: { ikeEncAlg: "aes256" } }, { replaceOnChanges: ["ikeConfig.ikeEncAlg"] });
dual("dpdReplaces", { slave: { enableDpd: false } }, { replaceOnChanges: ["tunnels.slave.enableDpd"] });
server("replaceAnything", { name: "anything" }, { replaceOnChanges: ["*"] });
server("createdFirst", { vpnGatewayId: "vpn-spare" }, { deleteBeforeReplace: false });
single("peerCreatedFirst", { customerGatewayId: "cgw-2" }, { deleteBeforeReplace: false });
single("renamed", { tags: { team: "network" } }, { aliases: [{ name: "before" }] });
single("moved", {}, { parent: new Office("office"), aliases: [{ parent: pulumi.rootStackResource }] });
server("protectedOne", {}, { protect: true });
server("targeted", {});
server("besides", {});
server("withoutRoom", {}, { deleteBeforeReplace: false, replaceOnChanges: ["cipher"] });
`;

/** Two resources change, and one of them is asked for; both stay protected or not as they were. */
const THIRD = SECOND.replace('server("targeted", {})', 'server("targeted", { port: 1195 })').replace(
  'server("besides", {})',
  'server("besides", { port: 1195 })',
);

const serverUrn = (name: string) =>
  `urn:pulumi:dev::test::pulumi-nodejs:dynamic/alicloud-vpn:SslVpnServer::${name}`;

interface Played {
  readonly made: Stage;
  readonly second: Act;
  readonly third: Act;
  /** Operations of the second version, by gateway and in their order. */
  readonly order: ReadonlyMap<string, readonly string[]>;
  /** A replacement on a gateway that has no room for both, and the id in the state after it. */
  readonly withoutRoom: Outcome;
  readonly left: string | undefined;
  readonly without: Outcome;
  readonly moving: Outcome;
  readonly wrong: Outcome;
}

let played: Played;

beforeAll(async () => {
  const made = await stage(() => FIRST, {
    simulator: {
      busy: "900ms",
      gateways: [...gateways, { id: "vpn-spare", ssl: true }],
      customerGateways: ["cgw-1", "cgw-2"].map((id, index) => ({
        id,
        ip: `203.0.113.${index + 1}`,
        asn: 65000,
      })),
    },
  });
  await ended(made.project.up("--parallel", "64"));
  const before = made.simulator.calls().length;
  next(made, SECOND);
  const second = await act(made, await resourcesOf(made));
  const changes = changesIn(made.simulator.calls().slice(before));
  const gatewayIds = [...new Set(changes.map(({ gatewayId }) => gatewayId ?? ""))];
  const order = new Map(
    gatewayIds.map((id) => [
      id,
      changes.filter(({ gatewayId }) => gatewayId === id).map(({ operation }) => operation),
    ]),
  );
  next(made, THIRD);
  const third = await act(made, second.after, "--target", serverUrn("targeted"));
  const urn = serverUrn("withoutRoom");
  next(made, THIRD.replace('server("withoutRoom", {}', 'server("withoutRoom", { cipher: "none" }'));
  const withoutRoom = await made.project.up("--target", urn);
  const left = (await resourcesOf(made)).get("withoutRoom")?.id;
  const protectedLine = 'server("protectedOne", {}, { protect: true });';
  next(made, THIRD.replace(protectedLine, ""));
  const without = await made.project.preview();
  next(
    made,
    THIRD.replace(
      protectedLine,
      'server("protectedOne", { vpnGatewayId: "vpn-portIgnored" }, { protect: true });',
    ),
  );
  const moving = await made.project.preview();
  next(made, THIRD.replace("port: 1196", "port: 22"));
  const wrong = await made.project.preview();
  played = { made, second, third, order, withoutRoom, left, without, moving, wrong };
}, 600_000);

const both = (one: Act, name: string) => ({ said: one.said({ name }), done: one.done({ name }) });
const agreed = (word: string) => ({ said: word, done: word });
const outputs = (name: string) => played.second.outputs({ name });

describe("ignoreChanges", () => {
  it.each(["portIgnored", "keyIgnored", "removalIgnored", "peerIgnored"])(
    "%s: nothing is planned or done",
    (name) => {
      expect(both(played.second, name)).toEqual(agreed("nothing"));
    },
  );

  it("of a key keeps the old one", () => {
    expect(outputs("keyIgnored")).toMatchObject({ ikeConfig: { psk: "first-key" } });
  });

  it("of one setting lets its neighbour change", () => {
    expect(both(played.second, "algorithmIgnored")).toEqual(agreed("updates"));
    expect(outputs("algorithmIgnored")).toMatchObject({
      ikeConfig: { ikeEncAlg: "aes192", ikePfs: "group14" },
    });
  });

  it("of one tunnel's setting lets the other tunnel's change", () => {
    expect(both(played.second, "lifetimeIgnored")).toEqual(agreed("updates"));
    expect(outputs("lifetimeIgnored")).toMatchObject({
      tunnels: { master: { ikeConfig: { ikeLifetime: 3600 } }, slave: { ikeConfig: { ikeLifetime: 7200 } } },
    });
  });

  it("of a value that breaks a rule doesn't help: the program is refused", () => {
    expect(played.wrong.code).not.toBe(0);
    expect(played.wrong.output).toContain("SslVpnServer portIgnored: 1 argument is refused");
  });
});

describe("replaceOnChanges", () => {
  it.each(["cipherReplaces", "algorithmReplaces", "dpdReplaces", "replaceAnything"])(
    "%s: replaced",
    (name) => {
      expect(both(played.second, name)).toEqual(agreed("replaces"));
    },
  );
});

describe("deleteBeforeReplace: false", () => {
  it("makes the server on its new gateway before the old one goes", () => {
    expect(played.second.said({ name: "createdFirst" })).toBe("replaces");
    expect(played.order.get("vpn-spare")).toEqual(["CreateSslVpnServer"]);
    expect(played.order.get("vpn-createdFirst")).toEqual(["DeleteSslVpnServer"]);
  });

  it("makes the connection to its new peer before the old one goes", () => {
    expect(played.second.said({ name: "peerCreatedFirst" })).toBe("replaces");
    expect(played.order.get("vpn-peerCreatedFirst")).toEqual(["CreateVpnConnection", "DeleteVpnConnection"]);
  });
});

describe("deleteBeforeReplace: false where the gateway has no room for both", () => {
  it("ends with an error that names the one in the way", () => {
    expect(played.withoutRoom.code).not.toBe(0);
    expect(played.withoutRoom.output).toMatch(/vpn-withoutRoom in \S+ already has the SSL server vss-\w+/);
  });

  it("leaves that one as it was, in the cloud and in the state", () => {
    const { sslVpnServers } = played.made.simulator.inventory();
    const own = sslVpnServers.filter(({ VpnGatewayId }) => VpnGatewayId === "vpn-withoutRoom");
    expect(own).toMatchObject([{ SslVpnServerId: played.left, Cipher: "AES-128-CBC" }]);
  });
});

describe("aliases", () => {
  it.each(["renamed", "moved"])("%s: nothing is planned or done", (name) => {
    expect(both(played.second, name)).toEqual(agreed("nothing"));
  });

  it("a renamed resource keeps the name it has at the service", () => {
    expect(outputs("renamed")).toMatchObject({ name: "before" });
  });
});

test("--target changes the resource that is asked for, and no other", () => {
  expect(both(played.third, "targeted")).toEqual(agreed("updates"));
  expect(both(played.third, "besides")).toEqual(agreed("nothing"));
});

describe("protect", () => {
  it("refuses a program without the resource", () => {
    expect(played.without.code).not.toBe(0);
    expect(played.without.output).toMatch(/protectedOne.*(protect)/s);
  });

  it("refuses a replacement", () => {
    expect(played.moving.code).not.toBe(0);
    expect(played.moving.output).toMatch(/protectedOne.*(protect)/s);
  });
});
