import type { CustomerGateway } from "../model/resources";
import { omit } from "./omit";
import { tagList } from "./tags";

/** DescribeCustomerGateway and each entry of DescribeCustomerGateways; here the number of the peer is a number. */
export function customerGatewayAnswer(one: CustomerGateway): Record<string, unknown> {
  return { ...omit(one, "RegionId"), Tags: tagList(one.Tags) };
}

/** What CreateCustomerGateway and ModifyCustomerGatewayAttribute return of it. */
export function customerGatewayBrief(one: CustomerGateway): Record<string, unknown> {
  const { CustomerGatewayId, Name, Description, IpAddress, CreateTime } = one;
  return { CustomerGatewayId, Name, Description, IpAddress, CreateTime };
}
