import { assumed, documented } from "./refusals";
import type { ValueRule } from "./rule";

export const sslChanges = ["CreateSslVpnServer", "ModifySslVpnServer"];
export const connectionChanges = ["CreateVpnConnection", "ModifyVpnConnectionAttribute"];
export const customerGatewayChanges = ["CreateCustomerGateway", "ModifyCustomerGatewayAttribute"];

export const illegal = (parameter: string) =>
  assumed(`IllegalParam.${parameter}`, `The specified ${parameter} is invalid.`);

/** For predicates: refuses everything that isn't one of the words. */
export const notOneOf =
  (...words: string[]) =>
  (value: string): boolean =>
    !words.includes(value);

/** Booleans travel as text; the pages' valid values are these two words. */
export const notABoolean = notOneOf("true", "false");

export const notAnInteger =
  (from: number, to: number) =>
  (value: string): boolean =>
    !/^\d+$/.test(value) || Number(value) < from || Number(value) > to;

/** 1 to 4294967295, plainly or as 123.456, two halves of 16 bits (sdk model). */
export function parseAsn(text: string): number | undefined {
  const match = /^(\d+)$|^(\d{1,5})\.(\d{1,5})$/.exec(text);
  if (match === null) return undefined;
  const [whole, high, low] = match.slice(1).map(Number) as [number, number, number];
  if (high > 65535 || low > 65535) return undefined;
  const asn = match[1] === undefined ? high * 65536 + low : whole;
  return asn >= 1 && asn <= 4294967295 ? asn : undefined;
}

const segmenter = new Intl.Segmenter("en", { granularity: "grapheme" });

/** Characters as people count them; the pages don't say which they mean, and a server's count of emoji isn't known. */
export const characters = (text: string): number => [...segmenter.segment(text)].length;

export const badName = (value: string): boolean =>
  value === "" || characters(value) > 100 || /^https?:\/\//.test(value);

export const commonRules: readonly ValueRule[] = [
  {
    id: "name.form",
    operations: [...sslChanges, ...connectionChanges, ...customerGatewayChanges],
    parameters: ["Name"],
    refuses: badName,
    refusal: documented("InvalidName"),
    source: "page",
  },
  {
    id: "description.form",
    operations: customerGatewayChanges,
    parameters: ["Description"],
    refuses: badName,
    refusal: assumed("InvalidDescription", "The description is not valid"),
    source: "sdk model",
  },
  {
    id: "clientToken.ascii",
    operations: [
      ...sslChanges,
      ...connectionChanges,
      ...customerGatewayChanges,
      "DeleteSslVpnServer",
      "DeleteVpnConnection",
      "DeleteCustomerGateway",
    ],
    parameters: ["ClientToken"],
    // "The token can contain only ASCII characters"; no length on the three pages.
    refuses: (value) => !/^[\x20-\x7e]+$/.test(value),
    refusal: illegal("ClientToken"),
    source: "page",
  },
  {
    id: "dryRun.boolean",
    operations: ["CreateSslVpnServer", "ModifySslVpnServer", "CreateVpnConnection"],
    parameters: ["DryRun"],
    refuses: notABoolean,
    refusal: illegal("DryRun"),
    source: "sdk model",
  },
  {
    id: "pageSize.range",
    operations: [
      "DescribeSslVpnServers",
      "DescribeVpnConnections",
      "DescribeVpnGateways",
      "DescribeCustomerGateways",
    ],
    parameters: ["PageSize"],
    refuses: notAnInteger(1, 50),
    refusal: illegal("PageSize"),
    source: "sdk model",
  },
  {
    id: "pageNumber.range",
    operations: [
      "DescribeSslVpnServers",
      "DescribeVpnConnections",
      "DescribeVpnGateways",
      "DescribeCustomerGateways",
    ],
    parameters: ["PageNumber"],
    refuses: notAnInteger(1, Number.MAX_SAFE_INTEGER),
    refusal: illegal("PageNumber"),
    source: "sdk model",
  },
];
