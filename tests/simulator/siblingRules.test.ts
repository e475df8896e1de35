import type { SimulatorOptions } from "../../simulator/src/index";
import { codeOf } from "./support/clients";
import { type Lab, lab, type Patch } from "./support/lab";

describe("connections with the same gateway and customer gateway", () => {
  const psk = (Psk: string) => ({ ikeConfig: JSON.stringify({ Psk }) });

  async function pair(options: SimulatorOptions = {}): Promise<Lab> {
    const bench = await lab(options);
    await bench.makeConnection({ ...psk("shared"), remoteSubnet: "10.2.0.0/24" });
    return bench;
  }

  test.each<[string, Patch]>([
    ["InvalidVpnConnection.AlreadyExists", { ...psk("shared"), remoteSubnet: "10.2.0.0/24" }],
    [
      "VpnConnectionParamInvalid.SameVpnAndCgwDifferentIkeConfigs",
      { ...psk("other"), remoteSubnet: "10.3.0.0/24" },
    ],
    [
      "VpnConnectionParamInvalid.SameVpnAndCgwTrafficSelectorOverlap",
      { ...psk("shared"), remoteSubnet: "10.2.0.0/16" },
    ],
  ])("%s", async (code, patch) => {
    const bench = await pair();
    expect(await codeOf(bench.api.createVpnConnection(bench.connection(patch)))).toBe(code);
  });

  test("may exist with the same key and other subnets, and then can't change the key one by one", async () => {
    const bench = await pair();
    const id = await bench.makeConnection({ ...psk("shared"), remoteSubnet: "10.3.0.0/24" });
    expect(await codeOf(bench.modifyConnection(id, psk("rotated")))).toBe(
      "VpnConnectionParamInvalid.SameVpnAndCgwDifferentIkeConfigs",
    );
    expect(await codeOf(bench.modifyConnection(id, { remoteSubnet: "10.2.0.0/16" }))).toBe(
      "VpnConnectionParamInvalid.SameVpnAndCgwTrafficSelectorOverlap",
    );
  });

  test("are compared tunnel by tunnel: the same peer on the other address is another tunnel", async () => {
    const bench = await lab();
    const [one, other] = bench.branches;
    await bench.makeDual();
    await bench.makeDual({}, [
      { role: "master", customerGatewayId: other },
      { role: "slave", customerGatewayId: one },
    ]);
    const again = bench.api.createVpnConnection(bench.dualConnection({ remoteSubnet: "10.3.0.0/24" }));
    expect(await codeOf(again)).toBe("VpnConnectionParamInvalid.SameVpnAndCgwDifferentIkeConfigs");
  });

  test("aren't compared when the switch says so, so that a duplicate can be made", async () => {
    const bench = await pair({ siblings: "unchecked" });
    await bench.makeConnection({ ...psk("other"), remoteSubnet: "10.2.0.0/24" });
    expect(bench.simulator.inventory().vpnConnections).toHaveLength(2);
  });
});

describe("several subnets with IKEv1", () => {
  const several = { localSubnet: "10.1.1.0/24,10.1.2.0/24" };

  test("are refused on create and modify unless switched", async () => {
    const bench = await lab({ defaultIkeVersion: "ikev1", ikev1MultiSubnet: "modify" });
    const id = await bench.makeConnection(several);
    expect(await codeOf(bench.modifyConnection(id, { name: "x" }))).toBe(
      "ModifyIkeV1WithMultiRoutes.Invalid",
    );
    bench.simulator.set({ ikev1MultiSubnet: "accept" });
    await bench.modifyConnection(id, { name: "x" });
  });

  test("are fine with IKEv2, which is the default", async () => {
    const bench = await lab();
    const id = await bench.makeConnection(several);
    expect((await bench.describeConnection(id)).ikeConfig?.ikeVersion).toBe("ikev2");
  });
});
