import { UNKNOWN } from "../../../provider/src/properties";
import {
  GIVEN,
  desired,
  changesBetween,
  keptPaths,
  withIdentity,
  withUntold,
  withoutWriteOnly,
} from "../../../provider/src/schema/diff";
import type { Field } from "../../../provider/src/schema/fields";

const fields: readonly Field[] = [
  { path: "gateway", type: "string", required: true, change: "replaces" },
  { path: "port", type: "number", default: 1194, change: "updates" },
  { path: "ike.mode", type: "string", resetTo: "main", change: "updates" },
  { path: "ike.psk", type: "string", secret: true, change: "updates" },
  { path: "routes", type: "boolean", default: true, writeOnly: true, change: "updates" },
  { path: "servers", type: "list of strings", ordered: true, resetTo: [], change: "updates" },
  { path: "blocks", type: "list of strings", resetTo: [], change: "updates" },
];

const found = (outputs: Record<string, unknown>, wanted: Record<string, unknown>) =>
  changesBetween(fields, outputs, wanted).map(({ field, to, removed }) => [field.path, to, removed]);

describe("changes", () => {
  it("what is as it is wanted is no change, in another spelling neither", () => {
    expect(found({ gateway: "g", port: "1194" }, { gateway: "g", port: 1194 })).toEqual([]);
  });

  it("what differs is a change to what is wanted", () => {
    expect(found({ gateway: "g", port: 1 }, { gateway: "h", port: 2 })).toEqual([
      ["gateway", "h", false],
      ["port", 2, false],
    ]);
  });

  it("what isn't known yet is a change, where a whole object isn't known one of each of its fields", () => {
    const outputs = { gateway: "g", ike: { mode: "main", psk: "k" } };
    expect(found(outputs, { gateway: "g", ike: UNKNOWN })).toEqual([
      ["ike.mode", UNKNOWN, false],
      ["ike.psk", UNKNOWN, false],
    ]);
  });

  it("what the service chose, and nobody asked for, is no change", () => {
    expect(found({ ike: { mode: "aggressive", psk: "made" } }, {})).toEqual([]);
  });

  it("an argument taken away goes back to its documented default", () => {
    const outputs = { ike: { mode: "aggressive" }, [GIVEN]: ["ike.mode"] };
    expect(found(outputs, {})).toEqual([["ike.mode", "main", true]]);
  });

  it("an argument taken away that had the default's value already is no change", () => {
    expect(found({ ike: { mode: "main" }, [GIVEN]: ["ike.mode"] }, {})).toEqual([]);
  });

  it("a list taken away is cleared, and one that is empty already is no change", () => {
    expect(found({ servers: ["a"], [GIVEN]: ["servers"] }, {})).toEqual([["servers", [], true]]);
    expect(found({ servers: [], [GIVEN]: ["servers"] }, {})).toEqual([]);
    expect(found({}, { servers: [] })).toEqual([]);
  });

  it("another order is a change of a list, and none of a set", () => {
    const outputs = { servers: ["a", "b"], blocks: ["a", "b"] };
    expect(found(outputs, { servers: ["b", "a"], blocks: ["b", "a"] })).toEqual([
      ["servers", ["b", "a"], false],
    ]);
  });

  it("an argument taken away without a documented default is kept", () => {
    expect(found({ ike: { psk: "k" }, [GIVEN]: ["ike.psk"] }, {})).toEqual([]);
    expect(keptPaths(fields, ["ike.psk", "ike.mode"], {})).toEqual(["ike.psk"]);
  });

  it("nothing is said to be kept that is still wanted, or was never given", () => {
    expect(keptPaths(fields, ["ike.psk"], { ike: { psk: "new" } })).toEqual([]);
    expect(keptPaths(fields, ["ike.psk"], { ike: UNKNOWN })).toEqual([]);
    expect(keptPaths(fields, [], {})).toEqual([]);
  });
});

it("what a create asks for is everything that was given, and nothing else", () => {
  const wanted = desired(fields, { gateway: "g", ike: { psk: "k" } });
  expect(wanted.map(({ field }) => field.path)).toEqual(["gateway", "ike.psk"]);
});

describe("what the service doesn't tell", () => {
  it("and never describes stays as it was asked for last", () => {
    const whole = withUntold(fields, { port: 1 }, [{}, { routes: false }, { routes: true, port: 9 }]);
    expect(whole).toEqual({ port: 1, routes: false });
    expect(withUntold(fields, { port: 1 }, [{}])).toEqual({ port: 1 });
  });

  it("of a key stays as it was known, and a key that is told counts", () => {
    const known = { ike: { psk: "known", mode: "aggressive" } };
    expect(withUntold(fields, { ike: { mode: "main" } }, [known])).toEqual({
      ike: { mode: "main", psk: "known" },
    });
    expect(withUntold(fields, { ike: { psk: "told" } }, [known])).toEqual({ ike: { psk: "told" } });
  });

  it("of what can be looked up isn't filled in: absent, it is absent", () => {
    expect(withUntold(fields, {}, [{ port: 1195, gateway: "g" }])).toEqual({});
  });

  it("is left out where nobody knows whether it was taken", () => {
    expect(withoutWriteOnly(fields, { port: 1, routes: false })).toEqual({ port: 1 });
  });
});

describe("what identifies a resource", () => {
  it.each([
    ["absent", {}],
    ["empty", { gateway: "" }],
  ])("and is %s in an answer stays as it is known", (_, described) => {
    expect(withIdentity(fields, described, { gateway: "g", port: 9 })).toEqual({ gateway: "g" });
  });

  it("is as it is described where it is told", () => {
    expect(withIdentity(fields, { gateway: "h" }, { gateway: "g" })).toEqual({ gateway: "h" });
  });

  it("is nothing where nobody ever told it", () => {
    expect(withIdentity(fields, { port: 1 }, {})).toEqual({ port: 1 });
  });

  it("may change in place: a tunnel's peer", () => {
    const peer: Field = { path: "peer", type: "string", change: "updates", identifies: true };
    expect(withIdentity([peer], {}, { peer: "cgw-1" })).toEqual({ peer: "cgw-1" });
    expect(withIdentity([peer], { peer: "cgw-2" }, { peer: "cgw-1" })).toEqual({ peer: "cgw-2" });
  });
});
