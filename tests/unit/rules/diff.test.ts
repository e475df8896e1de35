import { UNKNOWN } from "../../../provider/src/properties";
import {
  GIVEN,
  asked,
  changesBetween,
  keptPaths,
  unmet,
  withUndescribed,
} from "../../../provider/src/rules/diff";
import type { Field } from "../../../provider/src/rules/fields";

const fields: readonly Field[] = [
  { path: "gateway", type: "string", required: true, change: "replaces" },
  { path: "port", type: "number", default: 1194, change: "updates" },
  { path: "ike.mode", type: "string", whenRemoved: "main", change: "updates" },
  { path: "ike.psk", type: "string", secret: true, change: "updates" },
  { path: "routes", type: "boolean", default: true, undescribed: true, change: "updates" },
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

describe("what has to be seen before a change is done", () => {
  it("everything that was asked for, and nothing else", () => {
    const wanted = asked(fields, { gateway: "g", ike: { psk: "k" } });
    expect(wanted.map(({ field }) => field.path)).toEqual(["gateway", "ike.psk"]);
  });

  it("a value that is described otherwise is unmet; spelling doesn't matter", () => {
    const wanted = asked(fields, { gateway: "g", port: 1195, ike: { mode: "main" } });
    expect(unmet(wanted, { gateway: "g", port: "1195", ike: { mode: "main" } })).toEqual([]);
    expect(unmet(wanted, { gateway: "g", port: 1194, ike: { mode: "aggressive" } })).toEqual([
      "port",
      "ike.mode",
    ]);
  });

  it("what the service never describes can't be unmet", () => {
    expect(unmet(asked(fields, { routes: false }), {})).toEqual([]);
  });

  it("what is never described stays in the outputs as it was last asked for", () => {
    const whole = withUndescribed(fields, { port: 1 }, [{}, { routes: false }, { routes: true, port: 9 }]);
    expect(whole).toEqual({ port: 1, routes: false });
    expect(withUndescribed(fields, { port: 1 }, [{}])).toEqual({ port: 1 });
  });
});
