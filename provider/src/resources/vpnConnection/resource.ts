import * as pulumi from "@pulumi/pulumi";
import { inputsOf, isOf, optionsOf, settle, typeOf } from "../../program/resourceInputs";
import { spareNotedStacks } from "../../program/stacks";
import { validatedAs } from "../../program/validate";
import { isRecord } from "../../properties";
import type { VpnConnectionArgs } from "./args";
import { vpnConnection } from "./definition";
import { roles } from "./fields";
import type {
  BgpConfig,
  BgpStatus,
  HealthCheckConfig,
  HealthCheckStatus,
  IkeConfig,
  IpsecConfig,
  TunnelStatuses,
  Tunnels,
} from "./outputs";

/**
 * An IPsec-VPN connection between a VPN gateway and a site: of one tunnel (`customerGatewayId` …) or of two
 * (`tunnels` …), as the gateway is. Creating, changing and deleting it returns once the gateway is `active` again and
 * the service describes what was asked for. Whether the peer answers is in `status`, and isn't waited for.
 *
 * ```ts
 * new VpnConnection("office", {
 *   vpnGatewayId: "vpn-…",
 *   customerGatewayId: "cgw-…",
 *   localSubnets: ["10.0.0.0/16"],
 *   remoteSubnets: ["192.168.0.0/24"],
 *   ikeConfig: {
 *     psk: config.requireSecret("officeKey"),
 *     ikeVersion: "ikev2",
 *     ikeEncAlg: "aes256",
 *     ikeAuthAlg: "sha256",
 *     ikePfs: "group14",
 *   },
 *   ipsecConfig: { ipsecEncAlg: "aes256", ipsecAuthAlg: "sha256", ipsecPfs: "group14" },
 * });
 * ```
 *
 * Keys are secret in every output, whether the program, the stack or the service made them.
 * Source: CreateVpnConnection, ModifyVpnConnectionAttribute.
 */
export class VpnConnection extends pulumi.CustomResource {
  /** Type of its resources, by which policies of `@pulumi/policy` choose them. */
  static readonly __pulumiType: string = typeOf(vpnConnection);

  /** Id of the VPN gateway. */
  declare readonly vpnGatewayId: pulumi.Output<string>;
  /** Name of the connection. */
  declare readonly name: pulumi.Output<string>;
  /** Blocks of the VPC's side. */
  declare readonly localSubnets: pulumi.Output<string[]>;
  /** Blocks of the peer's side. */
  declare readonly remoteSubnets: pulumi.Output<string[]>;
  /** Whether negotiation starts at once rather than with the first traffic. */
  declare readonly effectImmediately: pulumi.Output<boolean>;
  /** Whether routes are published automatically, as it was last asked for: the API doesn't return it. */
  declare readonly autoConfigRoute: pulumi.Output<boolean>;
  /** Tags, without the one by which this package marks its connections. */
  declare readonly tags: pulumi.Output<Record<string, string> | undefined>;
  /** Region of the gateway. */
  declare readonly regionId: pulumi.Output<string>;
  /** Peer of a single-tunnel connection; undefined with two tunnels. */
  declare readonly customerGatewayId: pulumi.Output<string | undefined>;
  /** Phase 1 in force on a single-tunnel connection, `psk` secret; undefined with two tunnels. */
  declare readonly ikeConfig: pulumi.Output<IkeConfig | undefined>;
  /** Phase 2 in force on a single-tunnel connection; undefined with two tunnels. */
  declare readonly ipsecConfig: pulumi.Output<IpsecConfig | undefined>;
  /** Health check of a single-tunnel connection; undefined with two tunnels. */
  declare readonly healthCheckConfig: pulumi.Output<HealthCheckConfig | undefined>;
  /** BGP of a single-tunnel connection; undefined with two tunnels. */
  declare readonly bgpConfig: pulumi.Output<BgpConfig | undefined>;
  /** Dead peer detection of a single-tunnel connection; undefined with two tunnels. */
  declare readonly enableDpd: pulumi.Output<boolean | undefined>;
  /** NAT traversal of a single-tunnel connection; undefined with two tunnels. */
  declare readonly enableNatTraversal: pulumi.Output<boolean | undefined>;
  /** CA certificate of the peer of a single-tunnel connection, on a ShangMi gateway. */
  declare readonly remoteCaCertificate: pulumi.Output<string | undefined>;
  /** Settings in force of the two tunnels, secret for the keys in them; undefined with one tunnel. */
  declare readonly tunnels: pulumi.Output<Tunnels | undefined>;
  /** Ids, addresses, zones and states of the two tunnels; undefined with one tunnel. */
  declare readonly tunnelStatus: pulumi.Output<TunnelStatuses | undefined>;
  /** BGP session of a single-tunnel connection, with the peer's side; undefined with two tunnels. */
  declare readonly bgpStatus: pulumi.Output<BgpStatus | undefined>;
  /** Result of the health check of a single-tunnel connection; undefined with two tunnels, or where none is enabled. */
  declare readonly healthCheckStatus: pulumi.Output<HealthCheckStatus | undefined>;
  /** Whether the two tunnels exchange routes by BGP; undefined with one tunnel. */
  declare readonly enableTunnelsBgp: pulumi.Output<boolean | undefined>;
  /**
   * Negotiation when the connection was last read: `ike_sa_not_established`, `ike_sa_established`,
   * `ipsec_sa_not_established` or `ipsec_sa_established`; with two tunnels see `tunnelStatus.master.status`.
   */
  declare readonly status: pulumi.Output<string | undefined>;
  /** Association with the gateway, such as `active`. */
  declare readonly state: pulumi.Output<string | undefined>;
  /** Time of creation, in milliseconds since 1970 (UTC). */
  declare readonly createTime: pulumi.Output<number>;
  /** Address of the Alibaba Cloud side; with two tunnels see `tunnelStatus.master.internetIp`. */
  declare readonly internetIp: pulumi.Output<string | undefined>;
  /** Resource group, which is the gateway's. */
  declare readonly resourceGroupId: pulumi.Output<string | undefined>;
  /** `public` or `private`. */
  declare readonly networkType: pulumi.Output<string | undefined>;
  /** Bandwidth of the connection, such as `1000M`. */
  declare readonly spec: pulumi.Output<string | undefined>;
  /** Zone of the connection. */
  declare readonly zoneNo: pulumi.Output<string | undefined>;

  /**
   * Reads a connection that exists already, without managing it.
   *
   * @param name name of the resource in the program
   * @param id id of the connection, `vco-…`
   * @param state `regionId`, where it isn't the provider's region
   * @param options options of the resource
   */
  static get(
    name: string,
    id: pulumi.Input<pulumi.ID>,
    state?: { regionId?: pulumi.Input<string> },
    options?: pulumi.CustomResourceOptions,
  ): VpnConnection {
    return new VpnConnection(name, (state ?? {}) as VpnConnectionArgs, { ...options, id });
  }

  /** Whether an object is a `VpnConnection`, of this copy of the package or another. */
  static override isInstance(object: unknown): object is VpnConnection {
    return isOf(vpnConnection, object);
  }

  /** Arguments that break a documented rule fail the registration, and the outputs reject; see `validate`. */
  constructor(name: string, args: VpnConnectionArgs, options?: pulumi.CustomResourceOptions) {
    const inputs = withSecretKeys(inputsOf(vpnConnection, name, { ...args }, options));
    const restore = spareNotedStacks();
    try {
      super(typeOf(vpnConnection), name, inputs, optionsOf(options));
    } finally {
      restore();
    }
    settle(this, inputs);
  }
}

validatedAs(VpnConnection, vpnConnection);

/** Keys become secrets here, so that a program that gives one in plain text doesn't show it either. */
function withSecretKeys(args: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const tunnels = opened(args.tunnels, (pair) =>
    Object.fromEntries(
      Object.entries(pair).map(([role, tunnel]) => [
        role,
        roles.some((known) => known === role) ? opened(tunnel, withSecretKey) : tunnel,
      ]),
    ),
  );
  return withSecretKey({ ...args, ...(args.tunnels === undefined ? {} : { tunnels }) });
}

function withSecretKey(place: Record<string, unknown>): Record<string, unknown> {
  if (place.ikeConfig === undefined) return place;
  const ikeConfig = opened(place.ikeConfig, (config) =>
    config.psk === undefined ? config : { ...config, psk: pulumi.secret(config.psk) },
  );
  return { ...place, ikeConfig };
}

/** Changes a plain object; one that isn't there yet, a promise or an output, becomes secret as a whole. */
function opened(value: unknown, change: (object: Record<string, unknown>) => unknown): unknown {
  if (pulumi.Output.isInstance(value) || value instanceof Promise) return pulumi.secret(value);
  return isRecord(value) ? change(value) : value;
}
