import { TEST_ACCESS_KEY_ID, TEST_ACCESS_KEY_SECRET, startSimulator } from "../../simulator/src/index";
import type { CallRecord, Simulator, SimulatorOptions } from "../../simulator/src/index";
import { type HostOptions, ProviderHost, type Values } from "./host";

export type { Simulator } from "../../simulator/src/index";

const hosts = new Set<ProviderHost>();
const simulators = new Set<Simulator>();

afterEach(async () => {
  await Promise.all([...hosts].map((host) => host.stop()));
  await Promise.all([...simulators].map((simulator) => simulator.close()));
  hosts.clear();
  simulators.clear();
});

/** A provider process against a simulator; both are gone when the test is over. */
export async function simulated(
  options: SimulatorOptions = {},
): Promise<{ simulator: Simulator; start: (more?: HostOptions) => Promise<ProviderHost> }> {
  const simulator = await startSimulator({ busy: "300ms", ...options });
  simulators.add(simulator);
  const start = async (more: HostOptions = {}) => {
    const host = await ProviderHost.start({
      config: { "alicloud:region": "cn-hangzhou" },
      ...more,
      env: {
        ALICLOUD_ACCESS_KEY: TEST_ACCESS_KEY_ID,
        ALICLOUD_SECRET_KEY: TEST_ACCESS_KEY_SECRET,
        ALICLOUD_VPC_ENDPOINT: simulator.url,
        ...more.env,
      },
    });
    hosts.add(host);
    return host;
  };
  return { simulator, start };
}

/** Inputs as a program of a stack would send them. */
export const declared = (kind: string, name: string, args: Values): Values => ({
  __urn: `urn:pulumi:dev::test::pulumi-nodejs:dynamic/alicloud-vpn:${kind}::${name}`,
  __organization: "organization",
  ...args,
});

export const serverArgs = ({ ids }: Simulator, more: Values = {}): Values =>
  declared("SslVpnServer", "staff", {
    vpnGatewayId: ids.gateways[0],
    clientIpPool: "10.250.0.0/24",
    localSubnets: ["10.0.0.0/16"],
    ...more,
  });

export const officeArgs = ({ ids }: Simulator, more: Values = {}): Values =>
  declared("VpnConnection", "office", {
    vpnGatewayId: ids.gateways[0],
    customerGatewayId: ids.customerGateways[0],
    localSubnets: ["10.0.0.0/16"],
    remoteSubnets: ["192.168.0.0/24"],
    ikeConfig: { psk: "planted-key-1", ikeVersion: "ikev2" },
    ...more,
  });

export const datacentreArgs = ({ ids }: Simulator, more: Values = {}): Values =>
  declared("VpnConnection", "datacentre", {
    vpnGatewayId: ids.gateways[1],
    localSubnets: ["10.0.0.0/16"],
    remoteSubnets: ["10.9.0.0/16"],
    tunnels: {
      master: { customerGatewayId: ids.customerGateways[1], ikeConfig: { psk: "planted-key-2" } },
      slave: { customerGatewayId: ids.customerGateways[2] },
    },
    ...more,
  });

/** As `Operation outcome`, for the operations that the expression names. */
export const told = (calls: readonly CallRecord[], operations = /./): string[] =>
  calls
    .filter(({ operation }) => operations.test(operation))
    .map(({ operation, outcome }) => `${operation} ${outcome}`);
