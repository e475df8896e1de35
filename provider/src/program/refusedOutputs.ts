import * as pulumi from "@pulumi/pulumi";

/**
 * Makes the outputs of a resource reject where its arguments are refused. Pulumi leaves the outputs of a resource
 * whose inputs fail pending for ever, and an inline program of the Automation API that uses one would never end.
 *
 * An output may be handed out before it is known whether the arguments are refused. So each is replaced by one that
 * waits for that, when somebody reads it: what nobody reads costs nothing.
 *
 * @param allowed rejects with the refusal; undefined where the arguments are known to be good
 * @param onUse called when the resource is refused and somebody has read one of its outputs
 */
export function rejectIfRefused(
  resource: pulumi.Resource,
  allowed: Promise<undefined> | undefined,
  onUse: () => void,
): void {
  if (allowed === undefined) return;
  const outputs = Object.entries(resource).filter((entry): entry is [string, pulumi.Output<unknown>] =>
    pulumi.Output.isInstance(entry[1]),
  );
  const guarded = outputs.map(([key, output]) => ({ key, read: once(() => behind(allowed, output)) }));
  let [used, refused] = [false, false];
  for (const { key, read } of guarded) {
    const get = () => {
      used = true;
      if (refused) onUse();
      return read();
    };
    Object.defineProperty(resource, key, { get, enumerable: true, configurable: true });
  }
  allowed.catch(() => {
    refused = true;
    if (used) onUse();
  });
}

/** The output with all that it is (unknown, secret, of which resources), or the rejection. */
function behind<T>(allowed: Promise<undefined>, output: pulumi.Output<T>): pulumi.Output<unknown> {
  const guarded = pulumi.output(allowed.then(() => output));
  // Pulumi keeps promises of its own with each output. Where nobody looks at the output, nobody handles them, and after
  // the run that would end the process. The registration tells of the refusal anyway.
  const { isKnown, isSecret } = guarded as { readonly isKnown?: unknown; readonly isSecret?: unknown };
  for (const promise of [isKnown, isSecret]) if (promise instanceof Promise) promise.catch(() => undefined);
  return guarded;
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}
