import { type Properties, getPath, asString, asStrings } from "../../properties";
import { type Warning, repeatedBlocks, warn } from "../../schema/warnings";
import { isAddress } from "../../schema/networks";
import { weakDefaults, weakWords } from "./ciphers";
import { asnNumber } from "./fields";
import { manyBlocks, peersOf } from "./peers";

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
