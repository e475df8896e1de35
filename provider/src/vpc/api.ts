import type { Clock } from "../clock";
import type { Settings } from "../configuration";
import { type Call, caller } from "./calls";
import { type Client, connect } from "./client";
import { type SslVpnServersApi, sslVpnServersApi } from "./sslVpnServers";
import { type VpnConnectionsApi, vpnConnectionsApi } from "./vpnConnections";

/** DescribeVpnGateway. */
export interface GatewaysApi {
  /** Status of the gateway: `init`, `provisioning`, `active`, `updating` or `deleting`. */
  gatewayStatus(vpnGatewayId: string): Promise<string>;
}

/** The operations of the VPC API that the package uses, in one region. */
export interface VpcApi extends GatewaysApi, SslVpnServersApi, VpnConnectionsApi {}

function gatewaysApi(call: Call, regionId: string): GatewaysApi {
  return {
    gatewayStatus: async (vpnGatewayId) => {
      const body = await call("DescribeVpnGateway", "read", ({ sdk, models }) =>
        sdk.describeVpnGateway(new models.DescribeVpnGatewayRequest({ regionId, vpnGatewayId })),
      );
      return body.status ?? "unknown";
    },
  };
}

/** The API of one region; the SDK is loaded with the first call. */
export function vpcApi(settings: Settings, regionId: string, clock: Clock): VpcApi {
  let client: Promise<Client> | undefined;
  const call = caller(() => (client ??= connect(settings, regionId)), clock);
  return {
    ...gatewaysApi(call, regionId),
    ...sslVpnServersApi(call, regionId),
    ...vpnConnectionsApi(call, regionId),
  };
}
