/** Shorter ones stand in ordinary words too: they are hidden only where they are the value that is shown. */
const SHORTEST_ANYWHERE = 6;
const HIDDEN = "[secret]";

/** A message without the values that the program has marked secret. */
export function hush(message: string, secrets: Iterable<string>): string {
  return [...new Set(secrets)]
    .filter((secret) => secret !== "")
    .sort((one, other) => other.length - one.length)
    .reduce((hushed, secret) => {
      const shown = hushed
        .replaceAll(JSON.stringify(secret), HIDDEN)
        .replaceAll(`: ${secret} is refused`, `: ${HIDDEN} is refused`);
      return secret.length < SHORTEST_ANYWHERE ? shown : shown.replaceAll(secret, HIDDEN);
    }, message);
}
