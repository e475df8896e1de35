import type { Clock } from "../../provider/src/clock";
import type { Context } from "../../provider/src/lifecycle/context";
import { Gateways } from "../../provider/src/lifecycle/gateways";
import { FakeVpc } from "./fakeVpc";

export { lostAnswer, refusal } from "./refusals";

/** Time that passes only while everybody sleeps, and then at once. */
export class FakeClock implements Clock {
  private static readonly epoch = Date.UTC(2026, 0, 1);
  private time = 0;
  private sleepers: { readonly at: number; readonly wake: () => void }[] = [];

  /** Every pause that was asked for, in order. */
  readonly pauses: number[] = [];

  constructor(private readonly dice = 0.5) {}

  now(): number {
    return FakeClock.epoch + this.time;
  }

  /** Milliseconds since the clock was made. */
  get elapsed(): number {
    return this.time;
  }

  sleep(milliseconds: number, cancelled?: AbortSignal): Promise<void> {
    if (cancelled === undefined) this.pauses.push(milliseconds);
    return new Promise((wake) => {
      // In whole milliseconds, as timers go.
      const sleeper = { at: this.time + Math.ceil(milliseconds), wake };
      this.sleepers.push(sleeper);
      cancelled?.addEventListener("abort", () => {
        this.sleepers = this.sleepers.filter((one) => one !== sleeper);
        wake();
      });
    });
  }

  random(): number {
    return this.dice;
  }

  /** What the work comes to, with time passing as it asks for. */
  async run<T>(work: Promise<T>): Promise<T> {
    const state = { settled: false };
    const done = () => (state.settled = true);
    work.then(done, done);
    for (let steps = 0; steps < 100_000; steps += 1) {
      await new Promise((resolve) => setImmediate(resolve));
      if (state.settled) return await work;
      const [next] = this.sleepers.sort((one, other) => one.at - other.at);
      if (next === undefined) throw new Error("everybody waits, and nobody sleeps");
      this.sleepers.shift();
      this.time = Math.max(this.time, next.at);
      next.wake();
    }
    throw new Error("the work never ends");
  }

  /** What the work fails with. */
  async failure(work: Promise<unknown>): Promise<unknown> {
    return await this.run(
      work.then(
        () => {
          throw new Error("it succeeded");
        },
        (error: unknown) => error,
      ),
    );
  }
}

/** What a lifecycle works with, and what it did with it. */
export interface World {
  readonly clock: FakeClock;
  readonly vpc: FakeVpc;
  readonly context: Context;
  readonly warnings: string[];
  /** Messages and their phases. */
  readonly told: [message: string, phase: string][];
}

export const URN = "urn:pulumi:prod::network::pulumi-nodejs:dynamic/alicloud-vpn:VpnConnection::office";

export function world(changes: Partial<Context> = {}): World {
  const clock = new FakeClock();
  const vpc = new FakeVpc(clock);
  const warnings: string[] = [];
  const told: [string, string][] = [];
  const context: Context = {
    urn: URN,
    organization: "acme",
    label: "VpnConnection office",
    regionId: "cn-hangzhou",
    api: vpc,
    gateways: new Gateways(vpc, clock),
    clock,
    limit: 600_000,
    mark: true,
    cipherWarnings: true,
    progress: (message, phase) => told.push([message, phase]),
    isTold: () => false,
    warn: (message) => warnings.push(message),
    ...changes,
  };
  return { clock, vpc, context, warnings, told };
}
