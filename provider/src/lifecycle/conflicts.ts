import { ApiError } from "../vpc/errors";
import type { EngineActivity } from "./engineActivity";

/** A change in this process, as others see it that may need what it frees. */
export interface UnderWay {
  /** How many changes had succeeded when it was last refused for a cause that another may remove. */
  refusedAt?: number;
  /** The change that it was tried behind, in words. */
  behind?: string;
  /** Changes that were refused as well and wait for room, too, in words. */
  rivals?: readonly string[];
  readonly request: {
    readonly what: string;
    /** What makes room where changes wait for each other: for a person. */
    readonly resolutionHint?: string;
  };
}

/** How long the engine is silent before no more changes are expected of it. */
const SILENCE_MS = 5_000;

/**
 * The changes of this process, on all gateways of a region: one may be refused for what another is about to remove,
 * and that other may be on another gateway (the SSL servers of a VPC share their pools), or not have come yet.
 */
export class ConflictTracker<Change extends UnderWay> {
  /** How many changes have succeeded. */
  successes = 0;
  private readonly underWay = new Set<Change>();
  private tell: () => void = () => undefined;
  private news: Promise<void> = Promise.resolve();
  /** Whether anything is to be expected still, for all who wait for it: they give up together. */
  private hope: Promise<boolean> | undefined;

  constructor(private readonly activity: EngineActivity) {
    this.renew();
  }

  enter(change: Change): void {
    this.underWay.add(change);
    this.renew();
  }

  succeeded(): void {
    this.successes += 1;
    this.renew();
  }

  leave(change: Change): void {
    this.underWay.delete(change);
    this.renew();
  }

  refused(change: Change): void {
    change.refusedAt = this.successes;
    this.renew();
  }

  /** Whether it may remove the cause of a refusal: it wasn't refused itself since the last success. */
  mayStillSucceed(change: Change): boolean {
    return change.refusedAt !== this.successes;
  }

  /** The others that were refused since the last success, and wait as well. */
  alsoRefused(change: Change): Change[] {
    return [...this.underWay].filter((other) => other !== change && !this.mayStillSucceed(other));
  }

  /** Waits for something that may have made room; false where nothing is to be expected any more. */
  async waitForProgress(change: Change): Promise<boolean> {
    const news = this.news.then(() => true);
    if ([...this.underWay].some((other) => other !== change && this.mayStillSucceed(other)))
      return await news;
    this.hope ??= Promise.race([news, this.activity.quietFor(SILENCE_MS).then(() => false)]);
    return await this.hope;
  }

  /** Wakes those who wait for news, and lets the next ones wait. */
  private renew(): void {
    this.tell();
    this.hope = undefined;
    this.news = new Promise((resolve) => (this.tell = resolve));
  }
}

/** The error of a change for which nothing made room, with what was in its way. */
export function namingOthers(error: unknown, { behind, rivals, request }: UnderWay): unknown {
  if (!(error instanceof ApiError)) return error;
  const { kind, code, requestId } = error;
  const advice = [error.advice, rivals && request.resolutionHint]
    .filter((part) => part !== undefined)
    .join(" ");
  const others =
    rivals === undefined
      ? behind && `tried again after ${behind}; the conflict remained`
      : `refused like ${rivals.join(", ")}: they may be in each other's way`;
  return others === undefined
    ? error
    : new ApiError(`${error.message} (${others})`, kind, { code, requestId, advice });
}
