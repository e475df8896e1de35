import type {
  BgpValues,
  DualTunnelConnection,
  HealthCheck,
  SingleTunnelConnection,
  Tunnel,
  VpnConnection,
} from "../model/resources";
import type { Account } from "../model/account";
import { addressText, parseAddress, parseNetwork } from "../rules/networks";
import { omit } from "./omit";
import { tagList } from "./tags";
import { specOf } from "./vpnGateway";
import { type Answer, told } from "./told";

/** Nobody answers at the other end, so phase 1 never succeeds. */
const noPeer = "ike_sa_not_established";

const text = (values: object): Answer =>
  Object.fromEntries(
    (Object.entries(values) as [string, string | number | undefined][]).map(([key, value]) => [
      key,
      value === undefined ? undefined : String(value),
    ]),
  );

/** The peer's side of BGP: the customer gateway's number, and the other address of the /30. */
function peer(
  account: Account,
  bgp: BgpValues,
  customerGatewayId: string,
): { PeerAsn?: number; PeerBgpIp?: string } {
  const PeerAsn = account.customerGateways.get(customerGatewayId)?.Asn;
  // Most connections have none, and a list of many is asked for often.
  if (bgp.TunnelCidr === "") return { PeerAsn };
  const [network, own] = [parseNetwork(bgp.TunnelCidr), parseAddress(bgp.LocalBgpIp)];
  if (network === undefined || own === undefined) return { PeerAsn };
  const other = own === network.first + 1 ? network.first + 2 : network.first + 1;
  return { PeerAsn, PeerBgpIp: addressText(other) };
}

function tunnelBgp(account: Account, tunnel: Tunnel): Answer {
  const { TunnelBgpConfig, CustomerGatewayId } = tunnel;
  return { ...TunnelBgpConfig, ...peer(account, TunnelBgpConfig, CustomerGatewayId) };
}

/** In Modify's answer a tunnel has the natural types, as the page's sample shows. */
function tunnelModified(account: Account, tunnel: Tunnel): Answer {
  return { ...tunnel, State: "active", TunnelBgpConfig: tunnelBgp(account, tunnel) };
}

/** In Describe booleans and numbers of a tunnel are strings (sdk model); others can only read natural types. */
function tunnelDescribed(account: Account, tunnel: Tunnel, bgpEnabled: boolean): Answer {
  const state = { State: "active", Status: noPeer };
  const bgp = { ...tunnelBgp(account, tunnel), BgpStatus: bgpEnabled ? "success" : "false" };
  if (account.settings.switches.tunnelFields === "natural")
    return { ...tunnel, ...state, TunnelBgpConfig: bgp };
  return {
    ...tunnel,
    ...state,
    EnableDpd: String(tunnel.EnableDpd),
    EnableNatTraversal: String(tunnel.EnableNatTraversal),
    TunnelIkeConfig: text(tunnel.TunnelIkeConfig),
    TunnelIpsecConfig: text(tunnel.TunnelIpsecConfig),
    TunnelBgpConfig: text(bgp),
  };
}

function singleBgp(account: Account, connection: SingleTunnelConnection): Answer {
  const { BgpConfig, CustomerGatewayId } = connection;
  return {
    ...BgpConfig,
    ...peer(account, BgpConfig, CustomerGatewayId),
    EnableBgp: String(BgpConfig.EnableBgp),
    Status: BgpConfig.EnableBgp ? "success" : "false",
  };
}

/** The customer gateway's key shows in a Describe, as everything secret does in this API. */
function authKey(account: Account, connection: SingleTunnelConnection): Answer {
  const AuthKey = account.customerGateways.get(connection.CustomerGatewayId)?.AuthKey;
  return { AuthKey: AuthKey ? AuthKey : undefined };
}

const healthCheck = (check: HealthCheck): Answer => ({ ...check, Enable: String(check.Enable) });

/** As recorded: one that was never configured is a success without a policy. Nobody answers the others' probes. */
const healthCheckState = ({ Enable, Interval }: HealthCheck): Answer => ({
  Policy: Interval === 0 ? undefined : "revoke_route",
  Status: Enable ? "failed" : "success",
});

/** Where absent fields come empty, those of the other mode do so, too. */
function otherMode(account: Account, { Mode }: VpnConnection): Answer {
  if (account.settings.switches.absentFields !== "empty") return {};
  return Mode === "single"
    ? { EnableTunnelsBgp: false, TunnelOptionsSpecification: { TunnelOptions: [] } }
    : { IkeConfig: {}, IpsecConfig: {}, VcoHealthCheck: {}, VpnBgpConfig: {}, RemoteCaCertificate: "" };
}

const common = (account: Account, connection: VpnConnection): Answer => ({
  VpnConnectionId: connection.VpnConnectionId,
  VpnGatewayId: connection.VpnGatewayId,
  Name: connection.Name,
  CreateTime: connection.CreateTime,
  LocalSubnet: connection.LocalSubnet,
  RemoteSubnet: connection.RemoteSubnet,
  EffectImmediately: connection.EffectImmediately,
  ResourceGroupId: account.gateways.get(connection.VpnGatewayId)?.ResourceGroupId,
});

/** ModifyVpnConnectionAttribute's answer: the whole connection, only the fields of its mode (sdk model). */
export function connectionModified(account: Account, connection: VpnConnection): Answer {
  const shared = { ...common(account, connection), Description: connection.Description };
  if (connection.Mode === "dual") {
    const tunnels = connection.Tunnels.map((tunnel) => tunnelModified(account, tunnel));
    return told(account, {
      ...shared,
      EnableTunnelsBgp: connection.EnableTunnelsBgp,
      TunnelOptionsSpecification: { TunnelOptions: tunnels },
    });
  }
  return told(account, {
    ...shared,
    ...singleValues(account, connection),
    VcoHealthCheck: healthCheck(connection.HealthCheck),
  });
}

/** What CreateVpnConnection returns of it. */
export function connectionBrief(account: Account, connection: VpnConnection): Answer {
  const { VpnConnectionId, CreateTime, Name } = connection;
  return told(account, { VpnConnectionId, CreateTime, Name });
}

function singleValues(account: Account, connection: SingleTunnelConnection): Answer {
  return {
    CustomerGatewayId: connection.CustomerGatewayId,
    EnableDpd: connection.EnableDpd,
    EnableNatTraversal: connection.EnableNatTraversal,
    IkeConfig: { ...connection.IkeConfig },
    IpsecConfig: { ...connection.IpsecConfig },
    VpnBgpConfig: singleBgp(account, connection),
  };
}

/** Seen by others on dual-tunnel connections: these top-level fields are there, empty or false. */
function dualValues(account: Account, connection: DualTunnelConnection): Answer {
  const { EnableTunnelsBgp, Tunnels } = connection;
  const TunnelOptions = Tunnels.map((tunnel) => tunnelDescribed(account, tunnel, EnableTunnelsBgp));
  return {
    CustomerGatewayId: "",
    Status: "",
    EnableDpd: false,
    EnableNatTraversal: false,
    EnableTunnelsBgp,
    TunnelOptionsSpecification: { TunnelOptions },
  };
}

function described(account: Account, connection: VpnConnection): Answer {
  const gateway = account.gateways.get(connection.VpnGatewayId);
  const values =
    connection.Mode === "dual"
      ? dualValues(account, connection)
      : {
          ...singleValues(account, connection),
          VpnBgpConfig: { ...singleBgp(account, connection), ...authKey(account, connection) },
          Status: noPeer,
          RemoteCaCertificate: connection.RemoteCaCertificate,
          VcoHealthCheck: {
            ...healthCheck(connection.HealthCheck),
            ...healthCheckState(connection.HealthCheck),
          },
          ZoneNo: gateway?.Zones[0],
        };
  return {
    ...common(account, connection),
    AttachType: "VPNGW",
    CrossAccountAuthorized: false,
    InternetIp: gateway?.InternetIp,
    NetworkType: gateway?.NetworkType,
    Spec: gateway === undefined ? undefined : specOf(account, gateway),
    State: "active",
    TunnelBandwidth: "Standard",
    ...otherMode(account, connection),
    ...values,
  };
}

/** DescribeVpnConnection. */
export function connectionDescribed(account: Account, connection: VpnConnection): Answer {
  return told(account, { ...described(account, connection), Tags: tagList(connection.Tags) });
}

/** An entry of DescribeVpnConnections: `Tag` instead of `Tags`, no ZoneNo, VpnBgpConfig without EnableBgp (sdk model). */
export function connectionEntry(account: Account, connection: VpnConnection): Answer {
  const answer: Answer = { ...omit(described(account, connection), "ZoneNo"), Tag: tagList(connection.Tags) };
  if (connection.Mode === "single") {
    answer.VpnBgpConfig = omit(answer.VpnBgpConfig as Answer, "EnableBgp");
  }
  return told(account, answer);
}
