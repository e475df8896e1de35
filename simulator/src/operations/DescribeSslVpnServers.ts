import { sslServerEntry } from "../responses/sslVpnServer";
import type { PlainOperation } from "./call";
import { checkRequest } from "./lookup";
import { page, passes, readerOf } from "./paging";

/** A server that isn't there is an empty list, not an error. */
export const DescribeSslVpnServers: PlainOperation = {
  kind: "plain",
  name: "DescribeSslVpnServers",
  required: [],
  answer(call) {
    checkRequest(call);
    const servers = call.account.sslVpnServers
      .allVisible(readerOf(call, "SslVpnServerId"))
      .filter(
        (server) =>
          server.RegionId === call.region &&
          passes(call, "SslVpnServerId", server.SslVpnServerId) &&
          passes(call, "VpnGatewayId", server.VpnGatewayId) &&
          passes(call, "Name", server.Name) &&
          passes(call, "ResourceGroupId", call.account.gateways.get(server.VpnGatewayId)?.ResourceGroupId),
      );
    const { items, fields } = page(call, servers);
    return {
      ...fields,
      SslVpnServers: { SslVpnServer: items.map((server) => sslServerEntry(call.account, server)) },
    };
  },
};
