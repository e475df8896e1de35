import { connectionDescribed } from "../responses/vpnConnection";
import { documented } from "../rules/refusals";
import { refuse } from "../rules/rule";
import type { PlainOperation } from "./call";

export const DescribeVpnConnection: PlainOperation = {
  kind: "plain",
  name: "DescribeVpnConnection",
  required: ["VpnConnectionId"],
  answer(call) {
    const connection = call.account.vpnConnections.visible(
      call.parameters.text("VpnConnectionId") ?? "",
      "describe",
    );
    if (connection?.RegionId !== call.region)
      throw refuse(documented("InvalidVpnConnectionInstanceId.NotFound"));
    return connectionDescribed(call.account, connection);
  },
};
