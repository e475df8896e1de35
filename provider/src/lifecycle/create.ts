import { createHash } from "node:crypto";
import { VpnError } from "../errors";
import { type Properties, isRecord } from "../properties";
import { request } from "./update";
import type { Context } from "./context";
import type { Gateway, Turn } from "./queue";
import { type Describe, lookUntil, unfinished, warnUnmet } from "./converge";

/** A resource that may be the one a lost create made. */
export interface Candidate {
  readonly id: string;
  readonly name?: string;
  readonly createTime?: number;
}

/** What the service answers to a create. */
export interface Created {
  readonly id: string;
  /** When it was made, where the answer says it: long ago where the service repeats an old answer. */
  readonly createTime?: number;
  /** When the answer was given, by the clock of the service. */
  readonly answeredAt?: number;
}

/** What creating needs to know of a resource, so that nothing is made twice. */
export interface Creation {
  readonly inputs: Properties;
  readonly describe: Describe;
  /** Paths that are described otherwise than they are asked for. */
  unmet(described: Properties): readonly string[];
  /** Resources that could be ours: those with our mark, or all of the gateway. */
  candidates(): Promise<Candidate[]>;
  /** The same before anything is sent, where that can be known more cheaply. */
  candidatesBefore?(): Promise<Candidate[]>;
  /** Whether a candidate is surely this URN's: its mark says so. */
  readonly marked: boolean;
  send(clientToken: string): Promise<Created>;
  /** Goes on with a resource that a create cut short had made: an update to what the program asks for now. */
  adopt(id: string, described: Properties): Promise<Properties>;
}

/** What is known of a create while it goes on. */
interface Made {
  id?: string;
  /** The candidate that it was already before anything was sent. */
  existed?: Candidate;
  turn?: Turn;
  /** The answer says that it was made just now: it isn't an old answer to an old token. */
  fresh?: boolean;
  /** Whether this create has sent something: what stood there before isn't all that may be ours any more. */
  sent?: boolean;
}

/** How long after its creation a connection is taken for what a lost create made. */
const LOST_FOR_MS = 24 * 3_600_000;

/** The service tells the time to the second, and its answer was on the way for a while. */
const CLOCKS_AGREE_MS = 3_000;

/** How often a token may name a resource that is gone before we give up: each replacement since leaves one. */
const GENERATIONS = 20;

/** Creates exactly once and returns what is described once the gateway is active. */
export async function create(
  context: Context,
  gateway: Gateway,
  creation: Creation,
): Promise<{ id: string; outputs: Properties }> {
  for (let generation = 0; generation < GENERATIONS; generation += 1) {
    const made: Made = { sent: generation > 0 };
    try {
      await gateway.change(request(context, "creating"), async (turn) => {
        made.turn = turn;
        generation = await firstOwn(context, creation, generation, made);
      });
      const { id = "", existed } = made;
      const unmet = existed === undefined ? creation.unmet.bind(creation) : () => [];
      const seen = await lookUntil(context, () => creation.describe(id), unmet);
      const begun = made.fresh === true || made.turn?.busySeen === true;
      if (seen.outputs === undefined && begun) throw notDescribed(id);
      // Nothing had begun: the token named a resource of an earlier life of this URN, which is gone.
      if (seen.outputs === undefined) continue;
      // The state has it, as the engine has said meanwhile: it is another resource's.
      if (existed !== undefined && context.inState(existed.id)) continue;
      if (existed !== undefined)
        return { id, outputs: await takeOver(context, creation, existed, seen.outputs) };
      warnUnmet(context, seen.unmet);
      return { id, outputs: seen.outputs };
    } catch (error) {
      throw made.id === undefined ? error : unfinished(made.id, knownOf(creation, made), error);
    }
  }
  throw new VpnError(`the service answers with resources that no longer exist.`, {
    advice:
      "Change the resource's name in the program, or try again once the service has forgotten the old requests.",
  });
}

/**
 * What is known of a resource before it was described. One that existed may have been made with other arguments: of
 * it, only where it stands.
 */
function knownOf({ inputs }: Creation, { existed }: Made): Properties {
  const { vpnGatewayId, regionId } = inputs;
  return existed === undefined ? inputs : { vpnGatewayId, regionId };
}

/** Creates with the first token that isn't used up: by a resource that is gone, another's, or other arguments. */
async function firstOwn(context: Context, creation: Creation, first: number, made: Made): Promise<number> {
  for (let generation = first; ; generation += 1) {
    try {
      await createOnce(context, creation, createToken(context, creation.inputs, generation), made);
      const usedUp =
        context.gateways.gone.has(made.id ?? "") ||
        (made.existed !== undefined && context.inState(made.existed.id));
      if (!usedUp || generation >= GENERATIONS) return generation;
    } catch (error) {
      const otherArguments = error instanceof VpnError && error.code === "IdempotentParameterMismatch";
      if (!otherArguments || generation >= GENERATIONS) throw error;
    }
  }
}

/**
 * Exactly once, whether the service looks tokens up before its busy check, after it, or not at all: an outcome
 * nobody knows is settled by asking, and a resource that was there before is ours only if its mark or the token
 * says so.
 */
async function createOnce(context: Context, creation: Creation, token: string, made: Made): Promise<void> {
  const { turn } = made;
  if (turn === undefined) throw new Error("a create is sent in its turn");
  // What an earlier token came to is another's, or gone.
  made.id = made.existed = made.fresh = undefined;
  const before = await ((made.sent ? undefined : creation.candidatesBefore?.()) ?? creation.candidates());
  const lost = ({ id }: Candidate) => !context.inState(id) && !context.gateways.gone.has(id);
  // A resource that an alias renamed bears the mark of its former name: it is in the state, and the engine says so.
  if (creation.marked && before.some(lost)) await context.stateTold();
  const mayBeOurs = ({ name }: Candidate) => creation.marked || name === creation.inputs.name;
  const ours = creation.marked ? before.find(lost) : undefined;
  if (ours !== undefined) refuseOld(context, ours);
  made.sent = true;
  const sentAt = context.clock.now();
  const created: Created =
    ours ??
    (await turn.send(
      () => creation.send(token),
      async () => {
        const now = await creation.candidates();
        const fresh = now.find(
          (candidate) => !before.some((old) => old.id === candidate.id) && mayBeOurs(candidate),
        );
        return fresh === undefined ? undefined : { outcome: fresh };
      },
    ));
  made.id = created.id;
  made.existed = before.find((candidate) => candidate.id === made.id);
  made.fresh = isFresh(context, created, sentAt);
  if (made.existed === undefined && !made.fresh) await turn.lookForBegin();
}

/** Made since it was asked for. Where the clocks differ that can't be told, and one look more tells. */
function isFresh({ clock }: Context, { createTime = 0, answeredAt = 0 }: Created, sentAt: number): boolean {
  return Math.abs(clock.now() - answeredAt) <= CLOCKS_AGREE_MS && createTime >= sentAt;
}

/** A lost create is found again soon. A mark that is older may be a resource's that has another name by now. */
function refuseOld({ clock }: Context, candidate: Candidate): void {
  if (candidate.createTime === undefined || clock.now() - candidate.createTime < LOST_FOR_MS) return;
  throw new VpnError(`${candidate.id}${since(candidate)}, bears the mark of this resource.`, {
    resourceId: candidate.id,
    advice: `If it is this resource, adopt it (npx alicloud-vpn import-file); if it is another that was renamed, take its tag pulumi-alicloud-vpn off`,
  });
}

function notDescribed(id: string): VpnError {
  return new VpnError(`${id} was created, and the service doesn't describe it yet.`, {
    advice: "Run pulumi up again: it goes on from here.",
  });
}

async function takeOver(context: Context, creation: Creation, found: Candidate, described: Properties) {
  context.warn(
    `${context.label}: ${found.id}${since(found)} is this resource's, from a create that was cut short; it is taken over.`,
  );
  try {
    return await creation.adopt(found.id, described);
  } catch (error) {
    throw unfinished(found.id, described, error);
  }
}

/**
 * The same for the same resource with the same arguments, in every process, so that a create repeated after a kill
 * carries the same token. Secrets have no part in it. `generation` tells creates apart whose predecessor is gone.
 */
function createToken(context: Context, inputs: Properties, generation: number): string {
  const facts = [context.organization, context.urn, inputs.regionId, withoutSecrets(inputs), generation];
  return createHash("sha256").update(JSON.stringify(facts)).digest("hex").slice(0, 48);
}

/** In a fixed order, and without the keys of the connection and our own hidden inputs. */
function withoutSecrets(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutSecrets);
  if (!isRecord(value)) return value;
  const kept = Object.keys(value).filter((key) => key !== "psk" && !key.startsWith("__"));
  return kept.sort().map((key) => [key, withoutSecrets(value[key])]);
}

/** Value of the mark: which resource of the world this is, in a few characters. */
export function markOf(context: Context): string {
  return createHash("sha256").update(`${context.organization}/${context.urn}`).digest("hex").slice(0, 20);
}

/** Since when a candidate exists, for a person. */
export function since({ createTime }: Candidate): string {
  return createTime === undefined ? "" : `, created ${new Date(createTime).toISOString()}`;
}
