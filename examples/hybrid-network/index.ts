import * as pulumi from "@pulumi/pulumi";
import * as vpn from "pulumi-alicloud-vpn";

const config = new pulumi.Config();

// Two gateways that exist: one with a single tunnel and SSL-VPN, one with two tunnels in two zones.
const branchGatewayId = config.require("branchGatewayId");
const datacentreGatewayId = config.require("datacentreGatewayId");

const vpcSubnets = config.getObject<string[]>("vpcSubnets") ?? ["10.0.0.0/16"];

// 1. Staff dial in with an OpenVPN client.
const staff = new vpn.SslVpnServer("staff", {
  vpnGatewayId: branchGatewayId,
  clientIpPool: config.get("staffPool") ?? "10.250.0.0/24",
  localSubnets: vpcSubnets,
  protocol: "UDP",
  cipher: config.get<vpn.SslVpnCipher>("staffCipher") ?? "AES-256-CBC",
});

// 2. The office: one tunnel. When the office moves, its new address is a new customer gateway, and that replaces the
//    connection; a new key is an update.
const office = new vpn.VpnConnection("office", {
  vpnGatewayId: branchGatewayId,
  customerGatewayId: config.require("officeCustomerGatewayId"),
  localSubnets: vpcSubnets,
  remoteSubnets: ["192.168.0.0/24"],
  effectImmediately: true,
  ikeConfig: {
    psk: config.requireSecret("officeKey"),
    ikeVersion: "ikev2",
    ikeEncAlg: "aes256",
    ikeAuthAlg: "sha256",
    ikePfs: "group14",
  },
  ipsecConfig: { ipsecEncAlg: "aes256", ipsecAuthAlg: "sha256", ipsecPfs: "group14" },
  enableDpd: true,
  enableNatTraversal: true,
  healthCheckConfig: { enable: true, sip: "10.0.0.1", dip: "192.168.0.1", interval: 3, retry: 3 },
  tags: { site: "office" },
});

// 3. The data centre: a tunnel to each of its two routers, routes by BGP.
interface Router {
  customerGatewayId: string;
  key: pulumi.Input<string>;
  tunnelCidr: string;
  localBgpIp: string;
}

const tunnel = ({ customerGatewayId, key, tunnelCidr, localBgpIp }: Router): vpn.TunnelArgs => ({
  customerGatewayId,
  ikeConfig: { psk: key, ikeVersion: "ikev2", ikeEncAlg: "aes256", ikeAuthAlg: "sha256", ikePfs: "group14" },
  ipsecConfig: { ipsecEncAlg: "aes256", ipsecAuthAlg: "sha256", ipsecPfs: "group14" },
  bgpConfig: { localAsn: 65530, tunnelCidr, localBgpIp },
});

const datacentre = new vpn.VpnConnection("datacentre", {
  vpnGatewayId: datacentreGatewayId,
  localSubnets: vpcSubnets,
  remoteSubnets: config.getObject<string[]>("datacentreSubnets") ?? ["172.20.0.0/16"],
  effectImmediately: true,
  enableTunnelsBgp: true,
  tunnels: {
    master: tunnel({
      customerGatewayId: config.require("masterCustomerGatewayId"),
      key: config.requireSecret("masterKey"),
      tunnelCidr: "169.254.10.0/30",
      localBgpIp: "169.254.10.1",
    }),
    slave: tunnel({
      customerGatewayId: config.require("slaveCustomerGatewayId"),
      key: config.requireSecret("slaveKey"),
      tunnelCidr: "169.254.11.0/30",
      localBgpIp: "169.254.11.1",
    }),
  },
  tags: { site: "datacentre" },
});

// What the people who set up the other ends need to know.
const datacentreTunnels = datacentre.tunnelStatus.apply((tunnels) =>
  [tunnels?.master, tunnels?.slave].map((one) => ({ peer: one?.internetIp, status: one?.status })),
);

export const staffAddress = staff.internetIp;
export const staffSeats = pulumi.interpolate`${staff.connections} of ${staff.maxConnections} in use`;
export const officeTunnel = { peer: office.internetIp, status: office.status };
export { datacentreTunnels };
