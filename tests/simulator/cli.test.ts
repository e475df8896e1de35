import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { optionsOf } from "../../simulator/src/commandLine";

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
      /^listening on http:\/\/127\.0\.0\.1:\d+ {2}gateways vpn-\w+\(single,ssl\) vpn-\w+\(dual\) {2}customer gateways (cgw-\w+ ?)+ {2}access key simulator-access-key \/ simulator-access-key-secret$/,
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

  test("that make no sense are refused", () => {
    expect(() => optionsOf({ gateway: ["triple"] })).toThrow("triple");
    expect(() => optionsOf({ port: "x" })).toThrow("--port");
    expect(() => optionsOf({ "customer-gateway": ["203.0.113.10,nonsense"] })).toThrow("nonsense");
    expect(() => optionsOf({ "access-key": ["only-an-id"] })).toThrow("id:secret");
  });
});
