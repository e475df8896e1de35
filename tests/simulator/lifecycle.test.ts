import { codeOf, vpc } from "./support/clients";
import { at, type Lab, lab, regionId } from "./support/lab";

const busy = "VpnGateway.Configuring";

describe("one change at a time per gateway", () => {
  test("the gateway is updating after an accepted change, and active once the time is over", async () => {
    const bench = await lab({ busy: "2s" });
    await bench.api.createSslVpnServer(bench.ssl());
    expect(await bench.gatewayStatus(bench.single)).toBe("updating");
    bench.clock.advance(1999);
    expect(await bench.gatewayStatus(bench.single)).toBe("updating");
    bench.clock.advance(1);
    expect(await bench.gatewayStatus(bench.single)).toBe("active");
  });

  test.each<[string, (bench: Lab, ssl: string, connection: string) => Promise<unknown>]>([
    ["CreateSslVpnServer", (b) => b.api.createSslVpnServer(b.ssl())],
    ["ModifySslVpnServer", (b, ssl) => b.modifySsl(ssl, { port: 1195 })],
    ["DeleteSslVpnServer", (b, ssl) => b.deleteSsl(ssl)],
    ["CreateVpnConnection", (b) => b.api.createVpnConnection(b.connection({}, 1))],
    ["ModifyVpnConnectionAttribute", (b, _ssl, connection) => b.modifyConnection(connection, { name: "x" })],
    ["DeleteVpnConnection", (b, _ssl, connection) => b.deleteConnection(connection)],
  ])(
    "a second change while the gateway is updating is refused with VpnGateway.Configuring: %s",
    async (_name, call) => {
      const bench = await lab();
      const ssl = await bench.makeSsl();
      const connection = await bench.makeConnection();
      bench.simulator.foreignChange(bench.single, 1000);
      expect(await codeOf(call(bench, ssl, connection))).toBe(busy);
      expect(bench.simulator.inventory()).toMatchObject({
        sslVpnServers: [{ Port: 1194 }],
        vpnConnections: [{ Name: "" }],
      });
    },
  );

  test("gateways don't wait for each other", async () => {
    const bench = await lab();
    await bench.api.createVpnConnection(bench.connection());
    await bench.api.createVpnConnection(bench.dualConnection());
    expect(await codeOf(bench.api.createVpnConnection(bench.connection({}, 1)))).toBe(busy);
  });

  test("a refused change leaves the gateway active", async () => {
    const bench = await lab();
    await codeOf(bench.api.createSslVpnServer(bench.ssl({ port: 22 })));
    expect(await bench.gatewayStatus(bench.single)).toBe("active");
    expect(bench.simulator.changes()).toEqual([]);
  });

  test("values are refused before the gateway is asked, other resources after", async () => {
    const bench = await lab();
    await bench.makeSsl();
    bench.simulator.foreignChange(bench.single, 1000);
    expect(await codeOf(bench.api.createSslVpnServer(bench.ssl({ port: 22 })))).toBe(
      "SslVpnServerPort.Illegal",
    );
    expect(await codeOf(bench.api.createSslVpnServer(bench.ssl()))).toBe(busy);
    bench.settle();
    expect(await codeOf(bench.api.createSslVpnServer(bench.ssl()))).toBe("SslVpnServer.AlreadyExist");
  });
});

describe("the time a change takes", () => {
  async function times(busyTime: string, seed: string): Promise<number[]> {
    const bench = await lab({ busy: busyTime, seed });
    const id = await bench.makeSsl();
    for (const port of [2000, 2001, 2002, 2003]) {
      await bench.modifySsl(id, { port });
      bench.settle();
    }
    return bench.simulator.changes().map(({ acceptedAt, activeAt = NaN }) => activeAt - acceptedAt);
  }

  test("is constant without a spread", async () => {
    expect(await times("150ms", "1")).toEqual([150, 150, 150, 150, 150]);
  });

  test("is drawn anew for each change within its spread, and alike for the same seed", async () => {
    const drawn = await times("2s±30%", "a");
    expect(new Set(drawn).size).toBe(5);
    // On both sides of the middle.
    expect(Math.min(...drawn)).toBeLessThan(2000);
    expect(Math.max(...drawn)).toBeGreaterThan(2000);
    for (const time of drawn) expect(Math.abs(time - 2000)).toBeLessThanOrEqual(600);
    expect(await times("2s±30%", "a")).toEqual(drawn);
    expect(await times("2s±30%", "b")).not.toEqual(drawn);
  });

  test("has to be readable", async () => {
    await expect(lab({ busy: "soon" })).rejects.toThrow("2s±30%");
    await expect(lab({ tokens: "D" as "A" })).rejects.toThrow("A, B, C");
  });
});

describe("a change of the name alone", () => {
  test("is synchronous, also beside unchanged values", async () => {
    const bench = await lab();
    const id = await bench.makeSsl();
    await bench.modifySsl(id, { name: "renamed", port: 1194, compress: false });
    expect(await bench.gatewayStatus(bench.single)).toBe("active");
    expect(at(await bench.sslServers(), 0).name).toBe("renamed");
  });

  test("is asynchronous beside unchanged values when switched", async () => {
    const bench = await lab({ nameOnly: "sent" });
    const id = await bench.makeSsl();
    await bench.modifySsl(id, { name: "renamed", port: 1194 });
    expect(await bench.gatewayStatus(bench.single)).toBe("updating");
    bench.settle();
    await bench.modifySsl(id, { name: "again" });
    expect(await bench.gatewayStatus(bench.single)).toBe("active");
  });

  test("is asynchronous with a changed value, or without a name", async () => {
    const bench = await lab();
    const id = await bench.makeSsl();
    await bench.modifySsl(id, { name: "renamed", port: 1195 });
    expect(await bench.gatewayStatus(bench.single)).toBe("updating");
    bench.settle();
    await bench.modifySsl(id, { port: 1195 });
    expect(await bench.gatewayStatus(bench.single)).toBe("updating");
  });

  test("passes while the gateway is updating, or doesn't, as switched", async () => {
    const bench = await lab();
    const id = await bench.makeSsl();
    bench.simulator.foreignChange(bench.single, 1000);
    await bench.modifySsl(id, { name: "renamed" });
    bench.simulator.set({ nameWhileBusy: "refused" });
    expect(await codeOf(bench.modifySsl(id, { name: "again" }))).toBe(busy);
    expect(at(bench.simulator.inventory().sslVpnServers, 0).Name).toBe("renamed");
  });

  test("is asynchronous on a connection", async () => {
    const bench = await lab();
    const id = await bench.makeConnection();
    await bench.modifyConnection(id, { name: "renamed" });
    expect(await bench.gatewayStatus(bench.single)).toBe("updating");
  });
});

describe("when a change becomes visible", () => {
  test("at acceptance by default", async () => {
    const bench = await lab();
    await bench.api.createSslVpnServer(bench.ssl());
    const id = at(await bench.sslServers(), 0).sslVpnServerId ?? "";
    bench.settle();
    await bench.deleteSsl(id);
    expect(await bench.sslServers()).toEqual([]);
  });

  test("once the gateway is active when switched: created, modified, deleted", async () => {
    const bench = await lab({ visible: "active" });
    const { body } = await bench.api.createVpnConnection(bench.connection({ name: "old" }));
    const id = body?.vpnConnectionId ?? "";
    expect(await codeOf(bench.describeConnection(id))).toBe("InvalidVpnConnectionInstanceId.NotFound");
    expect(await bench.connections()).toEqual([]);
    bench.settle();
    const modified = await bench.modifyConnection(id, { name: "new" });
    expect(modified.body?.name).toBe("new");
    expect((await bench.describeConnection(id)).name).toBe("old");
    bench.settle();
    expect((await bench.describeConnection(id)).name).toBe("new");
    await bench.deleteConnection(id);
    expect((await bench.describeConnection(id)).name).toBe("new");
    expect(await bench.connections()).toHaveLength(1);
    bench.settle();
    expect(await codeOf(bench.describeConnection(id))).toBe("InvalidVpnConnectionInstanceId.NotFound");
  });

  test("tags on a hidden change show at once and reveal nothing else", async () => {
    const bench = await lab({ visible: "active" });
    const id = await bench.makeConnection({ name: "old" });
    await bench.modifyConnection(id, { name: "new" });
    await bench.api.tagResources(
      new vpc.TagResourcesRequest({
        regionId,
        resourceType: "VPNCONNECTION",
        resourceId: [id],
        tag: [{ key: "a", value: "b" }],
      }),
    );
    expect(await bench.describeConnection(id)).toMatchObject({
      name: "old",
      tags: { tag: [{ key: "a", value: "b" }] },
    });
    bench.settle();
    expect(await bench.describeConnection(id)).toMatchObject({
      name: "new",
      tags: { tag: [{ key: "a", value: "b" }] },
    });
  });
});
