import { AsyncLocalStorage } from "node:async_hooks";
import { subscribe } from "node:diagnostics_channel";
import type { ClientRequest } from "node:http";
import { type Clock, withinTime } from "../clock";

/**
 * How long a request may take, whatever it asks for: the service has answered after 40 s. It is timed here, since the
 * SDK's timer is cleared by that of the request before it on the same socket, and what is left then, the time a socket
 * may be idle, says `ConnectTimeout` of a request that was received.
 */
export const REQUEST_MS = 45_000;

/** The HTTP requests that were begun for one call. */
const begun = new AsyncLocalStorage<Set<ClientRequest>>();

// The SDK hands out neither its request nor its socket, nor takes a signal to abort by.
subscribe("http.client.request.start", (message) => {
  begun.getStore()?.add((message as { request: ClientRequest }).request);
});

/** What is sent comes to, or the error of `late`. Then its socket is closed: nobody waits for that answer any more. */
export async function withinRequestTime<T>(
  clock: Clock,
  send: () => Promise<T>,
  late: (milliseconds: number) => Error,
): Promise<T> {
  const requests = new Set<ClientRequest>();
  return await withinTime(clock, REQUEST_MS, begun.run(requests, send), () => {
    for (const request of requests) request.destroy();
    return late(REQUEST_MS);
  });
}
