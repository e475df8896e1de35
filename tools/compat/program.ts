/** The ids that the program speaks of, of a simulator that has just begun. */
export interface Ids {
  readonly single: string;
  readonly dual: string;
  readonly peers: readonly [string, string, string];
}

/** What the second version of the program says otherwise: something of every resource. */
export interface Variant {
  readonly clients: string;
  readonly office: readonly string[];
  readonly site: readonly string[];
}

export const before: Variant = {
  clients: "10.250.0.0/24",
  office: ["192.168.0.0/24"],
  site: ["192.168.8.0/24"],
};
export const after: Variant = {
  clients: "10.251.0.0/24",
  office: ["192.168.0.0/24", "192.168.1.0/24"],
  site: ["192.168.9.0/24"],
};

/** A program with all there is, in the words of a user. */
export const programText = ({ single, dual, peers }: Ids, { clients, office, site }: Variant): string => `
import * as pulumi from "@pulumi/pulumi";
import { SslVpnServer, type SslVpnServerArgs, VpnConnection } from "pulumi-alicloud-vpn";

const config = new pulumi.Config();
const args: SslVpnServerArgs = {
  vpnGatewayId: "${single}",
  clientIpPool: "${clients}",
  localSubnets: ["10.0.0.0/16"],
};
const staff = new SslVpnServer("staff", args);

const office = new VpnConnection("office", {
  vpnGatewayId: "${single}",
  customerGatewayId: "${peers[0]}",
  localSubnets: ["10.0.0.0/16"],
  remoteSubnets: ${JSON.stringify(office)},
  ikeConfig: { psk: config.requireSecret("officeKey"), ikeVersion: "ikev2" },
});

const site = new VpnConnection("site", {
  vpnGatewayId: "${dual}",
  localSubnets: ["10.0.0.0/16"],
  remoteSubnets: ${JSON.stringify(site)},
  tunnels: {
    master: { customerGatewayId: "${peers[1]}", ikeConfig: { psk: config.requireSecret("siteKey") } },
    slave: { customerGatewayId: "${peers[2]}" },
  },
});

export const staffPort: pulumi.Output<number> = staff.port;
export const officeStatus = office.status;
export const siteTunnels = site.tunnelStatus;
`;
