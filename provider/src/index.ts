/**
 * Pulumi resources for Alibaba Cloud VPN Gateway.
 *
 * @module
 */
export { validate } from "./program/validate";
export { Provider, type ProviderArgs } from "./provider";
export type * from "./resources/sslVpnServer/args";
export { SslVpnServer } from "./resources/sslVpnServer/resource";
export type * from "./resources/vpnConnection/args";
export type * from "./resources/vpnConnection/outputs";
export { VpnConnection } from "./resources/vpnConnection/resource";
