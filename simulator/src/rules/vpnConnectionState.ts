import type { CustomerGateway, IkeConfig, SslVpnServer, VpnConnection, VpnGateway } from "../model/resources";
import { hasBgp, type TunnelView, tunnelsOf } from "../model/tunnels";
import type { Quotas } from "../options";
import type { Switches } from "../switches";
import { connectionChanges, illegal } from "./common";
import {
  anyOverlap,
  isDefaultRoute,
  type Network,
  parseAddress,
  parseNetwork,
  parseNetworks,
} from "./networks";
import { documented } from "./refusals";
import type { StateRule } from "./rule";

/** A connection as it would be, with what it has to get on with. */
export interface ConnectionSituation {
  readonly wanted: VpnConnection;
  readonly operation: string;
  readonly gateway: VpnGateway;
  /** The gateway's other connections. */
  readonly others: readonly VpnConnection[];
  readonly sslServers: readonly SslVpnServer[];
  readonly customerGateways: ReadonlyMap<string, CustomerGateway>;
  readonly switches: Switches;
  readonly quotas: Quotas;
}

type Row = Omit<StateRule<ConnectionSituation>, "operations" | "source"> &
  Partial<StateRule<ConnectionSituation>>;

const onBoth = (row: Row): StateRule<ConnectionSituation> => ({
  operations: connectionChanges,
  source: "page",
  ...row,
});

const blocks = (list: string): Network[] => parseNetworks(list) ?? [];
const withBgp = ({ wanted }: ConnectionSituation): TunnelView[] =>
  tunnelsOf(wanted).filter((tunnel) => tunnel.bgpEnabled);

/** Pairs of a tunnel and another connection's tunnel with the same address on this side and the same peer. */
function sharedPeers({
  wanted,
  others,
  switches,
}: ConnectionSituation): [TunnelView, TunnelView, VpnConnection][] {
  if (switches.siblings === "unchecked") return [];
  return tunnelsOf(wanted).flatMap((own) =>
    others.flatMap((other) =>
      tunnelsOf(other)
        .filter(
          ({ role, customerGatewayId }) => role === own.role && customerGatewayId === own.customerGatewayId,
        )
        .map((theirs): [TunnelView, TunnelView, VpnConnection] => [own, theirs, other]),
    ),
  );
}

const ikeNames: readonly (keyof IkeConfig)[] = [
  "Psk",
  "IkeVersion",
  "IkeMode",
  "IkeEncAlg",
  "IkeAuthAlg",
  "IkePfs",
  "IkeLifetime",
  "LocalId",
  "RemoteId",
];
const sameIke = (one: IkeConfig, other: IkeConfig) => ikeNames.every((name) => one[name] === other[name]);
const sortedSubnets = (list: string) => list.split(",").sort().join();

/** "In destination routing mode" (0.0.0.0/0) no policy-based routes are made. */
const policyRoutes = (connection: VpnConnection): number =>
  blocks(connection.RemoteSubnet).some(isDefaultRoute)
    ? 0
    : blocks(connection.LocalSubnet).length * blocks(connection.RemoteSubnet).length;

const bgpRules: readonly Row[] = [
  {
    id: "bgp.supported",
    parameter: "BgpConfig.EnableBgp",
    refuses: (about) => withBgp(about).length > 0 && !about.gateway.Supports.Bgp,
    refusal: documented("OperationUnsupported.EnableBgp"),
  },
  {
    id: "bgp.cen",
    parameter: "BgpConfig.EnableBgp",
    refuses: (about) => withBgp(about).length > 0 && about.gateway.CenLevel === "FULL",
    refusal: documented("OperationFailed.CenLevelNotSupport"),
  },
  {
    id: "bgp.tunnelCidr.given",
    parameter: "BgpConfig.TunnelCidr",
    refuses: (about) => withBgp(about).some((tunnel) => tunnel.bgp.TunnelCidr === ""),
    refusal: documented("MissingParameter.TunnelCidr"),
  },
  {
    id: "bgp.customerGatewayAsn",
    parameter: "BgpConfig.EnableBgp",
    refuses: (about) =>
      withBgp(about).some(
        (tunnel) => about.customerGateways.get(tunnel.customerGatewayId)?.Asn === undefined,
      ),
    refusal: documented("MissingParam.CustomerGatewayAsn"),
  },
  {
    id: "bgp.everyConnection",
    parameter: "BgpConfig.EnableBgp",
    refuses: ({ wanted, gateway, others }) => !hasBgp(wanted) && (gateway.EnableBgp || others.some(hasBgp)),
    refusal: documented("IllegalParam.EnableBgp"),
  },
  {
    id: "bgp.tunnelCidr.unique",
    parameter: "BgpConfig.TunnelCidr",
    refuses: ({ wanted, others }) => {
      const given = (connection: VpnConnection) =>
        tunnelsOf(connection).flatMap(({ bgp }) => (bgp.TunnelCidr === "" ? [] : [bgp.TunnelCidr]));
      const own = given(wanted);
      const taken = new Set(others.flatMap(given));
      return new Set(own).size < own.length || own.some((cidr) => taken.has(cidr));
    },
    refusal: documented("IllegalParam.TunnelCidr"),
  },
  {
    id: "bgp.localBgpIp.inTunnelCidr",
    parameter: "BgpConfig.LocalBgpIp",
    refuses: ({ wanted }) =>
      tunnelsOf(wanted).some(({ bgp }) => {
        const [network, address] = [parseNetwork(bgp.TunnelCidr), parseAddress(bgp.LocalBgpIp)];
        return (
          network !== undefined &&
          address !== undefined &&
          !(network.first < address && address < network.last)
        );
      }),
    refusal: documented("IllegalParam.LocalBgpIp"),
  },
];

const siblingRules: readonly Row[] = [
  {
    id: "siblings.same",
    operations: ["CreateVpnConnection"],
    parameter: "CustomerGatewayId",
    refuses: (about) =>
      sharedPeers(about).some(
        ([, , other]) =>
          sortedSubnets(other.LocalSubnet) === sortedSubnets(about.wanted.LocalSubnet) &&
          sortedSubnets(other.RemoteSubnet) === sortedSubnets(about.wanted.RemoteSubnet),
      ),
    refusal: documented("InvalidVpnConnection.AlreadyExists"),
    source: "assumed",
  },
  {
    id: "siblings.ike",
    parameter: "IkeConfig",
    refuses: (about) => sharedPeers(about).some(([own, theirs]) => !sameIke(own.ike, theirs.ike)),
    refusal: documented("VpnConnectionParamInvalid.SameVpnAndCgwDifferentIkeConfigs"),
  },
  {
    id: "siblings.trafficSelectors",
    parameter: "LocalSubnet",
    refuses: (about) =>
      sharedPeers(about).some(
        ([, , other]) =>
          anyOverlap(blocks(other.LocalSubnet), blocks(about.wanted.LocalSubnet)) &&
          anyOverlap(blocks(other.RemoteSubnet), blocks(about.wanted.RemoteSubnet)),
      ),
    refusal: documented("VpnConnectionParamInvalid.SameVpnAndCgwTrafficSelectorOverlap"),
  },
];

const routeRules: readonly Row[] = [
  {
    id: "ikev1.oneSubnet",
    parameter: "IkeConfig.IkeVersion",
    refuses: ({ wanted, operation, switches }) => {
      const position = switches.ikev1MultiSubnet;
      const applies = position === "refuse" || (position === "modify" && operation !== "CreateVpnConnection");
      // "Multi-network": a network named twice is still one.
      const several = [wanted.LocalSubnet, wanted.RemoteSubnet].some(
        (list) => new Set(list.split(",")).size > 1,
      );
      return applies && several && tunnelsOf(wanted).some((tunnel) => tunnel.ike.IkeVersion === "ikev1");
    },
    refusal: documented("ModifyIkeV1WithMultiRoutes.Invalid"),
  },
  {
    id: "routes.sslClients",
    parameter: "RemoteSubnet",
    refuses: ({ wanted, sslServers }) => {
      const remote = blocks(wanted.RemoteSubnet).filter((block) => !isDefaultRoute(block));
      const pools = sslServers.flatMap((server) => blocks(server.ClientIpPool));
      return wanted.AutoConfigRoute && anyOverlap(remote, pools);
    },
    refusal: documented("VpnRouteEntry.ConflictSSL"),
  },
  {
    id: "routes.policyQuota",
    parameter: "RemoteSubnet",
    refuses: ({ wanted, others, quotas }) => {
      const maximum = quotas.policyBasedRoutesPerGateway ?? Infinity;
      const existing = others.reduce((sum, other) => sum + policyRoutes(other), 0);
      const created = policyRoutes(wanted);
      return existing + created > maximum && [existing, created, maximum].map(String);
    },
    refusal: documented("QuotaExceeded.PolicyBasedRoute"),
  },
];

const accountRules: readonly Row[] = [
  {
    id: "connection.quota",
    operations: ["CreateVpnConnection"],
    parameter: "VpnGatewayId",
    refuses: ({ others, quotas }) => others.length >= (quotas.vpnConnectionsPerGateway ?? Infinity),
    refusal: documented("Resource.QuotaFull"),
    source: "observed by others",
  },
  {
    id: "customerGateway.exists",
    parameter: "CustomerGatewayId",
    refuses: ({ wanted, customerGateways }) =>
      tunnelsOf(wanted).some((tunnel) => !customerGateways.has(tunnel.customerGatewayId)),
    refusal: documented("InvalidCustomerGatewayInstanceId.NotFound"),
    source: "observed by others",
  },
  {
    id: "healthCheck.addressesGiven",
    parameter: "HealthCheckConfig",
    refuses: ({ wanted }) =>
      wanted.Mode === "single" &&
      wanted.HealthCheck.Enable &&
      !(wanted.HealthCheck.Dip && wanted.HealthCheck.Sip),
    refusal: illegal("HealthCheckConfig"),
    source: "assumed",
  },
];

export const connectionStateRules: readonly StateRule<ConnectionSituation>[] = [
  ...accountRules,
  ...bgpRules,
  ...siblingRules,
  ...routeRules,
].map(onBoth);
