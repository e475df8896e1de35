import { createSimulator } from "../../simulator/src/index";
import { at, type Lab, lab } from "./support/lab";

/** What a mistyped test sends; the types would find it, and JSON has none. */
const untyped = (value: unknown): never => value as never;

describe("switches", () => {
  test.each([
    [{ tokns: "A" }, '"tokns" isn\'t a switch; did you mean "tokens"?'],
    [{ tokens: "D" }, 'The switch tokens can be A, B, C, not "D"'],
    [{ visible: "activ" }, 'did you mean "active"?'],
    [{ visible: true }, "not true"],
  ])("%j is refused with a hint, and nothing moves", (given, message) => {
    const simulator = createSimulator();
    const before = simulator.switches;
    expect(() => simulator.set(untyped({ siblings: "unchecked", ...given }))).toThrow(message);
    expect(simulator.switches).toEqual(before);
  });
});

describe("options", () => {
  test.each([
    [{ tokns: "A" }, '"tokns" isn\'t an option; did you mean "tokens"?'],
    [{ gateway: [] }, 'did you mean "gateways"?'],
    [{ gateways: [{ tunnel: "dual" }] }, 'did you mean "tunnels"?'],
    [{ gateways: [{ ssl: "yes" }] }, 'has to be a boolean, not "yes"'],
    [{ gateways: [{ tunnels: "triple" }] }, 'can be single, dual, not "triple"'],
    [{ customerGateways: [{ asn: 65001 }] }, '"ip"'],
    [{ quotas: { sslVpnServer: 1 } }, 'did you mean "sslVpnServers"?'],
    [{ accessKeys: [{ id: "k", secret: "s", deny: ["DeleteVpnConection"] }] }, "DeleteVpnConnection"],
    [{ port: "80" }, "has to be a number"],
  ])("%j is refused", (options, message) => {
    expect(() => createSimulator(untyped(options))).toThrow(message);
  });
});

describe("faults", () => {
  test.each([
    [{ kind: "dropAfterAply" }, 'did you mean "dropAfterApply"?'],
    [{ kind: "dropBefore", operation: "CreateVpnConection" }, 'did you mean "CreateVpnConnection"?'],
    [{ kind: "dropBefore", operation: ["CreateVpnConnection", "Delete"] }, '"Delete"'],
    [{ kind: "delay", ms: "5" }, 'has to be a number, not "5"'],
    [{ kind: "delay" }, '"ms"'],
    [{ kind: "delay", ms: 5, afterAply: true }, 'did you mean "afterApply"?'],
    [{ kind: "refuse" }, '"code"'],
    [{ kind: "dropBefore", time: 2 }, 'did you mean "times"?'],
    [{ kind: "otherSpelling", spelling: { "IkeConfig.Pks": "x" } }, 'did you mean "Psk"?'],
  ])("%j is refused, and not planned", (fault, message) => {
    const { faults } = createSimulator();
    expect(() => faults.add(untyped(fault))).toThrow(message);
    expect(faults.list()).toEqual([]);
  });
});

describe("patches", () => {
  const cases: [name: "ssl" | "single" | "dual" | "gateway" | "branch", patch: object, message: string][] = [
    ["ssl", { Prt: 99 }, '"Prt" isn\'t a field of an SSL server; did you mean "Port"?'],
    ["ssl", { Port: "99" }, 'has to be a number, not "99"'],
    ["ssl", { IkeConfig: {} }, "IkeConfig"],
    ["single", { "IkeConfig.Pks": "x" }, 'did you mean "Psk"?'],
    ["single", { IkeConfig: { IkeLifetime: "86400" } }, "has to be a number"],
    ["single", { Tunnels: {} }, "single-tunnel"],
    ["dual", { "Tunnels.slave.TunnelIkeConfig.Pks": "x" }, 'did you mean "Psk"?'],
    ["dual", { Tunnels: { master: { EnableDpd: "false" } } }, "has to be a boolean"],
    ["dual", { IkeConfig: { Psk: "x" } }, "dual-tunnel"],
    ["dual", { "Tags.team": 1 }, "has to be a string"],
    ["gateway", { "Supports.Bpg": false }, 'did you mean "Bgp"?'],
    ["branch", { Asn: "65001" }, "has to be a number"],
  ];

  test.each(cases)("of %s: %j is refused, and nothing changes", async (name, patch, message) => {
    const bench = await lab();
    const ids = {
      ssl: await bench.makeSsl(),
      single: await bench.makeConnection(),
      dual: await bench.makeDual(),
      gateway: bench.dual,
      branch: at(bench.branches, 0),
    };
    const before = bench.simulator.inventory();
    expect(() => bench.simulator.edit(ids[name], { Name: "x", ...patch })).toThrow(message);
    expect(bench.simulator.inventory()).toEqual(before);
  });

  test("may take away what a resource needn't have", async () => {
    const bench = await lab();
    const id = await bench.makeSsl({ dnsServers: "10.0.0.53" });
    bench.simulator.edit(id, { DnsServers: null });
    expect(at(await bench.sslServers(), 0).dnsServers).toBeUndefined();
  });

  test("a resource that is put in is whole, and has nothing else", async () => {
    const bench = await lab();
    await bench.makeConnection();
    const found = at(bench.simulator.inventory().vpnConnections, 0);
    const { LocalSubnet, ...rest } = { ...found, VpnConnectionId: "vco-put" };
    expect(() => bench.simulator.put(untyped(rest))).toThrow("LocalSubnet");
    expect(() => bench.simulator.put(untyped({ ...rest, LocalSubnet, Subnet: "" }))).toThrow('"Subnet"');
    bench.simulator.put(untyped({ ...rest, LocalSubnet }));
  });
});

describe("the control endpoint", () => {
  async function ask(bench: Lab, route: string, body?: object) {
    const [method = "", path = ""] = route.split(" ");
    const response = await fetch(`${bench.simulator.url}/__simulator${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: response.status, error: ((await response.json()) as { error?: string }).error ?? "" };
  }

  test.each([
    ["POST /switches", { tokns: "A" }, 'did you mean "tokens"?'],
    ["POST /faults", { kind: "dropBefore", operation: "DescribeVpnGatway" }, "DescribeVpnGateway"],
    ["POST /faults", { kind: "dropBefore", tmes: 1 }, 'did you mean "times"?'],
    ["POST /stick", { gatewayId: "vpn-x", ms: 5 }, '"ms"'],
    ["POST /foreign-change", { gatewayId: "vpn-x", ms: "5" }, "has to be a number"],
    ["POST /release", { gateway: "vpn-x" }, 'did you mean "gatewayId"?'],
    ["POST /remove", { resourceId: "x", force: true }, '"force"'],
    ["DELETE /calls", { since: 1 }, '"since"'],
    ["DELETE /faults/7", undefined, "no fault 7"],
  ])("answers %s %j with 400 and a hint", async (route, body, message) => {
    const bench = await lab();
    const { status, error } = await ask(bench, route, body);
    expect({ status, error }).toEqual({ status: 400, error: expect.stringContaining(message) as string });
  });

  test.each(["/edit", "/put", "/gateway"])("POST %s refuses an unknown field", async (path) => {
    const bench = await lab();
    const resourceId = await bench.makeSsl();
    const [resource] = bench.simulator.inventory().sslVpnServers;
    const bodies: Record<string, object> = {
      "/edit": { resourceId, patch: { Prt: 99 } },
      "/put": { resource: { ...resource, Prt: 99 } },
      "/gateway": { gatewayId: bench.single, patch: { Nam: "x" } },
    };
    const { status, error } = await ask(bench, `POST ${path}`, bodies[path]);
    expect(status).toBe(400);
    expect(error).toContain("did you mean");
  });

  test.each(["GET /calls?since=1", "GET /calls/1", "POST /switch"])("doesn't know %s", async (route) => {
    expect((await ask(await lab(), route)).status).toBe(404);
  });
});
