import fc from "fast-check";
import { type Properties, UNKNOWN, getPath, setPath } from "../../provider/src/properties";
import { kinds, pathsOf } from "./kinds";

const hidden = (inputs: Properties, paths: readonly string[]) =>
  paths
    .filter((path) => getPath(inputs, path) !== UNKNOWN)
    .reduce((all, path) => (getPath(all, path) === UNKNOWN ? all : setPath(all, path, UNKNOWN)), inputs);

describe.each(kinds)("values of %s that aren't known yet", (_, rules, full) => {
  const paths = pathsOf(full);

  it.each(paths)("%s alone makes no failure, and is announced as a change", (path) => {
    const inputs = setPath(full, path, UNKNOWN);
    expect(rules.failures(inputs)).toEqual([]);
    expect(getPath(rules.complete(inputs), path)).toBe(UNKNOWN);
    const changed = rules.changes(full, inputs).map(({ field }) => field.path);
    expect(changed.length).toBeGreaterThan(0);
    const related = (one: string) => one === path || one.startsWith(`${path}.`) || path.startsWith(`${one}.`);
    expect(changed.filter((one) => !related(one))).toEqual([]);
  });

  it("any number of them make none either, and nothing throws", () => {
    fc.assert(
      fc.property(fc.subarray(paths), (some) => {
        const inputs = hidden(full, some);
        expect(rules.failures(inputs)).toEqual([]);
        expect(() => rules.changes(full, inputs)).not.toThrow();
        expect(() => rules.changes({}, inputs)).not.toThrow();
      }),
      { numRuns: 200 },
    );
  });

  it("hide nothing of what is known: a stranger beside them is refused", () => {
    fc.assert(
      fc.property(fc.subarray(paths), (some) => {
        expect(rules.failures({ ...hidden(full, some), stranger: 1 })).toHaveLength(1);
      }),
    );
  });
});

it("nothing that a program may pass makes the rules throw", () => {
  const value = fc.oneof(fc.jsonValue(), fc.constant(UNKNOWN), fc.constant(undefined), fc.double());
  const paths = kinds.flatMap(([, , full]) => pathsOf(full));
  const inputs = fc
    .array(fc.tuple(fc.constantFrom(...paths), value))
    .map((entries) => entries.reduce<Properties>((all, [path, one]) => setPath(all, path, one), {}));
  fc.assert(
    fc.property(inputs, fc.constantFrom(...kinds), (all, [, rules, full]) => {
      expect(() => rules.failures(all)).not.toThrow();
      expect(() => rules.complete(all)).not.toThrow();
      expect(() => rules.changes(full, all)).not.toThrow();
    }),
    { numRuns: 500 },
  );
});
