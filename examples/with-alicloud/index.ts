import * as alicloud from "@pulumi/alicloud";
import * as pulumi from "@pulumi/pulumi";
import { type TunnelArgs, SslVpnServer, VpnConnection } from "pulumi-alicloud-vpn";

const config = new pulumi.Config();
const vpcSubnets = ["10.0.0.0/16"];

// Everything but the connections is @pulumi/alicloud's: here the gateway, in two zones, and the office's two routers.
const gateway = new alicloud.vpn.Gateway("branch", {
  vpnGatewayName: "branch",
  vpcId: config.require("vpcId"),
  vswitchId: config.require("vswitchId"),
  disasterRecoveryVswitchId: config.require("standbyVswitchId"),
  bandwidth: 10,
  enableIpsec: true,
  enableSsl: true,
  sslConnections: 5,
  paymentType: "PayAsYouGo",
});

const router = (name: string, ipAddress: string) =>
  new alicloud.vpn.CustomerGateway(name, { customerGatewayName: name, ipAddress });

const master = router("office-master", config.require("officeAddress"));
const slave = router("office-slave", config.require("officeStandbyAddress"));

// The ids aren't known before the gateway is made. A preview checks all the rest, and `up` these as soon as they are.
const staff = new SslVpnServer("staff", {
  vpnGatewayId: gateway.id,
  clientIpPool: "10.250.0.0/24",
  localSubnets: vpcSubnets,
});

const tunnel = (customerGateway: alicloud.vpn.CustomerGateway, psk: pulumi.Input<string>): TunnelArgs => ({
  customerGatewayId: customerGateway.id,
  ikeConfig: { psk, ikeVersion: "ikev2", ikeEncAlg: "aes256", ikeAuthAlg: "sha256", ikePfs: "group14" },
  ipsecConfig: { ipsecEncAlg: "aes256", ipsecAuthAlg: "sha256", ipsecPfs: "group14" },
});

const office = new VpnConnection("office", {
  vpnGatewayId: gateway.id,
  localSubnets: vpcSubnets,
  remoteSubnets: ["192.168.0.0/24"],
  tunnels: {
    master: tunnel(master, config.requireSecret("officeKey")),
    slave: tunnel(slave, config.requireSecret("officeStandbyKey")),
  },
});

export const staffAddress = staff.internetIp;
export const officeTunnels = office.tunnelStatus.apply((tunnels) => [
  tunnels?.master.internetIp,
  tunnels?.slave.internetIp,
]);
