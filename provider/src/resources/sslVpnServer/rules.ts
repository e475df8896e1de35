import {
  blocksRule,
  commonFields,
  countRule,
  loopbackLinkLocalMulticast,
  notEmpty,
  touchesAny,
} from "../../schema/arguments";
import { type Failure, type JointRule, failuresOf, withDefaults } from "../../schema/check";
import { type Change, changesBetween } from "../../schema/diff";
import { type Field, normalBoolean } from "../../schema/fields";
import { blocksOverlap, isCanonical, knownBlock, parseBlock, range } from "../../schema/networks";
import { type Properties, asStrings } from "../../properties";
import { cipherWord, otherName } from "./otherNames";

/** CreateSslVpnServer: "The following ports are not supported". */
const refusedPorts = [22, 2222, 22222, 9000, 9001, 9002, 7505, 80, 443, 53, 68, 123, 4510, 4560, 500, 4500];

const carrierGradeNat = range("100.64.0.0", "100.127.255.255");

const poolPrefix = (pool: string) => parseBlock(pool)?.prefix ?? NaN;

/** What each argument may be, and what changing it does. Source: CreateSslVpnServer, ModifySslVpnServer. */
export const fields: readonly Field[] = [
  ...commonFields,
  {
    path: "clientIpPool",
    type: "string",
    required: true,
    change: "updates",
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
  },
  {
    path: "localSubnets",
    type: "list of strings",
    required: true,
    change: "updates",
    rules: [
      countRule("ssl.localSubnets"),
      blocksRule("ssl.localSubnets", "IllegalParam.LocalSubnet"),
      {
        id: "ssl.localSubnets.prefix",
        says: "each mask must be 8 to 32 bits long",
        code: "IllegalParam.LocalSubnet",
        holds: (blocks: readonly string[]) => blocks.every((text) => !((parseBlock(text)?.prefix ?? 32) < 8)),
      },
      {
        id: "ssl.localSubnets.excluded",
        says: "must not touch 127.0.0.0/8, 169.254.0.0/16, 224.0.0.0/4 or 255.0.0.0/8",
        code: "IllegalParam.LocalSubnet",
        holds: (blocks: readonly string[]) =>
          !blocks.some((text) => touchesAny(text, loopbackLinkLocalMulticast)),
      },
    ],
  },
  { path: "protocol", type: "string", enum: ["TCP", "UDP"], default: "TCP", change: "updates" },
  {
    path: "cipher",
    type: "string",
    enum: ["AES-128-CBC", "AES-192-CBC", "AES-256-CBC", "none"],
    synonym: cipherWord,
    default: "AES-128-CBC",
    change: "updates",
  },
  {
    path: "port",
    type: "number",
    default: 1194,
    change: "updates",
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
  },
  { path: "compress", type: "boolean", default: false, change: "updates" },
  { path: "enableMultiFactorAuth", type: "boolean", default: false, change: "updates" },
  {
    path: "idaasInstanceId",
    type: "string",
    change: "updates",
    needed: "while two-factor authentication is on",
    switchedBy: "enableMultiFactorAuth",
    rules: [notEmpty("idaasInstanceId")],
  },
  {
    path: "idaasRegionId",
    type: "string",
    change: "updates",
    needed: "while two-factor authentication is on",
    switchedBy: "enableMultiFactorAuth",
    rules: [notEmpty("idaasRegionId")],
  },
  {
    path: "idaasApplicationId",
    type: "string",
    change: "updates",
    switchedBy: "enableMultiFactorAuth",
    rules: [notEmpty("idaasApplicationId")],
  },
];

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
 * instance doesn't tell its generation: `warnings.ts` speaks of that.
 */
const multiFactorNeeds = (path: string, code: string): JointRule => ({
  id: `ssl.${path}.required`,
  code,
  breaks: (inputs) =>
    normalBoolean(inputs.enableMultiFactorAuth) === true && inputs[path] === undefined
      ? [{ path, reason: "is required with enableMultiFactorAuth" }]
      : [],
});

export const jointRules: readonly JointRule[] = [
  poolApartFromSubnets,
  multiFactorNeeds("idaasInstanceId", "MissingParameter.IDaaSInstanceId"),
  multiFactorNeeds("idaasRegionId", "MissingParam.IDaaSRegionId"),
];

/** Every documented rule that the arguments break. */
export function failures(inputs: Properties): Failure[] {
  return failuresOf(fields, jointRules, inputs, otherName);
}

/** The arguments with the documented defaults filled in. */
export function complete(inputs: Properties): Properties {
  return withDefaults(fields, inputs);
}

/** The changes from what is to what is wanted. */
export function changes(outputs: Properties, wanted: Properties): Change[] {
  return changesBetween(fields, outputs, wanted);
}

/** A change of nothing but the name is synchronous: it needs no turn at the gateway (ModifySslVpnServer). */
export function isRename(paths: readonly string[]): boolean {
  return paths.length > 0 && paths.every((path) => path === "name");
}
