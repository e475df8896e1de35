import type { Inventory, SimulatorOptions } from "../../simulator/src/index";
import type { Resource, Values } from "../contract/host";
import type { Declared } from "./engineModel";
import { limitOf } from "./packageCopy";

/** A form of a resource: its arguments, and edits of them. */
export interface Form {
  readonly name: string;
  readonly kind: Resource;
  /** The gateway that its changes keep busy, by its place among the scene's. */
  readonly gateway: number;
  readonly args: Values;
  /** Edits: a change in place, of the name alone, of tags, of a key, of another field, and one that replaces. */
  readonly edits: {
    readonly update: Values;
    readonly rename: Values;
    readonly tags?: Values;
    readonly key?: Values;
    readonly other: Values;
    readonly replace: Values;
  };
  /** More than one of them, each with a customer gateway of its own. */
  readonly copies?: number;
  readonly calls: {
    readonly create: string;
    readonly modify: string;
    readonly delete: string;
    readonly describe: string;
  };
}

/** Gateways 0 and 2 for one tunnel and for servers, 1 and 3 for two. */
export const account: SimulatorOptions = {
  gateways: [
    { id: "vpn-a", ssl: true, vpcId: "vpc-a" },
    { id: "vpn-b", tunnels: "dual", vpcId: "vpc-b" },
    { id: "vpn-c", ssl: true, vpcId: "vpc-c" },
    { id: "vpn-d", tunnels: "dual", vpcId: "vpc-d" },
  ],
  customerGateways: [1, 2, 3, 4, 5].map((index) => ({
    id: `cgw-${index}`,
    ip: `203.0.113.${index}`,
    asn: 65000 + index,
  })),
};

export const gateways = ["vpn-a", "vpn-b", "vpn-c", "vpn-d"];

/** Keys as texts that occur nowhere else, so that a leak can be searched for. */
export const planted = [
  "planted-key-of-office",
  "planted-key-of-master",
  "planted-new-key-of-office",
  "planted-new-key-of-master",
];
const [officeKey, masterKey, newOfficeKey, newMasterKey] = planted;

const connectionCalls = {
  create: "CreateVpnConnection",
  modify: "ModifyVpnConnectionAttribute",
  delete: "DeleteVpnConnection",
  describe: "DescribeVpnConnection",
};

const server: Form = {
  name: "staff",
  kind: "SslVpnServer",
  gateway: 0,
  args: { vpnGatewayId: "vpn-a", clientIpPool: "10.250.0.0/24", localSubnets: ["10.0.0.0/16"] },
  edits: {
    update: { cipher: "AES-256-CBC" },
    rename: { name: "people" },
    other: { localSubnets: ["10.0.0.0/16", "10.1.0.0/16"] },
    replace: { vpnGatewayId: "vpn-c" },
  },
  calls: {
    create: "CreateSslVpnServer",
    modify: "ModifySslVpnServer",
    delete: "DeleteSslVpnServer",
    describe: "DescribeSslVpnServers",
  },
};

const single: Form = {
  name: "office",
  kind: "VpnConnection",
  gateway: 0,
  args: {
    vpnGatewayId: "vpn-a",
    customerGatewayId: "cgw-1",
    localSubnets: ["10.0.0.0/16"],
    remoteSubnets: ["192.168.0.0/24"],
    ikeConfig: { psk: officeKey, ikeVersion: "ikev2" },
    tags: { team: "network" },
  },
  edits: {
    update: { remoteSubnets: ["192.168.0.0/24", "192.168.1.0/24"] },
    rename: { name: "branch" },
    tags: { tags: { team: "platform", stage: "live" } },
    key: { ikeConfig: { psk: newOfficeKey, ikeVersion: "ikev2" } },
    other: { enableDpd: false },
    replace: { customerGatewayId: "cgw-2" },
  },
  calls: connectionCalls,
};

const tunnels = (slave: Values, psk = masterKey): Values => ({
  master: { customerGatewayId: "cgw-3", ikeConfig: { psk, ikeVersion: "ikev2" } },
  slave: { customerGatewayId: "cgw-4", ikeConfig: { ikeVersion: "ikev2" }, ...slave },
});

const dual: Form = {
  name: "datacentre",
  kind: "VpnConnection",
  gateway: 1,
  args: {
    vpnGatewayId: "vpn-b",
    localSubnets: ["10.0.0.0/16"],
    remoteSubnets: ["10.9.0.0/16"],
    tunnels: tunnels({}),
    tags: { team: "network" },
  },
  edits: {
    update: { tunnels: tunnels({ ipsecConfig: { ipsecEncAlg: "aes256" } }) },
    rename: { name: "centre" },
    tags: { tags: { team: "platform", stage: "live" } },
    key: { tunnels: tunnels({}, newMasterKey) },
    other: { remoteSubnets: ["10.9.0.0/16", "10.10.0.0/16"] },
    replace: { vpnGatewayId: "vpn-d" },
  },
  calls: connectionCalls,
};

/** Three at once on one gateway, which takes one change at a time. */
const three: Form = {
  ...single,
  copies: 3,
  edits: { ...single.edits, rename: single.edits.rename, replace: { vpnGatewayId: "vpn-c" } },
};

export const forms = { server, single, dual, three } as const;
export type FormName = keyof typeof forms;
export const formNames: readonly FormName[] = ["server", "single", "dual", "three"];

/** A lost create is asked for during 70 s of the provider's, and sent again only where as much is left. */
const LIMIT = limitOf(60_000);

/** The time that operations of a program may take. */
const limits = (text: string): Values => ({ __timeouts: { create: text, update: text, delete: text } });

/** The part of a program that declares a form, with edits made to it. */
export function declared(form: Form, edits: readonly Values[] = [], limit = LIMIT): Declared[] {
  const { kind, name } = form;
  const args = edits.reduce<Values>((all, edit) => ({ ...all, ...edit }), { ...form.args, ...limits(limit) });
  if (form.copies === undefined) return [{ kind, name, args }];
  return Array.from({ length: form.copies }, (_, index) => ({
    kind,
    name: `${name}-${index}`,
    args: {
      ...args,
      customerGatewayId: `cgw-${index + 1}`,
      name: `${typeof args.name === "string" ? args.name : name}-${index}`,
    },
  }));
}

/** Ids of what is in the cloud. */
export const liveIds = ({ sslVpnServers, vpnConnections }: Inventory): string[] => [
  ...sslVpnServers.map(({ SslVpnServerId }) => SslVpnServerId),
  ...vpnConnections.map(({ VpnConnectionId }) => VpnConnectionId),
];
