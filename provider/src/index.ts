/**
 * Pulumi resources for Alibaba Cloud VPN Gateway.
 *
 * @module
 */
export { validate } from "./program/validate";
export { Provider, type ProviderArgs } from "./provider";
export type * from "./sslVpnServer/args";
export { SslVpnServer } from "./sslVpnServer/resource";
export type * from "./vpnConnection/args";
export type * from "./vpnConnection/outputs";
export { VpnConnection } from "./vpnConnection/resource";
