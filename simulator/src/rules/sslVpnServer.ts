import type { IdaasInstance, SslVpnServer, VpnConnection, VpnGateway } from "../model/resources";
import { illegal, notABoolean, notAnInteger, notOneOf, sslChanges } from "./common";
import {
  anyOverlap,
  contains,
  isDefaultRoute,
  type Network,
  networksFrom,
  overlap,
  parseNetwork,
  parseNetworks,
} from "./networks";
import { documented, ipConflictInVpc } from "./refusals";
import type { StateRule, ValueRule } from "./rule";

/** "Click to view unsupported CIDR blocks" of ClientIpPool (sdk model). */
const unusableAsPool = networksFrom(
  "100.64.0.0/10",
  "127.0.0.0/8",
  "169.254.0.0/16",
  "224.0.0.0/4",
  "255.0.0.0/8",
);
const unusableAsLocal = networksFrom("127.0.0.0/8", "169.254.0.0/16", "224.0.0.0/4", "255.0.0.0/8");

const bannedPorts = new Set([
  22, 2222, 22222, 9000, 9001, 9002, 7505, 80, 443, 53, 68, 123, 4510, 4560, 500, 4500,
]);

function badLocalSubnet(value: string): false | string {
  for (const block of value.split(",")) {
    const network = parseNetwork(block);
    if (network === undefined || network.bits < 8 || anyOverlap([network], unusableAsLocal)) return block;
  }
  return false;
}

export const sslValueRules: readonly ValueRule[] = [
  {
    id: "ssl.clientIpPool.cidr",
    operations: sslChanges,
    parameters: ["ClientIpPool"],
    refuses: (value) => parseNetwork(value) === undefined,
    refusal: documented("ClientIpPool.SubnetInvalid"),
    source: "assumed",
  },
  {
    id: "ssl.clientIpPool.netmask",
    operations: sslChanges,
    parameters: ["ClientIpPool"],
    refuses: (value) => {
      const bits = parseNetwork(value)?.bits ?? 16;
      return bits < 16 || bits > 29;
    },
    refusal: documented("ClientIpPool.NetmaskInvalid"),
    source: "page",
  },
  {
    id: "ssl.clientIpPool.unsupportedBlocks",
    operations: sslChanges,
    parameters: ["ClientIpPool"],
    refuses: (value) => anyOverlap(parseNetworks(value) ?? [], unusableAsPool),
    refusal: documented("ClientIpPool.SubnetInvalid"),
    source: "sdk model",
  },
  {
    id: "ssl.localSubnet.blocks",
    operations: sslChanges,
    parameters: ["LocalSubnet"],
    refuses: badLocalSubnet,
    refusal: documented("IllegalParam.LocalSubnet"),
    source: "sdk model",
  },
  {
    id: "ssl.port.range",
    operations: sslChanges,
    parameters: ["Port"],
    refuses: notAnInteger(1, 65535),
    refusal: documented("SslVpnServerPort.Illegal"),
    source: "page",
  },
  {
    // The page bans these ports and names no code for it; the range's code is the nearest.
    id: "ssl.port.banned",
    operations: sslChanges,
    parameters: ["Port"],
    refuses: (value) => bannedPorts.has(Number(value)),
    refusal: { ...documented("SslVpnServerPort.Illegal"), source: "assumed" },
    source: "page",
  },
  {
    id: "ssl.proto.word",
    operations: sslChanges,
    parameters: ["Proto"],
    refuses: notOneOf("TCP", "UDP"),
    refusal: illegal("Proto"),
    source: "page",
  },
  {
    id: "ssl.cipher.word",
    operations: sslChanges,
    parameters: ["Cipher"],
    refuses: notOneOf("AES-128-CBC", "AES-192-CBC", "AES-256-CBC", "none"),
    refusal: illegal("Cipher"),
    source: "page",
  },
  {
    id: "ssl.compress.boolean",
    operations: sslChanges,
    parameters: ["Compress"],
    refuses: notABoolean,
    refusal: illegal("Compress"),
    source: "page",
  },
  {
    id: "ssl.enableMultiFactorAuth.boolean",
    operations: sslChanges,
    parameters: ["EnableMultiFactorAuth"],
    refuses: notABoolean,
    refusal: illegal("EnableMultiFactorAuth"),
    source: "page",
  },
];

/** An SSL server as it would be, with what it has to get on with. */
export interface SslSituation {
  readonly wanted: SslVpnServer;
  readonly gateway: VpnGateway;
  /** Other SSL servers, on gateways of the same VPC; how many there are in the account. */
  readonly sameGateway: readonly SslVpnServer[];
  readonly sameVpc: readonly SslVpnServer[];
  readonly inAccount: number;
  readonly connections: readonly VpnConnection[];
  readonly idaas: IdaasInstance | undefined;
  readonly quotas: { readonly sslVpnServers?: number; readonly vpcRoutes?: number };
}

const pool = ({ wanted }: SslSituation): Network[] => parseNetworks(wanted.ClientIpPool) ?? [];
const blocks = (list: string): Network[] => parseNetworks(list) ?? [];

/** The network side: what other resources and the VPC's routes leave free. */
export const sslStateRules: readonly StateRule<SslSituation>[] = [
  {
    id: "ssl.onePerGateway",
    operations: ["CreateSslVpnServer"],
    parameter: "VpnGatewayId",
    refuses: ({ sameGateway }) => sameGateway.length > 0,
    refusal: documented("SslVpnServer.AlreadyExist"),
    source: "page",
  },
  {
    id: "ssl.quota",
    operations: ["CreateSslVpnServer"],
    parameter: "VpnGatewayId",
    refuses: ({ inAccount, quotas }) => inAccount >= (quotas.sslVpnServers ?? Infinity),
    refusal: documented("Resource.QuotaFull"),
    source: "page",
  },
  {
    id: "ssl.clientIpPool.size",
    operations: sslChanges,
    parameter: "ClientIpPool",
    // Four addresses a connection (sdk model); which code tells so is assumed.
    refuses: (about) =>
      pool(about).some(({ bits }) => 2 ** (32 - bits) < 4 * about.gateway.SslMaxConnections),
    refusal: { ...documented("ClientIpPool.SubnetInvalid"), source: "assumed" },
    source: "sdk model",
  },
  {
    id: "ssl.clientIpPool.localRange",
    operations: sslChanges,
    parameter: "ClientIpPool",
    refuses: (about) =>
      anyOverlap(pool(about), [...blocks(about.wanted.LocalSubnet), ...blocks(about.gateway.VpcCidr)]),
    refusal: documented("IpConflict"),
    source: "page",
  },
  {
    id: "ssl.clientIpPool.otherServer",
    operations: sslChanges,
    parameter: "ClientIpPool",
    refuses: (about) => about.sameVpc.some((other) => anyOverlap(pool(about), blocks(other.ClientIpPool))),
    refusal: ipConflictInVpc,
    source: "page",
  },
  {
    id: "ssl.clientIpPool.sameRoute",
    operations: sslChanges,
    parameter: "ClientIpPool",
    refuses: ({ wanted, gateway }) => gateway.VpcRoutes.includes(wanted.ClientIpPool),
    refusal: documented("VpnRouteEntry.Conflict"),
    source: "page",
  },
  {
    id: "ssl.clientIpPool.containsRoute",
    operations: sslChanges,
    parameter: "ClientIpPool",
    refuses: (about) =>
      about.gateway.VpcRoutes.find((route) => {
        const inner = parseNetwork(route);
        return inner !== undefined && pool(about).some((outer) => contains(outer, inner));
      }) ?? false,
    refusal: documented("EnableHaCheck.SslVpnServerClientCidrContainsVpcRouteDest"),
    source: "page",
  },
  {
    id: "ssl.clientIpPool.connectionRoute",
    operations: sslChanges,
    parameter: "ClientIpPool",
    refuses: (about) =>
      about.connections
        .filter((connection) => connection.AutoConfigRoute)
        .flatMap((connection) => blocks(connection.RemoteSubnet))
        .some((remote) => !isDefaultRoute(remote) && pool(about).some((own) => overlap(own, remote))),
    refusal: documented("VpnRouteEntry.Conflict"),
    source: "assumed",
  },
  {
    id: "ssl.routeQuota",
    operations: ["CreateSslVpnServer"],
    parameter: "ClientIpPool",
    refuses: ({ gateway, quotas }) => gateway.VpcRoutes.length >= (quotas.vpcRoutes ?? Infinity),
    refusal: documented("QuotaExceeded.VpnRouteEntry"),
    source: "page",
  },
];
