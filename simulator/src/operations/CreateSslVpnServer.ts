import { asStored, asTaken, type ChangeOperation } from "./call";
import { checkRequest, findGateway } from "./lookup";
import { blankSslVpnServer, checkSslVpnServer, mergeSslVpnServer } from "./sslVpnServerValues";

/** Asynchronous: the gateway is `updating` until the server is made (page). */
export const CreateSslVpnServer: ChangeOperation = {
  kind: "change",
  name: "CreateSslVpnServer",
  required: ["VpnGatewayId", "ClientIpPool", "LocalSubnet"],
  plan(call) {
    const { account, parameters } = call;
    const gateway = findGateway(call);
    checkRequest(call, gateway);
    const wanted = mergeSslVpnServer(blankSslVpnServer(gateway), parameters);
    return {
      gatewayIds: [gateway.VpnGatewayId],
      synchronous: false,
      waits: true,
      checkAgainstAccount: () => checkSslVpnServer(call, gateway, wanted),
      apply() {
        const SslVpnServerId = account.newId("vss", gateway.RegionId);
        const taken = asTaken(call, wanted, () =>
          mergeSslVpnServer(blankSslVpnServer(gateway), parameters.only("ClientIpPool", "LocalSubnet")),
        );
        const made = asStored(call, { ...taken, SslVpnServerId, CreateTime: account.clock.now() });
        account.sslVpnServers.put(SslVpnServerId, gateway.VpnGatewayId, made);
        return { resourceId: SslVpnServerId, body: { SslVpnServerId, Name: made.Name } };
      },
    };
  },
};
