import {
  type Field,
  normalBoolean,
  normalNumber,
  normalSet,
  removalValue,
  same,
} from "../../../provider/src/schema/fields";

const field = (facts: Partial<Field>): Field => ({ path: "x", type: "string", change: "updates", ...facts });

describe("one value in two spellings", () => {
  it.each([
    ["number", "86400", 86400, true],
    ["number", 86400, 86401, false],
    ["number", "8.64e4", 86400, false],
    ["boolean", "true", true, true],
    ["boolean", "false", true, false],
    ["boolean", "True", true, false],
    ["string", "86400", 86400, false],
    ["string", "TCP", "tcp", false],
    ["list of strings", ["b", "a"], ["a", "b"], true],
    ["list of strings", ["a", "a"], ["a"], true],
    ["list of strings", ["a"], ["a", "b"], false],
    ["map of strings", { a: "1", b: "2" }, { b: "2", a: "1" }, true],
    ["map of strings", { a: "1" }, { a: "2" }, false],
    ["map of strings", { a: "1" }, {}, false],
  ] as const)("%s: %p and %p are the same: %p", (type, one, other, expected) => {
    expect(same(field({ type }), one, other)).toBe(expected);
    expect(same(field({ type }), other, one)).toBe(expected);
  });

  it("a field's own way of comparing goes before its type's", () => {
    const shouting = field({ normal: { says: "capitals", of: (value) => String(value).toLowerCase() } });
    expect(same(shouting, "AES", "aes")).toBe(true);
  });
});

describe("a value that isn't there", () => {
  it("means the documented default", () => {
    expect(same(field({ default: "TCP" }), undefined, "TCP")).toBe(true);
    expect(same(field({ default: "TCP" }), "UDP", undefined)).toBe(false);
    expect(same(field({ resetTo: "main" }), undefined, "main")).toBe(true);
    expect(same(field({ resetTo: "main" }), undefined, "aggressive")).toBe(false);
  });

  it("is like no other where there is no default", () => {
    expect(same(field({}), undefined, "x")).toBe(false);
    expect(same(field({}), undefined, undefined)).toBe(true);
  });

  it("false is a value like any other", () => {
    expect(same(field({ type: "boolean", resetTo: true }), undefined, false)).toBe(false);
    expect(same(field({ type: "boolean", default: false }), undefined, false)).toBe(true);
  });
});

it("what removal goes back to may depend on what is there", () => {
  const cipher = field({ resetTo: (present) => (present === "sm4" ? "sm4" : "aes") });
  expect(removalValue(cipher, "sm4")).toBe("sm4");
  expect(removalValue(cipher, "3des")).toBe("aes");
  expect(removalValue(field({ resetTo: 3 }), 9)).toBe(3);
  expect(removalValue(field({}), 9)).toBeUndefined();
});

it("only whole numbers and exact words are read out of texts", () => {
  expect([normalNumber("12"), normalNumber("-1"), normalNumber(""), normalNumber("1.5")]).toEqual([
    12,
    "-1",
    "",
    "1.5",
  ]);
  expect([normalBoolean("true"), normalBoolean("false"), normalBoolean("yes")]).toEqual([true, false, "yes"]);
  expect(normalSet("not a list")).toBe("not a list");
});
