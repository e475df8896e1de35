import type { BgpValues, IkeConfig, VpnConnection } from "./resources";

/** What the rules compare, alike for the one tunnel of a single-tunnel connection and the two of a dual one. */
export interface TunnelView {
  readonly role: "single" | "master" | "slave";
  readonly customerGatewayId: string;
  readonly ike: IkeConfig;
  readonly bgp: BgpValues;
  readonly bgpEnabled: boolean;
}

export function tunnelsOf(connection: VpnConnection): TunnelView[] {
  if (connection.Mode === "single") {
    const { CustomerGatewayId, IkeConfig: ike, BgpConfig: bgp } = connection;
    return [{ role: "single", customerGatewayId: CustomerGatewayId, ike, bgp, bgpEnabled: bgp.EnableBgp }];
  }
  return connection.Tunnels.map((tunnel) => ({
    role: tunnel.Role,
    customerGatewayId: tunnel.CustomerGatewayId,
    ike: tunnel.TunnelIkeConfig,
    bgp: tunnel.TunnelBgpConfig,
    bgpEnabled: connection.EnableTunnelsBgp,
  }));
}

export function hasBgp(connection: VpnConnection): boolean {
  return tunnelsOf(connection).some((tunnel) => tunnel.bgpEnabled);
}
