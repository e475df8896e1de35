import { required, text } from "./define";
import type { Rule } from "./fields";
import { type Block, blocksOverlap, isCanonical, parseBlock, range } from "./networks";

/** CreateSslVpnServer, CreateVpnConnection: "1 to 100 characters in length and cannot start with http:// or https://". */
const nameRules: readonly Rule[] = [
  {
    id: "name.length",
    says: "must be 1 to 100 characters long",
    code: "InvalidName",
    holds: (name: string) => name.length >= 1 && isAtMost(100, name),
  },
  {
    id: "name.prefix",
    says: "must not start with http:// or https://",
    code: "InvalidName",
    holds: (name: string) => !/^https?:\/\//.test(name),
  },
];

/** The arguments of whatever stands on a gateway. */
export const onGateway = {
  vpnGatewayId: required(text({ change: "replaces", rules: [notEmpty("vpnGatewayId")] })),
  regionId: text({
    change: "replaces",
    defaultFrom: "the provider's region",
    rules: [notEmpty("regionId")],
  }),
  name: text({ defaultFrom: "the resource's name in the program", rules: nameRules }),
} as const;

export function notEmpty(subject: string): Rule {
  return { id: `${subject}.empty`, says: "must not be empty", holds: (value: string) => value.length > 0 };
}

/** Each text of a list names a block, by the block's first address. */
export function blocksRule(id: string, code: string): Rule {
  return {
    id: `${id}.form`,
    says: "each must be an IPv4 CIDR block named by its first address, such as 10.0.0.0/16",
    code,
    holds: (blocks: readonly string[]) => blocks.every(isCanonical),
  };
}

export function countRule(id: string): Rule {
  return {
    id: `${id}.count`,
    says: "must name at least one block",
    holds: (blocks: readonly string[]) => blocks.length > 0,
  };
}

/** The schema of the vendor's own provider for another engine ends here; no page has a number. */
const MOST_BLOCKS = 10;

export function mostRule(id: string, code: string): Rule {
  return {
    id: `${id}.most`,
    says: `must name at most ${MOST_BLOCKS} blocks`,
    code,
    holds: (blocks: readonly string[]) => blocks.length <= MOST_BLOCKS,
  };
}

/** CreateSslVpnServerRequest: blocks that neither the client pool nor a local subnet may touch. */
export const loopbackLinkLocalMulticast: readonly Block[] = [
  range("127.0.0.0", "127.255.255.255"),
  range("169.254.0.0", "169.254.255.255"),
  range("224.0.0.0", "239.255.255.255"),
  range("255.0.0.0", "255.255.255.255"),
];

export function touchesAny(text: string, excluded: readonly Block[]): boolean {
  const block = parseBlock(text);
  return block !== undefined && excluded.some((other) => blocksOverlap(block, other));
}

/** Tag of a connection that no state has yet; never shown among `tags`. */
export const MARK_KEY = "pulumi-alicloud-vpn-unfinished";

/** The tag that earlier versions left on connections for good: it is no evidence of anything, and hidden. */
export const FORMER_MARK_KEY = "pulumi-alicloud-vpn";

export const isOurTag = (key: string): boolean => key === MARK_KEY || key === FORMER_MARK_KEY;

const reservedTagText = (text: string) => /^(?:aliyun|acs:)/.test(text) || /https?:\/\//.test(text);

/** CreateVpnConnectionRequestTags; DescribeVpnConnectionsRequestTag for the values. */
export const tagRules: readonly Rule[] = [
  {
    id: "tags.count",
    says: "at most 19 tags (the service takes 20, and one marks the resource for this package)",
    holds: (tags: Readonly<Record<string, unknown>>) => Object.keys(tags).length <= 19,
  },
  {
    id: "tags.key",
    says: "a tag key must be 1 to 64 characters long, not start with aliyun or acs:, nor hold http:// or https://",
    holds: (tags: Readonly<Record<string, unknown>>) =>
      Object.keys(tags).every((key) => key.length >= 1 && isAtMost(64, key) && !reservedTagText(key)),
  },
  {
    id: "tags.value",
    says: "a tag value must be at most 128 characters long, not start with aliyun or acs:, nor hold http:// or https://",
    holds: (tags: Readonly<Record<string, unknown>>) =>
      Object.values(tags).every(
        (value) => typeof value !== "string" || (isAtMost(128, value) && !reservedTagText(value)),
      ),
  },
  {
    id: "tags.mark",
    says: `the tags ${MARK_KEY} and ${FORMER_MARK_KEY} belong to this package`,
    holds: (tags: Readonly<Record<string, unknown>>) => !Object.keys(tags).some(isOurTag),
  },
];

/**
 * Whether a text has at most so many characters. The pages say "characters" and don't say which; this is the count that
 * refuses nothing a person would find short enough.
 */
export function isAtMost(most: number, text: string): boolean {
  return text.length <= most || count(text) <= most;
}

/**
 * As people count: an emoji, a flag or a letter with its accent is one, however many code units it takes. A segmenter is
 * made when it is needed: that takes milliseconds, which nearly no program should spend.
 */
function count(text: string): number {
  return [...new Intl.Segmenter(undefined, { granularity: "grapheme" }).segment(text)].length;
}
