import { type Properties, UNKNOWN, setPath } from "../../../provider/src/properties";
import { vpnConnection } from "../../../provider/src/resources/vpnConnection/definition";
import { dual, shangMiDual, shangMiSingle, single } from "../examples";

const { failures } = vpnConnection;

const broken = (inputs: Properties) => failures(inputs).map(({ path, rule }) => [path, rule]);

/** Both kinds with everything that a ShangMi gateway doesn't know. */
const ordinary = {
  ikeConfig: { ikeEncAlg: "aes", ikeAuthAlg: "sha256", ikeVersion: "ikev2", ikeMode: "aggressive" },
  ipsecConfig: { ipsecEncAlg: "aes", ipsecAuthAlg: "md5" },
};
const settings = [
  "ikeConfig.ikeEncAlg",
  "ikeConfig.ikeAuthAlg",
  "ipsecConfig.ipsecEncAlg",
  "ipsecConfig.ipsecAuthAlg",
  "ikeConfig.ikeVersion",
  "ikeConfig.ikeMode",
];

const words: readonly [string, string][] = settings
  .slice(0, 4)
  .map((path) => [path, path.endsWith("EncAlg") ? "sm4" : "sm3"]);

describe("one tunnel", () => {
  it.each(words)("%s %s allows nothing beside it but ShangMi, ikev1 and main", (path, word) => {
    const others = settings.filter((other) => other !== path);
    expect(broken(setPath({ ...single, ...ordinary }, path, word))).toEqual(
      others.map((other) => [other, "vpn.shangMi"]),
    );
  });

  it.each(words)("%s %s alone is accepted, what isn't known yet beside it too", (path, word) => {
    expect(broken(setPath(single, path, word))).toEqual([]);
    const unknown = settings.reduce<Properties>((all, one) => setPath(all, one, UNKNOWN), single);
    expect(broken(setPath(unknown, path, word))).toEqual([]);
  });

  it("with a certificate is told so, where anything else is wrong", () => {
    const [failure] = failures({ ...single, remoteCaCertificate: "c", ikeConfig: { ikeEncAlg: "aes" } });
    expect(failure?.reason).toContain("beside remoteCaCertificate");
  });

  it("with a certificate is one of a ShangMi gateway", () => {
    const remoteCaCertificate = "-----BEGIN CERTIFICATE-----";
    expect(broken({ ...single, remoteCaCertificate })).toEqual([]);
    expect(broken({ ...single, ...ordinary, remoteCaCertificate })).toEqual(
      settings.map((path) => [path, "vpn.shangMi"]),
    );
    expect(broken({ ...single, ...ordinary, remoteCaCertificate: UNKNOWN })).toEqual([]);
  });

  it("the reason names what may stand there, and beside what", () => {
    const [failure] = failures(setPath(shangMiSingle, "ikeConfig.ikeVersion", "ikev2"));
    expect(failure?.reason).toBe("must be ikev1 beside sm4, which only ShangMi gateways know");
  });

  it("negotiates one block a side, since the gateway knows no ikev2", () => {
    const remoteSubnets = ["192.168.0.0/24", "192.168.1.0/24"];
    const unset = setPath(shangMiSingle, "ikeConfig.ikeVersion", undefined);
    const [failure] = failures({ ...unset, remoteSubnets });
    expect(failure).toMatchObject({ path: "ikeConfig.ikeVersion", rule: "ike.ikeVersion.subnets" });
    expect(failure?.reason).toContain("a ShangMi gateway knows no other version");
    expect(broken({ ...setPath(unset, "ikeConfig.ikeVersion", UNKNOWN), remoteSubnets })).toEqual([]);
  });
});

describe("two tunnels share their gateway", () => {
  it("ShangMi in one allows nothing else in the other", () => {
    const mixed = setPath(shangMiDual, "tunnels.slave.ikeConfig.ikeEncAlg", "aes");
    expect(broken(mixed)).toEqual([["tunnels.slave.ikeConfig.ikeEncAlg", "vpn.shangMi"]]);
  });

  it.each(["master", "slave"])("the %s needs a certificate", (role) => {
    const path = `tunnels.${role}.remoteCaCertificate`;
    expect(broken(setPath(shangMiDual, path, undefined))).toEqual([[path, "vpn.shangMi.certificate"]]);
    expect(broken(setPath(shangMiDual, path, UNKNOWN))).toEqual([]);
  });

  it("of an ordinary gateway need none", () => {
    expect(broken(dual)).toEqual([]);
    expect(broken({ ...dual, tunnels: UNKNOWN })).toEqual([]);
  });
});
