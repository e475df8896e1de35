import * as rpc from "@pulumi/pulumi/runtime/rpc";
import { Adapter } from "../../../provider/src/engine/adapter";
import { Session } from "../../../provider/src/engine/session";
import type { Context, Lifecycle, Operation } from "../../../provider/src/lifecycle/context";
import type { Properties } from "../../../provider/src/properties";
import type { Definition } from "../../../provider/src/schema/define";
import { vpnConnection } from "../../../provider/src/resources/vpnConnection/definition";
import { world } from "../fakes";

export const typeUrn = "urn:pulumi:prod::network::pulumi-nodejs:dynamic/alicloud-vpn:VpnConnection";

/** What the constructor adds to a program's arguments. */
export const hidden = { __urn: `${typeUrn}::office`, __organization: "acme" };

/** A secret in the engine's wire form. */
export const wrapped = (value: unknown) => ({ [rpc.specialSigKey]: rpc.specialSecretSig, value });

export const unknown = rpc.unknownValue;

/** A session that reaches nothing, and notes what it was asked. */
export class FakeSession extends Session {
  readonly warnings: string[] = [];
  readonly asked: { operation: Operation; hidden: Properties; regionId: string }[] = [];

  constructor(settings: Readonly<Record<string, string>> = { "alicloud:region": "cn-hangzhou" }) {
    super(undefined);
    this.configure((key) => settings[key]);
  }

  override warn(_: Properties, message: string): void {
    this.warnings.push(message);
  }

  override context(_: string, operation: Operation, hiddenInputs: Properties, regionId: string): Context {
    this.asked.push({ operation, hidden: hiddenInputs, regionId });
    return world({ isTold: (id) => super.context("", operation, hiddenInputs, regionId).isTold(id) }).context;
  }
}

/** What the engine said to an operation of the resource, without the context. */
export type Heard = [operation: Operation, ...what: unknown[]];

/** The adapter as the engine's host sees it, with nothing taken for known of the values. */
interface Host {
  configure: Adapter["configure"];
  check(
    olds: unknown,
    news: unknown,
  ): Promise<{ inputs?: unknown; failures?: { property: string; reason: string }[] }>;
  diff: Adapter["diff"];
  create(inputs: unknown): Promise<{ id: string; outs?: unknown }>;
  read(id: string, outputs: unknown): Promise<{ id?: string; props?: unknown; inputs?: unknown }>;
  update(id: string, olds: unknown, news: unknown): Promise<{ outs?: unknown }>;
  delete: Adapter["delete"];
}

/** A resource of connections whose operations come to what the test says. */
export function adapting(
  answers: Partial<Lifecycle> = {},
  session = new FakeSession(),
  definition: Definition = vpnConnection,
) {
  const heard: Heard[] = [];
  const lifecycle: Lifecycle = {
    create: (context, inputs) => {
      heard.push(["create", inputs]);
      return answers.create?.(context, inputs) ?? Promise.resolve({ id: "vco-1", outputs: inputs });
    },
    read: (context, id, outputs) => {
      heard.push(["read", id, outputs]);
      return answers.read?.(context, id, outputs) ?? Promise.resolve({ outputs });
    },
    update: (context, id, outputs, inputs) => {
      heard.push(["update", id, outputs, inputs]);
      return answers.update?.(context, id, outputs, inputs) ?? Promise.resolve(inputs);
    },
    delete: (context, id, outputs) => {
      heard.push(["delete", id, outputs]);
      return answers.delete?.(context, id, outputs) ?? Promise.resolve();
    },
  };
  const adapter: Host = new Adapter({ definition, lifecycle }, session);
  return { adapter, session, heard };
}

/** What a promise is rejected with. */
export async function rejection(work: Promise<unknown>): Promise<unknown> {
  const [outcome] = await Promise.allSettled([work]);
  if (outcome.status === "fulfilled") throw new Error("it succeeded");
  return outcome.reason;
}
