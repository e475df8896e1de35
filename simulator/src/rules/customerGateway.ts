import type { ValueRule } from "./rule";
import { customerGatewayChanges, illegal, parseAsn } from "./common";
import { networksFrom, parseAddress } from "./networks";

/** "The following IP addresses are not supported" (sdk model). */
const unusable = networksFrom("100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "224.0.0.0/4", "255.0.0.0/8");

/** Alibaba Cloud's own number, refused for the other side (sdk model). */
const ownAsn = 45104;

export const customerGatewayRules: readonly ValueRule[] = [
  {
    id: "customerGateway.ipAddress",
    operations: ["CreateCustomerGateway"],
    parameters: ["IpAddress"],
    refuses: (value) => {
      const address = parseAddress(value);
      return address === undefined || unusable.some(({ first, last }) => first <= address && address <= last);
    },
    refusal: illegal("IpAddress"),
    source: "sdk model",
  },
  {
    id: "customerGateway.asn",
    operations: ["CreateCustomerGateway"],
    parameters: ["Asn"],
    refuses: (value) => [undefined, ownAsn].includes(parseAsn(value)),
    refusal: illegal("Asn"),
    source: "sdk model",
  },
  {
    id: "customerGateway.authKey",
    operations: customerGatewayChanges,
    parameters: ["AuthKey"],
    // 1 to 64 ASCII characters without spaces and question marks; empty on modify means "not given".
    refuses: (value) => value !== "" && !/^[\x21-\x3e\x40-\x7e]{1,64}$/.test(value),
    refusal: illegal("AuthKey"),
    source: "sdk model",
  },
];
