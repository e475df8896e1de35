import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import * as grpc from "@grpc/grpc-js";
import structPb from "google-protobuf/google/protobuf/struct_pb";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as messages from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";

export const repository = path.resolve(__dirname, "../..");

export type Values = Record<string, unknown>;

/** What the engine would store of a create or an update that failed after there was an id. */
export interface PartialState {
  readonly id: string;
  readonly properties: Values;
  readonly reasons: string[];
}

/** An error as the engine receives it. */
export class HostError extends Error {
  constructor(
    message: string,
    readonly partial: PartialState | undefined,
  ) {
    super(message);
  }
}

const text = (property: string) =>
  `exports.handler=()=>{try{return require("pulumi-alicloud-vpn/runtime").${property}}catch(e){` +
  `e.message="pulumi-alicloud-vpn can't be loaded: add it to the package.json of this project, "+process.cwd()+", and install\\n"+e.message;throw e}}`;

/** The `__provider` texts of the two resources, as they stand in people's state. */
export const providerTexts = {
  SslVpnServer: text("sslVpnServer"),
  VpnConnection: text("vpnConnection"),
};

export type Resource = keyof typeof providerTexts;

/** The wrapper in which the engine's wire carries a secret. */
export const secret = (value: unknown) => ({
  "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
  value,
});

export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

export interface HostOptions {
  readonly config?: Values;
  readonly env?: Record<string, string>;
  /** Address of the engine; nobody listens at the default one. */
  readonly engine?: string;
  readonly cwd?: string;
}

/** The real dynamic-provider process, driven as the engine drives it. */
export class ProviderHost {
  readonly output: string[] = [];

  private constructor(
    readonly process: ChildProcess,
    private readonly client: ResourceProviderClient,
  ) {}

  static async start(options: HostOptions = {}): Promise<ProviderHost> {
    const script = require.resolve("@pulumi/pulumi/cmd/dynamic-provider");
    const child = spawn(process.execPath, [script, options.engine ?? "127.0.0.1:1"], {
      cwd: options.cwd ?? repository,
      env: { PATH: process.env.PATH, HOME: process.env.HOME, ...options.env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const port = await firstLine(child);
    const client = new ResourceProviderClient(`127.0.0.1:${port}`, grpc.credentials.createInsecure());
    const host = new ProviderHost(child, client);
    child.stdout.on("data", (data: Buffer) => host.output.push(data.toString()));
    child.stderr.on("data", (data: Buffer) => host.output.push(data.toString()));
    await host.configure(options.config ?? {});
    return host;
  }

  private async configure(config: Values): Promise<void> {
    const request = new messages.ConfigureRequest();
    request.setArgs(struct(config));
    await this.call("configure", request);
  }

  async check(
    resource: Resource,
    olds: Values,
    news: Values,
  ): Promise<{ inputs: Values; failures: string[] }> {
    const request = new messages.CheckRequest();
    request.setOlds(struct(olds));
    request.setNews(struct({ __provider: providerTexts[resource], ...news }));
    const response = await this.call<messages.CheckResponse>("check", request);
    return {
      inputs: values(response.getInputs()),
      failures: response
        .getFailuresList()
        .map((failure) => `${failure.getProperty()}|${failure.getReason()}`),
    };
  }

  async diff(id: string, olds: Values, news: Values) {
    const request = new messages.DiffRequest();
    request.setId(id);
    request.setOlds(struct(olds));
    request.setNews(struct(news));
    const response = await this.call<messages.DiffResponse>("diff", request);
    const changes = ["unknown", "none", "some"][response.getChanges()];
    return {
      changes,
      replaces: response.getReplacesList(),
      deleteBeforeReplace: response.getDeletebeforereplace(),
    };
  }

  async create(inputs: Values): Promise<{ id: string; outputs: Values }> {
    const request = new messages.CreateRequest();
    request.setProperties(struct(inputs));
    const response = await this.call<messages.CreateResponse>("create", request);
    return { id: response.getId(), outputs: values(response.getProperties()) };
  }

  async read(id: string, outputs: Values): Promise<{ id: string; outputs: Values; inputs: Values }> {
    const request = new messages.ReadRequest();
    request.setId(id);
    request.setProperties(struct(outputs));
    const response = await this.call<messages.ReadResponse>("read", request);
    return {
      id: response.getId(),
      outputs: values(response.getProperties()),
      inputs: values(response.getInputs()),
    };
  }

  async update(id: string, olds: Values, news: Values): Promise<Values> {
    const request = new messages.UpdateRequest();
    request.setId(id);
    request.setOlds(struct(olds));
    request.setNews(struct(news));
    return values((await this.call<messages.UpdateResponse>("update", request)).getProperties());
  }

  async delete(id: string, outputs: Values): Promise<void> {
    const request = new messages.DeleteRequest();
    request.setId(id);
    request.setProperties(struct(outputs));
    await this.call("delete", request);
  }

  /** Ends the process; returns what it printed. */
  async stop(): Promise<string> {
    this.client.close();
    if (this.process.exitCode === null && this.process.signalCode === null) {
      const exited = once(this.process, "exit");
      this.process.kill("SIGKILL");
      await exited;
    }
    return this.output.join("");
  }

  private async call<Response>(method: string, request: unknown): Promise<Response> {
    const client = this.client as unknown as Record<
      string,
      (request: unknown, callback: (error: grpc.ServiceError | null, response: Response) => void) => void
    >;
    return await new Promise((resolve, reject) => {
      client[method]?.call(this.client, request, (error, response) => {
        if (error === null) resolve(response);
        else reject(new HostError(error.details, partialOf(error)));
      });
    });
  }
}

/** An input or output without the wrappers of secrets. */
export function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== "object" || value === null) return value;
  if ("4dabf18193072939515e22adb298388d" in value) return plain((value as Values).value);
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plain(item)]));
}

function struct(properties: Values): structPb.Struct {
  return structPb.Struct.fromJavaScript(properties as Record<string, structPb.JavaScriptValue>);
}

function values(properties: structPb.Struct | undefined): Values {
  return properties?.toJavaScript() ?? {};
}

function partialOf(error: grpc.ServiceError): PartialState | undefined {
  const [details] = error.metadata.get("grpc-status-details-bin");
  if (details === undefined) return undefined;
  const [any] = Status.deserializeBinary(Buffer.from(details)).getDetailsList();
  const failed = messages.ErrorResourceInitFailed.deserializeBinary(any?.getValue_asU8() ?? new Uint8Array());
  return { id: failed.getId(), properties: values(failed.getProperties()), reasons: failed.getReasonsList() };
}

async function firstLine(child: ChildProcess): Promise<string> {
  return await new Promise((resolve, reject) => {
    let seen = "";
    child.stdout?.on("data", (data: Buffer) => {
      seen += data.toString();
      if (seen.includes("\n")) resolve(seen.slice(0, seen.indexOf("\n")).trim());
    });
    child.once("exit", (code) =>
      reject(new Error(`the provider process ended with ${String(code)}: ${seen}`)),
    );
  });
}
