import type { VpnConnection } from "../model/resources";
import { connectionBrief } from "../responses/vpnConnection";
import type { Account } from "../model/account";
import { asStored, asTaken, type ChangeOperation } from "./call";
import { findGateway } from "./lookup";
import { checkConnection, checkConnectionRequest } from "./vpnConnectionChecks";
import { newConnection } from "./vpnConnectionValues";

/** Ids are drawn only for what is really made. */
function withIds(account: Account, wanted: VpnConnection): VpnConnection {
  const made = {
    ...wanted,
    VpnConnectionId: account.newId("vco", wanted.RegionId),
    CreateTime: account.clock.now(),
  };
  if (made.Mode === "single") return made;
  return {
    ...made,
    Tunnels: made.Tunnels.map((tunnel) => ({ ...tunnel, TunnelId: account.newId("tun", made.RegionId) })),
  };
}

/** What a connection can't be without; all else has a default. */
const needed = [
  "CustomerGatewayId",
  "LocalSubnet",
  "RemoteSubnet",
  "TunnelOptionsSpecification.N.Role",
  "TunnelOptionsSpecification.N.CustomerGatewayId",
];

/** Asynchronous: the gateway is `updating` until the connection is made (sdk model). */
export const CreateVpnConnection: ChangeOperation = {
  kind: "change",
  name: "CreateVpnConnection",
  required: ["VpnGatewayId", "LocalSubnet", "RemoteSubnet"],
  plan(call) {
    const { account, parameters } = call;
    const gateway = findGateway(call);
    checkConnectionRequest(call, gateway);
    let wanted: VpnConnection | undefined;
    // Built late: the keys the service makes up are drawn only where the gateway is free.
    const build = () => (wanted ??= newConnection(account, gateway, parameters));
    return {
      gatewayIds: [gateway.VpnGatewayId],
      synchronous: false,
      waits: true,
      checkAgainstAccount: () => checkConnection(call, gateway, build()),
      apply() {
        const taken = asTaken(call, build(), () =>
          newConnection(account, gateway, parameters.only(...needed)),
        );
        const made = asStored(call, withIds(account, taken));
        account.vpnConnections.put(made.VpnConnectionId, gateway.VpnGatewayId, made);
        return { resourceId: made.VpnConnectionId, body: connectionBrief(account, made) };
      },
    };
  },
};
