import { blocksRule, commonFields, countRule, mostRule, notEmpty, tagRules } from "../../schema/arguments";
import { type Field, type Rule, normalNumber } from "../../schema/fields";
import { isAtMost } from "../../schema/characters";
import { blocksOverlap, isAddress, isCanonical, parseBlock, range } from "../../schema/networks";
import { authenticationWord, encryptionWord, groupWord } from "./otherNames";

const encryption = ["aes", "aes192", "aes256", "des", "3des", "sm4"];
const authentication = ["md5", "sha1", "sha256", "sha384", "sha512", "sm3"];
const groups = ["group1", "group2", "group5", "group14"];

/** On a ShangMi gateway the documented defaults are sm4 and sm3, elsewhere aes and md5. */
const defaultEncryption = (present: unknown) => (present === "sm4" ? "sm4" : "aes");
const defaultAuthentication = (present: unknown) => (present === "sm3" ? "sm3" : "md5");

/** CreateVpnConnectionRequest: "1 to 100 characters … digits, letters and the following characters. It cannot contain spaces". */
const pskRule: Rule = {
  id: "ike.psk.form",
  says: 'must be 1 to 100 digits, letters or ~!`@#$%^&*()_-+={}[]|;:\\",.<>/?, without spaces',
  holds: (psk: string) => /^[0-9A-Za-z~!`@#$%^&*()_\-+={}[\]|;:\\",.<>/?]{1,100}$/.test(psk),
};

const identifierRule = (id: string): Rule => ({
  id,
  says: "must be 1 to 100 characters long, without spaces",
  holds: (text: string) => text.length >= 1 && isAtMost(100, text) && !/\s/.test(text),
});

const lifetimeRule = (id: string): Rule => ({
  id,
  says: "must be a whole number of seconds from 0 to 86400",
  holds: (seconds: number | string) =>
    Number.isInteger(Number(seconds)) && Number(seconds) >= 0 && Number(seconds) <= 86400,
});

const positiveRule = (id: string): Rule => ({
  id,
  says: "must be a whole number, at least 1",
  holds: (value: number | string) => Number.isInteger(Number(value)) && Number(value) >= 1,
});

const addressRule = (id: string, code?: string): Rule => ({
  id,
  says: "must be an IPv4 address",
  code,
  holds: isAddress,
});

/** The ASN as a number: `123.456` means 123 × 65536 + 456 (CreateVpnConnectionRequest, BgpConfig). */
export function asnNumber(value: unknown): unknown {
  const halves = typeof value === "string" ? /^(\d{1,5})\.(\d{1,5})$/.exec(value) : null;
  if (halves === null) return normalNumber(value);
  const [high, low] = [Number(halves[1]), Number(halves[2])];
  return high <= 65535 && low <= 65535 ? high * 65536 + low : NaN;
}

const asnRule: Rule = {
  id: "bgp.localAsn.range",
  says: "must be a whole number from 1 to 4294967295, or two halves such as 123.456",
  code: "IllegalParam.LocalAsn",
  holds: (value: number | string) => {
    const asn = asnNumber(value);
    return typeof asn === "number" && Number.isInteger(asn) && asn >= 1 && asn <= 4294967295;
  },
};

const linkLocal = range("169.254.0.0", "169.254.255.255");

/** CreateVpnConnectionRequest, TunnelCidr: the blocks it "cannot be". */
const reservedTunnelBlocks = [
  ...[0, 1, 2, 3, 4, 5, 6].map((third) => `169.254.${third}.0/30`),
  "169.254.169.252/30",
];

const tunnelCidrRules: readonly Rule[] = [
  {
    id: "bgp.tunnelCidr.form",
    says: "must be a /30 block named by its first address, such as 169.254.10.0/30",
    code: "InvalidTunnelCidr.Malformed",
    holds: (text: string) => isCanonical(text) && parseBlock(text)?.prefix === 30,
  },
  {
    id: "bgp.tunnelCidr.range",
    says: "must lie in 169.254.0.0/16",
    code: "IllegalParam.TunnelCidr",
    holds: (text: string) => {
      const block = parseBlock(text);
      return block === undefined || blocksOverlap(block, linkLocal);
    },
  },
  {
    id: "bgp.tunnelCidr.reserved",
    says: `the service keeps ${reservedTunnelBlocks.join(", ")} for itself`,
    code: "IllegalParam.TunnelCidr",
    holds: (text: string) => !reservedTunnelBlocks.includes(text),
  },
];

/** A setting of a block, by its path in there: each changes in place. */
type BlockField = Omit<Field, "change">;

function ikeFields(prefix: string): Field[] {
  const settings: BlockField[] = [
    { path: "psk", type: "string", secret: true, rules: [pskRule] },
    {
      path: "ikeVersion",
      type: "string",
      enum: ["ikev1", "ikev2"],
      resetTo: "ikev1",
      exception: "keeps the present one where a side names several blocks",
    },
    { path: "ikeMode", type: "string", enum: ["main", "aggressive"], resetTo: "main" },
    {
      path: "ikeEncAlg",
      type: "string",
      enum: encryption,
      synonym: encryptionWord,
      resetTo: defaultEncryption,
    },
    {
      path: "ikeAuthAlg",
      type: "string",
      enum: authentication,
      synonym: authenticationWord,
      resetTo: defaultAuthentication,
    },
    { path: "ikePfs", type: "string", enum: groups, synonym: groupWord, resetTo: "group2" },
    {
      path: "ikeLifetime",
      type: "number",
      resetTo: 86400,
      rules: [lifetimeRule("ike.ikeLifetime.range")],
    },
    { path: "localId", type: "string", rules: [identifierRule("ike.localId.form")] },
    { path: "remoteId", type: "string", rules: [identifierRule("ike.remoteId.form")] },
  ];
  return settings.map((field) => under(`${prefix}ikeConfig`, field));
}

function ipsecFields(prefix: string): Field[] {
  const settings: BlockField[] = [
    {
      path: "ipsecEncAlg",
      type: "string",
      enum: encryption,
      synonym: encryptionWord,
      resetTo: defaultEncryption,
    },
    {
      path: "ipsecAuthAlg",
      type: "string",
      enum: authentication,
      synonym: authenticationWord,
      resetTo: defaultAuthentication,
    },
    {
      path: "ipsecPfs",
      type: "string",
      enum: ["disabled", ...groups],
      synonym: groupWord,
      resetTo: "group2",
    },
    {
      path: "ipsecLifetime",
      type: "number",
      resetTo: 86400,
      rules: [lifetimeRule("ipsec.ipsecLifetime.range")],
    },
  ];
  return settings.map((field) => under(`${prefix}ipsecConfig`, field));
}

function bgpFields(prefix: string): Field[] {
  const settings: BlockField[] = [
    {
      path: "localAsn",
      type: "number or string",
      resetTo: 45104,
      rules: [asnRule],
      normal: { says: "the number as text, or in two halves", of: asnNumber },
    },
    { path: "tunnelCidr", type: "string", needed: "while BGP is on", rules: tunnelCidrRules },
    {
      path: "localBgpIp",
      type: "string",
      exception: "it moves with a new tunnelCidr",
      rules: [addressRule("bgp.localBgpIp.form", "InvalidLocalBgpIp.Malformed")],
    },
  ];
  const switchedBy = prefix === "" ? "bgpConfig.enableBgp" : "enableTunnelsBgp";
  return settings.map((field) => ({ ...under(`${prefix}bgpConfig`, field), switchedBy }));
}

function under(group: string, field: BlockField): Field {
  return { ...field, path: `${group}.${field.path}`, change: "updates" };
}

/** Settings that a single-tunnel connection has at its top level and a dual-tunnel one in each tunnel. */
function peerFields(prefix: string): Field[] {
  return [
    ...ikeFields(prefix),
    ...ipsecFields(prefix),
    ...bgpFields(prefix),
    { path: `${prefix}enableDpd`, type: "boolean", change: "updates", resetTo: true },
    { path: `${prefix}enableNatTraversal`, type: "boolean", change: "updates", resetTo: true },
    {
      path: `${prefix}remoteCaCertificate`,
      type: "string",
      change: "updates",
      // One tunnel can do without.
      needed: prefix === "" ? undefined : "on a ShangMi gateway",
      // The service may wrap the text otherwise.
      unjudged: true,
      rules: [notEmpty("remoteCaCertificate")],
    },
  ];
}

const subnetFields = ["localSubnets", "remoteSubnets"].map((path): Field => {
  const code = path === "localSubnets" ? "IllegalParam.LocalSubnet" : "IllegalParam.RemoteSubnet";
  return {
    path,
    type: "list of strings",
    required: true,
    change: "updates",
    rules: [countRule(`vpn.${path}`), mostRule(`vpn.${path}`, code), blocksRule(`vpn.${path}`, code)],
  };
});

const sharedFields: readonly Field[] = [
  ...commonFields,
  ...subnetFields,
  // It says how a change is applied, and nobody says that it is kept.
  { path: "effectImmediately", type: "boolean", default: false, unjudged: true, change: "updates" },
  { path: "autoConfigRoute", type: "boolean", default: true, writeOnly: true, change: "updates" },
  { path: "tags", type: "map of strings", change: "updates", resetTo: {}, rules: tagRules },
];

const healthCheckSettings: readonly BlockField[] = [
  { path: "enable", type: "boolean", resetTo: false },
  {
    path: "dip",
    type: "string",
    needed: "while the health check is on",
    rules: [addressRule("healthCheck.dip.form")],
  },
  {
    path: "sip",
    type: "string",
    needed: "while the health check is on",
    rules: [addressRule("healthCheck.sip.form")],
  },
  { path: "interval", type: "number", resetTo: 3, rules: [positiveRule("healthCheck.interval.range")] },
  { path: "retry", type: "number", resetTo: 3, rules: [positiveRule("healthCheck.retry.range")] },
];

const healthCheckFields: readonly Field[] = healthCheckSettings.map((field) => ({
  ...under("healthCheckConfig", field),
  switchedBy: field.path === "enable" ? undefined : "healthCheckConfig.enable",
}));

/** Arguments of a single-tunnel connection only. */
export const singleFields: readonly Field[] = [
  {
    path: "customerGatewayId",
    type: "string",
    change: "replaces",
    needed: "always",
    exception: "giving `tunnels` in its place replaces the connection",
    rules: [notEmpty("customerGatewayId")],
  },
  ...peerFields(""),
  { path: "bgpConfig.enableBgp", type: "boolean", change: "updates", resetTo: false },
  ...healthCheckFields,
];

export const roles = ["master", "slave"] as const;
export type Role = (typeof roles)[number];

/** Arguments of a dual-tunnel connection only. */
export const dualFields: readonly Field[] = [
  { path: "enableTunnelsBgp", type: "boolean", change: "updates", resetTo: false },
  ...roles.flatMap((role): Field[] => [
    {
      path: `tunnels.${role}.customerGatewayId`,
      type: "string",
      required: true,
      change: "updates",
      identifies: true,
      rules: [notEmpty("customerGatewayId")],
    },
    ...peerFields(`tunnels.${role}.`),
  ]),
];

/** What each argument may be, and what changing it does. Source: CreateVpnConnection, ModifyVpnConnectionAttribute. */
export const fields: readonly Field[] = [...sharedFields, ...singleFields, ...dualFields];
