/** Shorter ones stand in ordinary words too: they are hidden only where they are the value that is shown. */
const SHORTEST_ANYWHERE = 6;
const HIDDEN = "[secret]";

/** A message without the secrets that it may quote; of those given, what is no string is passed over. */
export function redact(message: string, secrets: Iterable<unknown>): string {
  return [...new Set(secrets)]
    .filter((secret): secret is string => typeof secret === "string" && secret !== "")
    .sort((one, other) => other.length - one.length)
    .flatMap((secret) => [
      ...quotations(secret),
      ...(secret.length < SHORTEST_ANYWHERE ? [] : spellings(secret)),
    ])
    .reduce((clean, [spelling, shown]) => clean.replaceAll(spelling, shown), message);
}

type Replacement = readonly [spelling: string, shown: string];

/** As the value that a sentence is about. */
const quotations = (secret: string): Replacement[] => [
  [JSON.stringify(secret), HIDDEN],
  [`: ${secret} is refused`, `: ${HIDDEN} is refused`],
];

/** Anywhere. A block of settings travels as a JSON text within the request: there the key is escaped once, or twice. */
function spellings(secret: string): Replacement[] {
  const escaped = (text: string) => JSON.stringify(text).slice(1, -1);
  return [escaped(escaped(secret)), escaped(secret), secret].map((spelling) => [spelling, HIDDEN]);
}
