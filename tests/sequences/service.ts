import type { Engine } from "../../simulator/src/engine";
import { dispatch } from "../../simulator/src/http/dispatch";
import { type Simulator, type SimulatorOptions, startSimulator } from "../../simulator/src/index";
import type { Service } from "./network";
import type { VirtualTime } from "./virtualTime";

/** The simulated account in this process, on the clock of all. */
export async function simulatedService(
  time: VirtualTime,
  options: SimulatorOptions,
): Promise<{ simulator: Simulator; service: Service }> {
  const simulator = await startSimulator({ ...options, clock: time });
  await simulator.close();
  const engine = Reflect.get(simulator, "engine") as Engine;
  Object.defineProperty(engine, "gatekeeper", { value: { authenticate: () => ({ id: "key", secret: "" }) } });
  return {
    simulator,
    service: {
      handle: async ({ operation, parameters }) => {
        const request = {
          style: "headers",
          method: "POST",
          path: "/",
          query: Object.entries(parameters),
          form: [],
          body: Buffer.alloc(0),
          headers: {},
          operation,
          version: "2016-04-28",
        } as const;
        const { status, body, headers } = await dispatch(engine, request, (ms) => time.sleep(ms));
        return { status, headers: headers ?? {}, text: JSON.stringify(body) };
      },
    },
  };
}
