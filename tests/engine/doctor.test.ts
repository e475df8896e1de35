import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import {
  type Simulator,
  TEST_ACCESS_KEY_ID,
  TEST_ACCESS_KEY_SECRET,
  startSimulator,
} from "../../simulator/src/index";
import { type Engine, ensureEngine } from "../../tools/engine/ensure";
import { LANGUAGE_HOST, LAUNCHER } from "../../tools/engine/files";
import { runCommand } from "../../tools/system/command";
import { repositoryRoot } from "../../tools/system/repository";
import { existing } from "./adoption";

/** Set-ups as they are on people's machines: programs, packages and files that are there or not, real commands. */
interface Setup {
  /** Made in the machine's folder, by path; a program where the text begins like a script. */
  readonly files?: Readonly<Record<string, string>>;
  readonly without?: readonly string[];
  readonly env?: (folder: string) => Readonly<Record<string, string>>;
  readonly flags?: readonly string[];
}

interface Check {
  readonly check: string;
  readonly state: string;
  readonly found: string;
  readonly advice?: string;
}

const root = repositoryRoot();
const program = join(root, "provider", "lib", "cli", "main.js");
const saying = (text: string): string => `#!/bin/sh\necho ${text}\n`;
const matching = (form: RegExp): unknown => expect.stringMatching(form);

let engine: Engine;
let simulator: Simulator;
let folder: string;

beforeAll(async () => {
  engine = await ensureEngine();
  const narrow = { id: "narrow-access-key", secret: "narrow-secret", deny: ["DescribeVpnConnections"] };
  const blind = { id: "blind-access-key", secret: "blind-secret", deny: ["DescribeVpnGateways"] };
  const full = { id: TEST_ACCESS_KEY_ID, secret: TEST_ACCESS_KEY_SECRET };
  simulator = await startSimulator({ accessKeys: [full, narrow, blind] });
}, 45 * 60_000);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "doctor-"));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));
afterAll(() => simulator.close());

function put(path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
  if (text.startsWith("#!")) chmodSync(join(folder, path), 0o755);
}

/** A machine with the real CLI on its PATH, and a project with the real packages; then what is broken about it. */
function setUp({ files = {}, without = [] }: Setup): void {
  const programs: Record<string, string> = {
    "bin/pulumi": `#!/bin/sh\nexec "${engine.pulumi}" "$@"\n`,
    [`bin/${LANGUAGE_HOST}`]: saying(""),
    [`bin/${LAUNCHER}`]: saying(""),
    "project/Pulumi.yaml": "name: network\nruntime: nodejs\n",
    "home/.keep": "",
    ...files,
  };
  for (const [path, text] of Object.entries(programs)) if (!without.includes(path)) put(path, text);
  for (const name of ["@pulumi/pulumi", "pulumi-alicloud-vpn"]) {
    const path = `project/node_modules/${name}`;
    if (without.includes(path) || Object.keys(files).some((file) => file.startsWith(path))) continue;
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    if (!existsSync(join(folder, path))) symlinkSync(join(root, "node_modules", name), join(folder, path));
  }
}

/** Runs the command there, as a process of its own with nothing of this one's environment. */
function run(setup: Setup, ...args: string[]) {
  setUp(setup);
  const env: NodeJS.ProcessEnv = {
    PATH: join(folder, "bin"),
    HOME: join(folder, "home"),
    ALIBABA_CLOUD_ECS_METADATA_DISABLED: "true",
    ALICLOUD_REGION: "cn-hangzhou",
    ALICLOUD_ACCESS_KEY: TEST_ACCESS_KEY_ID,
    ALICLOUD_SECRET_KEY: TEST_ACCESS_KEY_SECRET,
    ALICLOUD_VPC_ENDPOINT: simulator.url,
    ...setup.env?.(folder),
  };
  const line = [program, "doctor", ...(setup.flags ?? []), ...args];
  return runCommand(process.execPath, line, { cwd: join(folder, "project"), env, timeoutMs: 60_000 });
}

const summary = ({ check, state, found, advice = "" }: Check): string =>
  `${state} ${check}: ${found} → ${advice}`;

async function examined(setup: Setup) {
  const { code, stdout, stderr } = await run(setup, "--json");
  expect(stderr).toBe("");
  const { ok, checks } = JSON.parse(stdout) as { ok: boolean; checks: Check[] };
  expect(code).toBe(ok ? 0 : 1);
  const wrong = checks.filter(({ state }) => state === "failed" || state === "warning").map(summary);
  return { code, checks, wrong };
}

test("a sound set-up: nothing is wrong, and the exit code is 0", async () => {
  const { code, checks, wrong } = await examined({});
  expect(wrong).toEqual([]);
  // No stack is selected there.
  expect(checks.filter(({ state }) => state !== "ok").map(({ check }) => check)).toEqual(["stack"]);
  expect(code).toBe(0);
});

/** A stack of the machine's project, with settings of its own and a state that names two gateways. */
async function withStack(inRegion: string): Promise<Record<string, string>> {
  setUp({});
  const settings = {
    PULUMI_BACKEND_URL: `file://${folder}/home`,
    PULUMI_CONFIG_PASSPHRASE: "of-a-test",
    PULUMI_HOME: join(folder, "home", "pulumi"),
  };
  const pulumi = async (...args: string[]): Promise<void> => {
    const env = { PATH: join(folder, "bin"), HOME: join(folder, "home"), ...settings };
    const ran = await runCommand(engine.pulumi, args, {
      cwd: join(folder, "project"),
      env,
      timeoutMs: 60_000,
    });
    if (ran.code !== 0) throw new Error(ran.stderr);
  };
  await pulumi("stack", "init", "dev");
  await pulumi("config", "set", "alicloud:region", "cn-hangzhou");
  await pulumi("config", "set", "--path", "alicloud:endpoints.vpc", simulator.url);
  await pulumi("config", "set", "alicloud:accessKey", TEST_ACCESS_KEY_ID);
  await pulumi("config", "set", "--secret", "alicloud:secretKey", TEST_ACCESS_KEY_SECRET);
  const [gateway = ""] = simulator.ids.gateways;
  const resources = [
    ["office", gateway, "cn-hangzhou"],
    ["branch", gateway, "cn-hangzhou"],
    ["lab", "vpn-typo", "cn-hangzhou"],
    ["moved", gateway, inRegion],
  ].map(([name = "", vpnGatewayId, regionId]) => {
    const type = "pulumi-nodejs:dynamic/alicloud-vpn:VpnConnection";
    const urn = `urn:pulumi:dev::network::${type}::${name}`;
    return { urn, type, custom: true, id: `vco-${name}`, inputs: {}, outputs: { vpnGatewayId, regionId } };
  });
  put("state.json", JSON.stringify({ version: 3, deployment: { resources } }));
  await pulumi("stack", "import", "--force", "--file", join(folder, "state.json"));
  return settings;
}

/** Nothing of the environment says where and as whom to ask. */
const unset = {
  ALICLOUD_REGION: "eu-central-1",
  ALICLOUD_ACCESS_KEY: "",
  ALICLOUD_SECRET_KEY: "",
  ALICLOUD_VPC_ENDPOINT: "",
};

test("asks with the selected stack's settings, and looks for the gateways that its state names", async () => {
  const settings = await withStack("cn-hangzhou");
  const { checks, wrong } = await examined({ env: () => ({ ...unset, ...settings }) });
  expect(wrong).toEqual([
    matching(/^failed gateway vpn-typo: isn't in cn-hangzhou, of lab → Check the account/),
  ]);
  const told = checks.map(summary);
  expect(told).toContain("ok stack: dev → ");
  expect(told).toContain("ok region: cn-hangzhou → ");
  const [gateway = ""] = simulator.ids.gateways;
  expect(told).toContain(`ok gateway ${gateway}: active, in cn-hangzhou, of office, branch, moved → `);
  expect(JSON.stringify(checks)).not.toContain(TEST_ACCESS_KEY_SECRET);
});

test("a stack whose secrets can't be read says so, and the environment's keys count", async () => {
  const settings = await withStack("cn-hangzhou");
  const env = { ...settings, PULUMI_CONFIG_PASSPHRASE: "another", ALICLOUD_VPC_ENDPOINT: "" };
  const { wrong } = await examined({ env: () => env, flags: ["--stack", "dev"] });
  expect(wrong[0]).toMatch(
    /^warning stack: dev: its secret settings can't be read.*PULUMI_CONFIG_PASSPHRASE/,
  );
});

const sdk = "project/node_modules/@pulumi/pulumi";
const sdkThat = (manifest: object) => ({
  [`${sdk}/package.json`]: JSON.stringify({ name: "@pulumi/pulumi", main: "index.js", ...manifest }),
  [`${sdk}/index.js`]: "",
});
/** A machine whose clock is two hours behind, as the command sees it. */
const slowClock = `const real = Date; const behind = 2 * 3600 * 1000;
globalThis.Date = class extends real {
  constructor(...args) { super(...(args.length === 0 ? [real.now() - behind] : args)); }
  static now() { return real.now() - behind; }
};\n`;

/** What is broken, the set-up, and the one thing that doctor has to say of it first. */
const broken: readonly (readonly [string, Setup, RegExp])[] = [
  [
    "no Pulumi CLI on PATH",
    { without: ["bin/pulumi"] },
    /^failed Pulumi CLI: there is no pulumi on PATH → Install the Pulumi CLI/,
  ],
  [
    "a Pulumi CLI that is too old",
    { files: { "bin/pulumi": saying("v3.215.0") } },
    /^failed Pulumi CLI: 3\.215\.0 → This package needs 3\.216\.0 or later/,
  ],
  [
    "a Pulumi CLI that doesn't run",
    { files: { "bin/pulumi": "#!/bin/sh\necho no such library >&2\nexit 127\n" } },
    /^failed Pulumi CLI: .*says no version.*no such library.* → Install the Pulumi CLI/s,
  ],
  [
    "a Pulumi CLI without its language host",
    { without: [`bin/${LANGUAGE_HOST}`] },
    /^failed language host: .* → It comes with the CLI/,
  ],
  [
    "no script that starts dynamic providers",
    { without: [`bin/${LAUNCHER}`] },
    /^failed plug-in script: .* → .*node_modules\/@pulumi\/pulumi too: put that folder on PATH/,
  ],
  [
    "the package isn't installed",
    { without: ["project/node_modules/pulumi-alicloud-vpn"] },
    /^failed pulumi-alicloud-vpn: can't be loaded .* → Run npm install pulumi-alicloud-vpn there/,
  ],
  [
    "@pulumi/pulumi isn't installed",
    { without: [sdk] },
    /^failed @pulumi\/pulumi: can't be loaded .* → Run npm install @pulumi\/pulumi there/,
  ],
  [
    "@pulumi/pulumi is too old",
    { files: sdkThat({ version: "3.215.0" }) },
    /^failed @pulumi\/pulumi: 3\.215\.0 → This package needs 3\.216\.0 or a later 3\.x/,
  ],
  [
    "@pulumi/pulumi wants a later Node.js",
    { files: sdkThat({ version: "3.270.0", engines: { node: ">=99" } }) },
    /^failed @pulumi\/pulumi: 3\.270\.0 needs Node\.js >=99, .* → Update Node\.js, or .*@3\.248/,
  ],
  ["no region", { env: () => ({ ALICLOUD_REGION: "" }) }, /^failed region: none .* → Set ALICLOUD_REGION/],
  [
    "a region that doesn't exist",
    { flags: ["--region", "cn-hangzou"] },
    /^failed region exists: the account has no region cn-hangzou → .*cn-hangzhou/,
  ],
  [
    "nobody at the endpoint",
    { env: () => ({ ALICLOUD_VPC_ENDPOINT: "http://127.0.0.1:9" }) },
    /^failed endpoint: .*can't be reached.* → Check ALICLOUD_VPC_ENDPOINT.*that it still runs/,
  ],
  [
    "plain http to another machine",
    { flags: ["--endpoint", "http://203.0.113.7"] },
    /^failed endpoint: .*plain http is for this machine only.* → ./,
  ],
  [
    "a clock that is two hours behind",
    {
      files: { "slow.js": slowClock },
      env: (machine) => ({ NODE_OPTIONS: `--require ${join(machine, "slow.js")}` }),
    },
    /^failed clock: 7\d{3} s behind the service's → Set this machine's clock, best by NTP/,
  ],
  [
    "no credentials",
    { env: () => ({ ALICLOUD_ACCESS_KEY: "", ALICLOUD_SECRET_KEY: "" }) },
    /^failed credentials: No credentials from the default chain.* → Set ALICLOUD_ACCESS_KEY/,
  ],
  [
    "half a pair of keys",
    { env: () => ({ ALICLOUD_SECRET_KEY: "" }) },
    /^failed credentials: There is an access key but no secret key\. → Give both/,
  ],
  [
    "a profile that nobody wrote",
    {
      env: () => ({ ALICLOUD_ACCESS_KEY: "", ALICLOUD_SECRET_KEY: "" }),
      flags: ["--profile", "production"],
    },
    /^failed credentials: No credentials from production.* → ./,
  ],
  [
    "an access key that doesn't exist",
    { env: () => ({ ALICLOUD_ACCESS_KEY: "mistyped-access-key" }) },
    /^failed access: .*InvalidAccessKeyId\.NotFound.* → .*no such access key/s,
  ],
  [
    "a secret key that isn't the access key's",
    { env: () => ({ ALICLOUD_SECRET_KEY: "mistyped-secret-key" }) },
    /^failed access: .*SignatureDoesNotMatch.* → .*doesn't belong to the access key/s,
  ],
  [
    "no permission to read connections",
    { env: () => ({ ALICLOUD_ACCESS_KEY: "narrow-access-key", ALICLOUD_SECRET_KEY: "narrow-secret" }) },
    /^failed vpc:DescribeVpnConnections: .*Forbidden.* → Grant .*vpc:DescribeVpnConnections/s,
  ],
  [
    "no permission to list gateways",
    { env: () => ({ ALICLOUD_ACCESS_KEY: "blind-access-key", ALICLOUD_SECRET_KEY: "blind-secret" }) },
    /^failed vpc:DescribeVpnGateways: .*Forbidden.* → Grant .*vpc:DescribeVpnGateways/s,
  ],
  [
    "a run outside the project's folder",
    { without: ["project/Pulumi.yaml"] },
    /^warning project: there is no Pulumi\.yaml in .* → Run this in the folder of your Pulumi project/,
  ],
];

test.each(broken)("finds what is broken and says what to do: %s", async (_, setup, expected) => {
  const { wrong, checks } = await examined(setup);
  expect(wrong[0]).toMatch(expected);
  // One cause is one finding: whatever depends on it is skipped, not reported once more.
  expect(wrong).toHaveLength(1);
  expect(JSON.stringify(checks)).not.toMatch(/mistyped-secret-key|narrow-secret|blind-secret/);
  expect(JSON.stringify(checks)).not.toContain(TEST_ACCESS_KEY_SECRET);
});

test("lists what an interrupted create left, with its gateway, its age and the ways out", async () => {
  const cloud = await existing();
  cloud.simulator.edit(cloud.office, { Tags: { "pulumi-alicloud-vpn-unfinished": "a1b2-c3d4" } });
  const { wrong } = await examined({ env: () => ({ ALICLOUD_VPC_ENDPOINT: cloud.simulator.url }) });
  expect(wrong).toEqual([
    matching(
      /^warning unfinished: vco-\S+ "Office Berlin" on vpn-\S+, created \d{4}-\S+Z → .*pulumi up.*import-file/,
    ),
  ]);
  expect(wrong[0]).toContain(`${cloud.office} "Office Berlin" on ${cloud.single}`);
});

test("warns of a second copy of Pulumi, which the package would load", async () => {
  setUp({ without: ["project/node_modules/pulumi-alicloud-vpn"] });
  const copy = "project/node_modules/pulumi-alicloud-vpn";
  put(`${copy}/package.json`, readFileSync(join(root, "provider/package.json"), "utf8"));
  put(`${copy}/lib/runtime.js`, "");
  const second = `${copy}/node_modules/@pulumi/pulumi`;
  put(
    `${second}/package.json`,
    JSON.stringify({ name: "@pulumi/pulumi", version: "3.220.0", main: "index.js" }),
  );
  put(`${second}/index.js`, "");
  const { wrong } = await examined({ without: [copy] });
  expect(wrong).toEqual([
    matching(/^warning one Pulumi: pulumi-alicloud-vpn loads \S+, the program \S+ → .*npm dedupe/),
  ]);
});

test("tells a person the same in lines, the remedy under what is wrong", async () => {
  const { code, stdout } = await run({ without: [`bin/${LAUNCHER}`], env: () => ({ FORCE_COLOR: "1" }) });
  expect(code).toBe(1);
  expect(stdout.split("\n")).toEqual(
    expect.arrayContaining([
      matching(/^ok +Pulumi CLI +3\.\d+\.\d+, /),
      matching(
        /^FAILED +plug-in script +pulumi-resource-pulumi-nodejs is neither beside the CLI nor on PATH$/,
      ),
      matching(/^ +→ It starts dynamic providers, and comes with the CLI\./),
      "1 of 19 checks failed.",
    ]),
  );
});
