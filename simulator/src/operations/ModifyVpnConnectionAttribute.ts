import { connectionModified } from "../responses/vpnConnection";
import { asStored, asTaken, type ChangeOperation } from "./call";
import { findGateway, findVpnConnection } from "./lookup";
import { checkConnection, checkConnectionRequest } from "./vpnConnectionChecks";
import { mergedConnection } from "./vpnConnectionValues";

/** Asynchronous whatever it changes, a name too (page). */
export const ModifyVpnConnectionAttribute: ChangeOperation = {
  kind: "change",
  name: "ModifyVpnConnectionAttribute",
  required: ["VpnConnectionId"],
  plan(call) {
    const { account, parameters } = call;
    const current = findVpnConnection(call);
    const gateway = findGateway(call, current.VpnGatewayId);
    checkConnectionRequest(call, gateway, current);
    const wanted = mergedConnection(account, current, parameters);
    return {
      gatewayIds: [gateway.VpnGatewayId],
      synchronous: false,
      waits: true,
      checkAgainstAccount: () => checkConnection(call, gateway, wanted),
      apply() {
        const made = asStored(
          call,
          asTaken(call, wanted, () => current),
        );
        account.vpnConnections.put(made.VpnConnectionId, gateway.VpnGatewayId, made);
        return { resourceId: made.VpnConnectionId, body: connectionModified(account, made) };
      },
    };
  },
};
