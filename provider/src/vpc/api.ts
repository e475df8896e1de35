import type { Clock } from "../clock";
import type { Settings } from "../configuration";
import { caller } from "./calls";
import { type Client, connect } from "./client";
import { type GatewaysApi, gatewaysApi } from "./gateways";
import { type SslVpnServersApi, sslVpnServersApi } from "./sslVpnServers";
import { type VpnConnectionsApi, vpnConnectionsApi } from "./vpnConnections";

/** The operations of the VPC API that the package uses, in one region. */
export interface VpcApi extends GatewaysApi, SslVpnServersApi, VpnConnectionsApi {
  /** The latest time that the service's answers have told, in milliseconds; undefined before the first. */
  serviceTime(): number | undefined;
}

/** The API of one region; the SDK is loaded with the first call. */
export function vpcApi(settings: Settings, regionId: string, clock: Clock, connectTo = connect): VpcApi {
  let client: Promise<Client> | undefined;
  let serviceTime: number | undefined;
  const heard = (time: number) => (serviceTime = Math.max(time, serviceTime ?? time));
  const call = caller(() => (client ??= connectTo(settings, regionId)), clock, heard);
  return {
    serviceTime: () => serviceTime,
    ...gatewaysApi(call, regionId),
    ...sslVpnServersApi(call, regionId),
    ...vpnConnectionsApi(call, regionId),
  };
}
