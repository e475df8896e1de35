import { type Properties, getPath, setPath } from "../../../provider/src/properties";
import { GIVEN } from "../../../provider/src/schema/diff";
import { modification } from "../../../provider/src/resources/vpnConnection/modification";
import { vpnConnection } from "../../../provider/src/resources/vpnConnection/definition";
import { fullDual, fullSingle } from "../examples";

const { changes, complete } = vpnConnection;

const subnets = { localSubnets: ["10.0.0.0/16"], remoteSubnets: ["192.168.0.0/24"] };

/** What is reported stands beside what was given. */
const oneTunnel: Properties = {
  ...complete(fullSingle),
  bgpStatus: { status: "success", peerAsn: 65531, peerBgpIp: "169.254.10.2" },
  healthCheckStatus: { status: "failed", policy: "revoke_route" },
};

const twoTunnels: Properties = {
  ...complete(fullDual),
  tunnelStatus: {
    master: { tunnelId: "tun-1" },
    slave: {
      tunnelId: "tun-2",
      internetIp: "47.0.0.2",
      bgpStatus: "success",
      peerAsn: 65531,
      peerBgpIp: "169.254.11.2",
    },
  },
};

/** What is sent where the values at these paths change. */
function sent(from: Properties, full: Properties, ...to: [string, unknown][]): Properties {
  const wanted = to.reduce((all, [path, value]) => setPath(all, path, value), complete(full));
  const given = to.filter(([, value]) => value === undefined).map(([path]) => path);
  const outputs = { ...from, [GIVEN]: given };
  return modification(outputs, wanted, changes(outputs, wanted));
}

describe("every modify", () => {
  it("carries the subnets, which the service needs each time", () => {
    expect(sent(oneTunnel, fullSingle, ["name", "other"])).toEqual({ ...subnets, name: "other" });
    expect(sent(twoTunnels, fullDual, ["name", "other"])).toEqual({ ...subnets, name: "other" });
  });

  it("carries new subnets in the order given", () => {
    const blocks = ["10.9.0.0/16", "10.1.0.0/16"];
    expect(sent(oneTunnel, fullSingle, ["localSubnets", blocks]).localSubnets).toEqual(blocks);
  });

  it("carries nothing that replaces, and no tags of its own accord", () => {
    const args = sent(oneTunnel, fullSingle, ["enableDpd", false]);
    expect(args).toEqual({ ...subnets, enableDpd: false });
  });
});

describe("blocks go whole, as the service may not merge them", () => {
  it.each<[string, string, unknown]>([
    ["ikeConfig", "ikePfs", "group2"],
    ["ipsecConfig", "ipsecPfs", "group2"],
    ["bgpConfig", "localBgpIp", "169.254.10.2"],
    ["healthCheckConfig", "retry", 9],
  ])("%s with a new %s", (block, key, to) => {
    const whole = { ...(fullSingle[block] as object), [key]: to };
    expect(sent(oneTunnel, fullSingle, [`${block}.${key}`, to])).toEqual({ ...subnets, [block]: whole });
  });

  it("without what the service reports and doesn't take", () => {
    const args = sent(
      oneTunnel,
      fullSingle,
      ["bgpConfig.enableBgp", false],
      ["healthCheckConfig.enable", false],
    );
    expect(Object.keys(args.bgpConfig as object).sort()).toEqual([
      "enableBgp",
      "localAsn",
      "localBgpIp",
      "tunnelCidr",
    ]);
    expect(Object.keys(args.healthCheckConfig as object).sort()).toEqual([
      "dip",
      "enable",
      "interval",
      "retry",
      "sip",
    ]);
  });

  it("with the key that is in force, so that none is made anew", () => {
    const args = sent(oneTunnel, fullSingle, ["ikeConfig.ikePfs", "group2"]);
    expect(getPath(args, "ikeConfig.psk")).toBe("correct-horse-battery");
  });

  it("with several changes in one block", () => {
    const args = sent(oneTunnel, fullSingle, ["ikeConfig.ikePfs", "group2"], ["ikeConfig.psk", "another"]);
    expect(args.ikeConfig).toEqual({ ...(fullSingle.ikeConfig as object), ikePfs: "group2", psk: "another" });
  });

  it("with the documented default where an argument was taken away", () => {
    const args = sent(oneTunnel, fullSingle, ["ikeConfig.ikeVersion", undefined]);
    expect(getPath(args, "ikeConfig.ikeVersion")).toBe("ikev1");
    expect(getPath(args, "ikeConfig.psk")).toBe("correct-horse-battery");
  });

  it("made of the change alone where there was none", () => {
    const bare = setPath(oneTunnel, "healthCheckConfig", undefined);
    const args = sent(bare, fullSingle, [
      "healthCheckConfig",
      { enable: true, dip: "1.1.1.1", sip: "2.2.2.2" },
    ]);
    expect(args.healthCheckConfig).toEqual({ enable: true, dip: "1.1.1.1", sip: "2.2.2.2" });
  });
});

describe("a tunnel", () => {
  it("goes by its id and role, alone, with its block whole", () => {
    const args = sent(twoTunnels, fullDual, ["tunnels.slave.ikeConfig.ikePfs", "group2"]);
    const ike = { ...(getPath(fullDual, "tunnels.slave.ikeConfig") as object), ikePfs: "group2" };
    expect(args).toEqual({ ...subnets, tunnels: { slave: { tunnelId: "tun-2", ikeConfig: ike } } });
  });

  it("goes without what the service reports", () => {
    const args = sent(twoTunnels, fullDual, ["tunnels.slave.bgpConfig.localBgpIp", "169.254.11.2"]);
    expect(getPath(args, "tunnels.slave")).toEqual({
      tunnelId: "tun-2",
      bgpConfig: { localAsn: 65530, tunnelCidr: "169.254.11.0/30", localBgpIp: "169.254.11.2" },
    });
  });

  it("both go where both change", () => {
    const args = sent(
      twoTunnels,
      fullDual,
      ["tunnels.master.enableDpd", false],
      ["tunnels.slave.enableDpd", false],
    );
    expect(args.tunnels).toEqual({
      master: { tunnelId: "tun-1", enableDpd: false },
      slave: { tunnelId: "tun-2", enableDpd: false },
    });
  });
});

describe("BGP of the tunnels", () => {
  const off = setPath(twoTunnels, "enableTunnelsBgp", false);
  const bgp = (role: string) => getPath(fullDual, `tunnels.${role}.bgpConfig`);

  it("switched on goes with the addresses of both, which the service needs then, and their ids", () => {
    expect(sent(off, fullDual, ["enableTunnelsBgp", true])).toEqual({
      ...subnets,
      enableTunnelsBgp: true,
      tunnels: {
        master: { tunnelId: "tun-1", bgpConfig: bgp("master") },
        slave: { tunnelId: "tun-2", bgpConfig: bgp("slave") },
      },
    });
  });

  it("switched on with another address of one goes with the new one, and with the other's", () => {
    const path = "tunnels.slave.bgpConfig.localBgpIp";
    const args = sent(off, fullDual, ["enableTunnelsBgp", true], [path, "169.254.11.2"]);
    expect(args.tunnels).toEqual({
      master: { tunnelId: "tun-1", bgpConfig: bgp("master") },
      slave: { tunnelId: "tun-2", bgpConfig: { ...(bgp("slave") as object), localBgpIp: "169.254.11.2" } },
    });
  });

  it("switched off goes alone", () => {
    expect(sent(twoTunnels, fullDual, ["enableTunnelsBgp", false])).toEqual({
      ...subnets,
      enableTunnelsBgp: false,
    });
  });
});

describe("an address of BGP", () => {
  const places = [
    ["one tunnel", oneTunnel, fullSingle, "bgpConfig"],
    ["a tunnel of two", twoTunnels, fullDual, "tunnels.slave.bgpConfig"],
  ] as const;

  it.each(places)("that nobody asked for moves with its block: %s", (_, from, full, block) => {
    const least = setPath(full, `${block}.localBgpIp`, undefined);
    const args = sent(from, least, [`${block}.tunnelCidr`, "169.254.20.4/30"]);
    expect(getPath(args, `${block}.localBgpIp`)).toBe("169.254.20.5");
  });

  it.each(places)("that was asked for goes as it is: %s", (_, from, full, block) => {
    const args = sent(
      from,
      full,
      [`${block}.tunnelCidr`, "169.254.20.4/30"],
      [`${block}.localBgpIp`, "169.254.20.6"],
    );
    expect(getPath(args, `${block}.localBgpIp`)).toBe("169.254.20.6");
  });

  it.each(places)("is not made up where there is none: %s", (_, from, full, block) => {
    const none = setPath(from, `${block}.localBgpIp`, undefined);
    const least = setPath(full, `${block}.localBgpIp`, undefined);
    expect(
      getPath(sent(none, least, [`${block}.tunnelCidr`, "169.254.20.4/30"]), `${block}.localBgpIp`),
    ).toBeUndefined();
  });

  it.each(places)(
    "stays where somebody changed the block alone and it is put back: %s",
    (_, from, full, block) => {
      const drifted = setPath(from, `${block}.tunnelCidr`, "169.254.30.0/30");
      const least = setPath(full, `${block}.localBgpIp`, undefined);
      const back = getPath(from, `${block}.tunnelCidr`);
      expect(getPath(sent(drifted, least, [`${block}.tunnelCidr`, back]), `${block}.localBgpIp`)).toBe(
        getPath(from, `${block}.localBgpIp`),
      );
      const elsewhere = sent(drifted, least, [`${block}.tunnelCidr`, "169.254.20.0/30"]);
      expect(getPath(elsewhere, `${block}.localBgpIp`)).toBeUndefined();
    },
  );
});
