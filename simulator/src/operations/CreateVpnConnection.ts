import type { VpnConnection } from "../model/resources";
import type { Account } from "../model/account";
import { asStored, type ChangeOperation } from "./call";
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
        const made = asStored(call, withIds(account, build()));
        const { VpnConnectionId, CreateTime, Name } = made;
        account.vpnConnections.put(VpnConnectionId, gateway.VpnGatewayId, made);
        return { resourceId: VpnConnectionId, body: { VpnConnectionId, CreateTime, Name } };
      },
    };
  },
};
