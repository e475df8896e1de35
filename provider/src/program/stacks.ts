/** What V8 asks for the text of a stack. Pulumi's loader of TypeScript sets it: it maps positions to the sources. */
const stacks: {
  prepareStackTrace?: ((error: Error, frames: NodeJS.CallSite[]) => unknown) | undefined;
} = Error;

/** The function of `@pulumi/pulumi` that notes them. By another name they would cost what they cost without this. */
const NOTING = "debuggablePromise";

/**
 * Spares a constructor most of its time. Pulumi notes the stack of every promise that it makes for a resource, four for
 * each property, and reads them at once; each is mapped to the TypeScript sources, which costs more than all the rest.
 * They are shown with `PULUMI_DEBUG_PROMISE_LEAKS` only, so without it they are left empty. Every other stack is mapped
 * as always.
 *
 * Call what it returns at the end of the constructor. (It takes no function to run: Pulumi counts the frames between
 * its own constructor and the program's line.)
 */
export function spareNotedStacks(): () => void {
  const mapping = stacks.prepareStackTrace;
  if (mapping === undefined || process.env.PULUMI_DEBUG_PROMISE_LEAKS) return () => undefined;
  stacks.prepareStackTrace = (error, frames) =>
    frames[0]?.getFunctionName() === NOTING ? String(error) : mapping(error, frames);
  return () => {
    stacks.prepareStackTrace = mapping;
  };
}
