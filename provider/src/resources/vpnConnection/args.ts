import type { Input } from "@pulumi/pulumi";

/** Version of the IKE protocol. `ikev2` negotiates several subnets in one go. */
export type IkeVersion = "ikev1" | "ikev2";
/** Negotiation mode of IKE: `main` is safer, `aggressive` faster and fit for FQDN identifiers. */
export type IkeMode = "main" | "aggressive";
/** Encryption; `sm4` on ShangMi gateways, and only there. */
export type EncryptionAlgorithm = "aes" | "aes192" | "aes256" | "des" | "3des" | "sm4";
/** Authentication; `sm3` on ShangMi gateways, and only there. */
export type AuthenticationAlgorithm = "md5" | "sha1" | "sha256" | "sha384" | "sha512" | "sm3";
/** Diffie-Hellman group of phase 1. */
export type IkePfs = "group1" | "group2" | "group5" | "group14";
/** Diffie-Hellman group of phase 2, or none. */
export type IpsecPfs = "disabled" | IkePfs;

/** Phase 1 of the negotiation (IKE). Unset: the service chooses, and the outputs show what. Updates in place. */
export interface IkeConfigArgs {
  /**
   * Pre-shared key: 1 to 100 digits, letters or ``~!`@#$%^&*()_-+={}[]|;:\",.<>/?``, no spaces. Kept secret whether
   * or not the program marks it so. Unset: the service makes one, a secret output. Updates in place; removing it keeps
   * the key. API: `Psk`.
   */
  psk?: Input<string>;
  /**
   * `ikev1` or `ikev2`; `ikev1` negotiates one block a side. ShangMi gateways: `ikev1` only. Updates in place; removing
   * it goes back to the documented default `ikev1`, and keeps the present version where there are several blocks.
   * API: `IkeVersion`.
   */
  ikeVersion?: Input<IkeVersion>;
  /**
   * `main` or `aggressive`. ShangMi gateways: `main` only. With `ikev1` and a name as `localId` or `remoteId`,
   * `aggressive` is recommended. Updates in place; removing it goes back to `main`. API: `IkeMode`.
   */
  ikeMode?: Input<IkeMode>;
  /**
   * Encryption: `aes`, `aes192`, `aes256`, `des`, `3des`; `sm4` on ShangMi gateways and only there. `des` and `3des` are
   * warned of. Updates in place; removing it goes back to `aes` (`sm4` on a ShangMi gateway). API: `IkeEncAlg`.
   */
  ikeEncAlg?: Input<EncryptionAlgorithm>;
  /**
   * Authentication: `md5`, `sha1`, `sha256`, `sha384`, `sha512`; `sm3` on ShangMi gateways and only there. `md5` is
   * warned of, given or left to the service. Updates in place; removing it goes back to `md5` (`sm3` on a ShangMi
   * gateway). API: `IkeAuthAlg`.
   */
  ikeAuthAlg?: Input<AuthenticationAlgorithm>;
  /**
   * Diffie-Hellman group: `group1` and `group2` (warned of, given or left to the service), `group5`, `group14`. Updates
   * in place; removing it goes back to `group2`. API: `IkePfs`.
   */
  ikePfs?: Input<IkePfs>;
  /**
   * Lifetime of the security association in seconds, 0 to 86400. Updates in place; removing it goes back to 86400.
   * API: `IkeLifetime`.
   */
  ikeLifetime?: Input<number>;
  /**
   * Identifier of the Alibaba Cloud side, 1 to 100 characters, no spaces; by default the tunnel's IP address. Updates in
   * place; removing it keeps the value. API: `LocalId`.
   */
  localId?: Input<string>;
  /**
   * Identifier of the peer, 1 to 100 characters, no spaces; by default the customer gateway's IP address. Updates in
   * place; removing it keeps the value. API: `RemoteId`.
   */
  remoteId?: Input<string>;
}

/** Phase 2 of the negotiation (IPsec). Unset: the service chooses, and the outputs show what. Updates in place. */
export interface IpsecConfigArgs {
  /**
   * Encryption: `aes`, `aes192`, `aes256`, `des`, `3des`; `sm4` on ShangMi gateways and only there. `des` and `3des` are
   * warned of. Updates in place; removing it goes back to `aes` (`sm4` on a ShangMi gateway). API: `IpsecEncAlg`.
   */
  ipsecEncAlg?: Input<EncryptionAlgorithm>;
  /**
   * Authentication: `md5`, `sha1`, `sha256`, `sha384`, `sha512`; `sm3` on ShangMi gateways and only there. `md5` is
   * warned of, given or left to the service. Updates in place; removing it goes back to `md5` (`sm3` on a ShangMi
   * gateway). API: `IpsecAuthAlg`.
   */
  ipsecAuthAlg?: Input<AuthenticationAlgorithm>;
  /**
   * Diffie-Hellman group: `group1`, `group2` or `disabled` (warned of, given or left to the service), `group5`,
   * `group14`. Updates in place; removing it goes back to `group2`. API: `IpsecPfs`.
   */
  ipsecPfs?: Input<IpsecPfs>;
  /**
   * Lifetime of the security association in seconds, 0 to 86400. Updates in place; removing it goes back to 86400.
   * API: `IpsecLifetime`.
   */
  ipsecLifetime?: Input<number>;
}

/** BGP addresses of a tunnel. Updates in place. */
export interface TunnelBgpConfigArgs {
  /**
   * ASN of the Alibaba Cloud side, 1 to 4294967295, also as the text `"123.456"` (two 16-bit halves). A private one is
   * recommended. Updates in place; removing it goes back to 45104. API: `LocalAsn`.
   */
  localAsn?: Input<number | string>;
  /**
   * Block of the tunnel: a /30 in 169.254.0.0/16, none of 169.254.0.0/30 to 169.254.6.0/30 nor 169.254.169.252/30,
   * unique on the gateway. Required where BGP is on. Updates in place; removing it keeps the value. API: `TunnelCidr`.
   */
  tunnelCidr?: Input<string>;
  /**
   * BGP address of the Alibaba Cloud side, a host of `tunnelCidr`. Updates in place; removing it keeps the value, which
   * moves with the block. API: `LocalBgpIp`.
   */
  localBgpIp?: Input<string>;
}

/** BGP of a single-tunnel connection. Updates in place. */
export interface BgpConfigArgs extends TunnelBgpConfigArgs {
  /**
   * Whether routes are exchanged by BGP; needs `tunnelCidr`. Updates in place; removing it goes back to `false`.
   * API: `EnableBgp`.
   */
  enableBgp?: Input<boolean>;
}

/** Health check of a single-tunnel connection. Updates in place. */
export interface HealthCheckConfigArgs {
  /**
   * Whether the connection is probed; needs `dip` and `sip`. Updates in place; removing it goes back to `false`.
   * API: `enable`.
   */
  enable?: Input<boolean>;
  /**
   * IPv4 address that is probed, on the peer's side. Required where the check is on. Updates in place; removing it keeps
   * the value. API: `dip`.
   */
  dip?: Input<string>;
  /**
   * IPv4 address the probe comes from, on the VPC's side. Required where the check is on. Updates in place; removing it
   * keeps the value. API: `sip`.
   */
  sip?: Input<string>;
  /** Seconds between retries, at least 1. Updates in place; removing it goes back to 3. API: `interval`. */
  interval?: Input<number>;
  /** Number of retries, at least 1. Updates in place; removing it goes back to 3. API: `retry`. */
  retry?: Input<number>;
}

/** One of the two tunnels of a dual-tunnel connection. */
export interface TunnelArgs {
  /** Id of the customer gateway that is the tunnel's peer, `cgw-…`. Updates in place. API: `CustomerGatewayId`. */
  customerGatewayId: Input<string>;
  /** Phase 1 (IKE). API: `TunnelIkeConfig`. */
  ikeConfig?: Input<IkeConfigArgs>;
  /** Phase 2 (IPsec). API: `TunnelIpsecConfig`. */
  ipsecConfig?: Input<IpsecConfigArgs>;
  /** BGP addresses; used where `enableTunnelsBgp` is true. API: `TunnelBgpConfig`. */
  bgpConfig?: Input<TunnelBgpConfigArgs>;
  /** Dead peer detection. Unset: the service chooses. Updates in place; removing it goes back to `true`. API: `EnableDpd`. */
  enableDpd?: Input<boolean>;
  /**
   * NAT traversal. Unset: the service chooses. Updates in place; removing it goes back to `true`.
   * API: `EnableNatTraversal`.
   */
  enableNatTraversal?: Input<boolean>;
  /**
   * CA certificate of the peer, PEM; ShangMi gateways only, where it is required for each tunnel. Updates in place;
   * removing it is refused there, and else keeps the value. API: `RemoteCaCertificate`.
   */
  remoteCaCertificate?: Input<string>;
}

/** The two tunnels of a dual-tunnel connection, by their role. */
export interface TunnelsArgs {
  /** The active tunnel. */
  master: Input<TunnelArgs>;
  /** The standby tunnel. */
  slave: Input<TunnelArgs>;
}

/** Arguments that both kinds of connection have. */
export interface VpnConnectionCommonArgs {
  /**
   * Id of the VPN gateway, `vpn-…`; IPsec-VPN must be enabled on it. Changing it replaces the connection.
   * API: `VpnGatewayId`.
   */
  vpnGatewayId: Input<string>;
  /**
   * Name of the connection: 1 to 100 characters, not starting with `http://` or `https://`. Defaults to the
   * resource's name in the program, and then stays. Updates in place; removing it goes back to the resource's name.
   * API: `Name`.
   */
  name?: Input<string>;
  /**
   * Blocks of the VPC's side, `["10.0.0.0/16"]`: one to 10, each named by its first address. `0.0.0.0/0` alone on both
   * sides means destination routing. Compared as a set: a new order is no change. IKEv1 negotiates one block a side.
   * Updates in place. API: `LocalSubnet`.
   */
  localSubnets: Input<Input<string>[]>;
  /**
   * Blocks of the peer's side, one to 10, as `localSubnets`: a set, each named by its first address. Updates in place.
   * API: `RemoteSubnet`.
   */
  remoteSubnets: Input<Input<string>[]>;
  /**
   * Whether negotiation starts at once rather than with the first traffic; default `false`. Updates in place; removing
   * it goes back to `false`. API: `EffectImmediately`.
   */
  effectImmediately?: Input<boolean>;
  /**
   * Whether routes are published automatically; default `true`. The API never returns it, so drift of it can't be
   * seen. Updates in place; removing it goes back to `true`. API: `AutoConfigRoute`.
   */
  autoConfigRoute?: Input<boolean>;
  /**
   * Up to 19 tags (the service takes 20, and one marks the connection for this package): keys of 1 to 64 characters,
   * values of up to 128, neither starting with `aliyun` or `acs:` nor holding `http://` or `https://`. Updates in
   * place, without waiting for the gateway; removing it removes the tags. API: `Tags`.
   */
  tags?: Input<Record<string, Input<string>>>;
  /**
   * Region of the gateway. Defaults to the provider's, and removing it goes back to that. Changing it replaces the
   * connection. API: `RegionId`.
   */
  regionId?: Input<string>;
}

declare const otherMode: unique symbol;

/**
 * Type of an argument that only connections of the other mode have. No value is of this type, so a program that mixes
 * the modes doesn't compile; what reads the arguments of either mode sees the type of those that have it.
 *
 * `never` would refuse as much, but with it the compiler tells the modes apart by the arguments that stand in the object
 * literal itself: where `customerGatewayId` comes from a spread, it would take the literal for one with two tunnels, and
 * widen `"ikev2"` in it to `string`.
 */
export type OtherMode<Argument> = Argument & { readonly [otherMode]: never };

/** A connection with one tunnel, on a gateway that has one. */
export interface SingleTunnelArgs extends VpnConnectionCommonArgs {
  /**
   * Id of the customer gateway that is the peer, `cgw-…`. Changing it replaces the connection, and so does giving
   * `tunnels` in its place. API: `CustomerGatewayId`.
   */
  customerGatewayId: Input<string>;
  /** Phase 1 (IKE). API: `IkeConfig`. */
  ikeConfig?: Input<IkeConfigArgs>;
  /** Phase 2 (IPsec). API: `IpsecConfig`. */
  ipsecConfig?: Input<IpsecConfigArgs>;
  /** Health check. Removing it turns the check off. API: `HealthCheckConfig`. */
  healthCheckConfig?: Input<HealthCheckConfigArgs>;
  /** BGP. Removing it turns BGP off. API: `BgpConfig`. */
  bgpConfig?: Input<BgpConfigArgs>;
  /** Dead peer detection. Unset: the service chooses. Updates in place; removing it goes back to `true`. API: `EnableDpd`. */
  enableDpd?: Input<boolean>;
  /**
   * NAT traversal. Unset: the service chooses. Updates in place; removing it goes back to `true`.
   * API: `EnableNatTraversal`.
   */
  enableNatTraversal?: Input<boolean>;
  /**
   * CA certificate of the peer, PEM; ShangMi gateways only. Updates in place; removing it keeps the value.
   * API: `RemoteCaCertificate`.
   */
  remoteCaCertificate?: Input<string>;
  /** Dual-tunnel connections only. */
  tunnels?: OtherMode<Input<TunnelsArgs>>;
  /** Dual-tunnel connections only. */
  enableTunnelsBgp?: OtherMode<Input<boolean>>;
}

/** A connection with two tunnels, on a gateway that has two. */
export interface DualTunnelArgs extends VpnConnectionCommonArgs {
  /**
   * The two tunnels. Changing from `customerGatewayId` to `tunnels`, or back, replaces the connection.
   * API: `TunnelOptionsSpecification`.
   */
  tunnels: Input<TunnelsArgs>;
  /**
   * Whether routes are exchanged by BGP, which needs a `tunnelCidr` for each tunnel. Unset: the service chooses.
   * Updates in place; removing it goes back to `false`. API: `EnableTunnelsBgp`.
   */
  enableTunnelsBgp?: Input<boolean>;
  /** Single-tunnel connections only. */
  customerGatewayId?: OtherMode<Input<string>>;
  /** Single-tunnel connections only. */
  ikeConfig?: OtherMode<Input<IkeConfigArgs>>;
  /** Single-tunnel connections only. */
  ipsecConfig?: OtherMode<Input<IpsecConfigArgs>>;
  /** Single-tunnel connections only. */
  healthCheckConfig?: OtherMode<Input<HealthCheckConfigArgs>>;
  /** Single-tunnel connections only. */
  bgpConfig?: OtherMode<Input<BgpConfigArgs>>;
  /** Single-tunnel connections only: see `tunnels.master.enableDpd`. */
  enableDpd?: OtherMode<Input<boolean>>;
  /** Single-tunnel connections only: see `tunnels.master.enableNatTraversal`. */
  enableNatTraversal?: OtherMode<Input<boolean>>;
  /** Single-tunnel connections only: see `tunnels.master.remoteCaCertificate`. */
  remoteCaCertificate?: OtherMode<Input<string>>;
}

/**
 * Arguments of {@link VpnConnection}: either of one tunnel (`customerGatewayId` …) or of two (`tunnels` …).
 *
 * Source: CreateVpnConnection and ModifyVpnConnectionAttribute of the VPC API, version 2016-04-28.
 */
export type VpnConnectionArgs = SingleTunnelArgs | DualTunnelArgs;
