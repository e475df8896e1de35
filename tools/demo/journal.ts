import type { CallRecord } from "pulumi-alicloud-vpn-simulator";

/** What one command did to the API, read from the simulator's log of calls and from nothing else. */
export class Journal {
  constructor(
    /** The calls of one command, in the order in which they arrived. */
    readonly calls: readonly CallRecord[],
    /** When the command ended, in milliseconds since 1970. */
    readonly ended: number,
  ) {}

  /** Calls that ask for a change, refused ones included. */
  get changes(): CallRecord[] {
    return this.calls.filter(
      ({ operation }) => !operation.startsWith("Describe") && !operation.startsWith("List"),
    );
  }

  get refused(): CallRecord[] {
    return this.changes.filter(({ outcome }) => outcome !== "ok");
  }

  /** Accepted changes as `CreateVpnConnection ×2`, in the order of their first. */
  get sent(): string[] {
    const counts = new Map<string, number>();
    for (const { operation, outcome, replayed } of this.changes) {
      // A stored answer to a repeated ClientToken changes nothing.
      if (outcome === "ok" && !replayed) counts.set(operation, (counts.get(operation) ?? 0) + 1);
    }
    return [...counts].map(([operation, count]) => (count === 1 ? operation : `${operation} ×${count}`));
  }

  /** Each gateway that was changed, with when it was seen `active` again, if it was. */
  get gateways(): GatewayTurn[] {
    const ids = new Set(this.gatewayChanges.flatMap(({ gatewayId }) => gatewayId ?? []));
    return [...ids].map((id) => this.turn(id));
  }

  /** The resource that a call made, changed or deleted, by the operation's name. */
  resourcesOf(operation: string): string[] {
    return this.changes
      .filter((call) => call.operation === operation)
      .flatMap(({ resourceId }) => resourceId ?? []);
  }

  /** Changes that keep a gateway busy: tags don't. */
  private get gatewayChanges(): CallRecord[] {
    return this.changes.filter(
      ({ operation, outcome }) => outcome === "ok" && !operation.endsWith("Resources"),
    );
  }

  private turn(id: string): GatewayTurn {
    const changes = this.gatewayChanges.filter(({ gatewayId }) => gatewayId === id);
    const first = changes[0]?.epoch ?? 0;
    const last = changes.at(-1)?.epoch ?? 0;
    const seen = this.calls.find(
      ({ operation, gatewayId, gatewayStatus, epoch }) =>
        operation === "DescribeVpnGateway" && gatewayId === id && gatewayStatus === "active" && epoch > last,
    );
    const settled = seen !== undefined && seen.epoch <= this.ended;
    return { id, changes: changes.length, ...(settled ? { milliseconds: seen.epoch - first } : {}) };
  }
}

export interface GatewayTurn {
  readonly id: string;
  readonly changes: number;
  /** From the first change until a DescribeVpnGateway after the last one returned `active`; unset if none did. */
  readonly milliseconds?: number;
}
