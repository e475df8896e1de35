import {
  blocksOverlap,
  isAddress,
  isCanonical,
  isHostIn,
  moved,
  parseBlock,
  range,
} from "../../../provider/src/schema/networks";

const block = (text: string) => {
  const parsed = parseBlock(text);
  if (parsed === undefined) throw new Error(`${text} is no block`);
  return parsed;
};

describe("CIDR notation", () => {
  it.each([
    ["10.0.0.0/8", 8, 167772160, 184549375],
    ["0.0.0.0/0", 0, 0, 4294967295],
    ["255.255.255.255/32", 32, 4294967295, 4294967295],
    ["192.168.1.7/24", 24, 3232235776, 3232236031],
  ])("%s is a block", (text, prefix, first, last) => {
    expect(parseBlock(text)).toEqual({ prefix, first, last });
  });

  it.each([
    "",
    "10.0.0.0",
    "10.0.0.0/",
    "10.0.0.0/33",
    "10.0.0.0/08",
    "10.0.0.0/-1",
    "10.0.0.0/8/8",
    "10.0.0/8",
    "10.0.0.256/8",
    "0x0a.0.0.0/8",
    "10.0.0.0/8.0",
    " 10.0.0.0/8",
    "10.0.0.0/8 ",
    "::/0",
    "::ffff:10.0.0.0/8",
    "167772160/8",
  ])("%p is none", (text) => {
    expect(parseBlock(text)).toBeUndefined();
    expect(isCanonical(text)).toBe(false);
  });

  it("a block goes by its first address", () => {
    expect(isCanonical("10.0.0.0/16")).toBe(true);
    expect(isCanonical("10.0.1.0/16")).toBe(false);
    expect(isCanonical("10.0.1.1/32")).toBe(true);
  });
});

describe("overlap", () => {
  it.each([
    ["10.0.0.0/16", "10.0.255.0/24", true],
    ["10.0.0.0/24", "10.0.1.0/24", false],
    ["10.0.0.0/24", "10.0.0.255/32", true],
    ["0.0.0.0/0", "192.168.0.0/16", true],
    ["128.0.0.0/1", "127.255.255.255/32", false],
  ])("%s and %s: %p, whichever comes first", (one, other, expected) => {
    expect(blocksOverlap(block(one), block(other))).toBe(expected);
    expect(blocksOverlap(block(other), block(one))).toBe(expected);
  });
});

it("the hosts of a block are neither its first nor its last address", () => {
  const tunnel = block("169.254.10.0/30");
  const addresses = ["169.254.9.255", "169.254.10.0", "169.254.10.1", "169.254.10.2", "169.254.10.3", "x"];
  expect(addresses.filter((address) => isHostIn(address, tunnel))).toEqual(["169.254.10.1", "169.254.10.2"]);
});

it.each(["1.2.3.4", "0.0.0.0", "255.255.255.255"])("%s is an address", (text) => {
  expect(isAddress(text)).toBe(true);
});

it.each(["", "1.2.3", "1.2.3.4.5", "1.2.3.256", "1.2.3.4/32", "::1", "localhost", "01.2.3.4x"])(
  "%p is no address",
  (text) => {
    expect(isAddress(text)).toBe(false);
  },
);

it("a range of the reference is the block between its addresses", () => {
  expect(range("224.0.0.0", "239.255.255.255")).toEqual(block("224.0.0.0/4"));
  expect(() => range("224.0.0.0", "nowhere")).toThrow("not a range");
});

it.each([
  ["169.254.10.2", "169.254.10.0/30", "169.254.11.0/30", "169.254.11.2"],
  ["10.0.1.255", "10.0.0.0/16", "172.16.0.0/16", "172.16.1.255"],
  ["nowhere", "10.0.0.0/16", "255.255.0.0/16", "255.255.0.0"],
])("%s of %s stands in %s at %s", (address, from, to, expected) => {
  expect(moved(address, block(from), block(to))).toBe(expected);
});
