import {
  createSimulator,
  type InProcessSimulator,
  ManualClock,
  type SimulatorOptions,
} from "../../../simulator/src/index";

export type Parameters = Readonly<Record<string, string>>;
export type Body = Record<string, unknown>;

/** Lets everything that can go on go on, without moving the clock. */
export const turn = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));

/** A simulator without a port on a clock that stands still, and requests that pass. */
export class InProcessBench {
  readonly clock = new ManualClock(1_800_000_000_500);
  readonly simulator: InProcessSimulator;

  constructor(options: SimulatorOptions = {}) {
    this.simulator = createSimulator({
      clock: this.clock,
      busy: 2000,
      gateways: [
        { id: "vpn-1", ssl: true },
        { id: "vpn-2", tunnels: "dual" },
      ],
      customerGateways: [
        { id: "cgw-1", ip: "203.0.113.10", asn: 65001 },
        { id: "cgw-2", ip: "203.0.113.20", asn: 65002 },
      ],
      ...options,
    });
  }

  ask(operation: string, parameters: Parameters = {}, signal?: AbortSignal) {
    const all = { RegionId: "cn-hangzhou", ...parameters };
    return this.simulator.handle({ operation, parameters: all, signal });
  }

  /** The body of an answer that has to be a success. */
  async call(operation: string, parameters: Parameters = {}): Promise<Body> {
    const { status, body } = await this.ask(operation, parameters);
    if (status !== 200) throw new Error(`${operation}: ${JSON.stringify(body)}`);
    return body as Body;
  }

  /** "ok", or the code of the refusal. */
  async outcome(operation: string, parameters: Parameters = {}): Promise<string> {
    const { status, body } = await this.ask(operation, parameters);
    return status === 200 ? "ok" : String((body as Body).Code);
  }

  /** Parameters of a connection of one tunnel; each number is another one that gets on with the others. */
  single(index = 0, more: Parameters = {}): Parameters {
    return {
      VpnGatewayId: "vpn-1",
      CustomerGatewayId: "cgw-1",
      LocalSubnet: "10.0.0.0/24",
      RemoteSubnet: `10.1.${index}.0/24`,
      IkeConfig: '{"Psk":"a-key"}',
      ...more,
    };
  }

  dual(more: Parameters = {}): Parameters {
    return {
      VpnGatewayId: "vpn-2",
      LocalSubnet: "10.0.0.0/24",
      RemoteSubnet: "10.1.0.0/24",
      "TunnelOptionsSpecification.1.Role": "master",
      "TunnelOptionsSpecification.1.CustomerGatewayId": "cgw-1",
      "TunnelOptionsSpecification.2.Role": "slave",
      "TunnelOptionsSpecification.2.CustomerGatewayId": "cgw-2",
      ...more,
    };
  }

  server(more: Parameters = {}): Parameters {
    return { VpnGatewayId: "vpn-1", ClientIpPool: "10.30.30.0/24", LocalSubnet: "10.20.20.0/24", ...more };
  }

  create(parameters = this.single(), signal?: AbortSignal) {
    return this.ask("CreateVpnConnection", parameters, signal);
  }

  /** Its id; the change may still be under way. */
  async make(parameters = this.single()): Promise<string> {
    return String((await this.call("CreateVpnConnection", parameters)).VpnConnectionId);
  }

  async makeServer(more: Parameters = {}): Promise<string> {
    return String((await this.call("CreateSslVpnServer", this.server(more))).SslVpnServerId);
  }

  /** Undefined where it isn't found. */
  async described(VpnConnectionId: string): Promise<Body | undefined> {
    const { status, body } = await this.ask("DescribeVpnConnection", { VpnConnectionId });
    return status === 200 ? (body as Body) : undefined;
  }

  async listed(parameters: Parameters = {}): Promise<Body[]> {
    const { VpnConnections } = await this.call("DescribeVpnConnections", parameters);
    return (VpnConnections as { VpnConnection: Body[] }).VpnConnection;
  }

  async servers(parameters: Parameters = {}): Promise<Body[]> {
    const { SslVpnServers } = await this.call("DescribeSslVpnServers", parameters);
    return (SslVpnServers as { SslVpnServer: Body[] }).SslVpnServer;
  }

  async gatewayStatus(VpnGatewayId = "vpn-1"): Promise<unknown> {
    return (await this.call("DescribeVpnGateway", { VpnGatewayId })).Status;
  }
}

export const bench = (options?: SimulatorOptions): InProcessBench => new InProcessBench(options);
