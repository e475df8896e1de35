import { bench, type InProcessBench } from "./support/inProcess";
import { at } from "./support/lab";

const ids = (resources: readonly Record<string, unknown>[]) => resources.map((one) => one.VpnConnectionId);

/** Moves the clock to so many milliseconds after the start. */
function clockOf(lab: InProcessBench) {
  const start = lab.clock.now();
  return (milliseconds: number) => lab.clock.advance(start + milliseconds - lab.clock.now());
}

describe("busyLag", () => {
  test("shows the gateway updating that much later, for as long as the change takes", async () => {
    const lab = bench({ busyLag: "3s", busy: 2000 });
    const to = clockOf(lab);
    await lab.make();
    const seen: unknown[] = [];
    for (const time of [0, 2_999, 3_000, 4_999, 5_000]) {
      to(time);
      seen.push(await lab.gatewayStatus());
    }
    expect(seen).toEqual(["active", "active", "updating", "updating", "active"]);
    const { acceptedAt, activeAt } = at(lab.simulator.changes(), 0);
    expect((activeAt ?? 0) - acceptedAt).toBe(5_000);
  });

  test("refuses another change in between although the gateway looks active", async () => {
    const lab = bench({ busyLag: 3000 });
    await lab.make();
    expect(await lab.gatewayStatus()).toBe("active");
    expect(await lab.outcome("CreateVpnConnection", lab.single(1))).toBe("VpnGateway.Configuring");
  });

  test("or accepts it, where switched so", async () => {
    const lab = bench({ busyLag: 3000, busyLagRefuses: "accepted" });
    const to = clockOf(lab);
    await lab.make();
    to(1_000);
    await lab.make(lab.single(1));
    to(3_000);
    expect(await lab.outcome("CreateVpnConnection", lab.single(2))).toBe("VpnGateway.Configuring");
    to(5_999);
    expect(await lab.gatewayStatus()).toBe("updating");
    to(6_000);
    expect(await lab.gatewayStatus()).toBe("active");
  });

  test("delays nothing that others have begun before", async () => {
    const lab = bench({ busyLag: 3000 });
    lab.simulator.foreignChange("vpn-1", 1000);
    expect(await lab.gatewayStatus()).toBe("updating");
  });

  test("with visible: active, a change shows once it is over, not before it begins", async () => {
    const lab = bench({ busyLag: 3000, visible: "active" });
    const to = clockOf(lab);
    const id = await lab.make();
    to(2_000);
    expect(await lab.described(id)).toBeUndefined();
    to(4_999);
    expect(await lab.described(id)).toBeUndefined();
    to(5_000);
    expect(await lab.described(id)).toBeDefined();
  });

  test("with visible: active, what was shown stays so while the gateway is busy with another change", async () => {
    const lab = bench({ busy: 2000, visible: "active" });
    const to = clockOf(lab);
    const id = await lab.make();
    to(2_500);
    lab.simulator.foreignChange("vpn-1", 10_000);
    expect(await lab.described(id)).toBeDefined();
  });
});

describe("describeLag", () => {
  test("hides a new resource that long from those who ask by id, and only from them", async () => {
    const lab = bench({ describeLag: "10s" });
    const to = clockOf(lab);
    const id = await lab.make();
    to(2_000);
    const server = { SslVpnServerId: await lab.makeServer() };
    to(11_999);
    expect(await lab.described(id)).toBeDefined();
    expect(await lab.servers(server)).toEqual([]);
    expect(await lab.servers()).toHaveLength(1);
    to(12_000);
    expect(await lab.servers(server)).toHaveLength(1);
  });

  test("shows each earlier state in its turn", async () => {
    const lab = bench({ describeLag: 10_000, busy: 0 });
    const to = clockOf(lab);
    const id = await lab.make(lab.single(0, { Name: "first" }));
    to(4_000);
    await lab.call("ModifyVpnConnectionAttribute", { VpnConnectionId: id, Name: "second" });
    to(6_000);
    await lab.call("ModifyVpnConnectionAttribute", { VpnConnectionId: id, Name: "third" });
    const names: unknown[] = [];
    for (const time of [9_999, 10_000, 13_999, 14_000, 15_999, 16_000]) {
      to(time);
      names.push((await lab.described(id))?.Name);
    }
    expect(names).toEqual([undefined, "first", "first", "second", "second", "third"]);
    expect((await lab.listed())[0]?.Name).toBe("third");
  });

  test("adds to visible: active", async () => {
    const lab = bench({ describeLag: 1000, visible: "active", busy: 2000 });
    const to = clockOf(lab);
    const id = await lab.make();
    to(2_999);
    expect(await lab.described(id)).toBeUndefined();
    to(3_000);
    expect(await lab.described(id)).toBeDefined();
  });

  test("doesn't matter to rules and changes: they see what was accepted", async () => {
    const lab = bench({ describeLag: 10_000, busy: 0 });
    const id = await lab.make(lab.single(0, { Name: "first" }));
    expect(await lab.outcome("CreateVpnConnection", lab.single(0))).toBe(
      "InvalidVpnConnection.AlreadyExists",
    );
    await lab.call("ModifyVpnConnectionAttribute", { VpnConnectionId: id, Name: "second" });
    await lab.call("DeleteVpnConnection", { VpnConnectionId: id });
    expect(await lab.outcome("DeleteVpnConnection", { VpnConnectionId: id })).toContain("NotFound");
  });

  test("doesn't hide what was edited or put in behind the client's back", async () => {
    const lab = bench({ describeLag: 10_000, listLag: 10_000 });
    const to = clockOf(lab);
    const id = await lab.make();
    to(10_000);
    lab.simulator.edit(id, { Name: "edited" });
    expect((await lab.described(id))?.Name).toBe("edited");
    const found = at(lab.simulator.inventory().vpnConnections, 0);
    lab.simulator.put({ ...found, VpnConnectionId: "vco-put" });
    expect(ids(await lab.listed())).toContain("vco-put");
  });

  test("hides a customer gateway, too", async () => {
    const lab = bench({ describeLag: 10_000 });
    const made = await lab.call("CreateCustomerGateway", { IpAddress: "203.0.113.77" });
    const CustomerGatewayId = String(made.CustomerGatewayId);
    expect(await lab.outcome("DescribeCustomerGateway", { CustomerGatewayId })).toBe(
      "InvalidCustomerGatewayInstanceId.NotFound",
    );
    lab.clock.advance(10_000);
    expect(await lab.outcome("DescribeCustomerGateway", { CustomerGatewayId })).toBe("ok");
  });
});

test("listLag hides a new resource that long from lists, and not from those who ask by id", async () => {
  const lab = bench({ listLag: "8s" });
  const to = clockOf(lab);
  const id = await lab.make();
  to(7_999);
  expect(await lab.described(id)).toBeDefined();
  expect(await lab.listed({ VpnConnectionId: id })).toHaveLength(1);
  expect(await lab.listed()).toEqual([]);
  expect(await lab.listed({ VpnGatewayId: "vpn-1" })).toEqual([]);
  to(8_000);
  expect(ids(await lab.listed())).toEqual([id]);
});

describe("tagLag", () => {
  const tagged = { "Tags.1.Key": "team", "Tags.1.Value": "net" };
  const byTag = { "Tag.1.Key": "team" };
  const list = async (lab: InProcessBench) => {
    const { TagResources } = await lab.call("ListTagResources", { ResourceType: "VpnConnection", ...byTag });
    return (TagResources as { TagResource: unknown[] }).TagResource;
  };

  test("keeps a create's tags out of describes, lists, filters and the list of tags", async () => {
    const lab = bench({ tagLag: "5s" });
    const to = clockOf(lab);
    const id = await lab.make(lab.single(0, tagged));
    const look = async () => [
      (await lab.described(id))?.Tags,
      at(await lab.listed(), 0).Tag,
      (await lab.listed(byTag)).length,
      (await list(lab)).length,
    ];
    const team = { Tag: [{ Key: "team", Value: "net" }] };
    to(4_999);
    expect(await look()).toEqual([{ Tag: [] }, { Tag: [] }, 0, 0]);
    to(5_000);
    expect(await look()).toEqual([team, team, 1, 1]);
  });

  test("shows tags that came later, or went, as late", async () => {
    const lab = bench({ tagLag: 5000, busy: 0 });
    const to = clockOf(lab);
    const id = await lab.make(lab.single(0, tagged));
    const resource = { ResourceType: "VpnConnection", "ResourceId.1": id };
    to(10_000);
    await lab.call("UnTagResources", { ...resource, "TagKey.1": "team" });
    await lab.call("ModifyVpnConnectionAttribute", { VpnConnectionId: id, Name: "renamed" });
    const look = async () => {
      const { Name, Tags } = (await lab.described(id)) ?? {};
      return [Name, (Tags as { Tag: unknown[] }).Tag.length];
    };
    to(14_999);
    expect(await look()).toEqual(["renamed", 1]);
    to(15_000);
    expect(await look()).toEqual(["renamed", 0]);
  });

  test("adds to describeLag without being its sum", async () => {
    const lab = bench({ tagLag: 5000, describeLag: 3000 });
    const to = clockOf(lab);
    const id = await lab.make(lab.single(0, tagged));
    to(3_000);
    expect((await lab.described(id))?.Tags).toEqual({ Tag: [] });
    to(5_000);
    expect((await lab.described(id))?.Tags).toEqual({ Tag: [{ Key: "team", Value: "net" }] });
  });
});

describe("deletionLag", () => {
  test("keeps a deleted resource described and listed, while changes of it are refused", async () => {
    const lab = bench({ deletionLag: "30s" });
    const to = clockOf(lab);
    const id = await lab.make();
    to(2_000);
    await lab.call("DeleteVpnConnection", { VpnConnectionId: id });
    to(31_999);
    expect(await lab.gatewayStatus()).toBe("active");
    expect(await lab.described(id)).toBeDefined();
    expect(ids(await lab.listed())).toEqual([id]);
    expect(await lab.outcome("ModifyVpnConnectionAttribute", { VpnConnectionId: id, Name: "x" })).toContain(
      "NotFound",
    );
    expect(lab.simulator.inventory().vpnConnections).toEqual([]);
    to(32_000);
    expect(await lab.described(id)).toBeUndefined();
    expect(await lab.listed()).toEqual([]);
  });

  test("counts from the end of the change with visible: active", async () => {
    const lab = bench({ deletionLag: 5000, visible: "active" });
    const to = clockOf(lab);
    const SslVpnServerId = await lab.makeServer();
    to(2_000);
    await lab.call("DeleteSslVpnServer", { SslVpnServerId });
    to(8_999);
    expect(await lab.servers()).toHaveLength(1);
    to(9_000);
    expect(await lab.servers()).toEqual([]);
  });

  test("doesn't keep what somebody else removed", async () => {
    const lab = bench({ deletionLag: 30_000 });
    const id = await lab.make();
    lab.simulator.remove(id);
    expect(await lab.described(id)).toBeUndefined();
  });
});
