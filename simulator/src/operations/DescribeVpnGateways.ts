import { gatewayAnswer } from "../responses/vpnGateway";
import type { PlainOperation } from "./call";
import { checkRequest } from "./lookup";
import { page, passes, passesTags } from "./paging";

export const DescribeVpnGateways: PlainOperation = {
  kind: "plain",
  name: "DescribeVpnGateways",
  required: [],
  answer(call) {
    checkRequest(call);
    const { account } = call;
    const gateways = [...account.gateways.values()].filter(
      (gateway) =>
        gateway.RegionId === call.region &&
        passes(call, "VpnGatewayId", gateway.VpnGatewayId) &&
        passes(call, "GatewayType", gateway.GatewayType) &&
        passes(call, "VpcId", gateway.VpcId) &&
        passes(call, "Status", account.status(gateway)) &&
        passes(call, "BusinessStatus", gateway.BusinessStatus) &&
        passes(call, "ResourceGroupId", gateway.ResourceGroupId) &&
        passesTags(call, gateway.Tags),
    );
    const { items, fields } = page(call, gateways);
    return {
      ...fields,
      VpnGateways: { VpnGateway: items.map((gateway) => gatewayAnswer(account, gateway)) },
    };
  },
};
