/**
 * A program's life in the worlds of the second fake, over the real command line. A sample is tried every time,
 * and all of them with SECOND_FAKE_WORLDS=all, or those whose names match what it says.
 */
import { type Fake, startFake } from "./fake";
import { type Declaration, Project, type Run } from "./project";
import { SAMPLE, TRIALS, type Trial } from "./worlds";

jest.setTimeout(1_800_000);

const STRONG = { psk: "Key-1", ikeVersion: "ikev2", ikeEncAlg: "aes256", ikeAuthAlg: "sha256" };
const ACTIONS = {
  create: ["CreateSslVpnServer", "CreateVpnConnection"],
  change: ["ModifySslVpnServer", "ModifyVpnConnectionAttribute"],
  delete: ["DeleteSslVpnServer", "DeleteVpnConnection"],
};

function resources(fake: Fake, changed: boolean): Declaration[] {
  const { single, single2, dual, office, office2 } = fake.accountIds;
  const localSubnets = ["10.0.0.0/16"];
  const cipher = changed ? { cipher: "AES-256-CBC" } : {};
  const remoteSubnets = [changed ? "192.168.7.0/24" : "192.168.0.0/24"];
  const tunnels = {
    master: { customerGatewayId: office, ikeConfig: STRONG },
    slave: { customerGatewayId: office2, ...(changed ? { ikeConfig: STRONG } : {}) },
  };
  return [
    {
      type: "SslVpnServer",
      name: "staff",
      args: { vpnGatewayId: single, clientIpPool: "10.250.0.0/24", localSubnets, ...cipher },
    },
    {
      type: "VpnConnection",
      name: "office",
      args: {
        vpnGatewayId: single2,
        customerGatewayId: office,
        localSubnets,
        remoteSubnets,
        ikeConfig: STRONG,
        tags: { site: "office" },
      },
    },
    {
      type: "VpnConnection",
      name: "datacentre",
      args: { vpnGatewayId: dual, localSubnets, remoteSubnets: ["172.20.0.0/16"], tunnels },
    },
  ];
}

/** One trial: a fake in its world, and a project that is deployed to it. */
class Life {
  constructor(
    readonly trial: Trial,
    readonly fake: Fake,
    readonly project: Project,
  ) {}

  private arm(step: keyof typeof ACTIONS): void {
    const { fault } = this.trial;
    if (fault === undefined) return;
    const [ssl, connections] = ACTIONS[step];
    if (ssl !== undefined) this.fake.faults.push({ ...fault, action: ssl });
    if (connections !== undefined) this.fake.faults.push({ ...fault, action: connections, times: 2 });
  }

  /** Runs a command until it succeeds: once, or up to three times where something happens to its requests. */
  async succeeds(step: keyof typeof ACTIONS, command: () => Promise<Run>): Promise<void> {
    this.arm(step);
    const outputs: string[] = [];
    const times = this.trial.fault === undefined ? 1 : 3;
    while (outputs.length < times) {
      const { code, output } = await command();
      if (code === 0) return;
      outputs.push(output);
    }
    throw new Error(outputs.join("\n"));
  }

  counts(): { sslServers: number; connections: number } {
    const { sslServers, connections } = this.fake.inventory();
    return { sslServers: sslServers.length, connections: connections.length };
  }

  async lookUnchanged(): Promise<void> {
    const { code, output } = await this.project.preview("--refresh", "--expect-no-changes");
    expect(code === 0 ? "" : output).toBe("");
  }
}

const wanted = process.env.SECOND_FAKE_WORLDS;
const chosen = TRIALS.filter(({ name }) =>
  wanted === undefined ? SAMPLE.includes(name) : wanted === "all" || new RegExp(wanted).test(name),
);

test.each(chosen)("a program lives and leaves nothing behind where $name", async (trial) => {
  const fake = await startFake({ world: trial.world });
  const project = await new Project(fake).start();
  const life = new Life(trial, fake, project);
  try {
    project.declare(...resources(fake, false));
    await life.succeeds("create", () => project.up());
    expect(life.counts()).toEqual({ sslServers: 1, connections: 2 });
    await life.lookUnchanged();
    const ids = fake.inventory().connections.map(({ id }) => id);
    project.declare(...resources(fake, true));
    await life.succeeds("change", () => project.up());
    expect(life.counts()).toEqual({ sslServers: 1, connections: 2 });
    expect(fake.inventory().connections.map(({ id }) => id)).toEqual(ids);
    expect(fake.inventory().sslServers[0]?.settings.Cipher).toBe("AES-256-CBC");
    const keys = fake.inventory().connections.flatMap(({ ends }) => ends.map(({ ike }) => ike.Psk));
    expect(keys).toEqual(["Key-1", "Key-1", "Key-1"]);
    await life.lookUnchanged();
    await life.succeeds("delete", () => project.destroy());
    expect(life.counts()).toEqual({ sslServers: 0, connections: 0 });
  } finally {
    await fake.close();
    project.remove();
  }
});
