import { connect } from "node:net";

const BETWEEN_TRIES_MS = 500;
/** A connection that held so long was met by an engine; when it breaks, the next try is made at once. */
const HELD_MS = 1_000;

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
    const socket = connect({ host, port });
    socket.unref();
    let connectedAt = Infinity;
    socket.on("connect", () => {
      met = true;
      connectedAt = Date.now();
    });
    socket.on("data", () => undefined);
    socket.on("error", (error: NodeJS.ErrnoException) => {
      // Never met: there is no engine to lose, as under a test that drives this process by itself.
      if (met && error.code === "ECONNREFUSED") gone();
    });
    // The engine closes connections that say nothing; then another one is tried.
    socket.on("close", () => {
      const held = Date.now() - connectedAt >= HELD_MS;
      setTimeout(watch, held ? 0 : BETWEEN_TRIES_MS).unref();
    });
  };
  watch();
}
