import { blocksOf } from "../docs/pages";
import { type Existing, adopter, existing, printed } from "./adoption";
import { standIn, withPlugin } from "./alicloudPlugin";
import { type PulumiProject, changes, plain } from "./harness";
import { changesIn } from "./stage";

/** The commands of the guide, in its order, with the names of this stack and the ids of this cloud. */
function recipe({ office, staff }: Existing): string[] {
  const [, ...lines] = blocksOf("docs/guides/from-pulumi-alicloud.md", "bash").flatMap(({ text }) =>
    text.trim().split("\n"),
  );
  return ["pulumi preview --expect-no-changes", ...lines]
    .filter((line) => !line.startsWith("npm install"))
    .map((line) =>
      line
        .replaceAll("prod::network::", "dev::test::")
        .replaceAll("vco-bp1…", office)
        .replaceAll("vss-bp1…", staff)
        .replace(/^pulumi state (\w+) /, "pulumi state $1 --yes "),
    );
}

const step = (lines: readonly string[], form: RegExp): string[] => lines.filter((line) => form.test(line));

async function follow(made: PulumiProject, lines: readonly string[]): Promise<void> {
  expect(lines).not.toEqual([]);
  for (const line of lines) {
    const ran = await printed(made, line);
    expect({ line, code: ran.code, output: ran.code === 0 ? "" : ran.output }).toMatchObject({ code: 0 });
  }
}

const gateway = ({ single }: Existing) =>
  `export const gateway = new alicloud.vpn.Gateway("main", { vpcId: "vpc-1" }); // ${single}`;

/** The program as it was, with the certificate of a client on the server. */
const old = (cloud: Existing, { options = "{}", server = "staff" } = {}): string => `
import * as alicloud from "./alicloud";
${server === "staff" ? "" : 'import * as adopted from "./adopted";'}
${gateway(cloud)}
const office = new alicloud.vpn.Connection("office", {
  vpnGatewayId: gateway.id,
  customerGatewayId: "${cloud.simulator.ids.customerGateways[0] ?? ""}",
  localSubnets: ["10.0.0.0/16"],
  remoteSubnets: ["192.168.1.0/24", "192.168.0.0/24"],
  ikeConfig: { psk: "${cloud.keys[0] ?? ""}", ikeVersion: "ikev2", ikeEncAlg: "aes256" },
}, ${options});
const staff = new alicloud.vpn.SslVpnServer("staff", {
  vpnGatewayId: gateway.id,
  clientIpPool: "10.250.0.0/24",
  localSubnet: "10.0.0.0/16",
  protocol: "TCP",
}, ${options});
new alicloud.vpn.SslVpnClientCert("laptop", { sslVpnServerId: ${server}.id });
`;

const next = (cloud: Existing): string => `
import * as alicloud from "./alicloud";
import * as adopted from "./adopted";
${gateway(cloud)}
new alicloud.vpn.SslVpnClientCert("laptop", { sslVpnServerId: adopted.staff.id });
`;

const kinds = async (made: PulumiProject): Promise<string[]> =>
  (await made.state()).resources
    .map(({ type, name }) => `${type.split(":").at(-1) ?? ""} of ${type.split(":")[0] ?? ""}: ${name}`)
    .filter((text) => /^(VpnConnection|Connection|SslVpn\w+) /.test(text))
    .sort();

test("a stack of @pulumi/alicloud is moved by the guide's commands, and nothing in the cloud is touched", async () => {
  const cloud = await existing();
  const made = await adopter(cloud, { program: old(cloud), files: { "alicloud.ts": standIn } });
  const asked = withPlugin(made, { main: cloud.single, office: cloud.office, staff: cloud.staff });
  expect(changes(await made.up())).toEqual(["create laptop", "create main", "create office", "create staff"]);
  asked();
  const lines = recipe(cloud);

  await follow(made, step(lines, /preview|stack export|show-urns/).slice(0, 3));
  await follow(made, step(lines, /state protect/));
  await follow(made, step(lines, /alicloud-vpn import-file/));

  // The certificate depends on the old server: it takes the id of the new one first.
  const [ofOffice = "", ofStaff = ""] = step(lines, /state delete/);
  expect((await printed(made, ofStaff)).output).toContain("depend");
  made.write("index.ts", old(cloud, { options: "{ protect: true }", server: "adopted.staff" }));
  expect(changes(await made.up())).toEqual([]);

  // The mistake that the order is for: the old declarations go before the old entries.
  made.write("index.ts", next(cloud));
  const mistaken = await made.up();
  expect(mistaken.code).not.toBe(0);
  expect(mistaken.output).toContain("protected");
  expect(asked()).toEqual([]);

  await follow(made, [ofOffice, ofStaff]);
  made.write("index.ts", next(cloud));
  await follow(made, step(lines, /preview/).slice(-1));

  expect(await kinds(made)).toEqual([
    "SslVpnClientCert of alicloud: laptop",
    "SslVpnServer of pulumi-nodejs: staff",
    "VpnConnection of pulumi-nodejs: office",
  ]);
  const moved = await made.resource("office", { showSecrets: true });
  expect(moved?.id).toBe(cloud.office);
  expect(plain(moved?.inputs.ikeConfig)).toMatchObject({ psk: cloud.keys[0] });
  expect(await made.stateText()).not.toContain(cloud.keys[0]);
  expect(asked()).toEqual([]);
  expect(changesIn(cloud.simulator.calls())).toEqual([]);

  // And back.
  await follow(made, ["pulumi stack import --file before.json"]);
  made.write("index.ts", old(cloud));
  await follow(made, step(lines, /preview/).slice(0, 1));
  expect([asked(), changesIn(cloud.simulator.calls())]).toEqual([[], []]);
}, 180_000);
