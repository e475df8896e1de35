/**
 * The built provider, driven by the real command line, against the second fake of the API. One program has a
 * resource of each kind, so each step costs one command; the steps build on each other.
 */
import { type Connection, type Fake, type SslServer, startFake } from "./fake";
import { type Declaration, Project } from "./project";

jest.setTimeout(300_000);

const KEY = "Key-of-the-office-1";
const STRONG = {
  psk: KEY,
  ikeVersion: "ikev2",
  ikeEncAlg: "aes256",
  ikeAuthAlg: "sha256",
  ikePfs: "group14",
};

let fake: Fake;
let project: Project;

interface Overrides {
  ssl?: object;
  single?: object;
  dual?: object;
  master?: object;
}

function resources(changed: Overrides = {}): Declaration[] {
  const { single, single2, dual, office, office2 } = fake.accountIds;
  const localSubnets = ["10.0.0.0/16"];
  return [
    {
      type: "SslVpnServer",
      name: "staff",
      args: { vpnGatewayId: single, clientIpPool: "10.250.0.0/24", localSubnets, ...changed.ssl },
    },
    {
      type: "VpnConnection",
      name: "office",
      args: {
        vpnGatewayId: single2,
        customerGatewayId: office,
        localSubnets,
        remoteSubnets: ["192.168.0.0/24"],
        ikeConfig: STRONG,
        tags: { site: "office" },
        ...changed.single,
      },
    },
    {
      type: "VpnConnection",
      name: "datacentre",
      args: {
        vpnGatewayId: dual,
        localSubnets,
        remoteSubnets: ["172.20.0.0/16"],
        enableTunnelsBgp: true,
        tunnels: {
          master: {
            customerGatewayId: office,
            ikeConfig: STRONG,
            bgpConfig: { localAsn: 65530, tunnelCidr: "169.254.10.0/30" },
            ...changed.master,
          },
          slave: {
            customerGatewayId: office2,
            bgpConfig: { localAsn: 65530, tunnelCidr: "169.254.11.0/30" },
          },
        },
        ...changed.dual,
      },
    },
  ];
}

const CHANGED: Overrides = {
  ssl: { cipher: "AES-256-CBC", port: 1200, name: "people" },
  single: {
    remoteSubnets: ["192.168.7.0/24", "192.168.8.0/24"],
    healthCheckConfig: { enable: true, dip: "192.168.7.1", sip: "10.0.0.1", interval: 5 },
    tags: { site: "branch", floor: "" },
  },
};
const changedTunnel = () => ({
  customerGatewayId: fake.accountIds.office3,
  ikeConfig: { ...STRONG, psk: "Key-2", ikeLifetime: 3600 },
});

const staff = (): SslServer | undefined => fake.inventory().sslServers[0];
const named = (name: string): Connection | undefined =>
  fake.inventory().connections.find(({ Name }) => Name === name);
const ids = () =>
  [...fake.inventory().sslServers, ...fake.inventory().connections].map(({ id }) => id).sort();
const writesSince = (mark: number) =>
  fake.calls.slice(mark).filter(({ action }) => !/^(Describe|List)/.test(action));

async function succeeds(run: ReturnType<Project["up"]>): Promise<string> {
  const { code, output } = await run;
  expect(code === 0 ? "" : output).toBe("");
  return output;
}

beforeAll(async () => {
  fake = await startFake();
  project = await new Project(fake).start();
});

afterAll(async () => {
  await fake.close();
  project.remove();
});

test("every kind of resource is created as the program says", async () => {
  project.declare(...resources());
  await succeeds(project.up());
  expect(ids()).toHaveLength(3);
  expect(staff()?.settings).toMatchObject({ ClientIpPool: "10.250.0.0/24", Proto: "TCP", Compress: false });
  expect(named("office")?.ends[0]?.ike).toMatchObject({ Psk: KEY, IkeVersion: "ikev2", IkeEncAlg: "aes256" });
  expect(fake.tagsOf(named("office")?.id ?? "")).toMatchObject({ site: "office" });
  const [master, slave] = named("datacentre")?.ends ?? [];
  expect(named("datacentre")?.enableBgp).toBe(true);
  expect(master?.bgp.TunnelCidr).toBe("169.254.10.0/30");
  expect(slave?.CustomerGatewayId).toBe(fake.accountIds.office2);
});

test("a second look finds nothing to do, and changes nothing", async () => {
  const mark = fake.calls.length;
  await succeeds(project.preview("--refresh", "--expect-no-changes"));
  expect(writesSince(mark)).toEqual([]);
});

test("no key is in the state in plain text, neither one that was given nor one that the service made", async () => {
  const made = String(named("datacentre")?.ends[1]?.ike.Psk);
  const state = await succeeds(project.pulumi("stack", "export"));
  expect(state).toContain("datacentre");
  expect([KEY, made].filter((key) => state.includes(key))).toEqual([]);
});

test("changes are made in place, and are stable", async () => {
  const before = ids();
  project.declare(...resources({ ...CHANGED, master: changedTunnel() }));
  await succeeds(project.up());
  expect(ids()).toEqual(before);
  expect(staff()?.settings).toMatchObject({ Cipher: "AES-256-CBC", Port: 1200, Name: "people" });
  // A modify that leaves Compress out would turn it on, by its page.
  expect(staff()?.settings.Compress).toBe(false);
  expect(named("office")?.RemoteSubnet.split(",").sort()).toEqual(["192.168.7.0/24", "192.168.8.0/24"]);
  expect(named("office")?.health).toMatchObject({ Enable: "true", Interval: 5 });
  expect(fake.tagsOf(named("office")?.id ?? "")).toMatchObject({ site: "branch", floor: "" });
  expect(named("datacentre")?.ends[0]).toMatchObject({
    CustomerGatewayId: fake.accountIds.office3,
    ike: { Psk: "Key-2", IkeLifetime: 3600, RemoteId: "203.0.113.30" },
  });
  await succeeds(project.preview("--refresh", "--expect-no-changes"));
});

test("what somebody changes elsewhere is put back", async () => {
  const server = staff();
  if (server === undefined) throw new Error("there is no server");
  fake.edit(server.id, (one) => {
    if (one.kind === "sslServer") one.settings.Port = 4000;
  });
  for (const { id } of fake.inventory().connections)
    fake.edit(id, (one) => {
      if (one.kind === "connection" && one.ends[0] !== undefined) one.ends[0].ike.IkeEncAlg = "3des";
    });
  await succeeds(project.up("--refresh"));
  expect(staff()?.settings.Port).toBe(1200);
  expect(fake.inventory().connections.map(({ ends }) => ends[0]?.ike.IkeEncAlg)).toEqual([
    "aes256",
    "aes256",
  ]);
});

test("what somebody deleted elsewhere is made again", async () => {
  const office = named("office");
  if (office === undefined) throw new Error("there is no office");
  fake.edit(office.id, "delete");
  await succeeds(project.up("--refresh"));
  expect(named("office")?.id).not.toBe(office.id);
  expect(ids()).toHaveLength(3);
});

test("another gateway replaces, and leaves nothing behind", async () => {
  const { single, single2, dual2 } = fake.accountIds;
  project.declare(
    ...resources({
      ssl: { ...CHANGED.ssl, vpnGatewayId: single2 },
      single: { ...CHANGED.single, vpnGatewayId: single },
      dual: { vpnGatewayId: dual2 },
      master: changedTunnel(),
    }),
  );
  await succeeds(project.up());
  expect(ids()).toHaveLength(3);
  expect(staff()?.VpnGatewayId).toBe(single2);
  expect(named("office")?.VpnGatewayId).toBe(single);
  expect(named("datacentre")?.VpnGatewayId).toBe(dual2);
});

test("a destroy deletes everything", async () => {
  await succeeds(project.destroy());
  expect(ids()).toEqual([]);
});
