/**
 * As in connections.ts: arguments that a program puts together from parts, as loops over sites, components and defaults
 * do. What tells the mode is in a spread, and the words in the literal beside it keep their types. `npm run compat`
 * compiles this file with the oldest compiler too, against the packed declarations.
 */
import * as pulumi from "@pulumi/pulumi";
import {
  type DualTunnelArgs,
  type IkeConfigArgs,
  type SingleTunnelArgs,
  type SslVpnServerArgs,
  type TunnelArgs,
  VpnConnection,
  type VpnConnectionArgs,
} from "../../provider/src/index";

const common = { vpnGatewayId: "vpn-1", localSubnets: ["10.0.0.0/16"] };
const sites = {
  office: { customerGatewayId: "cgw-1", remoteSubnets: ["192.168.0.0/24"] },
  plant: { customerGatewayId: "cgw-2", remoteSubnets: ["192.168.8.0/24"] },
};
const pairs = {
  office: { remoteSubnets: ["192.168.0.0/24"], enableTunnelsBgp: true },
  plant: { remoteSubnets: ["192.168.8.0/24"] },
};
const laterSite = {
  customerGatewayId: pulumi.output("cgw-3"),
  remoteSubnets: Promise.resolve(["192.168.9.0/24"]),
};
const pair = { master: { customerGatewayId: "cgw-1" }, slave: { customerGatewayId: "cgw-2" } };

/** Never called: a loop over a map of sites, each of one tunnel. */
export function sitesOfOneTunnel(flag: boolean, psk: pulumi.Output<string> | undefined): void {
  for (const [name, site] of Object.entries(sites)) {
    new VpnConnection(name, { ...common, ...site, ikeConfig: { ikeVersion: "ikev2" } });
    new VpnConnection(name, {
      ...common,
      ...site,
      ipsecConfig: { ipsecPfs: "group14", ipsecEncAlg: "aes256" },
    });
    new VpnConnection(name, { ...common, ...site, ikeConfig: { ikeVersion: flag ? "ikev2" : "ikev1" } });
    new VpnConnection(name, {
      ...common,
      ...site,
      ...(psk === undefined ? {} : { ikeConfig: { psk, ikeMode: "main" as const } }),
      healthCheckConfig: { enable: true, dip: "192.168.0.1", sip: "10.0.0.1" },
    });
    const args = { ...common, ...site, ikeConfig: { ikeVersion: "ikev2" } } satisfies VpnConnectionArgs;
    new VpnConnection(name, args);
    new VpnConnection(name, { ...args, bgpConfig: { enableBgp: true, tunnelCidr: "169.254.10.0/30" } });
  }
  new VpnConnection("later", { ...common, ...laterSite, ikeConfig: { ikeVersion: "ikev2" } });
}

/** Never called: the same of two tunnels. */
export function sitesOfTwoTunnels(): void {
  const master = { customerGatewayId: "cgw-1" };
  for (const [name, site] of Object.entries(pairs)) {
    new VpnConnection(name, {
      ...common,
      ...site,
      tunnels: { master: { ...master, ikeConfig: { ikeVersion: "ikev2" } }, slave: master },
    });
    const args = { ...common, ...site, tunnels: pair } satisfies VpnConnectionArgs;
    new VpnConnection(name, { ...args, enableTunnelsBgp: true });
  }
  const tunnels = { tunnels: pair };
  new VpnConnection("all in spreads", { ...common, ...pairs.plant, ...tunnels, enableTunnelsBgp: true });
}

export const fromOne = (base: SingleTunnelArgs, ikeConfig: IkeConfigArgs): VpnConnectionArgs[] => [
  base,
  { ...base },
  { ...base, ikeConfig },
  { ...base, ikeConfig: { ikeVersion: "ikev2" } },
  { ...base, ikeConfig: { ...ikeConfig, ikeVersion: "ikev2" }, ipsecConfig: { ipsecAuthAlg: "sha256" } },
  { ...base, name: "other" } satisfies VpnConnectionArgs,
  { ...base, ikeConfig: { ikePfs: "group14" } } satisfies SingleTunnelArgs,
];

export const fromTwo = (base: DualTunnelArgs, tunnel: TunnelArgs): VpnConnectionArgs[] => [
  { ...base },
  { ...base, enableTunnelsBgp: true },
  { ...base, tunnels: { master: { ...tunnel, ikeConfig: { ikeVersion: "ikev2" } }, slave: tunnel } },
  { ...base, tunnels: { master: tunnel, slave: tunnel } } satisfies VpnConnectionArgs,
];

export const fromParts = (
  peer: Pick<SingleTunnelArgs, "customerGatewayId" | "remoteSubnets">,
  defaults: Partial<SingleTunnelArgs>,
  rest: Omit<SingleTunnelArgs, "customerGatewayId">,
): VpnConnectionArgs[] => [
  { ...common, ...peer, ikeConfig: { ikeVersion: "ikev2" } },
  { ...defaults, ...common, ...peer, ikeConfig: { ikeVersion: "ikev2" } },
  { ...rest, customerGatewayId: "cgw-1", ikeConfig: { ikeVersion: "ikev2" } },
];

export const server = (base: SslVpnServerArgs): SslVpnServerArgs[] => [
  { ...base, protocol: "UDP" },
  { ...base, cipher: "AES-256-CBC" } satisfies SslVpnServerArgs,
];

/** Never called: and still, no spread mixes the modes. */
export function mixed(
  either: VpnConnectionArgs,
  one: SingleTunnelArgs,
  two: DualTunnelArgs,
  maybe: { customerGatewayId?: string },
): void {
  const [office, plant] = [sites.office, pairs.plant];
  // @ts-expect-error -- it may be of two tunnels
  new VpnConnection("either", { ...either, ikeConfig: { ikeVersion: "ikev2" } });
  // @ts-expect-error -- it may be of one tunnel
  new VpnConnection("either", { ...either, enableTunnelsBgp: true });
  // @ts-expect-error -- two tunnels beside one
  new VpnConnection("beside", { ...one, tunnels: pair });
  // @ts-expect-error -- two tunnels beside one
  new VpnConnection("beside", { ...common, ...office, tunnels: pair });
  // @ts-expect-error -- BGP of two tunnels beside one
  new VpnConnection("beside", { ...common, ...office, enableTunnelsBgp: true });
  // @ts-expect-error -- one tunnel beside two
  new VpnConnection("beside", { ...two, customerGatewayId: "cgw-1" });
  // @ts-expect-error -- settings of one tunnel beside two
  new VpnConnection("beside", { ...two, ikeConfig: { ikeVersion: "ikev2" } });
  // @ts-expect-error -- settings of one tunnel, and nothing in them, beside two
  new VpnConnection("beside", { ...two, bgpConfig: {} });
  // @ts-expect-error -- of one and of two
  new VpnConnection("both", { ...two, ...one });
  // @ts-expect-error -- of one and of two
  new VpnConnection("both", { ...common, ...office, ...plant, tunnels: pair });
  // @ts-expect-error -- there may be neither
  new VpnConnection("maybe", { ...common, ...plant, ...maybe, ikeConfig: { ikeVersion: "ikev2" } });
  // @ts-expect-error -- neither
  new VpnConnection("neither", { ...common, ...plant, ikeConfig: { ikeVersion: "ikev2" } });
  // @ts-expect-error -- no such word, beside a spread
  new VpnConnection("word", { ...common, ...office, ikeConfig: { ikeVersion: "IKEv2" } });
  // @ts-expect-error -- no such argument, beside a spread
  new VpnConnection("argument", { ...common, ...office, localSubnet: "10.0.0.0/16" });
  // @ts-expect-error -- both modes, and a type of ours
  ({ ...one, tunnels: pair }) satisfies VpnConnectionArgs;
}

/** What reads arguments of either mode, as policies and components do, finds those of both. */
export const read = (either: VpnConnectionArgs): [pulumi.Input<string> | undefined, number] => [
  either.customerGatewayId,
  [either.ikeConfig, either.tunnels, either.enableTunnelsBgp].filter((it) => it !== undefined).length,
];
export const ikeOf = ({ ikeConfig }: VpnConnectionArgs): pulumi.Input<IkeConfigArgs> | undefined => ikeConfig;
export const unwrapped = ({
  ikeConfig,
  tunnels,
}: pulumi.Unwrap<VpnConnectionArgs>): (string | undefined)[] => [
  ikeConfig?.ikeEncAlg,
  tunnels?.slave.ikeConfig?.ikeEncAlg,
];
