import { type Properties, UNKNOWN, setPath } from "../../../provider/src/properties";
import { GIVEN, keptPaths } from "../../../provider/src/schema/diff";
import { vpnConnection } from "../../../provider/src/resources/vpnConnection/definition";
import { dual, fullDual, fullSingle, single } from "../examples";

const { changes, complete, fields } = vpnConnection;

const found = (from: Properties, wanted: Properties) =>
  changes(from, wanted).map(({ field, to }) => [field.path, field.change, to]);

/** What the wanted arguments come to once the arguments at these paths are taken away, from what they were. */
const takenAway = (full: Properties, ...paths: string[]) =>
  found(
    { ...full, [GIVEN]: paths },
    paths.reduce((wanted, path) => setPath(wanted, path, undefined), full),
  );

describe("nothing changes", () => {
  it.each<[string, unknown, unknown]>([
    ["localSubnets", ["10.0.0.0/16", "10.1.0.0/16"], ["10.1.0.0/16", "10.0.0.0/16"]],
    ["ikeConfig.ikeLifetime", "86400", 86400],
    ["enableDpd", "true", true],
    ["bgpConfig.enableBgp", "true", true],
    ["bgpConfig.localAsn", 8061384, "123.456"],
    ["bgpConfig.localAsn", 65530, "65530"],
    ["healthCheckConfig.interval", "3", 3],
    ["tags", { a: "1", b: "2" }, { b: "2", a: "1" }],
  ])("where %s is %j and %j is wanted", (path, from, to) => {
    expect(found(setPath(fullSingle, path, from), setPath(fullSingle, path, to))).toEqual([]);
  });

  it("where a tunnel's ASN comes back as a text", () => {
    const path = "tunnels.slave.bgpConfig.localAsn";
    expect(found(setPath(fullDual, path, "65530"), fullDual)).toEqual([]);
    expect(found(setPath(fullDual, path, 8061384), setPath(fullDual, path, "123.456"))).toEqual([]);
  });

  it("where the service made what nobody asked for", () => {
    expect(
      found(
        { ...fullSingle, tags: {} },
        complete({ ...single, effectImmediately: true, autoConfigRoute: false }),
      ),
    ).toEqual([]);
  });

  it("where tags were never there", () => {
    expect(found({ ...single, tags: {} }, single)).toEqual([]);
    expect(found(single, { ...single, tags: {} })).toEqual([]);
  });
});

describe("what a change does", () => {
  it.each<[string, unknown]>([
    ["name", "other"],
    ["localSubnets", ["10.9.0.0/16"]],
    ["remoteSubnets", ["10.9.0.0/16"]],
    ["effectImmediately", false],
    ["autoConfigRoute", true],
    ["tags", { team: "other" }],
    ["ikeConfig.psk", "another"],
    ["ikeConfig.ikeVersion", "ikev1"],
    ["ipsecConfig.ipsecPfs", "group2"],
    ["bgpConfig.enableBgp", false],
    ["bgpConfig.localAsn", "1.1"],
    ["healthCheckConfig.retry", 9],
    ["enableDpd", false],
    ["remoteCaCertificate", "PEM"],
  ])("%s updates in place", (path, to) => {
    expect(found(fullSingle, setPath(fullSingle, path, to))).toEqual([[path, "updates", to]]);
  });

  it.each(["vpnGatewayId", "regionId", "customerGatewayId"])("%s replaces, unknown too", (path) => {
    expect(found(fullSingle, { ...fullSingle, [path]: "new" })).toEqual([[path, "replaces", "new"]]);
    expect(found(fullSingle, { ...fullSingle, [path]: UNKNOWN })).toEqual([[path, "replaces", UNKNOWN]]);
  });

  it.each(["master", "slave"])("the customer gateway of the %s updates in place", (role) => {
    const path = `tunnels.${role}.customerGatewayId`;
    expect(found(fullDual, setPath(fullDual, path, "cgw-9"))).toEqual([[path, "updates", "cgw-9"]]);
    expect(found(fullDual, setPath(fullDual, path, UNKNOWN))).toEqual([[path, "updates", UNKNOWN]]);
  });

  it("tunnels that aren't known yet update a dual-tunnel connection", () => {
    const all = found(fullDual, { ...fullDual, tunnels: UNKNOWN });
    expect(all.length).toBeGreaterThan(1);
    expect(new Set(all.map(([, change]) => change))).toEqual(new Set(["updates"]));
  });
});

describe("a change of mode is one change, and replaces", () => {
  it.each<[string, Properties, Properties, unknown[]]>([
    ["to two tunnels", fullSingle, dual, ["tunnels", "replaces", dual.tunnels]],
    ["to one tunnel", fullDual, single, ["customerGatewayId", "replaces", "cgw-1"]],
    ["to tunnels not known yet", fullSingle, { ...dual, tunnels: UNKNOWN }, ["tunnels", "replaces", UNKNOWN]],
  ])("%s", (_, from, to, change) => {
    expect(found(from, to)).toEqual([change]);
  });
});

it("a change of mode is asked for, and nothing is taken away", () => {
  expect(changes(single, dual).map(({ removed }) => removed)).toEqual([false]);
});

it("tunnels and a customer gateway that aren't known yet may be either mode, and are announced as a replacement", () => {
  const either = { ...single, tunnels: UNKNOWN, customerGatewayId: UNKNOWN };
  expect(found(dual, either)).toEqual([["tunnels", "replaces", UNKNOWN]]);
  expect(found(single, either)).toEqual([["tunnels", "replaces", UNKNOWN]]);
});

describe("an argument taken away", () => {
  it.each<[Properties, string, unknown]>([
    [fullSingle, "ikeConfig.ikeVersion", "ikev1"],
    [fullSingle, "ikeConfig.ikeEncAlg", "aes"],
    [fullSingle, "ikeConfig.ikeAuthAlg", "md5"],
    [fullSingle, "ikeConfig.ikePfs", "group2"],
    [fullSingle, "ikeConfig.ikeLifetime", 86400],
    [fullSingle, "ipsecConfig.ipsecEncAlg", "aes"],
    [fullSingle, "ipsecConfig.ipsecAuthAlg", "md5"],
    [fullSingle, "ipsecConfig.ipsecPfs", "group2"],
    [fullSingle, "ipsecConfig.ipsecLifetime", 86400],
    [fullSingle, "enableNatTraversal", true],
    [setPath(fullSingle, "enableDpd", false), "enableDpd", true],
    [setPath(fullSingle, "ikeConfig.ikeMode", "aggressive"), "ikeConfig.ikeMode", "main"],
    [fullSingle, "bgpConfig.enableBgp", false],
    [fullSingle, "bgpConfig.localAsn", 45104],
    [fullSingle, "healthCheckConfig.enable", false],
    [fullSingle, "healthCheckConfig.retry", 3],
    [fullSingle, "tags", {}],
    [fullDual, "enableTunnelsBgp", false],
    [fullDual, "tunnels.master.ikeConfig.ikeEncAlg", "aes"],
    [fullDual, "tunnels.slave.bgpConfig.localAsn", 45104],
  ])("%#: %s goes back to %j", (full, path, back) => {
    expect(takenAway(full, path)).toEqual([[path, "updates", back]]);
  });

  it.each([
    ["ikeConfig.ikeEncAlg", "sm4"],
    ["ikeConfig.ikeAuthAlg", "sm3"],
    ["ipsecConfig.ipsecEncAlg", "sm4"],
    ["ipsecConfig.ipsecAuthAlg", "sm3"],
  ])("%s stays at %s on a ShangMi gateway, where that is the default", (path, value) => {
    expect(takenAway(setPath(fullSingle, path, value), path)).toEqual([]);
  });

  it("with its whole block turns the health check off and keeps its ends", () => {
    const paths = ["enable", "dip", "sip", "interval", "retry"].map((key) => `healthCheckConfig.${key}`);
    expect(takenAway(fullSingle, ...paths).map(([path, , to]) => [path, to])).toEqual([
      ["healthCheckConfig.enable", false],
      ["healthCheckConfig.retry", 3],
    ]);
  });

  it.each([
    "ikeConfig.psk",
    "ikeConfig.localId",
    "ikeConfig.remoteId",
    "bgpConfig.tunnelCidr",
    "remoteCaCertificate",
  ])("%s has no default: it is kept, and can be told so", (path) => {
    expect(takenAway(fullSingle, path)).toEqual([]);
    expect(keptPaths(fields, [path], setPath(fullSingle, path, undefined))).toEqual([path]);
  });

  it("the version stays where the default, ikev1, couldn't negotiate the blocks", () => {
    const path = "ikeConfig.ikeVersion";
    const several = { ...fullSingle, remoteSubnets: ["192.168.0.0/24", "192.168.1.0/24"] };
    expect(takenAway(several, path)).toEqual([]);
    expect(takenAway(several, path, "ikeConfig.ikePfs").map(([changed]) => changed)).toEqual([
      "ikeConfig.ikePfs",
    ]);
    expect(found(several, setPath(several, path, "ikev1"))).toEqual([[path, "updates", "ikev1"]]);
    const twice = { ...fullSingle, remoteSubnets: ["192.168.0.0/24", "192.168.0.0/24"] };
    expect(takenAway(twice, path)).toEqual([[path, "updates", "ikev1"]]);
  });

  it("the version of a tunnel stays there too", () => {
    const several = { ...fullDual, remoteSubnets: ["192.168.0.0/24", "192.168.1.0/24"] };
    expect(takenAway(several, "tunnels.slave.ikeConfig.ikeVersion")).toEqual([]);
  });

  it("that was never given is no change", () => {
    expect(found({ ...fullSingle, [GIVEN]: [] }, setPath(fullSingle, "ikeConfig", undefined))).toEqual([]);
  });
});
