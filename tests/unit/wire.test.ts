import * as rpc from "@pulumi/pulumi/runtime/rpc";
import { UNKNOWN } from "../../provider/src/properties";
import { decode, decodeProperties, encodeProperties } from "../../provider/src/wire";

const wrapped = (value: unknown) => ({ [rpc.specialSigKey]: rpc.specialSecretSig, value });

describe("values from the engine", () => {
  it("an unknown is known as such, in place of whole objects and lists too", () => {
    expect(decode({ a: rpc.unknownValue, b: { c: [rpc.unknownValue, "x"] } })).toEqual({
      a: UNKNOWN,
      b: { c: [UNKNOWN, "x"] },
    });
  });

  it("secrets are opened, nested ones too", () => {
    expect(decode({ ike: wrapped({ psk: wrapped("k") }), list: [wrapped(1)] })).toEqual({
      ike: { psk: "k" },
      list: [1],
    });
  });

  it("a secret that isn't known yet is unknown", () => {
    expect(decode(wrapped(rpc.unknownValue))).toBe(UNKNOWN);
  });

  it("other marked values stay as they are", () => {
    const asset = { [rpc.specialSigKey]: rpc.specialAssetSig, text: "x" };
    expect(decode(asset)).toEqual(asset);
  });

  it.each([undefined, null, "text", ["list"], rpc.unknownValue])("%p is no set of properties", (value) => {
    expect(decodeProperties(value)).toEqual({});
  });
});

describe("values for the engine", () => {
  it("what is secret is wrapped at its path, and nothing else", () => {
    const encoded = encodeProperties({ ikeConfig: { psk: "k", ikeMode: "main" }, name: "n" }, [
      "ikeConfig.psk",
    ]);
    expect(encoded).toEqual({ ikeConfig: { psk: wrapped("k"), ikeMode: "main" }, name: "n" });
  });

  it("a secret path that leads nowhere makes nothing", () => {
    expect(
      encodeProperties({ ikeConfig: { ikeMode: "main" } }, ["ikeConfig.psk", "tunnels.slave.psk"]),
    ).toEqual({
      ikeConfig: { ikeMode: "main" },
    });
  });

  it("an unknown goes out as the engine's own, secret or not", () => {
    expect(encodeProperties({ psk: UNKNOWN, name: UNKNOWN }, ["psk"])).toEqual({
      psk: wrapped(rpc.unknownValue),
      name: rpc.unknownValue,
    });
  });

  it("what the engine's JSON can't carry is left out or made a text", () => {
    const encoded = encodeProperties(
      {
        missing: undefined,
        list: [1, undefined, 2],
        when: new Date(0),
        big: 2n ** 64n,
        nan: NaN,
        endless: -Infinity,
        call: () => 1,
        mark: Symbol("s"),
        nothing: null,
        nested: { missing: undefined, when: new Date(0) },
      },
      [],
    );
    expect(encoded).toEqual({
      list: [1, 2],
      when: "1970-01-01T00:00:00.000Z",
      big: "18446744073709551616",
      nan: "NaN",
      endless: "-Infinity",
      mark: "Symbol(s)",
      nested: { when: "1970-01-01T00:00:00.000Z" },
    });
    expect(Object.keys(encoded)).not.toContain("missing");
    expect(Object.keys(encoded)).not.toContain("call");
    expect(Object.keys(encoded)).not.toContain("nothing");
  });

  it("what went out comes back as it was, secrets and unknowns included", () => {
    const properties = { ikeConfig: { psk: "k", localId: UNKNOWN }, localSubnets: ["10.0.0.0/16", UNKNOWN] };
    expect(decodeProperties(encodeProperties(properties, ["ikeConfig.psk"]))).toEqual(properties);
  });
});
