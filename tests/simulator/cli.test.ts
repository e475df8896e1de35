import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { callLine } from "../../simulator/src/callLine";
import { optionsOf, readFlags } from "../../simulator/src/commandLine";
import { codeOf, sdk, vpc } from "./support/clients";
import { bench } from "./support/inProcess";
import { at } from "./support/lab";

const asked = { regionId: "cn-hangzhou", vpnConnectionId: "vco-none" };
const source = resolve(__dirname, "../../simulator/src/cli.ts");
const folder = mkdtempSync(join(tmpdir(), "simulator-cli-"));
const children: ChildProcessWithoutNullStreams[] = [];

afterAll(() => rmSync(folder, { recursive: true, force: true }));
afterEach(() => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
});

function run(...flags: string[]) {
  // From the sources, so that a build that is behind them can't hide anything.
  const env = { ...process.env, TS_NODE_PROJECT: resolve(source, "../../tsconfig.json") };
  const child = spawn(process.execPath, ["-r", "ts-node/register/transpile-only", source, ...flags], { env });
  children.push(child);
  const seen = { out: "", err: "" };
  child.stdout.on("data", (chunk: Buffer) => (seen.out += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (seen.err += chunk.toString()));
  const ended = new Promise<number | null>((done) => child.once("exit", (code) => done(code)));
  const line = new Promise<string>((done) => {
    child.stdout.on("data", () => {
      if (seen.out.includes("\n")) done(seen.out.trimEnd());
    });
  });
  return { child, seen, ended, line };
}

describe("the command", () => {
  test.each(["SIGINT", "SIGTERM"] as const)("prints one line and ends cleanly on %s", async (signal) => {
    const { child, seen, ended, line } = run(
      "--gateway",
      "single,ssl",
      "--gateway",
      "dual,bgp",
      "--busy",
      "150ms",
    );
    expect(await line).toMatch(
      /^listening on http:\/\/127\.0\.0\.1:\d+ {2}gateways vpn-\w+\(single,ssl\) vpn-\w+\(dual\) {2}customer gateways (cgw-\w+ ?)+ {2}access key simulator-access-key \/ simulator-access-key-secret {2}region cn-hangzhou$/,
    );
    const address = /http:\S+/.exec(seen.out)?.[0] ?? "";
    const response = await fetch(`${address}/__simulator/`);
    expect(await response.json()).toMatchObject({ switches: { tokens: "A" } });
    child.kill(signal);
    expect(await ended).toBe(0);
    expect(seen.out.trimEnd().split("\n")).toHaveLength(1);
    expect(seen.err).toBe("");
  });

  test("takes a seed file, and flags come on top", async () => {
    const file = join(folder, "seed.json");
    writeFileSync(
      file,
      JSON.stringify({ gateways: [{ id: "vpn-seeded" }], tokens: "B", customerGateways: [] }),
    );
    const { seen, line } = run("--seed-file", file, "--tokens", "C", "--access-key", "me:secret");
    expect(await line).toContain("vpn-seeded(single)");
    expect(seen.out).toContain("access key me / ***");
    const address = /http:\S+/.exec(seen.out)?.[0] ?? "";
    const response = await fetch(`${address}/__simulator/`);
    expect(await response.json()).toMatchObject({
      ids: { gateways: ["vpn-seeded"] },
      switches: { tokens: "C" },
    });
  });

  test("warns when others can reach it", async () => {
    const { child, seen, ended, line } = run("--host", "0.0.0.0");
    await line;
    expect(seen.err).toContain("0.0.0.0 is not a loopback address");
    child.kill("SIGTERM");
    expect(await ended).toBe(0);
  });

  test("prints a line for each call on stderr, unless it is to be quiet", async () => {
    const [loud, quiet] = [run(), run("--quiet")];
    for (const { seen, line } of [loud, quiet]) {
      await line;
      const url = /http:\S+/.exec(seen.out)?.[0] ?? "";
      const endpoint = url.replace("http://", "");
      await codeOf(sdk({ endpoint }).describeVpnConnection(new vpc.DescribeVpnConnectionRequest(asked)));
    }
    for (const { child, ended } of [loud, quiet]) {
      child.kill("SIGTERM");
      await ended;
    }
    expect(loud.seen.err).toMatch(
      /^[\d:.]{12} {2}DescribeVpnConnection {2}vco-none {2}InvalidVpnConnectionInstanceId.NotFound {2}\d+ ms\n$/,
    );
    expect(quiet.seen.err).toBe("");
    expect(loud.seen.out.trimEnd().split("\n")).toHaveLength(1);
  });

  test("fails with a reason on flags that make no sense", async () => {
    const wrong = [["--nonsense"], ["--busy", "soon"], ["--tokens", "D"]];
    const runs = wrong.map((flags) => run(...flags));
    for (const { seen, ended } of runs) {
      expect(await ended).toBe(1);
      expect(seen.out).toBe("");
      expect(seen.err).not.toBe("");
    }
  });

  test("explains itself", async () => {
    const { seen, ended } = run("--help");
    expect(await ended).toBe(0);
    expect(seen.out).toContain("--customer-gateway");
  });
});

test("a call's line says what came of it, and whether anybody heard of it", async () => {
  const lab = bench();
  const lines: string[] = [];
  const end = lab.simulator.onCall((call) => lines.push(callLine(call)));
  lab.simulator.faults.add({ kind: "dropAfterApply" });
  lab.simulator.faults.add({ kind: "dropBefore", operation: "DescribeRegions" });
  lab.simulator.faults.add({ kind: "delay", ms: 40_000, afterApply: true, operation: "DescribeVpnGateways" });
  await lab.create(lab.single(0, { ClientToken: "t" }));
  await lab.create(lab.single(0, { ClientToken: "t" }));
  await lab.create(lab.single(1));
  await lab.ask("DescribeRegions");
  const gone = new AbortController();
  gone.abort();
  await lab.ask("DescribeVpnGateway", { VpnGatewayId: "vpn-1" }, gone.signal);
  const late = lab.call("DescribeVpnGateways");
  await lab.clock.run(40_000);
  await late;
  end();
  await lab.ask("DescribeRegions");
  const id = at(lab.simulator.inventory().vpnConnections, 0).VpnConnectionId;
  expect(lines.map((line) => line.split("  ").slice(1))).toEqual([
    ["CreateVpnConnection", id, "ok (not answered)", "0 ms"],
    ["CreateVpnConnection", id, "ok (stored answer)", "0 ms"],
    ["CreateVpnConnection", "vpn-1", "VpnGateway.Configuring", "0 ms"],
    ["DescribeRegions", "-", "dropped", "0 ms"],
    ["DescribeVpnGateway", "vpn-1", "ok (the sender was gone)", "0 ms"],
    ["DescribeVpnGateways", "-", "ok", "40000 ms"],
  ]);
});

describe("flags", () => {
  test("become options", () => {
    expect(
      optionsOf({
        port: "8080",
        throttle: "20",
        state: "s.json",
        "ikev1-multi-subnet": "accept",
        gateway: [
          "dual,ssl,shangmi,locked,id=vpn-x,name=n,region=cn-beijing,vpc-cidr=10.0.0.0/8,ssl-connections=20",
        ],
        "customer-gateway": ["203.0.113.10,65001,id=cgw-x,name=hq", "203.0.113.11"],
      }),
    ).toEqual({
      port: 8080,
      throttle: 20,
      statePath: "s.json",
      ikev1MultiSubnet: "accept",
      gateways: [
        {
          tunnels: "dual",
          ssl: true,
          vpnType: "NationalStandard",
          businessStatus: "FinancialLocked",
          id: "vpn-x",
          name: "n",
          region: "cn-beijing",
          vpcCidr: "10.0.0.0/8",
          sslMaxConnections: 20,
        },
      ],
      customerGateways: [{ ip: "203.0.113.10", asn: 65001, id: "cgw-x", name: "hq" }, { ip: "203.0.113.11" }],
    });
  });

  test("of switches are theirs in dashes", () => {
    const flags = readFlags(["--busy-lag", "5s", "--name-only=never", "--codes", "Forbidden=forbidden"]);
    expect(optionsOf(flags)).toEqual({ busyLag: "5s", nameOnly: "never", codes: "Forbidden=forbidden" });
  });

  test.each([
    ["--tokns", 'did you mean "tokens"?'],
    ["--custmer-gateway=x", 'did you mean "customer-gateway"?'],
    ["surplus", "surplus"],
  ])("%s is refused", (flag, message) => {
    expect(() => readFlags([flag])).toThrow(message);
  });

  test("that make no sense are refused", () => {
    expect(() => optionsOf({ gateway: ["dual,sssl"] })).toThrow('did you mean "ssl"?');
    expect(() => optionsOf({ gateway: ["triple"] })).toThrow("triple");
    expect(() => optionsOf({ port: "x" })).toThrow("--port");
    expect(() => optionsOf({ "customer-gateway": ["203.0.113.10,nonsense"] })).toThrow("nonsense");
    expect(() => optionsOf({ "access-key": ["only-an-id"] })).toThrow("id:secret");
  });
});
