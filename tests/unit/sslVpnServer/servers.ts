import type { Properties } from "../../../provider/src/properties";
import { lifecycle } from "../../../provider/src/resources/sslVpnServer/lifecycle";
import { sslVpnServer } from "../../../provider/src/resources/sslVpnServer/definition";
import { server } from "../examples";
import { type World, world } from "../fakes";

const { complete } = sslVpnServer;

export const inputs = complete(server);

/** Outputs as after a describe. */
export const known: Properties = { ...inputs, sslVpnServerId: "vss-0" };

export const scenery = (changes: Partial<World["context"]> = {}) =>
  world({ label: "SslVpnServer staff", ...changes });

/** A world in which the server is there as it was asked for. */
export function standing(there: Properties = inputs): World {
  const scene = scenery();
  scene.vpc.servers.set("vss-0", { ...there, sslVpnServerId: "vss-0", createTime: Date.UTC(2025, 0, 1) });
  return scene;
}

const updating = (scene: World, change: Properties, outputs: Properties) =>
  lifecycle.update(scene.context, "vss-0", { ...known, ...outputs }, { ...inputs, ...change });

export const update = (scene: World, change: Properties, outputs: Properties = inputs) =>
  scene.clock.run(updating(scene, change, outputs));

export const failedUpdate = (scene: World, change: Properties) =>
  scene.clock.failure(updating(scene, change, inputs));

export const sentArgs = ({ vpc }: World) => vpc.sent.map(({ operation, args }) => [operation, args]);
