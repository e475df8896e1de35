import {
  boolean,
  isAbout,
  omitEmpty,
  knownGroup,
  joinCsv,
  number,
  pagesOf,
  secret,
  splitCsv,
} from "../../../provider/src/vpc/mapping";

it("what isn't there is left out, and false and nought are there", () => {
  expect(omitEmpty({ a: undefined, b: null, c: "", d: false, e: 0, f: [] })).toEqual({
    d: false,
    e: 0,
    f: [],
  });
  expect(knownGroup({ a: undefined, b: "" })).toBeUndefined();
  expect(knownGroup({ a: false })).toEqual({ a: false });
});

it("blocks travel as one text, in the order given", () => {
  expect(joinCsv(["10.1.0.0/16", "10.0.0.0/16"])).toBe("10.1.0.0/16,10.0.0.0/16");
  expect(joinCsv(undefined)).toBeUndefined();
  expect(splitCsv("10.1.0.0/16, 10.0.0.0/16")).toEqual(["10.1.0.0/16", "10.0.0.0/16"]);
  expect([splitCsv(""), splitCsv(undefined), splitCsv(" , ")]).toEqual([undefined, undefined, undefined]);
});

it("numbers and booleans are read out of the API's texts", () => {
  expect([number("86400"), number(3), number(""), number(undefined)]).toEqual([
    86400,
    3,
    undefined,
    undefined,
  ]);
  expect([boolean("true"), boolean("TRUE"), boolean("false"), boolean(true), boolean("")]).toEqual([
    true,
    true,
    false,
    true,
    undefined,
  ]);
});

it("a number that is none, and a switch as a number, are read as what they are", () => {
  expect([number(NaN), number("soon"), number("0"), number(0)]).toEqual([undefined, undefined, 0, 0]);
  expect([boolean("1"), boolean("0")]).toEqual([true, false]);
});

it("null is nothing told, of whatever type", () => {
  expect([number(null), boolean(null), secret(null)]).toEqual([undefined, undefined, undefined]);
});

it("a key that is masked or empty isn't told, and one with stars in it is", () => {
  expect(["******", "***", "", undefined].map(secret)).toEqual([undefined, undefined, undefined, undefined]);
  const keys = ["a*b", "***a", "**", "secret"];
  expect(keys.map(secret)).toEqual(keys);
});

it("an item is about what was asked for unless it says otherwise", () => {
  const filter = { vpnGatewayId: "vpn-1" };
  expect(isAbout({ vpnGatewayId: "vpn-1" }, filter)).toBe(true);
  expect(isAbout({}, filter)).toBe(true);
  expect(isAbout({ vpnGatewayId: "vpn-2" }, filter)).toBe(false);
  expect(isAbout({ vpnGatewayId: "vpn-2" }, { vpnGatewayId: undefined })).toBe(true);
});

describe("a listing by pages", () => {
  /** How many pages are asked for where there are so many items, and whether all of them come. */
  async function listed(count: number, told = true) {
    const asked: number[] = [];
    const items = await pagesOf(({ pageNumber, pageSize }) => {
      asked.push(pageNumber);
      const from = (pageNumber - 1) * pageSize;
      const page = Array.from({ length: Math.max(0, Math.min(pageSize, count - from)) }, (_, i) => from + i);
      return Promise.resolve({ items: page, total: told ? count : undefined });
    });
    expect(items).toEqual(Array.from({ length: count }, (_, index) => index));
    return asked.length;
  }

  it.each([
    [0, 1],
    [1, 1],
    [50, 1],
    [51, 2],
    [100, 2],
    [101, 3],
  ])("of %d items is read in %d pages", async (count, pages) => {
    expect(await listed(count)).toBe(pages);
  });

  it("ends where a page isn't full, where nobody tells the total", async () => {
    expect(await listed(50, false)).toBe(2);
    expect(await listed(51, false)).toBe(2);
  });
});
