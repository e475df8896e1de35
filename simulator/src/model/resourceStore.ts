import type { Tags } from "./resources";

/** A resource as it was from some time on; without a value it was deleted then. */
interface Version<T> {
  value?: T;
  /** Absent while the change waits for its gateway, where the switch `visible` says so. */
  since?: number;
}

/** The last few versions of one resource, the oldest first. */
export interface StoreEntry<T> {
  gatewayId?: string;
  versions: Version<T>[];
}

/** The readers of the service, which may each be behind by their own time. */
export type Reader = "describe" | "list" | "tags";

/** How late changes show, by the account's switches. */
export interface Visibility {
  now(): number;
  /** Whether a change shows only once its gateway is active again. */
  waitsForGateway(): boolean;
  isChanging(gatewayId: string): boolean;
  /** When the gateway's last change was over. */
  idleSince(gatewayId: string): number;
  lag(reader: Reader): number;
  deletionLag(): number;
}

/** For what was there before anybody looked. */
const always = Number.MIN_SAFE_INTEGER;

/**
 * The resources of one kind. Rules look at what was accepted; a Describe or a list shows what has become visible,
 * which is the same unless a switch delays it.
 */
export class ResourceStore<T extends object> {
  readonly entries: Map<string, StoreEntry<T>>;

  constructor(
    private readonly visibility: Visibility,
    entries: [string, StoreEntry<T>][] = [],
  ) {
    this.entries = new Map(entries);
  }

  /** As it was accepted last. */
  get(id: string): T | undefined {
    return this.entries.get(id)?.versions.at(-1)?.value;
  }

  all(): T[] {
    return [...this.entries.keys()].flatMap((id) => this.get(id) ?? []);
  }

  /** As it is shown to a reader now. */
  visible(id: string, reader: Reader): T | undefined {
    this.settle();
    const entry = this.entries.get(id);
    return entry === undefined ? undefined : this.shown(entry, reader);
  }

  allVisible(reader: Reader): T[] {
    this.settle();
    return [...this.entries.values()].flatMap((entry) => this.shown(entry, reader) ?? []);
  }

  /** The gateway of a resource, also of one that is being deleted. */
  gatewayOf(id: string): string | undefined {
    return this.entries.get(id)?.gatewayId;
  }

  /** What a change leaves behind; `value` absent: deleted. Without a gateway it has nothing to wait for. */
  put(id: string, gatewayId: string | undefined, value: T | undefined): void {
    this.settle();
    const waits = gatewayId !== undefined && this.visibility.waitsForGateway();
    const versions = this.entries.get(id)?.versions ?? [];
    versions.push({ value, ...(waits ? {} : { since: this.visibility.now() }) });
    this.entries.set(id, { gatewayId, versions });
  }

  /** A change that waits for no gateway, as of a name or of tags, also where another one still does. */
  amend(id: string, alter: (value: T) => T): T | undefined {
    this.settle();
    const entry = this.entries.get(id);
    const accepted = this.get(id);
    if (entry === undefined || accepted === undefined) return undefined;
    const waiting = entry.versions.filter(({ since }) => since === undefined);
    const shown = entry.versions.filter(({ since }) => since !== undefined);
    const last = shown.at(-1)?.value;
    if (last !== undefined) shown.push({ value: alter(last), since: this.visibility.now() });
    entry.versions = [...shown, ...waiting.map((version) => altered(version, alter))];
    return this.get(id);
  }

  /** Alters a resource behind the client's back: as if it had been so all along. */
  edit(id: string, alter: (value: T) => T): T | undefined {
    this.settle();
    const entry = this.entries.get(id);
    if (entry === undefined || this.get(id) === undefined) return undefined;
    entry.versions = entry.versions.map((version) => altered(version, alter));
    return this.get(id);
  }

  /** There at once, past any change, and as if it had always been. */
  place(id: string, gatewayId: string | undefined, value: T): void {
    this.entries.set(id, { gatewayId, versions: [{ value, since: always }] });
  }

  /** Gone at once. */
  drop(id: string): boolean {
    const existed = this.get(id) !== undefined;
    this.entries.delete(id);
    return existed;
  }

  private shown(entry: StoreEntry<T>, reader: Reader): T | undefined {
    const value = this.versionFor(entry, reader)?.value;
    return value === undefined ? undefined : this.withTagsOf(entry, value);
  }

  private versionFor({ versions }: StoreEntry<T>, reader: Reader): Version<T> | undefined {
    const now = this.visibility.now();
    const shown = versions.filter(({ value, since }) => {
      const lag = value === undefined ? this.visibility.deletionLag() : this.visibility.lag(reader);
      return since !== undefined && since + lag <= now;
    });
    return shown.at(-1);
  }

  /** Tags come from an index of their own, which may be further behind than the rest, or less. */
  private withTagsOf(entry: StoreEntry<T>, value: T): T {
    if (!("Tags" in value)) return value;
    const indexed = this.versionFor(entry, "tags")?.value as { Tags?: Tags } | undefined;
    return { ...value, Tags: indexed?.Tags ?? {} };
  }

  /** Notes since when changes show whose gateway is active again, and forgets versions that nobody is shown any more. */
  settle(): void {
    const { visibility } = this;
    const lags = [visibility.lag("describe"), visibility.lag("list"), visibility.lag("tags")];
    const horizon = visibility.now() - Math.max(...lags, visibility.deletionLag());
    for (const [id, entry] of this.entries) {
      const { gatewayId } = entry;
      if (gatewayId === undefined || !visibility.isChanging(gatewayId)) {
        for (const version of entry.versions)
          version.since ??= gatewayId === undefined ? visibility.now() : visibility.idleSince(gatewayId);
      }
      const past = entry.versions.filter(({ since }) => since !== undefined && since <= horizon);
      entry.versions.splice(0, past.length - 1);
      const [only, ...others] = entry.versions;
      const isOver = only?.value === undefined && (only?.since ?? Infinity) <= horizon;
      if (isOver && others.length === 0) this.entries.delete(id);
    }
  }
}

function altered<T>({ value, since }: Version<T>, alter: (value: T) => T): Version<T> {
  return {
    ...(value === undefined ? {} : { value: alter(value) }),
    ...(since === undefined ? {} : { since }),
  };
}
