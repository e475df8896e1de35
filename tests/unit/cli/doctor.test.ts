import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { run } from "../../../provider/src/cli/commands";
import type { Finding } from "../../../provider/src/cli/doctor/finding";
import type { Shell } from "../../../provider/src/cli/shell";
import { TEST_ACCESS_KEY_ID, TEST_ACCESS_KEY_SECRET } from "../../../simulator/src/index";
import { folder, pointedAt, simulator, testShell } from "./shells";

/** A CLI of that version, with which no stack is selected. */
const saying = (version: string) =>
  `#!/bin/sh\nif [ "$1" = version ]; then echo ${version}; else echo "error: no stack selected" >&2; exit 255; fi\n`;
const manifest = (name: string, version: string, extra: object = {}) =>
  JSON.stringify({ name, version, main: "index.js", ...extra });

/** A project and a machine with which nothing is wrong. */
const project = {
  "Pulumi.yaml": "name: network\nruntime: nodejs\n",
  "node_modules/@pulumi/pulumi/package.json": manifest("@pulumi/pulumi", "3.248.0", {
    engines: { node: ">=20" },
  }),
  "node_modules/@pulumi/pulumi/index.js": "",
  "node_modules/pulumi-alicloud-vpn/package.json": manifest("pulumi-alicloud-vpn", "0.1.0"),
  "node_modules/pulumi-alicloud-vpn/runtime.js": "",
};
const machine = {
  "bin/pulumi": saying("v3.255.0"),
  "bin/pulumi-language-nodejs": saying(""),
  "bin/pulumi-resource-pulumi-nodejs": saying(""),
};

const holding = (text: string): unknown => expect.stringContaining(text);
const matching = (form: RegExp): unknown => expect.stringMatching(form);

type Files = Readonly<Record<string, string>>;

const without = (files: Files, path: string): Files =>
  Object.fromEntries(Object.entries(files).filter(([name]) => name !== path));

/** As a create leaves it that is killed before its answer. */
const leftover = {
  Mode: "single",
  VpnConnectionId: "vco-left",
  VpnGatewayId: "",
  RegionId: "cn-hangzhou",
  Name: "office",
  Description: "",
  CreateTime: Date.UTC(2026, 10, 1),
  LocalSubnet: "10.0.0.0/16",
  RemoteSubnet: "192.168.0.0/24",
  EffectImmediately: false,
  AutoConfigRoute: true,
  Tags: { "pulumi-alicloud-vpn-unfinished": "0a1b2c-3d" },
  CustomerGatewayId: "cgw-1",
  IkeConfig: {
    Psk: "planted-key",
    IkeVersion: "ikev2",
    IkeMode: "main",
    IkeEncAlg: "aes",
    IkeAuthAlg: "sha256",
    IkePfs: "group14",
    IkeLifetime: 86400,
    LocalId: "",
    RemoteId: "",
  },
  IpsecConfig: { IpsecEncAlg: "aes", IpsecAuthAlg: "sha256", IpsecPfs: "group14", IpsecLifetime: 86400 },
  HealthCheck: { Enable: false, Dip: "", Sip: "", Interval: 0, Retry: 0 },
  BgpConfig: { LocalAsn: 45104, TunnelCidr: "", LocalBgpIp: "", EnableBgp: false },
  EnableDpd: true,
  EnableNatTraversal: true,
  RemoteCaCertificate: "",
} as const;

/** What doctor says in such a shell: `/bin` is needed by the scripts that stand for programs. */
async function examined(
  given: { files?: Files; env?: Shell["env"]; nodeVersion?: string },
  ...args: string[]
) {
  const cwd = folder({ ...project, ...machine, ...given.files });
  const env = { PATH: join(cwd, "bin"), ALIBABA_CLOUD_ECS_METADATA_DISABLED: "true", ...given.env };
  const shell = testShell({ cwd, env, nodeVersion: given.nodeVersion ?? "20.20.0" });
  const code = await run(["doctor", "--json", ...args], shell);
  const { checks } = JSON.parse(shell.said.join("\n")) as { checks: Finding[] };
  return { code, checks, wrong: checks.filter(({ state }) => state === "failed" || state === "warning") };
}

async function examinedFiles(files: Files, nodeVersion?: string) {
  return await examined({ files, nodeVersion, env: pointedAt(await simulator()) });
}

test("lists the connections that interrupted creates left, with gateway and age, and what to do", async () => {
  const made = await simulator();
  const [gateway = ""] = made.ids.gateways;
  const files = { files: {}, env: pointedAt(made) };
  made.put({ ...leftover, VpnGatewayId: gateway });
  const { code, wrong } = await examined(files);
  expect(code).toBe(0);
  expect(wrong).toEqual([
    {
      check: "unfinished",
      state: "warning",
      found: `vco-left "office" on ${gateway}, created 2026-11-01T00:00:00.000Z`,
      advice: holding("pulumi up in its stack goes on with it"),
    },
  ]);
});

test("finds nothing wrong where nothing is", async () => {
  const { code, checks } = await examinedFiles({});
  expect(checks.map(({ check, state }) => `${check}: ${state}`)).toEqual([
    "Node.js: ok",
    "project: ok",
    "pulumi-alicloud-vpn: ok",
    "@pulumi/pulumi: ok",
    "Pulumi CLI: ok",
    "language host: ok",
    "plug-in script: ok",
    "stack: skipped",
    "region: ok",
    "endpoint: ok",
    "clock: ok",
    "credentials: ok",
    "access: ok",
    "region exists: ok",
    "vpc:DescribeVpnGateways: ok",
    "vpc:DescribeVpnGateway: ok",
    "vpc:DescribeVpnConnections: ok",
    "vpc:DescribeSslVpnServers: ok",
    "unfinished: ok",
  ]);
  expect(code).toBe(0);
});

describe("on this machine and in the project", () => {
  test("1: Node.js is too old", async () => {
    const { code, wrong } = await examinedFiles({}, "18.19.0");
    expect(code).toBe(1);
    expect(wrong).toMatchObject([
      { check: "Node.js", advice: "Install Node.js 20 or later." },
      { check: "@pulumi/pulumi", found: holding("needs Node.js >=20") },
    ]);
  });

  test("2: there is no Pulumi CLI", async () => {
    const { code, wrong } = await examined({ env: { ...pointedAt(await simulator()), PATH: folder() } });
    expect(code).toBe(1);
    expect(wrong).toMatchObject([{ check: "Pulumi CLI", advice: holding("pulumi.com/docs/install") }]);
  });

  test("3: the CLI is too old, or too old to import", async () => {
    const old = await examinedFiles({ "bin/pulumi": saying("v3.215.0") });
    expect(old.wrong).toMatchObject([{ check: "Pulumi CLI", state: "failed", advice: holding("3.216.0") }]);
    const older = await examinedFiles({ "bin/pulumi": saying("v3.253.0") });
    expect(older.code).toBe(0);
    expect(older.wrong).toMatchObject([{ state: "warning", advice: holding("--into-state") }]);
  });

  test("4: the script that starts dynamic providers is missing", async () => {
    const cwd = folder({ ...project, ...without(machine, "bin/pulumi-resource-pulumi-nodejs") });
    const shell = testShell({ cwd, env: { ...pointedAt(await simulator()), PATH: join(cwd, "bin") } });
    expect(await run(["doctor"], shell)).toBe(1);
    const told = shell.said.join("\n");
    expect(told).toMatch(
      /^FAILED +plug-in script +pulumi-resource-pulumi-nodejs is neither beside the CLI nor on PATH$/m,
    );
    expect(told).toContain("→ It starts dynamic providers");
    expect(told).toContain("1 of 19 checks failed.");
  });

  test("5: the package isn't installed in the project", async () => {
    const cwd = folder({ ...without(project, "node_modules/pulumi-alicloud-vpn/runtime.js"), ...machine });
    const shell = testShell({ cwd, env: { ...pointedAt(await simulator()), PATH: join(cwd, "bin") } });
    expect(await run(["doctor"], shell)).toBe(1);
    expect(shell.said.join("\n")).toContain("→ Run npm install pulumi-alicloud-vpn there.");
  });

  test("6: @pulumi/pulumi needs a later Node.js, or is too old itself", async () => {
    const path = "node_modules/@pulumi/pulumi/package.json";
    const late = await examinedFiles({
      [path]: manifest("@pulumi/pulumi", "3.270.0", { engines: { node: ">=22" } }),
    });
    expect(late.wrong).toMatchObject([
      {
        found: "3.270.0 needs Node.js >=22, and this is 20.20.0",
        advice: holding("@pulumi/pulumi@3.248"),
      },
    ]);
    const early = await examinedFiles({ [path]: manifest("@pulumi/pulumi", "3.100.0") });
    expect(early.wrong).toMatchObject([{ check: "@pulumi/pulumi", advice: holding("3.216.0") }]);
  });
});

describe("on the way to the service", () => {
  test("7: no region is given, or one that doesn't exist", async () => {
    const env = pointedAt(await simulator());
    const none = await examined({ env: { ...env, ALICLOUD_REGION: "" } });
    expect(none.wrong).toMatchObject([{ check: "region", advice: holding("ALICLOUD_REGION") }]);
    const { code, wrong } = await examined({ env }, "--region", "cn-nowhere");
    expect(code).toBe(1);
    expect(wrong[0]).toMatchObject({
      check: "region exists",
      advice: holding("cn-hangzhou"),
    });
  });

  test("8: nobody answers at the endpoint", async () => {
    const gone = await simulator();
    const env = pointedAt(gone);
    await gone.close();
    const { code, wrong, checks } = await examined({ env });
    expect(code).toBe(1);
    expect(wrong).toMatchObject([
      {
        check: "endpoint",
        found: holding("ECONNREFUSED"),
        advice: holding("ALICLOUD_VPC_ENDPOINT"),
      },
    ]);
    expect(checks.filter(({ state }) => state === "skipped")).toHaveLength(8);
  });

  test("9: the endpoint is plain http, and not on this machine", async () => {
    const env = { ...pointedAt(await simulator()), ALICLOUD_VPC_ENDPOINT: "http://203.0.113.1" };
    const { wrong } = await examined({ env });
    expect(wrong).toMatchObject([
      { check: "endpoint", found: holding("plain http is for this machine only") },
    ]);
  });

  test("10: the clock is an hour off", async () => {
    const server = createServer((_, response) => {
      response
        .setHeader("date", new Date(Date.now() + 3_600_000).toUTCString())
        .writeHead(404)
        .end();
    });
    await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
    const { port } = server.address() as AddressInfo;
    const env = { ...pointedAt(await simulator()), ALICLOUD_VPC_ENDPOINT: `http://127.0.0.1:${port}` };
    const { code, wrong } = await examined({ env });
    server.close();
    expect(code).toBe(1);
    expect(wrong[0]).toMatchObject({
      check: "clock",
      found: matching(/^(3599|3600) s behind the service's$/),
      advice: holding("NTP"),
    });
  });
});

describe("about credentials", () => {
  test("11: there are none", async () => {
    const env = {
      ...pointedAt(await simulator()),
      ALICLOUD_ACCESS_KEY: "",
      ALICLOUD_SECRET_KEY: "",
      HOME: folder(),
    };
    const { code, wrong } = await examined({ env });
    expect(code).toBe(1);
    expect(wrong).toMatchObject([{ check: "credentials", advice: holding("ALICLOUD_ACCESS_KEY") }]);
  });

  test("12: there is half a pair", async () => {
    const { wrong } = await examined({ env: { ...pointedAt(await simulator()), ALICLOUD_SECRET_KEY: "" } });
    expect(wrong).toMatchObject([
      { check: "credentials", found: "There is an access key but no secret key." },
    ]);
  });

  test("13: the access key is unknown, or the secret isn't its own", async () => {
    const env = pointedAt(await simulator());
    const unknown = await examined({ env: { ...env, ALICLOUD_ACCESS_KEY: "mistyped-access-key" } });
    expect(unknown.wrong[0]).toMatchObject({
      check: "access",
      found: holding("InvalidAccessKeyId.NotFound"),
      advice: holding("no such access key"),
    });
    const secret = "mistyped-secret-key";
    const foreign = await examined({ env: { ...env, ALICLOUD_SECRET_KEY: secret } });
    expect(foreign.wrong[0]).toMatchObject({
      check: "access",
      advice: holding("doesn't belong to the access key"),
    });
    expect(JSON.stringify(foreign.checks)).not.toContain(secret);
  });

  test("14: they may not read what a deployment reads", async () => {
    const denied = {
      id: TEST_ACCESS_KEY_ID,
      secret: TEST_ACCESS_KEY_SECRET,
      deny: ["DescribeVpnConnections"],
    };
    const { code, wrong } = await examined({ env: pointedAt(await simulator({ accessKeys: [denied] })) });
    expect(code).toBe(1);
    expect(wrong).toMatchObject([
      {
        check: "vpc:DescribeVpnConnections",
        found: holding("Forbidden"),
        advice: matching(/^Grant/),
      },
    ]);
  });

  test("keys are shown by their ends only, and by where they come from", async () => {
    const { checks } = await examinedFiles({});
    expect(checks.find(({ check }) => check === "credentials")?.found).toBe(
      "simu***-key, from ALICLOUD_ACCESS_KEY",
    );
    expect(JSON.stringify(checks)).not.toContain(TEST_ACCESS_KEY_ID);
  });
});
