import { chosenNames, namesOf } from "../../../provider/src/cli/adopting/names";
import type { ExistingResource } from "../../../provider/src/cli/adopting/existing";
import { vpnConnection } from "../../../provider/src/resources/vpnConnection/definition";

const found = (id: string, name?: string): ExistingResource => ({
  definition: vpnConnection,
  id,
  outputs: name === undefined ? {} : { name },
  marked: false,
  peers: {},
});

const namesFor = (...names: readonly (string | undefined)[]) =>
  namesOf(
    names.map((name, index) => found(`vco-${index + 1}`, name)),
    new Map(),
  );

test("a name of the service becomes a name and a constant of the program", () => {
  expect(namesFor("Office Berlin (2)", "to_AWS/eu", "上海 办公室")).toEqual([
    { pulumi: "office-berlin-2", constant: "officeBerlin2" },
    { pulumi: "to-aws-eu", constant: "toAwsEu" },
    { pulumi: "上海-办公室", constant: "上海办公室" },
  ]);
});

test("where there is no name, or none with a letter or digit, the id serves", () => {
  expect(namesFor(undefined, "---").map(({ pulumi }) => pulumi)).toEqual(["vco-1", "vco-2"]);
});

test("no two get the same name or constant, and none a word of the language", () => {
  expect(namesFor("office", "Office", "office 2", "class", "config", "2nd")).toEqual([
    { pulumi: "office", constant: "office" },
    { pulumi: "office-2", constant: "office2" },
    { pulumi: "office-2-2", constant: "office22" },
    { pulumi: "class", constant: "class2" },
    { pulumi: "config", constant: "config2" },
    { pulumi: "2nd", constant: "vpn2nd" },
  ]);
});

test("a chosen name is kept, and the others make way", () => {
  const names = namesOf([found("vco-1", "office"), found("vco-2", "x")], chosenNames(["vco-2=office"]));
  expect(names.map(({ pulumi }) => pulumi)).toEqual(["office-2", "office"]);
});

test.each([["vco-1"], ["vco-1="], ["=office"], ["vco-1=a b"], ["vco-1='x"], ["vco-1=a=b"]])(
  "--name %s is refused",
  (text) => {
    expect(() => chosenNames([text])).toThrow("--name takes an id and a name");
  },
);

test("names that meet, and names for what wasn't found, are refused", () => {
  expect(() => chosenNames(["vco-1=a", "vco-2=a"])).toThrow("two ids one name");
  expect(() => namesOf([found("vco-1")], chosenNames(["vco-9=a"]))).toThrow("vco-9");
});
