import type { SimulatorOptions } from "../../simulator/src/index";
import { Draw } from "./draw";
import { type Declared, EngineModel } from "./engineModel";
import { faultRows } from "./faultRows";
import { type Form, type FormName, declared, forms, gateways, liveIds } from "./forms";
import { type Operation, has, operations } from "./operations";
import { afterSuccess, always, asDeclared } from "./oracle";
import { ADOPT } from "./play";
import { type Order, type Ran, run } from "./running";
import { Scene } from "./scene";
import type { FaultRow, Strike } from "./strike";
import type { Workshop } from "./workshop";

const names: readonly FormName[] = ["server", "single", "dual"];

/** Rows whose end is the command's own, so that they can meet any command of a sequence. */
const usable = faultRows.filter(({ name }) => name !== "none" && !name.startsWith("resource gone while"));

export interface Told {
  /** What the sequence did, to read it again. */
  readonly story: readonly string[];
  readonly violations: readonly string[];
}

/** Plays one random sequence of commands and faults; the seed says which. */
export async function playSequence(workshop: Workshop, seed: number): Promise<Told> {
  const draw = new Draw(seed);
  const switches: SimulatorOptions = {
    tokens: draw.one(["A", "B", "C"] as const),
    visible: draw.one(["accepted", "active"] as const),
    nameOnly: draw.one(["changed", "sent"] as const),
    nameWhileBusy: draw.one(["accepted", "refused"] as const),
    compressOnModify: draw.one(["keep", "true"] as const),
    siblings: draw.one(["checked", "unchecked"] as const),
    busy: draw.one(["20ms", "60ms", "150ms±50%"] as const),
    seed,
  };
  const scene = await Scene.start(switches);
  const sequence = new Sequence(workshop, scene, draw, switches);
  try {
    await sequence.play();
  } catch (error) {
    sequence.violations.push(
      `the test itself failed: ${error instanceof Error ? error.message : String(error)}`,
    );
  } finally {
    await scene.close();
  }
  return sequence;
}

class Sequence implements Told {
  readonly story: string[] = [];
  readonly violations: string[] = [];
  private readonly model = new EngineModel();
  private readonly chosen: readonly FormName[];
  /** The edits in force, by form. */
  private readonly edits = new Map<FormName, Record<string, unknown>>();
  private lost = false;
  /** The state has a short time limit from an earlier step, which is what a delete gets to see of it. */
  private hasty = false;

  constructor(
    private readonly workshop: Workshop,
    private readonly scene: Scene,
    private readonly draw: Draw,
    switches: SimulatorOptions,
  ) {
    this.chosen = draw.some(names, 1 + draw.below(3));
    this.story.push(`${this.chosen.join(", ")} with ${JSON.stringify(switches)}`);
  }

  async play(): Promise<void> {
    const length = 2 + this.draw.below(4);
    for (let index = 0; index < length && this.violations.length === 0; index += 1) await this.step();
    this.scene.simulator.faults.clear();
    if (this.violations.length === 0) await this.comeRight();
  }

  private program(limit?: string): Declared[] {
    return this.chosen.flatMap((name) => declared(forms[name], [this.edits.get(name) ?? {}], limit));
  }

  /** One command, as a rule with a fault that strikes one of its operations. */
  private async step(): Promise<void> {
    const name = this.draw.one(this.chosen);
    const form = forms[name];
    const operation = this.draw.one(operations.filter((one) => has(form, one)));
    const fault = this.draw.chance(0.8)
      ? this.draw.one(usable.filter(({ fits }) => fits?.(operation, form) ?? true))
      : undefined;
    if (operation.command === "up") this.edit(name, form, operation);
    const command = operation.command;
    const program = this.program(fault?.limit);
    const forced = command === "up" && this.draw.chance(0.1) ? [form.name] : [];
    this.story.push(
      `${command} (${operation.name} of ${name}) × ${fault?.name ?? "none"} ${forced.join("")}`,
    );
    await this.strike({ command, program, forced, needs: fault?.needs }, fault, form, operation);
  }

  private edit(name: FormName, form: Form, operation: Operation): void {
    const before = this.edits.get(name) ?? {};
    const [edit] = operation.edits(form);
    // A server that was lost with its process carries no mark: nobody finds it from another gateway.
    if (name === "server" && this.lost) return;
    // Back to what was before, now and then: a token must not take it for a repetition.
    this.edits.set(name, this.draw.chance(0.3) ? {} : { ...before, ...edit });
  }

  private async strike(
    order: Order,
    fault: FaultRow | undefined,
    form: Form,
    operation: Operation,
  ): Promise<void> {
    const strike: Strike = {
      scene: this.scene,
      form,
      operation,
      targets: operation.targets(form),
      gatewayId: gateways[form.gateway] ?? "",
      since: this.scene.calls().length,
    };
    const inStep = !this.lost && this.inStep();
    fault?.plan?.(strike);
    const ran = await run(this.workshop, this.scene, this.model, {
      ...order,
      beside:
        fault?.beside === undefined
          ? undefined
          : (underWay) => fault.beside?.(strike, underWay) ?? Promise.resolve(),
    });
    this.lost ||= ran.killed || this.openServers().length > 0;
    fault?.mend?.(strike);
    for (const id of gateways) this.scene.simulator.release(id);
    this.scene.simulator.faults.clear();
    this.story.push(`  → ${ran.failures.length === 0 ? "succeeds" : ran.failures.join("\n    ")}`);
    this.violations.push(...ran.violations, ...always(this.scene, this.model, order.program));
    if (inStep && !ran.killed) this.judge(ran, fault);
    this.hasty ||= fault?.limit !== undefined;
  }

  /** Servers that a create may have made, which are in no state and carry no mark: as after a kill. */
  private openServers(): string[] {
    const live = liveIds(this.scene.simulator.inventory());
    return live.filter((id) => id.startsWith("vss-") && !this.model.ids().includes(id));
  }

  /** State and cloud have the same. */
  private inStep(): boolean {
    const live = liveIds(this.scene.simulator.inventory());
    return live.length === this.model.ids().length && this.model.ids().every((id) => live.includes(id));
  }

  /** Where state and cloud were in step before, the command ends as the fault lets it. */
  private judge({ failures }: Ran, { name = "none", holds = "yes", says }: Partial<FaultRow> = {}): void {
    // What another took away stays in the state until a refresh, unless it was to be changed.
    if (failures.length === 0 && !name.startsWith("resource gone"))
      this.violations.push(...afterSuccess(this.scene, this.model));
    const inHaste = this.hasty && failures.every((failure) => failure.includes(" is still updating "));
    if (failures.length === 0 || inHaste) return;
    if (holds === "yes") this.violations.push(`the command should hold: ${failures.join("\n")}`);
    else if (says !== undefined && !says.test(failures.join("\n")))
      this.violations.push(`it doesn't say ${says.source}: ${failures.join("\n")}`);
  }

  /** Whatever happened: a refresh and an up bring everything right, and a destroy leaves nothing. */
  private async comeRight(): Promise<void> {
    const program = this.program();
    await this.obey({ command: "refresh", program });
    if (this.lost) await this.adopt(program);
    await this.obey({ command: "up", program });
    this.violations.push(...afterSuccess(this.scene, this.model));
    this.violations.push(...asDeclared(this.scene.simulator.inventory(), this.model, program));
    const steps = await this.obey({ command: "up", program });
    if (steps.length > 0) this.violations.push(`another up does something: ${steps.join(", ")}`);
    await this.obey({ command: "destroy", program });
    const left = liveIds(this.scene.simulator.inventory());
    if (left.length > 0) this.violations.push(`left after destroy: ${left.join(", ")}`);
  }

  /** A server that nobody can tell from another's after a kill is named; then somebody removes it. */
  private async adopt(program: readonly Declared[]): Promise<void> {
    const { failures, violations } = await run(this.workshop, this.scene, this.model, {
      command: "up",
      program,
    });
    this.violations.push(...violations, ...failures.filter((failure) => !ADOPT.test(failure)));
    if (failures.length === 0) return;
    for (const id of this.openServers()) this.scene.simulator.remove(id);
  }

  private async obey(order: Order): Promise<readonly string[]> {
    const ran = await run(this.workshop, this.scene, this.model, order);
    this.story.push(
      `${order.command} → ${ran.failures.length === 0 ? "succeeds" : ran.failures.join("\n    ")}`,
    );
    const failures = ran.failures.map((failure) => `${order.command} in the end fails: ${failure}`);
    this.violations.push(...ran.violations, ...failures, ...always(this.scene, this.model, order.program));
    return ran.steps;
  }
}
