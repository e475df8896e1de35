import type { Plan, StepPlan } from "./plan";

/** Plans that are a little simpler than this one, the greatest simplifications first. */
export function* simpler(plan: Plan): Generator<Plan> {
  const { steps, worlds, forms } = plan;
  for (const index of steps.keys()) {
    if (steps.length > 1) yield { ...plan, steps: steps.filter((_, place) => place !== index) };
  }
  const alone = steps.every(({ stack, beside }) => stack === 0 && beside === undefined);
  if (plan.placement !== undefined && alone) yield { ...plan, placement: undefined };
  for (const form of forms) {
    if (forms.length > 1) yield { ...plan, forms: forms.filter((one) => one !== form) };
  }
  for (const world of worlds) yield { ...plan, worlds: worlds.filter((one) => one !== world) };
  if (plan.destroys) yield { ...plan, destroys: false };
  for (const [index, step] of steps.entries()) {
    for (const easier of simplerSteps(step)) {
      yield { ...plan, steps: steps.map((one, place) => (place === index ? easier : one)) };
    }
  }
  if (plan.limit !== undefined) yield { ...plan, limit: undefined };
  if (plan.pause !== 0) yield { ...plan, pause: 0 };
  if (plan.busy !== "4s") yield { ...plan, busy: "4s" };
}

function* simplerSteps(step: StepPlan): Generator<StepPlan> {
  for (const strike of step.strikes) yield { ...step, strikes: step.strikes.filter((one) => one !== strike) };
  const optional = ["killedAtSave", "repeats", "beside", "foreign", "edits"] as const;
  for (const name of optional) {
    if (step[name] !== undefined) yield { ...step, [name]: undefined };
  }
  if (step.pause !== 0) yield { ...step, pause: 0 };
}

/** Plays are cheap, and a sequence has a dozen parts. */
const MOST_PLAYS = 200;

/** The simplest plan that still fails: one simplification after the other, as long as any keeps it failing. */
export async function shrunk(plan: Plan, fails: (plan: Plan) => Promise<boolean>): Promise<Plan> {
  let simplest = plan;
  for (let plays = 0; plays < MOST_PLAYS;) {
    let found: Plan | undefined;
    for (const candidate of simpler(simplest)) {
      plays += 1;
      if (await fails(candidate)) {
        found = candidate;
        break;
      }
      if (plays >= MOST_PLAYS) break;
    }
    if (found === undefined) break;
    simplest = found;
  }
  return simplest;
}
