import { nextAfter } from "../../../provider/src/lifecycle/attempt";
import type { Turn } from "../../../provider/src/lifecycle/queue";

/** One change of a gateway: sent until it is taken, and waited for until it is done. */
export async function through<T>(turn: Turn, send: () => Promise<T>): Promise<T> {
  for (;;) {
    const made = await turn.attempt(send);
    if (made.outcome === "taken") {
      await turn.untilDone();
      return made.value;
    }
    if (nextAfter(made) !== "wait until active") throw made.error;
    await turn.untilActive();
  }
}
