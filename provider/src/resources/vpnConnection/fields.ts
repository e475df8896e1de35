import {
  blocksRule,
  countRule,
  mostRule,
  notEmpty,
  onGateway,
  tagRules,
  isAtMost,
} from "../../schema/arguments";
import {
  type TreeOf,
  block,
  boolean,
  map,
  number,
  numberOrText,
  oneOf,
  required,
  set,
  text,
} from "../../schema/define";
import { type Rule, normalNumber } from "../../schema/fields";
import { readBoolean, readNumber } from "../../schema/mapping";
import { blocksOverlap, isAddress, isCanonical, parseBlock, range } from "../../schema/networks";
import { getPath, isRecord, stringOrEmpty } from "../../properties";
import type {
  AuthenticationAlgorithm,
  DualTunnelArgs,
  EncryptionAlgorithm,
  IkeMode,
  IkePfs,
  IkeVersion,
  IpsecPfs,
  SingleTunnelArgs,
  VpnConnectionCommonArgs,
} from "./args";
import { authenticationWord, encryptionWord, groupWord } from "./otherNames";

/** A word that nothing speaks against; RFC 8247 and 8221 speak against the others. */
const fine = undefined;

const encryption: Readonly<Record<EncryptionAlgorithm, string | undefined>> = {
  aes: fine,
  aes192: fine,
  aes256: fine,
  des: "has keys of 56 bits, which are found in hours; use aes256",
  "3des": "has blocks of 64 bits, which leak in long sessions; use aes256",
  sm4: fine,
};

const authentication: Readonly<Record<AuthenticationAlgorithm, string | undefined>> = {
  md5: "is broken; use sha256",
  sha1: fine,
  sha256: fine,
  sha384: fine,
  sha512: fine,
  sm3: fine,
};

const groups: Readonly<Record<IkePfs, string | undefined>> = {
  group1: "has 768 bits, which are found in weeks; use group14",
  group2: "has 1024 bits, which a state can find; use group14",
  group5: fine,
  group14: fine,
};

const noGroup = { disabled: "lets one key open all earlier traffic; use group14" };

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

const encryptionField = oneOf<EncryptionAlgorithm>(encryption, {
  synonym: encryptionWord,
  resetTo: defaultEncryption,
});
const authenticationField = oneOf<AuthenticationAlgorithm>(authentication, {
  synonym: authenticationWord,
  resetTo: defaultAuthentication,
});

const ikeConfig = {
  psk: text({ secret: true, rules: [pskRule] }),
  ikeVersion: oneOf<IkeVersion>(
    { ikev1: fine, ikev2: fine },
    { resetTo: "ikev1", exception: "keeps the present one where a side names several blocks" },
  ),
  ikeMode: oneOf<IkeMode>({ main: fine, aggressive: fine }, { resetTo: "main" }),
  ikeEncAlg: encryptionField,
  ikeAuthAlg: authenticationField,
  ikePfs: oneOf<IkePfs>(groups, { synonym: groupWord, resetTo: "group2" }),
  ikeLifetime: number({ resetTo: 86400, rules: [lifetimeRule("ike.ikeLifetime.range")] }),
  localId: text({ rules: [identifierRule("ike.localId.form")] }),
  remoteId: text({ rules: [identifierRule("ike.remoteId.form")] }),
};

const ipsecConfig = {
  ipsecEncAlg: encryptionField,
  ipsecAuthAlg: authenticationField,
  ipsecPfs: oneOf<IpsecPfs>({ ...noGroup, ...groups }, { synonym: groupWord, resetTo: "group2" }),
  ipsecLifetime: number({ resetTo: 86400, rules: [lifetimeRule("ipsec.ipsecLifetime.range")] }),
};

/** A tunnel's ASN travels as a number; a single-tunnel connection's as the text it was given as. */
const bgpConfig = (switchedBy: string, write?: (asn: unknown) => unknown) => ({
  localAsn: numberOrText({
    resetTo: 45104,
    rules: [asnRule],
    normal: { says: "the number as text, or in two halves", of: asnNumber },
    switchedBy,
    write,
  }),
  tunnelCidr: text({ needed: "while BGP is on", rules: tunnelCidrRules, switchedBy }),
  localBgpIp: text({
    exception: "it moves with a new tunnelCidr",
    rules: [addressRule("bgp.localBgpIp.form", "InvalidLocalBgpIp.Malformed")],
    switchedBy,
  }),
});

/** What a single-tunnel connection has at its top level, and a dual-tunnel one in each tunnel. */
const peer = (certificateNeeded?: string) => ({
  enableDpd: boolean({ resetTo: true }),
  enableNatTraversal: boolean({ resetTo: true }),
  remoteCaCertificate: text({
    needed: certificateNeeded,
    // The service may wrap the text otherwise.
    unjudged: true,
    rules: [notEmpty("remoteCaCertificate")],
  }),
});

const subnets = (name: string, api: string) =>
  required(
    set({
      api,
      rules: [
        countRule(`vpn.${name}`),
        mostRule(`vpn.${name}`, `IllegalParam.${api}`),
        blocksRule(`vpn.${name}`, `IllegalParam.${api}`),
      ],
    }),
  );

/** A list of keys and values, as an object. */
const readTags = (tags: unknown) =>
  Object.fromEntries(
    (Array.isArray(tags) ? tags : [])
      .filter(isRecord)
      .map(({ key, value }) => [stringOrEmpty(key), stringOrEmpty(value)]),
  );

/** Arguments of both kinds of connection. */
export const commonArguments = {
  ...onGateway,
  localSubnets: subnets("localSubnets", "LocalSubnet"),
  remoteSubnets: subnets("remoteSubnets", "RemoteSubnet"),
  // It says how a change is applied, and nobody says that it is kept.
  effectImmediately: boolean({ default: false, unjudged: true }),
  autoConfigRoute: boolean({ default: true, writeOnly: true }),
  // Tags travel beside the parameters, with the mark among them, and change by operations of their own.
  tags: map({ from: "Tags.Tag", resetTo: {}, rules: tagRules, read: readTags, write: () => undefined }),
} satisfies TreeOf<VpnConnectionCommonArgs>;

/** One that was never configured is described with 0, which a request mustn't have. */
const readPositive = (value: unknown) => readNumber(value) || undefined;
const whileChecked = { switchedBy: "healthCheckConfig.enable" };

type DualOnly = "tunnels" | "enableTunnelsBgp";
type SingleOnly = Exclude<keyof SingleTunnelArgs, keyof VpnConnectionCommonArgs | DualOnly>;
/** Which of the two says the mode is given is a joint rule. */
type Optional<Args, Name extends keyof Args> = Omit<Args, Name> & Partial<Pick<Args, Name>>;

/** Arguments of a single-tunnel connection only. */
export const singleArguments = {
  customerGatewayId: text({
    change: "replaces",
    needed: "always",
    exception: "giving `tunnels` in its place replaces the connection",
    rules: [notEmpty("customerGatewayId")],
  }),
  ikeConfig: block({ form: "JSON" }, ikeConfig),
  ipsecConfig: block({ form: "JSON" }, ipsecConfig),
  bgpConfig: block(
    { from: "VpnBgpConfig", form: "JSON of texts" },
    { enableBgp: boolean({ resetTo: false }), ...bgpConfig("bgpConfig.enableBgp") },
  ),
  ...peer(),
  healthCheckConfig: block(
    { from: "VcoHealthCheck", form: "JSON of texts" },
    {
      enable: boolean({ api: "enable", resetTo: false }),
      dip: text({
        ...whileChecked,
        api: "dip",
        needed: "while the health check is on",
        rules: [addressRule("healthCheck.dip.form")],
      }),
      sip: text({
        ...whileChecked,
        api: "sip",
        needed: "while the health check is on",
        rules: [addressRule("healthCheck.sip.form")],
      }),
      interval: number({
        ...whileChecked,
        api: "interval",
        resetTo: 3,
        rules: [positiveRule("healthCheck.interval.range")],
        read: readPositive,
      }),
      retry: number({
        ...whileChecked,
        api: "retry",
        resetTo: 3,
        rules: [positiveRule("healthCheck.retry.range")],
        read: readPositive,
      }),
    },
  ),
} satisfies TreeOf<Optional<Pick<SingleTunnelArgs, SingleOnly>, "customerGatewayId">>;

const tunnel = required(
  block(
    {},
    {
      customerGatewayId: required(text({ identifies: true, rules: [notEmpty("customerGatewayId")] })),
      ikeConfig: block({ api: "TunnelIkeConfig" }, ikeConfig),
      ipsecConfig: block({ api: "TunnelIpsecConfig" }, ipsecConfig),
      bgpConfig: block({ api: "TunnelBgpConfig" }, bgpConfig("enableTunnelsBgp", asnNumber)),
      // One tunnel can do without a certificate.
      ...peer("on a ShangMi gateway"),
    },
  ),
);

export const roles = ["master", "slave"] as const;
export type Role = (typeof roles)[number];

const byRole = {
  api: "TunnelOptionsSpecification",
  from: "TunnelOptionsSpecification.TunnelOptions",
  form: "by role",
} as const;

/** Arguments of a dual-tunnel connection only. */
export const dualArguments = {
  enableTunnelsBgp: boolean({ resetTo: false }),
  tunnels: block(byRole, { master: tunnel, slave: tunnel }),
} satisfies TreeOf<Optional<Pick<DualTunnelArgs, DualOnly>, "tunnels">>;

/** What is described of both kinds beside the arguments. */
export const commonOutputs = {
  status: text(),
  state: text(),
  createTime: number(),
  internetIp: text(),
  resourceGroupId: text(),
  networkType: text(),
  spec: text(),
  zoneNo: text(),
};

/** The state of a BGP session. A service without BGP says `false`, which is no state; with BGP, it has failed. */
function sessionStatus(status: unknown, bgpIsOn: boolean): unknown {
  if (typeof status !== "string" || status.toLowerCase() !== "false") return status;
  return bgpIsOn ? "failed" : undefined;
}

/** What is described of a single-tunnel connection only. */
export const singleOutputs = {
  bgpStatus: block(
    { from: "VpnBgpConfig" },
    {
      status: text({
        read: (status, bgp) => sessionStatus(status, readBoolean(getPath(bgp, "enableBgp")) === true),
      }),
      peerAsn: number(),
      peerBgpIp: text(),
    },
  ),
  healthCheckStatus: block(
    {
      from: "VcoHealthCheck",
      // A check that is off has no result.
      told: (check) => readBoolean(getPath(check, "enable")) === true,
    },
    { status: text(), policy: text() },
  ),
};

const tunnelStatus = block(
  {},
  {
    tunnelId: text(),
    internetIp: text(),
    zoneNo: text(),
    state: text(),
    status: text(),
    bgpStatus: text({
      from: "TunnelBgpConfig.BgpStatus",
      read: (status, seen) => sessionStatus(status, Boolean(getPath(seen, "tunnelBgpConfig.tunnelCidr"))),
    }),
    peerAsn: number({ from: "TunnelBgpConfig.PeerAsn" }),
    peerBgpIp: text({ from: "TunnelBgpConfig.PeerBgpIp" }),
  },
);

/**
 * What is described of a dual-tunnel connection only. Apart from the tunnels' settings, so that it is unknown, not
 * missing, while a plan doesn't know it yet, and in the open beside the settings' keys.
 */
export const dualOutputs = {
  tunnelStatus: block(byRole, { master: tunnelStatus, slave: tunnelStatus }),
};
