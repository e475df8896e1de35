import { documentedCodes, ruleLedger } from "../../simulator/src/index";
import { operations } from "../../simulator/src/operations/index";
import { codeOf, refusal, vpc } from "./support/clients";
import { type Lab, lab } from "./support/lab";

describe("the ledger of rules", () => {
  test("names every rule once, and only operations that exist", () => {
    const ledger = ruleLedger();
    expect(new Set(ledger.map(({ id }) => id)).size).toBe(ledger.length);
    for (const operation of ledger.flatMap((rule) => rule.operations))
      expect([...operations.keys()]).toContain(operation);
  });

  test("marks the sources of the constraint and of the code", () => {
    const banned = ruleLedger().find(({ id }) => id === "ssl.port.banned");
    expect(banned).toMatchObject({
      source: "page",
      refusal: { code: "SslVpnServerPort.Illegal", source: "assumed" },
    });
  });

  test("leaves to faults only the codes whose causes the simulator doesn't have", () => {
    const ruled = new Set(ruleLedger().map(({ refusal: { code } }) => code));
    const elsewhere = /NotFound$|^Forb|^VpnGateway.Configuring$/;
    const faultsOnly = documentedCodes()
      .filter(({ code, source }) => source === "page" && !ruled.has(code) && !elsewhere.test(code))
      .map(({ code }) => code);
    expect(faultsOnly).toEqual([
      "SslVpnServer.AddRouteError",
      "SystemBusy",
      "VpnRouteEntry.AlreadyExists",
      "VpnRouteEntry.BackupRoute",
      "VpnRouteEntry.InvalidWeight",
      "QuotaExceeded.PBR",
      "CustomerGateway.ConflictRouteEntry",
      "VpnTask.CONFLICT",
      "OperationFailed.RouteConflictWithIPsecServer",
    ]);
  });
});

describe("what doesn't exist", () => {
  test.each<[string, number, (bench: Lab) => Promise<unknown>]>([
    [
      "InvalidVpnGatewayInstanceId.NotFound",
      404,
      (b) => b.api.createSslVpnServer(b.ssl({ vpnGatewayId: "vpn-x" })),
    ],
    ["InvalidVpnGatewayInstanceId.NotFound", 404, (b) => b.gatewayStatus("vpn-x")],
    ["InvalidInstanceId.NotFound", 400, (b) => b.modifySsl("vss-x", { name: "x" })],
    ["InvalidSslVpnServerId.NotFound", 404, (b) => b.deleteSsl("vss-x")],
    ["InvalidVpnConnectionInstanceId.NotFound", 404, (b) => b.describeConnection("vco-x")],
    ["InvalidVpnConnectionInstanceId.NotFound", 404, (b) => b.modifyConnection("vco-x", {})],
    ["InvalidVpnConnectionInstanceId.NotFound", 404, (b) => b.deleteConnection("vco-x")],
    ["InvalidRegionId.NotFound", 404, (b) => b.connections({ regionId: "cn-nowhere" })],
    ["MissingParameter", 400, (b) => b.connections({ regionId: undefined })],
    ["SslVpnServer.AlreadyExist", 400, async (b) => [await b.makeSsl(), await b.makeSsl()]],
  ])("%s (%i)", async (code, status, call) => {
    const bench = await lab();
    expect(await refusal(call(bench))).toMatchObject({ code, statusCode: status });
  });

  test("a resource of another region isn't found, neither by a Describe nor by a change", async () => {
    const bench = await lab();
    const vpnConnectionId = await bench.makeConnection();
    const sslVpnServerId = await bench.makeSsl();
    const elsewhere = { regionId: "cn-shanghai" };
    const describeOne = new vpc.DescribeVpnConnectionRequest({ ...elsewhere, vpnConnectionId });
    const gateway = new vpc.DescribeVpnGatewayRequest({ ...elsewhere, vpnGatewayId: bench.single });
    expect(await codeOf(bench.api.describeVpnConnection(describeOne))).toBe(
      "InvalidVpnConnectionInstanceId.NotFound",
    );
    expect(await codeOf(bench.modifyConnection(vpnConnectionId, elsewhere))).toBe(
      "InvalidVpnConnectionInstanceId.NotFound",
    );
    expect(await codeOf(bench.modifySsl(sslVpnServerId, elsewhere))).toBe("InvalidInstanceId.NotFound");
    expect(await codeOf(bench.api.describeVpnGateway(gateway))).toBe("InvalidVpnGatewayInstanceId.NotFound");
  });
});
