import * as pulumi from "@pulumi/pulumi";
import { SslVpnServer } from "pulumi-alicloud-vpn";

const config = new pulumi.Config();
const idaasInstanceId = config.get("idaasInstanceId");

const staff = new SslVpnServer("staff", {
  vpnGatewayId: config.require("vpnGatewayId"),
  // Every client gets an address of this block. It must not overlap the VPC's, and holds four addresses per seat.
  clientIpPool: config.get("staffPool") ?? "10.250.0.0/24",
  localSubnets: config.getObject<string[]>("vpcSubnets") ?? ["10.0.0.0/16"],
  protocol: "UDP",
  cipher: "AES-256-CBC",
  // With an IDaaS instance, a certificate alone opens nothing: staff also sign in.
  ...(idaasInstanceId === undefined
    ? {}
    : {
        enableMultiFactorAuth: true,
        idaasInstanceId,
        idaasRegionId: config.require("idaasRegionId"),
        idaasApplicationId: config.get("idaasApplicationId"),
      }),
});

// For the OpenVPN clients' configuration.
export const server = pulumi.interpolate`${staff.internetIp}:${staff.port}`;
export const seats = staff.maxConnections;
