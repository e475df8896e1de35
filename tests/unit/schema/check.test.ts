import { UNKNOWN } from "../../../provider/src/properties";
import {
  describeFailure,
  failuresOf,
  givenPaths,
  refuse,
  shown,
  withDefaults,
} from "../../../provider/src/schema/check";
import type { Field } from "../../../provider/src/schema/fields";

const fields: readonly Field[] = [
  { path: "gateway", type: "string", required: true, change: "replaces" },
  { path: "regionId", type: "string", change: "replaces", defaultFrom: "the provider's region" },
  { path: "name", type: "string", change: "updates", defaultFrom: "the resource's name" },
  { path: "port", type: "number", default: 1194, change: "updates" },
  { path: "on", type: "boolean", default: false, change: "updates" },
  { path: "asn", type: "number or string", change: "updates" },
  {
    path: "blocks",
    type: "list of strings",
    change: "updates",
    rules: [
      {
        id: "blocks.short",
        says: "must be short",
        code: "TooLong",
        holds: (blocks: readonly string[]) => blocks.every((text) => text.length < 3),
      },
    ],
  },
  { path: "tags", type: "map of strings", change: "updates" },
  { path: "ike.mode", type: "string", enum: ["main", "AES-128"], change: "updates" },
  {
    path: "ike.psk",
    type: "string",
    secret: true,
    change: "updates",
    rules: [{ id: "psk.never", says: "must be something else", holds: () => false }],
  },
  { path: "tunnel.peer", type: "string", required: true, change: "updates" },
  { path: "tunnel.cidr", type: "string", change: "updates" },
];

const reasons = (inputs: Record<string, unknown>) =>
  failuresOf(fields, [], { gateway: "g", ...inputs }).map(describeFailure);

describe("types", () => {
  it.each([
    { name: "n", port: 1, on: true, asn: 1, blocks: ["a"], tags: { a: "b" }, ike: { mode: "main" } },
    { port: "1194", on: "false", asn: "1.2", blocks: [], tags: {} },
    { blocks: ["a", UNKNOWN], tags: { a: UNKNOWN } },
    { name: undefined, port: undefined },
    { name: null, port: null, on: null, asn: null, blocks: null, tags: null, ike: null, tunnel: null },
    { ike: { mode: null, psk: null, stranger: null }, stranger: null },
  ])("%j is taken", (inputs) => {
    expect(reasons(inputs)).toEqual([]);
  });

  it.each([
    [{ name: 7 }, "name: must be a string, not 7"],
    [{ port: "many" }, 'port: must be a number, not "many"'],
    [{ port: true }, "port: must be a number, not true"],
    [{ on: "yes" }, 'on: must be a boolean, not "yes"'],
    [{ on: 1 }, "on: must be a boolean, not 1"],
    [{ asn: false }, "asn: must be a number or string, not false"],
    [{ blocks: "a,b" }, 'blocks: must be a list of strings, not "a,b"'],
    [{ blocks: ["a", 1] }, 'blocks: must be a list of strings, not ["a",1]'],
    [{ tags: ["a"] }, 'tags: must be a map of strings, not ["a"]'],
    [{ tags: { a: 1 } }, 'tags: must be a map of strings, not {"a":1}'],
    [{ blocks: [UNKNOWN, 1] }, 'blocks: must be a list of strings, not ["(not known yet)",1]'],
  ])("%p is refused", (inputs, reason) => {
    expect(reasons(inputs)).toEqual([reason]);
  });
});

describe("what is required", () => {
  it("must be there", () => {
    expect(failuresOf(fields, [], {}).map(describeFailure)).toEqual(["gateway: is required"]);
  });

  it("is asked for in a block only where the block is there", () => {
    expect(reasons({ tunnel: {} })).toEqual(["tunnel.peer: is required"]);
    expect(reasons({ tunnel: UNKNOWN })).toEqual([]);
    expect(reasons({ tunnel: { peer: UNKNOWN } })).toEqual([]);
  });
});

describe("words of a list", () => {
  it("another word is refused with the list", () => {
    expect(reasons({ ike: { mode: "quick" } })).toEqual([
      'ike.mode: "quick" is refused: must be one of main, AES-128',
    ]);
  });

  it.each(["aes-128", "AES128", "aes_128"])("%s is a near miss, and the word is named", (mode) => {
    expect(reasons({ ike: { mode } })[0]).toContain('did you mean "AES-128"?');
  });
});

describe("what no argument is called", () => {
  it("is refused, and a near miss is named", () => {
    expect(reasons({ Port: 1 })).toEqual(["Port: there is no such argument — did you mean port?"]);
    expect(reasons({ nonsense: 1 })).toEqual(["nonsense: there is no such argument"]);
  });

  it("is found in blocks too, and a block itself by its name", () => {
    expect(reasons({ ike: { PSK: "k" } })[0]).toBe(
      "ike.PSK: there is no such argument — did you mean ike.psk?",
    );
    expect(reasons({ IKE: {} })[0]).toContain("did you mean ike?");
  });

  it("a plain value where a block belongs is refused without showing it", () => {
    expect(reasons({ ike: "s3cret-value" })).toEqual(["ike: must be an object"]);
  });

  it("what isn't there, isn't known or is our own is passed over", () => {
    expect(reasons({ nonsense: undefined, other: UNKNOWN, __urn: "u" })).toEqual([]);
  });
});

describe("reasons", () => {
  it("name the value, the rule and the code the service would answer", () => {
    expect(reasons({ blocks: ["long"] })).toEqual([
      'blocks: ["long"] is refused: must be short (the service would answer TooLong)',
    ]);
  });

  it("a list is judged by what of it is known", () => {
    expect(reasons({ blocks: [UNKNOWN, "ok"] })).toEqual([]);
    expect(reasons({ blocks: [UNKNOWN, UNKNOWN] })).toEqual([]);
    expect(reasons({ blocks: [UNKNOWN, "long"] })[0]).toContain("(not known yet)");
  });

  it("never show a secret, whatever is wrong with it", () => {
    const all = [
      ...reasons({ ike: { psk: "s3cret-value" } }),
      ...reasons({ ike: { psk: ["s3cret-value"] } }),
    ];
    expect(all).toHaveLength(2);
    expect(all.join()).not.toContain("s3cret");
    expect(shown({ secret: true }, "s3cret-value")).not.toContain("s3cret");
  });

  it("stand alone where they belong to no path", () => {
    expect(describeFailure(refuse("", "r", "all wrong"))).toBe("all wrong");
  });
});

it("joint rules speak beside the fields' own, so that one preview shows all", () => {
  const joint = { id: "joint", breaks: () => [{ path: "name", reason: "no" }] };
  expect(failuresOf(fields, [joint], { gateway: 7 }).map(({ path }) => path)).toEqual(["gateway", "name"]);
  expect(failuresOf(fields, [joint], { gateway: "g" })).toEqual([refuse("name", "joint", "no")]);
  const coded = { ...joint, code: "NoSuchName" };
  expect(failuresOf(fields, [coded], { gateway: "g" })[0]?.reason).toBe(
    "no (the service would answer NoSuchName)",
  );
});

describe("documented defaults", () => {
  it("are filled in where nothing is given, and nowhere else", () => {
    expect(withDefaults(fields, { gateway: "g" })).toEqual({ gateway: "g", port: 1194, on: false });
    expect(withDefaults(fields, { port: 1, on: UNKNOWN })).toEqual({ port: 1, on: UNKNOWN });
  });
});

it("the paths the user set are those that nothing else fills in", () => {
  const inputs = {
    gateway: "g",
    regionId: "cn-hangzhou",
    name: "n",
    port: 1,
    ike: { mode: "main" },
    tags: UNKNOWN,
  };
  expect(givenPaths(fields, inputs)).toEqual(["tags", "ike.mode"]);
});
