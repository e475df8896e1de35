import type { Clock } from "../clock";
import { VpnError } from "../errors";
import { type ErrorKind, kindOf } from "../vpc/errors";
import { EngineActivity } from "./engineActivity";
import { ConflictTracker, type UnderWay, namingOthers } from "./conflicts";
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
  readonly wayOut?: string;
}

/** A change whose turn it is. */
export interface Turn {
  /**
   * Sends a request of the API until it is taken. Busy: waits for the gateway and sends the same again. Outcome
   * unknown: waits for the gateway and asks (`settle`) before anything is sent again.
   */
  send<T>(request: () => Promise<T>, settle: () => Promise<{ outcome: T } | undefined>): Promise<T>;
  /** Whether the gateway was seen busy after what was sent: then the request has begun something. */
  busySeen: boolean;
  /** Looks at once: the wait may look near the end only, too late to see whether anything has begun. */
  lookForBegin(): Promise<void>;
}

export interface Waiter extends UnderWay {
  readonly request: Request;
  start: () => void;
  /** How long it waits for others to make room, from its first refusal on: as long as its turn may take. */
  parkedUntil?: number;
}

const seconds = (milliseconds: number) => `${Math.round(milliseconds / 1000)} s`;

/** How often, and how far apart, an unknown outcome is asked for. */
const ASKED = 3;
const BETWEEN_ASKING_MS = 2_000;
const RESENDS = 5;
const RESEND_PAUSE_MS = 1_000;
const LONGEST_RESEND_PAUSE_MS = 10_000;

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
  private readonly pace = new PollSchedule();
  /** The longest that a change has waited in vain; 0 once the gateway is active again. */
  private stuckFor = 0;
  /** The status seen last, and for how long, for those who wait; empty while it is active. */
  private seen = "";

  constructor(
    readonly id: string,
    private readonly api: StatusApi,
    private readonly clock: Clock,
    private readonly helpers = new ConflictTracker<Waiter>(new EngineActivity(clock)),
  ) {}

  /** Runs `work` when it is its turn, and returns once the gateway is active again. */
  async change<T>(request: Request, work: (turn: Turn) => Promise<T>): Promise<T> {
    const waiter = await this.enter(request);
    try {
      for (;;) {
        try {
          const result = await this.takeTurn(waiter, work);
          this.helpers.succeeded();
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
    request.progress(request.what, "sending");
    let acceptedAt: number | undefined;
    const turn: Turn = {
      busySeen: false,
      lookForBegin: async () => {
        turn.busySeen = (await this.api.gatewayStatus(this.id)) !== "active";
      },
      send: async (send, settle) => {
        const outcome = await this.sendUntilTaken(request, deadline, send, settle);
        acceptedAt = this.clock.now();
        waiter.refusedAt = undefined;
        return outcome;
      },
    };
    const result = await work(turn);
    if (await this.untilActive(request, deadline, acceptedAt)) turn.busySeen = true;
    return result;
  }

  private async sendUntilTaken<T>(
    request: Request,
    deadline: number,
    send: () => Promise<T>,
    settle: () => Promise<{ outcome: T } | undefined>,
  ): Promise<T> {
    for (let refused = 0, lost = 0; ;) {
      try {
        return await send();
      } catch (error) {
        const kind: ErrorKind | undefined = kindOf(error);
        if (kind !== "busy" && kind !== "indeterminate") throw error;
        if (kind === "indeterminate") {
          const settled = await this.settled(request, deadline, settle);
          if (settled !== undefined) return settled.outcome;
          lost += 1;
        } else {
          await this.untilActive(request, deadline, undefined);
          refused += 1;
        }
        if (lost > RESENDS || this.clock.now() >= deadline) throw error;
        // The first refusal was waited out; one by a gateway that says it is active needs a pause of its own.
        if (lost + refused > 1) await this.clock.sleep(this.resendPause(lost + refused));
      }
    }
  }

  /**
   * Asks once the gateway is active; and also if it stays busy for all the time there is. A gateway that was seen busy
   * may be so by what was sent: then a listing that lags behind is given a while.
   */
  private async settled<T>(
    request: Request,
    deadline: number,
    ask: () => Promise<{ outcome: T } | undefined>,
  ): Promise<{ outcome: T } | undefined> {
    let begun: boolean;
    try {
      begun = await this.untilActive(request, deadline, undefined);
    } catch (error) {
      const settled = await ask().catch(() => undefined);
      if (settled === undefined) throw error;
      return settled;
    }
    for (let asked = 1; ; asked += 1) {
      const settled = await ask();
      if (settled !== undefined || !begun || asked === ASKED) return settled;
      await this.clock.sleep(BETWEEN_ASKING_MS);
    }
  }

  private resendPause(tries: number): number {
    const limit = Math.min(LONGEST_RESEND_PAUSE_MS, RESEND_PAUSE_MS * 2 ** (tries - 2));
    return (limit * (1 + this.clock.random())) / 2;
  }

  /** Looks at the gateway until it is active, for all who wait. */
  private async untilActive(
    request: Request,
    deadline: number,
    acceptedAt: number | undefined,
  ): Promise<boolean> {
    const since = this.clock.now();
    let busy = 0;
    const sleep = (pause: number) =>
      this.clock.sleep(Math.min(pause, Math.max(0, deadline - this.clock.now())));
    if (acceptedAt !== undefined) await sleep(this.pace.pause(0));
    for (;;) {
      const status = await this.api.gatewayStatus(this.id);
      const elapsed = this.clock.now() - (acceptedAt ?? since);
      if (status === "active") {
        this.seen = "";
        if (acceptedAt !== undefined && elapsed > 0) this.pace.learn({ busy, active: elapsed });
        request.progress(`${this.id} active after ${seconds(elapsed)}`, "active");
        return busy > 0;
      }
      busy = elapsed;
      this.seen = `, ${status} for ${seconds(elapsed)}`;
      this.tellPlaces();
      if (this.clock.now() >= deadline) {
        this.stuckFor = request.limit;
        throw this.stillBusy(request, status);
      }
      request.progress(
        `${request.what}: ${this.id} is ${status}, ${seconds(elapsed)}${this.behind()}`,
        status,
      );
      const pause = acceptedAt === undefined ? Math.min(5_000, 500 + elapsed / 4) : this.pace.pause(elapsed);
      await sleep(pause);
    }
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
    return others === 0 ? "" : `, ${others} more ${others === 1 ? "change waits" : "changes wait"}`;
  }

  private async enter(request: Request): Promise<Waiter> {
    const waiter: Waiter = { request, start: () => undefined };
    this.helpers.enter(waiter);
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
    this.helpers.leave(waiter);
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
      request.progress(
        `waiting for ${this.id}${this.seen}: ${ahead} ${ahead === 1 ? "change" : "changes"} ahead`,
        `place ${ahead}`,
      );
    });
  }

  /**
   * Lets others go first that may make room for a change that was refused: those that wait for this gateway, then what
   * goes on elsewhere in this process or is still to come. False where nothing is left to wait for.
   */
  private async triedAgain(waiter: Waiter): Promise<boolean> {
    const { helpers } = this;
    helpers.refused(waiter);
    waiter.rivals = undefined;
    const { request } = waiter;
    waiter.parkedUntil ??= this.clock.now() + request.limit;
    request.progress(`${request.what}: behind the changes that may make room for it`, "parked");
    for (;;) {
      const helper = this.queue.find((other) => other !== waiter && helpers.mayStillSucceed(other));
      if (helper !== undefined || helpers.mayStillSucceed(waiter)) {
        waiter.behind = helper?.request.what ?? waiter.behind;
        await this.turnOf(waiter);
        return true;
      }
      this.takeOut(waiter);
      this.startNext();
      const rivals = helpers.alsoRefused(waiter).map((other) => other.request.what);
      if (rivals.length > 0) waiter.rivals = rivals;
      const left = Math.max(0, waiter.parkedUntil - this.clock.now());
      const tooLate = this.clock.sleep(left).then(() => false);
      if (!(await Promise.race([helpers.waitForProgress(waiter), tooLate]))) return false;
    }
  }
}
