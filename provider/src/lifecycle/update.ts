import { randomUUID } from "node:crypto";
import { VpnError } from "../errors";
import type { Properties } from "../properties";
import { kindOf } from "../vpc/errors";
import type { Context } from "./context";
import type { Gateway } from "./queue";
import { type Describe, type Seen, lookUntil, lookUntilGone, unfinished } from "./converge";

/** A change of a resource in place. */
export interface Modification {
  readonly id: string;
  /** What state has of the resource, once the change is taken. */
  readonly outputs: Properties;
  /** The same where nobody knows whether it was taken. @default outputs */
  readonly doubtful?: Properties;
  /** Whether something of the change is never described: no look tells whether it was taken. */
  readonly undescribed?: boolean;
  readonly describe: Describe;
  /** Paths that are described otherwise than they are asked for. */
  unmet(described: Properties): readonly string[];
  /** Sends the change; absent where there is nothing to send and only the gateway to wait for. */
  readonly send?: (clientToken: string) => Promise<void>;
}

/** Changes in place and returns what is described once the gateway is active. */
export async function modify(context: Context, gateway: Gateway, modification: Modification): Promise<Seen> {
  const { id, send } = modification;
  const describe = () => modification.describe(id);
  // Random, unlike a create's: a change back to what was before must not be taken for a repetition.
  const token = randomUUID();
  const change = { taken: send === undefined, doubtful: false };
  const noted = (error: unknown) => {
    change.doubtful ||= kindOf(error) === "indeterminate";
    throw error;
  };
  try {
    await gateway.change({ ...request(context, "updating"), wayOut: wayOut(context) }, async (turn) => {
      if (send === undefined) return;
      await turn.send(
        () => send(token).catch(noted),
        async () => {
          if (modification.undescribed === true) return undefined;
          const described = await describe();
          return described !== undefined && modification.unmet(described).length === 0
            ? { outcome: undefined }
            : undefined;
        },
      );
      change.taken = true;
    });
    return await lookUntil(context, describe, modification.unmet.bind(modification));
  } catch (error) {
    if (!change.taken && kindOf(error) === "notFound") throw vanished(id, error);
    const { outputs } = modification;
    if (!change.taken && !change.doubtful) throw error;
    throw unfinished(id, change.taken ? outputs : (modification.doubtful ?? outputs), error);
  }
}

/** A resource to delete. */
export interface Deletion {
  readonly id: string;
  readonly describe: Describe;
  send(clientToken: string): Promise<void>;
}

/** Deletes, and returns once the gateway is active and the resource is gone. A delete of what is gone is a success. */
export async function remove(context: Context, gateway: Gateway, deletion: Deletion): Promise<void> {
  const describe = () => deletion.describe(deletion.id);
  const token = randomUUID();
  const answer = { found: true };
  try {
    await gateway.change(request(context, "deleting"), async (turn) => {
      answer.found = await turn.send(
        () => sendDelete(deletion, token),
        async () => ((await describe()) === undefined ? { outcome: true } : undefined),
      );
    });
  } catch (error) {
    // The gateway went with what stood on it, as is looked up: nothing is left to wait for.
    const gatewayGone = error instanceof VpnError && error.code === "InvalidVpnGatewayInstanceId.NotFound";
    const left = await describe().catch(() => ({}));
    if (left !== undefined) throw error;
    if (!gatewayGone) throw goneUnwaited(deletion.id, error);
    answer.found = false;
  }
  if (!answer.found || (await lookUntilGone(context, describe))) {
    context.gateways.gone.add(deletion.id);
    return;
  }
  throw new VpnError(`${deletion.id} is still described after its delete was accepted.`, {
    resourceId: deletion.id,
    advice: "Run the same command again.",
  });
}

/** The error of a delete that was made and not waited for to the end: the engine keeps what a failed delete was about. */
function goneUnwaited(id: string, error: unknown): VpnError {
  const { code, requestId, advice } = error instanceof VpnError ? error : {};
  const first = advice === undefined || code === "Timeout" ? "" : `${advice} `;
  return new VpnError(`${id} is deleted, but ${error instanceof Error ? error.message : String(error)}`, {
    code,
    requestId,
    resourceId: id,
    advice: `${first}The state still has it: run the same command again, or pulumi refresh.`,
  });
}

/** @returns whether there was anything to delete */
async function sendDelete(deletion: Deletion, token: string): Promise<boolean> {
  try {
    await deletion.send(token);
    return true;
  } catch (error) {
    if (kindOf(error) === "notFound") return false;
    throw error;
  }
}

export function request(context: Context, verb: string) {
  return { what: `${verb} ${context.label}`, limit: context.limit, progress: context.progress };
}

/** Of changes that exchange what they have, none can go first: one resource has to be out of the way meanwhile. */
function wayOut({ urn }: Context): string {
  return `To take this one out of the way of the other: pulumi up --replace '${urn}'`;
}

/** The error of an update whose resource was taken away meanwhile, with what the service said to it. */
export function vanished(id: string, said?: unknown): VpnError {
  const { code, requestId, message } = said instanceof VpnError ? said : {};
  return new VpnError(
    message === undefined ? `${id} no longer exists.` : `${id} no longer exists: ${message}`,
    {
      code,
      requestId,
      resourceId: id,
      advice: "Run pulumi refresh, and pulumi up to make it anew.",
    },
  );
}
