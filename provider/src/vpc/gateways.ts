import { isRecord } from "../properties";
import type { Call } from "./calls";
import { isGatewayGone } from "./errors";

type Models = typeof import("@alicloud/vpc20160428");
type Described = InstanceType<Models["DescribeVpnGatewayResponseBody"]>;

/** What of a gateway decides which resources it takes. Undefined where the service doesn't tell. */
export interface GatewayFacts {
  readonly sslEnabled?: boolean;
  readonly ipsecEnabled?: boolean;
  readonly financialLocked: boolean;
  readonly tunnels?: "single" | "dual";
  readonly shangMi?: boolean;
  /** Whether its version knows BGP. Whether BGP is on is no condition: the first connection with BGP turns it on. */
  readonly supportsBgp?: boolean;
  /** Clients that may be connected at a time. */
  readonly sslConnections?: number;
}

/** DescribeVpnGateway. */
export interface GatewaysApi {
  /** Status of the gateway: `init`, `provisioning`, `active`, `updating` or `deleting`. */
  gatewayStatus(vpnGatewayId: string): Promise<string>;
  /** Undefined where there is no such gateway; sent once. */
  gatewayFacts(vpnGatewayId: string): Promise<GatewayFacts | undefined>;
}

export function gatewaysApi(call: Call, regionId: string): GatewaysApi {
  const described = (vpnGatewayId: string, intent: "read" | "once") =>
    call("DescribeVpnGateway", intent, ({ sdk, models }) =>
      sdk.describeVpnGateway(new models.DescribeVpnGatewayRequest({ regionId, vpnGatewayId })),
    );
  return {
    gatewayStatus: async (vpnGatewayId) => (await described(vpnGatewayId, "read")).status ?? "unknown",
    gatewayFacts: async (vpnGatewayId) => {
      try {
        return facts(await described(vpnGatewayId, "once"));
      } catch (error) {
        if (isGatewayGone(error)) return undefined;
        throw error;
      }
    },
  };
}

function facts(body: Described): GatewayFacts {
  return {
    sslEnabled: switched(body.sslVpn),
    ipsecEnabled: switched(body.ipsecVpn),
    financialLocked: body.businessStatus === "FinancialLocked",
    tunnels: tunnelsOf(body),
    shangMi: { Normal: false, NationalStandard: true }[body.vpnType ?? ""],
    supportsBgp: { true: true, false: false }[labelOf(body.tag, "VpnEnableBgp")],
    sslConnections: body.sslMaxConnections,
  };
}

const switched = (value: string | undefined): boolean | undefined =>
  ({ enable: true, disable: false })[value ?? ""];

/** The second address and vSwitch are returned "only for VPN gateway instances that support … dual-tunnel" connections. */
function tunnelsOf(body: Described): "single" | "dual" | undefined {
  if (body.disasterRecoveryInternetIp || body.disasterRecoveryVSwitchId) return "dual";
  // Of a private gateway and of the enhanced kind the page doesn't say what is returned.
  return body.gatewayType === "Traditional" && body.networkType === "public" ? "single" : undefined;
}

/** One of the system's own labels, which are a JSON text. */
function labelOf(text: string | undefined, label: string): string {
  try {
    const labels: unknown = JSON.parse(text ?? "");
    return isRecord(labels) ? String(labels[label]) : "";
  } catch {
    return "";
  }
}
