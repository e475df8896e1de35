import type { ChangeOperation } from "./call";
import { checkRequest, findVpnConnection } from "./lookup";

/** Asynchronous: the gateway is `updating` until the connection is gone (sdk model). */
export const DeleteVpnConnection: ChangeOperation = {
  kind: "change",
  name: "DeleteVpnConnection",
  required: ["VpnConnectionId"],
  plan(call) {
    const { VpnConnectionId, VpnGatewayId } = findVpnConnection(call);
    checkRequest(call);
    return {
      gatewayIds: [VpnGatewayId],
      synchronous: false,
      waits: true,
      checkAgainstAccount: () => undefined,
      apply() {
        call.account.vpnConnections.put(VpnConnectionId, VpnGatewayId, undefined);
        return { resourceId: VpnConnectionId, body: {} };
      },
    };
  },
};
