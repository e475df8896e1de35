import type { Fault } from "../../simulator/src/index";
import { bench, type Body, turn } from "./support/inProcess";
import { at, lab as listening } from "./support/lab";
import { legacy, refusal } from "./support/clients";

describe("an altered answer", () => {
  test("lacks what a fault takes away, as often as planned", async () => {
    const lab = bench();
    const id = await lab.make();
    lab.simulator.faults.add({
      kind: "alterAnswer",
      operation: "DescribeVpnConnection",
      without: ["VpnGatewayId"],
      set: { CustomerGatewayId: "" },
      times: 2,
    });
    const seen = [await lab.described(id), await lab.described(id), await lab.described(id)];
    expect(seen.map((one) => [one?.VpnGatewayId, one?.CustomerGatewayId])).toEqual([
      [undefined, ""],
      [undefined, ""],
      ["vpn-1", "cgw-1"],
    ]);
    expect(at(lab.simulator.inventory().vpnConnections, 0).VpnGatewayId).toBe("vpn-1");
  });

  test("is altered within groups and tunnels, too", async () => {
    const lab = bench();
    const id = await lab.make(lab.dual());
    const path = "TunnelOptionsSpecification.TunnelOptions.slave";
    lab.simulator.faults.add({
      kind: "alterAnswer",
      operation: "DescribeVpnConnection",
      set: { [`${path}.TunnelIkeConfig.Psk`]: "******" },
      without: [`${path}.CustomerGatewayId`],
    });
    const { TunnelOptionsSpecification } = (await lab.described(id)) ?? {};
    const [master, slave] = (TunnelOptionsSpecification as { TunnelOptions: Body[] }).TunnelOptions;
    expect(slave).toMatchObject({ TunnelIkeConfig: { Psk: "******" } });
    expect(slave).not.toHaveProperty("CustomerGatewayId");
    expect(master).toHaveProperty("CustomerGatewayId");
  });

  test("of a list has all entries altered, or the one with that id", async () => {
    const lab = bench({ busy: 0 });
    const [, second] = [await lab.make(), await lab.make(lab.single(1))];
    const fault = {
      kind: "alterAnswer",
      operation: "DescribeVpnConnections",
      set: { VpnGatewayId: "" },
    } as const;
    lab.simulator.faults.add({ ...fault });
    lab.simulator.faults.add({ ...fault, entry: second, skip: 1 });
    const gateways = async () => (await lab.listed()).map((one) => one.VpnGatewayId);
    expect(await gateways()).toEqual(["", ""]);
    expect(await gateways()).toEqual(["vpn-1", ""]);
    expect(await gateways()).toEqual(["vpn-1", "vpn-1"]);
  });

  test("may name another region", async () => {
    const lab = bench();
    const id = await lab.makeServer();
    lab.simulator.faults.add({
      kind: "alterAnswer",
      operation: "DescribeSslVpnServers",
      entry: id,
      set: { RegionId: "cn-shanghai" },
    });
    expect(at(await lab.servers(), 0).RegionId).toBe("cn-shanghai");
  });

  test("has to have something to alter: else the fault waits", async () => {
    const lab = bench();
    const fault = { kind: "alterAnswer", operation: "DescribeVpnConnections" } as const;
    lab.simulator.faults.add({ ...fault, set: { Name: "altered" } });
    lab.simulator.faults.add({ ...fault, without: ["Nonsense"], times: 0 });
    expect(await lab.listed()).toEqual([]);
    expect(lab.simulator.faults.list().map(({ struck }) => struck)).toEqual([0, 0]);
    await lab.make();
    expect(at(await lab.listed(), 0).Name).toBe("altered");
    expect(lab.simulator.faults.list().map(({ struck }) => struck)).toEqual([1, 0]);
  });
});

describe("values that are accepted and not taken", () => {
  test("stay as they were, while the gateway works as usual", async () => {
    const lab = bench();
    const id = await lab.make(lab.single(0, { Name: "first" }));
    lab.clock.advance(2000);
    lab.simulator.faults.add({ kind: "ignoreValues", paths: ["IkeConfig.Psk", "RemoteSubnet"] });
    await lab.call("ModifyVpnConnectionAttribute", {
      VpnConnectionId: id,
      Name: "second",
      RemoteSubnet: "10.9.0.0/24",
      IkeConfig: '{"Psk":"new-key","IkeLifetime":3600}',
    });
    expect(await lab.gatewayStatus()).toBe("updating");
    expect(await lab.described(id)).toMatchObject({
      Name: "second",
      RemoteSubnet: "10.1.0.0/24",
      IkeConfig: { Psk: "a-key", IkeLifetime: 3600 },
    });
  });

  test("may be a tunnel's, or tags", async () => {
    const lab = bench();
    const [lifetime, paths] = [
      "TunnelIkeConfig.IkeLifetime",
      ["Tunnels.slave.TunnelIkeConfig.IkeLifetime", "Tags"],
    ];
    lab.simulator.faults.add({ kind: "ignoreValues", paths });
    const id = await lab.make(
      lab.dual({
        [`TunnelOptionsSpecification.1.${lifetime}`]: "3600",
        [`TunnelOptionsSpecification.2.${lifetime}`]: "3600",
        "Tags.1.Key": "team",
      }),
    );
    const found = lab.simulator.inventory().vpnConnections.find((one) => one.VpnConnectionId === id);
    expect(found).toMatchObject({
      Tags: {},
      Tunnels: [{ TunnelIkeConfig: { IkeLifetime: 3600 } }, { TunnelIkeConfig: { IkeLifetime: 86400 } }],
    });
  });

  test("may be all of a change", async () => {
    const lab = bench({ busy: 0 });
    const SslVpnServerId = await lab.makeServer({ Port: "1300" });
    const before = at(await lab.servers(), 0);
    lab.simulator.faults.add({ kind: "ignoreValues", paths: "all", operation: "ModifySslVpnServer" });
    await lab.call("ModifySslVpnServer", { SslVpnServerId, Port: "1400", Proto: "UDP" });
    expect(at(await lab.servers(), 0)).toEqual(before);
  });

  test("of a create become the documented defaults", async () => {
    const lab = bench({ busy: 0 });
    lab.simulator.faults.add({ kind: "ignoreValues", paths: "all", times: 0 });
    await lab.makeServer({ Port: "1300", Name: "n", DnsServers: "10.0.0.53" });
    const id = await lab.make(lab.single(0, { Name: "n", EnableDpd: "false", "Tags.1.Key": "team" }));
    expect(at(lab.simulator.inventory().sslVpnServers, 0)).toMatchObject({
      Port: 1194,
      Name: "",
      ClientIpPool: "10.30.30.0/24",
      LocalSubnet: "10.20.20.0/24",
    });
    const { IkeConfig, ...connection } = (await lab.described(id)) ?? {};
    expect(connection).toMatchObject({
      Name: "",
      CustomerGatewayId: "cgw-1",
      RemoteSubnet: "10.1.0.0/24",
      EnableDpd: true,
      Tags: { Tag: [] },
    });
    expect((IkeConfig as Body).Psk).not.toBe("a-key");
  });

  test("don't wear the fault out by a refusal", async () => {
    const lab = bench();
    lab.simulator.faults.add({ kind: "ignoreValues", paths: "all", operation: "CreateVpnConnection" });
    lab.simulator.foreignChange("vpn-1", 1000);
    expect(await lab.outcome("CreateVpnConnection", lab.single())).toBe("VpnGateway.Configuring");
    expect(at(lab.simulator.faults.list(), 0).struck).toBe(0);
  });

  test.each([
    [["IkeConfig.Pks"], 'did you mean "Psk"?'],
    [["Prt"], 'did you mean "Port"?'],
    [["Name.x"], "has no fields"],
    ["everything", "all"],
  ])("%j is refused", (paths, message) => {
    const { faults } = bench().simulator;
    expect(() => faults.add({ kind: "ignoreValues", paths } as Fault)).toThrow(message);
  });
});

describe("an answer that can't be read", () => {
  test.each<[object, number, string | RegExp]>([
    [{ as: "html" }, 200, /^<html>/],
    [{ as: "html", status: 502 }, 502, /^<html>/],
    [{ as: "null" }, 200, "null"],
    [{ as: "null", status: 400 }, 400, "null"],
    [{ as: "truncated" }, 200, /^\{"VpnConnectionId"[^}]*$/],
  ])("%j comes although the change was made", async (fields, status, text) => {
    const lab = bench();
    lab.simulator.faults.add({ kind: "garble", ...fields } as Fault);
    const answer = await lab.create();
    expect(answer).toMatchObject({ status, cut: false });
    expect(answer.body).toEqual(expect.stringMatching(typeof text === "string" ? `^${text}$` : text));
    expect(lab.simulator.inventory().vpnConnections).toHaveLength(1);
    expect(at(lab.simulator.calls(), 0)).toMatchObject({ outcome: "ok", answered: true });
  });

  test("may come although nothing was done", async () => {
    const lab = bench();
    lab.simulator.faults.add({ kind: "garble", as: "html", status: 502, beforeApply: true });
    expect((await lab.create()).status).toBe(502);
    expect(lab.simulator.inventory().vpnConnections).toEqual([]);
    expect(at(lab.simulator.calls(), 0)).toMatchObject({ outcome: "dropped" });
    expect(at(lab.simulator.faults.list(), 0).struck).toBe(1);
  });

  test("is no JSON over HTTP either: the vendor's client can't tell what became of the request", async () => {
    const bench = await listening();
    bench.simulator.faults.add({ kind: "garble", as: "html", status: 502, times: 2 });
    expect((await refusal(bench.gatewayStatus(bench.single))).statusCode).toBeUndefined();
    await expect(legacy(bench.simulator, "DescribeRegions", {})).rejects.toThrow(/JSON|token/i);
  });

  test("is cut in the midst of its body", async () => {
    const lab = bench();
    lab.simulator.faults.add({ kind: "cutBody" });
    const { cut, status, body } = await lab.create();
    expect({ cut, status }).toEqual({ cut: true, status: 200 });
    expect(body).toEqual(expect.stringMatching(/^\{"VpnConnectionId"[^}]*$/));
    expect(at(lab.simulator.calls(), 0)).toMatchObject({ outcome: "ok", answered: false });
    expect(lab.simulator.inventory().vpnConnections).toHaveLength(1);
  });

  test("is cut over HTTP after its head and a part of its body", async () => {
    const bench = await listening();
    bench.simulator.faults.add({ kind: "cutBody" });
    await expect(legacy(bench.simulator, "DescribeRegions", {})).rejects.toThrow("terminated");
  });
});

describe("a refusal that comes although the change was made", () => {
  test.each(["UnknownError", "InternalError"])("may have status 400 and the code %s", async (code) => {
    const lab = bench();
    lab.simulator.faults.add({ kind: "refuse", code, status: 400, afterApply: true });
    expect(await lab.create()).toMatchObject({ status: 400, body: { Code: code } });
    expect(lab.simulator.inventory().vpnConnections).toHaveLength(1);
  });

  test("may be LastTokenProcessing", async () => {
    const lab = bench();
    lab.simulator.faults.add({ kind: "refuse", code: "LastTokenProcessing" });
    expect(await lab.create()).toMatchObject({ status: 400, body: { Code: "LastTokenProcessing" } });
  });
});

test("a request over HTTP is carried out although its socket was closed long before", async () => {
  const bench = await listening();
  bench.simulator.faults.add({ kind: "delay", ms: 35_000, operation: "DescribeRegions" });
  const sender = new AbortController();
  const sent = legacy(bench.simulator, "DescribeRegions", {}, { signal: sender.signal });
  while (bench.clock.nextDue === undefined) await turn();
  sender.abort();
  await expect(sent).rejects.toThrow("aborted");
  // The other end hears of it within a few turns.
  for (let turns = 0; turns < 20; turns += 1) await turn();
  bench.clock.advance(35_000);
  while (bench.simulator.calls().length === 0) await turn();
  expect(at(bench.simulator.calls(), 0)).toMatchObject({
    operation: "DescribeRegions",
    outcome: "ok",
    senderPresent: false,
    answered: false,
  });
  const { arrivedAt, executedAt } = at(bench.simulator.calls(), 0);
  expect(executedAt - arrivedAt).toBe(35_000);
});
