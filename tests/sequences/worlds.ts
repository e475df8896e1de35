import type { Fault, SimulatorOptions } from "../../simulator/src/index";
import type { NetworkHabits } from "./network";

/** A way the service may be, of which nobody here knows whether it is so. */
export interface World {
  readonly name: string;
  readonly switches?: SimulatorOptions;
  /** What the service does all the time. */
  readonly faults?: readonly Fault[];
  readonly network?: NetworkHabits;
  /** Settings of the stacks. */
  readonly config?: Readonly<Record<string, string>>;
  /** The marks of connections: never there, or there and not to be taken off. */
  readonly marks?: "none" | "fixed";
}

const tagOperations = ["TagResources", "UnTagResources"];

export const worlds: readonly World[] = [
  { name: "tokens before the busy check", switches: { tokens: "A" } },
  { name: "tokens after the busy check", switches: { tokens: "B" } },
  { name: "tokens ignored", switches: { tokens: "C" } },
  { name: "changes visible once active", switches: { visible: "active" } },
  { name: "names sent keep busy", switches: { nameOnly: "sent" } },
  { name: "names refused while busy", switches: { nameWhileBusy: "refused" } },
  { name: "compress resets", switches: { compressOnModify: "true" } },
  { name: "siblings unchecked", switches: { siblings: "unchecked" } },
  {
    name: "tag operations forbidden",
    faults: [{ kind: "forbid", operation: tagOperations, times: 0 }],
    marks: "fixed",
  },
  { name: "answers take up to 40 s", network: { slowAnswers: [500, 40_000] } },
  { name: "mark off", config: { "alicloud-vpn:mark": "off" }, marks: "none" },
];

export function worldsNamed(names: readonly string[]): World[] {
  return names.map((name) => {
    const world = worlds.find((one) => one.name === name);
    if (world === undefined) throw new Error(`There is no world "${name}".`);
    return world;
  });
}

/** What several worlds make together. */
export function together(
  drawn: readonly World[],
): Required<Omit<World, "name" | "marks">> & Pick<World, "marks"> {
  return {
    switches: Object.assign({}, ...drawn.map(({ switches }) => switches)) as SimulatorOptions,
    faults: drawn.flatMap(({ faults = [] }) => faults),
    network: Object.assign({}, ...drawn.map(({ network }) => network)) as NetworkHabits,
    config: Object.assign({}, ...drawn.map(({ config }) => config)) as Record<string, string>,
    marks: drawn.find(({ marks }) => marks !== undefined)?.marks,
  };
}
