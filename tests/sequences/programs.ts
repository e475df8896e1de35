import type { SimulatorOptions } from "../../simulator/src/index";
import type { Resource, Values } from "../contract/host";
import type { Declared } from "../faults/engineModel";

/**
 * Gateways a and c have one tunnel and SSL-VPN, b and d two tunnels: a program stands on a and b, and moves to c and
 * d. A neighbour who stands apart has e and f.
 */
export const account: SimulatorOptions = {
  gateways: [
    { id: "vpn-a", ssl: true, vpcId: "vpc-a" },
    { id: "vpn-b", tunnels: "dual", vpcId: "vpc-b" },
    { id: "vpn-c", ssl: true, vpcId: "vpc-c" },
    { id: "vpn-d", tunnels: "dual", vpcId: "vpc-d" },
    { id: "vpn-e", ssl: true, vpcId: "vpc-e" },
    { id: "vpn-f", tunnels: "dual", vpcId: "vpc-f" },
  ],
  customerGateways: [1, 2, 3, 4, 5, 6, 7, 8].map((index) => ({
    id: `cgw-${index}`,
    ip: `203.0.113.${index}`,
    asn: 65000 + index,
  })),
};

/** Keys as texts that occur nowhere else, so that a leak can be searched for. */
export const planted = [
  "planted-key-of-office",
  "planted-key-of-centre",
  "planted-new-key-of-office",
  "planted-new-key-of-centre",
  "planted-key-of-a-neighbour",
] as const;
const [officeKey, centreKey, newOfficeKey, newCentreKey, neighbourKey] = planted;

export const formNames = ["server", "single", "dual"] as const;
export type FormName = (typeof formNames)[number];

/** A form of a resource, and edits of its arguments by what they are about. An edit of undefined takes away. */
interface Form {
  readonly kind: Resource;
  readonly name: string;
  readonly args: Values;
  readonly edits: Readonly<Record<string, Values>>;
  /** The arguments with which another stack declares it, by where that one stands. */
  readonly neighbours: Readonly<Record<Placement, Values>>;
}

/**
 * Where another stack of the same URNs stands: on gateways of its own, on the same gateways with peers of its own, or
 * with the very same arguments.
 */
export const placements = ["apart", "beside", "double"] as const;
export type Placement = (typeof placements)[number];

const server: Form = {
  kind: "SslVpnServer",
  name: "staff",
  args: { vpnGatewayId: "vpn-a", clientIpPool: "10.250.0.0/24", localSubnets: ["10.0.0.0/16"], port: "1194" },
  edits: {
    name: { name: "people" },
    port: { port: "1195" },
    subnets: { localSubnets: ["10.0.0.0/16", "10.1.0.0/16"] },
    cipher: { cipher: "AES-256-CBC" },
    "no port": { port: undefined },
    gateway: { vpnGatewayId: "vpn-c" },
  },
  neighbours: {
    apart: { vpnGatewayId: "vpn-e", clientIpPool: "10.251.0.0/24" },
    beside: { clientIpPool: "10.251.0.0/24" },
    double: {},
  },
};

const single: Form = {
  kind: "VpnConnection",
  name: "office",
  args: {
    vpnGatewayId: "vpn-a",
    customerGatewayId: "cgw-1",
    localSubnets: ["10.0.0.0/16"],
    remoteSubnets: ["192.168.0.0/24"],
    ikeConfig: { psk: officeKey, ikeVersion: "ikev2" },
    tags: { team: "network" },
  },
  edits: {
    name: { name: "branch" },
    subnets: { remoteSubnets: ["192.168.0.0/24", "192.168.1.0/24"] },
    "other subnets": { remoteSubnets: ["192.168.7.0/24"] },
    psk: { ikeConfig: { psk: newOfficeKey, ikeVersion: "ikev2" } },
    "no psk": { ikeConfig: { ikeVersion: "ikev2" } },
    lifetime: { ikeConfig: { psk: officeKey, ikeVersion: "ikev2", ikeLifetime: 43_200 } },
    peer: { customerGatewayId: "cgw-2" },
    gateway: { vpnGatewayId: "vpn-c" },
    tags: { tags: { team: "platform", stage: "live" } },
    "no tags": { tags: undefined },
    dpd: { enableDpd: false },
  },
  neighbours: {
    apart: { vpnGatewayId: "vpn-e", ikeConfig: { psk: neighbourKey, ikeVersion: "ikev2" } },
    beside: {
      customerGatewayId: "cgw-5",
      remoteSubnets: ["192.168.100.0/24"],
      ikeConfig: { psk: neighbourKey, ikeVersion: "ikev2" },
    },
    double: {},
  },
};

const tunnels = (slave: Values, psk: string = centreKey, peers = ["cgw-3", "cgw-4"]): Values => ({
  master: { customerGatewayId: peers[0], ikeConfig: { psk, ikeVersion: "ikev2" } },
  slave: { customerGatewayId: peers[1], ikeConfig: { psk, ikeVersion: "ikev2" }, ...slave },
});

const dual: Form = {
  kind: "VpnConnection",
  name: "centre",
  args: {
    vpnGatewayId: "vpn-b",
    localSubnets: ["10.0.0.0/16"],
    remoteSubnets: ["10.9.0.0/16"],
    tunnels: tunnels({}),
    tags: { team: "network" },
  },
  edits: {
    name: { name: "hub" },
    subnets: { remoteSubnets: ["10.9.0.0/16", "10.10.0.0/16"] },
    ipsec: { tunnels: tunnels({ ipsecConfig: { ipsecEncAlg: "aes256" } }) },
    psk: { tunnels: tunnels({}, newCentreKey) },
    gateway: { vpnGatewayId: "vpn-d" },
    tags: { tags: { team: "platform", stage: "live" } },
  },
  neighbours: {
    apart: { vpnGatewayId: "vpn-f", tunnels: tunnels({}, neighbourKey) },
    beside: { remoteSubnets: ["10.100.0.0/16"], tunnels: tunnels({}, neighbourKey, ["cgw-7", "cgw-8"]) },
    double: {},
  },
};

export const forms: Readonly<Record<FormName, Form>> = { server, single, dual };

/** The edits in force, by form; of one form, the later ones go over the earlier. */
export type Edits = Readonly<Partial<Record<FormName, readonly string[]>>>;

/** What a program declares. */
export interface ProgramOptions {
  readonly forms: readonly FormName[];
  readonly edits: Edits;
  readonly placement?: Placement;
  /** The option `customTimeouts`. */
  readonly limit?: string;
}

export function program({ forms: names, edits, placement, limit }: ProgramOptions): Declared[] {
  return names.map((formName) => {
    const form = forms[formName];
    const changes = (edits[formName] ?? []).map((edit) => form.edits[edit] ?? {});
    const timeouts =
      limit === undefined ? {} : { __timeouts: { create: limit, update: limit, delete: limit } };
    const neighbour = placement === undefined ? {} : form.neighbours[placement];
    const args = Object.assign({}, form.args, neighbour, ...changes, timeouts) as Values;
    const given = Object.entries(args).filter(([, value]) => value !== undefined);
    return { kind: form.kind, name: form.name, args: Object.fromEntries(given) };
  });
}
