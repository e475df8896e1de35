import type { Fault } from "../../simulator/src/index";
import { codeOf, refusal } from "./support/clients";
import { at, lab, started } from "./support/lab";
import { sdk, vpc } from "./support/clients";

const create = "CreateVpnConnection";

describe("a dropped connection", () => {
  test("after the change leaves a connection nobody was told of", async () => {
    const bench = await lab();
    bench.simulator.faults.add({ kind: "dropAfterApply", operation: create });
    const { statusCode } = await refusal(bench.api.createVpnConnection(bench.connection()));
    expect(statusCode).toBeUndefined();
    const { vpnConnections } = bench.simulator.inventory();
    expect(vpnConnections).toHaveLength(1);
    expect(at(bench.simulator.calls(), 0)).toMatchObject({
      outcome: "ok",
      answered: false,
      resourceId: at(vpnConnections, 0).VpnConnectionId,
      gatewayStatus: "updating",
    });
  });

  test("after the change can be made good with the same token", async () => {
    const bench = await lab();
    bench.simulator.faults.add({ kind: "dropAfterApply" });
    await refusal(bench.api.createVpnConnection(bench.connection({ clientToken: "t" })));
    const { body } = await bench.api.createVpnConnection(bench.connection({ clientToken: "t" }));
    expect(body?.vpnConnectionId).toBe(at(bench.simulator.inventory().vpnConnections, 0).VpnConnectionId);
  });

  test("before the change leaves nothing", async () => {
    const bench = await lab();
    bench.simulator.faults.add({ kind: "dropBefore" });
    await refusal(bench.api.createVpnConnection(bench.connection()));
    expect(bench.simulator.inventory().vpnConnections).toEqual([]);
    expect(at(bench.simulator.calls(), 0)).toMatchObject({ outcome: "dropped", answered: false });
  });

  test("waits for a call that is carried out: a refusal doesn't use it up", async () => {
    const bench = await lab();
    bench.simulator.faults.add({ kind: "dropAfterApply", operation: create });
    bench.simulator.foreignChange(bench.single, 1000);
    expect(await codeOf(bench.api.createVpnConnection(bench.connection()))).toBe("VpnGateway.Configuring");
    bench.settle();
    expect((await refusal(bench.api.createVpnConnection(bench.connection()))).statusCode).toBeUndefined();
  });
});

describe("a refusal by plan", () => {
  test.each<[Fault, object]>([
    [
      { kind: "refuse", code: "VpnTask.CONFLICT" },
      { code: "VpnTask.CONFLICT", statusCode: 400 },
    ],
    [
      { kind: "refuse", code: "OperationFailed.RouteConflictWithIPsecServer", status: 500 },
      { statusCode: 500 },
    ],
    [
      { kind: "refuse", code: "Strange", status: 409, message: "Odd." },
      { code: "Strange", statusCode: 409 },
    ],
    [{ kind: "error500" }, { code: "InternalError", statusCode: 500 }],
    [
      { kind: "error500", code: "ServiceUnavailable" },
      { code: "ServiceUnavailable", statusCode: 503 },
    ],
    [{ kind: "forbid" }, { code: "Forbidden", statusCode: 403 }],
    [
      { kind: "forbid", code: "Forbbiden.SubUser" },
      { code: "Forbbiden.SubUser", statusCode: 403 },
    ],
    [
      { kind: "throttle", retryAfter: 1500 },
      { code: "Throttling.User", statusCode: 400, retryAfter: 1500 },
    ],
  ])("%j", async (fault, thrown) => {
    const bench = await lab();
    bench.simulator.faults.add(fault);
    expect(await refusal(bench.api.createVpnConnection(bench.connection()))).toMatchObject(thrown);
    expect(bench.simulator.inventory().vpnConnections).toEqual([]);
    await bench.api.createVpnConnection(bench.connection());
  });

  test("a 500 may come although the change was made", async () => {
    const bench = await lab();
    bench.simulator.faults.add({ kind: "error500", afterApply: true });
    expect(await codeOf(bench.api.createVpnConnection(bench.connection()))).toBe("InternalError");
    expect(bench.simulator.inventory().vpnConnections).toHaveLength(1);
  });
});

describe("which calls a fault strikes", () => {
  test("after those it skips, as often as it is told to", async () => {
    const bench = await lab();
    bench.simulator.faults.add({ kind: "error500", operation: "DescribeVpnGateway", skip: 1, times: 2 });
    const seen: string[] = [];
    for (let call = 0; call < 4; call += 1) {
      seen.push(
        await bench
          .gatewayStatus(bench.single)
          .then(String, (error: unknown) => (error as { code: string }).code),
      );
    }
    expect(seen).toEqual(["active", "InternalError", "InternalError", "active"]);
    expect(bench.simulator.faults.list()).toMatchObject([{ struck: 2 }]);
  });

  test("of one gateway, of one resource, of several operations, until it is removed", async () => {
    const bench = await lab();
    const [one, other] = [await bench.makeConnection({}, 0), await bench.makeConnection({}, 1)];
    const byGateway = bench.simulator.faults.add({ kind: "forbid", gatewayId: bench.dual, times: 0 });
    bench.simulator.faults.add({
      kind: "forbid",
      resourceId: one,
      operation: ["DescribeVpnConnection", "DeleteVpnConnection"],
      times: 0,
    });
    expect(await codeOf(bench.gatewayStatus(bench.dual))).toBe("Forbidden");
    expect(await codeOf(bench.describeConnection(one))).toBe("Forbidden");
    expect(await codeOf(bench.deleteConnection(one))).toBe("Forbidden");
    await bench.modifyConnection(one, { name: "x" });
    await bench.describeConnection(other);
    expect(bench.simulator.faults.remove(byGateway)).toBe(true);
    await bench.gatewayStatus(bench.dual);
    bench.simulator.faults.clear();
    await bench.describeConnection(one);
  });

  test("and an unknown kind is refused", async () => {
    const bench = await lab();
    expect(() => bench.simulator.faults.add({ kind: "gremlin" } as unknown as Fault)).toThrow("gremlin");
  });
});

describe("a gateway that doesn't behave", () => {
  test("stays updating until it is released", async () => {
    const bench = await lab();
    bench.simulator.faults.add({ kind: "stuckGateway", operation: create });
    await bench.api.createVpnConnection(bench.connection());
    bench.settle();
    expect(await bench.gatewayStatus(bench.single)).toBe("updating");
    expect(at(bench.simulator.changes(), 0).activeAt).toBeUndefined();
    bench.simulator.release(bench.single);
    expect(await bench.gatewayStatus(bench.single)).toBe("active");
    expect(at(bench.simulator.changes(), 0).activeAt).toBe(bench.clock.now());
  });

  test("can be stuck by hand, and a release ends a running change", async () => {
    const bench = await lab();
    bench.simulator.stick(bench.single);
    expect(await codeOf(bench.api.createVpnConnection(bench.connection()))).toBe("VpnGateway.Configuring");
    bench.simulator.release(bench.single);
    await bench.api.createVpnConnection(bench.connection());
    bench.simulator.release(bench.single);
    expect(bench.simulator.status(bench.single)).toBe("active");
  });

  test("is made busy by someone else just before a call", async () => {
    const bench = await lab();
    bench.simulator.faults.add({ kind: "foreignChange", operation: create, ms: 500 });
    expect(await codeOf(bench.api.createVpnConnection(bench.connection()))).toBe("VpnGateway.Configuring");
    bench.clock.advance(500);
    await bench.api.createVpnConnection(bench.connection());
    expect(bench.simulator.changes().map(({ operation }) => operation)).toEqual(["(foreign change)", create]);
  });
});

describe("another spelling stored", () => {
  test("by a table of paths", async () => {
    const bench = await lab();
    bench.simulator.faults.add({
      kind: "otherSpelling",
      operation: create,
      spelling: { LocalSubnet: "10.1.1.0/24 ", "Tunnels.slave.TunnelIkeConfig.RemoteId": "PEER" },
    });
    const id = await bench.makeDual();
    const { localSubnet, tunnelOptionsSpecification } = await bench.describeConnection(id);
    expect(localSubnet).toBe("10.1.1.0/24 ");
    expect(tunnelOptionsSpecification?.tunnelOptions?.[1]?.tunnelIkeConfig?.remoteId).toBe("PEER");
  });

  test("by a function, in the answer of a modify too", async () => {
    const bench = await lab();
    const id = await bench.makeConnection();
    bench.simulator.faults.add({
      kind: "otherSpelling",
      spelling: ({ Name }) => ({ Name: String(Name).toUpperCase() }),
    });
    const { body } = await bench.modifyConnection(id, { name: "loud" });
    expect(body?.name).toBe("LOUD");
  });
});

describe("a delay", () => {
  test("holds the request back, or only the answer", async () => {
    const simulator = await started({ busy: 0 });
    const api = sdk(simulator);
    const describeOne = () => api.describeRegions(new vpc.DescribeRegionsRequest({}));
    simulator.faults.add({ kind: "delay", ms: 40 });
    simulator.faults.add({ kind: "delay", ms: 40, afterApply: true });
    const from = Date.now();
    const call = describeOne();
    await call;
    // A timer may fire a little early.
    expect(Date.now() - from).toBeGreaterThanOrEqual(75);
    expect(simulator.calls()).toHaveLength(1);
  });

  test("doesn't keep the simulator from closing", async () => {
    const bench = await lab();
    bench.simulator.faults.add({ kind: "delay", ms: 600_000 });
    const call = refusal(bench.gatewayStatus(bench.single));
    // The request has arrived once its fault has struck.
    while (at(bench.simulator.faults.list(), 0).struck === 0) await new Promise(setImmediate);
    const from = Date.now();
    await bench.simulator.close();
    // The client itself would give up only after seconds.
    expect(Date.now() - from).toBeLessThan(1000);
    expect((await call).statusCode).toBeUndefined();
  });
});

test("more calls a second than allowed are throttled", async () => {
  const bench = await lab({ throttle: 2 });
  await bench.gatewayStatus(bench.single);
  await bench.gatewayStatus(bench.single);
  expect(await refusal(bench.gatewayStatus(bench.single))).toMatchObject({
    code: "Throttling.User",
    statusCode: 400,
  });
  bench.clock.advance(1000);
  await bench.gatewayStatus(bench.single);
});
