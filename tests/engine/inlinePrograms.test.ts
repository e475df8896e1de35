import { join } from "node:path";
import { startCommand } from "../../tools/system/command";
import { repositoryRoot } from "../../tools/system/repository";
import { project } from "./harness";

/** Runs an inline program of the Automation API in a process of plain Node, and prints how the command settled. */
const runner = (body: string, command: "preview" | "up") => `
const pulumi = require("@pulumi/pulumi");
const { LocalWorkspace } = require("@pulumi/pulumi/automation");
const { SslVpnServer, VpnConnection } = require("pulumi-alicloud-vpn");

const server = { vpnGatewayId: "vpn-1", clientIpPool: "10.250.0.0/24", localSubnets: ["10.0.0.0/16"] };
const connection = { vpnGatewayId: "vpn-1", customerGatewayId: "cgw-1", localSubnets: ["10.0.0.0/16"],
  remoteSubnets: ["192.168.0.0/24"], ikeConfig: { ikeVersion: "ikev2" } };
const refused = (args, options) => new SslVpnServer("staff", { ...server, port: 22, ...args }, options);

/** A resource of another package, which knows nothing of refusals. */
class Other extends pulumi.CustomResource {
  constructor(name, args, options) {
    const __provider = "exports.handler = () => ({ check: async (olds, inputs) => ({ inputs }), create: async (inputs) => ({ id: 'one', outs: inputs }) })";
    super("pulumi-nodejs:dynamic:Resource", name, { ...args, made: undefined, __provider }, options);
  }
}
class Site extends pulumi.ComponentResource {
  constructor(name, args) {
    super("acme:index:Site", name, args);
    this.address = args.address;
    this.inner = new Other("inner", { plain: "value" }, { parent: this });
    this.registerOutputs({ address: this.address });
  }
}

async function main() {
  const stack = await LocalWorkspace.createOrSelectStack(
    { stackName: "inline", projectName: "test", program: async () => { ${body} } },
    { projectSettings: { name: "test", runtime: "nodejs", main: __dirname, backend: { url: process.env.PULUMI_BACKEND_URL } } },
  );
  await stack.setConfig("alicloud:region", { value: "cn-hangzhou" });
  const settled = await stack.${command}().then(
    ({ stdout, changeSummary }) => ({ stdout, changeSummary }),
    ({ message }) => ({ message }),
  );
  console.log(JSON.stringify(settled));
}
main();
`;

/** A hang ends here; a run that settles takes a few seconds. */
const LIMIT_MS = 45_000;

interface Settled {
  readonly message?: string;
  readonly stdout?: string;
  readonly changeSummary?: Readonly<Record<string, number>>;
}

async function run(body: string, command: "preview" | "up" = "preview"): Promise<Settled> {
  const made = await project({ program: "", files: { "inline.js": runner(body, command) } });
  const node = startCommand(process.execPath, ["inline.js"], {
    cwd: made.folder,
    env: made.env,
    timeoutMs: LIMIT_MS,
    kill: () => made.kill(),
  });
  const { timedOut, code, stdout, stderr } = await node.done;
  // By itself, and without a word of Node's about a rejection that nobody has handled.
  expect({ timedOut, code, stderr }).toEqual({ timedOut: false, code: 0, stderr: "" });
  return JSON.parse(stdout) as Settled;
}

const staff = /SslVpnServer staff: 1 argument is refused:\s+port: 22 is refused/;
const office = /VpnConnection office: 1 argument is refused:\s+remoteSubnets: \["x"\] is refused/;

describe("an inline program with a refused resource ends with the refusal", () => {
  test.each<[title: string, body: string, shown?: readonly RegExp[]]>([
    ["whose outputs nobody uses", `refused();`],
    ["an output of which is returned", `return { address: refused().internetIp };`],
    ["which is returned as a whole", `return { staff: refused() };`],
    [
      "outputs of which are combined",
      `const { id, name } = refused();
       return { all: pulumi.all([id, name]).apply(String), text: pulumi.interpolate\`\${id}!\`, applied: name.apply(String) };`,
    ],
    [
      "which is handed to another resource of ours",
      `return { id: new VpnConnection("office", { ...connection, vpnGatewayId: refused().vpnGatewayId }).id };`,
    ],
    [
      "which is handed to another resource of ours that is refused too",
      `return { id: new VpnConnection("office", { ...connection, vpnGatewayId: refused().vpnGatewayId, remoteSubnets: ["x"] }).id };`,
      [staff, office],
    ],
    [
      "on which another resource of ours depends",
      `return { id: new VpnConnection("office", connection, { dependsOn: refused() }).id };`,
    ],
    [
      "which is handed to a resource of another package",
      `return { made: new Other("other", { id: refused().id }).made };`,
    ],
    [
      "which is handed to a component",
      `return { address: new Site("site", { address: refused().internetIp }).address };`,
    ],
    [
      "which has an unknown argument beside the bad one",
      `return { id: refused({ vpnGatewayId: new Other("other", {}).made }).id };`,
    ],
    [
      "which has an unknown argument beside the bad one, and is handed to a component",
      `return new Site("site", { address: refused({ vpnGatewayId: new Other("other", {}).made }).id });`,
    ],
    [
      "beside another one",
      `const other = new VpnConnection("office", { ...connection, remoteSubnets: ["x"] });
       return { both: pulumi.all([refused().id, other.id]) };`,
      [staff, office],
    ],
  ])("%s", async (_title, body, shown = [staff]) => {
    const { message } = await run(body);
    for (const one of shown) expect(message).toMatch(one);
    expect(message).not.toMatch(/Unhandled exception|\n\s+at /);
  });

  test.each([
    ["an output of which is returned", `return { address: refused().internetIp };`],
    [
      "which is handed to a component",
      `return { address: new Site("site", { address: refused().internetIp }).address };`,
    ],
  ])("of an up, too: %s", async (_title, body) => {
    expect((await run(body, "up")).message).toMatch(staff);
  });
});

test("an inline program with good resources, one with an argument that isn't known yet, is previewed as ever", async () => {
  const { changeSummary, stdout } = await run(
    `const later = new SslVpnServer("staff", { ...server, vpnGatewayId: new Other("other", {}).made });
     const office = new VpnConnection("office", connection);
     return { name: office.name, staff: later.name, address: new Site("site", { address: later.internetIp }).address };`,
  );
  expect(changeSummary).toEqual({ create: 6 });
  expect(stdout).toMatch(/name *: "office"/);
});

describe("a test run by jest that expects the refusal", () => {
  /** A project of a user, with its test; jest takes what it needs from there. */
  const jest = async (program: string) => {
    const made = await project({
      program: `const { SslVpnServer } = require("pulumi-alicloud-vpn");
exports.staff = new SslVpnServer("staff", { vpnGatewayId: "vpn-1", clientIpPool: "10.250.0.0/24", localSubnets: ["10.0.0.0/16"], port: 22 }).id;`,
      files: {
        "refused.test.js": `const { LocalWorkspace } = require("@pulumi/pulumi/automation");
test("the program is refused", async () => {
  const { SslVpnServer } = require("pulumi-alicloud-vpn");
  const stack = await LocalWorkspace.createOrSelectStack(${program});
  await expect(stack.preview()).rejects.toThrow("port: 22 is refused");
}, ${LIMIT_MS});`,
      },
    });
    const bin = join(repositoryRoot(), "node_modules", "jest", "bin", "jest.js");
    const run = startCommand(process.execPath, [bin, "--ci", "--rootDir", made.folder], {
      cwd: made.folder,
      env: made.env,
      timeoutMs: LIMIT_MS,
      kill: () => made.kill(),
    });
    return await run.done;
  };

  test("passes where it runs the program by its folder, as the guide says", async () => {
    expect(await jest(`{ stackName: "dev", workDir: __dirname }`)).toMatchObject({
      timedOut: false,
      code: 0,
    });
  });

  test("ends with the refusal where the program is inline, which jest takes for the file's failure", async () => {
    const { timedOut, code, output } = await jest(
      `{ stackName: "inline", projectName: "test", program: async () => ({
        id: new SslVpnServer("staff", { vpnGatewayId: "vpn-1", clientIpPool: "10.250.0.0/24", localSubnets: ["10.0.0.0/16"], port: 22 }).id,
      }) }`,
    );
    expect({ timedOut, code }).toEqual({ timedOut: false, code: 1 });
    expect(output).toMatch(staff);
  });
});
