import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Ids } from "../stage";

/** What an earlier version of the package left: the state of a stack, and the service that it speaks of. */
export interface Recorded {
  /** What `pulumi stack export` printed, its secrets encrypted. */
  readonly deployment: unknown;
  /** The simulator's state file, with names in the place of keys. */
  readonly service: unknown;
  readonly ids: Ids;
}

/** The keys of the recorded service, by the names that stand in their place. */
export const keys: Readonly<Record<string, string>> = {
  "{officeKey}": "upgraded-office-key-51",
  "{masterKey}": "upgraded-master-key-52",
  "{slaveKey}": "upgraded-slave-key-53",
  "{madeKey}": "upgraded-made-by-the-service-54",
};

export const path = (version: string): string => join(__dirname, `${version}.json`);

export function recorded(version: string): Recorded {
  return JSON.parse(readFileSync(path(version), "utf8")) as Recorded;
}

/** One of each: the settings are those that a version of long ago had too. */
export const program = ({ single, dual, peers }: Ids): string => `
const config = new pulumi.Config();
const weak = { ikeEncAlg: "aes", ikeAuthAlg: "sha1", ikePfs: "group5" };
exports.staff = new vpn.SslVpnServer("staff", {
  vpnGatewayId: "${single}", clientIpPool: "10.250.0.0/24", localSubnets: ["10.1.0.0/16", "10.0.0.0/16"], port: 1195,
});
exports.office = new vpn.VpnConnection("office", {
  vpnGatewayId: "${single}", customerGatewayId: "${peers[0] ?? ""}",
  localSubnets: ["10.0.0.0/16"], remoteSubnets: ["192.168.1.0/24", "192.168.0.0/24"],
  ikeConfig: { ...weak, psk: config.requireSecret("officeKey"), ikeVersion: "ikev2", ikeLifetime: 3600 },
  healthCheckConfig: { enable: true, dip: "192.168.0.9", sip: "10.0.0.9" },
  enableDpd: false, tags: { team: "network" },
});
exports.shop = new vpn.VpnConnection("shop", {
  vpnGatewayId: "${single}", customerGatewayId: "${peers[1] ?? ""}", name: "corner shop",
  localSubnets: ["10.0.0.0/16"], remoteSubnets: ["192.168.2.0/24"], autoConfigRoute: false,
});
const tunnel = (peer, key, cidr) => ({
  customerGatewayId: peer, ikeConfig: { ...weak, psk: config.requireSecret(key) },
  bgpConfig: { localAsn: 65530, tunnelCidr: cidr },
});
exports.datacentre = new vpn.VpnConnection("datacentre", {
  vpnGatewayId: "${dual}", localSubnets: ["10.0.0.0/16"], remoteSubnets: ["172.16.0.0/16"], enableTunnelsBgp: true,
  tunnels: {
    master: tunnel("${peers[2] ?? ""}", "masterKey", "169.254.10.0/30"),
    slave: tunnel("${peers[3] ?? ""}", "slaveKey", "169.254.11.0/30"),
  },
});
`;

export const settings = {
  officeKey: keys["{officeKey}"] ?? "",
  masterKey: keys["{masterKey}"] ?? "",
  slaveKey: keys["{slaveKey}"] ?? "",
};
