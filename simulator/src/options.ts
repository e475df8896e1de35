import type { Clock } from "./clock";
import type { IdaasInstance } from "./model/resources";

export const TEST_ACCESS_KEY_ID = "simulator-access-key";
export const TEST_ACCESS_KEY_SECRET = "simulator-access-key-secret";

export interface AccessKey {
  readonly id: string;
  readonly secret: string;
  /** A temporary key: requests must carry this token too. */
  readonly securityToken?: string;
  /** Operations this key may not call, or "*". */
  readonly deny?: readonly string[] | "*";
}

export interface GatewayOptions {
  readonly id?: string;
  readonly name?: string;
  readonly region?: string;
  /** @default "single" */
  readonly tunnels?: "single" | "dual";
  /** @default false */
  readonly ssl?: boolean;
  /** @default true */
  readonly ipsec?: boolean;
  /** Whether this version of the gateway can do BGP. @default true */
  readonly bgp?: boolean;
  /** BGP switched on for the gateway: each of its connections then has to use it. @default false */
  readonly enableBgp?: boolean;
  /** @default true */
  readonly dpd?: boolean;
  /** @default true */
  readonly natTraversal?: boolean;
  /** @default true */
  readonly multiFactorAuth?: boolean;
  /** IDaaS EIAM 2.0. @default true */
  readonly idaas2?: boolean;
  /** "NationalStandard" is a ShangMi gateway. @default "Normal" */
  readonly vpnType?: "Normal" | "NationalStandard";
  /** @default 5 */
  readonly sslMaxConnections?: number;
  /** @default "Normal" */
  readonly businessStatus?: "Normal" | "FinancialLocked";
  /** Gateways with the same id share a VPC. @default one VPC each */
  readonly vpcId?: string;
  /** @default "172.16.0.0/16" */
  readonly vpcCidr?: string;
  readonly vpcRoutes?: readonly string[];
  /** "FULL" refuses BGP. */
  readonly cenLevel?: string;
  readonly internetIp?: string;
  readonly disasterRecoveryInternetIp?: string;
  readonly sslVpnInternetIp?: string;
  readonly zones?: readonly [string, string];
  readonly resourceGroupId?: string;
  readonly tags?: Readonly<Record<string, string>>;
}

export interface CustomerGatewayOptions {
  readonly id?: string;
  readonly name?: string;
  readonly region?: string;
  readonly ip: string;
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

export interface Quotas {
  readonly sslVpnServers?: number;
  readonly vpnConnectionsPerGateway?: number;
  readonly policyBasedRoutesPerGateway?: number;
  readonly vpcRoutes?: number;
}

export interface SimulatorOptions extends Partial<Switches> {
  /** @default "127.0.0.1" */
  readonly host?: string;
  /** 0 lets the system choose. @default 0 */
  readonly port?: number;
  readonly accessKeys?: readonly AccessKey[];
  /** Where the seeded resources are. @default "cn-hangzhou" */
  readonly region?: string;
  /** Further regions the account has; the common ones are always there. */
  readonly regions?: readonly string[];
  readonly gateways?: readonly GatewayOptions[];
  readonly customerGateways?: readonly CustomerGatewayOptions[];
  readonly idaas?: readonly IdaasInstance[];
  /** How long a change takes: 2000, "2s", "2s±30%". @default "2s" */
  readonly busy?: string | number;
  /** Everything random comes from it. @default "1" */
  readonly seed?: string | number;
  /** The most calls a second before `Throttling.User`. @default no limit */
  readonly throttle?: number;
  readonly quotas?: Quotas;
  /** A file that keeps the state over restarts. */
  readonly statePath?: string;
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
