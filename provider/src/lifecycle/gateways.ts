import type { Clock } from "../clock";
import { EngineActivity } from "./engineActivity";
import { Gateway, type StatusApi, type Waiter } from "./queue";
import { ConflictTracker } from "./conflicts";

/** The gateways of one region and account, as this process knows them, and what stands on them. */
export class Gateways {
  private readonly known = new Map<string, Gateway>();
  private readonly helpers: ConflictTracker<Waiter>;
  private left: Promise<unknown> | undefined;
  /** Resources that this process saw go: a create whose token still names one is repeated. */
  readonly gone = new Set<string>();

  constructor(
    private readonly api: StatusApi,
    private readonly clock: Clock,
    activity = new EngineActivity(clock),
  ) {
    this.helpers = new ConflictTracker(activity);
  }

  at(vpnGatewayId: string): Gateway {
    const { known, api, clock, helpers } = this;
    const gateway = known.get(vpnGatewayId) ?? new Gateway(vpnGatewayId, api, clock, helpers);
    known.set(vpnGatewayId, gateway);
    return gateway;
  }

  /**
   * What earlier processes have left, asked once for every create of this one: what it makes itself it knows. A
   * question that failed is asked again.
   */
  leftBehind<T>(ask: () => Promise<T>): Promise<T> {
    this.left ??= ask().catch((error: unknown) => {
      this.left = undefined;
      throw error;
    });
    return this.left as Promise<T>;
  }
}
