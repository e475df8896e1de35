import * as pulumi from "@pulumi/pulumi";

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
