import { plain } from "./harness";
import { usePatched, withoutWait } from "./patched";
import { all, stage, unsettledGateways } from "./stage";

test("after up, each gateway was seen active after its last change, and what is described equals the arguments", async () => {
  const made = await stage(all);
  const up = await made.project.up();
  expect(up.stderr).toBe("");
  expect(up.code).toBe(0);
  expect(unsettledGateways(made.newCalls())).toEqual([]);

  const { sslVpnServers, vpnConnections } = made.simulator.inventory();
  expect(sslVpnServers).toMatchObject([
    {
      Name: "staff",
      ClientIpPool: "10.250.0.0/24",
      LocalSubnet: "10.0.0.0/16",
      Proto: "TCP",
      Port: 1194,
      Compress: false,
    },
  ]);
  expect(vpnConnections).toHaveLength(2);
  const [office] = vpnConnections.filter(({ Name }) => Name === "office");
  expect(office).toMatchObject({
    CustomerGatewayId: made.ids.peers[0],
    LocalSubnet: "10.0.0.0/16",
    RemoteSubnet: "192.168.1.0/24,192.168.0.0/24",
    IkeConfig: { IkeVersion: "ikev2", IkeEncAlg: "aes256", Psk: "planted-office-key-7c1f" },
  });

  const { outputs } = (await made.project.resource("datacentre", { showSecrets: true })) ?? {};
  const tunnels = plain(outputs?.tunnels) as Record<string, unknown>;
  const stored = vpnConnections.find(({ Name }) => Name === "datacentre") as unknown as {
    Tunnels: { Role: string; TunnelId: string; TunnelIkeConfig: { Psk: string } }[];
  };
  const slave = stored.Tunnels.find(({ Role }) => Role === "slave");
  expect(tunnels.slave).toMatchObject({ ikeConfig: { psk: slave?.TunnelIkeConfig.Psk } });
  // In the open, beside the settings with their keys.
  expect(outputs?.tunnelStatus).toMatchObject({ slave: { tunnelId: slave?.TunnelId } });
  expect((await made.project.preview()).steps.filter(({ op }) => op !== "same")).toEqual([]);
});

test("with the wait taken out of a patched copy of the built package, gateways aren't seen active", async () => {
  const made = await stage(all);
  usePatched(made.project, withoutWait);
  await made.project.up();
  const calls = made.newCalls();
  expect(calls.length).toBeGreaterThan(0);
  expect(unsettledGateways(calls)).not.toEqual([]);
});
