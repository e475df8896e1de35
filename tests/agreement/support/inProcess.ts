import { Config } from "@alicloud/openapi-client";
import Vpc from "@alicloud/vpc20160428";
import {
  type IdaasInstance,
  ManualClock,
  type Simulator,
  startSimulator,
} from "../../../simulator/src/index";
import type { Engine } from "../../../simulator/src/engine";
import { dispatch } from "../../../simulator/src/http/dispatch";
import { accountOptions } from "./account";
import { region } from "./gateways";

interface Flat {
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: Readonly<Record<string, string>>;
}

const entries = (flat: Readonly<Record<string, string>> = {}): [string, string][] => Object.entries(flat);

/**
 * The vendor's own client with the simulator's dispatcher in the place of HTTP: everything but signature and socket
 * is what `accountOverHttp` has, at a hundredth of the time.
 */
class InProcessVpc extends Vpc {
  engine!: Engine;

  override async callApi(params: { action?: string }, request: Flat): Promise<Record<string, unknown>> {
    const { status, body } = await dispatch(
      this.engine,
      {
        style: "headers",
        method: "POST",
        path: "/",
        query: entries(request.query),
        form: entries(request.body),
        body: Buffer.alloc(0),
        headers: {},
        operation: params.action ?? "",
        version: "2016-04-28",
      },
      () => Promise.resolve(),
    );
    if (status === 200) return { headers: {}, statusCode: status, body };
    const { Code: code, Message: message } = body as { Code: string; Message: string };
    throw Object.assign(new Error(message), { code, statusCode: status, data: body });
  }
}

/** A simulated account in this process, for many thousand requests. */
export interface Laboratory {
  readonly sdk: Vpc;
  readonly simulator: Simulator;
  /** The only IDaaS instance there is: other people's resources are made to fit the arguments. */
  setIdaas(instance: IdaasInstance | undefined): void;
  /** Forgets what was called, which would fill the memory. */
  forget(): void;
}

export async function accountInProcess(): Promise<Laboratory> {
  const simulator = await startSimulator({
    ...accountOptions,
    idaas: [],
    // Tokens that are remembered would fill the memory.
    tokens: "C",
    clock: new ManualClock(),
  });
  // Nobody calls it over HTTP.
  await simulator.close();
  const engine = Reflect.get(simulator, "engine") as Engine;
  const [key] = [{ id: "key", secret: "secret" }];
  Object.defineProperty(engine, "gatekeeper", { value: { authenticate: () => key } });
  const config = new Config({
    accessKeyId: "key",
    accessKeySecret: "secret",
    regionId: region,
    endpoint: "none",
  });
  const sdk = Reflect.construct(InProcessVpc, [config]) as InProcessVpc;
  sdk.engine = engine;
  const idaas = engine.world.settings.idaas as IdaasInstance[];
  return {
    sdk,
    simulator,
    setIdaas: (instance) => {
      idaas.splice(0, idaas.length, ...(instance === undefined ? [] : [instance]));
    },
    forget: () => {
      simulator.clearCalls();
      engine.world.changes.length = 0;
    },
  };
}
