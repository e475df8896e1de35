/** Values of the API: addresses, blocks and the members of a connection's end, checked as the pages say. */

export type Flat = Record<string, string | number | boolean>;
export type Texts = Record<string, string>;
export type Json = Record<string, unknown>;

export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message = code,
  ) {
    super(message);
  }
}

export const refuse = (code: string, message?: string, status = 400): never => {
  throw new ApiError(status, code, message);
};

// --- Addresses ------------------------------------------------------------------------------------------

export interface Block {
  start: number;
  end: number;
  mask: number;
}

export function address(text: string): number | undefined {
  const parts = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text)?.slice(1).map(Number);
  if (parts === undefined || parts.some((part) => part > 255)) return undefined;
  return parts.reduce((sum, part) => sum * 256 + part, 0);
}

/** Choice: a block with host bits is refused, not rounded; no page shows one. */
export function block(text: string): Block | undefined {
  const [, ip = "", bits = ""] = /^([\d.]+)\/(\d{1,2})$/.exec(text) ?? [];
  const start = address(ip);
  const mask = Number(bits);
  if (start === undefined || bits === "" || mask > 32) return undefined;
  const size = 2 ** (32 - mask);
  return start % size === 0 ? { start, end: start + size - 1, mask } : undefined;
}

export const overlap = (one: Block, other: Block) => one.start <= other.end && other.start <= one.end;
export const blocksOf = (text: string) => text.split(",").flatMap((part) => block(part.trim()) ?? []);
export const anyOverlap = (left: string, right: string) =>
  blocksOf(left).some((one) => blocksOf(right).some((other) => overlap(one, other)));
export const touches = (one: Block, list: string[]) =>
  list.some((item) => blocksOf(item).some((b) => overlap(one, b)));

export const RESERVED = ["127.0.0.0/8", "169.254.0.0/16", "224.0.0.0/4", "255.0.0.0/8"];
export const RESERVED_TUNNELS = ["0", "1", "2", "3", "4", "5", "6"].map((n) => `169.254.${n}.0/30`);

export function checkSubnets(text: string | undefined, name: string, max: number, minMask: number): void {
  const parts = (text ?? "").split(",");
  for (const part of parts) {
    const parsed = block(part);
    const wrong = parsed === undefined || (parsed.mask < minMask && part !== "0.0.0.0/0");
    if (wrong || parts.length > max || (minMask > 0 && (parsed.mask < minMask || touches(parsed, RESERVED))))
      refuse(`IllegalParam.${name}`, `The specified "${name}" (${part}) is invalid.`);
  }
}

// --- Blocks of a connection's end -----------------------------------------------------------------------

export interface Rule {
  name: string;
  code: string;
  initial: string | number;
  oneOf?: string[];
  range?: [number, number];
  matches?: RegExp;
}

/** Choice: no page has codes for wrong members of phase 1; they are named as those of phase 2 are. */
export const unsupported = (name: string) => `NotSupportVpnConnectionParameter.${name}`;
export const NORMAL = ["aes", "aes192", "aes256", "des", "3des"];
export const HASHES = ["md5", "sha1", "sha256", "sha384", "sha512"];
export const GROUPS = ["group1", "group2", "group5", "group14"];

export function rulesOf(phase: "Ike" | "Ipsec", national: boolean): Rule[] {
  const choice = (name: string, oneOf: string[], initial = oneOf[0] ?? ""): Rule => ({
    name: phase + name,
    code: unsupported(phase + name),
    oneOf,
    initial,
  });
  const common = [
    choice("EncAlg", national ? ["sm4"] : NORMAL),
    choice("AuthAlg", national ? ["sm3"] : HASHES),
    choice("Pfs", phase === "Ike" ? GROUPS : ["disabled", ...GROUPS], "group2"),
    {
      name: `${phase}Lifetime`,
      code: unsupported(`${phase}Lifetime`),
      range: [0, 86400],
      initial: 86400,
    } as Rule,
  ];
  if (phase === "Ipsec") return common;
  const identifier = /^[^\s]{1,100}$/;
  return [
    ...common,
    choice("Version", national ? ["ikev1"] : ["ikev1", "ikev2"]),
    choice("Mode", national ? ["main"] : ["main", "aggressive"]),
    { name: "LocalId", code: unsupported("LocalId"), matches: identifier, initial: "" },
    { name: "RemoteId", code: unsupported("RemoteId"), matches: identifier, initial: "" },
    {
      name: "Psk",
      code: unsupported("Psk"),
      matches: /^[0-9A-Za-z~!`@#$%^&*()_\-+={}[\]|;:\\",.<>/?]{1,100}$/,
      initial: "",
    },
  ];
}

export const initialOf = (rules: Rule[]): Flat =>
  Object.fromEntries(rules.map(({ name, initial }) => [name, initial]));

/** The members that a request names over what is there. Names are taken in any case: two pages spell them so. */
export function apply(base: Flat, given: Texts, rules: Rule[]): Flat {
  const result = { ...base };
  for (const rule of rules) {
    const text = Object.entries(given).find(([name]) => name.toLowerCase() === rule.name.toLowerCase())?.[1];
    if (text === undefined) continue;
    const { oneOf, range, matches } = rule;
    const number = Number(text);
    const outside = range !== undefined && (!/^\d+$/.test(text) || number < range[0] || number > range[1]);
    if (outside || oneOf?.includes(text) === false || matches?.test(text) === false)
      refuse(rule.code, `The specified ${rule.name} is invalid.`);
    result[rule.name] = range === undefined ? text : number;
  }
  return result;
}

export const HEALTH_RULES: Rule[] = [
  { name: "Enable", code: "IllegalParam.HealthCheckConfig", oneOf: ["true", "false"], initial: "false" },
  { name: "Dip", code: "IllegalParam.HealthCheckConfig", matches: /^[\d.]*$/, initial: "" },
  { name: "Sip", code: "IllegalParam.HealthCheckConfig", matches: /^[\d.]*$/, initial: "" },
  { name: "Interval", code: "IllegalParam.HealthCheckConfig", range: [1, 3600], initial: 3 },
  { name: "Retry", code: "IllegalParam.HealthCheckConfig", range: [1, 100], initial: 3 },
];
export const INITIAL_BGP: Flat = { LocalAsn: 45104, TunnelCidr: "", LocalBgpIp: "" };

export function asnOf(text: string): number {
  const [, high = "", low] = /^(\d+)(?:\.(\d+))?$/.exec(text) ?? [];
  const asn = low === undefined ? Number(high) : Number(high) * 65536 + Number(low);
  const halves = low !== undefined && (Number(high) > 65535 || Number(low) > 65535);
  return high === "" || halves || asn < 1 || asn > 4294967295 ? refuse("IllegalParam.LocalAsn") : asn;
}

export function applyBgp(base: Flat, given: Texts): Flat {
  const result = { ...base };
  if (given.LocalAsn !== undefined) result.LocalAsn = asnOf(given.LocalAsn);
  if (given.TunnelCidr !== undefined && given.TunnelCidr !== "") {
    const parsed = block(given.TunnelCidr) ?? refuse("InvalidTunnelCidr.Malformed");
    const inside = touches(parsed, ["169.254.0.0/16"]) && parsed.mask === 30;
    if (!inside || touches(parsed, [...RESERVED_TUNNELS, "169.254.169.252/30"]))
      refuse("IllegalParam.TunnelCidr");
    // Choice: an address that is left out is the block's first host, and moves with the block.
    if (result.TunnelCidr !== given.TunnelCidr)
      result.LocalBgpIp = given.TunnelCidr.replace(/(\d+)\/30$/, (_, last: string) =>
        String(Number(last) + 1),
      );
    result.TunnelCidr = given.TunnelCidr;
  }
  if (given.LocalBgpIp !== undefined && given.LocalBgpIp !== "") {
    const ip = address(given.LocalBgpIp) ?? refuse("InvalidLocalBgpIp.Malformed");
    const home = block(String(result.TunnelCidr));
    if (home === undefined || ip <= home.start || ip >= home.end) refuse("IllegalParam.LocalBgpIp");
    result.LocalBgpIp = given.LocalBgpIp;
  }
  return result;
}
