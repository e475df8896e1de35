import { type Declared, EngineModel } from "./engineModel";
import { type Form, declared, forms, type FormName, gateways, liveIds } from "./forms";
import { type Operation, editsOf } from "./operations";
import { limitOf } from "./packageCopy";
import { afterSuccess, always, asDeclared } from "./oracle";
import { type Order, type Ran, run } from "./running";
import { Scene } from "./scene";
import type { FaultRow, Strike } from "./strike";
import type { Workshop } from "./workshop";

/**
 * "Moved" edits what replaces: what a create cut short had made may then be elsewhere. "Taken back" is the program of
 * before, after a change in place.
 */
export const nextCommands = [
  "up",
  "refresh, up",
  "destroy, up",
  "edited up",
  "moved up",
  "taken back, up",
] as const;
export type Next = (typeof nextCommands)[number];
export type Tokens = "A" | "B" | "C";

/** One cell of the matrix. */
export interface Cell {
  readonly form: FormName;
  readonly operation: Operation;
  readonly fault: FaultRow;
  readonly tokens: Tokens;
  readonly next: Next;
}

export const titleOf = ({ form, operation, fault, tokens, next }: Cell): string =>
  `${operation.name} of ${form} × ${fault.name} × tokens ${tokens} × ${next}`;

/** An SSL server carries no mark: after a kill the next create is refused. */
const ADOPT_SERVER = /already has the SSL server vss-\w+.*adopt it: npx alicloud-vpn import-file/s;
/** What stands on another gateway is never taken, its mark notwithstanding. */
const ADOPT_ELSEWHERE = /bears the mark of this resource.*adopt it: npx alicloud-vpn import-file/s;
/** What differs in what replaces is taken into the state first. */
const REPLACED_NEXT = /an earlier create made.*Run pulumi up again/s;

/** Plays a cell; returns what wasn't as it must be. */
export async function play(workshop: Workshop, cell: Cell): Promise<string[]> {
  const scene = await Scene.start({ tokens: cell.tokens });
  try {
    return await new Play(workshop, scene, cell).all();
  } catch (error) {
    return [`the test itself failed: ${error instanceof Error ? error.message : String(error)}`];
  } finally {
    await scene.close();
  }
}

class Play {
  private readonly model = new EngineModel();
  private readonly form: Form;
  private readonly violations: string[] = [];
  private strike: Strike;

  constructor(
    private readonly workshop: Workshop,
    private readonly scene: Scene,
    private readonly cell: Cell,
  ) {
    this.form = forms[cell.form];
    const targets = cell.operation.targets(this.form);
    // A replacement of these forms may go to another gateway; then its create keeps that one busy.
    const [edit] = editsOf(this.form, cell.operation);
    const elsewhere = cell.operation.name === "replace, at its create" ? edit?.vpnGatewayId : undefined;
    const gatewayId = typeof elsewhere === "string" ? elsewhere : (gateways[this.form.gateway] ?? "");
    this.strike = { scene, form: this.form, operation: cell.operation, targets, gatewayId, since: 0 };
  }

  async all(): Promise<string[]> {
    const { operation, fault } = this.cell;
    const program = declared(this.form, [], fault.limit);
    if (operation.exists) await this.succeeds("before", { command: "up", program });
    if (this.violations.length === 0) await this.faulty();
    if (this.violations.length === 0) await this.afterwards();
    return this.violations;
  }

  /** The command that the fault strikes. */
  private async faulty(): Promise<void> {
    const { operation, fault } = this.cell;
    const program = declared(this.form, editsOf(this.form, operation), fault.limit).map((one) => ({
      ...one,
      deleteBeforeReplace: operation.createFirst !== true,
    }));
    const forced = operation.forced === true ? program.map(({ name }) => name) : [];
    const { beside, needs } = fault;
    this.strike = { ...this.strike, since: this.scene.calls().length };
    fault.plan?.(this.strike);
    const order = { command: operation.command, program, forced, needs };
    const ran = await this.obey({
      ...order,
      beside: beside === undefined ? undefined : (underWay) => beside(this.strike, underWay),
    });
    this.judge(ran);
    fault.mend?.(this.strike);
    this.scene.simulator.faults.clear();
  }

  private judge(ran: Ran): void {
    const { failures, killed } = ran;
    const { fault, operation } = this.cell;
    const { holds, says } =
      operation.refused === undefined
        ? { holds: fault.holds ?? "yes", says: fault.says }
        : { holds: "no", says: operation.refused };
    const said = failures.join("\n");
    if (failures.length === 0 && !killed) {
      if (holds === "no") this.violations.push("the command should fail");
      // What others did to the resource meanwhile is not in the state before the next refresh.
      if (fault.name !== "resource gone while the gateway is busy")
        this.violations.push(...afterSuccess(this.scene, this.model));
    } else if (holds === "yes") this.violations.push(`the command should hold: ${said}`);
    else if (says !== undefined && !killed && !says.test(said))
      this.violations.push(`it doesn't say ${says.source}: ${said}`);
    this.violations.push(...this.forgotten(ran));
    const wereRefused = this.scene.calls().filter(({ outcome }) => outcome === "VpnGateway.Configuring");
    if (fault.busy !== true && !killed && wereRefused.length > 0)
      this.violations.push(`${wereRefused.length} calls were refused as busy`);
  }

  /** Once the API has given an id, the state has it, however the command ends. */
  private forgotten({ failures, killed }: Ran): string[] {
    const { holds, saves } = this.cell.fault;
    if (failures.length === 0 || killed || (holds === "maybe" && saves !== true)) return [];
    return this.unknown().map((id) => `the state has nothing of ${id} after a failure`);
  }

  /** The next command, and then everything has to come right. */
  private async afterwards(): Promise<void> {
    const { next, operation, fault } = this.cell;
    const { other, replace } = this.form.edits;
    const more = next === "edited up" ? [other] : next === "moved up" ? [replace] : [];
    const edits = next === "taken back, up" ? [] : [...editsOf(this.form, operation), ...more];
    // With other time-outs, too: they are no part of what a create is found by.
    const program = declared(this.form, edits, limitOf(61_000));
    if (next === "refresh, up") await this.succeeds("refresh", { command: "refresh", program });
    if (next === "destroy, up") await this.succeeds("destroy", { command: "destroy", program });
    // What a killed process had sent is in no state, and what is taken back differs from none.
    const unknown = next === "taken back, up" && fault.needs !== undefined;
    if (fault.drifts === true || unknown) await this.succeeds("refresh", { command: "refresh", program });
    await this.refreshed(program);
    if (fault.loses === true && this.cell.form === "server") await this.adopted(program);
    if (next === "moved up") await this.takenOver(program);
    await this.succeeds("up", { command: "up", program });
    this.violations.push(...asDeclared(this.scene.simulator.inventory(), this.model, program));
    const again = await this.succeeds("another up", { command: "up", program });
    if (again.steps.length > 0) this.violations.push(`another up does something: ${again.steps.join(", ")}`);
    this.violations.push(...this.replaced());
    await this.succeeds("destroy in the end", { command: "destroy", program });
    const left = liveIds(this.scene.simulator.inventory());
    if (left.length > 0) this.violations.push(`left after destroy: ${left.join(", ")}`);
  }

  /** A create that was cut short is gone on with: nothing is deleted for it. */
  private replaced(): string[] {
    const { operation, next } = this.cell;
    if (operation.name !== "create" || next === "destroy, up" || next === "moved up") return [];
    const deleted = this.scene.calls().filter(({ operation: sent }) => sent.startsWith("Delete"));
    return deleted.map(({ resourceId }) => `replaced instead of resumed: ${String(resourceId)}`);
  }

  /** What a killed create left, and the program has moved since: taken into the state, or named for somebody to remove. */
  private async takenOver(program: readonly Declared[]): Promise<void> {
    const left = this.unknown();
    if (left.length === 0) return;
    const elsewhere = this.form.edits.replace.vpnGatewayId !== undefined;
    await this.refusedFor(left, program, elsewhere ? ADOPT_ELSEWHERE : REPLACED_NEXT);
    if (elsewhere) this.removeUnknown();
    else if (this.unknown().length > 0) this.violations.push(`the state has nothing of ${left.join(", ")}`);
  }

  /** What is gone without the state knowing is named where an update needs it; a refresh learns of it. */
  private async refreshed(program: readonly Declared[]): Promise<void> {
    const live = liveIds(this.scene.simulator.inventory());
    if (this.model.ids().every((id) => live.includes(id))) return;
    const { failures } = await this.obey({ command: "up", program });
    const other = failures.filter((failure) => !/no longer exists.*pulumi refresh/s.test(failure));
    this.violations.push(...other.map((failure) => `it doesn't say that it is gone: ${failure}`));
    await this.succeeds("refresh", { command: "refresh", program });
  }

  /** A server that nobody can tell from another's is named; here somebody then removes it. */
  private async adopted(program: readonly Declared[]): Promise<void> {
    const left = this.unknown();
    if (left.length === 0) return;
    await this.refusedFor(left, program, ADOPT_SERVER);
    this.removeUnknown();
  }

  /** The command fails, and says what stands there and what to do. */
  private async refusedFor(
    ids: readonly string[],
    program: readonly Declared[],
    says: RegExp,
  ): Promise<void> {
    const said = (await this.obey({ command: "up", program })).failures.join("\n");
    const isSaid = says.test(said) && ids.every((id) => said.includes(id));
    if (!isSaid) this.violations.push(`it doesn't say ${says.source} of ${ids.join(", ")}: ${said}`);
  }

  /** What is in the cloud, and in no state. */
  private unknown(): string[] {
    const known = this.model.ids();
    return liveIds(this.scene.simulator.inventory()).filter((id) => !known.includes(id));
  }

  private removeUnknown(): void {
    for (const id of this.unknown()) this.scene.simulator.remove(id);
  }

  private async succeeds(what: string, order: Order): Promise<Ran> {
    const ran = await this.obey(order);
    // A refresh learns that a resource is gone; the cloud was so before.
    this.violations.push(
      ...ran.failures.map((failure) => `${what} fails: ${failure}`),
      ...(order.command === "up" ? afterSuccess(this.scene, this.model).map((one) => `${what}: ${one}`) : []),
    );
    return ran;
  }

  private async obey(order: Order): Promise<Ran> {
    const ran = await run(this.workshop, this.scene, this.model, order);
    this.violations.push(...ran.violations, ...always(this.scene, this.model, order.program));
    return ran;
  }
}
