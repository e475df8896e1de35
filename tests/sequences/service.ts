import { type InProcessSimulator, type SimulatorOptions, createSimulator } from "../../simulator/src/index";
import type { Service } from "./network";
import type { VirtualTime } from "./virtualTime";

/** Of a body that never came there is no text. */
const wireText = (body: unknown): string => (body === undefined ? "" : JSON.stringify(body));

/** The simulated account in this process, on the clock of all. */
export function simulatedService(
  time: VirtualTime,
  options: SimulatorOptions,
): { simulator: InProcessSimulator; service: Service } {
  const simulator = createSimulator({ ...options, clock: time });
  return {
    simulator,
    service: {
      handle: async ({ operation, parameters }) => {
        const { status, headers, body, cut } = await simulator.handle({ operation, parameters });
        return { status, headers, text: typeof body === "string" ? body : wireText(body), cut };
      },
    },
  };
}
