import { type Properties, UNKNOWN, getPath, asString } from "../../properties";
import type { JointRule } from "../../schema/check";
import { modeOf, peersOf } from "./peers";

/** What a ShangMi gateway knows, and nothing else (CreateVpnConnectionRequest, the parts for the China site). */
const allowed: Readonly<Record<string, string>> = {
  "ikeConfig.ikeEncAlg": "sm4",
  "ikeConfig.ikeAuthAlg": "sm3",
  "ipsecConfig.ipsecEncAlg": "sm4",
  "ipsecConfig.ipsecAuthAlg": "sm3",
  "ikeConfig.ikeVersion": "ikev1",
  "ikeConfig.ikeMode": "main",
};

/** What only such a gateway takes, wherever it stands: the tunnels of a connection share their gateway. */
const signs = (inputs: Properties): string[] =>
  peersOf(inputs).flatMap(({ prefix }) => [
    ...Object.keys(allowed)
      .map((path) => getPath(inputs, prefix + path))
      .filter((value): value is string => value === "sm4" || value === "sm3"),
    ...(asString(getPath(inputs, `${prefix}remoteCaCertificate`)) ? ["remoteCaCertificate"] : []),
  ]);

/** Whether the arguments can only be meant for a ShangMi gateway. */
export function isShangMi(inputs: Properties): boolean {
  return signs(inputs).length > 0;
}

/** ShangMi gateways know sm4, sm3, ikev1 and main, and nothing else; other gateways know none of sm4, sm3 and certificates. */
export const shangMiTogether: JointRule = {
  id: "vpn.shangMi",
  breaks: (inputs) => {
    const [sign] = signs(inputs);
    if (sign === undefined) return [];
    return peersOf(inputs).flatMap(({ prefix }) =>
      Object.entries(allowed)
        .filter(
          ([path, only]) => ![undefined, UNKNOWN, only].includes(getPath(inputs, prefix + path) as string),
        )
        .map(([path, only]) => ({
          path: prefix + path,
          reason: `must be ${only} beside ${sign}, which only ShangMi gateways know`,
        })),
    );
  },
};

/** "If the current VPN gateway instance is a Chinese SM-based VPN gateway, you must configure the peer CA certificate". */
export const shangMiCertificates: JointRule = {
  id: "vpn.shangMi.certificate",
  breaks: (inputs) =>
    modeOf(inputs) === "dual" && isShangMi(inputs)
      ? peersOf(inputs)
          .map(({ prefix }) => `${prefix}remoteCaCertificate`)
          .filter((path) => getPath(inputs, path) === undefined)
          .map((path) => ({ path, reason: "is required for each tunnel on a ShangMi gateway" }))
      : [],
};
