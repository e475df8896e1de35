import * as pulumi from "@pulumi/pulumi";
import { network } from "./network";

const config = new pulumi.Config();

export const { staffAddress, officePeer } = network({
  vpnGatewayId: config.require("vpnGatewayId"),
  customerGatewayId: config.require("customerGatewayId"),
  officeKey: config.requireSecret("officeKey"),
  staffPool: config.get("staffPool"),
});
