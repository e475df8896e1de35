import { type InProcessSimulator, type SimulatorOptions, createSimulator } from "../../simulator/src/index";
import type { Service } from "./network";
import type { VirtualTime } from "./virtualTime";

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
        return { status, headers, cut, ...(typeof body === "string" ? { text: body } : { body }) };
      },
    },
  };
}
