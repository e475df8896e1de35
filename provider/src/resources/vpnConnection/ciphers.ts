import { type Properties, getPath, asString } from "../../properties";
import { type Warning, warn } from "../../schema/warnings";
import { modeOf, peersOf } from "./peers";

/** What the service takes and RFC 8247 and 8221 advise against, and why. */
const weak: Readonly<Record<string, string>> = {
  des: "has keys of 56 bits, which are found in hours; use aes256",
  "3des": "has blocks of 64 bits, which leak in long sessions; use aes256",
  md5: "is broken; use sha256",
  group1: "has 768 bits, which are found in weeks; use group14",
  group2: "has 1024 bits, which a state can find; use group14",
  disabled: "lets one key open all earlier traffic; use group14",
};

/** Where nothing is given: the documented defaults (CreateVpnConnection). */
const defaults: Readonly<Record<string, string>> = {
  "ikeConfig.ikeEncAlg": "aes",
  "ikeConfig.ikeAuthAlg": "md5",
  "ikeConfig.ikePfs": "group2",
  "ipsecConfig.ipsecEncAlg": "aes",
  "ipsecConfig.ipsecAuthAlg": "md5",
  "ipsecConfig.ipsecPfs": "group2",
};
const paths = Object.keys(defaults);

const quoted = (word: string) => JSON.stringify(word);

/** A warning that `alicloud-vpn:cipherWarnings` silences. */
const cipherWarning = (path: string, rule: string, reason: string): Warning => ({
  ...warn(path, rule, reason),
  silencedBy: "cipherWarnings",
});

/** Of the words that a program gives. */
export function weakWords(inputs: Properties, prefix: string): Warning[] {
  return paths.flatMap((path) => {
    const word = asString(getPath(inputs, prefix + path)) ?? "";
    const why = weak[word];
    return why === undefined ? [] : [cipherWarning(prefix + path, `${path}.weak`, `${quoted(word)} ${why}`)];
  });
}

/** Of what a program leaves to the service: once for the connection. */
export function weakDefaults(inputs: Properties): Warning[] {
  const peers = peersOf(inputs);
  const leftOut = paths.filter((path) => peers.some(({ prefix }) => isWeakDefault(inputs, prefix, path)));
  if (leftOut.length === 0) return [];
  const words = [...new Set(leftOut.map((path) => defaults[path] ?? ""))];
  const why = words.map((word) => `${quoted(word)} ${weak[word] ?? ""}`).join(". ");
  const where = modeOf(inputs) === "single" ? "" : "tunnels.*.";
  const reason = `left to the service, whose choice is weak: ${why}. To silence this: pulumi config set alicloud-vpn:cipherWarnings off`;
  return [cipherWarning(leftOut.map((path) => where + path).join(", "), "ciphers.unset", reason)];
}

/** On a ShangMi gateway the defaults are sm4 and sm3: where a block names one, the gateway is such. */
function isWeakDefault(inputs: Properties, prefix: string, path: string): boolean {
  const isShangMi = paths.some((other) => /^sm\d$/.test(asString(getPath(inputs, prefix + other)) ?? ""));
  const isWeak = weak[defaults[path] ?? ""] !== undefined;
  return isWeak && !(isShangMi && path.endsWith("AuthAlg")) && getPath(inputs, prefix + path) === undefined;
}

/** What has become weak since the state knew it: somebody changed it elsewhere. */
export function weakened(known: Properties, described: Properties): string[] {
  return peersOf(described).flatMap(({ prefix }) =>
    paths.flatMap((path) => {
      const was = asString(getPath(known, prefix + path));
      const is = asString(getPath(described, prefix + path)) ?? "";
      const why = weak[is];
      if (why === undefined || was === undefined || was === is) return [];
      return [`${prefix}${path} is ${quoted(is)} and was ${quoted(was)}: ${quoted(is)} ${why}`];
    }),
  );
}
