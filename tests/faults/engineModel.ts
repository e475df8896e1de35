import { isDeepStrictEqual } from "node:util";
import { HostError, type Resource, type Values, plain } from "../contract/host";

/** What the engine calls, of the process that serves one command. */
export interface EngineProvider {
  check(kind: Resource, olds: Values, news: Values): Promise<{ inputs: Values; failures: string[] }>;
  diff(
    kind: Resource,
    id: string,
    olds: Values,
    news: Values,
  ): Promise<{ changes: string | undefined; replaces: string[]; deleteBeforeReplace: boolean }>;
  create(kind: Resource, inputs: Values): Promise<{ id: string; outputs: Values }>;
  read(kind: Resource, id: string, outputs: Values): Promise<{ id: string; outputs: Values; inputs: Values }>;
  update(kind: Resource, id: string, olds: Values, news: Values): Promise<Values>;
  delete(kind: Resource, id: string, outputs: Values): Promise<void>;
}

/** A resource as a program declares it. */
export interface Declared {
  readonly kind: Resource;
  readonly name: string;
  readonly args: Values;
  /** The resource option of that name. @default true, as the classes set it */
  readonly deleteBeforeReplace?: boolean;
}

/** A resource as the state has it. */
export interface Stored {
  readonly kind: Resource;
  readonly urn: string;
  readonly id: string;
  readonly inputs: Values;
  readonly outputs: Values;
  readonly initErrors: readonly string[];
  /** Deleted to be replaced; its replacement isn't made yet. */
  readonly pendingReplacement: boolean;
}

export interface Outcome {
  /** As `create office`, in the order in which they began. */
  readonly steps: readonly string[];
  readonly failures: readonly string[];
}

/** One step of a command, as it happens. */
export interface Step {
  readonly what: "create" | "update" | "delete" | "refresh";
  readonly urn: string;
  /** Absent while a create goes on. */
  readonly id?: string;
}

/** How a command is run, and who looks on. */
export interface CommandOptions {
  /** How often a hook `onError` has a failed step repeated, in the same process. @default 0 */
  readonly repeats?: number;
  readonly began?: (step: Step) => void;
  /** The provider has answered or failed, and nothing of it is in the state yet. */
  readonly answered?: (step: Step) => void;
  readonly ended?: (step: Step) => void;
}

export const urnOf = ({ kind, name }: Pick<Declared, "kind" | "name">, stack = "dev"): string =>
  `urn:pulumi:${stack}::faults::pulumi-nodejs:dynamic/alicloud-vpn:${kind}::${name}`;

const nameOf = (urn: string): string => urn.slice(urn.lastIndexOf("::") + 2);

/** The state of a stack, and what the engine does to it: as the reference on dynamic providers found it to be. */
export class EngineModel {
  readonly resources = new Map<string, Stored>();
  /** Replaced, and still to be deleted. */
  condemned: Stored[] = [];
  /** URNs of creates that were cut short: noted until a refresh clears them, and of no further effect. */
  readonly pendingCreates = new Set<string>();

  constructor(private stackName = "dev") {}

  get stack(): string {
    return this.stackName;
  }

  urnOf(declared: Pick<Declared, "kind" | "name">): string {
    return urnOf(declared, this.stackName);
  }

  /** `pulumi stack rename`: other URNs, and ids, inputs and outputs as they were. */
  rename(stack: string): void {
    this.stackName = stack;
    const moved = (stored: Stored): Stored => ({ ...stored, urn: inStack(stored.urn, stack) });
    const all = [...this.resources.values()].map(moved);
    this.resources.clear();
    for (const stored of all) this.resources.set(stored.urn, stored);
    this.condemned = this.condemned.map(moved);
    const pending = [...this.pendingCreates].map((urn) => inStack(urn, stack));
    this.pendingCreates.clear();
    for (const urn of pending) this.pendingCreates.add(urn);
  }

  /** Ids that the state has. */
  ids(): string[] {
    const live = [...this.resources.values()].filter(({ pendingReplacement }) => !pendingReplacement);
    return [...live, ...this.condemned].map(({ id }) => id);
  }

  begin(provider: EngineProvider, options: CommandOptions = {}): Command {
    return new Command(this, provider, options);
  }
}

const inStack = (urn: string, stack: string): string =>
  urn.replace(/^urn:pulumi:[^:]+/, `urn:pulumi:${stack}`);

/** One command of the CLI. Once the engine is killed, nothing that happens is saved any more. */
export class Command {
  private readonly steps: string[] = [];
  private readonly failures: string[] = [];
  private killed = false;
  private interrupted = false;

  constructor(
    private readonly model: EngineModel,
    private readonly provider: EngineProvider,
    private readonly options: CommandOptions,
  ) {}

  kill(): void {
    this.killed = true;
  }

  /** Ctrl-C, once: what runs is finished and saved, and nothing else begins. */
  interrupt(): void {
    this.interrupted = true;
  }

  /** `pulumi up`; `forced` names what `--replace` names. */
  async up(program: readonly Declared[], forced: readonly string[] = []): Promise<Outcome> {
    const work: Promise<void>[] = [];
    // The engine asks check and diff of one resource after the other; what they lead to goes on side by side.
    for (const declared of program) {
      const ready = await this.plan(declared, forced.includes(declared.name)).catch((error: unknown) => {
        this.failures.push(messageOf(error));
        return undefined;
      });
      if (ready === undefined) break;
      work.push(ready());
    }
    await Promise.all(work);
    if (this.failures.length === 0) await this.deleteRest(program);
    return this.outcome();
  }

  /** `pulumi refresh`; `clearPendingCreates` is the option `--clear-pending-creates`. */
  async refresh(clearPendingCreates = false): Promise<Outcome> {
    if (clearPendingCreates) this.model.pendingCreates.clear();
    const live = [...this.model.resources.values()].filter(({ pendingReplacement }) => !pendingReplacement);
    await Promise.all(live.map((stored) => this.step("refresh", stored, () => this.read(stored))));
    return this.outcome();
  }

  async destroy(): Promise<Outcome> {
    const doomed = [...this.model.condemned, ...this.model.resources.values()];
    await Promise.all(doomed.map((stored) => this.remove(stored)));
    return this.outcome();
  }

  private outcome(): Outcome {
    return { steps: this.steps, failures: this.failures };
  }

  /** Check and diff; what is to be done then, or undefined where the arguments are refused. */
  private async plan(declared: Declared, forced: boolean): Promise<(() => Promise<void>) | undefined> {
    const { kind, name, args } = declared;
    const urn = this.model.urnOf(declared);
    const old = this.model.resources.get(urn);
    const news = { __urn: urn, __organization: "organization", ...args };
    const { inputs, failures } = await this.provider.check(kind, old?.inputs ?? {}, news);
    if (failures.length > 0) {
      this.failures.push(...failures.map((failure) => `${name}: ${failure}`));
      return undefined;
    }
    if (old === undefined || old.pendingReplacement) return () => this.create(declared, inputs);
    if (forced) return () => this.replace(declared, old, inputs);
    const { changes, replaces } = await this.provider.diff(kind, old.id, old.outputs, inputs);
    // Where the provider leaves it to the engine, inputs that are the same are no change, whatever it says of replacing.
    const differ = changes === "some" || (changes === "unknown" && !sameInputs(old.inputs, inputs));
    if (differ && replaces.length > 0) return () => this.replace(declared, old, inputs);
    if (differ || old.initErrors.length > 0) return () => this.update(old, inputs);
    // Unchanged: the state takes the new inputs and keeps the outputs.
    this.save({ ...old, inputs });
    return () => Promise.resolve();
  }

  private async create(declared: Declared, inputs: Values): Promise<void> {
    const { kind } = declared;
    const urn = this.model.urnOf(declared);
    const made = { kind, urn, inputs, pendingReplacement: false };
    const before = this.model.resources.get(urn);
    await this.step("create", { urn }, async (answered) => {
      this.beginCreate(urn, before);
      try {
        const { id, outputs } = await this.provider.create(kind, inputs);
        answered(id);
        this.save({ ...made, id, outputs, initErrors: [] });
      } catch (error) {
        const partial = error instanceof HostError ? error.partial : undefined;
        answered(partial?.id);
        if (partial !== undefined) {
          const { id, properties, reasons } = partial;
          this.save({ ...made, id, outputs: properties, initErrors: reasons });
        }
        throw error;
      } finally {
        // Its end is written with what came of it, unless nothing is written any more.
        if (!this.killed) this.model.pendingCreates.delete(urn);
      }
    });
  }

  /** Noted, and of an attempt that a hook has repeated nothing is kept: only the last one counts. */
  private beginCreate(urn: string, before: Stored | undefined): void {
    if (this.killed) return;
    this.model.pendingCreates.add(urn);
    if (before === undefined) this.model.resources.delete(urn);
    else this.model.resources.set(urn, before);
  }

  private async update(old: Stored, inputs: Values): Promise<void> {
    const { kind, id, outputs } = old;
    await this.step("update", old, async (answered) => {
      try {
        const updated = await this.provider.update(kind, id, outputs, inputs);
        answered(id);
        this.save({ ...old, inputs, outputs: updated, initErrors: [] });
      } catch (error) {
        const partial = error instanceof HostError ? error.partial : undefined;
        answered(id);
        // Old inputs with new outputs, so that the difference shows again.
        if (partial !== undefined)
          this.save({ ...old, outputs: partial.properties, initErrors: partial.reasons });
        throw error;
      }
    });
  }

  private async replace(declared: Declared, old: Stored, inputs: Values): Promise<void> {
    if (declared.deleteBeforeReplace !== false) {
      const deleted = await this.step("delete", old, (answered) => this.send(old, answered));
      if (!deleted || this.killed) return;
      this.save({ ...old, pendingReplacement: true });
      await this.create(declared, inputs);
      return;
    }
    const failures = this.failures.length;
    await this.create(declared, inputs);
    const now = this.model.resources.get(old.urn);
    if (this.killed || now === old) return;
    this.model.condemned.push(old);
    if (this.failures.length === failures) await this.remove(old);
  }

  private async deleteRest(program: readonly Declared[]): Promise<void> {
    const declared = program.map((one) => this.model.urnOf(one));
    const rest = [...this.model.resources.values()].filter(({ urn }) => !declared.includes(urn));
    await Promise.all([...this.model.condemned, ...rest].map((stored) => this.remove(stored)));
  }

  private async remove(stored: Stored): Promise<void> {
    const condemned = this.model.condemned.includes(stored);
    const gone =
      stored.pendingReplacement ||
      (await this.step("delete", stored, (answered) => this.send(stored, answered)));
    if (!gone || this.killed) return;
    if (condemned) this.model.condemned = this.model.condemned.filter((one) => one !== stored);
    else this.model.resources.delete(stored.urn);
  }

  private async send({ kind, id, outputs }: Stored, answered: Answered): Promise<void> {
    await this.provider.delete(kind, id, outputs);
    answered(id);
  }

  private async read(stored: Stored): Promise<void> {
    const { kind, urn } = stored;
    const { id, outputs, inputs } = await this.provider.read(kind, stored.id, stored.outputs);
    if (this.killed) return;
    if (id === "") this.model.resources.delete(urn);
    else this.save({ ...stored, outputs, inputs, initErrors: [] });
  }

  private save(stored: Stored): void {
    if (!this.killed) this.model.resources.set(stored.urn, stored);
  }

  /** @returns whether it succeeded */
  private async step(
    what: Step["what"],
    { urn, id }: { readonly urn: string; readonly id?: string },
    work: (answered: Answered) => Promise<void>,
  ): Promise<boolean> {
    if (this.interrupted) {
      this.failures.push(`${what} ${nameOf(urn)}: interrupted`);
      return false;
    }
    this.steps.push(`${what} ${nameOf(urn)}`);
    const step = { what, urn, id };
    this.options.began?.(step);
    try {
      await this.repeated(() => work((known) => this.options.answered?.({ ...step, id: known })));
      return true;
    } catch (error) {
      this.failures.push(messageOf(error));
      return false;
    } finally {
      this.options.ended?.(step);
    }
  }

  /** As a hook `onError` has it: the same call again, in the same process. */
  private async repeated(work: () => Promise<void>): Promise<void> {
    for (let left = this.options.repeats ?? 0; ; left -= 1) {
      try {
        await work();
        return;
      } catch (error) {
        if (left <= 0 || this.killed) throw error;
      }
    }
  }
}

/** The provider has answered, of the resource of this id where there is one. */
type Answered = (id: string | undefined) => void;

const sameInputs = (olds: Values, news: Values): boolean => isDeepStrictEqual(plain(olds), plain(news));

/** Of an operation that failed once there was an id, the engine shows the reasons only. */
function messageOf(error: unknown): string {
  if (error instanceof HostError && error.partial !== undefined) return error.partial.reasons.join("\n");
  return error instanceof Error ? error.message : String(error);
}
