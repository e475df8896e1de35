import { tunnelsOf } from "./tunnels";
import type { Account } from "./account";

/** The gateways with a connection to this customer gateway. */
export function gatewaysUsing(account: Account, customerGatewayId: string): string[] {
  const using = account.vpnConnections
    .all()
    .filter((connection) =>
      tunnelsOf(connection).some((tunnel) => tunnel.customerGatewayId === customerGatewayId),
    );
  return [...new Set(using.map((connection) => connection.VpnGatewayId))];
}
