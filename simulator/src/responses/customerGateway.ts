import type { Account } from "../model/account";
import type { CustomerGateway } from "../model/resources";
import { omit } from "./omit";
import { tagList } from "./tags";
import { type Answer, told } from "./told";

/** DescribeCustomerGateway and each entry of DescribeCustomerGateways; here the number of the peer is a number. */
export function customerGatewayAnswer(account: Account, one: CustomerGateway): Answer {
  return told(account, { ...omit(one, "RegionId"), Tags: tagList(one.Tags) });
}

/** What CreateCustomerGateway and ModifyCustomerGatewayAttribute return of it. */
export function customerGatewayBrief(account: Account, one: CustomerGateway): Answer {
  const { CustomerGatewayId, Name, Description, IpAddress, CreateTime } = one;
  return told(account, { CustomerGatewayId, Name, Description, IpAddress, CreateTime });
}
