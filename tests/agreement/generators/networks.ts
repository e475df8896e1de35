import fc from "fast-check";

const dotted = (number: number) =>
  [24, 16, 8, 0].map((shift) => Math.floor(number / 2 ** shift) % 256).join(".");

/** An address anywhere, and often where lists of the reference begin and end. */
const address = fc.oneof(
  fc.nat(0xffffffff),
  fc
    .constantFrom(
      ...[
        "10.0.0.0",
        "10.250.0.0",
        "172.16.0.0",
        "192.168.0.0",
        "100.63.255.255",
        "100.64.0.0",
        "100.127.255.255",
      ],
      ...[
        "100.128.0.0",
        "126.255.255.255",
        "127.0.0.0",
        "128.0.0.0",
        "169.253.255.255",
        "169.254.0.0",
        "169.255.0.0",
      ],
      ...[
        "223.255.255.255",
        "224.0.0.0",
        "239.255.255.255",
        "240.0.0.0",
        "254.255.255.255",
        "255.0.0.0",
        "0.0.0.0",
      ],
    )
    .map((text) => text.split(".").reduce((sum, octet) => sum * 256 + Number(octet), 0)),
);

export const anyAddress: fc.Arbitrary<string> = fc.oneof(
  address.map(dotted),
  fc.constantFrom("host.example", "10.0.0", "10.0.0.256", "10.0.0.0/8", "::1", "01.2.3.4"),
);

/** A block by its first address. */
const block = (from: fc.Arbitrary<number>, prefix: fc.Arbitrary<number>) =>
  fc.tuple(from, prefix).map(([number, bits]) => {
    const size = 2 ** (32 - bits);
    return `${dotted(Math.floor(number / size) * size)}/${bits}`;
  });

/** Anything that is, or is nearly, a block. */
export const anyBlock: fc.Arbitrary<string> = fc.oneof(
  { weight: 6, arbitrary: block(address, fc.integer({ min: 0, max: 32 })) },
  {
    weight: 1,
    arbitrary: fc.tuple(address, fc.integer({ min: 0, max: 33 })).map(([n, bits]) => `${dotted(n)}/${bits}`),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      "",
      "10.0.0.0",
      "10.0.0.0/",
      "10.0.0.0/08",
      "10.0.0/8",
      " 10.0.0.0/8",
      "fd00::/8",
      "any",
    ),
  },
);

const within = (first: number, bits: number) => fc.nat(2 ** (32 - bits) - 1).map((offset) => first + offset);
const ten = within(0x0a000000, 8);
const hundredNinetyTwo = within(0xc0a80000, 16);

/** Client pools and local subnets that keep apart. */
export const pool = block(within(0xac100000, 12), fc.integer({ min: 16, max: 29 }));
export const localBlock = fc.oneof(
  block(ten, fc.integer({ min: 8, max: 32 })),
  block(hundredNinetyTwo, fc.integer({ min: 16, max: 32 })),
);

/** Blocks of a connection: anything, everything included. */
export const connectionBlock = fc.oneof(
  { weight: 9, arbitrary: block(fc.nat(0xffffffff), fc.integer({ min: 1, max: 32 })) },
  { weight: 1, arbitrary: fc.constant("0.0.0.0/0") },
);

const linkLocal = within(0xa9fe0000, 16);

/** A /30 of 169.254.0.0/16 that the service doesn't keep, and its two hosts. */
export const tunnelBlock = fc
  .integer({ min: 7 * 64, max: 65532 / 4 })
  .filter((index) => index !== (169 * 256 + 252) / 4)
  .map((index) => 0xa9fe0000 + index * 4)
  .map((first) => ({ cidr: `${dotted(first)}/30`, hosts: [dotted(first + 1), dotted(first + 2)] }));

export const anyTunnelBlock: fc.Arbitrary<string> = fc.oneof(
  { weight: 4, arbitrary: block(linkLocal, fc.integer({ min: 28, max: 32 })) },
  { weight: 2, arbitrary: block(within(0xa9fe0000, 20), fc.constant(30)) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      "169.254.169.252/30",
      "169.254.169.248/30",
      "169.254.6.0/30",
      "169.254.6.4/30",
    ),
  },
  { weight: 2, arbitrary: anyBlock },
);

export const linkLocalAddress = linkLocal.map(dotted);
