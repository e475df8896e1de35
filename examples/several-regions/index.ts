import * as pulumi from "@pulumi/pulumi";
import { Provider, SslVpnServer, VpnConnection } from "pulumi-alicloud-vpn";

const config = new pulumi.Config();

// A provider for each region: the two are worked on side by side. Its credentials come from the environment; with
// `profile` or `roleArn` beside `region`, each provider can be of another account.
const frankfurt = new Provider("frankfurt", { region: "eu-central-1" });
const singapore = new Provider("singapore", { region: "ap-southeast-1" });

const phase1 = { ikeVersion: "ikev2", ikeEncAlg: "aes256", ikeAuthAlg: "sha256", ikePfs: "group14" } as const;
const phase2 = { ipsecEncAlg: "aes256", ipsecAuthAlg: "sha256", ipsecPfs: "group14" } as const;

const berlin = new VpnConnection(
  "berlin",
  {
    vpnGatewayId: config.require("frankfurtGatewayId"),
    customerGatewayId: config.require("berlinGatewayId"),
    localSubnets: ["10.1.0.0/16"],
    remoteSubnets: ["192.168.1.0/24"],
    ikeConfig: { ...phase1, psk: config.requireSecret("berlinKey") },
    ipsecConfig: phase2,
  },
  { provider: frankfurt },
);

const jakarta = new VpnConnection(
  "jakarta",
  {
    vpnGatewayId: config.require("singaporeGatewayId"),
    customerGatewayId: config.require("jakartaGatewayId"),
    localSubnets: ["10.2.0.0/16"],
    remoteSubnets: ["192.168.2.0/24"],
    ikeConfig: { ...phase1, psk: config.requireSecret("jakartaKey") },
    ipsecConfig: phase2,
  },
  { provider: singapore },
);

// All that is on one gateway has the same provider: then its changes wait for each other in one queue.
const staff = new SslVpnServer(
  "staff",
  {
    vpnGatewayId: config.require("singaporeGatewayId"),
    clientIpPool: "10.250.0.0/24",
    localSubnets: ["10.2.0.0/16"],
  },
  { provider: singapore },
);

export const berlinPeer = berlin.internetIp;
export const jakartaPeer = jakarta.internetIp;
export const staffAddress = staff.internetIp;
