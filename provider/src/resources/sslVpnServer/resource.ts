import * as pulumi from "@pulumi/pulumi";
import { inputsOf, isOf, optionsOf, settle, typeOf } from "../../program/resourceInputs";
import { spareNotedStacks } from "../../program/stacks";
import { validatedAs } from "../../program/validate";
import type { SslVpnCipher, SslVpnProtocol, SslVpnServerArgs } from "./args";
import { sslVpnServer } from "./definition";

/**
 * An SSL-VPN server on a VPN gateway: staff reach the VPC with an OpenVPN client. Creating, changing and deleting it
 * returns once the gateway is `active` again and the service describes what was asked for.
 *
 * ```ts
 * new SslVpnServer("staff", {
 *   vpnGatewayId: "vpn-…",
 *   clientIpPool: "10.250.0.0/24",
 *   localSubnets: ["10.0.0.0/16"],
 * });
 * ```
 *
 * Deleting it deletes its client certificates too. Source: CreateSslVpnServer, ModifySslVpnServer.
 */
export class SslVpnServer extends pulumi.CustomResource {
  /** Type of its resources, by which policies of `@pulumi/policy` choose them. */
  static readonly __pulumiType: string = typeOf(sslVpnServer);

  /** See {@link SslVpnServerArgs.vpnGatewayId}. */
  declare readonly vpnGatewayId: pulumi.Output<string>;
  /** See {@link SslVpnServerArgs.name}. */
  declare readonly name: pulumi.Output<string>;
  /** See {@link SslVpnServerArgs.clientIpPool}. */
  declare readonly clientIpPool: pulumi.Output<string>;
  /** See {@link SslVpnServerArgs.localSubnets}. */
  declare readonly localSubnets: pulumi.Output<string[]>;
  /** See {@link SslVpnServerArgs.protocol}. */
  declare readonly protocol: pulumi.Output<SslVpnProtocol>;
  /** See {@link SslVpnServerArgs.cipher}. */
  declare readonly cipher: pulumi.Output<SslVpnCipher>;
  /** See {@link SslVpnServerArgs.port}. */
  declare readonly port: pulumi.Output<number>;
  /** See {@link SslVpnServerArgs.compress}. */
  declare readonly compress: pulumi.Output<boolean>;
  /** See {@link SslVpnServerArgs.enableMultiFactorAuth}. */
  declare readonly enableMultiFactorAuth: pulumi.Output<boolean>;
  /** See {@link SslVpnServerArgs.idaasInstanceId}. */
  declare readonly idaasInstanceId: pulumi.Output<string | undefined>;
  /** See {@link SslVpnServerArgs.idaasRegionId}. */
  declare readonly idaasRegionId: pulumi.Output<string | undefined>;
  /** See {@link SslVpnServerArgs.idaasApplicationId}. */
  declare readonly idaasApplicationId: pulumi.Output<string | undefined>;
  /** See {@link SslVpnServerArgs.regionId}. */
  declare readonly regionId: pulumi.Output<string>;
  /** Public IP address that clients connect to. */
  declare readonly internetIp: pulumi.Output<string>;
  /** Number of clients connected when the server was last read. */
  declare readonly connections: pulumi.Output<number>;
  /** Number of clients the gateway allows at a time. */
  declare readonly maxConnections: pulumi.Output<number>;
  /** Time of creation, in milliseconds since 1970 (UTC). */
  declare readonly createTime: pulumi.Output<number>;
  /** Resource group, which is the gateway's. */
  declare readonly resourceGroupId: pulumi.Output<string | undefined>;
  /** `EIAM 2.0` where an instance of that generation is bound; undefined else. */
  declare readonly idaasInstanceVersion: pulumi.Output<string | undefined>;

  /**
   * Reads a server that exists already, without managing it.
   *
   * @param name name of the resource in the program
   * @param id id of the server, `vss-…`
   * @param state `regionId`, where it isn't the provider's region
   * @param options options of the resource
   */
  static get(
    name: string,
    id: pulumi.Input<pulumi.ID>,
    state?: { regionId?: pulumi.Input<string> },
    options?: pulumi.CustomResourceOptions,
  ): SslVpnServer {
    return new SslVpnServer(name, (state ?? {}) as SslVpnServerArgs, { ...options, id });
  }

  /** Whether an object is an `SslVpnServer`, of this copy of the package or another. */
  static override isInstance(object: unknown): object is SslVpnServer {
    return isOf(sslVpnServer, object);
  }

  /** Arguments that break a documented rule fail the registration, and the outputs reject; see `validate`. */
  constructor(name: string, args: SslVpnServerArgs, options?: pulumi.CustomResourceOptions) {
    const inputs = inputsOf(sslVpnServer, name, { ...args }, options);
    const restore = spareNotedStacks();
    try {
      super(typeOf(sslVpnServer), name, inputs, optionsOf(options));
    } finally {
      restore();
    }
    settle(this, inputs);
  }
}

validatedAs(SslVpnServer, sslVpnServer);
