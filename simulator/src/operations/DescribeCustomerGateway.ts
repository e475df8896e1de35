import { customerGatewayAnswer } from "../responses/customerGateway";
import type { PlainOperation } from "./call";
import { findCustomerGateway } from "./lookup";

export const DescribeCustomerGateway: PlainOperation = {
  kind: "plain",
  name: "DescribeCustomerGateway",
  required: ["CustomerGatewayId"],
  answer: (call) => customerGatewayAnswer(findCustomerGateway(call)),
};
