import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { CallRecord } from "pulumi-alicloud-vpn-simulator";
import { Journal } from "../../tools/demo/journal";
import { startCommand, type RunningCommand } from "../../tools/system/command";
import { processesWith } from "../../tools/system/processes";
import { repositoryRoot } from "../../tools/system/repository";
import { until } from "./harness";

describe("the demo", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "demo-"));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  /** As `npm run demo` does, with a temporary folder in which anything left behind would show. */
  const demo = (): RunningCommand =>
    startCommand(process.execPath, [join(repositoryRoot(), "tools", "lib", "demo", "main.js")], {
      env: { ...process.env, TMPDIR: folder, DEMO_OF: folder },
      timeoutMs: 180_000,
    });

  const traces = (): { files: string[]; processes: number[] } => ({
    files: readdirSync(folder),
    processes: processesWith("DEMO_OF", folder),
  });

  test("plays every step, each is ok, and leaves nothing behind", async () => {
    const result = await demo().done;
    expect(result.output).toContain("All 8 steps are ok");
    expect(result.code).toBe(0);
    expect(traces()).toEqual({ files: [], processes: [] });
  }, 200_000);

  test("leaves nothing behind when it is stopped in the middle of a deployment", async () => {
    const running = demo();
    await running.printed(/2\. Deploy/);
    await until(() => traces().processes.length > 2);
    running.child.kill("SIGINT");
    expect((await running.done).code).toBe(130);
    expect(traces()).toEqual({ files: [], processes: [] });
  });
});

describe("the demo's judgement", () => {
  const call = (at: number, operation: string, more: Partial<CallRecord> = {}): CallRecord => ({
    at,
    epoch: at,
    arrivedAt: at,
    executedAt: at,
    answeredAt: at,
    senderPresent: true,
    operation,
    parameters: {},
    accessKeyId: "demo****",
    resourceId: undefined,
    gatewayId: "vpn-1",
    gatewayStatus: undefined,
    outcome: "ok",
    answered: true,
    replayed: false,
    requestId: String(at),
    clientToken: undefined,
    ...more,
  });
  const seen = (at: number, gatewayStatus: string): CallRecord =>
    call(at, "DescribeVpnGateway", { gatewayStatus });

  test("counts a gateway as done when it was seen active after its last change", () => {
    const calls = [
      call(1, "CreateVpnConnection"),
      seen(2, "updating"),
      call(5, "CreateVpnConnection"),
      seen(9, "active"),
    ];
    expect(new Journal(calls, 10).gateways).toEqual([{ id: "vpn-1", changes: 2, milliseconds: 8 }]);
  });

  test.each([
    ["never", [call(1, "DeleteVpnConnection")]],
    ["only while it was updating", [call(1, "DeleteVpnConnection"), seen(2, "updating")]],
    [
      "only before its last change",
      [call(1, "DeleteVpnConnection"), seen(2, "active"), call(3, "CreateVpnConnection")],
    ],
    ["only after the command had ended", [call(1, "DeleteVpnConnection"), seen(11, "active")]],
  ])("doesn't when it was seen %s", (_, calls) => {
    expect(new Journal(calls, 10).gateways[0]).not.toHaveProperty("milliseconds");
  });

  test("takes neither refused calls nor stored answers for changes", () => {
    const calls = [
      call(1, "CreateVpnConnection", { outcome: "VpnGateway.Configuring" }),
      call(2, "CreateVpnConnection"),
      call(3, "CreateVpnConnection", { replayed: true }),
    ];
    const journal = new Journal(calls, 10);
    expect(journal.sent).toEqual(["CreateVpnConnection"]);
    expect(journal.refused).toHaveLength(1);
  });

  test("tells what was sent, tags included, without a gateway's turn for these", () => {
    const calls = [call(1, "TagResources", { gatewayId: undefined }), call(2, "DescribeVpnConnections")];
    const journal = new Journal(calls, 10);
    expect({ sent: journal.sent, gateways: journal.gateways }).toEqual({
      sent: ["TagResources"],
      gateways: [],
    });
  });
});
