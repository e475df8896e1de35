import * as pulumi from "@pulumi/pulumi";
import { Office } from "./office";

const config = new pulumi.Config();

const shared = {
  vpnGatewayId: config.require("vpnGatewayId"),
  vpcSubnets: config.getObject<string[]>("vpcSubnets") ?? ["10.0.0.0/16"],
};

const lisbon = new Office("lisbon", {
  ...shared,
  customerGatewayId: config.require("lisbonGatewayId"),
  subnet: "192.168.1.0/24",
  key: config.requireSecret("lisbonKey"),
  probe: { from: "10.0.0.1", to: "192.168.1.1" },
});

const porto = new Office("porto", {
  ...shared,
  customerGatewayId: config.require("portoGatewayId"),
  subnet: "192.168.2.0/24",
  key: config.requireSecret("portoKey"),
});

export const peers = { lisbon: lisbon.peer, porto: porto.peer };
export const states = { lisbon: lisbon.status, porto: porto.status };
