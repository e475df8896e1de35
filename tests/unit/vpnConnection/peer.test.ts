import { type Properties, UNKNOWN, getPath, setPath } from "../../../provider/src/properties";
import { describeFailure } from "../../../provider/src/schema/check";
import { asnNumber } from "../../../provider/src/resources/vpnConnection/fields";
import { vpnConnection } from "../../../provider/src/resources/vpnConnection/definition";
import { dual, fullDual, fullSingle, single } from "../examples";

const { failures } = vpnConnection;

/** The settings of a peer stand at the top, or in each tunnel; the rules are the same. */
const places: readonly [string, Properties, string][] = [
  ["one tunnel", single, ""],
  ["the master", dual, "tunnels.master."],
  ["the slave", dual, "tunnels.slave."],
];

describe.each(places)("the settings of %s", (_, least, prefix) => {
  const found = (path: string, value: unknown) => failures(setPath(least, prefix + path, value));
  const ids = (path: string, value: unknown) => found(path, value).map(({ rule }) => rule);

  it.each([
    ["ikeConfig.psk", ["k", "K".repeat(100), '~!`@#$%^&*()_-+={}[]|;:\\",.<>/?', "Aa09"]],
    ["ikeConfig.ikeVersion", ["ikev1", "ikev2"]],
    ["ikeConfig.ikeMode", ["main", "aggressive"]],
    ["ikeConfig.ikeEncAlg", ["aes", "aes192", "aes256", "des", "3des"]],
    ["ikeConfig.ikeAuthAlg", ["md5", "sha1", "sha256", "sha384", "sha512"]],
    ["ikeConfig.ikePfs", ["group1", "group2", "group5", "group14"]],
    ["ikeConfig.ikeLifetime", [0, 86400, "86400"]],
    ["ikeConfig.localId", ["1.2.3.4", "x".repeat(100), "host.example"]],
    ["ikeConfig.remoteId", ["1.2.3.4", "x".repeat(100)]],
    ["ipsecConfig.ipsecEncAlg", ["aes", "aes192", "aes256", "des", "3des"]],
    ["ipsecConfig.ipsecAuthAlg", ["md5", "sha1", "sha256", "sha384", "sha512"]],
    ["ipsecConfig.ipsecPfs", ["disabled", "group1", "group2", "group5", "group14"]],
    ["ipsecConfig.ipsecLifetime", [0, 86400]],
    ["bgpConfig.localAsn", [1, 4294967295, "65530", "0.1", "123.456", "65535.65535"]],
    [
      "bgpConfig.tunnelCidr",
      ["169.254.7.0/30", "169.254.6.4/30", "169.254.255.252/30", "169.254.169.248/30"],
    ],
    ["bgpConfig.localBgpIp", ["169.254.10.1"]],
    ["enableDpd", [true, "false"]],
    ["enableNatTraversal", [false, "true"]],
  ])("%s may be any of %j", (path, values) => {
    expect(values.map((value) => ids(path, value))).toEqual(values.map(() => []));
  });

  it.each([
    ["ikeConfig.psk", ["", "K".repeat(101), "with space", "quote'", "über", "line\n"], "ike.psk.form"],
    ["ikeConfig.ikeLifetime", [-1, 86401, 1.5, NaN, "86401"], "ike.ikeLifetime.range"],
    ["ikeConfig.localId", ["", "x".repeat(101), "a b", "a\tb"], "ike.localId.form"],
    ["ikeConfig.remoteId", ["", "x".repeat(101), "a b"], "ike.remoteId.form"],
    ["ipsecConfig.ipsecLifetime", [-1, 86401], "ipsec.ipsecLifetime.range"],
    [
      "bgpConfig.localAsn",
      [0, 4294967296, 1.5, -1, "0.0", "65536.0", "0.65536", "1.2.3", "AS65530", ""],
      "bgp.localAsn.range",
    ],
    ["bgpConfig.tunnelCidr", ["169.254.10.0/29", "169.254.10.1/30", "169.254.10.0"], "bgp.tunnelCidr.form"],
    ["bgpConfig.tunnelCidr", ["169.253.10.0/30", "10.0.0.0/30", "169.255.0.0/30"], "bgp.tunnelCidr.range"],
    [
      "bgpConfig.tunnelCidr",
      [...[0, 1, 2, 3, 4, 5, 6].map((n) => `169.254.${n}.0/30`), "169.254.169.252/30"],
      "bgp.tunnelCidr.reserved",
    ],
    ["bgpConfig.localBgpIp", ["169.254.10", "169.254.10.1/30", "", "::1"], "bgp.localBgpIp.form"],
    ["remoteCaCertificate", [""], "remoteCaCertificate.empty"],
  ])("%s may be none of %j", (path, values, rule) => {
    expect(values.map((value) => ids(path, value))).toEqual(values.map(() => [rule]));
  });

  it.each([
    ["ikeConfig.ikeVersion", "IKEv2", "ikev2"],
    ["ikeConfig.ikeMode", "Main", "main"],
    ["ikeConfig.ikeEncAlg", "AES-256", "aes256"],
    ["ikeConfig.ikeAuthAlg", "SHA-384", "sha384"],
    ["ikeConfig.ikePfs", "group_14", "group14"],
    ["ipsecConfig.ipsecEncAlg", "3DES", "3des"],
    ["ipsecConfig.ipsecAuthAlg", "SHA_512", "sha512"],
    ["ipsecConfig.ipsecPfs", "Disabled", "disabled"],
  ])("%s %s is a near miss of %s", (path, value, meant) => {
    const [failure] = found(path, value);
    expect(failure?.path).toBe(prefix + path);
    expect(failure?.reason).toContain(`did you mean ${JSON.stringify(meant)}?`);
  });

  it.each([
    ["ikeConfig.ikePfs", "group24"],
    ["ikeConfig.ikePfs", "disabled"],
    ["ikeConfig.ikeAuthAlg", "sha386"],
  ])("%s %s, which other tools take, is refused", (path, value) => {
    expect(ids(path, value)).toEqual([`${prefix}${path}.enum`]);
  });

  it("a key that breaks its rule isn't shown", () => {
    const [failure] = found("ikeConfig.psk", "hunter2 hunter2");
    expect(failure && describeFailure(failure)).toMatch(/psk: \[secret\] is refused/);
    expect(JSON.stringify(failure)).not.toContain("hunter2");
  });

  it("an address of BGP lies in its tunnel's block", () => {
    const inBlock = (address: string) =>
      failures(
        setPath(least, `${prefix}bgpConfig`, { tunnelCidr: "169.254.10.0/30", localBgpIp: address }),
      ).map(({ rule }) => rule);
    expect(inBlock("169.254.10.1")).toEqual([]);
    expect(inBlock("169.254.10.2")).toEqual([]);
    expect(inBlock("169.254.10.0")).toEqual(["bgp.localBgpIp.inside"]);
    expect(inBlock("169.254.10.3")).toEqual(["bgp.localBgpIp.inside"]);
    expect(inBlock("169.254.11.1")).toEqual(["bgp.localBgpIp.inside"]);
  });

  it("ikev1 negotiates one block a side; unset is the service's choice", () => {
    const many = { ...least, remoteSubnets: ["192.168.0.0/24", "192.168.1.0/24"] };
    const versioned = (version: unknown) =>
      failures(setPath(many, `${prefix}ikeConfig.ikeVersion`, version)).map(({ rule }) => rule);
    expect(versioned("ikev1")).toEqual(["ike.ikeVersion.subnets"]);
    expect([versioned("ikev2"), versioned(undefined), versioned(UNKNOWN)]).toEqual([[], [], []]);
    expect(ids("ikeConfig.ikeVersion", "ikev1")).toEqual([]);
  });

  it.each([
    ["ikeConfig.ikeEncAlg", "aes-128", "aes"],
    ["ikeConfig.ikeAuthAlg", "sha265", "sha256"],
    ["ikeConfig.ikeVersion", "ikv2", "ikev2"],
  ])("%s %s is a slip away from %s", (path, value, meant) => {
    expect(found(path, value)[0]?.reason).toContain(`did you mean ${JSON.stringify(meant)}?`);
  });

  it.each([
    ["ikeConfig.ikePfs", "group4"],
    ["ikeConfig.ikeAuthAlg", "whirlpool"],
  ])("%s %s is like no word, or like several, and none is named", (path, value) => {
    expect(found(path, value)[0]?.reason).not.toContain("did you mean");
  });
});

describe("BGP that is on", () => {
  it.each([
    [fullSingle, "bgpConfig.tunnelCidr"],
    [fullDual, "tunnels.master.bgpConfig.tunnelCidr"],
    [fullDual, "tunnels.slave.bgpConfig.tunnelCidr"],
  ])("needs a block: %#", (full, path) => {
    const without = setPath(full, path, undefined);
    expect(failures(without).map(({ path: where, rule }) => [where, rule])).toEqual([
      [path, "bgp.tunnelCidr.required"],
    ]);
    expect(failures(setPath(full, path, UNKNOWN))).toEqual([]);
  });

  it("needs none where it is off", () => {
    expect(failures({ ...single, bgpConfig: { enableBgp: false } })).toEqual([]);
    expect(failures({ ...dual, enableTunnelsBgp: false })).toEqual([]);
  });

  it("two tunnels have two blocks", () => {
    const same = setPath(fullDual, "tunnels.slave.bgpConfig", getPath(fullDual, "tunnels.master.bgpConfig"));
    expect(failures(same).map(({ path, rule }) => [path, rule])).toEqual([
      ["tunnels.slave.bgpConfig.tunnelCidr", "bgp.tunnelCidr.unique"],
    ]);
  });
});

describe("a health check", () => {
  const ids = (healthCheckConfig: unknown) =>
    failures({ ...single, healthCheckConfig }).map(({ path, rule }) => [path, rule]);
  const whole = { enable: true, dip: "192.168.0.9", sip: "10.0.0.9" };

  it("that is on needs both ends", () => {
    expect(ids(whole)).toEqual([]);
    expect(ids({ enable: "true" })).toEqual([
      ["healthCheckConfig.dip", "healthCheck.complete"],
      ["healthCheckConfig.sip", "healthCheck.complete"],
    ]);
    expect(ids({ enable: true, dip: UNKNOWN, sip: UNKNOWN })).toEqual([]);
    expect(ids({ enable: false })).toEqual([]);
  });

  it.each([
    [{ dip: "host" }, "healthCheck.dip.form"],
    [{ sip: "10.0.0.0/8" }, "healthCheck.sip.form"],
    [{ interval: 0 }, "healthCheck.interval.range"],
    [{ interval: 1.5 }, "healthCheck.interval.range"],
    [{ retry: 0 }, "healthCheck.retry.range"],
    [{ retry: "-1" }, "healthCheckConfig.retry.type"],
  ])("%j is refused", (change, rule) => {
    expect(ids({ ...whole, ...change }).map(([, id]) => id)).toEqual([rule]);
  });

  it.each([{ interval: 1 }, { retry: "3" }])("%j is accepted", (change) => {
    expect(ids({ ...whole, ...change })).toEqual([]);
  });
});

it("an ASN in two halves is the number that it means", () => {
  expect(asnNumber("123.456")).toBe(8061384);
  expect(asnNumber("0.1")).toBe(1);
  expect(asnNumber("65530")).toBe(65530);
  expect(asnNumber(65530)).toBe(65530);
  expect(asnNumber("65536.0")).toBeNaN();
  expect(asnNumber(UNKNOWN)).toBe(UNKNOWN);
});
