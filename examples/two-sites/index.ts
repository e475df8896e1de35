import * as pulumi from "@pulumi/pulumi";
import { type TunnelArgs, VpnConnection } from "pulumi-alicloud-vpn";

const config = new pulumi.Config();
const vpnGatewayId = config.require("vpnGatewayId");
const vpcSubnets = config.getObject<string[]>("vpcSubnets") ?? ["10.0.0.0/16"];

// The gateway speaks BGP under one number to all of its peers.
const localAsn = 65530;

/** A tunnel to one router of a site. Its /30 belongs to this tunnel alone, on the whole gateway. */
function tunnel(customerGatewayId: string, psk: pulumi.Input<string>, link: number): TunnelArgs {
  return {
    customerGatewayId,
    ikeConfig: { psk, ikeVersion: "ikev2", ikeEncAlg: "aes256", ikeAuthAlg: "sha256", ikePfs: "group14" },
    ipsecConfig: { ipsecEncAlg: "aes256", ipsecAuthAlg: "sha256", ipsecPfs: "group14" },
    bgpConfig: { localAsn, tunnelCidr: `169.254.${link}.0/30`, localBgpIp: `169.254.${link}.1` },
    enableDpd: true,
  };
}

function site(name: string, remoteSubnets: string[], master: TunnelArgs, slave: TunnelArgs): VpnConnection {
  return new VpnConnection(name, {
    vpnGatewayId,
    localSubnets: vpcSubnets,
    remoteSubnets,
    effectImmediately: true,
    enableTunnelsBgp: true,
    tunnels: { master, slave },
    tags: { site: name },
  });
}

// Both are declared side by side: the gateway takes one change at a time, and the second waits for its turn.
const factory = site(
  "factory",
  ["172.20.0.0/16"],
  tunnel(config.require("factoryGatewayId"), config.requireSecret("factoryKey"), 10),
  tunnel(config.require("factoryStandbyGatewayId"), config.requireSecret("factoryStandbyKey"), 11),
);
const warehouse = site(
  "warehouse",
  ["172.21.0.0/16"],
  tunnel(config.require("warehouseGatewayId"), config.requireSecret("warehouseKey"), 12),
  tunnel(config.require("warehouseStandbyGatewayId"), config.requireSecret("warehouseStandbyKey"), 13),
);

/** What a site's network people need: the addresses to dial, and how the tunnels are. */
const facts = (connection: VpnConnection) =>
  connection.tunnelStatus.apply((tunnels) =>
    [tunnels?.master, tunnels?.slave].map((one) => ({ peer: one?.internetIp, status: one?.status })),
  );

export const factoryTunnels = facts(factory);
export const warehouseTunnels = facts(warehouse);
