/** A resource as it is, and, while its change is under way, as a Describe still shows it. */
export interface StoreEntry<T> {
  gatewayId: string;
  current?: T;
  /** Present only while a change waits to become visible; its `value` is absent for a resource being made. */
  before?: { value?: T };
}

/**
 * The resources of one kind. Rules look at what was accepted; Describe looks at what is visible, which is the same
 * unless the switch `visible: "active"` delays it until the gateway is active again.
 */
export class ResourceStore<T extends { VpnGatewayId: string }> {
  readonly entries: Map<string, StoreEntry<T>>;

  constructor(
    private readonly delayed: () => boolean,
    private readonly updating: (gatewayId: string) => boolean,
    entries: [string, StoreEntry<T>][] = [],
  ) {
    this.entries = new Map(entries);
  }

  get(id: string): T | undefined {
    this.settle();
    return this.entries.get(id)?.current;
  }

  all(): T[] {
    this.settle();
    return [...this.entries.values()].flatMap((entry) =>
      entry.current === undefined ? [] : [entry.current],
    );
  }

  visible(id: string): T | undefined {
    this.settle();
    const entry = this.entries.get(id);
    return entry?.before === undefined ? entry?.current : entry.before.value;
  }

  allVisible(): T[] {
    this.settle();
    return [...this.entries.keys()].flatMap((id) => {
      const value = this.visible(id);
      return value === undefined ? [] : [value];
    });
  }

  /** The gateway of a resource, also of one that is being deleted. */
  gatewayOf(id: string): string | undefined {
    return this.entries.get(id)?.gatewayId;
  }

  /** What a change leaves behind; `value` absent: deleted. */
  put(id: string, gatewayId: string, value: T | undefined): void {
    this.settle();
    const entry = this.entries.get(id);
    if (this.delayed()) {
      const before = entry?.before ?? { value: entry?.current };
      this.entries.set(id, { gatewayId, current: value, before });
    } else if (value === undefined) {
      this.entries.delete(id);
    } else {
      this.entries.set(id, { gatewayId, current: value });
    }
  }

  /** Alters a resource past its gateway's change: names, tags, and edits behind the client's back. */
  amend(id: string, alter: (value: T) => T): T | undefined {
    this.settle();
    const entry = this.entries.get(id);
    if (entry?.current === undefined) return undefined;
    entry.current = alter(entry.current);
    if (entry.before?.value !== undefined) entry.before.value = alter(entry.before.value);
    return entry.current;
  }

  /** There at once, past any change. */
  place(id: string, value: T): void {
    this.entries.set(id, { gatewayId: value.VpnGatewayId, current: value });
  }

  drop(id: string): boolean {
    return this.entries.delete(id);
  }

  /** Forgets the earlier state of everything whose gateway is active again. */
  private settle(): void {
    for (const [id, entry] of this.entries) {
      if (entry.before === undefined || this.updating(entry.gatewayId)) continue;
      if (entry.current === undefined) this.entries.delete(id);
      else delete entry.before;
    }
  }
}
