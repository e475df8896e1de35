import { Draw } from "../faults/draw";
import { type Aim, type Effect, type Strike, allJunk, allSeen, boundaries, errorForms } from "./effects";
import type { Plan, StepPlan } from "./plan";
import { type Edits, type FormName, type Placement, formNames, forms, placements } from "./programs";
import { fitTogether, together, worlds, worldsNamed } from "./worlds";

/** The sequence of a seed: the same on every machine. */
export function drawPlan(seed: number, index: number): Plan {
  const draw = new Draw(mixed(seed, index));
  const chosen = draw.some(formNames, draw.one([1, 1, 2, 2, 3]));
  const placement = draw.chance(0.35) ? draw.one(placements) : undefined;
  const rare = draw.chance(0.12) ? draw.one(rareTogether)(draw) : undefined;
  const steps = new StepDrawing(draw, chosen, placement)
    .steps()
    .map((step, index) => (rare !== undefined && index === 0 ? { ...step, strikes: [rare.strike] } : step));
  const drawnWorlds = rare?.worlds ?? drawWorlds(draw);
  // Where no mark is shown, nothing tells a lost create from that of a stack that asks for the same just then.
  const unmarked = chosen.includes("server") || together(worldsNamed(drawnWorlds)).unmarked;
  const inTurns = placement === "double" && unmarked;
  const busy = draw.one(["1s", "4s", "12s", "30s", "75s", "10s±50%"]);
  return {
    seed: draw.below(2 ** 31),
    worlds: drawnWorlds,
    forms: chosen,
    placement,
    busy,
    // Shorter than what the queue, the gateway and slow answers may need, nothing can come right.
    limit: draw.chance(0.12) && /^[14]s$/.test(busy) ? draw.one(["150s", "240s"]) : undefined,
    steps: inTurns ? steps.map((step) => ({ ...step, beside: undefined })) : steps,
    pause: draw.one([0, 1_000, 2_000, 10_000, 40_000]),
    destroys: draw.chance(0.6),
  };
}

/** Seeds that follow each other draw nothing alike. */
function mixed(seed: number, index: number): number {
  const one = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(index + 1, 0xc2b2ae35);
  return (one ^ (one >>> 15)) >>> 0;
}

/**
 * Worlds and strikes that chance rarely brings together, and that alone show nothing: only a service that knows no
 * token and accepts doubles makes two of one; only what fails at once is still too young to be described when the next
 * command asks.
 */
const rareTogether: readonly ((draw: Draw) => { readonly worlds: string[]; readonly strike: Strike })[] = [
  (draw) => ({
    worlds: ["tokens ignored", "siblings unchecked"],
    strike: {
      aim: { of: "creates", nth: 1 },
      effect: { kind: "heldRequest", ms: 1_000 + draw.below(34_000), seen: draw.one(allSeen) },
    },
  }),
  (draw) => ({
    worlds: ["describes lag 10 s", "tags lag 10 s"],
    strike: { aim: { of: "looks", nth: 1 + draw.below(3) }, effect: { kind: "denied" } },
  }),
];

function drawWorlds(draw: Draw): string[] {
  const [first, ...rest] = draw.some(worlds, worlds.length);
  if (first === undefined) return [];
  const second = rest.find((world) => fitTogether(first, world));
  return draw.chance(0.7) && second !== undefined ? [first.name, second.name] : [first.name];
}

/** Edits that another stack may make without getting in the way of the first one's. */
const harmless = ["name", "port", "cipher", "psk", "tags", "dpd", "lifetime"];

class StepDrawing {
  private readonly edits: Edits[] = [{}, {}];
  private renamed = false;

  constructor(
    private readonly draw: Draw,
    private readonly forms: readonly FormName[],
    private readonly placement: Placement | undefined,
  ) {}

  steps(): StepPlan[] {
    const count = this.draw.one([1, 2, 2, 3, 3, 4]);
    return Array.from({ length: count }, (_, index) => this.step(index));
  }

  private step(index: number): StepPlan {
    const { draw } = this;
    const stack = index > 0 && this.placement !== undefined && draw.chance(0.3) ? 1 : 0;
    const command = index === 0 ? "up" : this.command();
    const isUp = command === "up";
    return {
      command,
      stack,
      edits: isUp && index > 0 && draw.chance(0.75) ? this.edit(stack) : undefined,
      strikes: draw.chance(command === "refresh" || command === "clear" ? 0.3 : 0.85) ? this.strikes() : [],
      killedAtSave: draw.chance(0.06) ? 1 + draw.below(2) : undefined,
      repeats: isUp && draw.chance(0.15) ? 1 + draw.below(2) : undefined,
      pause: draw.one([0, 500, 2_000, 2_000, 5_000, 20_000, 60_000]),
      beside: isUp && this.placement !== undefined && draw.chance(0.4) ? draw.below(8_000) : undefined,
      foreign: draw.chance(0.12)
        ? {
            gateway: draw.one(["vpn-a", "vpn-b", "vpn-c", "vpn-d"]),
            after: draw.below(6_000),
            ms: 1_000 + draw.below(40_000),
          }
        : undefined,
    };
  }

  private command(): StepPlan["command"] {
    const command = this.draw.one(["up", "up", "up", "up", "refresh", "destroy", "clear", "rename"] as const);
    if (command !== "rename") return command;
    if (this.renamed || this.placement === undefined) return "up";
    this.renamed = true;
    return "rename";
  }

  /** One edit more, or all taken back. */
  private edit(stack: 0 | 1): Edits {
    const { draw } = this;
    const form = draw.one(this.forms);
    const possible = Object.keys(forms[form].edits).filter((edit) => stack === 0 || harmless.includes(edit));
    const before = this.edits[stack] ?? {};
    const after = draw.chance(0.2)
      ? {}
      : { ...before, [form]: [...(before[form] ?? []), draw.one(possible)] };
    this.edits[stack] = after;
    return after;
  }

  private strikes(): Strike[] {
    const count = this.draw.one([1, 1, 1, 2]);
    return Array.from({ length: count }, () => {
      const [aim, effect] = [this.aim(), this.effect()];
      // A mark that may not be taken off says what isn't so, and stacks of one name on two backends believe it.
      const mayBeMark = effect.kind === "denied" && !["creates", "looks", "reads"].includes(aim.of);
      return { aim: mayBeMark ? { ...aim, of: "creates" } : aim, effect };
    });
  }

  private aim(): Aim {
    const of = this.draw.one([
      "changes",
      "changes",
      "changes",
      "creates",
      "looks",
      "tags",
      "reads",
      "any",
    ] as const);
    const most = { changes: 4, creates: 2, looks: 8, tags: 2, reads: 12, any: 20 }[of];
    return { of, nth: 1 + this.draw.below(most) };
  }

  private effect(): Effect {
    const { draw } = this;
    const drawn: (() => Effect)[] = [
      () => this.kill(),
      () => this.kill(),
      () => this.kill(),
      () => ({ kind: "neverSent", as: draw.one(["refused", "unresolved"]) }),
      () => ({ kind: "lostRequest", seen: draw.one(allSeen) }),
      () => ({ kind: "heldRequest", ms: 1_000 + draw.below(34_000), seen: draw.one([...allSeen, "waits"]) }),
      () => ({ kind: "lostAnswer", seen: draw.one(allSeen) }),
      () => ({ kind: "lostAnswer", seen: draw.one(allSeen) }),
      () => ({ kind: "lateAnswer", ms: 1_000 + draw.below(39_000) }),
      () => ({ kind: "junk", body: draw.one(allJunk) }),
      () => ({ kind: "error", as: draw.one(errorForms), executed: draw.chance(0.7) }),
      () => ({ kind: "throttled", hint: draw.chance(0.5) ? 2_000 : undefined }),
      () => ({ kind: "denied" }),
    ];
    return draw.one(drawn)();
  }

  private kill(): Effect {
    const { draw } = this;
    const at = draw.one(boundaries);
    const heldFor = at === "underWay" && draw.chance(0.6) ? draw.below(35_000) : undefined;
    return { kind: "kill", at, who: draw.one(["engine", "engine", "provider"]), heldFor };
  }
}
