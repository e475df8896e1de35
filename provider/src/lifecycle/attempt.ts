import { ApiError, type ErrorKind } from "../vpc/errors";

/** What came of sending one request. */
export type Attempt<T> =
  | { readonly outcome: "taken"; readonly value: T }
  /** The service said no: nothing was done. */
  | { readonly outcome: "refused"; readonly error: ApiError }
  /** Nobody knows whether it was done, or still will be. */
  | { readonly outcome: "indeterminate"; readonly error: ApiError };

/** What to do about it. */
export type Next = "finish" | "wait until active" | "ask" | "look again" | "fail";

const afterRefusal: Readonly<Record<ErrorKind, Next>> = {
  busy: "wait until active",
  conflict: "look again",
  indeterminate: "ask",
  notFound: "fail",
  retryable: "fail",
  fatal: "fail",
};

/** Sends the request; an error of the API is data, anything else is a mistake of ours and thrown. */
export async function attempt<T>(request: () => Promise<T>): Promise<Attempt<T>> {
  try {
    return { outcome: "taken", value: await request() };
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return { outcome: error.kind === "indeterminate" ? "indeterminate" : "refused", error };
  }
}

/** The verdict on an attempt. What is retryable was repeated where it was sent; nothing is left to try. */
export function nextAfter(made: Attempt<unknown>): Next {
  return made.outcome === "taken" ? "finish" : afterRefusal[made.error.kind];
}
