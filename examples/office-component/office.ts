import * as pulumi from "@pulumi/pulumi";
import { VpnConnection } from "pulumi-alicloud-vpn";

export interface OfficeArgs {
  /** The VPN gateway, of one tunnel. */
  vpnGatewayId: pulumi.Input<string>;
  /** The customer gateway with the office's address. */
  customerGatewayId: pulumi.Input<string>;
  /** Blocks of the VPC that the office reaches. */
  vpcSubnets: pulumi.Input<string[]>;
  /** The office's network. */
  subnet: string;
  /** The pre-shared key; a secret of the stack. */
  key: pulumi.Input<string>;
  /** An address in the office that answers pings, for the health check. Default: no check. */
  probe?: { from: string; to: string };
}

/** An office, connected as all offices are: what the house has agreed on is written down once, here. */
export class Office extends pulumi.ComponentResource {
  /** The address that the office's router dials. */
  readonly peer: pulumi.Output<string | undefined>;
  /** How far the negotiation is: `ipsec_sa_established` once traffic flows. */
  readonly status: pulumi.Output<string | undefined>;

  constructor(name: string, args: OfficeArgs, options?: pulumi.ComponentResourceOptions) {
    super("example:network:Office", name, {}, options);

    const connection = new VpnConnection(
      name,
      {
        vpnGatewayId: args.vpnGatewayId,
        customerGatewayId: args.customerGatewayId,
        localSubnets: args.vpcSubnets,
        remoteSubnets: [args.subnet],
        effectImmediately: true,
        ikeConfig: {
          psk: args.key,
          ikeVersion: "ikev2",
          ikeEncAlg: "aes256",
          ikeAuthAlg: "sha256",
          ikePfs: "group14",
        },
        ipsecConfig: { ipsecEncAlg: "aes256", ipsecAuthAlg: "sha256", ipsecPfs: "group14" },
        enableDpd: true,
        ...(args.probe === undefined
          ? {}
          : { healthCheckConfig: { enable: true, sip: args.probe.from, dip: args.probe.to } }),
        tags: { office: name },
      },
      { parent: this },
    );

    this.peer = connection.internetIp;
    this.status = connection.status;
    this.registerOutputs({ peer: this.peer, status: this.status });
  }
}
