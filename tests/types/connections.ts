/**
 * What a program may write, judged by the compiler: `npx tsc -p tests` fails where one of these compiles that
 * shouldn't (`@ts-expect-error`), or doesn't that should. Nothing here runs.
 */
import * as pulumi from "@pulumi/pulumi";
import type {
  BgpConfigArgs,
  DualTunnelArgs,
  IkeConfigArgs,
  IpsecConfigArgs,
  SingleTunnelArgs,
  TunnelArgs,
  TunnelsArgs,
  VpnConnectionArgs,
} from "../../provider/src/resources/vpnConnection/args";

const common = { vpnGatewayId: "vpn-1", localSubnets: ["10.0.0.0/16"], remoteSubnets: ["192.168.0.0/24"] };
const one = { ...common, customerGatewayId: "cgw-1" };
const tunnels = { master: { customerGatewayId: "cgw-1" }, slave: { customerGatewayId: "cgw-2" } };

export const accepted: VpnConnectionArgs[] = [
  { ...common, customerGatewayId: "cgw-1" },
  { ...common, tunnels },
  { ...common, tunnels, enableTunnelsBgp: true },
  {
    ...common,
    customerGatewayId: pulumi.output("cgw-1"),
    bgpConfig: { enableBgp: true, localAsn: "123.456" },
  },
  { ...common, customerGatewayId: Promise.resolve("cgw-1"), ikeConfig: pulumi.output({ psk: "k" }) },
  { ...common, tunnels: pulumi.output(tunnels), tags: { a: pulumi.output("1") } },
  { ...common, localSubnets: [pulumi.output("10.0.0.0/16")], customerGatewayId: "cgw-1" },
  { ...common, customerGatewayId: "cgw-1", ikeConfig: { psk: pulumi.secret("k"), ikeVersion: "ikev2" } },
];

// One tunnel or two, never both, and never neither.
// @ts-expect-error -- a customer gateway beside tunnels
export const both: VpnConnectionArgs = { ...common, customerGatewayId: "cgw-1", tunnels };
// @ts-expect-error -- neither of them
export const neither: VpnConnectionArgs = { ...common };
// @ts-expect-error -- settings of one tunnel beside two
export const ikeBesideTunnels: VpnConnectionArgs = { ...common, tunnels, ikeConfig: { ikeVersion: "ikev2" } };
// @ts-expect-error -- settings of one tunnel beside two
export const ipsecBesideTunnels: VpnConnectionArgs = { ...common, tunnels, ipsecConfig: {} };
// @ts-expect-error -- settings of one tunnel beside two
export const bgpBesideTunnels: VpnConnectionArgs = { ...common, tunnels, bgpConfig: { enableBgp: true } };
// @ts-expect-error -- only one tunnel has a health check
export const healthBesideTunnels: VpnConnectionArgs = {
  ...common,
  tunnels,
  healthCheckConfig: { enable: true },
};
// @ts-expect-error -- DPD is each tunnel's own
export const dpdBesideTunnels: VpnConnectionArgs = { ...common, tunnels, enableDpd: true };
// @ts-expect-error -- NAT traversal is each tunnel's own
export const natBesideTunnels: VpnConnectionArgs = { ...common, tunnels, enableNatTraversal: true };
// @ts-expect-error -- the certificate is each tunnel's own
export const certificateBesideTunnels: VpnConnectionArgs = { ...common, tunnels, remoteCaCertificate: "PEM" };
// @ts-expect-error -- BGP of tunnels beside one
export const tunnelsBgp: VpnConnectionArgs = {
  ...common,
  customerGatewayId: "cgw-1",
  enableTunnelsBgp: true,
};

// Two tunnels are a master and a slave, each with a peer.
// @ts-expect-error -- no slave
export const noSlave: DualTunnelArgs = { ...common, tunnels: { master: { customerGatewayId: "cgw-1" } } };
// @ts-expect-error -- no peer
export const noPeer: TunnelArgs = { enableDpd: true };
// @ts-expect-error -- a third role
export const thirdRole: TunnelsArgs = { ...tunnels, backup: { customerGatewayId: "cgw-3" } };
// @ts-expect-error -- a list, as other tools have it
export const listed: DualTunnelArgs = { ...common, tunnels: [{ customerGatewayId: "cgw-1" }] };

// Words are those of the reference.
// @ts-expect-error -- in capitals
export const version: IkeConfigArgs = { ikeVersion: "IKEv2" };
// @ts-expect-error -- no such mode
export const mode: IkeConfigArgs = { ikeMode: "quick" };
// @ts-expect-error -- it is called aes
export const cipher: IkeConfigArgs = { ikeEncAlg: "aes128" };
// @ts-expect-error -- the slip that made sha384 impossible elsewhere
export const hash: IkeConfigArgs = { ikeAuthAlg: "sha386" };
// @ts-expect-error -- other clouds have it
export const group: IkeConfigArgs = { ikePfs: "group24" };
// @ts-expect-error -- phase 1 can't do without a group
export const disabled: IkeConfigArgs = { ikePfs: "disabled" };
export const withoutGroup: IpsecConfigArgs = {
  ipsecPfs: "disabled",
  ipsecEncAlg: "sm4",
  ipsecAuthAlg: "sm3",
};
// @ts-expect-error -- a word of phase 1
export const misplaced: IpsecConfigArgs = { ikePfs: "group2" };

// Values are of their types.
// @ts-expect-error -- a boolean
export const flag: BgpConfigArgs = { enableBgp: "yes" };
// @ts-expect-error -- a number
export const lifetime: IkeConfigArgs = { ikeLifetime: "one day" };
// @ts-expect-error -- a list, not the API's text
export const subnets: SingleTunnelArgs = { ...one, localSubnets: "10.0.0.0/16" };
// @ts-expect-error -- the API's name
export const apiName: SingleTunnelArgs = { ...one, localSubnet: "10.0.0.0/16" };
// @ts-expect-error -- tags are texts
export const tags: SingleTunnelArgs = { ...one, tags: { a: 1 } };
