import { type Properties, asString, asStrings, stringOrEmpty } from "../../properties";
import type { SslVpnCipher, SslVpnProtocol, SslVpnServerArgs } from "./args";
import { cipherWord, otherName } from "./otherNames";
import {
  blocksRule,
  countRule,
  loopbackLinkLocalMulticast,
  notEmpty,
  onGateway,
  touchesAny,
} from "../../schema/arguments";
import { type JointRule, type Warning, repeatedBlocks, warn } from "../../schema/check";
import { type PairRule, type Footprint, claim, crossResourceRules } from "../../schema/crossResource";
import {
  type TreeOf,
  boolean,
  defineResource,
  number,
  oneOf,
  required,
  set,
  text,
} from "../../schema/define";
import { normalBoolean } from "../../schema/fields";
import { blocksOverlap, isCanonical, knownBlock, parseBlock, range, type Block } from "../../schema/networks";

/** CreateSslVpnServer: "The following ports are not supported". */
const refusedPorts = [22, 2222, 22222, 9000, 9001, 9002, 7505, 80, 443, 53, 68, 123, 4510, 4560, 500, 4500];

/** A word that nothing speaks against. */
const fine = undefined;

const carrierGradeNat = range("100.64.0.0", "100.127.255.255");

const poolPrefix = (pool: string) => parseBlock(pool)?.prefix ?? NaN;

/** Two-factor authentication off, its settings mean nothing to the service. */
const ofMultiFactor = (name: string) => ({
  switchedBy: "enableMultiFactorAuth",
  rules: [notEmpty(name)],
});

/** What each argument may be, and what changing it does. Source: CreateSslVpnServer, ModifySslVpnServer. */
const args = {
  ...onGateway,
  clientIpPool: required(
    text({
      rules: [
        {
          id: "ssl.clientIpPool.form",
          says: "must be an IPv4 CIDR block named by its first address, such as 10.250.0.0/24",
          code: "ClientIpPool.SubnetInvalid",
          holds: isCanonical,
        },
        {
          id: "ssl.clientIpPool.prefix",
          says: "the mask must be 16 to 29 bits long",
          code: "ClientIpPool.NetmaskInvalid",
          holds: (pool: string) => !(poolPrefix(pool) < 16 || poolPrefix(pool) > 29),
        },
        {
          id: "ssl.clientIpPool.excluded",
          says: "must not touch 100.64.0.0/10, 127.0.0.0/8, 169.254.0.0/16, 224.0.0.0/4 or 255.0.0.0/8",
          code: "ClientIpPool.SubnetInvalid",
          holds: (pool: string) => !touchesAny(pool, [carrierGradeNat, ...loopbackLinkLocalMulticast]),
        },
      ],
    }),
  ),
  localSubnets: required(
    set({
      api: "LocalSubnet",
      rules: [
        countRule("ssl.localSubnets"),
        blocksRule("ssl.localSubnets", "IllegalParam.LocalSubnet"),
        {
          id: "ssl.localSubnets.prefix",
          says: "each mask must be 8 to 32 bits long",
          code: "IllegalParam.LocalSubnet",
          holds: (blocks: readonly string[]) => blocks.every((one) => !((parseBlock(one)?.prefix ?? 32) < 8)),
        },
        {
          id: "ssl.localSubnets.excluded",
          says: "must not touch 127.0.0.0/8, 169.254.0.0/16, 224.0.0.0/4 or 255.0.0.0/8",
          code: "IllegalParam.LocalSubnet",
          holds: (blocks: readonly string[]) =>
            !blocks.some((one) => touchesAny(one, loopbackLinkLocalMulticast)),
        },
      ],
    }),
  ),
  protocol: oneOf<SslVpnProtocol>({ TCP: fine, UDP: fine }, { api: "Proto", default: "TCP" }),
  cipher: oneOf<SslVpnCipher>(
    {
      "AES-128-CBC": fine,
      "AES-192-CBC": fine,
      "AES-256-CBC": fine,
      none: "leaves the traffic of clients older than OpenVPN 2.4 unencrypted",
    },
    { synonym: cipherWord, default: "AES-128-CBC" },
  ),
  port: number({
    default: 1194,
    rules: [
      {
        id: "ssl.port.range",
        says: "must be a whole number from 1 to 65535",
        code: "SslVpnServerPort.Illegal",
        holds: (port: number | string) =>
          Number.isInteger(Number(port)) && Number(port) >= 1 && Number(port) <= 65535,
      },
      {
        id: "ssl.port.reserved",
        says: `the service doesn't support the ports ${refusedPorts.join(", ")}`,
        code: "SslVpnServerPort.Illegal",
        holds: (port: number | string) => !refusedPorts.includes(Number(port)),
      },
    ],
  }),
  compress: boolean({ default: false }),
  enableMultiFactorAuth: boolean({ default: false }),
  idaasInstanceId: text({
    ...ofMultiFactor("idaasInstanceId"),
    api: "IDaaSInstanceId",
    needed: "while two-factor authentication is on",
  }),
  idaasRegionId: text({
    ...ofMultiFactor("idaasRegionId"),
    api: "IDaaSRegionId",
    needed: "while two-factor authentication is on",
  }),
  idaasApplicationId: text({ ...ofMultiFactor("idaasApplicationId"), api: "IDaaSApplicationId" }),
} satisfies TreeOf<SslVpnServerArgs>;

/** What DescribeSslVpnServers tells beside the arguments. */
const outputs = {
  internetIp: text(),
  connections: number(),
  maxConnections: number(),
  createTime: number(),
  resourceGroupId: text(),
  idaasInstanceVersion: text({ api: "IDaaSInstanceVersion" }),
};

/** "This CIDR block cannot overlap with the CIDR block specified by LocalSubnet" (CreateSslVpnServer). */
const poolApartFromSubnets: JointRule = {
  id: "ssl.clientIpPool.overlap",
  code: "IpConflict",
  breaks: (inputs) => {
    const pool = knownBlock(inputs.clientIpPool);
    if (pool === undefined) return [];
    const met = (asStrings(inputs.localSubnets) ?? []).filter((text) => {
      const block = parseBlock(text);
      return block !== undefined && blocksOverlap(pool, block);
    });
    return met.map((text) => ({
      path: "clientIpPool",
      reason: `${JSON.stringify(inputs.clientIpPool)} overlaps the local subnet ${text}: clients get their addresses from a block of their own`,
    }));
  },
};

/**
 * "If you enable two-factor authentication, you must also configure IDaaSInstanceId, IDaaSRegionId, and
 * IDaaSApplicationId" (CreateSslVpnServerRequest). The application is needed for EIAM 2.0 only, and the id of an
 * instance doesn't tell its generation: `noApplication` warns of that.
 */
const multiFactorNeeds = (path: string, code: string): JointRule => ({
  id: `ssl.${path}.required`,
  code,
  breaks: (inputs) =>
    normalBoolean(inputs.enableMultiFactorAuth) === true && inputs[path] === undefined
      ? [{ path, reason: "is required with enableMultiFactorAuth" }]
      : [],
});

const jointRules: readonly JointRule[] = [
  poolApartFromSubnets,
  multiFactorNeeds("idaasInstanceId", "MissingParameter.IDaaSInstanceId"),
  multiFactorNeeds("idaasRegionId", "MissingParam.IDaaSRegionId"),
];

/** "The SSL VPN server of specified vpn gateway already exists" (CreateSslVpnServer). */
const onePerGateway: PairRule = {
  id: "between.sslServer",
  code: "SslVpnServer.AlreadyExist",
  breaks: ({ gateway }) => {
    const which = typeof gateway === "string" ? `gateway ${gateway}` : "the same gateway";
    return [{ path: "vpnGatewayId", reason: `both are on ${which}, which takes one SSL server` }];
  },
};

/** What an SSL server shares with the other resources of a program. */
const crossResource = crossResourceRules(
  (label, inputs, identityAt): Footprint => ({
    label,
    gateway: identityAt("vpnGatewayId"),
    clientPool: claim(asString(inputs.clientIpPool)),
  }),
  { refused: [onePerGateway], warned: [] },
);

/** CreateSslVpnServerRequest, ClientIpPool: "use 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16, or their subnets". */
const recommended: readonly Block[] = [
  range("10.0.0.0", "10.255.255.255"),
  range("172.16.0.0", "172.31.255.255"),
  range("192.168.0.0", "192.168.255.255"),
];

function publicPool(inputs: Properties): Warning[] {
  const pool = knownBlock(inputs.clientIpPool);
  if (pool === undefined || recommended.some((block) => blocksOverlap(block, pool))) return [];
  const text = `${JSON.stringify(inputs.clientIpPool)} is outside 10.0.0.0/8, 172.16.0.0/12 and 192.168.0.0/16:`;
  return [
    warn("clientIpPool", "ssl.clientIpPool.public", `${text} the VPC must have it as a user CIDR block`),
  ];
}

function weakCipher(inputs: Properties): Warning[] {
  const cipher = stringOrEmpty(inputs.cipher);
  const why = args.cipher.weak?.[cipher];
  return why === undefined
    ? []
    : [warn("cipher", `ssl.cipher.${cipher}`, `${JSON.stringify(cipher)} ${why}`)];
}

/** "If you bind an IDaaS EIAM 2.0 instance, enter the IDaaS application ID": its id doesn't tell its generation. */
function noApplication(inputs: Properties): Warning[] {
  const enabled = normalBoolean(inputs.enableMultiFactorAuth) === true;
  if (!enabled || inputs.idaasApplicationId !== undefined) return [];
  const reason =
    "isn't given: an IDaaS instance of EIAM 2.0 needs it (the service would answer MissingParam.IDaaSApplicationId)";
  return [warn("idaasApplicationId", "ssl.idaasApplicationId.unset", reason)];
}

/** What works and is weak or odd. */
function warnings(inputs: Properties): Warning[] {
  return [
    ...publicPool(inputs),
    ...repeatedBlocks("localSubnets", asStrings(inputs.localSubnets)),
    ...weakCipher(inputs),
    ...noApplication(inputs),
  ];
}

/** What an SSL server is. */
export const sslVpnServer = defineResource({
  name: "SslVpnServer",
  runtimeExport: "sslVpnServer",
  idPrefix: "vss-",
  arguments: args,
  outputs,
  jointRules,
  otherName,
  warnings,
  crossResource,
});
