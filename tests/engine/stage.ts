import { startSimulator } from "../../simulator/src/index";
import type { CallRecord, Simulator, SimulatorOptions } from "../../simulator/src/index";
import { type ProjectOptions, PulumiProject, project } from "./harness";
import { environment, programText } from "./programs";

export { environment, programText } from "./programs";

export type { CallRecord, Simulator } from "../../simulator/src/index";

/** Keys as texts that occur nowhere else, so that a leak can be searched for. */
export const planted = {
  officeKey: "planted-office-key-7c1f",
  masterKey: "planted-master-key-93ab",
};

/** The ids that a program speaks of. */
export interface Ids {
  /** Gateway of single-tunnel connections, with SSL-VPN. */
  readonly single: string;
  /** Gateway of dual-tunnel connections. */
  readonly dual: string;
  readonly peers: readonly string[];
}

/** A simulator, and a project whose programs are run against it. */
export interface Stage {
  readonly simulator: Simulator;
  readonly project: PulumiProject;
  readonly ids: Ids;
  /** The calls since the last time. */
  newCalls(): CallRecord[];
}

const running = new Set<Simulator>();

afterEach(async () => {
  await Promise.all([...running].map((simulator) => simulator.close()));
  running.clear();
});

export async function stage(
  program: (ids: Ids) => string,
  options: { simulator?: SimulatorOptions; project?: Partial<ProjectOptions> } = {},
): Promise<Stage> {
  const simulator = await startSimulator({ busy: "400ms", ...options.simulator });
  running.add(simulator);
  const [single = "", dual = ""] = simulator.ids.gateways;
  const ids = { single, dual, peers: simulator.ids.customerGateways };
  const made = await project({
    program: programText(program(ids)),
    config: { "alicloud:region": "cn-hangzhou" },
    env: environment(simulator),
    ...options.project,
  });
  let seen = 0;
  const newCalls = () => {
    const calls = simulator.calls().slice(seen);
    seen += calls.length;
    return calls;
  };
  return { simulator, project: made, ids, newCalls };
}

/** Sets the next version of a stage's program. */
export function next({ project: made }: Stage, body: string): void {
  made.write("index.js", programText(body));
}

export const declaration = (kind: string, name: string, args: object, options: object) =>
  `exports[${JSON.stringify(name)}] = new vpn.${kind}(${JSON.stringify(name)}, ${JSON.stringify(args)}, ${JSON.stringify(options)});`;

export const staff = ({ single }: Ids, args: object = {}, options: object = {}): string =>
  declaration(
    "SslVpnServer",
    "staff",
    { vpnGatewayId: single, clientIpPool: "10.250.0.0/24", localSubnets: ["10.0.0.0/16"], ...args },
    options,
  );

export const office = ({ single, peers }: Ids, args: object = {}, options: object = {}): string =>
  declaration(
    "VpnConnection",
    "office",
    {
      vpnGatewayId: single,
      customerGatewayId: peers[0],
      localSubnets: ["10.0.0.0/16"],
      remoteSubnets: ["192.168.1.0/24", "192.168.0.0/24"],
      ikeConfig: { psk: planted.officeKey, ikeVersion: "ikev2", ikeEncAlg: "aes256" },
      ...args,
    },
    options,
  );

export const datacentre = ({ dual, peers }: Ids, args: object = {}, options: object = {}): string =>
  declaration(
    "VpnConnection",
    "datacentre",
    {
      vpnGatewayId: dual,
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
      ...args,
    },
    options,
  );

export const all = (ids: Ids): string => [staff(ids), office(ids), datacentre(ids)].join("\n");

const changing = /^(Create|Modify|Delete)(SslVpnServer|VpnConnection|VpnConnectionAttribute)$/;

/** The calls that change something, without those that the service refused. */
export const changesIn = (calls: readonly CallRecord[]): CallRecord[] =>
  calls.filter(({ operation, outcome }) => changing.test(operation) && outcome === "ok");

/** Gateways that were changed and not seen active afterwards: where they are empty, done means done. */
export function unsettledGateways(calls: readonly CallRecord[]): string[] {
  const touched = new Set(changesIn(calls).map(({ gatewayId }) => gatewayId ?? ""));
  return [...touched].filter((gateway) => {
    const own = calls.filter(({ gatewayId }) => gatewayId === gateway);
    const last = own.map((call) => changesIn([call]).length).lastIndexOf(1);
    return !own
      .slice(last)
      .some(
        ({ operation, gatewayStatus }) => operation === "DescribeVpnGateway" && gatewayStatus === "active",
      );
  });
}

/** As `Operation outcome`, for the operations that the expression names. */
export const told = (calls: readonly CallRecord[], operations = /./): string[] =>
  calls
    .filter(({ operation }) => operations.test(operation))
    .map(({ operation, outcome }) => `${operation} ${outcome}`);
