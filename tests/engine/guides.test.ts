import { readdirSync } from "node:fs";
import { join } from "node:path";
import { repositoryRoot } from "../../tools/system/repository";
import { startCommand } from "../../tools/system/command";
import { fileOf } from "../docs/compiling";
import { type Block, blocksOf } from "../docs/pages";
import { policy } from "../docs/policies";
import { changes, project } from "./harness";
import { stage } from "./stage";

const textOf = (blocks: readonly Block[], index = 0): string => blocks[index]?.text ?? "";

/** What a program reads from the stack's configuration, secrets apart. */
const settingsIn = (program: string, method: "require" | "requireSecret"): string[] =>
  [...program.matchAll(/config\.(\w+)\("(\w+)"\)/g)]
    .filter(([, called]) => called === method)
    .map(([, , key = ""]) => key)
    .sort();

/** An access key of somebody whom a policy of the guide allows what it says, and nothing else. */
function allowed(name: "plan" | "deploy") {
  const operations = readdirSync(join(repositoryRoot(), "simulator/src/operations"))
    .filter((file) => /^[A-Z]/.test(file))
    .map((file) => file.replace(".ts", ""));
  const deny = operations.filter((operation) => !policy(name).includes(`vpc:${operation}`));
  return { id: `${name}-key`, secret: `${name}-secret`, deny };
}

const signedBy = (name: string) => ({
  ALICLOUD_ACCESS_KEY: `${name}-key`,
  ALICLOUD_SECRET_KEY: `${name}-secret`,
});

describe("the README's first program", () => {
  const program = textOf(blocksOf("README.md", "typescript"));
  const commands = blocksOf("README.md", "bash").find(({ text }) =>
    text.includes("config set vpnGatewayId"),
  )?.text;

  test("reads what the commands below it set", () => {
    const set = (form: RegExp) => [...(commands ?? "").matchAll(form)].map(([, key = ""]) => key).sort();
    expect(set(/^pulumi config set (\w+) /gm)).toEqual(settingsIn(program, "require"));
    expect(set(/^pulumi config set --secret (\w+) /gm)).toEqual(settingsIn(program, "requireSecret"));
  });

  test("is deployed and destroyed with the permissions of the guide, and previewed with those of a plan", async () => {
    const { simulator, project: made } = await stage(() => "", {
      simulator: {
        busy: "50ms",
        accessKeys: [allowed("deploy"), allowed("plan")],
        gateways: [{ id: "vpn-1", ssl: true }],
        customerGateways: [{ id: "cgw-1", ip: "203.0.113.10" }],
      },
      project: {
        language: "ts",
        program,
        config: { vpnGatewayId: "vpn-1", officeGatewayId: "cgw-1", "alicloud:region": "cn-hangzhou" },
        secrets: { officeKey: "an-office-key" },
      },
    });
    Object.assign(made.env, signedBy("deploy"));
    expect(changes(await made.up())).toEqual(["create office", "create staff"]);
    expect(await made.outputs()).toMatchObject({ officeStatus: "ike_sa_not_established" });

    Object.assign(made.env, signedBy("plan"));
    const preview = await made.preview("--refresh", "--expect-no-changes");
    expect(preview).toMatchObject({ code: 0 });
    const refused = await made.up("--replace", preview.steps[0]?.urn ?? "");
    expect(refused.output).toContain("Forbidden");

    Object.assign(made.env, signedBy("deploy"));
    expect(await made.destroy()).toMatchObject({ code: 0 });
    expect(simulator.inventory()).toMatchObject({ vpnConnections: [], sslVpnServers: [] });
  });
});

test("the program for several regions deploys to both", async () => {
  const program = textOf(blocksOf("docs/guides/regions-and-accounts.md", "typescript"));
  const { simulator, project: made } = await stage(() => "", {
    simulator: {
      busy: "50ms",
      gateways: [
        { id: "vpn-1", ssl: true, region: "eu-central-1" },
        { id: "vpn-2", ssl: true, region: "ap-northeast-1" },
      ],
    },
    project: {
      language: "ts",
      program,
      config: { frankfurtGatewayId: "vpn-1", tokyoGatewayId: "vpn-2", "alicloud:region": "eu-central-1" },
    },
  });
  expect(await made.up()).toMatchObject({ code: 0 });
  const servers = simulator.inventory().sslVpnServers.map(({ Name, RegionId }) => `${Name} ${RegionId}`);
  expect(servers.sort()).toEqual(["frankfurt eu-central-1", "tokyo ap-northeast-1"]);
});

test("the jest recipes of the guide pass in a project of their own, as they are written", async () => {
  const page = "docs/guides/test-your-stack-offline.md";
  const blocks = [...blocksOf(page, "typescript"), ...blocksOf(page, "javascript")];
  const files = Object.fromEntries(blocks.map((block) => [fileOf(block) ?? block.at, block.text]));
  const made = await project({ program: files["index.ts"] ?? "", language: "ts", files });
  const jest = startCommand(process.execPath, [require.resolve("jest/bin/jest"), "--no-cache", "--json"], {
    cwd: made.folder,
    env: made.env,
    timeoutMs: 180_000,
    kill: () => made.kill(),
  });
  const { stdout, output } = await jest.done;
  expect(output).toContain('"success":true');
  const { numPassedTests, numTotalTests } = JSON.parse(stdout) as Record<string, number>;
  expect([numPassedTests, numTotalTests]).toEqual([6, 6]);
}, 200_000);

test("a program that breaks a rule fails the mocks' test as well, with the rule", async () => {
  const page = "docs/guides/test-your-stack-offline.md";
  const blocks = [...blocksOf(page, "typescript"), ...blocksOf(page, "javascript")].filter(
    (block) => fileOf(block) !== "deployment.test.ts",
  );
  const files = Object.fromEntries(blocks.map((block) => [fileOf(block) ?? block.at, block.text]));
  files["network.ts"] = files["network.ts"]?.replace("10.250.0.0/24", "10.0.0.0/24") ?? "";
  const made = await project({ program: files["index.ts"] ?? "", language: "ts", files });
  const jest = startCommand(process.execPath, [require.resolve("jest/bin/jest"), "--no-cache"], {
    cwd: made.folder,
    env: made.env,
    timeoutMs: 60_000,
    kill: () => made.kill(),
  });
  const { code, output } = await jest.done;
  expect(code).not.toBe(0);
  expect(output).toContain("overlaps the local subnet");
});
