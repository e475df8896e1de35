import { UnfinishedError, explain } from "../errors";
import type { Properties } from "../properties";
import { redact } from "../redact";

/** What the engine's host takes from an error: with an `id` it saves the resource, and prints the reasons. */
interface HostError {
  message: string;
  stack?: string;
  id?: string;
  properties?: Readonly<Record<string, unknown>>;
  reasons?: string[];
  toString(): string;
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
  const message = redact(`${doing}: ${explain(error, place)}`, secrets);
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
