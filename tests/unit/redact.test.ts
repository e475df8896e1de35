import { redact } from "../../provider/src/redact";

describe("a message without the secrets that it may quote", () => {
  it.each<[string, string, unknown[], string]>([
    ["hides a key anywhere", "psk=abc123def is refused", ["abc123def"], "psk=[secret] is refused"],
    ["hides a quoted key with its quotes", 'psk: "abc123def"', ["abc123def"], "psk: [secret]"],
    ["hides a short key where it is quoted", 'psk "abc" of abcd', ["abc"], "psk [secret] of abcd"],
    [
      "hides a short key that a sentence is about",
      "psk: abc is refused",
      ["abc"],
      "psk: [secret] is refused",
    ],
    [
      "hides a key of a block that travels as JSON within JSON",
      '{"Psk":"a\\\\\\"bcdef"} {"Psk":"a\\"bcdef"}',
      ['a"bcdef'],
      '{"Psk":"[secret]"} {"Psk":[secret]}',
    ],
    ["hides the longer of two keys first", "abcdef-and-more", ["abcdef", "abcdef-and-more"], "[secret]"],
    ["passes over what is no key", "psk: 1", [undefined, 1, ""], "psk: 1"],
  ])("%s", (_, message, secrets, told) => {
    expect(redact(message, secrets)).toBe(told);
  });
});
