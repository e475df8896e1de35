import type { VpnGateway } from "../model/resources";
import { hasBgp } from "../model/tunnels";
import type { Account } from "../model/account";
import { omit } from "./omit";
import { tagList } from "./tags";
import { type Answer, told } from "./told";

const enabled = (value: boolean) => (value ? "enable" : "disable");

/** Not part of the API's answer, or only on some gateways. */
const internal = [
  "RegionId",
  "Supports",
  "Zones",
  "Tunnels",
  "VpcCidr",
  "VpcRoutes",
  "BusyFrom",
  "BusyUntil",
  "Stuck",
  "CenLevel",
  "DisasterRecoveryInternetIp",
  "DisasterRecoveryVSwitchId",
  "SslVpnInternetIp",
] as const;

/** Recorded as "10M"; newer pages write the number alone. */
export function specOf(account: Account, { Spec }: VpnGateway): string {
  return account.settings.switches.gatewaySpec === "10M" ? Spec : Spec.replace(/M$/, "");
}

/** DescribeVpnGateway, and each entry of DescribeVpnGateways. */
export function gatewayAnswer(account: Account, gateway: VpnGateway): Answer {
  const { SslVpn, IpsecVpn, Supports, Tunnels } = gateway;
  const dual = [
    "DisasterRecoveryInternetIp",
    "DisasterRecoveryVSwitchId",
    ...(SslVpn ? (["SslVpnInternetIp"] as const) : []),
  ] as const;
  return told(account, {
    ...omit(gateway, ...internal),
    ...Object.fromEntries(Tunnels === "dual" ? dual.map((name) => [name, gateway[name]]) : []),
    Status: account.status(gateway),
    SslVpn: enabled(SslVpn),
    IpsecVpn: enabled(IpsecVpn),
    EnableBgp: gateway.EnableBgp || account.connectionsOf(gateway.VpnGatewayId).some(hasBgp),
    Spec: specOf(account, gateway),
    // Recorded as 0 where SSL-VPN is off.
    SslMaxConnections: SslVpn ? gateway.SslMaxConnections : 0,
    // The system's own labels are a JSON string beside the user's tags.
    Tag: JSON.stringify({
      VpnEnableBgp: String(Supports.Bgp),
      VisuallySsl: "true",
      PbrPriority: "true",
      VpnNewImage: "true",
      description: "simulated",
      VpnVersion: "v1.2.4",
      IDaaSNewVersion: String(Supports.Idaas2),
    }),
    Tags: tagList(gateway.Tags),
  });
}
