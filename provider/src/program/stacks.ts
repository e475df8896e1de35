/** What V8 reads of `Error`. Pulumi's loader of TypeScript sets the function: it maps positions to the sources. */
interface Stacks {
  prepareStackTrace?: ((error: Error, frames: NodeJS.CallSite[]) => unknown) | undefined;
  readonly stackTraceLimit: number;
}

const stacks: Stacks = Error;

/**
 * Spares a constructor most of its time. Pulumi notes the stack of every promise it makes for a resource, four for
 * each property, and reads them at once; each is mapped to the TypeScript sources, which costs more than all the rest.
 * They are shown with `PULUMI_DEBUG_PROMISE_LEAKS` only, and without it they are noted as they are. An error that is
 * read later, by whoever meets it, is mapped as always.
 *
 * Call what it returns at the end of the constructor. (It takes no function to run: Pulumi counts the frames between
 * its own constructor and the program's line.)
 */
export function plainStacks(): () => void {
  const mapping = stacks.prepareStackTrace;
  if (mapping === undefined || process.env.PULUMI_DEBUG_PROMISE_LEAKS) return () => undefined;
  stacks.prepareStackTrace = (error, frames) =>
    // Without a limit: Pulumi looks for the line of the program that declares the resource, which the state keeps.
    stacks.stackTraceLimit === Infinity ? mapping(error, frames) : plain(error, frames);
  return () => {
    stacks.prepareStackTrace = mapping;
  };
}

function plain(error: Error, frames: readonly NodeJS.CallSite[]): string {
  return [String(error), ...frames.map(String)].join("\n    at ");
}
