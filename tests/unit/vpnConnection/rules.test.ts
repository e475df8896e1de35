import { type Properties, UNKNOWN, getPath as valueAt, setPath } from "../../../provider/src/properties";
import { describeFailure } from "../../../provider/src/schema/check";
import { vpnConnection } from "../../../provider/src/resources/vpnConnection/definition";
import { modeOf } from "../../../provider/src/resources/vpnConnection/peers";
import { dual, fullDual, fullSingle, shangMiDual, shangMiSingle, single } from "../examples";

const { complete, failures, fields } = vpnConnection;

const ids = (inputs: Properties) => failures(inputs).map(({ rule }) => rule);
const at = (inputs: Properties) => failures(inputs).map(({ path, rule }) => [path, rule]);
const reasons = (inputs: Properties) => failures(inputs).map(describeFailure);

describe("arguments that keep every rule", () => {
  it.each([
    ["the least of one tunnel", single],
    ["the least of two", dual],
    ["all of one tunnel", fullSingle],
    ["all of two", fullDual],
    ["one tunnel of ShangMi", shangMiSingle],
    ["two of ShangMi", shangMiDual],
  ])("%s are accepted", (_, inputs) => {
    expect(failures(inputs)).toEqual([]);
  });

  it.each([
    ["single", fullSingle, shangMiSingle],
    ["dual", fullDual, shangMiDual],
  ] as const)("the full examples of %s leave no argument out", (_, full, shangMi) => {
    const absent = vpnConnection
      .fieldsFor(full)
      .filter(({ path }) => (valueAt(full, path) ?? valueAt(shangMi, path)) === undefined);
    expect(absent.map(({ path }) => path)).toEqual([]);
  });

  it("each of what is required is asked for", () => {
    expect(at({ customerGatewayId: "cgw-1" })).toEqual([
      ["vpnGatewayId", "vpnGatewayId.required"],
      ["localSubnets", "localSubnets.required"],
      ["remoteSubnets", "remoteSubnets.required"],
    ]);
    const noPeer = { ...dual, tunnels: { master: {}, slave: { customerGatewayId: "cgw-2" } } };
    expect(reasons(noPeer)).toEqual(["tunnels.master.customerGatewayId: is required"]);
  });
});

describe("one tunnel or two", () => {
  it("the mode is what the arguments speak of", () => {
    expect([modeOf(single), modeOf(dual), modeOf({ tunnels: UNKNOWN })]).toEqual(["single", "dual", "dual"]);
  });

  it("without either, the way out is told", () => {
    const { customerGatewayId, ...neither } = single;
    expect(customerGatewayId).toBe("cgw-1");
    expect(reasons(neither)).toEqual([
      "customerGatewayId: is required: give customerGatewayId (one tunnel) or tunnels (two)",
    ]);
  });

  it.each<Properties>([
    { customerGatewayId: "cgw-1" },
    { ikeConfig: { ikeVersion: "ikev2" } },
    { ipsecConfig: {} },
    { bgpConfig: {} },
    { healthCheckConfig: {} },
    { enableDpd: true },
    { enableNatTraversal: true },
    { remoteCaCertificate: "PEM" },
  ])("%j can't stand beside tunnels", (change) => {
    expect(at({ ...dual, ...change })).toEqual([[Object.keys(change)[0], "vpn.mode.one"]]);
  });

  it("BGP of tunnels needs tunnels", () => {
    expect(at({ ...single, enableTunnelsBgp: true })).toEqual([["enableTunnelsBgp", "vpn.mode.one"]]);
    expect(reasons({ ...single, enableTunnelsBgp: true })).toEqual([
      expect.stringMatching(/is for dual-tunnel connections and can't stand without tunnels/),
    ]);
    expect(reasons({ ...dual, enableDpd: true })).toEqual([
      expect.stringMatching(/is for single-tunnel connections and can't stand beside tunnels/),
    ]);
  });

  it.each(["master", "slave"])("a pair without a %s is refused", (role) => {
    expect(at(setPath(dual, `tunnels.${role}`, undefined))).toEqual([
      [`tunnels.${role}`, "vpn.tunnels.both"],
    ]);
  });

  it("tunnels that aren't known yet are no failure, one by one neither", () => {
    expect(ids({ ...dual, tunnels: UNKNOWN })).toEqual([]);
    expect(ids(setPath(dual, "tunnels.slave", UNKNOWN))).toEqual([]);
  });

  it("what isn't known yet may turn out to be none, and speaks for no mode", () => {
    expect(ids({ ...single, tunnels: UNKNOWN })).toEqual([]);
    expect(ids({ ...dual, customerGatewayId: UNKNOWN, healthCheckConfig: UNKNOWN })).toEqual([]);
    expect(ids({ ...single, enableTunnelsBgp: UNKNOWN })).toEqual([]);
  });

  it("a pair without one of them lacks nothing else of it", () => {
    const tunnels = { master: { customerGatewayId: "cgw-1", bgpConfig: { tunnelCidr: "169.254.10.0/30" } } };
    expect(at({ ...dual, enableTunnelsBgp: true, tunnels })).toEqual([["tunnels.slave", "vpn.tunnels.both"]]);
  });

  it("a list of tunnels, as other tools have it, is refused", () => {
    expect(reasons({ ...dual, tunnels: [{ role: "master" }] })).toEqual(["tunnels: must be an object"]);
  });

  it("a third tunnel is a stranger", () => {
    expect(reasons(setPath(dual, "tunnels.Master", { customerGatewayId: "cgw-3" }))).toEqual([
      "tunnels.Master: there is no such argument — did you mean tunnels.master?",
    ]);
  });
});

describe("texts", () => {
  it("an empty id of a customer gateway is none", () => {
    expect(ids({ ...single, customerGatewayId: "" })).toEqual(["customerGatewayId.empty"]);
    expect(ids(setPath(dual, "tunnels.slave.customerGatewayId", ""))).toEqual(["customerGatewayId.empty"]);
  });

  it.each(["localId", "remoteId"])("one character is enough for %s", (key) => {
    expect(ids({ ...single, ikeConfig: { [key]: "x" } })).toEqual([]);
  });

  it.each(["aes128", "AES-128", "aes-128-cbc"])("%s is called aes here", (ikeEncAlg) => {
    expect(reasons({ ...single, ikeConfig: { ikeEncAlg } })[0]).toContain('did you mean "aes"?');
  });

  it("only the routes that are configured are never described", () => {
    const never = fields.filter(({ writeOnly }) => writeOnly === true);
    expect(never.map(({ path }) => path)).toEqual(["autoConfigRoute"]);
  });
});

describe("subnets", () => {
  const blocks = (count: number) => Array.from({ length: count }, (_, index) => `10.${index}.0.0/16`);

  it.each(["localSubnets", "remoteSubnets"])("%s are one to ten blocks by their first address", (path) => {
    expect(ids({ ...single, [path]: [] })).toEqual([`vpn.${path}.count`]);
    expect(ids({ ...single, [path]: blocks(10) })).toEqual([]);
    expect(ids({ ...single, [path]: blocks(11) })).toEqual([`vpn.${path}.most`]);
    expect(ids({ ...single, [path]: ["10.0.0.1/16"] })).toEqual([`vpn.${path}.form`]);
    expect(ids({ ...single, [path]: ["10.1.0.0/16", "10.1.0.0/16"] })).toEqual([]);
    expect(ids({ ...single, [path]: ["10.1.0.0/16", UNKNOWN] })).toEqual([]);
    expect(ids({ ...single, [path]: [UNKNOWN] })).toEqual([]);
  });

  it("the reason names the code of its own side", () => {
    expect(reasons({ ...single, localSubnets: ["x"] })[0]).toContain("IllegalParam.LocalSubnet");
    expect(reasons({ ...single, remoteSubnets: ["x"] })[0]).toContain("IllegalParam.RemoteSubnet");
  });

  it("several need ikev2, and the way out is told", () => {
    const several = {
      ...single,
      remoteSubnets: ["10.8.0.0/16", "10.9.0.0/16"],
      ikeConfig: { ikeVersion: "ikev1" },
    };
    expect(reasons(several)[0]).toMatch(/^ikeConfig\.ikeVersion: .* remoteSubnets name several: take ikev2/);
  });

  it("everything on both sides, destination routing, is accepted", () => {
    expect(ids({ ...single, localSubnets: ["0.0.0.0/0"], remoteSubnets: ["0.0.0.0/0"] })).toEqual([]);
  });
});

describe("tags", () => {
  const tagged = (tags: unknown) => ids({ ...single, tags });
  const many = (count: number) =>
    Object.fromEntries(Array.from({ length: count }, (_, index) => [`k${index}`, ""]));

  it.each([
    [many(19)],
    [{ ["k".repeat(64)]: "v".repeat(128) }],
    [{ team: "" }],
    [{ team: UNKNOWN }],
    [UNKNOWN],
  ])("%p are accepted", (tags) => {
    expect(tagged(tags)).toEqual([]);
  });

  it.each([
    [many(20), "tags.count"],
    [{ "": "v" }, "tags.key"],
    [{ ["k".repeat(65)]: "v" }, "tags.key"],
    [{ "aliyun-x": "v" }, "tags.key"],
    [{ "acs:x": "v" }, "tags.key"],
    [{ "see http://x": "v" }, "tags.key"],
    [{ team: "v".repeat(129) }, "tags.value"],
    [{ team: "aliyun" }, "tags.value"],
    [{ team: "acs:1" }, "tags.value"],
    [{ team: "see https://x" }, "tags.value"],
    [{ "pulumi-alicloud-vpn": "mine" }, "tags.mark"],
    [{ team: 7 }, "tags.type"],
  ])("%j are refused", (tags, rule) => {
    expect(tagged(tags)).toEqual([rule]);
  });
});

describe("strangers", () => {
  it.each([
    ["localSubnet", "there is no such argument"],
    ["LocalSubnets", "did you mean localSubnets?"],
    ["ikeconfig", "did you mean ikeConfig?"],
    ["ikeConfig.PSK", "did you mean ikeConfig.psk?"],
    ["bgpConfig.peerAsn", "there is no such argument"],
  ])("%s is refused", (path, hint) => {
    expect(reasons(setPath(single, path, "x"))).toEqual([expect.stringContaining(hint)]);
  });
});

it("the documented defaults that hold for every case are filled in, and no other", () => {
  const filled = { effectImmediately: false, autoConfigRoute: true };
  expect(complete(single)).toEqual({ ...single, ...filled });
  expect(complete(dual)).toEqual({ ...dual, ...filled });
  expect(complete(fullDual)).toEqual(fullDual);
});

it("nothing but the key is secret, in each place where one may stand", () => {
  expect(fields.filter(({ secret }) => secret === true).map(({ path }) => path)).toEqual([
    "ikeConfig.psk",
    "tunnels.master.ikeConfig.psk",
    "tunnels.slave.ikeConfig.psk",
  ]);
});
