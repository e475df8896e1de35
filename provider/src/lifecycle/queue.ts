import type { Clock } from "../clock";
import { VpnError } from "../errors";
import { kindOf } from "../vpc/errors";
import { type Attempt, attempt } from "./attempt";
import { ConflictTracker, type UnderWay, namingOthers } from "./conflicts";
import { EngineActivity } from "./engineActivity";
import { BUSY_LAG_MS } from "./lags";
import { growing, poll } from "./poll";
import { PollSchedule } from "./pollSchedule";

/** Tells the person what a change is waiting for; `phase` says when that is something new. */
export type Progress = (message: string, phase: string) => void;

/** A change that wants its turn. */
export interface Request {
  /** The change in words: `creating VpnConnection office`. */
  readonly what: string;
  /** How long it may take, from the beginning of its turn, in milliseconds. */
  readonly limit: number;
  readonly progress: Progress;
  /** What makes room where changes wait for each other: for a person. */
  readonly resolutionHint?: string;
}

/** A change whose turn it is. Nothing else of this process changes the gateway meanwhile. */
export interface Turn {
  /** Until when it may take, in milliseconds since the epoch. */
  readonly deadline: number;
  /** Sends a request of the API once. */
  attempt<T>(request: () => Promise<T>): Promise<Attempt<T>>;
  /** Waits until the gateway is active. @returns whether it was seen busy */
  untilActive(): Promise<boolean>;
  /**
   * The request was taken just now: waits until the gateway was seen busy and is active again, or wasn't busy for as
   * long as it may take to turn so. @returns whether it was seen busy
   */
  untilDone(): Promise<boolean>;
}

export interface Waiter extends UnderWay {
  readonly request: Request;
  start: () => void;
  /** How long it waits for others to make room, from its first refusal on: as long as its turn may take. */
  parkedUntil?: number;
}

/** Counted from `since`, wherever the looks begin. */
const pauseSince = (clock: Clock, since: number, pause: (elapsed: number) => number) => () =>
  pause(clock.now() - since);

const seconds = (milliseconds: number) => `${Math.round(milliseconds / 1000)} s`;

/** A gateway that isn't busy yet, after a change was taken, is looked at in these steps. */
const GRACE_STEP_MS = 750;
/** An end that was seen so long ago still says that the gateway is active. */
const STILL_ACTIVE_MS = 500;

/** What looks at a gateway: DescribeVpnGateway. */
export interface StatusApi {
  gatewayStatus(vpnGatewayId: string): Promise<string>;
}

/**
 * One VPN gateway. The API takes one change at a time and refuses the rest, so the changes of this process form a
 * queue, first in first out; only the change whose turn it is looks at the gateway.
 */
export class Gateway {
  private readonly queue: Waiter[] = [];
  private readonly schedule = new PollSchedule();
  /** The longest that a change has waited in vain; 0 once the gateway is active again. */
  private stuckFor = 0;
  /** The status seen last, and for how long, for those who wait; empty while it is active. */
  private seen = "";
  /** When it was last asked and said that it is active, with nothing of this process sent since. */
  private activeAt = -Infinity;

  constructor(
    readonly id: string,
    private readonly api: StatusApi,
    private readonly clock: Clock,
    private readonly conflicts = new ConflictTracker<Waiter>(new EngineActivity(clock)),
  ) {}

  /** Whether no change of this process has its turn or waits for it. */
  get isIdle(): boolean {
    return this.queue.length === 0;
  }

  async isActive(): Promise<boolean> {
    const active = (await this.api.gatewayStatus(this.id)) === "active";
    if (!active) this.activeAt = -Infinity;
    return active;
  }

  /** Runs `work` when it is its turn; it is over when `work` is. */
  async change<T>(request: Request, work: (turn: Turn) => Promise<T>): Promise<T> {
    const waiter = await this.enter(request);
    try {
      for (;;) {
        try {
          const result = await this.takeTurn(waiter, work);
          this.conflicts.succeeded();
          return result;
        } catch (error) {
          if (kindOf(error) !== "conflict") throw error;
          if (!(await this.triedAgain(waiter))) throw namingOthers(error, waiter);
        }
      }
    } finally {
      this.leave(waiter);
    }
  }

  private async takeTurn<T>(waiter: Waiter, work: (turn: Turn) => Promise<T>): Promise<T> {
    const { request } = waiter;
    await this.refuseWhileStuck(request.limit);
    const deadline = this.clock.now() + request.limit;
    request.progress("sending", "sending");
    return await work({
      deadline,
      attempt: (send) => {
        this.activeAt = -Infinity;
        return attempt(send);
      },
      untilActive: () => this.untilActive(request, deadline),
      untilDone: () => {
        waiter.refusedAt = undefined;
        return this.untilDone(request, deadline);
      },
    });
  }

  private async untilActive(request: Request, deadline: number): Promise<boolean> {
    if (this.clock.now() - this.activeAt < STILL_ACTIVE_MS) return false;
    const watch = { since: this.clock.now(), busyFor: undefined as number | undefined };
    await this.poll(request, deadline, watch, growing(500, 5_000));
    return watch.busyFor !== undefined;
  }

  /**
   * Looked at at once, so that a short task is seen, too; where changes are known to take long, when a task would have
   * begun for sure: then a gateway that is active has done it.
   */
  private async untilDone(request: Request, deadline: number): Promise<boolean> {
    const watch = { since: this.clock.now(), busyFor: undefined as number | undefined };
    const graceEnds = watch.since + BUSY_LAG_MS;
    const first = this.schedule.pause(0);
    if (first > BUSY_LAG_MS) await this.clock.sleep(Math.min(first, deadline - watch.since));
    for (;;) {
      await this.poll(request, deadline, watch, (elapsed) => this.schedule.pause(elapsed));
      const elapsed = this.activeAt - watch.since;
      const graceIsOver = this.activeAt >= graceEnds;
      if (watch.busyFor !== undefined || first > BUSY_LAG_MS) {
        this.schedule.learn({ busy: watch.busyFor ?? 0, active: elapsed });
      }
      if (watch.busyFor !== undefined) return true;
      if (graceIsOver) return false;
      await this.clock.sleep(Math.max(0, Math.min(GRACE_STEP_MS, graceEnds - this.clock.now())));
    }
  }

  /** Looks at the gateway until it is active, for all who wait. */
  private async poll(
    request: Request,
    deadline: number,
    watch: { readonly since: number; busyFor: number | undefined },
    pause: (elapsed: number) => number,
  ): Promise<void> {
    let status = "";
    let askedAt = 0;
    const active = await poll(this.clock, deadline, pauseSince(this.clock, watch.since, pause), async () => {
      askedAt = this.clock.now();
      status = await this.api.gatewayStatus(this.id);
      const elapsed = this.clock.now() - watch.since;
      if (status === "active") return true;
      watch.busyFor = elapsed;
      // A message stands for ten seconds: "0 s" would soon be untrue.
      this.seen = elapsed < 1_000 ? `gateway ${status}` : `${seconds(elapsed)}, gateway ${status}`;
      this.tellPlaces();
      request.progress(`${this.seen}${this.behind()}`, status);
      return undefined;
    });
    if (active === undefined) {
      this.stuckFor = request.limit;
      throw this.stillBusy(request, status);
    }
    this.seen = "";
    this.activeAt = askedAt;
    request.progress(`${seconds(this.clock.now() - watch.since)}, gateway active`, "active");
  }

  /** A change before gave up waiting: where the gateway is still busy, those behind it don't wait as long again. */
  private async refuseWhileStuck(limit: number): Promise<void> {
    if (limit > this.stuckFor) return;
    const status = await this.api.gatewayStatus(this.id);
    if (status !== "active") {
      throw new VpnError(
        `${this.id} is still ${status}, as it was for the change before; nothing was sent.`,
        {
          code: "Timeout",
          advice: "Find out what keeps the gateway busy, and run the same command again.",
        },
      );
    }
    this.stuckFor = 0;
  }

  private stillBusy(request: Request, status: string): VpnError {
    return new VpnError(
      `${this.id} is still ${status} after ${seconds(request.limit)}, and the change is done when it is active.`,
      {
        code: "Timeout",
        advice:
          "Run pulumi up again: it goes on waiting, and makes nothing twice. The option customTimeouts sets a longer time.",
      },
    );
  }

  private behind(): string {
    const others = this.queue.length - 1;
    return others === 0 ? "" : `, ${others} waiting`;
  }

  private async enter(request: Request): Promise<Waiter> {
    const waiter: Waiter = { request, start: () => undefined };
    this.conflicts.enter(waiter);
    await this.turnOf(waiter);
    return waiter;
  }

  /** Goes to the end of the queue, also from its head; done when its turn has come. */
  private async turnOf(waiter: Waiter): Promise<void> {
    await new Promise<void>((resolve) => {
      waiter.start = resolve;
      this.takeOut(waiter);
      this.queue.push(waiter);
      this.startNext();
    });
  }

  private leave(waiter: Waiter): void {
    this.takeOut(waiter);
    this.startNext();
    this.conflicts.leave(waiter);
  }

  private takeOut(waiter: Waiter): void {
    const place = this.queue.indexOf(waiter);
    if (place >= 0) this.queue.splice(place, 1);
  }

  /** It may have started already; then this does nothing. */
  private startNext(): void {
    this.queue[0]?.start();
    this.tellPlaces();
  }

  private tellPlaces(): void {
    this.queue.slice(1).forEach(({ request }, index) => {
      const ahead = index + 1;
      const seen = this.seen === "" ? "" : `, ${this.seen}`;
      request.progress(`queued, ${ahead} ahead${seen}`, `place ${ahead}`);
    });
  }

  /**
   * Lets others go first that may make room for a change that was refused: those that wait for this gateway, then what
   * goes on elsewhere in this process or is still to come. False where nothing is left to wait for.
   */
  private async triedAgain(waiter: Waiter): Promise<boolean> {
    const { conflicts } = this;
    conflicts.refused(waiter);
    waiter.rivals = undefined;
    const { request } = waiter;
    waiter.parkedUntil ??= this.clock.now() + request.limit;
    request.progress("refused: waits for changes that may make room", "parked");
    for (;;) {
      const helper = this.queue.find((other) => other !== waiter && conflicts.mayStillSucceed(other));
      if (helper !== undefined || conflicts.mayStillSucceed(waiter)) {
        waiter.behind = helper?.request.what ?? waiter.behind;
        await this.turnOf(waiter);
        return true;
      }
      this.takeOut(waiter);
      this.startNext();
      const rivals = conflicts.alsoRefused(waiter).map((other) => other.request.what);
      if (rivals.length > 0) waiter.rivals = rivals;
      const left = Math.max(0, waiter.parkedUntil - this.clock.now());
      const timer = new AbortController();
      const tooLate = this.clock.sleep(left, timer.signal).then(() => false);
      const more = await Promise.race([conflicts.waitForProgress(waiter), tooLate]);
      timer.abort("over");
      if (!more) return false;
    }
  }
}
