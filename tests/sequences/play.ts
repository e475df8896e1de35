import { type Column, type Effect, columnOf, effectText } from "./effects";
import { liveIds } from "./expectations";
import { afterSuccess, always, hanging, leftovers } from "./oracle";
import type { RequestRecord } from "./network";
import type { Plan, StepPlan } from "./plan";
import { type CommandPlan, LAGS_OVER_MS, type Ran, Scene, type Stack } from "./scene";

/** How a sequence ended. */
export interface Told {
  readonly plan: Plan;
  /** What it did, to read it again. */
  readonly story: readonly string[];
  readonly violations: readonly string[];
  /** What struck, by the columns of the table. */
  readonly struck: readonly Column[];
  readonly inFlight: boolean;
  /** Resources in no state at the end that nobody can do anything about, by why. */
  readonly leftovers: readonly string[];
  readonly requests: number;
  readonly records: readonly RequestRecord[];
  /** The time at which it began. */
  readonly start: number;
  /** Milliseconds of virtual time. */
  readonly duration: number;
}

/** No sequence takes longer, all its commands together. */
const LONGEST_MS = 24 * 3_600_000;
/** What is under way is carried out by then. */
const EVERYTHING_LANDED_MS = 90_000;
const ROUNDS = 8;
const BETWEEN_ROUNDS_MS = 5_000;

/** Plays a sequence in virtual time, and looks for what must never be. */
export async function play(plan: Plan): Promise<Told> {
  const scene = Scene.open(plan);
  const sequence = new Sequence(scene);
  const ending = await scene.time.run(() => sequence.play(), LONGEST_MS);
  if (ending.kind === "failed") sequence.violations.push(`the test itself failed: ${stackOf(ending.error)}`);
  if (ending.kind === "stuck" || ending.kind === "late") {
    const steps = scene.stacks.flatMap(({ underWay }) => [...underWay.keys()]);
    sequence.violations.push(`it hangs (${ending.kind}): ${steps.join(", ")}`);
  }
  const { story, violations, struck, inFlight, excused } = sequence;
  return {
    plan,
    story,
    violations,
    struck,
    inFlight,
    leftovers: excused,
    requests: scene.records.length,
    records: scene.records,
    start: scene.time.now() - scene.time.elapsed,
    duration: scene.time.elapsed,
  };
}

const stackOf = (error: unknown): string => (error instanceof Error ? (error.stack ?? "") : String(error));

class Sequence {
  readonly story: string[] = [];
  readonly violations: string[] = [];
  readonly struck: Column[] = [];
  readonly excused: string[] = [];
  inFlight = false;

  constructor(private readonly scene: Scene) {}

  async play(): Promise<void> {
    const { plan } = this.scene;
    const { worlds, forms, placement = "none", busy } = plan;
    this.tell(`${forms.join(", ")} in ${worlds.join(" and ")}; a neighbour ${placement}; busy ${busy}`);
    for (const step of plan.steps) {
      await this.scene.time.sleep(step.pause);
      await this.step(step);
      if (this.violations.length > 0) return;
    }
    await this.scene.time.sleep(plan.pause);
    await this.comeRight();
  }

  private tell(what: string): void {
    this.story.push(`${(this.scene.time.elapsed / 1000).toFixed(1).padStart(8)} s  ${what}`);
  }

  private async step(step: StepPlan): Promise<void> {
    const stack = this.scene.stacks[step.stack];
    const other = this.scene.stacks[step.stack === 0 ? 1 : 0];
    if (step.edits !== undefined) stack.edits = step.edits;
    if (step.command === "rename") {
      stack.model.rename("prod");
      this.tell(`stack ${stack.place} is renamed to prod`);
      return;
    }
    this.busyByOthers(step);
    const commands = [this.command(stack, { ...step, command: step.command })];
    if (step.beside !== undefined) {
      await this.scene.time.sleep(step.beside);
      commands.push(this.command(other, { command: "up" }));
    }
    await Promise.all(commands);
  }

  private busyByOthers({ foreign }: StepPlan): void {
    if (foreign === undefined) return;
    this.scene.time.at(foreign.after, undefined, () => {
      this.scene.simulator.foreignChange(foreign.gateway, foreign.ms);
    });
  }

  /** Runs a command, and judges what must be so after any. */
  private async command(stack: Stack, plan: CommandPlan): Promise<Ran> {
    const edits = Object.entries(stack.edits).map(([form, names]) => `${form}: ${names.join("+")}`);
    this.tell(`stack ${stack.place} ${plan.command} [${edits.join("; ")}]`);
    let over = false;
    const ran = await Promise.race([
      this.scene.run(stack, plan).finally(() => {
        over = true;
      }),
      this.hang(plan.repeats ?? 0, () => over),
    ]);
    if (ran === undefined) return await new Promise(() => undefined);
    this.note(stack, plan, ran);
    this.violations.push(...always(this.scene, ran));
    const succeeded = ran.failures.length === 0 && ran.killed === undefined;
    if (succeeded && plan.command === "up") this.violations.push(...afterSuccess(this.scene, stack, ran));
    return ran;
  }

  /** Looks every minute whether a step has gone on for too long. */
  private async hang(repeats: number, isOver: () => boolean): Promise<undefined> {
    for (;;) {
      await this.scene.time.sleep(60_000);
      if (isOver()) {
        await new Promise(() => undefined);
        return;
      }
      const found = hanging(this.scene, repeats);
      if (found.length === 0) continue;
      this.violations.push(...found);
      throw new Error(found.join("\n"));
    }
  }

  private note(stack: Stack, plan: CommandPlan, ran: Ran): void {
    const { strikes, killed, failures, steps } = ran;
    for (const { strike, operation } of strikes.struck) {
      this.tell(`    ${operation} × ${effectText(strike.effect)}${details(strike.effect)}`);
      this.struck.push(columnOf(strike.effect));
    }
    if (killed !== undefined && plan.killedAtSave !== undefined) this.struck.push("kill before save");
    this.inFlight ||= ran.struckInFlight;
    const end =
      killed === undefined
        ? failures.length === 0
          ? "succeeds"
          : failures.join("\n    ")
        : `${killed} killed`;
    this.tell(`  → stack ${stack.place} ${plan.command} (${steps.join(", ")}): ${end}`);
  }

  /** Faults are over, the world is as it is: everything has to come right, or somebody has to be told why not. */
  private async comeRight(): Promise<void> {
    for (const stack of this.scene.stacks) {
      if (stack.place === 1 && this.scene.plan.placement === undefined) continue;
      await this.bringUp(stack);
      if (this.violations.length > 0) return;
    }
    if (this.scene.plan.destroys) await this.destroyAll();
    await this.scene.time.sleep(EVERYTHING_LANDED_MS);
    for (const { id, excuse } of leftovers(this.scene)) {
      if (excuse === undefined) this.violations.push(`left, and in no state: ${id}`);
      else this.excused.push(excuse);
    }
  }

  private async bringUp(stack: Stack): Promise<void> {
    let last: readonly string[] = [];
    for (let round = 0; round < ROUNDS && this.violations.length === 0; round += 1) {
      await this.refreshWhereNeeded(stack, last);
      last = (await this.command(stack, { command: "up" })).failures;
      if (last.every((failure) => this.isForAPerson(stack, failure))) return;
      this.makeRoom(stack, last);
      await this.scene.time.sleep(BETWEEN_ROUNDS_MS);
    }
    if (this.violations.length === 0) this.violations.push(`it doesn't come right: ${last.join("\n")}`);
  }

  /** What is in the way belongs to the other stack and is named; or only a person can help, as the error says. */
  private isForAPerson(stack: Stack, failure: string): boolean {
    const others = this.scene.stacks.filter((one) => one !== stack).flatMap(({ model }) => model.ids());
    return (
      others.some((id) => failure.includes(id)) ||
      this.scene.worlds.explains.some((pattern) => pattern.test(failure))
    );
  }

  /** What a dead process's request has changed, no state can know; and an error may say so. */
  private async refreshWhereNeeded(stack: Stack, failures: readonly string[]): Promise<void> {
    const isDisturbed = this.scene.ledger.disturbed.size > 0;
    if (isDisturbed) await this.scene.time.sleep(LAGS_OVER_MS);
    if (isDisturbed || failures.some((failure) => failure.includes("pulumi refresh")))
      await this.command(stack, { command: "refresh" });
  }

  /** What is in the way is in no state: a person deletes what the error names. */
  private makeRoom(stack: Stack, failures: readonly string[]): void {
    const known = this.scene.stacks.flatMap(({ model }) => model.ids());
    for (const id of liveIds(this.scene.simulator.inventory())) {
      if (known.includes(id) || !failures.some((failure) => failure.includes(id))) continue;
      this.tell(`somebody deletes ${id}, which is in the way of stack ${stack.place}`);
      this.scene.simulator.remove(id);
    }
  }

  private async destroyAll(): Promise<void> {
    for (const stack of this.scene.stacks) {
      let last: readonly string[] = [];
      for (let round = 0; round < ROUNDS && this.violations.length === 0; round += 1) {
        if (stack.model.ids().length === 0) break;
        await this.refreshWhereNeeded(stack, last);
        last = (await this.command(stack, { command: "destroy" })).failures;
        await this.scene.time.sleep(BETWEEN_ROUNDS_MS);
      }
      if (stack.model.ids().length > 0 && this.violations.length === 0)
        this.violations.push(`it can't be destroyed: ${last.join("\n")}`);
    }
  }
}

/** The milliseconds of an effect, which the table leaves out. */
function details(effect: Effect): string {
  const ms = "ms" in effect ? effect.ms : "heldFor" in effect ? effect.heldFor : undefined;
  return ms === undefined ? "" : ` (${ms / 1000} s)`;
}
