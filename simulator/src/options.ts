import type { Clock } from "./clock";
import type { IdaasInstance } from "./model/resources";
import type { SwitchSettings } from "./switches";

/** Id of the access key that a simulator knows where `accessKeys` names no others. */
export const TEST_ACCESS_KEY_ID = "simulator-access-key";
/** Its secret, which is none. */
export const TEST_ACCESS_KEY_SECRET = "simulator-access-key-secret";

/** A key that may call the API. */
export interface AccessKey {
  readonly id: string;
  readonly secret: string;
  /** A temporary key: requests must carry this token too. */
  readonly securityToken?: string;
  /** Operations this key may not call, or "*". */
  readonly deny?: readonly string[] | "*";
}

/** A VPN gateway that the account has from the start. */
export interface GatewayOptions {
  /** @default one that is drawn from `seed` */
  readonly id?: string;
  /** @default "" */
  readonly name?: string;
  /** @default the simulator's `region` */
  readonly region?: string;
  /** How many tunnels its connections have. @default "single" */
  readonly tunnels?: "single" | "dual";
  /** Whether SSL-VPN is enabled. @default false */
  readonly ssl?: boolean;
  /** Whether IPsec-VPN is enabled. @default true */
  readonly ipsec?: boolean;
  /** Whether this version of the gateway can do BGP. @default true */
  readonly bgp?: boolean;
  /** BGP switched on for the gateway: each of its connections then has to use it. @default false */
  readonly enableBgp?: boolean;
  /** Whether this version can do dead peer detection. @default true */
  readonly dpd?: boolean;
  /** Whether this version can do NAT traversal. @default true */
  readonly natTraversal?: boolean;
  /** Whether this version can do two-factor authentication. @default true */
  readonly multiFactorAuth?: boolean;
  /** IDaaS EIAM 2.0. @default true */
  readonly idaas2?: boolean;
  /** "NationalStandard" is a ShangMi gateway. @default "Normal" */
  readonly vpnType?: "Normal" | "NationalStandard";
  /** SSL clients at a time. @default 5 */
  readonly sslMaxConnections?: number;
  /** "FinancialLocked": a bill is overdue, and changes are refused. @default "Normal" */
  readonly businessStatus?: "Normal" | "FinancialLocked";
  /** @default "PostpayByFlow" */
  readonly chargeType?: "PostpayByFlow" | "Prepay";
  /** @default "Traditional" */
  readonly gatewayType?: "Traditional" | "Enhanced.SiteToSite";
  /** Gateways with the same id share a VPC. @default one VPC each */
  readonly vpcId?: string;
  /** Block of the VPC. @default "172.16.0.0/16" */
  readonly vpcCidr?: string;
  /** Blocks that the VPC has routes for. @default none */
  readonly vpcRoutes?: readonly string[];
  /** "FULL" refuses BGP. */
  readonly cenLevel?: string;
  /** Its address, of the first tunnel. @default one of 198.51.100.0/24 */
  readonly internetIp?: string;
  /** Its address of the second tunnel. @default one of 198.51.100.0/24 */
  readonly disasterRecoveryInternetIp?: string;
  /** The address for SSL clients, of a gateway with two tunnels. @default one of 198.51.100.0/24 */
  readonly sslVpnInternetIp?: string;
  /** Zones of the two tunnels. @default two of the region */
  readonly zones?: readonly [string, string];
  /** @default "rg-default" */
  readonly resourceGroupId?: string;
  readonly tags?: Readonly<Record<string, string>>;
}

/** A customer gateway that the account has from the start. */
export interface CustomerGatewayOptions {
  /** @default one that is drawn from `seed` */
  readonly id?: string;
  /** @default "" */
  readonly name?: string;
  /** @default the simulator's `region` */
  readonly region?: string;
  /** Public address of the peer. */
  readonly ip: string;
  /** Its number, for BGP. @default none: then BGP is refused */
  readonly asn?: number;
}

/** The most of each that there may be. Absent: no limit. */
export interface Quotas {
  /** Of the whole account. */
  readonly sslVpnServers?: number;
  readonly vpnConnectionsPerGateway?: number;
  readonly policyBasedRoutesPerGateway?: number;
  /** Of each VPC. */
  readonly vpcRoutes?: number;
}

/** What the simulated account has, and how its API behaves. */
export interface SimulatorOptions extends SwitchSettings {
  /** Where it listens; another address than loopback can be reached by others. @default "127.0.0.1" */
  readonly host?: string;
  /** 0 lets the system choose. @default 0 */
  readonly port?: number;
  /** @default one key, {@link TEST_ACCESS_KEY_ID} */
  readonly accessKeys?: readonly AccessKey[];
  /** Where the seeded resources are. @default "cn-hangzhou" */
  readonly region?: string;
  /** Further regions the account has; the common ones are always there. */
  readonly regions?: readonly string[];
  /** @default one with one tunnel and SSL-VPN, and one with two tunnels */
  readonly gateways?: readonly GatewayOptions[];
  /** @default four, with numbers */
  readonly customerGateways?: readonly CustomerGatewayOptions[];
  /** Instances for two-factor authentication. @default one of each generation */
  readonly idaas?: readonly IdaasInstance[];
  /** How long a change takes: 2000, "2s", "2s±30%". @default "2s" */
  readonly busy?: string | number;
  /** Everything random comes from it. @default "1" */
  readonly seed?: string | number;
  /** The most calls a second before `Throttling.User`. @default no limit */
  readonly throttle?: number;
  /** @default no limits */
  readonly quotas?: Quotas;
  /** A file that keeps the state, keys included, over restarts. @default none: it ends with the process */
  readonly statePath?: string;
  /** A {@link ManualClock} lets a test move the time. @default the system's */
  readonly clock?: Clock;
}
