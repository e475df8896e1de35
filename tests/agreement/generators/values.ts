import fc from "fast-check";

/** Booleans as programs and configurations give them. */
export const flag: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 4, arbitrary: fc.boolean() },
  { weight: 1, arbitrary: fc.constantFrom("true", "false") },
);

export const anyFlag: fc.Arbitrary<unknown> = fc.oneof(
  flag,
  fc.constantFrom<unknown>("yes", "True", "FALSE", "1", "", 0, 1),
);

/** A number in range, sometimes as the text that the API makes of it. */
export const numberFrom = (min: number, max: number): fc.Arbitrary<unknown> =>
  fc.tuple(fc.integer({ min, max }), fc.nat(4)).map(([value, form]) => (form === 0 ? String(value) : value));

/** Numbers around a range. */
export const anyNumber = (min: number, max: number): fc.Arbitrary<unknown> =>
  fc.oneof(
    numberFrom(min, max),
    fc.integer({ min: min - 3, max: min + 3 }),
    fc.integer({ min: max - 3, max: max + 3 }),
    fc.integer({ min: -5, max: 2 * max }),
    fc.constantFrom<unknown>(0.5, 1.5, "", "1.5", "1e3", "0x10", "many", " 5", `0${max}`),
  );

const character = fc.oneof(
  { weight: 8, arbitrary: fc.string({ unit: "grapheme-ascii", minLength: 1, maxLength: 1 }) },
  { weight: 1, arbitrary: fc.constantFrom("ä", "名", "\t", "\n", "'", " ", "/", ":") },
);

/** A text of any length around a longest one. */
export const anyText = (longest: number): fc.Arbitrary<string> =>
  fc.oneof(
    fc.array(character, { maxLength: 12 }).map((all) => all.join("")),
    fc.integer({ min: longest - 2, max: longest + 2 }).map((length) => "x".repeat(length)),
    fc.constantFrom(
      "",
      "http://a",
      "https://a",
      "HTTP://a",
      "ahttp://b",
      "httpx",
      "aliyun",
      "acs:x",
      "an aliyun",
      "see http://b",
    ),
  );

const letters = fc.string({
  unit: fc.constantFrom(...Array.from("abcdefgXYZ0189-_.")),
  minLength: 1,
  maxLength: 24,
});

export const name = fc.oneof(letters, fc.constantFrom("x".repeat(100), "http-server", "名前", "a b"));
export const identifier = fc.oneof(letters, fc.ipV4(), fc.constant("i".repeat(100)));

const keyCharacters = 'abcXYZ0189~!`@#$%^&*()_-+={}[]|;:\\",.<>/?';
export const psk = fc.string({
  unit: fc.constantFrom(...Array.from(keyCharacters)),
  minLength: 1,
  maxLength: 100,
});

/** One of the words, and sometimes nearly one. */
export const anyWord = (words: readonly string[]): fc.Arbitrary<string> =>
  fc.oneof(
    { weight: 2, arbitrary: fc.constantFrom(...words) },
    {
      weight: 1,
      arbitrary: fc
        .constantFrom(...words)
        .chain((word) => fc.constantFrom(word.toUpperCase(), `${word} `, word.slice(1), `${word}1`)),
    },
    {
      weight: 1,
      arbitrary: fc.constantFrom("", "none", "null", "group24", "disabled", "sm4", "sm3", "aes-256"),
    },
  );

/** Both notations. The text of 1.10 is no number 1.1: a number with a fraction is refused before it is sent. */
export const anyAsn: fc.Arbitrary<unknown> = fc.oneof(
  anyNumber(1, 4294967295).filter((value) => typeof value !== "number" || Number.isInteger(value)),
  fc
    .tuple(fc.integer({ min: 0, max: 65538 }), fc.integer({ min: 0, max: 65538 }))
    .map(([a, b]) => `${a}.${b}`),
  fc.constantFrom("0.0", "0.1", "65535.65535", "65535.65536", "65536.0", "1.2.3", "AS1"),
);

export const asn: fc.Arbitrary<unknown> = fc.oneof(
  numberFrom(1, 4294967295),
  fc.tuple(fc.nat(65535), fc.integer({ min: 1, max: 65535 })).map(([high, low]) => `${high}.${low}`),
);

export const tags: fc.Arbitrary<Record<string, string>> = fc.dictionary(
  letters,
  fc.oneof(letters, fc.constant("")),
  {
    maxKeys: 5,
  },
);

export const anyTags: fc.Arbitrary<Record<string, string>> = fc.oneof(
  fc.dictionary(anyText(64), anyText(128), { maxKeys: 3 }),
  fc
    .integer({ min: 17, max: 21 })
    .map((count) => Object.fromEntries(Array.from({ length: count }, (_, n) => [`k${n}`, "v"]))),
);
