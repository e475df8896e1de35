import { customerGatewayAnswer } from "../responses/customerGateway";
import type { PlainOperation } from "./call";
import { checkRequest } from "./lookup";
import { page, passes, passesTags, readerOf } from "./paging";

export const DescribeCustomerGateways: PlainOperation = {
  kind: "plain",
  name: "DescribeCustomerGateways",
  required: [],
  answer(call) {
    checkRequest(call);
    const matching = call.account.customerGateways
      .allVisible(readerOf(call, "CustomerGatewayId"))
      .filter(
        (one) =>
          one.RegionId === call.region &&
          passes(call, "CustomerGatewayId", one.CustomerGatewayId) &&
          passes(call, "ResourceGroupId", one.ResourceGroupId) &&
          passesTags(call, one.Tags),
      );
    const { items, fields } = page(call, matching);
    return {
      ...fields,
      CustomerGateways: { CustomerGateway: items.map((one) => customerGatewayAnswer(call.account, one)) },
    };
  },
};
