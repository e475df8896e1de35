import type { ChangeOperation } from "./call";
import { checkRequest, findSslVpnServer } from "./lookup";

/** Asynchronous too; its client certificates go with it, and there are none here (sdk model). */
export const DeleteSslVpnServer: ChangeOperation = {
  kind: "change",
  name: "DeleteSslVpnServer",
  required: ["SslVpnServerId"],
  plan(call) {
    const { SslVpnServerId, VpnGatewayId } = findSslVpnServer(call, "InvalidSslVpnServerId.NotFound");
    checkRequest(call);
    return {
      gatewayIds: [VpnGatewayId],
      synchronous: false,
      waits: true,
      checkAgainstAccount: () => undefined,
      apply() {
        call.account.sslVpnServers.put(SslVpnServerId, VpnGatewayId, undefined);
        return { resourceId: SslVpnServerId, body: {} };
      },
    };
  },
};
