import { randomUUID } from "node:crypto";
import * as models from "@alicloud/vpc20160428";
import type { Clock } from "../../../provider/src/clock";
import type { Properties } from "../../../provider/src/properties";
import { givenPaths } from "../../../provider/src/schema/check";
import { GIVEN, withUntold } from "../../../provider/src/schema/diff";
import { caller } from "../../../provider/src/vpc/calls";
import { type SslVpnServersApi, sslVpnServersApi } from "../../../provider/src/vpc/sslVpnServers";
import { type VpnConnectionsApi, vpnConnectionsApi } from "../../../provider/src/vpc/vpnConnections";
import { modification } from "../../../provider/src/resources/vpnConnection/modification";
import type { Kind } from "../../../tools/docs/ledger";
import { region } from "./gateways";
import type { Laboratory } from "./inProcess";
import { rulesOf } from "./ledger";

/** Pauses take no time, and no request is ever late. */
const clock: Clock = {
  now: () => 0,
  sleep: (_, timeOut) => (timeOut === undefined ? Promise.resolve() : new Promise(() => undefined)),
  random: () => 0,
};

/** The provider's own way to the service, down to the SDK. */
export function apiOf({ sdk }: Laboratory): SslVpnServersApi & VpnConnectionsApi {
  const call = caller(() => Promise.resolve({ sdk, models, endpoint: "the simulator" }), clock);
  return { ...sslVpnServersApi(call, region), ...vpnConnectionsApi(call, region) };
}

/** What Pulumi's state has of a resource: described by the service, and what `diff` keeps beside that. */
export class State {
  private constructor(
    private readonly api: SslVpnServersApi & VpnConnectionsApi,
    readonly kind: Kind,
    readonly id: string,
    private inputs: Properties,
  ) {}

  static async create(laboratory: Laboratory, kind: Kind, args: Properties): Promise<State> {
    const api = apiOf(laboratory);
    const inputs = rulesOf(kind).complete(args);
    const id =
      kind === "server"
        ? await api.createSslVpnServer(inputs, randomUUID())
        : await api.createVpnConnection(inputs, (inputs.tags ?? {}) as Record<string, string>, randomUUID());
    return new State(api, kind, id, inputs);
  }

  async outputs(): Promise<Properties> {
    const { fields } = rulesOf(this.kind);
    const described =
      this.kind === "server"
        ? (await this.api.sslVpnServers({ sslVpnServerId: this.id }))[0]
        : await this.api.vpnConnection(this.id);
    if (described === undefined) throw new Error(`${this.id} is gone`);
    return { ...withUntold(fields, described, [this.inputs]), [GIVEN]: givenPaths(fields, this.inputs) };
  }

  /** Paths of what a program with these arguments would change. */
  async diff(args: Properties): Promise<string[]> {
    const { changes, complete } = rulesOf(this.kind);
    return changes(await this.outputs(), complete(args)).map(({ field }) => field.path);
  }

  /** Asks the service for it as `update` does. */
  async update(args: Properties): Promise<void> {
    const { changes, complete } = rulesOf(this.kind);
    const [outputs, wanted] = [await this.outputs(), complete(args)];
    const changed = changes(outputs, wanted);
    if (changed.length > 0) await this.send(outputs, wanted, changed);
    this.inputs = wanted;
  }

  private async send(outputs: Properties, wanted: Properties, changed: ReturnType<typeof this.changesOf>) {
    if (this.kind === "server") {
      const args = Object.fromEntries(changed.map(({ field, to }) => [field.path, to]));
      await this.api.modifySslVpnServer(this.id, { ...args, compress: wanted.compress }, randomUUID());
      return;
    }
    const ofGateway = changed.filter(({ field }) => field.path !== "tags");
    if (ofGateway.length > 0) {
      await this.api.modifyVpnConnection(this.id, modification(outputs, wanted, ofGateway), randomUUID());
    }
    const tags = changed.find(({ field }) => field.path === "tags");
    if (tags !== undefined) await this.changeTags(outputs, tags.to);
  }

  private async changeTags(outputs: Properties, to: unknown): Promise<void> {
    const [before, after] = [outputs.tags, to].map((value) => (value ?? {}) as Record<string, string>);
    const gone = Object.keys(before ?? {}).filter((key) => !(key in (after ?? {})));
    if (gone.length > 0) await this.api.untagVpnConnection(this.id, gone);
    if (after !== undefined && Object.keys(after).length > 0) await this.api.tagVpnConnection(this.id, after);
  }

  private changesOf(outputs: Properties, wanted: Properties) {
    return rulesOf(this.kind).changes(outputs, wanted);
  }
}
