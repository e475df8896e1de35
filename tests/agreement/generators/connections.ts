import fc from "fast-check";
import type { Kind } from "../../../tools/docs/ledger";
import { baseOf } from "../support/ledger";
import type { Arguments } from "../support/requests";
import {
  anyAddress,
  anyBlock,
  anyTunnelBlock,
  connectionBlock,
  linkLocalAddress,
  tunnelBlock,
} from "./networks";
import {
  anyAsn,
  anyFlag,
  anyNumber,
  anyTags,
  anyText,
  anyWord,
  asn,
  flag,
  identifier,
  name,
  numberFrom,
  psk,
  tags,
} from "./values";

const encryption = ["aes", "aes192", "aes256", "des", "3des"];
const authentication = ["md5", "sha1", "sha256", "sha384", "sha512"];
const groups = ["group1", "group2", "group5", "group14"];

const optional = (fields: Readonly<Record<string, fc.Arbitrary<unknown>>>): fc.Arbitrary<Arguments> =>
  fc.record(fields, { requiredKeys: [] });
const sometimes = (value: fc.Arbitrary<unknown>) => fc.option(value, { nil: undefined });

/** Settings of a peer on a gateway of the kind, with several blocks a side or not. */
function peer(shangMi: boolean, many: boolean): fc.Arbitrary<Arguments> {
  const words = (ordinary: readonly string[], own: string) =>
    shangMi ? fc.constant(own) : fc.constantFrom(...ordinary);
  const version = shangMi
    ? fc.constant("ikev1")
    : many
      ? fc.constant("ikev2")
      : fc.constantFrom("ikev1", "ikev2");
  return fc.record({
    ikeConfig: sometimes(
      optional({
        psk,
        ikeVersion: version,
        ikeMode: words(["main", "aggressive"], "main"),
        ikeEncAlg: words(encryption, "sm4"),
        ikeAuthAlg: words(authentication, "sm3"),
        ikePfs: fc.constantFrom(...groups),
        ikeLifetime: numberFrom(0, 86400),
        localId: identifier,
        remoteId: identifier,
      }),
    ),
    ipsecConfig: sometimes(
      optional({
        ipsecEncAlg: words(encryption, "sm4"),
        ipsecAuthAlg: words(authentication, "sm3"),
        ipsecPfs: fc.constantFrom("disabled", ...groups),
        ipsecLifetime: numberFrom(0, 86400),
      }),
    ),
    enableDpd: sometimes(flag),
    enableNatTraversal: sometimes(flag),
    ...(shangMi ? { remoteCaCertificate: fc.constant("-----BEGIN CERTIFICATE-----") } : {}),
  });
}

/** BGP of a tunnel: nothing, some of it, or all. */
const bgp = (needed: boolean) =>
  fc.tuple(tunnelBlock, asn, fc.nat(3), fc.nat(1)).map(([{ cidr, hosts }, localAsn, which, host]) => ({
    ...(needed || which > 0 ? { tunnelCidr: cidr } : {}),
    ...(which > 1 ? { localAsn } : {}),
    ...(which > 2 ? { localBgpIp: hosts[host] } : {}),
  }));

const health = fc.oneof(
  optional({
    enable: fc.constantFrom<unknown>(false, "false"),
    dip: fc.ipV4(),
    sip: fc.ipV4(),
    interval: numberFrom(1, 60),
  }),
  fc.record({
    enable: fc.constantFrom<unknown>(true, "true"),
    dip: fc.ipV4(),
    sip: fc.ipV4(),
    retry: numberFrom(1, 9),
  }),
);

const single = (shangMi: boolean, many: boolean, withBgp: boolean): fc.Arbitrary<Arguments> =>
  fc
    .tuple(peer(shangMi, many), sometimes(bgp(withBgp)), sometimes(health))
    .map(([settings, addresses, healthCheckConfig]) => ({
      ...settings,
      customerGatewayId: "cgw-1",
      ...(withBgp || addresses !== undefined
        ? {
            bgpConfig: {
              ...(addresses ?? { tunnelCidr: "169.254.20.0/30" }),
              ...(withBgp ? { enableBgp: true } : {}),
            },
          }
        : {}),
      healthCheckConfig,
    }));

const dual = (shangMi: boolean, many: boolean, withBgp: boolean): fc.Arbitrary<Arguments> => {
  const tunnel = (customerGatewayId: string) =>
    fc
      .tuple(peer(shangMi, many), bgp(withBgp))
      .map(([settings, bgpConfig]) => ({ ...settings, customerGatewayId, bgpConfig }));
  return fc.tuple(tunnel("cgw-1"), tunnel("cgw-2")).map(([master, slave]) => ({
    tunnels: { master, slave },
    ...(withBgp ? { enableTunnelsBgp: true } : {}),
  }));
};

/** Blocks of a side; now and then one is named twice, which makes it no second network. */
const blocks = (many: boolean) =>
  fc
    .tuple(fc.array(connectionBlock, { minLength: 1, maxLength: many ? 10 : 1 }), fc.nat(9))
    .map(([list, repeating]) => (repeating === 0 ? [...list, ...list.slice(0, 1)] : list).slice(0, 10));

/** Arguments of a connection on a gateway of the kind that mostly keep every rule. */
export function connectionArguments(kind: Kind): fc.Arbitrary<Arguments> {
  const shangMi = kind.startsWith("shangMi");
  const of = kind === "dual" || kind === "shangMiDual" ? dual : single;
  const { vpnGatewayId, regionId } = baseOf(kind);
  return fc.tuple(fc.boolean(), fc.boolean()).chain(([several, withBgp]) => {
    const many = several && !shangMi;
    return fc
      .tuple(
        of(shangMi, many, withBgp),
        fc.record({ localSubnets: blocks(many), remoteSubnets: blocks(many) }),
        optional({ name, effectImmediately: flag, autoConfigRoute: flag, tags }),
      )
      .map(([settings, sides, common]) => ({ vpnGatewayId, regionId, ...sides, ...common, ...settings }));
  });
}

/** For each setting of a peer, values on both sides of its rules. */
const peerEdges: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  "ikeConfig.psk": anyText(100),
  "ikeConfig.ikeVersion": anyWord(["ikev1", "ikev2"]),
  "ikeConfig.ikeMode": anyWord(["main", "aggressive"]),
  "ikeConfig.ikeEncAlg": anyWord([...encryption, "sm4"]),
  "ikeConfig.ikeAuthAlg": anyWord([...authentication, "sm3"]),
  "ikeConfig.ikePfs": anyWord(groups),
  "ikeConfig.ikeLifetime": anyNumber(0, 86400),
  "ikeConfig.localId": anyText(100),
  "ikeConfig.remoteId": anyText(100),
  "ipsecConfig.ipsecEncAlg": anyWord([...encryption, "sm4"]),
  "ipsecConfig.ipsecAuthAlg": anyWord([...authentication, "sm3"]),
  "ipsecConfig.ipsecPfs": anyWord(["disabled", ...groups]),
  "ipsecConfig.ipsecLifetime": anyNumber(0, 86400),
  "bgpConfig.localAsn": anyAsn,
  "bgpConfig.tunnelCidr": anyTunnelBlock,
  "bgpConfig.localBgpIp": fc.oneof(linkLocalAddress, anyAddress),
  enableDpd: anyFlag,
  enableNatTraversal: anyFlag,
  remoteCaCertificate: fc.constantFrom(undefined, "-----BEGIN CERTIFICATE-----"),
};

const commonEdges: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  name: anyText(100),
  localSubnets: fc.oneof(
    fc.array(anyBlock, { maxLength: 4 }),
    fc.array(connectionBlock, { minLength: 1, maxLength: 12 }),
  ),
  remoteSubnets: fc.oneof(
    fc.array(anyBlock, { maxLength: 4 }),
    fc.array(connectionBlock, { minLength: 1, maxLength: 12 }),
  ),
  effectImmediately: anyFlag,
  autoConfigRoute: anyFlag,
  tags: anyTags,
};

const ofTunnel = (role: string) =>
  Object.entries(peerEdges).map(([path, value]) => [`tunnels.${role}.${path}`, value] as const);

/** For each argument of the kind, values on both sides of its rules. */
export function connectionEdges(kind: Kind): Readonly<Record<string, fc.Arbitrary<unknown>>> {
  if (kind === "dual" || kind === "shangMiDual") {
    return {
      ...commonEdges,
      ...Object.fromEntries([...ofTunnel("master"), ...ofTunnel("slave")]),
      enableTunnelsBgp: anyFlag,
    };
  }
  return {
    ...commonEdges,
    ...peerEdges,
    "bgpConfig.enableBgp": anyFlag,
    "healthCheckConfig.enable": anyFlag,
    "healthCheckConfig.dip": anyAddress,
    "healthCheckConfig.sip": anyAddress,
    "healthCheckConfig.interval": anyNumber(1, 100),
    "healthCheckConfig.retry": anyNumber(1, 100),
  };
}
