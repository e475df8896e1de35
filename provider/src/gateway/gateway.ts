import type { Clock } from "../clock";
import { VpnError } from "../errors";
import { ApiError, type ErrorKind, kindOf } from "../vpc/errors";
import { Pace } from "./pace";

/** Tells the person what a change is waiting for; `phase` says when that is something new. */
export type Progress = (message: string, phase: string) => void;

/** A change that wants its turn. */
export interface Request {
  /** The change in words: `creating VpnConnection office`. */
  readonly what: string;
  /** How long it may take, from the beginning of its turn, in milliseconds. */
  readonly limit: number;
  readonly progress: Progress;
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

/** A resource on a gateway that may be the one a lost create made. */
export interface Candidate {
  readonly id: string;
  readonly name?: string;
  readonly createTime?: number;
}

interface Waiter {
  readonly request: Request;
  start: () => void;
  /** How many changes had succeeded when this one was last refused for a cause another may remove. */
  parkedAt?: number;
  /** The change it was put behind then, in words. */
  behind?: string;
}

const seconds = (milliseconds: number) => `${Math.round(milliseconds / 1000)} s`;

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
  private readonly pace = new Pace();
  private successes = 0;
  private stuck = false;
  /** Resources of this gateway that this process saw go: a create whose token still names one is repeated. */
  readonly gone = new Set<string>();
  private stoodBefore: Promise<unknown> | undefined;

  constructor(
    readonly id: string,
    private readonly api: StatusApi,
    private readonly clock: Clock,
  ) {}

  /**
   * Asks once, for every create of this process, what an earlier process left here: this one's own creates are in its
   * memory. A question that failed is asked again.
   */
  askedOnce<T>(ask: () => Promise<T>): Promise<T> {
    this.stoodBefore ??= ask().catch((error: unknown) => {
      this.stoodBefore = undefined;
      throw error;
    });
    return this.stoodBefore as Promise<T>;
  }

  /** Runs `work` when it is its turn, and returns once the gateway is active again. */
  async change<T>(request: Request, work: (turn: Turn) => Promise<T>): Promise<T> {
    const waiter = await this.enter(request);
    try {
      for (;;) {
        try {
          const result = await this.takeTurn(request, work);
          this.successes += 1;
          return result;
        } catch (error) {
          if (kindOf(error) !== "park") throw error;
          if (!this.othersMayHelp(waiter)) throw namingOther(error, waiter.behind);
          await this.park(waiter);
        }
      }
    } finally {
      this.leave(waiter);
    }
  }

  private async takeTurn<T>(request: Request, work: (turn: Turn) => Promise<T>): Promise<T> {
    await this.refuseWhileStuck();
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
        if (kind !== "busy" && kind !== "unknown") throw error;
        await this.untilActive(request, deadline, undefined);
        const settled = kind === "unknown" ? await settle() : undefined;
        if (settled !== undefined) return settled.outcome;
        if (kind === "unknown") lost += 1;
        else refused += 1;
        if (lost > RESENDS || this.clock.now() >= deadline) throw error;
        // The first refusal was waited out; one by a gateway that says it is active needs a pause of its own.
        if (lost + refused > 1) await this.clock.sleep(this.resendPause(lost + refused));
      }
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
    if (acceptedAt !== undefined) await this.clock.sleep(this.pace.pause(0));
    for (;;) {
      const status = await this.api.gatewayStatus(this.id);
      const elapsed = this.clock.now() - (acceptedAt ?? since);
      if (status === "active") {
        if (acceptedAt !== undefined && elapsed > 0) this.pace.learn({ busy, active: elapsed });
        request.progress(`${this.id} active after ${seconds(elapsed)}`, "active");
        return busy > 0;
      }
      busy = elapsed;
      if (this.clock.now() >= deadline) {
        this.stuck = true;
        throw this.stillBusy(request, status);
      }
      request.progress(
        `${request.what}: ${this.id} is ${status}, ${seconds(elapsed)}${this.behind()}`,
        status,
      );
      const pause = acceptedAt === undefined ? Math.min(5_000, 500 + elapsed / 4) : this.pace.pause(elapsed);
      await this.clock.sleep(Math.min(pause, Math.max(0, deadline - this.clock.now())));
    }
  }

  /** The change before gave up waiting: where the gateway is still busy, those behind it don't wait as long again. */
  private async refuseWhileStuck(): Promise<void> {
    if (!this.stuck) return;
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
    this.stuck = false;
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
    return await new Promise((resolve) => {
      const waiter: Waiter = { request, start: () => resolve(waiter) };
      this.queue.push(waiter);
      if (this.queue.length === 1) waiter.start();
      else this.tellPlaces();
    });
  }

  private leave(waiter: Waiter): void {
    this.queue.splice(this.queue.indexOf(waiter), 1);
    this.queue[0]?.start();
    this.tellPlaces();
  }

  private tellPlaces(): void {
    this.queue.slice(1).forEach(({ request }, index) => {
      const ahead = index + 1;
      request.progress(
        `waiting for ${this.id}: ${ahead} ${ahead === 1 ? "change" : "changes"} ahead`,
        `place ${ahead}`,
      );
    });
  }

  /** Whether a change that waits hasn't yet been refused itself since the last success. */
  private othersMayHelp(waiter: Waiter): boolean {
    return this.queue.some((other) => other !== waiter && other.parkedAt !== this.successes);
  }

  /** Goes to the end of the queue, and comes back when it is its turn again. */
  private async park(waiter: Waiter): Promise<void> {
    waiter.parkedAt = this.successes;
    waiter.behind = this.queue.find((other) => other !== waiter)?.request.what ?? waiter.behind;
    waiter.request.progress(`${waiter.request.what}: behind the changes that may make room for it`, "parked");
    await new Promise<void>((resolve) => {
      this.queue.splice(this.queue.indexOf(waiter), 1);
      this.queue.push(Object.assign(waiter, { start: resolve }));
      this.queue[0]?.start();
      this.tellPlaces();
    });
  }
}

/** The error of a change that waited for another to make room for it, in vain. */
function namingOther(error: unknown, behind: string | undefined): unknown {
  if (!(error instanceof ApiError) || behind === undefined) return error;
  const { kind, code, requestId, advice } = error;
  const facts = { code, requestId, advice };
  return new ApiError(`${error.message} (tried again after ${behind}, which made no room)`, kind, facts);
}

/** The gateways of one region and account, as this process knows them. */
export class Gateways {
  private readonly known = new Map<string, Gateway>();

  constructor(
    private readonly api: StatusApi,
    private readonly clock: Clock,
  ) {}

  at(vpnGatewayId: string): Gateway {
    const gateway = this.known.get(vpnGatewayId) ?? new Gateway(vpnGatewayId, this.api, this.clock);
    this.known.set(vpnGatewayId, gateway);
    return gateway;
  }
}
