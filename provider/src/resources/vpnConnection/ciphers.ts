import { type Properties, getPath, asString } from "../../properties";
import { fieldsOf } from "../../schema/define";
import { type Field, removalValue } from "../../schema/fields";
import { type Warning, warn } from "../../schema/warnings";
import { singleArguments } from "./fields";
import { modeOf, peersOf } from "./peers";

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
export function weakWords(inputs: Properties, prefix: string): Warning[] {
  return settings.flatMap(({ path, weak = {} }) => {
    const word = asString(getPath(inputs, prefix + path)) ?? "";
    const why = weak[word];
    return why === undefined ? [] : [cipherWarning(prefix + path, `${path}.weak`, `${quoted(word)} ${why}`)];
  });
}

/** Of what a program leaves to the service: once for the connection. */
export function weakDefaults(inputs: Properties): Warning[] {
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
