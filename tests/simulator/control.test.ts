import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ManualClock } from "../../simulator/src/index";
import { codeOf, sdk } from "./support/clients";
import { at, type Lab, Lab as Bench, lab, started } from "./support/lab";

describe("drift", () => {
  test("an edit shows at once, past rules and life cycle", async () => {
    const bench = await lab();
    const ssl = await bench.makeSsl();
    const dual = await bench.makeDual();
    bench.simulator.edit(ssl, { Port: 22 });
    bench.simulator.edit(dual, {
      "Tunnels.slave.TunnelIkeConfig.Psk": "changed",
      Tunnels: { master: { EnableDpd: false } },
    });
    expect(at(await bench.sslServers(), 0).port).toBe(22);
    expect((await bench.describeConnection(dual)).tunnelOptionsSpecification?.tunnelOptions).toMatchObject([
      { enableDpd: "false" },
      { tunnelIkeConfig: { psk: "changed" } },
    ]);
    expect(await bench.gatewayStatus(bench.dual)).toBe("active");
    expect(() => bench.simulator.edit("vss-none", {})).toThrow("vss-none");
    expect(() => bench.simulator.edit(dual, { "Tunnels.third.EnableDpd": false })).toThrow("third");
  });

  test("customer gateways and gateways can be edited too", async () => {
    const bench = await lab();
    bench.simulator.edit(at(bench.branches, 0), { Asn: 64512 });
    bench.simulator.edit(bench.single, { BusinessStatus: "FinancialLocked" });
    bench.simulator.setGateway(bench.dual, { "Supports.Bgp": false });
    expect(at(bench.simulator.inventory().customerGateways, 0).Asn).toBe(64512);
    expect(await codeOf(bench.api.createSslVpnServer(bench.ssl()))).toBe("VpnGateway.FinancialLocked");
    expect(at(bench.simulator.inventory().gateways, 1).Supports).toMatchObject({ Bgp: false, Dpd: true });
  });

  test("resources come and go as if others had made and deleted them", async () => {
    const bench = await lab();
    const id = await bench.makeConnection();
    const found = at(bench.simulator.inventory().vpnConnections, 0);
    bench.simulator.remove(id);
    expect(await codeOf(bench.describeConnection(id))).toBe("InvalidVpnConnectionInstanceId.NotFound");
    bench.simulator.put({ ...found, VpnConnectionId: "vco-foreign", Name: "foreign" });
    expect((await bench.describeConnection("vco-foreign")).name).toBe("foreign");
    expect(() => bench.simulator.remove(id)).toThrow(id);
  });

  test("an inventory is a copy, with keys", async () => {
    const bench = await lab();
    await bench.makeConnection({ ikeConfig: '{"Psk":"clear"}' });
    const copy = at(bench.simulator.inventory().vpnConnections, 0);
    expect(copy.Mode === "single" && copy.IkeConfig.Psk).toBe("clear");
    (copy as { Name: string }).Name = "changed outside";
    expect(at(bench.simulator.inventory().vpnConnections, 0).Name).toBe("");
  });
});

describe("a state file", () => {
  const folder = mkdtempSync(join(tmpdir(), "simulator-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  async function open(statePath: string, clock: ManualClock, options = {}): Promise<Lab> {
    const simulator = await started({ statePath, clock, ...options });
    return new Bench(simulator, clock, sdk(simulator));
  }

  test("keeps resources, tokens, a running change and the sequence of ids over a restart", async () => {
    const path = join(folder, "state.json");
    const clock = new ManualClock();
    const first = await open(path, clock);
    const request = first.connection({ clientToken: "t" });
    const { body } = await first.api.createVpnConnection(request);
    const inventory = first.simulator.inventory();
    await first.simulator.close();

    const second = await open(path, clock, { gateways: [] });
    expect(second.simulator.inventory()).toEqual(inventory);
    expect(second.simulator.ids).toEqual(first.simulator.ids);
    expect(await second.gatewayStatus(second.single)).toBe("updating");
    expect((await second.api.createVpnConnection(request)).body?.vpnConnectionId).toBe(body?.vpnConnectionId);
    second.settle();
    expect(await second.gatewayStatus(second.single)).toBe("active");
    expect(await second.makeConnection({}, 1)).not.toBe(body?.vpnConnectionId);
  });

  test("keeps what isn't shown yet", async () => {
    const path = join(folder, "lagging.json");
    const clock = new ManualClock();
    const first = await open(path, clock, { describeLag: 10_000 });
    const { body } = await first.api.createVpnConnection(first.connection());
    await first.simulator.close();

    const second = await open(path, clock, { describeLag: 10_000 });
    const id = body?.vpnConnectionId ?? "";
    expect(second.simulator.inventory().vpnConnections).toHaveLength(1);
    expect(await codeOf(second.describeConnection(id))).toBe("InvalidVpnConnectionInstanceId.NotFound");
    clock.advance(10_000);
    expect((await second.describeConnection(id)).vpnConnectionId).toBe(id);
  });

  test("is written whole, and only its owner can read it", async () => {
    const path = join(folder, "private.json");
    const bench = await open(path, new ManualClock());
    await bench.makeConnection();
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(JSON.parse(readFileSync(path, "utf8"))).toMatchObject({ version: 2 });
    expect(readdirSync(folder).filter((name) => name.endsWith(".tmp"))).toEqual([]);
  });

  test("of another program is refused", async () => {
    const path = join(folder, "other.json");
    writeFileSync(path, "{}");
    await expect(started({ statePath: path })).rejects.toThrow("not a state file");
  });
});

describe("the control endpoint", () => {
  const ask = async (bench: Lab, method: string, path: string, body?: object, headers = {}) => {
    const response = await fetch(`${bench.simulator.url}/__simulator${path}`, {
      method,
      headers,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: response.status, value: await response.json() };
  };

  test("shows ids, switches, calls, changes, inventory and rules", async () => {
    const bench = await lab();
    await bench.makeConnection();
    expect((await ask(bench, "GET", "/")).value).toMatchObject({
      ids: bench.simulator.ids,
      switches: { tokens: "A" },
    });
    expect((await ask(bench, "GET", "/calls")).value).toMatchObject([{ operation: "CreateVpnConnection" }]);
    expect((await ask(bench, "GET", "/changes")).value).toMatchObject([{ gatewayId: bench.single }]);
    expect((await ask(bench, "GET", "/inventory")).value).toMatchObject({
      vpnConnections: [{ Mode: "single" }],
    });
    expect((await ask(bench, "GET", "/rules")).value).toContainEqual(
      expect.objectContaining({ id: "ssl.port.range" }),
    );
    await ask(bench, "DELETE", "/calls");
    expect(bench.simulator.calls()).toEqual([]);
  });

  test("plans faults and takes them back", async () => {
    const bench = await lab();
    const { value } = await ask(bench, "POST", "/faults", { kind: "forbid", times: 0 });
    expect(value).toEqual({ id: 1 });
    expect(await codeOf(bench.gatewayStatus(bench.single))).toBe("Forbidden");
    expect((await ask(bench, "GET", "/faults")).value).toMatchObject([{ id: 1, struck: 1 }]);
    await ask(bench, "DELETE", "/faults/1");
    await bench.gatewayStatus(bench.single);
    await ask(bench, "POST", "/faults", { kind: "error500" });
    await ask(bench, "DELETE", "/faults");
    await bench.gatewayStatus(bench.single);
  });

  test("sticks, releases, makes busy, edits, puts, removes and switches", async () => {
    const bench = await lab();
    const gatewayId = bench.single;
    const id = await bench.makeConnection();
    await ask(bench, "POST", "/stick", { gatewayId });
    expect(bench.simulator.status(gatewayId)).toBe("updating");
    await ask(bench, "POST", "/release", { gatewayId });
    expect(bench.simulator.status(gatewayId)).toBe("active");
    await ask(bench, "POST", "/foreign-change", { gatewayId, ms: 500 });
    expect(bench.simulator.status(gatewayId)).toBe("updating");
    await ask(bench, "POST", "/gateway", { gatewayId, patch: { Name: "g" } });
    await ask(bench, "POST", "/edit", { resourceId: id, patch: { Name: "edited" } });
    const resource = at(bench.simulator.inventory().vpnConnections, 0);
    expect(resource.Name).toBe("edited");
    await ask(bench, "POST", "/put", { resource: { ...resource, VpnConnectionId: "vco-put" } });
    await ask(bench, "POST", "/remove", { resourceId: id });
    await ask(bench, "POST", "/switches", { tokens: "C" });
    expect(bench.simulator.inventory()).toMatchObject({
      gateways: [{ Name: "g" }, {}],
      vpnConnections: [{ VpnConnectionId: "vco-put" }],
    });
    expect(bench.simulator.switches.tokens).toBe("C");
  });

  test("says what is wrong", async () => {
    const bench = await lab();
    expect(await ask(bench, "GET", "/nonsense")).toMatchObject({
      status: 404,
      value: { error: "No such route." },
    });
    expect(await ask(bench, "POST", "/stick", {})).toMatchObject({ status: 400 });
    expect(await ask(bench, "POST", "/stick", { gatewayId: "vpn-x" })).toMatchObject({ status: 400 });
    expect(await ask(bench, "POST", "/switches", { tokens: "D" })).toMatchObject({ status: 400 });
    expect(await ask(bench, "POST", "/foreign-change", { gatewayId: bench.single })).toMatchObject({
      status: 400,
    });
  });

  test("isn't for pages in a browser", async () => {
    const bench = await lab();
    expect(
      await ask(bench, "GET", "/inventory", undefined, { origin: "http://elsewhere.example" }),
    ).toMatchObject({
      status: 403,
    });
  });
});

describe("closing", () => {
  test("ends open connections at once, and the port is free again", async () => {
    const simulator = await started();
    // A client that keeps its connection open.
    await fetch(`${simulator.url}/__simulator/`);
    await simulator.close();
    await started({ port: simulator.port });
  });

  test("a port in use is an error", async () => {
    const simulator = await started();
    await expect(started({ port: simulator.port })).rejects.toThrow("EADDRINUSE");
  });
});
