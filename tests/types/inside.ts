/** As in connections.ts, for what stands inside of whole arguments, promised or in an output: judged by the compiler. */
import * as pulumi from "@pulumi/pulumi";
import { SslVpnServer, VpnConnection } from "../../provider/src/index";
import type {
  DualTunnelArgs,
  SingleTunnelArgs,
  TunnelArgs,
  TunnelsArgs,
  VpnConnectionArgs,
} from "../../provider/src/resources/vpnConnection/args";

const common = { vpnGatewayId: "vpn-1", localSubnets: ["10.0.0.0/16"], remoteSubnets: ["192.168.0.0/24"] };
const one = { ...common, customerGatewayId: "cgw-1" };
const peer = { customerGatewayId: "cgw-1" };
const bothTunnels = pulumi.output({ master: peer, slave: peer });
const shouted = pulumi.output("IKEv2" as const);
const otherGroup = pulumi.output({ ipsecPfs: "group24" as const });
const noGroup = Promise.resolve({ ikePfs: "disabled" as const });
const slip = pulumi.output({ ...peer, ipsecConfig: { ipsecAuthAlg: "sha386" as const } });

/** Never called: a class takes what its arguments' type takes. */
export function declared(): void {
  new VpnConnection("one", one);
  new VpnConnection("two", { ...common, tunnels: { master: peer, slave: peer } });
  new VpnConnection("undefined is absent", { ...one, tunnels: undefined, enableTunnelsBgp: undefined });
  new VpnConnection("words in outputs", {
    ...one,
    ikeConfig: { ikeVersion: pulumi.output("ikev2" as const), psk: pulumi.secret("k") },
  });
  new VpnConnection("half in outputs", {
    ...common,
    tunnels: { master: pulumi.output(peer), slave: Promise.resolve(peer) },
  });
  // @ts-expect-error -- one tunnel and two
  new VpnConnection("both", { ...one, tunnels: { master: peer, slave: peer } });
  // @ts-expect-error -- one tunnel and two, in outputs
  new VpnConnection("both", { ...common, customerGatewayId: pulumi.output("cgw-1"), tunnels: bothTunnels });
  // @ts-expect-error -- neither
  new VpnConnection("neither", common);
  // @ts-expect-error -- neither, and all that there is comes later
  new VpnConnection("neither", { ...common, ikeConfig: pulumi.output({ psk: "k" }) });
  // @ts-expect-error -- no arguments
  new VpnConnection("nothing");
  // @ts-expect-error -- settings of one tunnel, in an output, beside two
  new VpnConnection("beside", {
    ...common,
    tunnels: { master: peer, slave: peer },
    ikeConfig: pulumi.output({}),
  });
  // @ts-expect-error -- BGP of two tunnels beside one
  new VpnConnection("beside", { ...one, enableTunnelsBgp: pulumi.output(true) });
  // @ts-expect-error -- no arguments
  new SslVpnServer("nothing");
  // @ts-expect-error -- of another product
  new SslVpnServer("staff", one);
}

// Wrong words and types, deep inside and in whatever form.
// @ts-expect-error -- in capitals
export const deep: SingleTunnelArgs = { ...one, ikeConfig: { ikeVersion: "IKEv2" } };
// @ts-expect-error -- in capitals, in an output
export const inOutput: SingleTunnelArgs = { ...one, ikeConfig: { ikeVersion: shouted } };
// @ts-expect-error -- any text there is, in an output
export const anyText: SingleTunnelArgs = { ...one, ikeConfig: { ikeMode: pulumi.output(String(1)) } };
// @ts-expect-error -- a whole block of settings in an output
export const block: SingleTunnelArgs = { ...one, ipsecConfig: otherGroup };
// @ts-expect-error -- promised
export const promised: SingleTunnelArgs = { ...one, ikeConfig: noGroup };
export const inTunnel: VpnConnectionArgs = {
  ...common,
  // @ts-expect-error -- no such algorithm, in a tunnel
  tunnels: { master: { ...peer, ikeConfig: { ikeEncAlg: "aes128" } }, slave: peer },
};
// @ts-expect-error -- no such algorithm, in a tunnel in an output
export const inPromisedTunnel: VpnConnectionArgs = { ...common, tunnels: { master: peer, slave: slip } };
// @ts-expect-error -- no slave, in an output
export const noSlave: DualTunnelArgs = { ...common, tunnels: pulumi.output({ master: peer }) };
// @ts-expect-error -- no peer, in an output
export const noPeer: TunnelsArgs = { master: peer, slave: pulumi.output({ enableDpd: true }) };
// @ts-expect-error -- the switch of BGP is the connection's, not a tunnel's
export const tunnelsSwitch: TunnelArgs = { ...peer, bgpConfig: { enableBgp: true } };
// @ts-expect-error -- a health check is of one tunnel
export const healthOfTunnel: TunnelArgs = { ...peer, healthCheckConfig: {} };
// @ts-expect-error -- an element that is no text
export const element: SingleTunnelArgs = { ...one, remoteSubnets: ["192.168.0.0/24", pulumi.output(24)] };
// @ts-expect-error -- a number as text is for the ASN alone
export const numberAsText: SingleTunnelArgs = { ...one, ikeConfig: { ikeLifetime: "3600" } };
