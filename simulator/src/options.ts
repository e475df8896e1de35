import type { Clock } from "./clock";
import type { IdaasInstance } from "./model/resources";

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

/** What nobody outside the service knows; a client has to be right in every position. */
export interface Switches {
  /** A: token looked up before the busy check. B: after it. C: ignored. @default "A" */
  tokens: "A" | "B" | "C";
  /** A token seen before, with other parameters. @default "refuse" */
  tokenMismatch: "refuse" | "replay";
  /** When a change shows in Describe. @default "accepted" */
  visible: "accepted" | "active";
  /** Whether unchanged values sent beside a new name make ModifySslVpnServer asynchronous. @default "changed" */
  nameOnly: "changed" | "sent";
  /** A name-only ModifySslVpnServer on an updating gateway. @default "accepted" */
  nameWhileBusy: "accepted" | "refused";
  /** ModifySslVpnServer without Compress: the value stays, or becomes the documented default. @default "keep" */
  compressOnModify: "keep" | "true";
  /** Whether ModifyVpnConnectionAttribute takes a tunnel's CustomerGatewayId. @default "modify" */
  tunnelCustomerGateway: "modify" | "ignore";
  /** Documented ikev1; others saw ikev2. @default "ikev1" */
  defaultIkeVersion: "ikev1" | "ikev2";
  /** Several subnets with IKEv1: refused always, on modify only (where the code is documented), or never. */
  ikev1MultiSubnet: "refuse" | "modify" | "accept";
  /** Connections with the same gateway and customer gateway: compared as documented, or not. @default "checked" */
  siblings: "checked" | "unchecked";
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
export interface SimulatorOptions extends Partial<Switches> {
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

export const defaultSwitches: Readonly<Switches> = {
  tokens: "A",
  tokenMismatch: "refuse",
  visible: "accepted",
  nameOnly: "changed",
  nameWhileBusy: "accepted",
  compressOnModify: "keep",
  tunnelCustomerGateway: "modify",
  defaultIkeVersion: "ikev1",
  ikev1MultiSubnet: "refuse",
  siblings: "checked",
};

/** The positions each switch has, for the control endpoint and the command line. */
export const switchPositions: { readonly [S in keyof Switches]: readonly Switches[S][] } = {
  tokens: ["A", "B", "C"],
  tokenMismatch: ["refuse", "replay"],
  visible: ["accepted", "active"],
  nameOnly: ["changed", "sent"],
  nameWhileBusy: ["accepted", "refused"],
  compressOnModify: ["keep", "true"],
  tunnelCustomerGateway: ["modify", "ignore"],
  defaultIkeVersion: ["ikev1", "ikev2"],
  ikev1MultiSubnet: ["refuse", "modify", "accept"],
  siblings: ["checked", "unchecked"],
};

/** Checks and takes over those entries of `given` that are switches. */
export function readSwitches(given: object): Partial<Switches> {
  const entries = Object.entries(given).flatMap(([name, value]: [string, unknown]) => {
    if (!(name in switchPositions) || value === undefined) return [];
    const positions: readonly unknown[] = switchPositions[name as keyof Switches];
    if (positions.includes(value)) return [[name, value]];
    throw new Error(`The switch ${name} can be ${positions.join(", ")}, not ${JSON.stringify(value)}.`);
  });
  return Object.fromEntries(entries) as Partial<Switches>;
}
