import type { Input } from "@pulumi/pulumi";

/** Transport of the tunnel between a client and the SSL server. */
export type SslVpnProtocol = "TCP" | "UDP";

/** Encryption of the tunnel, for clients that don't negotiate it (OpenVPN before 2.4). */
export type SslVpnCipher = "AES-128-CBC" | "AES-192-CBC" | "AES-256-CBC" | "none";

/**
 * Arguments of {@link SslVpnServer}.
 *
 * Source: CreateSslVpnServer and ModifySslVpnServer of the VPC API, version 2016-04-28.
 */
export interface SslVpnServerArgs {
  /**
   * Id of the VPN gateway that serves the clients, `vpn-…`; SSL-VPN must be enabled on it. A gateway has at most one
   * SSL server. Changing it replaces the server. API: `VpnGatewayId`.
   */
  vpnGatewayId: Input<string>;
  /**
   * Name of the server: 1 to 100 characters, not starting with `http://` or `https://`. Defaults to the resource's
   * name in the program, and then stays. Updates in place; a change of nothing else takes no turn at the gateway.
   * Removing it goes back to the resource's name. API: `Name`.
   */
  name?: Input<string>;
  /**
   * Block from which clients get their addresses, `10.250.0.0/24`: named by its first address, mask of 16 to 29 bits,
   * at least four addresses per SSL connection of the gateway, apart from `localSubnets` and from 100.64.0.0/10,
   * 127.0.0.0/8, 169.254.0.0/16, 224.0.0.0/4, 255.0.0.0/8. A block outside 10.0.0.0/8, 172.16.0.0/12 and
   * 192.168.0.0/16 is warned of. Updates in place. API: `ClientIpPool`.
   */
  clientIpPool: Input<string>;
  /**
   * Blocks that clients may reach, `["10.0.0.0/16"]`: at least one, each named by its first address, masks of 8 to 32
   * bits, apart from 127.0.0.0/8, 169.254.0.0/16, 224.0.0.0/4, 255.0.0.0/8. Compared as a set: a new order is no
   * change. Updates in place. API: `LocalSubnet`.
   */
  localSubnets: Input<Input<string>[]>;
  /** `TCP` (default) or `UDP`. Updates in place; removing it goes back to `TCP`. API: `Proto`. */
  protocol?: Input<SslVpnProtocol>;
  /**
   * `AES-128-CBC` (default), `AES-192-CBC`, `AES-256-CBC`, or `none`, which is warned of. Updates in place; removing it
   * goes back to `AES-128-CBC`. API: `Cipher`.
   */
  cipher?: Input<SslVpnCipher>;
  /**
   * Port of the server, 1 to 65535, default 1194. Not supported: 22, 2222, 22222, 9000, 9001, 9002, 7505, 80, 443, 53,
   * 68, 123, 4510, 4560, 500, 4500. Updates in place; removing it goes back to 1194. API: `Port`.
   */
  port?: Input<number>;
  /** Whether traffic is compressed; default `false`. Updates in place; removing it goes back to `false`. API: `Compress`. */
  compress?: Input<boolean>;
  /**
   * Whether clients authenticate twice, the second time by IDaaS; default `false`. Needs `idaasInstanceId` and
   * `idaasRegionId`, and for an EIAM 2.0 instance `idaasApplicationId` too. Updates in place; removing it goes back to
   * `false`. API: `EnableMultiFactorAuth`.
   */
  enableMultiFactorAuth?: Input<boolean>;
  /**
   * Id of the IDaaS EIAM instance. Required where two-factor authentication is on. Updates in place; removing it keeps
   * the service's value. API: `IDaaSInstanceId`.
   */
  idaasInstanceId?: Input<string>;
  /**
   * Region of the IDaaS EIAM instance. Required where two-factor authentication is on. Updates in place; removing it
   * keeps the service's value. API: `IDaaSRegionId`.
   */
  idaasRegionId?: Input<string>;
  /**
   * Id of the IDaaS application, made from the template for SSL-VPN; EIAM 2.0 only. Updates in place; removing it
   * keeps the service's value. API: `IDaaSApplicationId`.
   */
  idaasApplicationId?: Input<string>;
  /**
   * Region of the gateway. Defaults to the provider's, and removing it goes back to that. Changing it replaces the
   * server. API: `RegionId`.
   */
  regionId?: Input<string>;
}
