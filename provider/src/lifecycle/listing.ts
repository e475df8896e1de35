/** A resource as a listing shows it, and how it stands to the create that asks. */
export interface Existing {
  readonly id: string;
  readonly name?: string;
  readonly vpnGatewayId?: string;
  /** The mark that it bears: it is in no state. */
  readonly mark?: string;
  /** Since when it is there, in milliseconds of the service's clock. */
  readonly createdAt?: number;
  /** Whether it serves the same traffic as the one to be made would: neither could be told from the other. */
  readonly isDouble: boolean;
  /** Whether it stands between the same gateway and peer, and so has to have the same key and its own traffic. */
  readonly isSibling?: boolean;
  /** Whether it has the name, the gateway and the arguments asked for, and no sign that marks are shown. */
  readonly isAsAsked: boolean;
}

/** A `CreateTime` in milliseconds: the service tells it so, or in seconds. */
export function createdAt(createTime: unknown): number | undefined {
  if (typeof createTime !== "number" || createTime <= 0) return undefined;
  return createTime < 1e11 ? createTime * 1_000 : createTime;
}

/** A mark says which resource of the world a connection is, and which operation made it. */
export interface Mark {
  readonly resource: string;
  readonly operation: string;
}

export const markText = ({ resource, operation }: Mark): string => `${resource}-${operation}`;

const isOf = (mark: string | undefined, resource: string): boolean =>
  mark?.startsWith(`${resource}-`) === true;

/** What a create asks of a listing before it sends anything. */
export interface Question {
  readonly vpnGatewayId: string;
  /** The hash in the mark of this resource; undefined where nothing is marked. */
  readonly resource: string | undefined;
  /** Whether this process knows whose it is: it made it, deleted it, or was told of it. */
  readonly isKnown: (id: string) => boolean;
}

export type Survey =
  | { readonly found: "nothing" }
  /** Left by an interrupted create of this resource, on its gateway. */
  | { readonly found: "leftover"; readonly existing: Existing }
  | { readonly found: "leftover elsewhere"; readonly existing: Existing }
  | { readonly found: "several leftovers"; readonly existing: readonly Existing[] }
  /** Another's, or this one's from the instant between the end of its mark and the engine's save. */
  | { readonly found: "double"; readonly existing: Existing };

/** What stands that could be this resource already, or be taken for it. */
export function survey(listing: readonly Existing[], question: Question): Survey {
  const { vpnGatewayId, resource, isKnown } = question;
  if (resource === undefined) return { found: "nothing" };
  const unknown = listing.filter(({ id }) => !isKnown(id));
  const [leftover, ...more] = unknown.filter(({ mark }) => isOf(mark, resource));
  if (leftover !== undefined) {
    if (more.length > 0) return { found: "several leftovers", existing: [leftover, ...more] };
    const here = leftover.vpnGatewayId === undefined || leftover.vpnGatewayId === vpnGatewayId;
    return { found: here ? "leftover" : "leftover elsewhere", existing: leftover };
  }
  const double = unknown.find(({ isDouble }) => isDouble);
  return double === undefined ? { found: "nothing" } : { found: "double", existing: double };
}

/** Whether two surveys found the same, unchanged: what stands still is nobody's work in progress. */
export function isSame(one: Survey, other: Survey): boolean {
  const facts = (found: Survey) =>
    found.found === "nothing" ? [] : [found.existing].flat().map(({ id, mark }) => [id, mark]);
  return one.found === other.found && JSON.stringify(facts(one)) === JSON.stringify(facts(other));
}

/** How far the clocks within the service may differ, and how coarsely it tells a time. */
const CLOCKS_DIFFER_MS = 1_000;

/** What a create whose answer is unknown looks for. */
export interface Lost {
  /** The mark it was sent with; undefined where nothing is marked. */
  readonly mark: string | undefined;
  /** Whether there can be only one of its kind, so that what is new is it. */
  readonly unique: boolean;
  /** What stood there before it was sent. */
  readonly before: ReadonlySet<string>;
  /** The service's time before it was sent: what was made earlier may be listed only now, and is another's. */
  readonly serviceTime: number | undefined;
  readonly isKnown: (id: string) => boolean;
  /** The mark that a resource was seen with earlier. */
  readonly markSeen: (id: string) => string | undefined;
}

/**
 * The resource that a create made whose answer is unknown. Its mark is proof at any time; without one, what is new
 * since and as asked for counts once the window is over, or where there can be only one.
 */
export function lostOne(
  listing: readonly Existing[],
  lost: Lost,
  windowOver: boolean,
): Existing | readonly Existing[] | undefined {
  const { mark, unique, before, serviceTime, isKnown, markSeen } = lost;
  const marked = mark === undefined ? undefined : listing.find((existing) => existing.mark === mark);
  if (marked !== undefined) return marked;
  if (!unique && !windowOver) return undefined;
  const isOthers = (existing: Existing) => (existing.mark ?? markSeen(existing.id) ?? mark) !== mark;
  const isEarlier = ({ id, createdAt: at = Infinity }: Existing) =>
    before.has(id) || (serviceTime !== undefined && at < serviceTime - CLOCKS_DIFFER_MS);
  const candidates = listing.filter(
    (existing) => !isEarlier(existing) && !isKnown(existing.id) && !isOthers(existing) && existing.isAsAsked,
  );
  return candidates.length > 1 ? candidates : candidates[0];
}
