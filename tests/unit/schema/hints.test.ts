import type { Properties } from "../../../provider/src/properties";
import { setPath } from "../../../provider/src/properties";
import { describeFailure } from "../../../provider/src/schema/check";
import { sslVpnServer as ssl } from "../../../provider/src/resources/sslVpnServer/definition";
import { vpnConnection as vpn } from "../../../provider/src/resources/vpnConnection/definition";
import { dual, server, single } from "../examples";

/** What is said of a value at that path of a connection, in the mode that the path is of, or of a server. */
function told(path: string, value: unknown, inputs?: Properties): string[] {
  const least = inputs ?? (path.startsWith("tunnels.") ? dual : single);
  const rules = least === server ? ssl : vpn;
  return rules.failures(setPath(least, path, value)).map(describeFailure);
}

describe("hints at a word of a list", () => {
  it.each([
    ["group20", "ikeConfig.ikePfs"],
    ["group21", "ipsecConfig.ipsecPfs"],
    ["group22", "ikeConfig.ikePfs"],
    ["group15", "ikeConfig.ikePfs"],
    ["group55", "ikeConfig.ikePfs"],
    ["dhgroup24", "ikeConfig.ikePfs"],
    ["modp3072", "ikeConfig.ikePfs"],
    ["ecp384", "ikeConfig.ikePfs"],
    ["none", "ikeConfig.ikePfs"],
    ["sha3", "ikeConfig.ikeAuthAlg"],
    ["sha3-256", "ikeConfig.ikeAuthAlg"],
    ["sha224", "ikeConfig.ikeAuthAlg"],
    ["md6", "ikeConfig.ikeAuthAlg"],
    ["4des", "ikeConfig.ikeEncAlg"],
    ["aes2", "ikeConfig.ikeEncAlg"],
    ["aes512", "ikeConfig.ikeEncAlg"],
    ["chacha20-poly1305", "ikeConfig.ikeEncAlg"],
    ["camellia256", "ikeConfig.ikeEncAlg"],
    ["ikev3", "ikeConfig.ikeVersion"],
  ])("never name something weaker, or nothing like it: %s", (word, path) => {
    for (const full of [path, `tunnels.master.${path}`]) {
      expect(told(full, word)).toEqual([expect.stringContaining(`${JSON.stringify(word)} is refused`)]);
      expect(told(full, word)[0]).not.toContain("did you mean");
    }
  });

  it.each([
    ["aes-256-gcm", "ikeConfig.ikeEncAlg", "aes256"],
    ["AES256-CBC", "ipsecConfig.ipsecEncAlg", "aes256"],
    ["aes_192_gcm", "ikeConfig.ikeEncAlg", "aes192"],
    ["aes128gcm16", "ikeConfig.ikeEncAlg", "aes"],
    ["GCMAES256", "ipsecConfig.ipsecEncAlg", "aes256"],
    ["des3", "ikeConfig.ikeEncAlg", "3des"],
    ["TripleDES", "ikeConfig.ikeEncAlg", "3des"],
    ["SHA2-256", "ikeConfig.ikeAuthAlg", "sha256"],
    ["sha2", "ikeConfig.ikeAuthAlg", "sha256"],
    ["hmac-sha1-96", "ikeConfig.ikeAuthAlg", "sha1"],
    ["hmac-sha2-512-256", "ikeConfig.ikeAuthAlg", "sha512"],
    ["modp2048", "ikeConfig.ikePfs", "group14"],
    ["DHGroup2048", "ikeConfig.ikePfs", "group14"],
    ["PFS2048", "ipsecConfig.ipsecPfs", "group14"],
    ["14", "ikeConfig.ikePfs", "group14"],
    ["None", "ipsecConfig.ipsecPfs", "disabled"],
    ["gruop2", "ikeConfig.ikePfs", "group2"],
    ["sha386", "ikeConfig.ikeAuthAlg", "sha384"],
    ["aggresive", "ikeConfig.ikeMode", "aggressive"],
  ])("name what others call %s", (word, path, meant) => {
    for (const full of [path, `tunnels.slave.${path}`]) {
      expect(told(full, word)).toEqual([expect.stringContaining(`did you mean ${JSON.stringify(meant)}?`)]);
    }
  });

  it.each([
    ["aes-256-gcm", "AES-256-CBC"],
    ["AES192", "AES-192-CBC"],
    ["aes128gcm", "AES-128-CBC"],
  ])("name a server's cipher for %s", (word, meant) => {
    expect(told("cipher", word, server)).toEqual([
      expect.stringContaining(`did you mean ${JSON.stringify(meant)}?`),
    ]);
  });
});

describe("hints at an argument", () => {
  it.each([
    ["networkType", "it is an output: networkType"],
    ["resourceGroupId", "it is an output: resourceGroupId"],
    ["bgpConfig.peerAsn", "it is an output: bgpStatus.peerAsn"],
    ["bgpConfig.status", "it is an output: bgpStatus.status"],
    ["vpnConnectionName", "did you mean name?"],
    ["vpn_connection_name", "did you mean name?"],
    ["ikeConfig.ikeLocalId", "did you mean ikeConfig.localId?"],
    ["ike_config.ike_local_id", "did you mean ikeConfig?"],
    ["ikeConfig.ike_remote_id", "did you mean ikeConfig.remoteId?"],
    ["ikeConfig.preSharedKey", "did you mean ikeConfig.psk?"],
    ["ikeConfig.dhGroup", "did you mean ikeConfig.ikePfs?"],
    ["ipsecConfig.pfsGroup", "did you mean ipsecConfig.ipsecPfs?"],
    ["bgpConfig.enable", "did you mean bgpConfig.enableBgp?"],
    ["bgpConfig.tunnelInsideCidr", "did you mean bgpConfig.tunnelCidr?"],
    ["sharedKey", "did you mean ikeConfig.psk?"],
    ["psk", "did you mean ikeConfig.psk?"],
    ["ikeLocalId", "did you mean ikeConfig.localId?"],
    ["tunnelOptionsSpecifications", "did you mean tunnels?"],
    ["tunnels.master.tunnelIkeConfig", "did you mean tunnels.master.ikeConfig?"],
    ["tunnels.slave.ikeConfig.ikeLocalId", "did you mean tunnels.slave.ikeConfig.localId?"],
    ["tunnels.slave.psk", "did you mean tunnels.slave.ikeConfig.psk?"],
    ["tunnels.master.bgpConfig.enableBgp", "did you mean enableTunnelsBgp?"],
    ["tunnels.master.bgpConfig.enable", "did you mean enableTunnelsBgp?"],
    ["tunnels.master.tunnelId", "it is an output: tunnelStatus.master.tunnelId"],
    ["tunnels.master.role", "the tunnel's key says it: tunnels.master"],
    ["tunnels.primary", "did you mean tunnels.master?"],
  ])("know what others call it: %s", (path, hint) => {
    const wrong = told(path, "x").filter((line) => line.includes("there is no such argument"));
    expect(wrong).toEqual([expect.stringContaining(`there is no such argument — ${hint}`)]);
  });

  it.each([
    ["sslVpnServerName", "did you mean name?"],
    ["localSubnet", "did you mean localSubnets?"],
    ["proto", "did you mean protocol?"],
    ["clientCidrBlock", "did you mean clientIpPool?"],
    ["IDaaSInstanceId", "did you mean idaasInstanceId?"],
    ["maxConnections", "it is an output: maxConnections"],
  ])("know what others call a server's: %s", (path, hint) => {
    expect(told(path, "x", server)).toEqual([`${path}: there is no such argument — ${hint}`]);
  });
});

describe("a key of another type", () => {
  it.each<[unknown, string]>([
    [12345, "a number"],
    [true, "a boolean"],
    [["hunter2"], "a list"],
    [{ value: "hunter2" }, "an object"],
  ])("is told by its type, without its value: %j", (value, type) => {
    for (const path of ["ikeConfig.psk", "tunnels.master.ikeConfig.psk"]) {
      expect(told(path, value)).toEqual([`${path}: must be a string, not ${type}`]);
    }
  });

  it("is none where it is null", () => {
    expect(told("ikeConfig.psk", null)).toEqual([]);
  });
});

describe("characters are counted as people count them", () => {
  const long = ["😀", "👨‍👩‍👧‍👦", "🇩🇪", "e\u0301", "中"];

  it.each(long)("%s", (character) => {
    const text = (count: number) => character.repeat(count);
    for (const [path, most] of [
      ["name", 100],
      ["ikeConfig.localId", 100],
      ["tags.a", 128],
    ] as const) {
      expect(told(path, text(60))).toEqual([]);
      expect(told(path, text(most))).toEqual([]);
      expect(told(path, text(most + 1))).toHaveLength(1);
    }
    expect(told("name", text(100), server)).toEqual([]);
    expect(told("name", text(101), server)).toHaveLength(1);
    expect(told("tags", { [text(64)]: "x" })).toEqual([]);
    expect(told("tags", { [text(65)]: "x" })).toHaveLength(1);
  });
});
