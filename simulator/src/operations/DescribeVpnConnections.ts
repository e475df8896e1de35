import { connectionEntry } from "../responses/vpnConnection";
import type { VpnConnection } from "../model/resources";
import { tunnelsOf } from "../model/tunnels";
import type { Call, PlainOperation } from "./call";
import { checkRequest } from "./lookup";
import { page, passes, passesTags, readerOf } from "./paging";

const hasCustomerGateway = (call: Call, connection: VpnConnection): boolean =>
  tunnelsOf(connection).some(({ customerGatewayId }) => passes(call, "CustomerGatewayId", customerGatewayId));

export const DescribeVpnConnections: PlainOperation = {
  kind: "plain",
  name: "DescribeVpnConnections",
  required: [],
  answer(call) {
    checkRequest(call);
    const { account } = call;
    const connections = account.vpnConnections
      .allVisible(readerOf(call, "VpnConnectionId"))
      .filter(
        (connection) =>
          connection.RegionId === call.region &&
          passes(call, "VpnConnectionId", connection.VpnConnectionId) &&
          passes(call, "VpnGatewayId", connection.VpnGatewayId) &&
          passes(call, "ResourceGroupId", account.gateways.get(connection.VpnGatewayId)?.ResourceGroupId) &&
          hasCustomerGateway(call, connection) &&
          passesTags(call, connection.Tags),
      );
    const { items, fields } = page(call, connections);
    return {
      ...fields,
      VpnConnections: { VpnConnection: items.map((one) => connectionEntry(account, one)) },
    };
  },
};
