import { parseObject } from "../http/parameters";
import type { VpnGateway } from "../model/resources";
import {
  characters,
  connectionChanges,
  illegal,
  notABoolean,
  notAnInteger,
  notOneOf,
  parseAsn,
} from "./common";
import { contains, networksFrom, parseAddress, parseNetwork } from "./networks";
import { assumed, documented } from "./refusals";
import type { RuleSource, ValueContext, ValueRule, Refusal } from "./rule";

const tunnel = "TunnelOptionsSpecification.N";
const ike = (name: string) => [`IkeConfig.${name}`, `${tunnel}.TunnelIkeConfig.${name}`];
const ipsec = (name: string) => [`IpsecConfig.${name}`, `${tunnel}.TunnelIpsecConfig.${name}`];
const bgp = (name: string) => [`BgpConfig.${name}`, `${tunnel}.TunnelBgpConfig.${name}`];

const linkLocal = networksFrom("169.254.0.0/16");
const reservedTunnelCidrs = new Set([
  ...[0, 1, 2, 3, 4, 5, 6].map((third) => `169.254.${third}.0/30`),
  "169.254.169.252/30",
]);

/** What the pages say of IpsecPfs and IpsecAuthAlg; the others are named after them. */
const unsupported = (name: string): Refusal =>
  name === "IpsecPfs" || name === "IpsecAuthAlg"
    ? documented(`NotSupportVpnConnectionParameter.${name}`)
    : assumed(
        `NotSupportVpnConnectionParameter.${name}`,
        `The specified vpn connection ${name} is not support.`,
      );

const isShangMi = (gateway: VpnGateway | undefined) => gateway?.VpnType === "NationalStandard";

/** One list of words for normal gateways, another for ShangMi ones (sdk model, the parts for the China site). */
const notIn =
  (normal: readonly string[], shangMi: readonly string[]) =>
  (value: string, { gateway }: ValueContext): boolean =>
    !(isShangMi(gateway) ? shangMi : normal).includes(value);

const encryption = notIn(["aes", "aes192", "aes256", "des", "3des"], ["sm4"]);
const authentication = notIn(["md5", "sha1", "sha256", "sha384", "sha512"], ["sm3"]);
const badIdentifier = (value: string): boolean => value === "" || characters(value) > 100 || /\s/.test(value);
const notAnObject = (value: string): boolean => parseObject(value) === undefined;
const badSubnets = (value: string): false | string =>
  value.split(",").find((block) => !parseNetwork(block)) ?? false;
const tooMany = (value: string): boolean => value.split(",").length > 10;

interface Brief {
  readonly id: string;
  readonly parameters: readonly string[];
  readonly refuses: ValueRule["refuses"];
  readonly refusal: Refusal;
  readonly source?: RuleSource;
}

/** On create and on modify, and from the pages unless said otherwise. */
const onBoth = (rule: Brief): ValueRule => ({ source: "page", ...rule, operations: connectionChanges });

const phase1: readonly Brief[] = [
  { id: "ike.json", parameters: ["IkeConfig"], refuses: notAnObject, refusal: illegal("IkeConfig") },
  {
    id: "ike.psk",
    parameters: ike("Psk"),
    // "digits, letters and ~!`@#$%^&*()_-+={}[]|;:\",.<>/?", 1 to 100 of them, no spaces.
    refuses: (value) => !/^[A-Za-z0-9~!\\`@#$%^&*()_\-+={}[\]|;:",.<>/?]{1,100}$/.test(value),
    refusal: illegal("Psk"),
    source: "sdk model",
  },
  {
    id: "ike.version",
    parameters: ike("IkeVersion"),
    refuses: notIn(["ikev1", "ikev2"], ["ikev1"]),
    refusal: unsupported("IkeVersion"),
  },
  {
    id: "ike.mode",
    parameters: ike("IkeMode"),
    refuses: notIn(["main", "aggressive"], ["main"]),
    refusal: unsupported("IkeMode"),
  },
  { id: "ike.encAlg", parameters: ike("IkeEncAlg"), refuses: encryption, refusal: unsupported("IkeEncAlg") },
  {
    id: "ike.authAlg",
    parameters: ike("IkeAuthAlg"),
    refuses: authentication,
    refusal: unsupported("IkeAuthAlg"),
  },
  {
    id: "ike.pfs",
    parameters: ike("IkePfs"),
    refuses: notOneOf("group1", "group2", "group5", "group14"),
    refusal: unsupported("IkePfs"),
  },
  {
    id: "ike.lifetime",
    parameters: ike("IkeLifetime"),
    refuses: notAnInteger(0, 86400),
    refusal: unsupported("IkeLifetime"),
  },
  { id: "ike.localId", parameters: ike("LocalId"), refuses: badIdentifier, refusal: illegal("LocalId") },
  { id: "ike.remoteId", parameters: ike("RemoteId"), refuses: badIdentifier, refusal: illegal("RemoteId") },
];

const phase2: readonly Brief[] = [
  { id: "ipsec.json", parameters: ["IpsecConfig"], refuses: notAnObject, refusal: illegal("IpsecConfig") },
  {
    id: "ipsec.encAlg",
    parameters: ipsec("IpsecEncAlg"),
    refuses: encryption,
    refusal: unsupported("IpsecEncAlg"),
  },
  {
    id: "ipsec.authAlg",
    parameters: ipsec("IpsecAuthAlg"),
    refuses: authentication,
    refusal: unsupported("IpsecAuthAlg"),
  },
  {
    id: "ipsec.pfs",
    parameters: ipsec("IpsecPfs"),
    refuses: notOneOf("disabled", "group1", "group2", "group5", "group14"),
    refusal: unsupported("IpsecPfs"),
  },
  {
    id: "ipsec.lifetime",
    parameters: ipsec("IpsecLifetime"),
    refuses: notAnInteger(0, 86400),
    refusal: unsupported("IpsecLifetime"),
  },
];

const borderGateway: readonly Brief[] = [
  {
    id: "bgp.json",
    parameters: ["BgpConfig"],
    refuses: notAnObject,
    refusal: documented("IllegalParam.BgpConfig"),
  },
  {
    id: "bgp.enable.boolean",
    parameters: ["BgpConfig.EnableBgp"],
    refuses: notABoolean,
    refusal: documented("IllegalParam.BgpConfig"),
  },
  {
    id: "bgp.localAsn",
    parameters: bgp("LocalAsn"),
    refuses: (value) => parseAsn(value) === undefined,
    refusal: documented("IllegalParam.LocalAsn"),
  },
  {
    id: "bgp.tunnelCidr.form",
    parameters: bgp("TunnelCidr"),
    refuses: (value) => parseNetwork(value)?.bits !== 30,
    refusal: documented("InvalidTunnelCidr.Malformed"),
  },
  {
    id: "bgp.tunnelCidr.range",
    parameters: bgp("TunnelCidr"),
    refuses: (value) => {
      const network = parseNetwork(value);
      if (network === undefined) return false;
      return reservedTunnelCidrs.has(value) || !linkLocal.some((outer) => contains(outer, network));
    },
    refusal: documented("IllegalParam.TunnelCidr"),
  },
  {
    id: "bgp.localBgpIp.form",
    parameters: bgp("LocalBgpIp"),
    refuses: (value) => parseAddress(value) === undefined,
    refusal: documented("InvalidLocalBgpIp.Malformed"),
  },
  {
    id: "bgp.enableTunnels.boolean",
    parameters: ["EnableTunnelsBgp"],
    refuses: notABoolean,
    refusal: illegal("EnableTunnelsBgp"),
  },
];

const healthCheck: readonly Brief[] = [
  {
    id: "healthCheck.json",
    parameters: ["HealthCheckConfig"],
    refuses: notAnObject,
    refusal: illegal("HealthCheckConfig"),
  },
  {
    id: "healthCheck.enable",
    parameters: ["HealthCheckConfig.Enable"],
    refuses: notABoolean,
    refusal: illegal("HealthCheckConfig"),
  },
  {
    id: "healthCheck.addresses",
    parameters: ["HealthCheckConfig.Dip", "HealthCheckConfig.Sip"],
    refuses: (value) => value !== "" && parseAddress(value) === undefined,
    refusal: illegal("HealthCheckConfig"),
  },
  {
    id: "healthCheck.numbers",
    parameters: ["HealthCheckConfig.Interval", "HealthCheckConfig.Retry"],
    refuses: notAnInteger(1, Number.MAX_SAFE_INTEGER),
    refusal: illegal("HealthCheckConfig"),
    source: "assumed",
  },
];

const booleans = ["EffectImmediately", "AutoConfigRoute", "EnableDpd", "EnableNatTraversal"].map(
  (name): Brief => ({
    id: `connection.${name}.boolean`,
    parameters: [name, `${tunnel}.${name}`],
    refuses: notABoolean,
    refusal: illegal(name),
  }),
);

const subnets = (["LocalSubnet", "RemoteSubnet"] as const).flatMap((name): Brief[] => [
  {
    id: `connection.${name}.cidr`,
    parameters: [name],
    refuses: badSubnets,
    refusal: documented(`IllegalParam.${name}`),
  },
  {
    // The schema of another tool in wide use allows 1 to 10.
    id: `connection.${name}.count`,
    parameters: [name],
    refuses: tooMany,
    refusal: documented(`IllegalParam.${name}`),
    source: "observed by others",
  },
]);

const versions: readonly Brief[] = [
  {
    id: "gateway.supportsDpd",
    parameters: ["EnableDpd", `${tunnel}.EnableDpd`],
    refuses: (_value, { gateway }) => gateway?.Supports.Dpd === false,
    refusal: documented("OperationUnsupported.SetDPD"),
  },
  {
    id: "gateway.supportsNatTraversal",
    parameters: ["EnableNatTraversal", `${tunnel}.EnableNatTraversal`],
    refuses: (_value, { gateway }) => gateway?.Supports.NatTraversal === false,
    refusal: documented("OperationUnsupported.SetNatTraversal"),
  },
  {
    id: "remoteCaCertificate.shangMiOnly",
    parameters: ["RemoteCaCertificate", `${tunnel}.RemoteCaCertificate`],
    // "If the VPN gateway does not use an SM certificate, this parameter is not supported."
    refuses: (value, { gateway }) => value !== "" && !isShangMi(gateway),
    refusal: assumed(
      "OperationUnsupported.RemoteCaCertificate",
      "The parameter RemoteCaCertificate is supported by VPN gateways with an SM certificate only.",
    ),
  },
];

export const connectionValueRules: readonly ValueRule[] = [
  ...subnets,
  ...booleans,
  ...phase1,
  ...phase2,
  ...borderGateway,
  ...healthCheck,
  ...versions,
].map(onBoth);
