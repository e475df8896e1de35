import type { CallRecord } from "./calls";

/** One call for the terminal: time of day, operation, resource, what came of it, and how long it took. */
export function callLine(call: CallRecord): string {
  const { arrivedAt, executedAt, answeredAt, operation, resourceId, gatewayId } = call;
  const time = new Date(arrivedAt).toISOString().slice(11, 23);
  const took = `${(answeredAt ?? executedAt) - arrivedAt} ms`;
  return [time, operation, resourceId ?? gatewayId ?? "-", outcomeOf(call), took].join("  ");
}

function outcomeOf({ outcome, answered, replayed, senderPresent }: CallRecord): string {
  if (!senderPresent) return `${outcome} (the sender was gone)`;
  if (!answered) return outcome === "dropped" ? outcome : `${outcome} (not answered)`;
  return replayed ? `${outcome} (stored answer)` : outcome;
}
