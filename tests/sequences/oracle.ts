import type { Stored } from "../faults/engineModel";
import { differencesFrom, liveIds, resourceOf } from "./expectations";
import { type Made, UNFINISHED_MARK } from "./ledger";
import { planted } from "./programs";
import { configuration } from "./providerProcess";
import type { Ran, Scene, Stack } from "./scene";

/** How far a listing may lag behind. */
const LISTINGS_LAG_MS = 10_000;
const SECRET = "4dabf18193072939515e22adb298388d";
const secrets = [...planted, configuration["alicloud:secretKey"] ?? ""];

/** What must be so after every command, however it ended. */
export function always(scene: Scene, ran: Ran): string[] {
  const stored = scene.stacks.flatMap(({ model }) => [...model.resources.values(), ...model.condemned]);
  const ids = scene.stacks.flatMap(({ model }) => model.ids());
  const shown = [...ran.failures, ...ran.process.warnings].join("\n");
  return [
    ...scene.ledger.violations,
    ...scene.ledger.deletedTwice().map((id) => `deleted twice: ${id}`),
    ...secrets.filter((secret) => shown.includes(secret)).map((secret) => `shown to everybody: ${secret}`),
    ...stored
      .filter(({ inputs, outputs }) => isOpen(inputs) || isOpen(outputs))
      .map(({ id }) => `a key in the open in the state of ${id}`),
    ...ids.filter((id, place) => ids.indexOf(id) !== place).map((id) => `in two states: ${id}`),
    ...droppedAlive(scene, ran).map((id) => `dropped from the state, and alive: ${id}`),
    ...markedThoughFinished(scene, stored),
  ];
}

/** What a state had when the command began, and has no more. */
function droppedAlive(scene: Scene, { idsBefore }: Ran): string[] {
  const ids = scene.stacks.flatMap(({ model }) => model.ids());
  const live = liveIds(scene.simulator.inventory());
  return idsBefore.filter((id) => !ids.includes(id) && live.includes(id));
}

function isOpen(value: unknown): boolean {
  if (typeof value === "string") return secrets.includes(value);
  if (typeof value !== "object" || value === null || SECRET in value) return false;
  return Object.values(value).some(isOpen);
}

/** The mark says that a resource is in no state. */
function markedThoughFinished(scene: Scene, stored: readonly Stored[]): string[] {
  const inventory = scene.simulator.inventory();
  return stored
    .filter(({ initErrors, outputs }) => initErrors.length === 0 && outputs.__unfinished !== true)
    .filter(({ id }) => !scene.ledger.disturbed.has(id))
    .filter(({ id }) => {
      const tags = resourceOf(inventory, id)?.Tags;
      return typeof tags === "object" && tags !== null && UNFINISHED_MARK in tags;
    })
    .map(({ id }) => `marked as unfinished, and the state says it is finished: ${id}`);
}

/** What must be so once an `up` has succeeded: done means done. */
export function afterSuccess(scene: Scene, stack: Stack, ran: Ran): string[] {
  const inventory = scene.simulator.inventory();
  const live = liveIds(inventory);
  const { disturbed } = scene.ledger;
  const isDisturbed = (id: string) => disturbed.has(id) && disturbed.get(id)?.args !== stack.argumentsOf(id);
  const lost = stack.model.ids().filter((id) => !live.includes(id) && !isDisturbed(id));
  return [
    ...lost.map((id) => `in the state, not in the cloud: ${id}`),
    ...stack.program().flatMap((declared) => {
      const id = stack.model.resources.get(stack.model.urnOf(declared))?.id;
      if (id === undefined) return [`not in the state after a success: ${declared.name}`];
      const resource = resourceOf(inventory, id);
      if (resource === undefined || isDisturbed(id)) return [];
      // A killed command has changed the key, and no refresh tells which one is there.
      const isUnknowable = (difference: string) => scene.hasUntoldKey(id) && /\.Psk is /.test(difference);
      return differencesFrom(declared, resource).filter((difference) => !isUnknowable(difference));
    }),
    ...stillGoingOn(scene, ran),
  ];
}

/** No task of this command is running, on a gateway that it calls done with. */
function stillGoingOn(scene: Scene, { process }: Ran): string[] {
  const own = new Set(
    scene.records.filter(({ sender }) => sender === process).map(({ requestId }) => requestId),
  );
  return scene.simulator
    .changes()
    .filter(({ requestId, activeAt }) => {
      const runs = activeAt === undefined || activeAt > scene.time.now();
      return runs && requestId !== undefined && own.has(requestId);
    })
    .map(({ gatewayId, operation }) => `done, but ${gatewayId} is updating after ${operation}`);
}

/** Steps that have gone on for longer than any may. */
export function hanging(scene: Scene, repeats: number): string[] {
  return scene.stacks.flatMap(({ underWay }) =>
    [...underWay]
      .filter(([, since]) => scene.time.now() - since > scene.stepBound(repeats))
      .map(([step, since]) => `hangs for ${(scene.time.now() - since) / 1000} s: ${step}`),
  );
}

/** Live resources that are in no state, each with why that can't be helped; undefined: it could be. */
export function leftovers(scene: Scene): { id: string; excuse: string | undefined }[] {
  const known = scene.stacks.flatMap(({ model }) => model.ids());
  return liveIds(scene.simulator.inventory())
    .filter((id) => !known.includes(id))
    .map((id) => ({ id, excuse: excuseFor(scene, id) }));
}

/**
 * Whether what is left stood in the way of a later create: on the same gateway, and for connections, with the same peer
 * and subnets that overlap, here: that are shared. Who went on with it may have changed its subnets.
 */
function isDouble({ plan, simulator }: Scene, one: Made, other: Made): boolean {
  if (one.gatewayId !== other.gatewayId) return false;
  const [first, second] = [one.record.parameters, other.record.parameters];
  // Where an answer doesn't tell the peer, the name does.
  const untold = plan.worlds.some((world) => world.startsWith("related ids"));
  if (untold && first.Name !== second.Name) return false;
  const remote = resourceOf(simulator.inventory(), one.id)?.RemoteSubnet ?? first.RemoteSubnet;
  const blocks = typeof remote === "string" ? remote.split(",") : undefined;
  const shared = blocks?.some((block) => second.RemoteSubnet?.split(",").includes(block));
  return first.CustomerGatewayId === second.CustomerGatewayId && shared !== false;
}

/** The listing that the other create went by may be older than this one: `doctor` alone shows it. */
function isUnseenBy({ worlds: { switches }, simulator, records }: Scene, made: Made, other: Made): boolean {
  const lag = switches.listLag === undefined && switches.tagLag === undefined ? 0 : LISTINGS_LAG_MS;
  const change = simulator.changes().find(({ requestId }) => requestId === made.record.requestId);
  const seenFrom = (switches.visible === "active" ? change?.activeAt : undefined) ?? made.at;
  const { sender, sentAt } = other.record;
  const listings = records.filter(
    (one) => one.sender === sender && one.operation === "DescribeVpnConnections" && one.sentAt <= sentAt,
  );
  return (listings.at(-1)?.sentAt ?? sentAt) < seenFrom + lag;
}

/** What nobody can do anything about, as a row of the table. */
function excuseFor(scene: Scene, id: string): string | undefined {
  const { ledger, worlds } = scene;
  const made = ledger.made.get(id);
  if (made === undefined) return undefined;
  const successors = [...ledger.made.values()].filter(
    (other) => other.urn === made.urn && other.id !== id && other.record.sentAt > made.record.sentAt,
  );
  const double = successors.some((other) => isDouble(scene, made, other));
  if (scene.wasNamed(id) && !double) return "named by an error, and the program made others since";
  // Only a process that was killed can leave something: one that lives on ends with the id in the state, or without.
  if (!scene.killed.has(made.record.sender)) return undefined;
  if (successors.some(({ at }) => at <= made.at)) return "late request of a dead sender";
  const isConnection = id.startsWith("vco-");
  if (isConnection && ledger.isMarked(id) && successors.length === 0)
    return "marked, and no create came after it";
  const isNoClue = (other: Made) => !ledger.isMarked(id) && !isDouble(scene, made, other);
  const isUnseen = (other: Made) => isUnseenBy(scene, made, other);
  if (
    isConnection &&
    successors.some(isUnseen) &&
    successors.every((other) => isUnseen(other) || isNoClue(other))
  )
    return "not yet listed when the next create looked";
  if (isConnection && !worlds.unmarked && ledger.isMarked(id)) return undefined;
  // Without a mark only what is in a create's way can be told: the same gateway, and an exact double.
  const areTaken = worlds.config["alicloud-vpn:mark"] === "off" && worlds.switches.siblings === "unchecked";
  if (double && !areTaken) return undefined;
  if (!isConnection) return "without a mark by its kind";
  if (worlds.unmarked) return "without a mark in this world";
  return ledger.unmarked.has(id) ? "between the end of its mark and the save" : undefined;
}
