import { type Outcome } from "./harness";
import { startCommand } from "../../tools/system/command";
import { type Stage, changesIn, next, programText, stage } from "./stage";

const keys = ["planted-key-one-51ac", "planted-key-two-e07d"] as const;

const gateways = [
  { id: "vpn-ssl", ssl: true },
  { id: "vpn-ssl-elsewhere", ssl: true },
  { id: "vpn-ssl-third", ssl: true },
  { id: "vpn-peers" },
  { id: "vpn-bgp", tunnels: "dual" },
] as const;

const peers = ["cgw-one", "cgw-two", "cgw-three"].map((id, index) => ({
  id,
  ip: `203.0.113.${index + 1}`,
  asn: 65001 + index,
}));

/** What the programs below are made of. */
const prelude = `
class Site extends pulumi.ComponentResource {
  constructor(name, options) { super("acme:network:Site", name, {}, options); }
}
const local = ["10.0.0.0/16"];
const server = (name, args, options) =>
  new vpn.SslVpnServer(name, { vpnGatewayId: "vpn-ssl", clientIpPool: "10.250.0.0/24", localSubnets: local, ...args }, options);
const connection = (name, args, options) =>
  new vpn.VpnConnection(name, {
    vpnGatewayId: "vpn-peers", customerGatewayId: "cgw-one", localSubnets: local, remoteSubnets: ["192.168.1.0/24"],
    ikeConfig: { psk: pulumi.secret(${JSON.stringify(keys[0])}), ikeVersion: "ikev2" }, ...args }, options);
const tunnel = (customerGatewayId, tunnelCidr) => ({ customerGatewayId, ikeConfig: { psk: "of-" + customerGatewayId }, bgpConfig: { localAsn: 65530, tunnelCidr } });
const dual = (name, remote, [master, slave], options, more) =>
  new vpn.VpnConnection(name, {
    vpnGatewayId: "vpn-bgp", localSubnets: local, remoteSubnets: [remote], enableTunnelsBgp: true,
    tunnels: { master: tunnel("cgw-" + (more ?? "one"), master), slave: tunnel("cgw-three", slave) } }, options);
`;

const played = (body: string): Promise<Stage> =>
  stage(() => prelude + body, {
    simulator: { gateways: [...gateways], customerGateways: peers, busy: "150ms" },
    project: { timeoutMs: 60_000 },
  });

/** Six pairs that conflict, over two explicit providers, the default one and two components; and one that is well. */
const conflicting = (order: string) => `
const [one, two] = ["one", "two"].map((name) => new vpn.Provider(name, { region: "cn-hangzhou" }));
const [east, west] = ["east", "west"].map((name) => new Site(name));
const key = pulumi.secret(${JSON.stringify(keys[1])});
const later = server("later", { vpnGatewayId: "vpn-ssl-elsewhere", clientIpPool: "10.240.0.0/24" }).id;
const on = { enableBgp: true, localAsn: 65530, tunnelCidr: "169.254.20.0/30" };
const declarations = [
  () => server("staff", {}, { provider: one }),
  () => server("guests", { clientIpPool: "10.251.0.0/24" }, { provider: two }),
  () => dual("east-dc", "192.168.1.0/24", ["169.254.10.0/30", "169.254.11.0/30"], { parent: east }),
  () => dual("west-dc", "192.168.2.0/24", ["169.254.12.0/30", "169.254.10.0/30"], { parent: west }, "two"),
  () => connection("office", {}, { parent: east }),
  () => connection("branch", { localSubnets: ["10.0.8.0/24"] }, { parent: west, provider: two }),
  () => connection("till", { customerGatewayId: "cgw-two" }, { provider: one }),
  () => connection("shop", { customerGatewayId: "cgw-two", remoteSubnets: ["192.168.7.0/24"], ikeConfig: { psk: key } }, { parent: west }),
  () => connection("with", { vpnGatewayId: "vpn-mixed", bgpConfig: on }, { parent: new Site("north") }),
  () => connection("without", { vpnGatewayId: "vpn-mixed", customerGatewayId: "cgw-two" }),
  () => connection("plant", { vpnGatewayId: later }),
  () => connection("lab", { vpnGatewayId: later, remoteSubnets: ["192.168.0.0/16"] }, { provider: two }),
];
for (const declare of declarations${order}) declare();
connection("alone", { vpnGatewayId: "vpn-alone" });
`;

/** What is the matter with each pair, wherever the command shows it. */
const conflicts = ({ output }: Outcome): string[] => {
  const lines = output.split("\n").filter((line) => line.includes("(the service would answer "));
  return [...new Set(lines.map((line) => line.trim()))].sort();
};

test("conflicts across providers and components are found at preview, in the same words in any order", async () => {
  const made = await played(conflicting(""));
  const preview = await made.project.preview();
  expect(preview.code).not.toBe(0);
  for (const message of [
    "SslVpnServer guests and SslVpnServer staff conflict:",
    "vpnGatewayId: both are on gateway vpn-ssl, which takes one SSL server",
    "VpnConnection east-dc in acme:network:Site and VpnConnection west-dc in acme:network:Site conflict:",
    'both are "169.254.10.0/30": each tunnel of a gateway needs its own',
    "VpnConnection branch in acme:network:Site and VpnConnection office in acme:network:Site conflict:",
    "localSubnets 10.0.8.0/24 and 10.0.0.0/16 overlap",
    "VpnConnection shop in acme:network:Site and VpnConnection till conflict:",
    "ikeConfig.psk: [secret] and [secret] differ",
    "VpnConnection with in acme:network:Site and VpnConnection without conflict:",
    "on for VpnConnection with in acme:network:Site and off for VpnConnection without (not given is off)",
    "VpnConnection lab and VpnConnection plant conflict:",
  ]) {
    expect(preview.stdout + preview.stderr).toContain(message);
  }
  expect(preview.stdout + preview.stderr).not.toMatch(/planted-key/);
  expect(preview.steps.map(({ op, name }) => `${op} ${name}`)).toContain("create alone");
  next(made, prelude + conflicting(".reverse()"));
  const again = await made.project.preview();
  expect(again.code).not.toBe(0);
  expect(conflicts(again)).toEqual(conflicts(preview));
  expect(conflicts(preview)).toHaveLength(6);
  expect(made.newCalls()).toEqual([]);
});

/** What stands on the gateways at first. */
const first = `
server("staff");
server("tokyo", { vpnGatewayId: "vpn-ssl-elsewhere", clientIpPool: "10.251.0.0/24" });
// Clients reach the site, so their pool is a local subnet.
connection("clients", { vpnGatewayId: "vpn-ssl", localSubnets: ["10.0.0.0/16", "10.250.0.0/24"] });
connection("office");
connection("labs", { remoteSubnets: ["192.168.2.0/24"], ikeConfig: { psk: "${keys[0]}", ikeVersion: "ikev2", ikeLifetime: "86400" } });
connection("branch", { customerGatewayId: "cgw-two", ikeConfig: { psk: "${keys[1]}", ikeVersion: "ikev2" } });
dual("east", "192.168.1.0/24", ["169.254.10.0/30", "169.254.11.0/30"]);
dual("west", "192.168.2.0/24", ["169.254.12.0/30", "169.254.13.0/30"], {}, "two");
`;

/** Renamed by an alias, moved into components, a tunnel CIDR changed, a key rotated, a server renamed. */
const moved = `
const site = new Site("site");
const within = (name) => ({ parent: site, aliases: [{ name, parent: pulumi.rootStackResource }] });
server("employees", {}, { aliases: [{ name: "staff" }] });
server("tokyo", { vpnGatewayId: "vpn-ssl-elsewhere", clientIpPool: "10.251.0.0/24" });
connection("clients", { vpnGatewayId: "vpn-ssl", localSubnets: ["10.0.0.0/16", "10.250.0.0/24"] });
connection("headquarters", {}, { aliases: [{ name: "office" }] });
connection("labs", { remoteSubnets: ["192.168.2.0/24"], ikeConfig: { psk: "${keys[0]}", ikeVersion: "ikev2" } }, within("labs"));
connection("branch", { customerGatewayId: "cgw-two", ikeConfig: { psk: "${keys[0]}", ikeVersion: "ikev2" } }, within("branch"));
dual("east", "192.168.1.0/24", ["169.254.14.0/30", "169.254.11.0/30"]);
dual("west", "192.168.2.0/24", ["169.254.12.0/30", "169.254.13.0/30"], {}, "two");
`;

/** Replaced by another peer and by another gateway, deleted first or last; one gone, and another in its place. */
const replaced = `
server("employees", { vpnGatewayId: "vpn-ssl-third" });
server("tokyo", { vpnGatewayId: "vpn-ssl-elsewhere", clientIpPool: "10.252.0.0/24" });
connection("clients", { vpnGatewayId: "vpn-ssl", customerGatewayId: "cgw-two", localSubnets: ["10.0.0.0/16", "10.250.0.0/24"] }, { deleteBeforeReplace: false });
connection("headquarters", { customerGatewayId: "cgw-three" });
connection("successor", { remoteSubnets: ["192.168.4.0/24"] });
dual("east", "192.168.1.0/24", ["169.254.14.0/30", "169.254.11.0/30"]);
`;

test("what was renamed, moved, changed or replaced is refused neither by us nor by the service", async () => {
  const made = await played(first);
  for (const [body, done] of [
    [first, 8],
    [moved, 2],
    [replaced, 1],
  ] as const) {
    next(made, prelude + body);
    const up = await made.project.up();
    expect([up.code, up.output]).toEqual([0, expect.not.stringContaining("conflict:")]);
    expect(changesIn(made.newCalls()).length).toBeGreaterThanOrEqual(done);
  }
  const preview = await made.project.preview("--expect-no-changes");
  expect(preview.code).toBe(0);
});

/** An inline program of Automation API, previewed, applied and previewed again in one process, with a second stack. */
const inline = `
const automation = require("@pulumi/pulumi/automation");
const program = (pool, gateway) => async () => {
  new vpn.SslVpnServer("staff-" + gateway, { vpnGatewayId: gateway, clientIpPool: pool, localSubnets: ["10.0.0.0/16"] });
};
(async () => {
  const open = (stackName, program) => automation.LocalWorkspace.createOrSelectStack({ stackName, projectName: "inline", program });
  const told = [];
  const onOutput = (text) => told.push(text);
  const here = await open("here", program("10.250.0.0/24", "vpn-ssl"));
  const other = await open("other", program("10.250.0.0/24", "vpn-ssl"));
  const there = await open("there", program("10.250.0.0/24", "vpn-ssl-elsewhere"));
  for (const stack of [here, other, there]) await stack.setConfig("alicloud:region", { value: "cn-hangzhou" });
  await Promise.all([here.preview({ onOutput }), other.preview({ onOutput }), there.preview({ onOutput })]);
  await here.up({ onOutput });
  await here.preview({ onOutput, expectNoChanges: true });
  console.log(told.join(""));
  console.log("all is well");
})().catch((error) => { console.error(error); process.exitCode = 1; });
`;

test("runs of several programs in one process have nothing to do with each other", async () => {
  const made = await played("");
  made.project.write("inline.js", programText(inline));
  const run = await startCommand(process.execPath, ["inline.js"], {
    cwd: made.project.folder,
    env: made.project.env,
    timeoutMs: 60_000,
  }).done;
  expect([run.code, run.output]).toEqual([0, expect.stringMatching(/all is well\s*$/)]);
  expect(run.output).not.toMatch(/conflict/);
  expect(made.simulator.inventory().sslVpnServers).toHaveLength(1);
});
