import type { InProcessSimulator } from "../../simulator/src/index";
import { Draw } from "../faults/draw";
import { type CommandOptions, EngineModel, type Outcome } from "../faults/engineModel";
import { type Strike, Strikes } from "./effects";
import { Ledger, type StackView } from "./ledger";
import { Network, type RequestRecord, type Sender, isRead } from "./network";
import type { Plan } from "./plan";
import { type Edits, account, program } from "./programs";
import { ProviderProcess } from "./providerProcess";
import { simulatedService } from "./service";
import { VirtualTime } from "./virtualTime";
import { together, worldsNamed } from "./worlds";

/** A stack: its state, and its program. */
export class Stack implements StackView {
  readonly model = new EngineModel("dev");
  readonly creating = new Set<string>();
  edits: Edits = {};
  /** Steps that go on at present, with the time of their beginning. */
  readonly underWay = new Map<string, number>();

  constructor(
    readonly place: 0 | 1,
    private readonly plan: Plan,
  ) {}

  /** What the program asks of the resource that the state has by this id. */
  argumentsOf(id: string): string {
    const declared = this.program().find((one) => this.model.resources.get(this.model.urnOf(one))?.id === id);
    return JSON.stringify(declared?.args ?? "gone");
  }

  program() {
    const { forms, placement, limit } = this.plan;
    return program({ forms, edits: this.edits, placement: this.place === 0 ? undefined : placement, limit });
  }
}

export type CommandName = "up" | "refresh" | "destroy" | "clear";

export interface CommandPlan {
  readonly command: CommandName;
  readonly strikes?: readonly Strike[];
  readonly killedAtSave?: number;
  readonly repeats?: number;
}

/** How a command ended. */
export interface Ran extends Outcome {
  readonly killed: "engine" | "provider" | undefined;
  readonly process: ProviderProcess;
  readonly strikes: Strikes;
  /** A strike met a change, or a kill met a step that was going on. */
  readonly struckInFlight: boolean;
  /** What the state had when it began. */
  readonly idsBefore: readonly string[];
}

/** The longest that an operation may take, unless a program says otherwise. */
const DEFAULT_LIMIT_MS = 600_000;
const GRACE_MS = 120_000;
/** What was done so long ago shows everywhere, also where it shows once the gateway is active. */
export const LAGS_OVER_MS = 150_000;

/** One account with its stacks, processes and network, all on one clock. */
export class Scene {
  readonly time = new VirtualTime();
  readonly stacks: readonly [Stack, Stack];
  readonly ledger: Ledger;
  readonly worlds: ReturnType<typeof together>;
  private readonly draw: Draw;
  private processes = 0;
  /** Processes that were killed, or whose engine was. */
  readonly killed = new Set<Sender>();
  /** What the commands said that failed. */
  private readonly said: string[] = [];
  simulator!: InProcessSimulator;
  network!: Network;

  private constructor(readonly plan: Plan) {
    this.draw = new Draw(plan.seed);
    this.stacks = [new Stack(0, plan), new Stack(1, plan)];
    this.ledger = new Ledger(this.time, () => this.simulator, this.stacks);
    this.worlds = together(worldsNamed(plan.worlds));
  }

  static open(plan: Plan): Scene {
    const scene = new Scene(plan);
    const { switches, faults, network } = scene.worlds;
    const options = { ...account, ...switches, busy: plan.busy, seed: plan.seed };
    const { simulator, service } = simulatedService(scene.time, options);
    for (const fault of faults) simulator.faults.add(fault);
    scene.simulator = simulator;
    scene.network = new Network(scene.time, scene.draw, service, scene.ledger, network);
    return scene;
  }

  get records(): readonly RequestRecord[] {
    return this.network.records;
  }

  /** No step may take longer: each of those before it in the queue may take as long as itself. */
  stepBound(repeats: number): number {
    const limit =
      this.plan.limit === undefined ? DEFAULT_LIMIT_MS : Number.parseInt(this.plan.limit, 10) * 1000;
    return this.plan.forms.length * (1 + repeats) * limit + GRACE_MS;
  }

  /** Runs a command to its end, or to that of its engine or provider. */
  async run(stack: Stack, plan: CommandPlan): Promise<Ran> {
    const began = this.time.now();
    const idsBefore = stack.model.ids();
    let killed: Ran["killed"];
    let struckInFlight = false;
    let engineDied: () => void = () => undefined;
    const death = new Promise<undefined>((resolve) => {
      engineDied = () => {
        resolve(undefined);
      };
    });
    const strikes = new Strikes(plan.strikes ?? []);
    const process = new ProviderProcess({
      name: `${stack.model.stack}#${(this.processes += 1)}`,
      stack: stack.place,
      time: this.time,
      network: this.network,
      draw: this.draw,
      strikes,
      config: this.worlds.config,
      killed: (who) => {
        killed = who;
        this.killed.add(process);
        struckInFlight ||= stack.underWay.size > 0;
        if (who === "provider") return;
        command.kill();
        engineDied();
      },
    });
    const command = stack.model.begin(process, this.looksOn(stack, process, plan));
    const outcome = await Promise.race([carryOut(command, stack, plan.command), death]);
    process.end();
    this.said.push(...(outcome?.failures ?? []));
    this.noteGone(outcome);
    if (killed !== undefined) this.noteUnsaved(stack, process, plan.command);
    else if (plan.command === "refresh" || plan.command === "clear")
      this.forgetUnsaved(stack, outcome, began);
    stack.underWay.clear();
    stack.creating.clear();
    struckInFlight ||= strikes.struck.some(({ operation }) => !/^(Describe|List)/.test(operation));
    return { steps: [], failures: [], ...outcome, killed, process, strikes, struckInFlight, idsBefore };
  }

  /** Whether an error named it, and said how to adopt it or to get rid of it. */
  wasNamed(id: string): boolean {
    return this.said.some((text) => text.includes(id) && /import-file|Delete all but one/.test(text));
  }

  /**
   * Whether the key that a connection has can't be known: the service tells no keys, and the last to change it was a
   * command that was killed before its save.
   */
  hasUntoldKey(id: string): boolean {
    if (!this.plan.worlds.some((world) => world.startsWith("keys "))) return false;
    const changed = this.records.filter(
      ({ operation, outcome, resourceId, parameters }) =>
        operation === "ModifyVpnConnectionAttribute" &&
        outcome === "ok" &&
        resourceId === id &&
        JSON.stringify(parameters).includes("Psk"),
    );
    const last = changed.sort((one, other) => (one.executedAt ?? 0) - (other.executedAt ?? 0)).at(-1);
    return last !== undefined && this.killed.has(last.sender);
  }

  /** A delete that was sent and not waited for: the error says that the state still has it. */
  private noteGone(outcome: Outcome | undefined): void {
    for (const failure of outcome?.failures ?? []) {
      const id =
        /(\S+) is deleted, but/.exec(failure)?.[1] ??
        /the delete of (\S+) (?:was accepted|may have been accepted|found nothing), but/.exec(failure)?.[1];
      if (id !== undefined) this.ledger.disturbed.set(id, { at: this.time.now(), args: undefined });
    }
  }

  /** What a killed command has changed, as long as its state doesn't know. */
  private noteUnsaved(stack: Stack, process: ProviderProcess, command: CommandName): void {
    for (const { sender, operation, outcome, resourceId, executedAt = 0 } of this.records) {
      if (sender !== process || outcome !== "ok" || resourceId === undefined) continue;
      if (isRead(operation) || operation.startsWith("Create")) continue;
      const { disturbed } = this.ledger;
      const sameAgain = command === "up" && !disturbed.has(resourceId);
      const args = sameAgain ? stack.argumentsOf(resourceId) : undefined;
      disturbed.set(resourceId, { at: executedAt, args });
    }
  }

  /** A refresh learns of it all. */
  private forgetUnsaved(stack: Stack, outcome: Outcome | undefined, began: number): void {
    if (outcome === undefined || outcome.failures.length > 0) return;
    const known = stack.model.ids();
    const others = this.stacks.filter((one) => one !== stack).flatMap(({ model }) => model.ids());
    for (const [id, { at }] of this.ledger.disturbed) {
      if (began - at < LAGS_OVER_MS) continue;
      if (known.includes(id) || !others.includes(id)) this.ledger.disturbed.delete(id);
    }
  }

  /** What the engine tells while the command goes on. */
  private looksOn(stack: Stack, process: ProviderProcess, plan: CommandPlan): CommandOptions {
    let answers = 0;
    return {
      repeats: plan.repeats,
      began: ({ what, urn }) => {
        stack.underWay.set(`${what} ${urn}`, this.time.now());
        if (what === "create") stack.creating.add(urn);
      },
      answered: () => {
        answers += 1;
        if (answers === plan.killedAtSave) process.kill("engine");
      },
      ended: ({ what, urn }) => {
        stack.underWay.delete(`${what} ${urn}`);
        stack.creating.delete(urn);
      },
    };
  }
}

function carryOut(
  command: ReturnType<EngineModel["begin"]>,
  stack: Stack,
  name: CommandName,
): Promise<Outcome> {
  if (name === "up") return command.up(stack.program());
  return name === "destroy" ? command.destroy() : command.refresh(name === "clear");
}
