import type { VpnGateway } from "../model/resources";
import { connectionChanges, sslChanges } from "./common";
import { assumed, documented } from "./refusals";
import type { StateRule } from "./rule";

/** What the gateway itself must be for a change on it; looked at before whether it is busy. */
export const gatewayRules: readonly StateRule<VpnGateway>[] = [
  {
    id: "gateway.financialLocked",
    operations: [...sslChanges, ...connectionChanges],
    parameter: "VpnGatewayId",
    refuses: (gateway) => gateway.BusinessStatus === "FinancialLocked",
    refusal: documented("VpnGateway.FinancialLocked"),
    source: "page",
  },
  {
    id: "gateway.sslEnabled",
    operations: ["CreateSslVpnServer"],
    parameter: "VpnGatewayId",
    refuses: (gateway) => !gateway.SslVpn,
    refusal: documented("VpnGateway.SslVpnDisabled"),
    source: "page",
  },
  {
    id: "gateway.ipsecEnabled",
    operations: ["CreateVpnConnection"],
    parameter: "VpnGatewayId",
    refuses: (gateway) => !gateway.IpsecVpn,
    refusal: assumed("VpnGateway.IpsecVpnDisabled", "The VPN gateway has not enabled IPsec VPN."),
    source: "assumed",
  },
];
