import { UNKNOWN, getPath, holdsUnknown, asStrings, setPath } from "../../provider/src/properties";

describe("the value at a path", () => {
  it.each([
    ["a", { a: 1 }, 1],
    ["a.b.c", { a: { b: { c: "deep" } } }, "deep"],
    ["a.b", { a: {} }, undefined],
    ["a.b", { a: "text" }, undefined],
    ["a.b", { a: ["list"] }, undefined],
    ["a.b", { a: null }, undefined],
    ["a", undefined, undefined],
    ["a.b.c", { a: UNKNOWN }, UNKNOWN],
    ["a.b", { a: { b: UNKNOWN } }, UNKNOWN],
    ["a", UNKNOWN, UNKNOWN],
  ])("%s of %p is found, or is unknown with what is above it", (path, properties, expected) => {
    expect(getPath(properties, path)).toBe(expected);
  });
});

describe("a copy with a value at a path", () => {
  it("makes the objects on the way and leaves the original alone", () => {
    const original = { a: { kept: 1 } };
    expect(setPath(original, "a.b.c", 2)).toEqual({ a: { kept: 1, b: { c: 2 } } });
    expect(original).toEqual({ a: { kept: 1 } });
  });

  it("takes the key away where the value is undefined", () => {
    expect(Object.keys(setPath({ a: 1, b: 2 }, "a", undefined))).toEqual(["b"]);
  });

  it("puts an object in the place of a plain value that is in the way", () => {
    expect(setPath({ a: UNKNOWN, b: 1 }, "a.b", 2)).toEqual({ a: { b: 2 }, b: 1 });
  });
});

it("something unknown is found in lists and objects, however deep", () => {
  expect(holdsUnknown({ a: [{ b: UNKNOWN }] })).toBe(true);
  expect(holdsUnknown({ a: [{ b: "known" }], c: null, d: undefined })).toBe(false);
});

it("the known texts of a list leave out what isn't known or no text", () => {
  expect(asStrings(["a", UNKNOWN, 1, "b"])).toEqual(["a", "b"]);
  expect(asStrings(UNKNOWN)).toBeUndefined();
});
