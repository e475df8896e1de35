import { tunnelsOf } from "./tunnels";
import type { World } from "./world";

/** The gateways with a connection to this customer gateway. */
export function gatewaysUsing(world: World, customerGatewayId: string): string[] {
  const using = world.vpnConnections
    .all()
    .filter((connection) =>
      tunnelsOf(connection).some((tunnel) => tunnel.customerGatewayId === customerGatewayId),
    );
  return [...new Set(using.map((connection) => connection.VpnGatewayId))];
}
