import { connect } from "node:net";

const BETWEEN_TRIES_MS = 500;

/**
 * Calls `gone` once the engine is no longer there. A killed engine leaves this process behind (as the child of a
 * shell that lives on), where it would work off its queue with nobody to save the results. The engine's own address
 * tells: a connection to it breaks at once, and a new one is refused.
 */
export function watchEngine(address: string, gone: () => void): void {
  const colon = address.lastIndexOf(":");
  const [host, port] = [address.slice(0, colon), Number(address.slice(colon + 1))];
  let met = false;
  const watch = () => {
    const startedAt = Date.now();
    const socket = connect({ host, port });
    socket.unref();
    socket.on("connect", () => (met = true));
    socket.on("data", () => undefined);
    socket.on("error", (error: NodeJS.ErrnoException) => {
      // Never met: there is no engine to lose, as under a test that drives this process by itself.
      if (met && error.code === "ECONNREFUSED") gone();
    });
    // It broke, or the engine closed it since it says nothing: another one tells, at once where this one has held.
    socket.on("close", () => {
      const pause = Math.max(0, startedAt + BETWEEN_TRIES_MS - Date.now());
      setTimeout(watch, pause).unref();
    });
  };
  watch();
}
