/** What an error carries besides its message: facts for the person at the terminal. */
export interface ErrorFacts {
  /** The API's error code, such as `VpnGateway.Configuring`. */
  readonly code?: string;
  /** The API's request id, which the vendor's support asks for. */
  readonly requestId?: string;
  /** The id of the resource in the cloud, once there is one. */
  readonly resourceId?: string;
  /** What to do next. */
  readonly advice?: string;
}

/** The one error family of the package: told apart by `code`, never by the text of the message. */
export class VpnError extends Error implements ErrorFacts {
  override readonly name: string = "VpnError";
  readonly code?: string;
  readonly requestId?: string;
  readonly resourceId?: string;
  readonly advice?: string;

  constructor(message: string, facts: ErrorFacts = {}, options?: ErrorOptions) {
    super(message, options);
    this.code = facts.code;
    this.requestId = facts.requestId;
    this.resourceId = facts.resourceId;
    this.advice = facts.advice;
  }
}

/**
 * An operation that failed after the API had given an id: the resource exists, `outputs` is what is known
 * of it, and the next `pulumi up` resumes from there.
 */
export class UnfinishedError extends VpnError {
  override readonly name = "UnfinishedError";

  constructor(
    message: string,
    readonly outputs: Readonly<Record<string, unknown>>,
    facts: ErrorFacts & { readonly resourceId: string },
    options?: ErrorOptions,
  ) {
    super(message, facts, options);
  }
}

/**
 * The whole of an error for a person: what happened, to what (`place`, where the message doesn't name it), the request's
 * id, and what to do next.
 */
export function explain(error: unknown, place: readonly string[] = []): string {
  if (!(error instanceof VpnError)) return error instanceof Error ? error.message : String(error);
  const { message, requestId } = error;
  const unnamed = requestId === undefined ? [] : place.filter((name) => !message.includes(name));
  const facts = [unnamed.join(" in "), requestId === undefined ? "" : `request id ${requestId}`];
  const told = facts.filter((fact) => fact !== "");
  const advice = error.advice === undefined ? "" : `\n  ${error.advice}`;
  return `${message}${told.length === 0 ? "" : ` (${told.join(", ")})`}${advice}`;
}
