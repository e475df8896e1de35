import type { Clock } from "../clock";
import type { VpcApi } from "../vpc/api";
import type { ListedConnection } from "../vpc/vpnConnections";
import { ConflictTracker } from "./conflicts";
import type { CreateOperation } from "./creation";
import { EngineActivity } from "./engineActivity";
import { LISTING_AGE_MS } from "./lags";
import { Gateway, type Waiter } from "./queue";

/** The gateways of one region and account, and what this process did on them. */
export class Gateways {
  private readonly known = new Map<string, Gateway>();
  private readonly conflicts: ConflictTracker<Waiter>;
  private listed: { readonly at: number; readonly all: Promise<readonly ListedConnection[]> } | undefined;
  /** Ids that a create of this process came to. */
  readonly made = new Set<string>();
  /** Ids that this process saw go. */
  readonly gone = new Set<string>();
  /** Creates that haven't ended well, by URN: the engine may repeat one within this process. */
  readonly creates = new Map<string, CreateOperation>();
  /** Marks that connections were seen with: the mark of another operation is taken off before ours is settled. */
  readonly marksSeen = new Map<string, string>();

  constructor(
    private readonly api: Pick<VpcApi, "gatewayStatus" | "vpnConnections">,
    private readonly clock: Clock,
    activity = new EngineActivity(clock),
  ) {
    this.conflicts = new ConflictTracker(activity);
  }

  at(vpnGatewayId: string): Gateway {
    const { known, api, clock, conflicts } = this;
    const gateway = known.get(vpnGatewayId) ?? new Gateway(vpnGatewayId, api, clock, conflicts);
    known.set(vpnGatewayId, gateway);
    return gateway;
  }

  /** The connections of the region: a listing that all creates share while it is young; `fresh` asks anew. */
  connections(fresh: boolean): Promise<readonly ListedConnection[]> {
    const { clock, listed } = this;
    if (!fresh && listed !== undefined && clock.now() - listed.at < LISTING_AGE_MS) return listed.all;
    const all = this.api.vpnConnections().catch((error: unknown) => {
      // A question that failed is asked again.
      this.listed = undefined;
      throw error;
    });
    this.listed = { at: clock.now(), all };
    return all;
  }
}
