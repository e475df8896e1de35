import { nearest } from "../../../provider/src/schema/near";

const words = [
  "aes",
  "aes192",
  "aes256",
  "des",
  "3des",
  "group1",
  "group2",
  "group14",
  "AES-128-CBC",
  "none",
];

it.each([
  ["AES", "aes"],
  ["aes_256", "aes256"],
  ["AES-256", "aes256"],
  ["aes128cbc", "AES-128-CBC"],
  ["NONE", "none"],
])("%s reads like %s", (word, meant) => {
  expect(nearest(word, words)).toBe(meant);
});

it.each([
  ["a letter too few", "ae256", "aes256"],
  ["a letter too many", "aess256", "aes256"],
  ["another letter", "aes255", "aes256"],
  ["two letters swapped", "ase256", "aes256"],
  ["two letters swapped at the end", "aes265", "aes256"],
  ["a first letter too few", "es192", "aes192"],
  ["a last letter too many", "none1", "none"],
])("%s: %s is a slip from %s", (_, word, meant) => {
  expect(nearest(word, words)).toBe(meant);
});

it.each([
  ["like nothing", "blowfish"],
  ["two slips away", "aes2567x"],
  ["swapped with a letter between", "sea256"],
  ["as near to one as to another", "group"],
  ["empty", ""],
])("a word that is %s has none: %s", (_, word) => {
  expect(nearest(word, words)).toBeUndefined();
});

it("of words that read the same the first is meant", () => {
  expect(nearest("a-b", ["A_B", "ab"])).toBe("A_B");
});
