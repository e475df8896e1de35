/**
 * How far the service's answers may lag behind what it did. No page says so: each is longer than what has been seen of
 * services of this kind, and the simulator can be as slow.
 */

/** Describes, lists and the tag index show what was done at most ten seconds before. */
export const DESCRIBE_LAG_MS = 12_000;

/** A gateway turns `updating` at most five seconds after a change was accepted. */
export const BUSY_LAG_MS = 6_000;

/** A request may be carried out 35 seconds after it was sent, whoever waits for it. */
export const REQUEST_LIVES_MS = 40_000;

/** After this a request whose answer is unknown has been executed or never will be, and lists show it. */
export const WINDOW_MS = 70_000;

/**
 * A mark that stands unchanged for so long is nobody's work in progress: a create that lives takes its own off as
 * soon as its connection is described, and two answers that never come hold it up for a minute and a half.
 */
export const MARK_STANDS_MS = 120_000;

/** A double that stands unchanged for so long isn't one that somebody is just deleting. */
export const DOUBLE_STANDS_MS = 30_000;

/** What creates of a process may share: a listing of the region. One that is older shows less than a fresh one lags. */
export const LISTING_AGE_MS = 12_000;
