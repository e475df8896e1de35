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

/** Nothing is declared or refused for so long: the program has said all that it can say. */
const QUIET_MS = 3_000;

/**
 * A run of an inline program in which a refused resource was handed on. Pulumi can't end every such run: a component
 * whose arguments fail waits for its own URN before it registers its outputs, and the outputs of another package's
 * resource stay pending. The engine then waits for a program that never returns. Once nothing more comes, this has the
 * engine refuse a step, which ends the run as any failed resource does.
 *
 * A program that the CLI runs is a process of its own, which ends as soon as there is nothing left to wait for.
 */
class StalledRun {
  private timer: NodeJS.Timeout | undefined;
  private readonly monitor = connectionOf(pulumi.runtime.getMonitor());

  suspect(): void {
    if (this.monitor === undefined || isOfThisProcess(this.monitor)) return;
    this.timer ??= setTimeout(() => {
      this.end();
    }, QUIET_MS).unref();
  }

  /** Something was declared: what comes of it has to be waited for. */
  active(): void {
    this.timer?.refresh();
  }

  private end(): void {
    // Where the run has ended in the meantime, so has the CLI, which is at the other end of the connection.
    if (this.monitor?.getConnectivityState(false) === READY) new RefusedStep();
  }
}

const runs = new WeakMap<pulumi.Resource, StalledRun>();

/**
 * Notes that the program declares a resource.
 *
 * @returns what to call when the resource is refused and one of its outputs is read
 */
export function declaredInRun(): () => void {
  // Which run this is can only be told now: afterwards, another may be going on.
  const stack = pulumi.runtime.getStackResource();
  if (stack === undefined) return () => undefined;
  runs.get(stack)?.active();
  return () => {
    const run = runs.get(stack) ?? new StalledRun();
    runs.set(stack, run);
    run.suspect();
  };
}

/** A resource whose check fails. Text without a package behind it: this has to work in a program that is broken. */
class RefusedStep extends pulumi.CustomResource {
  constructor() {
    const reason = "resources of this program are refused, as the errors of the stack say";
    const failures = JSON.stringify([{ property: "", reason }]);
    const __provider = `exports.handler=()=>({check:async()=>({inputs:{},failures:${failures}})})`;
    super("pulumi-nodejs:dynamic/alicloud-vpn:Program", "program", { __provider });
  }
}

/** What is used here of a channel of gRPC. */
interface Connection {
  getTarget(): string;
  getConnectivityState(connect: boolean): number;
}

const READY = 2;

/** Tests with mocks have a monitor without a connection. */
function connectionOf(monitor: object | undefined): Connection | undefined {
  const client = monitor as { getChannel?(): Connection } | undefined;
  return client?.getChannel?.();
}

/** Whether the CLI runs this process for the program alone; it says then by the environment where the monitor is. */
function isOfThisProcess(monitor: Connection): boolean {
  const address = process.env.PULUMI_NODEJS_MONITOR;
  return address !== undefined && monitor.getTarget().endsWith(address);
}
