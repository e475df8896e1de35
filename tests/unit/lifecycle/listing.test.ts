import {
  type Existing,
  type Lost,
  type Survey,
  createdAt,
  isSame,
  lostOne,
  markText,
  survey,
} from "../../../provider/src/lifecycle/listing";

const OURS = "0123456789";

const existing = (id: string, facts: Partial<Existing> = {}): Existing => ({
  id,
  vpnGatewayId: "vpn-1",
  isDouble: false,
  isAsAsked: false,
  ...facts,
});

const marked = (id: string, facts: Partial<Existing> = {}) =>
  existing(id, { mark: `${OURS}-operation`, ...facts });

describe("what a create finds before it sends anything", () => {
  const question = { vpnGatewayId: "vpn-1", resource: OURS, isKnown: (id: string) => id === "vco-known" };
  const found = (...listing: Existing[]): [string, unknown] => {
    const result = survey(listing, question);
    return [
      result.found,
      result.found === "nothing"
        ? undefined
        : [result.existing]
            .flat()
            .map(({ id }) => id)
            .join(),
    ];
  };

  it.each<[string, Existing[], [string, unknown]]>([
    ["nothing where nothing stands", [], ["nothing", undefined]],
    ["nothing in a stranger", [existing("vco-1")], ["nothing", undefined]],
    ["a leftover by its mark", [marked("vco-1")], ["leftover", "vco-1"]],
    [
      "a leftover where the answer leaves its gateway out",
      [marked("vco-1", { vpnGatewayId: undefined })],
      ["leftover", "vco-1"],
    ],
    [
      "a leftover on another gateway",
      [marked("vco-1", { vpnGatewayId: "vpn-2" })],
      ["leftover elsewhere", "vco-1"],
    ],
    [
      "several leftovers, wherever they are",
      [marked("vco-1"), marked("vco-2", { vpnGatewayId: "vpn-2" })],
      ["several leftovers", "vco-1,vco-2"],
    ],
    [
      "nothing in another resource's mark",
      [existing("vco-1", { mark: "9-operation" })],
      ["nothing", undefined],
    ],
    [
      "nothing in the mark of a hash that only begins like this one",
      [existing("vco-1", { mark: `${OURS}a-operation` })],
      ["nothing", undefined],
    ],
    ["an exact double", [existing("vco-1", { isDouble: true })], ["double", "vco-1"]],
    [
      "an exact double that bears another resource's mark",
      [existing("vco-1", { isDouble: true, mark: "9-operation" })],
      ["double", "vco-1"],
    ],
    [
      "a leftover before an exact double",
      [existing("vco-1", { isDouble: true }), marked("vco-2")],
      ["leftover", "vco-2"],
    ],
    [
      "nothing in what this process knows, though it bears the mark",
      [marked("vco-known")],
      ["nothing", undefined],
    ],
    [
      "nothing in a double that this process knows",
      [existing("vco-known", { isDouble: true })],
      ["nothing", undefined],
    ],
  ])("is %s", (_, listing, result) => {
    expect(found(...listing)).toEqual(result);
  });

  it("is nothing where marks are off: then nothing tells whose it is", () => {
    const listing = [marked("vco-1"), existing("vco-2", { isDouble: true })];
    expect(survey(listing, { ...question, resource: undefined })).toEqual({ found: "nothing" });
  });
});

describe("what was found stands unchanged", () => {
  const leftover = (one: Existing): Survey => ({ found: "leftover", existing: one });
  const several = (...all: Existing[]): Survey => ({ found: "several leftovers", existing: all });

  it.each<[string, Survey, Survey, boolean]>([
    ["where it is the same", leftover(marked("vco-1")), leftover(marked("vco-1")), true],
    [
      "where an answer tells other things of it",
      leftover(marked("vco-1", { name: "a" })),
      leftover(marked("vco-1", { name: undefined, isAsAsked: true })),
      true,
    ],
    ["not where it is another one", leftover(marked("vco-1")), leftover(marked("vco-2")), false],
    [
      "not where another operation has marked it",
      leftover(marked("vco-1")),
      leftover(existing("vco-1", { mark: `${OURS}-other` })),
      false,
    ],
    ["not where it is gone", leftover(marked("vco-1")), { found: "nothing" }, false],
    [
      "not where it has lost its mark",
      leftover(marked("vco-1")),
      { found: "double", existing: existing("vco-1", { isDouble: true }) },
      false,
    ],
    [
      "not where one more has come",
      several(marked("vco-1"), marked("vco-2")),
      several(marked("vco-1"), marked("vco-2"), marked("vco-3")),
      false,
    ],
    [
      "where several are the same",
      several(marked("vco-1"), marked("vco-2")),
      several(marked("vco-1"), marked("vco-2")),
      true,
    ],
  ])("%s", (_, one, other, same) => {
    expect(isSame(one, other)).toBe(same);
    expect(isSame(other, one)).toBe(same);
  });
});

describe("what a create made whose answer is unknown", () => {
  const mark = markText({ resource: OURS, operation: "this" });
  const asAsked = (id: string, facts: Partial<Existing> = {}) => existing(id, { isAsAsked: true, ...facts });
  const seen: Readonly<Record<string, string>> = { "vco-seen": "9-other", "vco-mine": mark };
  const lost = {
    mark,
    unique: false,
    before: new Set(["vco-before"]),
    serviceTime: undefined,
    isKnown: (id: string) => id === "vco-known",
    markSeen: (id: string) => seen[id],
  };
  const found = (listing: Existing[], windowOver: boolean, changes: Partial<Lost> = {}) => {
    const result = lostOne(listing, { ...lost, ...changes }, windowOver);
    return result === undefined
      ? undefined
      : [result]
          .flat()
          .map(({ id }) => id)
          .join();
  };

  it.each<[string, Existing[], boolean, string | undefined]>([
    ["bears its mark, while the window is open", [existing("vco-1", { mark })], false, "vco-1"],
    ["bears its mark, once the window is over", [existing("vco-1", { mark })], true, "vco-1"],
    [
      "bears its mark, whatever else is new and as asked",
      [asAsked("vco-1"), asAsked("vco-2"), existing("vco-3", { mark })],
      true,
      "vco-3",
    ],
    [
      "isn't what bears the mark of an earlier operation of this resource",
      [asAsked("vco-1", { mark: `${OURS}-earlier` })],
      true,
      undefined,
    ],
    ["isn't told by being new and as asked while the window is open", [asAsked("vco-1")], false, undefined],
    ["is what is new and as asked once the window is over", [asAsked("vco-1")], true, "vco-1"],
    ["isn't what was there before", [asAsked("vco-before")], true, undefined],
    ["isn't what this process knows", [asAsked("vco-known")], true, undefined],
    ["isn't new with other arguments", [existing("vco-1")], true, undefined],
    [
      "isn't what was seen with another's mark, though it is off by now",
      [asAsked("vco-seen")],
      true,
      undefined,
    ],
    ["is what was seen with its own mark", [asAsked("vco-mine")], true, "vco-mine"],
    [
      "is one of several that are new and as asked",
      [asAsked("vco-1"), asAsked("vco-2")],
      true,
      "vco-1,vco-2",
    ],
    ["isn't there where nothing is", [], true, undefined],
  ])("%s", (_, listing, windowOver, result) => {
    expect(found(listing, windowOver)).toBe(result);
  });

  it("is what is new and as asked where marks are off", () => {
    const off = { mark: undefined };
    expect(found([asAsked("vco-1"), existing("vco-2")], true, off)).toBe("vco-1");
    expect(found([asAsked("vco-1"), asAsked("vco-2")], true, off)).toBe("vco-1,vco-2");
    expect(found([asAsked("vco-before")], true, off)).toBeUndefined();
    expect(found([asAsked("vco-1")], false, off)).toBeUndefined();
  });

  it("is what is new and as asked at any time where there can be only one of its kind", () => {
    expect(found([asAsked("vss-1")], false, { mark: undefined, unique: true })).toBe("vss-1");
  });

  it.each<[string, number | undefined, string | undefined]>([
    ["isn't what was made before it was sent, and is listed only now", 7_999, undefined],
    ["is what was made as long before as the service's clocks may differ", 8_000, "vss-1"],
    ["is what came without a time", undefined, "vss-1"],
  ])("%s", (_, createdAt, result) => {
    const server = { mark: undefined, unique: true, serviceTime: 9_000 };
    expect(found([asAsked("vss-1", { createdAt })], false, server)).toBe(result);
  });

  it("isn't told, where marks are off, before the window is over", () => {
    expect(found([asAsked("vco-1")], false, { mark: undefined })).toBeUndefined();
  });

  it("is told at once where there can be only one of its kind", () => {
    const server = { mark: undefined, unique: true };
    expect(found([asAsked("vss-1")], false, server)).toBe("vss-1");
    expect(found([asAsked("vco-before")], false, server)).toBeUndefined();
    expect(found([existing("vss-1")], false, server)).toBeUndefined();
  });

  it("isn't, where marks are off, what bears somebody's mark", () => {
    expect(found([asAsked("vco-1", { mark: "9-other" })], true, { mark: undefined })).toBe(undefined);
  });
});

it.each<[unknown, number | undefined]>([
  [Date.UTC(2026, 0, 1), Date.UTC(2026, 0, 1)],
  [Date.UTC(2026, 0, 1) / 1_000, Date.UTC(2026, 0, 1)],
  [0, undefined],
  [undefined, undefined],
  ["2026-01-01T00:00Z", undefined],
])("a time of creation %p is told as %s", (createTime, told) => {
  expect(createdAt(createTime)).toBe(told);
});
