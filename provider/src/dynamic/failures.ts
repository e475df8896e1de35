import { UnfinishedError, explain } from "../errors";
import type { Properties } from "../properties";

/** What the engine's host takes from an error: with an `id` it saves the resource, and prints the reasons. */
interface HostError {
  message: string;
  stack?: string;
  id?: string;
  properties?: Readonly<Record<string, unknown>>;
  reasons?: string[];
  toString(): string;
}

const SHORTEST_SECRET = 6;

/** Without the secrets that it may quote. */
export function redacted(text: string, secrets: readonly unknown[]): string {
  return secrets
    .filter((secret): secret is string => typeof secret === "string" && secret.length >= SHORTEST_SECRET)
    .flatMap(spellings)
    .reduce((clean, spelling) => clean.replaceAll(spelling, "***"), text);
}

/** A block of settings travels as a JSON text within the request: quoted, the key is escaped once, or twice. */
function spellings(secret: string): string[] {
  const escaped = (text: string) => JSON.stringify(text).slice(1, -1);
  return [escaped(escaped(secret)), escaped(secret), secret];
}

/**
 * The error to throw at the engine's host. An expected failure shows no stack: the host prints what `toString` and
 * `stack` say beside the message that the resource gets.
 */
export function failureToThrow(
  doing: string,
  error: unknown,
  keep: (outputs: Properties) => Readonly<Record<string, unknown>>,
  secrets: readonly unknown[],
  place: readonly string[],
): HostError & Error {
  const message = redacted(`${doing}: ${explain(error, place)}`, secrets);
  const thrown: HostError & Error = new Error(message);
  thrown.toString = () => `${doing} failed`;
  thrown.stack = "see the message of the resource";
  if (error instanceof UnfinishedError && error.resourceId !== undefined) {
    thrown.id = error.resourceId;
    thrown.properties = keep(error.outputs);
    thrown.reasons = [message];
  }
  return thrown;
}
