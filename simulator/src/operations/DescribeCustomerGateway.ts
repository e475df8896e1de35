import { customerGatewayAnswer } from "../responses/customerGateway";
import { documented } from "../rules/refusals";
import { refuse } from "../rules/rule";
import type { PlainOperation } from "./call";

export const DescribeCustomerGateway: PlainOperation = {
  kind: "plain",
  name: "DescribeCustomerGateway",
  required: ["CustomerGatewayId"],
  answer(call) {
    const one = call.account.customerGateways.visible(
      call.parameters.text("CustomerGatewayId") ?? "",
      "describe",
    );
    if (one?.RegionId !== call.region) throw refuse(documented("InvalidCustomerGatewayInstanceId.NotFound"));
    return customerGatewayAnswer(call.account, one);
  },
};
