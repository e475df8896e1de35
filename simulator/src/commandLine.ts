import { parseArgs } from "node:util";
import type { AccessKey, CustomerGatewayOptions, GatewayOptions, SimulatorOptions } from "./options";

import { didYouMean } from "./suggestion";
import { switchNames } from "./switches";

export type { SimulatorOptions } from "./options";

/** The flags as parseArgs hands them over. */
export interface Flags {
  readonly [flag: string]: string | boolean | readonly string[] | undefined;
  readonly "seed-file"?: string;
  readonly quiet?: boolean;
  readonly help?: boolean;
  readonly gateway?: readonly string[];
  readonly "customer-gateway"?: readonly string[];
  readonly "access-key"?: readonly string[];
}

const one = { type: "string" } as const;
const several = { type: "string", multiple: true } as const;

/** `compressOnModify` is `--compress-on-modify`. */
export const flagOf = (option: string): string =>
  option.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

const flags = {
  port: one,
  host: one,
  region: one,
  busy: one,
  gateway: several,
  "customer-gateway": several,
  seed: one,
  "seed-file": one,
  state: one,
  "access-key": several,
  throttle: one,
  quiet: { type: "boolean" },
  help: { type: "boolean" },
  ...Object.fromEntries(switchNames.map((name) => [flagOf(name), one])),
} as const;

/** Takes the command line apart; an unknown flag is an error with a hint. */
export function readFlags(args: readonly string[]): Flags {
  for (const arg of args) {
    const name = /^--([^=]+)/.exec(arg)?.[1];
    if (name !== undefined && !Object.hasOwn(flags, name))
      throw new Error(`--${name} isn't a flag${didYouMean(name, Object.keys(flags))}`);
  }
  return parseArgs({ args: [...args], options: flags, strict: true }).values;
}

/** These become options in another way than by their name. */
const special = new Set([
  "port",
  "throttle",
  "gateway",
  "customer-gateway",
  "access-key",
  "seed-file",
  "state",
  "quiet",
  "help",
]);

/** Options from flags; what wasn't given is left out, so that a seed file's value stays. */
export function optionsOf(flags: Flags): SimulatorOptions {
  const plain = Object.entries(flags).flatMap(([flag, value]) =>
    value === undefined || special.has(flag) ? [] : [[camelCase(flag), value]],
  );
  const { gateway, "customer-gateway": customerGateway, "access-key": accessKey } = flags;
  return {
    ...(Object.fromEntries(plain) as SimulatorOptions),
    ...(flags.port === undefined ? {} : { port: wholeNumber("port", flags.port) }),
    ...(flags.throttle === undefined ? {} : { throttle: wholeNumber("throttle", flags.throttle) }),
    ...(typeof flags.state === "string" ? { statePath: flags.state } : {}),
    ...(gateway === undefined ? {} : { gateways: gateway.map(gatewayOf) }),
    ...(customerGateway === undefined ? {} : { customerGateways: customerGateway.map(customerGatewayOf) }),
    ...(accessKey === undefined ? {} : { accessKeys: accessKey.map(accessKeyOf) }),
  };
}

function camelCase(flag: string): string {
  return flag.replace(/-(\w)/g, (_match, letter: string) => letter.toUpperCase());
}

function wholeNumber(flag: string, value: unknown): number {
  if (typeof value === "string" && /^\d+$/.test(value)) return Number(value);
  throw new Error(`--${flag} takes a whole number, not ${JSON.stringify(value)}.`);
}

const words: Readonly<Record<string, Partial<GatewayOptions>>> = {
  single: { tunnels: "single" },
  dual: { tunnels: "dual" },
  ssl: { ssl: true },
  nossl: { ssl: false },
  ipsec: { ipsec: true },
  noipsec: { ipsec: false },
  bgp: { bgp: true },
  nobgp: { bgp: false },
  "bgp-enabled": { bgp: true, enableBgp: true },
  shangmi: { vpnType: "NationalStandard" },
  locked: { businessStatus: "FinancialLocked" },
};

const valued: Readonly<Record<string, (value: string) => Partial<GatewayOptions>>> = {
  id: (id) => ({ id }),
  name: (name) => ({ name }),
  region: (region) => ({ region }),
  "vpc-cidr": (vpcCidr) => ({ vpcCidr }),
  "ssl-connections": (value) => ({ sslMaxConnections: wholeNumber("gateway", value) }),
};

function gatewayOf(text: string): GatewayOptions {
  const parts = text.split(",").map((part) => {
    const [key = "", value] = part.split("=", 2);
    const known = value === undefined ? words[key] : valued[key]?.(value);
    if (known === undefined) {
      const hint = didYouMean(key, [...Object.keys(words), ...Object.keys(valued)]);
      throw new Error(`--gateway doesn't know "${part}"${hint}`);
    }
    return known;
  });
  return Object.assign({}, ...parts) as GatewayOptions;
}

function customerGatewayOf(text: string): CustomerGatewayOptions {
  const [ip = "", ...rest] = text.split(",");
  const options = rest.map((part): Partial<CustomerGatewayOptions> => {
    if (/^\d+$/.test(part)) return { asn: Number(part) };
    const [key, value] = part.split("=", 2);
    if ((key === "id" || key === "name") && value !== undefined) return { [key]: value };
    throw new Error(`--customer-gateway doesn't know "${part}".`);
  });
  return Object.assign({ ip }, ...options) as CustomerGatewayOptions;
}

function accessKeyOf(text: string): AccessKey {
  const [id, secret] = text.split(":", 2);
  if (!id || !secret) throw new Error("--access-key takes id:secret.");
  return { id, secret };
}
