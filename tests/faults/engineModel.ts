import { isDeepStrictEqual } from "node:util";
import { HostError, type Resource, type Values, plain } from "../contract/host";
import type { CommandProvider } from "./provider";

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

export const urnOf = ({ kind, name }: Pick<Declared, "kind" | "name">): string =>
  `urn:pulumi:dev::faults::pulumi-nodejs:dynamic/alicloud-vpn:${kind}::${name}`;

const nameOf = (urn: string): string => urn.slice(urn.lastIndexOf("::") + 2);

/** The state of a stack, and what the engine does to it: as the reference on dynamic providers found it to be. */
export class EngineModel {
  readonly resources = new Map<string, Stored>();
  /** Replaced, and still to be deleted. */
  condemned: Stored[] = [];

  /** Ids that the state has. */
  ids(): string[] {
    const live = [...this.resources.values()].filter(({ pendingReplacement }) => !pendingReplacement);
    return [...live, ...this.condemned].map(({ id }) => id);
  }

  begin(provider: CommandProvider): Command {
    return new Command(this, provider);
  }
}

/** One command of the CLI. Once the engine is killed, nothing that happens is saved any more. */
export class Command {
  private readonly steps: string[] = [];
  private readonly failures: string[] = [];
  private killed = false;
  private interrupted = false;

  constructor(
    private readonly model: EngineModel,
    private readonly provider: CommandProvider,
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

  async refresh(): Promise<Outcome> {
    const live = [...this.model.resources.values()].filter(({ pendingReplacement }) => !pendingReplacement);
    await Promise.all(live.map((stored) => this.step("refresh", stored.urn, () => this.read(stored))));
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
    const urn = urnOf(declared);
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
    if (replaces.length > 0) return () => this.replace(declared, old, inputs);
    const differ = changes === "some" || (changes === "unknown" && !sameInputs(old.inputs, inputs));
    if (differ || old.initErrors.length > 0) return () => this.update(old, inputs);
    // Unchanged: the state takes the new inputs and keeps the outputs.
    this.save({ ...old, inputs });
    return () => Promise.resolve();
  }

  private async create({ kind, name }: Declared, inputs: Values): Promise<void> {
    const urn = urnOf({ kind, name });
    const made = { kind, urn, inputs, pendingReplacement: false };
    await this.step("create", urn, async () => {
      try {
        const { id, outputs } = await this.provider.create(kind, inputs);
        this.save({ ...made, id, outputs, initErrors: [] });
      } catch (error) {
        const partial = error instanceof HostError ? error.partial : undefined;
        if (partial !== undefined) {
          const { id, properties, reasons } = partial;
          this.save({ ...made, id, outputs: properties, initErrors: reasons });
        }
        throw error;
      }
    });
  }

  private async update(old: Stored, inputs: Values): Promise<void> {
    const { kind, urn, id, outputs } = old;
    await this.step("update", urn, async () => {
      try {
        this.save({
          ...old,
          inputs,
          outputs: await this.provider.update(kind, id, outputs, inputs),
          initErrors: [],
        });
      } catch (error) {
        const partial = error instanceof HostError ? error.partial : undefined;
        // Old inputs with new outputs, so that the difference shows again.
        if (partial !== undefined)
          this.save({ ...old, outputs: partial.properties, initErrors: partial.reasons });
        throw error;
      }
    });
  }

  private async replace(declared: Declared, old: Stored, inputs: Values): Promise<void> {
    if (declared.deleteBeforeReplace !== false) {
      const deleted = await this.step("delete", old.urn, () => this.send(old));
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
    const declared = program.map(urnOf);
    const rest = [...this.model.resources.values()].filter(({ urn }) => !declared.includes(urn));
    await Promise.all([...this.model.condemned, ...rest].map((stored) => this.remove(stored)));
  }

  private async remove(stored: Stored): Promise<void> {
    const condemned = this.model.condemned.includes(stored);
    const gone =
      stored.pendingReplacement || (await this.step("delete", stored.urn, () => this.send(stored)));
    if (!gone || this.killed) return;
    if (condemned) this.model.condemned = this.model.condemned.filter((one) => one !== stored);
    else this.model.resources.delete(stored.urn);
  }

  private send({ kind, id, outputs }: Stored): Promise<void> {
    return this.provider.delete(kind, id, outputs);
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
  private async step(what: string, urn: string, work: () => Promise<void>): Promise<boolean> {
    if (this.interrupted) {
      this.failures.push(`${what} ${nameOf(urn)}: interrupted`);
      return false;
    }
    this.steps.push(`${what} ${nameOf(urn)}`);
    try {
      await work();
      return true;
    } catch (error) {
      this.failures.push(messageOf(error));
      return false;
    }
  }
}

const sameInputs = (olds: Values, news: Values): boolean => isDeepStrictEqual(plain(olds), plain(news));

/** Of an operation that failed once there was an id, the engine shows the reasons only. */
function messageOf(error: unknown): string {
  if (error instanceof HostError && error.partial !== undefined) return error.partial.reasons.join("\n");
  return error instanceof Error ? error.message : String(error);
}
