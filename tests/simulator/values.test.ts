import { codeOf } from "./support/clients";
import { at, lab } from "./support/lab";

describe("a modify", () => {
  test("keeps what it doesn't send", async () => {
    const bench = await lab();
    const id = await bench.makeSsl({
      proto: "UDP",
      cipher: "none",
      port: 2000,
      compress: true,
      dnsServers: "10.0.0.53",
    });
    await bench.modifySsl(id, { localSubnet: "10.40.0.0/16" });
    expect(at(await bench.sslServers(), 0)).toMatchObject({
      proto: "UDP",
      cipher: "none",
      port: 2000,
      compress: true,
      dnsServers: "10.0.0.53",
      localSubnet: "10.40.0.0/16",
    });
  });

  test("without Compress sets the documented default when switched, but not beside a name alone", async () => {
    const bench = await lab({ compressOnModify: "true" });
    const id = await bench.makeSsl();
    await bench.modifySsl(id, { name: "x" });
    expect(at(await bench.sslServers(), 0).compress).toBe(false);
    await bench.modifySsl(id, { port: 1195 });
    expect(at(await bench.sslServers(), 0).compress).toBe(true);
  });

  test("of one IKE value keeps the other eight, the generated key too", async () => {
    const bench = await lab();
    const id = await bench.makeConnection();
    const before = (await bench.describeConnection(id)).ikeConfig;
    expect(before?.psk).toMatch(/^[a-z0-9]{16}$/);
    await bench.modifyConnection(id, { ikeConfig: '{"IkeLifetime":3600}' });
    expect((await bench.describeConnection(id)).ikeConfig?.toMap()).toEqual({
      ...before?.toMap(),
      IkeLifetime: 3600,
    });
  });

  test("finds a tunnel by its role or its id and leaves the other alone", async () => {
    const bench = await lab();
    const id = await bench.makeDual();
    const tunnels = async () =>
      (await bench.describeConnection(id)).tunnelOptionsSpecification?.tunnelOptions ?? [];
    const [master, slave] = await tunnels();
    await bench.modifyConnection(id, { tunnelOptionsSpecification: [{ role: "slave", enableDpd: false }] });
    bench.settle();
    await bench.modifyConnection(id, {
      tunnelOptionsSpecification: [{ tunnelId: master?.tunnelId, tunnelIkeConfig: { psk: "changed" } }],
    });
    const [newMaster, newSlave] = await tunnels();
    expect(newMaster).toMatchObject({ enableDpd: "true", tunnelIkeConfig: { psk: "changed" } });
    expect(newSlave).toMatchObject({
      enableDpd: "false",
      tunnelIkeConfig: { psk: slave?.tunnelIkeConfig?.psk },
    });
  });

  test("takes a tunnel's customer gateway, or ignores it, as switched", async () => {
    const bench = await lab();
    const id = await bench.makeDual();
    const change = () =>
      bench.modifyConnection(id, {
        tunnelOptionsSpecification: [{ role: "slave", customerGatewayId: bench.branches[3] }],
      });
    const slave = async () =>
      (await bench.describeConnection(id)).tunnelOptionsSpecification?.tunnelOptions?.[1]?.customerGatewayId;
    bench.simulator.set({ tunnelCustomerGateway: "ignore" });
    await change();
    expect(await slave()).toBe(bench.branches[1]);
    bench.settle();
    bench.simulator.set({ tunnelCustomerGateway: "modify" });
    await change();
    expect(await slave()).toBe(bench.branches[3]);
  });

  test("with a new BGP block takes its first address unless one is sent", async () => {
    const bench = await lab();
    const id = await bench.makeConnection({
      bgpConfig: '{"EnableBgp":"true","TunnelCidr":"169.254.11.0/30"}',
    });
    await bench.modifyConnection(id, { bgpConfig: '{"TunnelCidr":"169.254.12.0/30","LocalAsn":"123.456"}' });
    expect((await bench.describeConnection(id)).vpnBgpConfig).toMatchObject({
      localBgpIp: "169.254.12.1",
      localAsn: 8061384,
      peerBgpIp: "169.254.12.2",
    });
  });

  test("reads the health check's keys in small and in capital letters", async () => {
    const bench = await lab();
    const id = await bench.makeConnection({
      healthCheckConfig: '{"enable":"true","dip":"10.9.9.9","sip":"10.1.1.1"}',
    });
    await bench.modifyConnection(id, { healthCheckConfig: '{"Interval":"5"}' });
    expect((await bench.describeConnection(id)).vcoHealthCheck).toMatchObject({
      enable: "true",
      dip: "10.9.9.9",
      interval: 5,
      retry: 3,
    });
  });
});

describe("a create", () => {
  test("fills the documented defaults", async () => {
    const bench = await lab();
    const single = await bench.describeConnection(await bench.makeConnection());
    expect(single.ikeConfig).toMatchObject({
      ikeVersion: "ikev2",
      ikeMode: "main",
      ikeEncAlg: "aes",
      ikeAuthAlg: "md5",
      ikePfs: "group2",
      ikeLifetime: 86400,
      localId: single.internetIp,
      remoteId: "203.0.113.10",
    });
    expect(single).toMatchObject({ enableDpd: true, enableNatTraversal: true, effectImmediately: false });
    await bench.makeSsl();
    expect(at(await bench.sslServers(), 0)).toMatchObject({
      proto: "TCP",
      cipher: "AES-128-CBC",
      port: 1194,
      compress: false,
      maxConnections: 5,
      internetIp: single.internetIp,
    });
  });

  test("gives each tunnel its own address, key and identifiers", async () => {
    const bench = await lab();
    const { tunnelOptionsSpecification } = await bench.describeConnection(await bench.makeDual());
    const [master, slave] = tunnelOptionsSpecification?.tunnelOptions ?? [];
    expect(master?.tunnelIkeConfig).toMatchObject({ localId: master?.internetIp, remoteId: "203.0.113.10" });
    expect(slave?.tunnelIkeConfig).toMatchObject({ localId: slave?.internetIp, remoteId: "203.0.113.20" });
    expect(master?.internetIp).not.toBe(slave?.internetIp);
    expect(master?.tunnelIkeConfig?.psk).not.toBe(slave?.tunnelIkeConfig?.psk);
  });

  test("with DryRun answers DryRunOperation and changes nothing", async () => {
    const bench = await lab();
    expect(await codeOf(bench.api.createSslVpnServer(bench.ssl({ dryRun: true })))).toBe("DryRunOperation");
    expect(await codeOf(bench.api.createVpnConnection(bench.connection({ dryRun: true })))).toBe(
      "DryRunOperation",
    );
    expect(await codeOf(bench.api.createSslVpnServer(bench.ssl({ dryRun: true, port: 22 })))).toBe(
      "SslVpnServerPort.Illegal",
    );
    expect(bench.simulator.inventory()).toMatchObject({ sslVpnServers: [], vpnConnections: [] });
    const id = await bench.makeSsl();
    expect(await codeOf(bench.modifySsl(id, { port: 1195, dryRun: true }))).toBe("DryRunOperation");
    expect(at(bench.simulator.inventory().sslVpnServers, 0).Port).toBe(1194);
    expect(await bench.gatewayStatus(bench.single)).toBe("active");
  });

  test("draws the same ids for the same seed", async () => {
    const [one, other, third] = await Promise.all([
      lab({ seed: "x" }),
      lab({ seed: "x" }),
      lab({ seed: "y" }),
    ]);
    expect(one.simulator.ids).toEqual(other.simulator.ids);
    expect(one.simulator.ids).not.toEqual(third.simulator.ids);
    expect(await one.makeConnection()).toBe(await other.makeConnection());
  });
});
