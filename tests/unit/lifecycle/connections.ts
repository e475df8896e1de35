import { resourceHash } from "../../../provider/src/lifecycle/create";
import type { Properties } from "../../../provider/src/properties";
import { MARK_KEY } from "../../../provider/src/schema/arguments";
import { lifecycle } from "../../../provider/src/resources/vpnConnection/lifecycle";
import { vpnConnection } from "../../../provider/src/resources/vpnConnection/definition";
import { single } from "../examples";
import type { World } from "../fakes";

const { complete } = vpnConnection;

/** A connection stands for all kinds of resources: it alone bears a mark. */
export const inputs = complete(single);

export const creating = (scene: World, wanted: Properties = inputs, limit = scene.context.limit) =>
  lifecycle.create({ ...scene.context, limit }, wanted);

export const create = (scene: World, wanted?: Properties, limit?: number) =>
  scene.clock.run(creating(scene, wanted, limit));

export const failedCreate = (scene: World, wanted?: Properties, limit?: number) =>
  scene.clock.failure(creating(scene, wanted, limit));

/** The mark that an operation of the resource gives. */
export const markOf = ({ context }: World, operation = "earlier") => `${resourceHash(context)}-${operation}`;

/** A connection that stands since the beginning, with tags of its own. */
export function stands(scene: World, id: string, facts: Properties = {}): void {
  const { vpc, clock } = scene;
  vpc.connections.set(id, { ...inputs, tags: {}, ...facts, vpnConnectionId: id, createTime: clock.now() });
}

/** What an interrupted create of the resource left. */
export function leaveBehind(scene: World, id: string, facts: Properties = {}): void {
  stands(scene, id, { tags: { [MARK_KEY]: markOf(scene) }, ...facts });
}

export const tagsOf = ({ vpc }: World, id: string) => vpc.connections.get(id)?.tags;

export const operations = ({ vpc }: World) => vpc.sent.map(({ operation }) => operation);

export const reads = ({ vpc }: World, operation: string) =>
  vpc.reads.filter((read) => read === operation).length;
