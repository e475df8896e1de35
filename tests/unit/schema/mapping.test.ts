import { block, boolean, list, map, number, required, set, text } from "../../../provider/src/schema/define";
import {
  outputsOf,
  readBoolean,
  readCsv,
  readNumber,
  readSecret,
  requestOf,
} from "../../../provider/src/schema/mapping";

/** Made up: of each way to travel one. */
const tree = {
  gatewayId: required(text({ change: "replaces" })),
  port: number(),
  on: boolean({ api: "Enabled" }),
  blocks: set({ api: "BlockList" }),
  servers: list(),
  labels: map({ write: () => undefined, from: "Tags.Tag", read: () => ({}) }),
  asObject: block({}, { key: text({ secret: true }), size: number() }),
  asJson: block({ form: "JSON", from: "AsDescribed" }, { size: number({ api: "size" }) }),
  asTexts: block({ form: "JSON of texts" }, { size: number(), on: boolean() }),
  ends: block(
    { form: "by role", from: "Ends.End" },
    { left: block({}, { name: text() }), right: block({}, { name: text() }) },
  ),
};

describe("a request", () => {
  it("has each argument under the API's name and in its form", () => {
    const args = {
      gatewayId: "vpn-1",
      port: 0,
      on: false,
      blocks: ["10.1.0.0/16", "10.0.0.0/16"],
      servers: ["b", "a", "b"],
      labels: { a: "1" },
      asObject: { key: "k", size: 1 },
      asJson: { size: 2 },
      asTexts: { size: 3, on: true },
      ends: { right: { name: "r", tunnelId: "tun-2" }, left: { name: "l" } },
    };
    expect(requestOf(tree, args, "create")).toEqual({
      gatewayId: "vpn-1",
      port: 0,
      enabled: false,
      blockList: "10.1.0.0/16,10.0.0.0/16",
      servers: "b,a,b",
      asObject: { key: "k", size: 1 },
      asJson: '{"size":2}',
      asTexts: '{"Size":"3","On":"true"}',
      ends: [
        { role: "left", name: "l" },
        { role: "right", tunnelId: "tun-2", name: "r" },
      ],
    });
  });

  it("leaves out what isn't given, and to a modify what replaces", () => {
    const args = { gatewayId: "vpn-1", port: undefined, on: null, asObject: undefined };
    expect(requestOf(tree, args, "create")).toEqual({ gatewayId: "vpn-1" });
    expect(requestOf(tree, args, "modify")).toEqual({});
  });

  it("has an empty text for a list that is cleared", () => {
    expect(requestOf(tree, { servers: [] }, "modify")).toEqual({ servers: "" });
  });
});

describe("an answer", () => {
  it("is read by the names of the arguments, whatever the API makes of the values", () => {
    const answer = {
      gatewayId: "vpn-1",
      port: "1194",
      enabled: "false",
      blockList: "10.1.0.0/16, 10.0.0.0/16",
      servers: "b,a,b",
      asObject: { key: "******", size: "1" },
      asDescribed: { size: 2 },
      asTexts: { size: "", on: null },
      ends: { end: [{ role: "right", name: "r" }, { role: "other" }, null] },
    };
    expect(outputsOf(tree, answer)).toEqual({
      gatewayId: "vpn-1",
      port: 1194,
      on: false,
      blocks: ["10.1.0.0/16", "10.0.0.0/16"],
      servers: ["b", "a", "b"],
      labels: {},
      asObject: { size: 1 },
      asJson: { size: 2 },
      ends: { right: { name: "r" } },
    });
  });

  it("that tells nothing gives nothing", () => {
    expect(outputsOf(tree, {})).toEqual({ labels: {} });
  });
});

it("blocks are read out of one text, in the order given", () => {
  expect(readCsv("10.1.0.0/16, 10.0.0.0/16")).toEqual(["10.1.0.0/16", "10.0.0.0/16"]);
  expect([readCsv(""), readCsv(undefined), readCsv(" , ")]).toEqual([undefined, undefined, undefined]);
});

it("numbers and booleans are read out of the API's texts", () => {
  expect([readNumber("86400"), readNumber(3), readNumber(""), readNumber(undefined)]).toEqual([
    86400,
    3,
    undefined,
    undefined,
  ]);
  expect([
    readBoolean("true"),
    readBoolean("TRUE"),
    readBoolean("false"),
    readBoolean(true),
    readBoolean(""),
  ]).toEqual([true, true, false, true, undefined]);
});

it("a number that is none, and a switch as a number, are read as what they are", () => {
  expect([readNumber(NaN), readNumber("soon"), readNumber("0"), readNumber(0)]).toEqual([
    undefined,
    undefined,
    0,
    0,
  ]);
  expect([readBoolean("1"), readBoolean("0")]).toEqual([true, false]);
});

it("null is nothing told, of whatever type", () => {
  expect([readNumber(null), readBoolean(null), readSecret(null)]).toEqual([undefined, undefined, undefined]);
});

it("a key that is masked or empty isn't told, and one with stars in it is", () => {
  expect(["******", "***", "", undefined].map(readSecret)).toEqual([
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
  const keys = ["a*b", "***a", "**", "secret"];
  expect(keys.map(readSecret)).toEqual(keys);
});
