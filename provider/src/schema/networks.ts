import ipaddr from "ipaddr.js";

/** An IPv4 CIDR block, parsed. */
export interface Block {
  readonly first: number;
  readonly last: number;
  readonly prefix: number;
}

function addressNumber(text: string): number | undefined {
  if (!ipaddr.IPv4.isValidFourPartDecimal(text)) return undefined;
  return ipaddr.IPv4.parse(text).octets.reduce((sum, octet) => sum * 256 + octet, 0);
}

/** The block that a text such as `10.0.0.0/16` names; undefined where it isn't IPv4 CIDR notation. */
export function parseBlock(text: string): Block | undefined {
  const [address = "", mask = "", ...rest] = text.split("/");
  const base = addressNumber(address);
  if (base === undefined || rest.length > 0 || !/^(?:[12]?\d|3[0-2])$/.test(mask)) return undefined;
  const prefix = Number(mask);
  const size = 2 ** (32 - prefix);
  const first = Math.floor(base / size) * size;
  return { first, last: first + size - 1, prefix };
}

/** The block that a value names, where it is a text that is known and names one. */
export function knownBlock(value: unknown): Block | undefined {
  return typeof value === "string" ? parseBlock(value) : undefined;
}

/** Whether the text names its block by the block's first address: `10.0.0.0/16`, not `10.0.1.0/16`. */
export function isCanonical(text: string): boolean {
  const block = parseBlock(text);
  return block !== undefined && addressNumber(text.split("/")[0] ?? "") === block.first;
}

export function blocksOverlap(one: Block, other: Block): boolean {
  return one.first <= other.last && other.first <= one.last;
}

export function isAddress(text: string): boolean {
  return addressNumber(text) !== undefined;
}

/** Whether the address lies in the block and is neither its network nor its broadcast address. */
export function isHostIn(address: string, block: Block): boolean {
  const number = addressNumber(address);
  return number !== undefined && number > block.first && number < block.last;
}

/** The address that stands in the one block where `address` stands in the other. */
export function moved(address: string, from: Block, to: Block): string {
  const number = to.first + (addressNumber(address) ?? from.first) - from.first;
  return [24, 16, 8, 0].map((shift) => Math.floor(number / 2 ** shift) % 256).join(".");
}

/** The block between two addresses, for the lists that the API pages give as ranges. */
export function range(from: string, to: string): Block {
  const first = addressNumber(from);
  const last = addressNumber(to);
  if (first === undefined || last === undefined)
    throw new Error(`not a range of addresses: ${from} to ${to}`);
  return { first, last, prefix: 32 - Math.log2(last - first + 1) };
}
