import ipaddr from "ipaddr.js";

export interface Network {
  readonly first: number;
  readonly last: number;
  readonly bits: number;
}

/** A dotted IPv4 address without leading zeros, spaces or other spellings, as a number. */
export function parseAddress(text: string): number | undefined {
  if (!ipaddr.IPv4.isValidFourPartDecimal(text)) return undefined;
  const octets = ipaddr.IPv4.parse(text).octets;
  return octets.join(".") === text ? octets.reduce((sum, octet) => sum * 256 + octet, 0) : undefined;
}

/** A CIDR block whose host bits are zero: 10.0.0.0/8, but not 10.0.0.1/8. */
export function parseNetwork(text: string): Network | undefined {
  const match = /^([\d.]+)\/(\d|[12]\d|3[0-2])$/.exec(text);
  const first = parseAddress(match?.[1] ?? "");
  if (first === undefined) return undefined;
  const bits = Number(match?.[2]);
  const size = 2 ** (32 - bits);
  return first % size === 0 ? { first, last: first + size - 1, bits } : undefined;
}

/** The blocks of a comma-separated list; undefined if one of them is malformed. */
export function parseNetworks(list: string): Network[] | undefined {
  const networks = list.split(",").map(parseNetwork);
  return networks.every((network) => network !== undefined) ? networks : undefined;
}

export function overlap(one: Network, other: Network): boolean {
  return one.first <= other.last && other.first <= one.last;
}

export function anyOverlap(some: readonly Network[], others: readonly Network[]): boolean {
  return some.some((one) => others.some((other) => overlap(one, other)));
}

export function contains(outer: Network, inner: Network): boolean {
  return outer.first <= inner.first && inner.last <= outer.last;
}

export function isDefaultRoute(network: Network): boolean {
  return network.bits === 0;
}

export function addressText(address: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join(".");
}

export function networksFrom(...blocks: string[]): readonly Network[] {
  return blocks.map((block) => {
    const network = parseNetwork(block);
    if (network === undefined) throw new Error(`${block} is not a CIDR block.`);
    return network;
  });
}
