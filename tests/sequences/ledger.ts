import type { InProcessSimulator } from "../../simulator/src/index";
import type { EngineModel } from "../faults/engineModel";
import { type RequestRecord, type Sender, type Witness, isRead } from "./network";
import type { VirtualTime } from "./virtualTime";

/** The tag by which an unfinished connection is known. */
export const MARK = /^pulumi-alicloud-vpn/;
export const UNFINISHED_MARK = "pulumi-alicloud-vpn-unfinished";

/** A claim that was on its way for so long may find its leftover taken. */
const LATE_MS = 5_000;

/** A create that the service carried out. */
export interface Made {
  readonly id: string;
  readonly record: RequestRecord;
  /** The stack's place, and its name then: with the kind of the resource, that is the URN. */
  readonly stack: number;
  readonly urn: string;
  readonly gatewayId: string;
  readonly at: number;
}

/** A change that no state knows of. */
export interface Disturbance {
  readonly at: number;
  /** What the program asked for; undefined where asking for it again doesn't help. */
  readonly args: string | undefined;
}

/** A stack, as the ledger has to know it. */
export interface StackView {
  readonly model: EngineModel;
  /** Processes whose creates go on: a resource of theirs that is in no state yet is theirs all the same. */
  readonly creating: Set<string>;
}

/** Who made what, who owns what, and whether anybody has touched what is another's. */
export class Ledger implements Witness {
  readonly violations: string[] = [];
  readonly made = new Map<string, Made>();
  /**
   * Ids that a killed process has changed or deleted: the state doesn't know, and only who asks for the same again, or
   * refreshes, comes upon it.
   */
  readonly disturbed = new Map<string, Disturbance>();
  /** Ids whose mark was taken off. */
  readonly unmarked = new Set<string>();
  /** Leftovers whose mark was taken off: who did that goes on with them. */
  private readonly claims = new Map<string, Sender>();
  /** By id, the tokens of deletes that were accepted: a token that comes again is no second delete. */
  private readonly deletions = new Map<string, Set<string>>();
  /** By id, the mark that its last claim gave, and whose claim that was. */
  private readonly marks = new Map<string, { readonly mark: string; readonly sender: Sender }>();
  private foreign: string | undefined;
  private markBefore: string | undefined;

  constructor(
    private readonly time: VirtualTime,
    private readonly simulator: () => InProcessSimulator,
    private readonly stacks: readonly StackView[],
  ) {}

  executing(record: RequestRecord): void {
    this.foreign = undefined;
    if (isRead(record.operation) || record.operation.startsWith("Create")) return;
    const id =
      record.parameters.SslVpnServerId ??
      record.parameters.VpnConnectionId ??
      record.parameters["ResourceId.1"] ??
      "";
    this.markBefore = this.markOf(id);
    // What is gone already can't be touched: a repeated delete is answered by its token.
    this.foreign = this.isThere(id) ? this.claimAgainst(id, record) : undefined;
  }

  executed(record: RequestRecord): void {
    const { operation, outcome, resourceId, late } = record;
    if (outcome !== "ok" || isRead(operation) || resourceId === undefined) return;
    if (record.parameters.DryRun === "true") return;
    if (operation.startsWith("Create")) this.noteCreation(record, resourceId);
    else {
      if (this.foreign !== undefined && !this.isLateClaim(record, resourceId))
        this.violations.push(
          `${operation} of stack ${record.sender.stack} on ${resourceId}: ${this.foreign}`,
        );
      if (late === true) this.disturbed.set(resourceId, { at: this.time.now(), args: undefined });
      if (operation === "UnTagResources" && !this.isMarked(resourceId)) {
        this.unmarked.add(resourceId);
        this.claims.set(resourceId, record.sender);
      }
    }
    if (operation.startsWith("Delete")) {
      const tokens = this.deletions.get(resourceId) ?? new Set();
      this.deletions.set(resourceId, tokens.add(record.parameters.ClientToken ?? ""));
    }
  }

  /**
   * A claim that was sent while its leftover was nobody's may arrive late; its sender takes it back, or the next update
   * does.
   */
  private isLateClaim({ operation, parameters, sender, sentAt, late }: RequestRecord, id: string): boolean {
    if (operation === "UnTagResources") {
      const claim = this.marks.get(id);
      return claim?.sender === sender && claim.mark === this.markBefore;
    }
    const isLate = late === true || this.time.now() - sentAt > LATE_MS;
    if (operation !== "TagResources" || !isLate) return false;
    this.marks.set(id, { mark: parameters["Tag.1.Value"] ?? "", sender });
    this.disturbed.set(id, { at: this.time.now(), args: undefined });
    return true;
  }

  /** Ids that were deleted more than once: asked for by two processes, or twice by one. */
  deletedTwice(): string[] {
    return [...this.deletions].filter(([, tokens]) => tokens.size > 1).map(([id]) => id);
  }

  /** The place of the stack whose resource it is. */
  ownerOf(id: string): number | undefined {
    const inState = this.stacks.findIndex(({ model }) => model.ids().includes(id));
    if (inState >= 0) return inState;
    const made = this.made.get(id);
    if (made === undefined) return undefined;
    // Its maker first: as long as that one lives, nobody else may go on with it.
    const worker = [made.record.sender, this.claims.get(id)].find(
      (sender) => sender?.dead === false && this.stacks[sender.stack]?.creating.has(this.urnIn(sender, made)),
    );
    return worker?.stack;
  }

  private noteCreation(record: RequestRecord, id: string): void {
    // A repeated answer to a token names what was made before.
    if (this.made.has(id)) return;
    const { stack } = record.sender;
    this.made.set(id, {
      id,
      record,
      stack,
      urn: this.urnOf(stack, record),
      gatewayId: record.parameters.VpnGatewayId ?? "",
      at: this.time.now(),
    });
  }

  /** The form says which of a program's three resources it is. */
  private urnOf(stack: number, { operation, parameters, sender }: RequestRecord): string {
    const isServer = operation === "CreateSslVpnServer";
    const connection = parameters.CustomerGatewayId === undefined ? "centre" : "office";
    const declared = {
      kind: isServer ? "SslVpnServer" : "VpnConnection",
      name: isServer ? "staff" : connection,
    };
    const urn = this.stacks[stack]?.model.urnOf(declared as Parameters<StackView["model"]["urnOf"]>[0]) ?? "";
    // The stack may have been renamed since the sender was started.
    return urn.replace(/^urn:pulumi:[^:]+/, `urn:pulumi:${sender.name.split("#")[0] ?? ""}`);
  }

  /** The URN that the resource has in the sender's stack, if it is that one's. */
  private urnIn({ stack }: Sender, { urn }: Made): string {
    return urn.replace(/^urn:pulumi:[^:]+/, `urn:pulumi:${this.stacks[stack]?.model.stack ?? ""}`);
  }

  /** Why the sender may not touch it, if it may not. */
  private claimAgainst(id: string, { sender }: RequestRecord): string | undefined {
    const owner = this.ownerOf(id);
    if (owner === sender.stack) return undefined;
    if (owner !== undefined) return `it is stack ${owner}'s`;
    // It took the mark off, and what it sent arrives after its death.
    if (this.claims.get(id) === sender) return undefined;
    const made = this.made.get(id);
    if (made === undefined || made.stack === sender.stack) return undefined;
    const own = this.stacks[sender.stack]?.model.stack;
    const sameUrn = own !== undefined && made.urn.startsWith(`urn:pulumi:${own}::`);
    if (sameUrn && this.isMarked(id)) return undefined;
    return `it was left by stack ${made.stack}`;
  }

  private isThere(id: string): boolean {
    const { sslVpnServers, vpnConnections } = this.simulator().inventory();
    return (
      sslVpnServers.some(({ SslVpnServerId }) => SslVpnServerId === id) ||
      vpnConnections.some(({ VpnConnectionId }) => VpnConnectionId === id)
    );
  }

  isMarked(id: string): boolean {
    return this.markOf(id) !== undefined;
  }

  private markOf(id: string): string | undefined {
    const connection = this.simulator()
      .inventory()
      .vpnConnections.find(({ VpnConnectionId }) => VpnConnectionId === id);
    return Object.entries(connection?.Tags ?? {}).find(([key]) => MARK.test(key))?.[1];
  }
}
