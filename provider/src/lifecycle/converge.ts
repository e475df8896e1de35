import { UnfinishedError, VpnError, explain } from "../errors";
import type { Properties } from "../properties";
import type { Context } from "./context";

const LOOKS = 3;
const BETWEEN_LOOKS_MS = 1_000;

/** How the service describes a resource; undefined where there is none. */
export type Describe = (id: string) => Promise<Properties | undefined>;

/** What a resource looks like once its gateway is active. */
export interface Seen {
  /** Undefined where the resource isn't there. */
  readonly outputs: Properties | undefined;
  /** Paths that are described otherwise than they were asked for. */
  readonly unmet: readonly string[];
}

/**
 * Looks until the resource is described as it was asked for. The gateway is active already, so what three looks
 * show is what the service means: it may store another spelling of a value.
 */
export async function lookUntil(
  context: Context,
  describe: () => Promise<Properties | undefined>,
  unmetIn: (described: Properties) => readonly string[],
): Promise<Seen> {
  for (let look = 1; ; look += 1) {
    const outputs = await describe();
    const unmet = outputs === undefined ? [] : unmetIn(outputs);
    if ((outputs !== undefined && unmet.length === 0) || look === LOOKS) return { outputs, unmet };
    await context.clock.sleep(BETWEEN_LOOKS_MS);
  }
}

/** Looks until the resource is gone. */
export async function lookUntilGone(
  context: Context,
  describe: () => Promise<Properties | undefined>,
): Promise<boolean> {
  for (let look = 1; ; look += 1) {
    if ((await describe()) === undefined) return true;
    if (look === LOOKS) return false;
    await context.clock.sleep(BETWEEN_LOOKS_MS);
  }
}

/** The error of an operation that failed once there was an id: it keeps the resource. */
export function unfinished(id: string, outputs: Properties, error: unknown): UnfinishedError {
  if (error instanceof UnfinishedError) return error;
  const { code, requestId, advice } = error instanceof VpnError ? error : {};
  const message = error instanceof VpnError ? error.message : explain(error);
  return new UnfinishedError(message, outputs, { code, requestId, advice, resourceId: id }, { cause: error });
}

/** Tells once which values the service describes otherwise than they were asked for. */
export function warnUnmet(context: Context, unmet: readonly string[]): void {
  if (unmet.length === 0) return;
  context.warn(
    `${context.label}: the service describes ${unmet.join(", ")} otherwise than asked for; the outputs show its values.`,
  );
}
