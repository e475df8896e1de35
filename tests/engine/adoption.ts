import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { systemClock } from "../../provider/src/clock";
import { type VpcApi, vpcApi } from "../../provider/src/vpc/api";
import {
  type Simulator,
  TEST_ACCESS_KEY_ID,
  TEST_ACCESS_KEY_SECRET,
  startSimulator,
} from "../../simulator/src/index";
import { startCommand } from "../../tools/system/command";
import { type CommandResult, type ProjectOptions, type PulumiProject, project } from "./harness";
import { environment, planted } from "./stage";

const program = resolve(__dirname, "../../provider/lib/cli/main.js");

/** What somebody has made long ago, without Pulumi. */
export interface Existing {
  readonly simulator: Simulator;
  readonly single: string;
  readonly dual: string;
  /** One tunnel, a key that was given. */
  readonly office: string;
  /** One tunnel, a key that the service made, and subnets in another order than they were given in. */
  readonly shop: string;
  /** Two tunnels with BGP; the master's key was given, the service made the slave's. */
  readonly datacentre: string;
  readonly staff: string;
  /** Every key there is, to look for where none may be. */
  readonly keys: readonly string[];
}

const running = new Set<Simulator>();

afterEach(async () => {
  await Promise.all([...running].map((simulator) => simulator.close()));
  running.clear();
});

export async function existing(): Promise<Existing> {
  const simulator = await startSimulator({ busy: 1 });
  running.add(simulator);
  const [single = "", dual = ""] = simulator.ids.gateways;
  const peers = simulator.ids.customerGateways;
  const settings = {
    accessKey: TEST_ACCESS_KEY_ID,
    secretKey: TEST_ACCESS_KEY_SECRET,
    vpcEndpoint: simulator.url,
  };
  const api = vpcApi(settings, "cn-hangzhou", systemClock);
  const office = await made(api, {
    name: "Office Berlin",
    vpnGatewayId: single,
    customerGatewayId: peers[0],
    localSubnets: ["10.0.0.0/16"],
    remoteSubnets: ["192.168.1.0/24", "192.168.0.0/24"],
    ikeConfig: { psk: planted.officeKey, ikeVersion: "ikev2", ikeEncAlg: "aes256" },
  });
  const shop = await made(api, {
    name: "office berlin",
    vpnGatewayId: single,
    customerGatewayId: peers[3],
    localSubnets: ["10.0.0.0/16"],
    remoteSubnets: ["192.168.10.0/24", "192.168.9.0/24"],
    ikeConfig: { ikeVersion: "ikev2" },
    healthCheckConfig: { enable: true, dip: "192.168.9.1", sip: "10.0.0.1" },
  });
  simulator.edit(shop, { RemoteSubnet: "192.168.9.0/24,192.168.10.0/24" });
  const datacentre = await made(api, datacentreOn(dual, peers));
  const staff = await api.createSslVpnServer(
    { vpnGatewayId: single, name: "staff", clientIpPool: "10.250.0.0/24", localSubnets: ["10.0.0.0/16"] },
    "token-staff",
  );
  await settled();
  simulator.clearCalls();
  const keys = JSON.stringify(simulator.inventory()).matchAll(/"Psk":"([^"]+)"/g);
  return {
    simulator,
    single,
    dual,
    office,
    shop,
    datacentre,
    staff,
    keys: [...keys].map(([, key = ""]) => key),
  };
}

const settled = () => new Promise((done) => setTimeout(done, 10));

async function made(api: VpcApi, args: Readonly<Record<string, unknown>>): Promise<string> {
  const id = await api.createVpnConnection(args, {}, `token-${String(args.name)}`);
  await settled();
  return id;
}

const datacentreOn = (vpnGatewayId: string, peers: readonly string[]) => ({
  name: "datacentre",
  vpnGatewayId,
  localSubnets: ["10.0.0.0/16"],
  remoteSubnets: ["10.9.0.0/16"],
  enableTunnelsBgp: true,
  tunnels: {
    master: {
      customerGatewayId: peers[1],
      ikeConfig: { psk: planted.masterKey },
      bgpConfig: { localAsn: 65530, tunnelCidr: "169.254.10.0/30", localBgpIp: "169.254.10.1" },
    },
    slave: {
      customerGatewayId: peers[2],
      bgpConfig: { localAsn: 65530, tunnelCidr: "169.254.11.0/30", localBgpIp: "169.254.11.1" },
    },
  },
});

/** An empty stack, and a program that takes in what is adopted. */
export async function adopter(
  { simulator }: Existing,
  options: Partial<ProjectOptions> = {},
): Promise<PulumiProject> {
  return await project({
    language: "ts",
    program: 'import "./adopted";\n',
    config: { "alicloud:region": "cn-hangzhou" },
    env: { ...environment(simulator), ALICLOUD_REGION: "cn-hangzhou" },
    ...options,
  });
}

/** Runs `alicloud-vpn …` in the project's folder. */
export function cli(made: PulumiProject, ...args: string[]): Promise<CommandResult> {
  return shell(made, process.execPath, program, ...args);
}

/** Runs a command line as the program prints it, in a shell. */
export function printed(made: PulumiProject, line: string): Promise<CommandResult> {
  const here = line.replace("npx alicloud-vpn", `'${process.execPath}' '${program}'`);
  const answered = here.replace(/pulumi (?:import|refresh|stack import)(?= )/, (command) =>
    command === "pulumi stack import" ? command : `${command} --yes`,
  );
  return shell(made, "sh", "-c", answered);
}

function shell(made: PulumiProject, file: string, ...args: string[]): Promise<CommandResult> {
  const running = startCommand(file, args, {
    cwd: made.folder,
    env: made.env,
    timeoutMs: 120_000,
    kill: () => made.kill(),
  });
  return running.done;
}

export const fileOf = (made: PulumiProject, name: string): string =>
  readFileSync(join(made.folder, name), "utf8");
