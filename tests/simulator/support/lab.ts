import type Vpc from "@alicloud/vpc20160428";
import {
  ManualClock,
  type Simulator,
  type SimulatorOptions,
  startSimulator,
} from "../../../simulator/src/index";
import { sdk, vpc } from "./clients";

export const regionId = "cn-hangzhou";

/** Fields of a request; those of the SDK's models, also with values no model allows. */
export type Patch = Readonly<Record<string, unknown>>;

/** A simulator on a clock that stands still, a client for it, and requests that pass. */
export class Lab {
  /** The first and the second gateway: single- and dual-tunnel unless seeded otherwise. */
  readonly single: string;
  readonly dual: string;
  readonly branches: readonly string[];

  constructor(
    readonly simulator: Simulator,
    readonly clock: ManualClock,
    readonly api: Vpc,
  ) {
    this.single = at(simulator.ids.gateways, 0);
    this.dual = simulator.ids.gateways[1] ?? "";
    this.branches = simulator.ids.customerGateways;
  }

  /** The end of whatever keeps gateways busy. */
  settle(): void {
    this.clock.advance(60_000);
  }

  ssl(patch: Patch = {}): vpc.CreateSslVpnServerRequest {
    return new vpc.CreateSslVpnServerRequest({
      regionId,
      vpnGatewayId: this.single,
      clientIpPool: "10.30.30.0/24",
      localSubnet: "10.20.20.0/24",
      ...patch,
    });
  }

  /** Single-tunnel; `branch` chooses a customer gateway of its own. */
  connection(patch: Patch = {}, branch = 0): vpc.CreateVpnConnectionRequest {
    return new vpc.CreateVpnConnectionRequest({
      regionId,
      vpnGatewayId: this.single,
      customerGatewayId: this.branches[branch],
      localSubnet: "10.1.1.0/24",
      remoteSubnet: `10.2.${branch}.0/24`,
      ...patch,
    });
  }

  dualConnection(
    patch: Patch = {},
    tunnels: Record<string, unknown>[] = [{ role: "master" }, { role: "slave" }],
  ): vpc.CreateVpnConnectionRequest {
    return new vpc.CreateVpnConnectionRequest({
      regionId,
      vpnGatewayId: this.dual,
      localSubnet: "10.1.1.0/24",
      remoteSubnet: "10.2.1.0/24",
      tunnelOptionsSpecification: tunnels.map((tunnel, index) => ({
        customerGatewayId: this.branches[index],
        ...tunnel,
      })),
      ...patch,
    });
  }

  async makeSsl(patch: Patch = {}): Promise<string> {
    const { body } = await this.api.createSslVpnServer(this.ssl(patch));
    this.settle();
    return body?.sslVpnServerId ?? "";
  }

  async makeConnection(patch: Patch = {}, branch = 0): Promise<string> {
    const { body } = await this.api.createVpnConnection(this.connection(patch, branch));
    this.settle();
    return body?.vpnConnectionId ?? "";
  }

  async makeDual(patch: Patch = {}, tunnels?: Record<string, unknown>[]): Promise<string> {
    const { body } = await this.api.createVpnConnection(this.dualConnection(patch, tunnels));
    this.settle();
    return body?.vpnConnectionId ?? "";
  }

  modifySsl(sslVpnServerId: string, patch: Patch) {
    return this.api.modifySslVpnServer(
      new vpc.ModifySslVpnServerRequest({ regionId, sslVpnServerId, ...patch }),
    );
  }

  modifyConnection(vpnConnectionId: string, patch: Patch) {
    return this.api.modifyVpnConnectionAttribute(
      new vpc.ModifyVpnConnectionAttributeRequest({ regionId, vpnConnectionId, ...patch }),
    );
  }

  deleteSsl(sslVpnServerId: string, clientToken?: string) {
    return this.api.deleteSslVpnServer(
      new vpc.DeleteSslVpnServerRequest({ regionId, sslVpnServerId, clientToken }),
    );
  }

  deleteConnection(vpnConnectionId: string, clientToken?: string) {
    return this.api.deleteVpnConnection(
      new vpc.DeleteVpnConnectionRequest({ regionId, vpnConnectionId, clientToken }),
    );
  }

  async describeConnection(vpnConnectionId: string) {
    const request = new vpc.DescribeVpnConnectionRequest({ regionId, vpnConnectionId });
    const { body } = await this.api.describeVpnConnection(request);
    if (body === undefined) throw new Error("No body.");
    return body;
  }

  async sslServers(patch: Patch = {}) {
    const request = new vpc.DescribeSslVpnServersRequest({ regionId, ...patch });
    const { body } = await this.api.describeSslVpnServers(request);
    return body?.sslVpnServers?.sslVpnServer ?? [];
  }

  async connections(patch: Patch = {}) {
    const { body } = await this.api.describeVpnConnections(
      new vpc.DescribeVpnConnectionsRequest({ regionId, ...patch }),
    );
    return body?.vpnConnections?.vpnConnection ?? [];
  }

  async gatewayStatus(vpnGatewayId: string) {
    const request = new vpc.DescribeVpnGatewayRequest({ regionId, vpnGatewayId });
    const { body } = await this.api.describeVpnGateway(request);
    return body?.status;
  }
}

const open: Simulator[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map((simulator) => simulator.close()));
});

/** Closed by itself after the test. */
export async function lab(options: SimulatorOptions = {}): Promise<Lab> {
  const clock = new ManualClock();
  const simulator = await startSimulator({ clock, ...options });
  open.push(simulator);
  return new Lab(simulator, clock, sdk(simulator));
}

/** For simulators a test starts itself. */
export async function started(options: SimulatorOptions = {}): Promise<Simulator> {
  const simulator = await startSimulator(options);
  open.push(simulator);
  return simulator;
}

export function at<T>(list: readonly T[], index: number): T {
  const item = list[index];
  if (item === undefined) throw new Error(`There is no item ${index}.`);
  return item;
}
