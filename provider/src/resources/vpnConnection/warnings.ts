import { type Properties, getPath, asString, asStrings } from "../../properties";
import { asnNumber, singleArguments } from "./fields";
import { manyBlocks, peersOf, modeOf } from "./peers";
import { type Warning, repeatedBlocks, warn } from "../../schema/check";
import { fieldsOf } from "../../schema/define";
import { type Field, removalValue } from "../../schema/fields";
import { isAddress } from "../../schema/networks";

/** "If you use the FQDN format, set the negotiation mode to aggressive" (RemoteId, LocalId); IKEv2 has no modes. */
function namesInMainMode(inputs: Properties, prefix: string): Warning[] {
  const value = (key: string) => getPath(inputs, `${prefix}ikeConfig.${key}`);
  const isOneOf = (key: string, ...words: unknown[]) => words.includes(value(key));
  if (!isOneOf("ikeVersion", "ikev1", undefined) || !isOneOf("ikeMode", "main", undefined)) return [];
  return ["localId", "remoteId"].flatMap((key) => {
    const name = asString(value(key));
    if (name === undefined || isAddress(name)) return [];
    const reason = `${JSON.stringify(name)} is no IP address, which ikev1 can't look up a key by in main mode: take "aggressive", or ikev2`;
    return [warn(`${prefix}ikeConfig.${key}`, "ike.mainWithName", reason)];
  });
}

/** "Default value: ikev1", and IKEv1 negotiates one block a side; others saw ikev2, so it is no failure. */
function noVersion(inputs: Properties, prefix: string): Warning[] {
  const path = `${prefix}ikeConfig.ikeVersion`;
  if (manyBlocks(inputs).length === 0 || getPath(inputs, path) !== undefined) return [];
  const reason = `isn't given, and several blocks need ikev2, while the documented default is ikev1`;
  return [warn(path, "ike.ikeVersion.unset", reason)];
}

const ownAsn = 45104;
const isPrivateAsn = (asn: number) =>
  (asn >= 64512 && asn <= 65534) || (asn >= 4200000000 && asn <= 4294967294);

/** "We recommend that you use a private ASN" (LocalAsn); the default is Alibaba Cloud's own. */
function publicAsn(inputs: Properties, prefix: string): Warning[] {
  const path = `${prefix}bgpConfig.localAsn`;
  const asn = asnNumber(getPath(inputs, path));
  if (typeof asn !== "number" || asn === ownAsn || isPrivateAsn(asn)) return [];
  return [
    warn(path, "bgp.localAsn.public", `${asn} is a public ASN: take a private one, such as 64512 to 65534`),
  ];
}

/** Settings of something that is off do nothing. */
function idleSettings(inputs: Properties): Warning[] {
  const idle = (block: string, keys: readonly string[], on: unknown, path: string) =>
    on === undefined && keys.some((key) => getPath(inputs, `${block}.${key}`) !== undefined)
      ? [warn(block, `${block.split(".").at(-1) ?? ""}.idle`, `does nothing: ${path} isn't set`)]
      : [];
  const bgpKeys = ["localAsn", "tunnelCidr", "localBgpIp"];
  return [
    ...peersOf(inputs).flatMap(({ prefix, bgp }) =>
      idle(`${prefix}bgpConfig`, bgpKeys, bgp, prefix === "" ? "bgpConfig.enableBgp" : "enableTunnelsBgp"),
    ),
    ...idle(
      "healthCheckConfig",
      ["dip", "sip"],
      getPath(inputs, "healthCheckConfig.enable"),
      "healthCheckConfig.enable",
    ),
  ];
}

const EVERYTHING = "0.0.0.0/0";

/** "If both LocalSubnet and RemoteSubnet are set to 0.0.0.0/0, the destination routing mode is used." */
function halfDestinationRouting(inputs: Properties): Warning[] {
  const sides = ["localSubnets", "remoteSubnets"].map((path) => asStrings(inputs[path]) ?? []);
  const whole = sides.filter((blocks) => blocks.includes(EVERYTHING));
  if (whole.length === 0 || sides.every((blocks) => blocks.length === 1 && blocks[0] === EVERYTHING))
    return [];
  const path = sides[0]?.includes(EVERYTHING) === true ? "localSubnets" : "remoteSubnets";
  const reason = `${EVERYTHING} means destination routing only where it stands alone on both sides`;
  return [warn(path, "vpn.destinationRouting.half", reason)];
}

/** The settings of which a word is weak, as they stand at each peer. */
const settings: readonly Field[] = fieldsOf(singleArguments).filter(({ weak = {} }) =>
  Object.values(weak).some((why) => why !== undefined),
);

/** Where nothing is given: the documented default. */
const defaultOf = (field: Field): string => String(removalValue(field, undefined));
const isWeakByDefault = (field: Field) => field.weak?.[defaultOf(field)] !== undefined;

const quoted = (word: string) => JSON.stringify(word);

/** A warning that `alicloud-vpn:cipherWarnings` silences. */
const cipherWarning = (path: string, rule: string, reason: string): Warning => ({
  ...warn(path, rule, reason),
  silencedBy: "cipherWarnings",
});

/** Of the words that a program gives. */
function weakWords(inputs: Properties, prefix: string): Warning[] {
  return settings.flatMap(({ path, weak = {} }) => {
    const word = asString(getPath(inputs, prefix + path)) ?? "";
    const why = weak[word];
    return why === undefined ? [] : [cipherWarning(prefix + path, `${path}.weak`, `${quoted(word)} ${why}`)];
  });
}

/** Of what a program leaves to the service: once for the connection. */
function weakDefaults(inputs: Properties): Warning[] {
  const peers = peersOf(inputs);
  const leftOut = settings.filter((field) => peers.some(({ prefix }) => isLeftWeak(inputs, prefix, field)));
  if (leftOut.length === 0) return [];
  const reasons = leftOut.map(
    (field) => `${quoted(defaultOf(field))} ${field.weak?.[defaultOf(field)] ?? ""}`,
  );
  const why = [...new Set(reasons)].join(". ");
  const where = modeOf(inputs) === "single" ? "" : "tunnels.*.";
  const reason = `left to the service, whose choice is weak: ${why}. To silence this: pulumi config set alicloud-vpn:cipherWarnings off`;
  return [cipherWarning(leftOut.map(({ path }) => where + path).join(", "), "ciphers.unset", reason)];
}

/** On a ShangMi gateway the defaults are sm4 and sm3: where a block names one, the gateway is such. */
function isLeftWeak(inputs: Properties, prefix: string, field: Field): boolean {
  const isShangMi = settings.some(({ path }) =>
    /^sm\d$/.test(asString(getPath(inputs, prefix + path)) ?? ""),
  );
  if (!isWeakByDefault(field) || (isShangMi && field.path.endsWith("AuthAlg"))) return false;
  return getPath(inputs, prefix + field.path) === undefined;
}

/** What works and is weak or odd. */
export function warnings(inputs: Properties): Warning[] {
  return [
    ...["localSubnets", "remoteSubnets"].flatMap((path) => repeatedBlocks(path, asStrings(inputs[path]))),
    ...halfDestinationRouting(inputs),
    ...peersOf(inputs).flatMap(({ prefix }) => [
      ...weakWords(inputs, prefix),
      ...namesInMainMode(inputs, prefix),
      ...noVersion(inputs, prefix),
      ...publicAsn(inputs, prefix),
    ]),
    ...weakDefaults(inputs),
    ...idleSettings(inputs),
  ];
}

/** What has become weak since the state knew it: somebody changed it elsewhere. */
export function weakened(known: Properties, described: Properties): string[] {
  return peersOf(described).flatMap(({ prefix }) =>
    settings.flatMap(({ path, weak = {} }) => {
      const was = asString(getPath(known, prefix + path));
      const is = asString(getPath(described, prefix + path)) ?? "";
      const why = weak[is];
      if (why === undefined || was === undefined || was === is) return [];
      return [`${prefix}${path} is ${quoted(is)} and was ${quoted(was)}: ${quoted(is)} ${why}`];
    }),
  );
}
