import type { SimulatorOptions } from "../../simulator/src/index";
import { bench, type Body, turn } from "./support/inProcess";
import { at } from "./support/lab";

const group = (body: Body | undefined, name: string): Body => (body ?? {})[name] as Body;
const tunnelsOf = (body: Body | undefined): Body[] =>
  group(body, "TunnelOptionsSpecification").TunnelOptions as Body[];

/** Longer than any change here. */
const idle = 10_000;

describe("createTimeUnit", () => {
  test.each<[SimulatorOptions["createTimeUnit"], number]>([
    ["ms", 1_800_000_000_500],
    ["whole seconds in ms", 1_800_000_000_000],
    ["s", 1_800_000_000],
  ])("%s, in every answer that tells a time", async (createTimeUnit, time) => {
    const lab = bench({ createTimeUnit });
    const made = await lab.call("CreateVpnConnection", lab.single());
    const id = String(made.VpnConnectionId);
    const seen = [
      made,
      await lab.described(id),
      at(await lab.listed(), 0),
      await lab.call("DescribeCustomerGateway", { CustomerGatewayId: "cgw-1" }),
      await lab.call("DescribeVpnGateway", { VpnGatewayId: "vpn-1" }),
    ];
    expect(seen.map((body) => body?.CreateTime)).toEqual(seen.map(() => time));
  });
});

describe("keys", () => {
  async function seen(keys: SimulatorOptions["keys"]) {
    const lab = bench({ keys });
    lab.simulator.edit("cgw-1", { AuthKey: "bgp-key" });
    const single = await lab.make();
    const dual = await lab.make(lab.dual());
    lab.clock.advance(idle);
    const modified = await lab.call("ModifyVpnConnectionAttribute", { VpnConnectionId: single, Name: "x" });
    return {
      lab,
      keys: [
        group(await lab.described(single), "IkeConfig").Psk,
        group(await lab.described(single), "VpnBgpConfig").AuthKey,
        group(at(await lab.listed({ VpnGatewayId: "vpn-1" }), 0), "IkeConfig").Psk,
        group(at(tunnelsOf(await lab.described(dual)), 1), "TunnelIkeConfig").Psk,
        group(modified, "IkeConfig").Psk,
        (await lab.call("DescribeCustomerGateway", { CustomerGatewayId: "cgw-1" })).AuthKey,
      ],
    };
  }

  test("in clear", async () => {
    const { keys } = await seen("clear");
    expect(keys).toEqual([
      "a-key",
      "bgp-key",
      "a-key",
      expect.stringMatching(/^\w{16}$/),
      "a-key",
      "bgp-key",
    ]);
  });

  test("masked, and kept in clear", async () => {
    const { keys, lab } = await seen("masked");
    expect(keys).toEqual(Array(6).fill("******"));
    expect(JSON.stringify(lab.simulator.inventory())).toContain("a-key");
  });

  test("absent", async () => {
    expect((await seen("absent")).keys).toEqual(Array(6).fill(undefined));
  });
});

describe("absentFields", () => {
  async function seen(absentFields: SimulatorOptions["absentFields"]) {
    const lab = bench({ absentFields });
    const [single, dual] = [await lab.make(), await lab.make(lab.dual())];
    lab.clock.advance(idle);
    await lab.makeServer();
    return {
      single: (await lab.described(single)) ?? {},
      dual: (await lab.described(dual)) ?? {},
      server: at(await lab.servers(), 0),
      gateways: await lab.call("DescribeVpnGateways", { VpnGatewayId: "vpn-none" }),
    };
  }

  test("as recorded: some are empty and some aren't there", async () => {
    const { single, dual, server } = await seen("as recorded");
    expect(single).toMatchObject({ Name: "", Tags: { Tag: [] } });
    expect(dual).toMatchObject({ CustomerGatewayId: "", EnableDpd: false });
    expect(server).not.toHaveProperty("DnsServers");
  });

  test("absent: none is there, and a list without entries still is a list", async () => {
    const { single, dual, server, gateways } = await seen("absent");
    for (const name of ["Name", "Tags", "RemoteCaCertificate"]) expect(single).not.toHaveProperty(name);
    for (const name of ["CustomerGatewayId", "Status", "IkeConfig"]) expect(dual).not.toHaveProperty(name);
    expect(dual).toMatchObject({ EnableDpd: false });
    expect(server).not.toHaveProperty("DnsServers");
    expect(gateways).toMatchObject({ VpnGateways: { VpnGateway: [] } });
  });

  test("empty: all are there, those of the other mode too", async () => {
    const { single, dual, server } = await seen("empty");
    expect(single).toMatchObject({
      Name: "",
      EnableTunnelsBgp: false,
      TunnelOptionsSpecification: { TunnelOptions: [] },
      VcoHealthCheck: { Policy: "" },
      VpnBgpConfig: { AuthKey: "" },
    });
    expect(dual).toMatchObject({ CustomerGatewayId: "", IkeConfig: {}, VcoHealthCheck: {} });
    expect(server).toMatchObject({ DnsServers: "", IDaaSInstanceId: "", IDaaSInstanceVersion: "" });
  });
});

test("tunnelFields natural: a described tunnel has booleans and numbers", async () => {
  const lab = bench({ tunnelFields: "natural" });
  const id = await lab.make(lab.dual());
  expect(at(tunnelsOf(await lab.described(id)), 0)).toMatchObject({
    EnableDpd: true,
    TunnelIkeConfig: { IkeLifetime: 86400 },
    TunnelBgpConfig: { LocalAsn: 45104, PeerAsn: 65001, BgpStatus: "false" },
  });
});

describe("EnableTunnelsBgp that wasn't sent", () => {
  const bgp = {
    "TunnelOptionsSpecification.1.TunnelBgpConfig.TunnelCidr": "169.254.10.0/30",
    "TunnelOptionsSpecification.2.TunnelBgpConfig.TunnelCidr": "169.254.11.0/30",
  };

  test.each<[SimulatorOptions["defaultEnableTunnelsBgp"], boolean, boolean]>([
    ["false", false, false],
    ["as the tunnels", true, false],
  ])("is %s", async (defaultEnableTunnelsBgp, withBgp, without) => {
    const lab = bench({ defaultEnableTunnelsBgp });
    const enabled = async (more: Record<string, string>) => {
      const id = await lab.make(lab.dual(more));
      const { EnableTunnelsBgp } = (await lab.described(id)) ?? {};
      lab.simulator.remove(id);
      lab.clock.advance(idle);
      return EnableTunnelsBgp;
    };
    expect(await enabled(bgp)).toBe(withBgp);
    expect(await enabled({})).toBe(without);
    expect(await enabled({ ...bgp, EnableTunnelsBgp: "false" })).toBe(false);
  });
});

describe("tags", () => {
  const tags = { "Tags.1.Key": "team", "Tags.1.Value": "net" };

  test("of a create may be ignored", async () => {
    const lab = bench({ tagsAtCreate: "ignored" });
    const id = await lab.make(lab.single(0, tags));
    expect((await lab.described(id))?.Tags).toEqual({ Tag: [] });
    const resource = { ResourceType: "VpnConnection", "ResourceId.1": id };
    await lab.call("TagResources", { ...resource, "Tag.1.Key": "team", "Tag.1.Value": "net" });
    expect((await lab.described(id))?.Tags).toEqual({ Tag: [{ Key: "team", Value: "net" }] });
  });

  test.each<[SimulatorOptions["tagOperations"], number, string]>([
    ["forbidden", 403, "Forbidden.RAM"],
    ["unknown type", 404, "InvalidResourceType.NotFound"],
  ])("can't be changed nor listed where their operations are %s", async (tagOperations, status, Code) => {
    const lab = bench({ tagOperations });
    const id = await lab.make(lab.single(0, tags));
    const resource = { ResourceType: "VpnConnection", "ResourceId.1": id };
    const operations: Record<string, Record<string, string>> = {
      TagResources: { "Tag.1.Key": "a" },
      UnTagResources: { "TagKey.1": "team" },
      ListTagResources: {},
    };
    for (const [operation, more] of Object.entries(operations)) {
      const answer = await lab.ask(operation, { ...resource, ...more });
      expect(answer).toMatchObject({ status, body: { Code } });
    }
    expect((await lab.described(id))?.Tags).toEqual({ Tag: [{ Key: "team", Value: "net" }] });
  });
});

describe("a ModifySslVpnServer of nothing but the name", () => {
  async function rename(options: SimulatorOptions, more: Record<string, string> = {}) {
    const lab = bench(options);
    const SslVpnServerId = await lab.makeServer({ Port: "1194" });
    lab.clock.advance(idle);
    await lab.call("ModifySslVpnServer", { SslVpnServerId, Name: "new", ...more });
    return await lab.gatewayStatus();
  }

  test("is asynchronous where no such change is synchronous", async () => {
    expect(await rename({})).toBe("active");
    expect(await rename({ nameOnly: "never" })).toBe("updating");
  });

  test.each(["changed", "sent"] as const)(
    "%s: isn't one where a parameter is sent that isn't known",
    async (nameOnly) => {
      expect(await rename({ nameOnly }, { Mtu: "1400" })).toBe("updating");
      expect(await rename({ nameOnly }, { OwnerId: "1", ClientToken: "t" })).toBe("active");
    },
  );
});

describe("a token whose first request isn't answered yet", () => {
  const run = async (options: SimulatorOptions) => {
    const lab = bench(options);
    lab.simulator.faults.add({ kind: "delay", ms: 30_000, operation: "CreateVpnConnection" });
    const first = lab.create(lab.single(0, { ClientToken: "t" }));
    lab.clock.advance(20_000);
    const between = await lab.outcome("CreateVpnConnection", lab.single(0, { ClientToken: "t" }));
    const other = await lab.outcome("CreateSslVpnServer", lab.server({ ClientToken: "t" }));
    lab.clock.advance(10_000);
    await first;
    await turn();
    const after = await lab.outcome("CreateVpnConnection", lab.single(0, { ClientToken: "t" }));
    return { between, other, after, made: lab.simulator.inventory().vpnConnections.length };
  };

  test("is answered with LastTokenProcessing, and with the stored answer afterwards", async () => {
    expect(await run({ tokenInProgress: "refused", busy: 0 })).toEqual({
      between: "LastTokenProcessing",
      other: "ok",
      after: "ok",
      made: 1,
    });
  });

  test("or is one like any other", async () => {
    expect(await run({ busy: 0 })).toMatchObject({ between: "ok", made: 1 });
    expect(await run({ busy: 0, tokens: "C", tokenInProgress: "refused" })).toMatchObject({ between: "ok" });
  });
});

describe("codes", () => {
  test.each(["TaskConflict", "OperationConflict", "IncorrectStatus.VpnGateway", "vpngateway.configuring"])(
    "a busy gateway may answer %s",
    async (code) => {
      const lab = bench({ codes: { "VpnGateway.Configuring": code } });
      await lab.make();
      expect(await lab.create(lab.single(1))).toMatchObject({ status: 400, body: { Code: code } });
      expect(lab.simulator.calls().at(-1)?.outcome).toBe(code);
    },
  );

  test("can be moved while it runs, and those of faults with them", async () => {
    const lab = bench();
    lab.simulator.set({ codes: { "VpnTask.CONFLICT": "VpnTask.Conflict" } });
    lab.simulator.faults.add({ kind: "refuse", code: "VpnTask.CONFLICT" });
    expect(await lab.outcome("CreateVpnConnection", lab.single())).toBe("VpnTask.Conflict");
  });

  test("can be given on a command line", () => {
    const lab = bench({ codes: "VpnGateway.Configuring=TaskConflict,Forbidden=forbidden" as never });
    expect(lab.simulator.switches.codes).toEqual({
      "VpnGateway.Configuring": "TaskConflict",
      Forbidden: "forbidden",
    });
  });

  test.each([
    [{ "VpnGateway.Configurin": "x" }, 'did you mean "VpnGateway.Configuring"?'],
    [{ "VpnGateway.Configuring": "" }, "has to become something"],
    [{ "VpnGateway.Configuring": 5 }, "has to be a string"],
  ])("%j is refused", (codes, message) => {
    expect(() => bench({ codes: codes as never })).toThrow(message);
  });
});

describe("times", () => {
  test("are given in milliseconds or as texts, and read in milliseconds", () => {
    const { switches } = bench({ busyLag: "5s", describeLag: 250, deletionLag: "1m" }).simulator;
    expect(switches).toMatchObject({ busyLag: 5000, describeLag: 250, deletionLag: 60_000, listLag: 0 });
  });

  test.each(["soon", -1, true, "2s±30%"])("%j is refused", (busyLag) => {
    expect(() => bench({ busyLag: busyLag as never })).toThrow();
  });
});

describe("a gateway's answer", () => {
  test("is as recorded", async () => {
    const lab = bench({ gateways: [{ id: "vpn-1" }, { id: "vpn-2", ssl: true, chargeType: "Prepay" }] });
    const [one, other] = [
      await lab.call("DescribeVpnGateway", { VpnGatewayId: "vpn-1" }),
      await lab.call("DescribeVpnGateway", { VpnGatewayId: "vpn-2" }),
    ];
    expect(one).toMatchObject({ ChargeType: "PostpayByFlow", Spec: "10M", SslMaxConnections: 0 });
    expect(other).toMatchObject({ ChargeType: "Prepay", SslMaxConnections: 5, GatewayType: "Traditional" });
  });

  test("has the bandwidth's number alone on newer pages", async () => {
    const lab = bench({ gatewaySpec: "10" });
    expect((await lab.call("DescribeVpnGateway", { VpnGatewayId: "vpn-1" })).Spec).toBe("10");
    expect((await lab.described(await lab.make()))?.Spec).toBe("10");
  });

  test("can be filtered by its type", async () => {
    const lab = bench({ gateways: [{ id: "vpn-1" }, { id: "vpn-2", gatewayType: "Enhanced.SiteToSite" }] });
    const found = async (GatewayType: string) => {
      const { VpnGateways } = await lab.call("DescribeVpnGateways", { GatewayType });
      return (VpnGateways as { VpnGateway: Body[] }).VpnGateway.map((one) => one.VpnGatewayId);
    };
    expect(await found("Traditional")).toEqual(["vpn-1"]);
    expect(await found("Enhanced.SiteToSite")).toEqual(["vpn-2"]);
  });
});

describe("a health check", () => {
  test("that was never configured is as recorded", async () => {
    const lab = bench();
    const { VcoHealthCheck } = (await lab.described(await lab.make())) ?? {};
    expect(VcoHealthCheck).toEqual({
      Enable: "false",
      Dip: "",
      Sip: "",
      Interval: 0,
      Retry: 0,
      Status: "success",
    });
  });

  test("gets the documented numbers once it is configured, also later, and keeps them", async () => {
    const lab = bench({ busy: 0 });
    const id = await lab.make();
    const modify = (check: object) =>
      lab.call("ModifyVpnConnectionAttribute", {
        VpnConnectionId: id,
        HealthCheckConfig: JSON.stringify(check),
      });
    await modify({ Enable: "true", Dip: "10.1.0.1", Sip: "10.0.0.1", Retry: "5" });
    const enabled = { Enable: "true", Interval: 3, Retry: 5, Policy: "revoke_route", Status: "failed" };
    expect((await lab.described(id))?.VcoHealthCheck).toMatchObject(enabled);
    await modify({ Enable: "false" });
    expect((await lab.described(id))?.VcoHealthCheck).toMatchObject({
      Enable: "false",
      Interval: 3,
      Retry: 5,
    });
  });
});
