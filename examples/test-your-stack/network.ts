import type * as pulumi from "@pulumi/pulumi";
import { SslVpnServer, VpnConnection } from "pulumi-alicloud-vpn";

export interface NetworkArgs {
  vpnGatewayId: string;
  customerGatewayId: string;
  officeKey: pulumi.Input<string>;
  /** Default: `10.250.0.0/24`. */
  staffPool?: string;
}

/** The whole stack, as a function: tests run it with arguments of their own. */
export function network(args: NetworkArgs) {
  const { vpnGatewayId, customerGatewayId, officeKey, staffPool = "10.250.0.0/24" } = args;
  const localSubnets = ["10.0.0.0/16"];

  const staff = new SslVpnServer("staff", { vpnGatewayId, clientIpPool: staffPool, localSubnets });

  const office = new VpnConnection("office", {
    vpnGatewayId,
    customerGatewayId,
    localSubnets,
    remoteSubnets: ["192.168.0.0/24"],
    ikeConfig: {
      psk: officeKey,
      ikeVersion: "ikev2",
      ikeEncAlg: "aes256",
      ikeAuthAlg: "sha256",
      ikePfs: "group14",
    },
    ipsecConfig: { ipsecEncAlg: "aes256", ipsecAuthAlg: "sha256", ipsecPfs: "group14" },
  });

  return { staffAddress: staff.internetIp, officePeer: office.internetIp };
}
