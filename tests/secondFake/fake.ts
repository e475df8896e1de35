/**
 * A second, independent fake of the VPC API for VPN gateways, in plain Node.js without dependencies.
 *
 * It was written from the reference pages of the API and the doc comments of the SDK's models alone, by
 * somebody who had read neither the provider nor the simulator. So the two fakes share no misunderstanding
 * except those of the pages themselves. Where a page is silent, a comment that begins with "Choice:" names
 * what was chosen. Signatures aren't verified.
 */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { randomUUID } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { Connections } from "./connections";
import { Descriptions } from "./describe";
import { page, Request } from "./request";
import { SslServers } from "./sslServers";
import { Store } from "./store";
import { Tags } from "./tags";
import { ApiError, type Json, refuse } from "./values";
import type { Call, Fault, World } from "./world";

export type { Connection, SslServer } from "./store";
export type { Call, Fault, World } from "./world";

type Operations = Record<string, (request: Request) => Json>;

function operationsOf(store: Store): Operations {
  const sslServers = new SslServers(store);
  const connections = new Connections(store);
  const descriptions = new Descriptions(store);
  const tags = new Tags(store);
  return {
    DescribeRegions: () => ({ Regions: { Region: [{ RegionId: store.region, LocalName: store.region }] } }),
    DescribeVpnGateway: (request) => store.describedGateway(store.gateway(request.required("VpnGatewayId"))),
    DescribeVpnGateways: (request) => {
      const id = request.text("VpnGatewayId");
      const list = store.gateways.filter(({ VpnGatewayId }) => (id ?? VpnGatewayId) === VpnGatewayId);
      const { rows, ...rest } = page(
        request,
        list.map((one) => store.describedGateway(one)),
      );
      return { ...rest, VpnGateways: { VpnGateway: rows } };
    },
    DescribeCustomerGateway: (request) => ({
      ...store.customerGateway(request.required("CustomerGatewayId")),
    }),
    CreateSslVpnServer: (request) => sslServers.createSslVpnServer(request),
    ModifySslVpnServer: (request) => sslServers.modifySslVpnServer(request),
    DeleteSslVpnServer: (request) => sslServers.deleteSslVpnServer(request),
    DescribeSslVpnServers: (request) => sslServers.describeSslVpnServers(request),
    CreateVpnConnection: (request) => connections.createVpnConnection(request),
    ModifyVpnConnectionAttribute: (request) => connections.modifyVpnConnection(request),
    DeleteVpnConnection: (request) => store.remove(connections.found(request.required("VpnConnectionId"))),
    DescribeVpnConnection: (request) => descriptions.describeVpnConnection(request),
    DescribeVpnConnections: (request) => descriptions.describeVpnConnections(request),
    TagResources: (request) => tags.tagResources(request),
    UnTagResources: (request) => tags.unTagResources(request),
    ListTagResources: (request) => tags.listTagResources(request),
  };
}

/** The service behind the wire: client tokens, and one answer to one request. */
class Service {
  private readonly tokens = new Map<string, { params: string; answer?: Json }>();
  private readonly operations: Operations;

  constructor(private readonly store: Store) {
    this.operations = operationsOf(store);
  }

  private keyOf(request: Request): string | undefined {
    const token = request.text("ClientToken");
    return token === undefined || this.store.world.tokens === "ignored"
      ? undefined
      : `${request.action} ${token}`;
  }

  /** Notes that a request under this token has arrived; says whether an earlier one is still under way. */
  arrive(request: Request): boolean {
    const key = this.keyOf(request);
    if (key === undefined) return false;
    const known = this.tokens.get(key);
    if (known === undefined) this.tokens.set(key, { params: JSON.stringify(request.params) });
    return known !== undefined && known.answer === undefined;
  }

  private repeated(request: Request, key: string): Json | undefined {
    const known = this.tokens.get(key);
    if (known?.answer === undefined) return undefined;
    if (known.params !== JSON.stringify(request.params)) refuse("IdempotentParameterMismatch");
    if (this.store.world.tokens === "afterBusy") {
      const id = request.text("VpnConnectionId") ?? request.text("SslVpnServerId") ?? "";
      const gatewayId = request.text("VpnGatewayId") ?? this.store.ownerOf(id);
      if (gatewayId !== undefined) this.store.checkFree(this.store.gateway(gatewayId));
    }
    return known.answer;
  }

  execute(request: Request): Json {
    const key = this.keyOf(request);
    try {
      const operation =
        this.operations[request.action] ?? refuse("InvalidAction.NotFound", request.action, 404);
      if (request.action !== "DescribeRegions" && request.required("RegionId") !== this.store.region)
        refuse("InvalidRegionId.NotFound", undefined, 404);
      const known = key === undefined ? undefined : this.repeated(request, key);
      if (known !== undefined) return known;
      const answer = operation(request);
      if (key !== undefined) this.tokens.set(key, { params: JSON.stringify(request.params), answer });
      return answer;
    } catch (error) {
      // Choice: a token of a request that was refused is free again, since nothing was made under it.
      if (key !== undefined && this.tokens.get(key)?.answer === undefined) this.tokens.delete(key);
      throw error;
    }
  }
}

/** An answer as this world spells it: keys masked or absent, fields left out or empty. */
function spell(world: World, value: unknown, name = ""): unknown {
  if (Array.isArray(value)) return value.map((item) => spell(world, item));
  if (typeof value === "object" && value !== null) {
    const hidden = [...world.absent, ...(world.keys === "absent" ? ["Psk"] : [])];
    const members = Object.entries(value).filter(([key]) => !hidden.includes(key));
    return Object.fromEntries(members.map(([key, member]) => [key, spell(world, member, key)]));
  }
  if (name === "Psk" && world.keys === "masked") return "******";
  return world.empty.includes(name) ? "" : value;
}

interface Answer {
  status: number;
  body: Json;
}

const errorAnswer = ({ status, code, message }: Pick<ApiError, "status" | "code" | "message">): Answer => ({
  status,
  body: { HostId: "vpc.second.fake", Code: code, Message: message, Recommend: "" },
});

async function read(request: IncomingMessage): Promise<Request> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const params = Object.fromEntries(new URL(request.url ?? "/", "http://fake").searchParams);
  Object.assign(params, Object.fromEntries(new URLSearchParams(Buffer.concat(chunks).toString())));
  // The SDK has the action in a header; the pages' samples have it among the parameters.
  const { Action = "", ...rest } = params;
  const header = request.headers["x-acs-action"];
  return new Request(typeof header === "string" ? header : Action, rest);
}

function spoil(response: ServerResponse, kind: NonNullable<Fault["answer"]>, { body }: Answer): void {
  const text = JSON.stringify(body);
  const send = (status: number, type: string, content: string) =>
    response.writeHead(status, { "content-type": type }).end(content);
  if (kind === "reset") response.socket?.resetAndDestroy();
  else if (kind === "html") send(200, "text/html", "<html><body>Welcome to the proxy</body></html>");
  else if (kind === "null") send(200, "application/json", "null");
  else if (kind === "empty") send(200, "application/json", "");
  else if (kind === "cut") send(200, "application/json", text.slice(0, text.length / 2));
  else if (kind === "http502") send(502, "text/html", "<html><body>Bad Gateway</body></html>");
  else {
    const error = errorAnswer({ status: 400, code: kind, message: "An unknown error has occurred." });
    send(400, "application/json", JSON.stringify({ ...error.body, RequestId: randomUUID() }));
  }
}

export interface Options {
  world?: Partial<World>;
  region?: string;
  faults?: Fault[];
}

/** The next fault that concerns a call of this action, used up as far as it says. */
function takeFault(faults: Fault[], action: string): Fault | undefined {
  const fault = faults.find((one) => one.action === action || one.action === "*");
  if (fault === undefined) return undefined;
  const { skip = 0, times = 1 } = fault;
  if (skip > 0) {
    fault.skip = skip - 1;
    return undefined;
  }
  fault.times = times - 1;
  if (fault.times <= 0) faults.splice(faults.indexOf(fault), 1);
  return fault;
}

/** The wire: reads a request, lets the service execute it, and answers, as far as no fault is in the way. */
class Wire {
  readonly calls: Call[] = [];
  private readonly service: Service;
  private readonly closing = new AbortController();

  constructor(
    private readonly store: Store,
    readonly faults: Fault[],
  ) {
    this.service = new Service(store);
  }

  close(): void {
    this.closing.abort();
  }

  private async wait(ms = 0): Promise<void> {
    if (ms > 0) await delay(ms, undefined, { signal: this.closing.signal });
  }

  private async hangUp(response: ServerResponse, afterMs: number): Promise<void> {
    await delay(afterMs, undefined, { signal: this.closing.signal }).catch(() => undefined);
    response.socket?.resetAndDestroy();
  }

  private execute(request: Request, call: Call, early: boolean, fault?: Fault): Answer {
    try {
      if (fault?.refuse !== undefined) return errorAnswer(fault.refuse);
      if (early) refuse("LastTokenProcessing", "The last token request is processing.");
      const body = spell(this.store.world, this.service.execute(request)) as Json;
      return { status: 200, body };
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      call.code = error.code;
      return errorAnswer(error);
    }
  }

  async handle(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const request = await read(incoming);
    const call: Call = { at: Date.now(), action: request.action, params: request.params };
    this.calls.push(call);
    const fault = takeFault(this.faults, request.action);
    const early = this.service.arrive(request);
    if (fault?.hangUpAfterMs !== undefined) void this.hangUp(response, fault.hangUpAfterMs);
    await this.wait(fault?.executeAfterMs);
    const answer = this.execute(request, call, early, fault);
    call.executedAt = Date.now();
    await this.wait(fault?.holdMs);
    const body = { RequestId: randomUUID(), ...answer.body };
    if (fault?.answer !== undefined) spoil(response, fault.answer, { ...answer, body });
    else response.writeHead(answer.status, { "content-type": "application/json" }).end(JSON.stringify(body));
  }
}

/** The gateways and peers that the account has from the start, by the names that tests call them. */
function seed(store: Store) {
  return {
    single: store.seedGateway({ tunnels: 1 }),
    single2: store.seedGateway({ tunnels: 1 }),
    dual: store.seedGateway({ tunnels: 2 }),
    dual2: store.seedGateway({ tunnels: 2 }),
    shangMi: store.seedGateway({ tunnels: 1, vpnType: "NationalStandard" }),
    withoutSsl: store.seedGateway({ tunnels: 1, ssl: false }),
    locked: store.seedGateway({ tunnels: 1, businessStatus: "FinancialLocked" }),
    office: store.seedCustomerGateway("203.0.113.10", 65010),
    office2: store.seedCustomerGateway("203.0.113.20", 65020),
    office3: store.seedCustomerGateway("203.0.113.30", 65030),
    withoutAsn: store.seedCustomerGateway("203.0.113.40"),
  };
}

export async function startFake(options: Options = {}) {
  const store = new Store(options.region ?? "eu-central-1", options.world);
  const accountIds = seed(store);
  const wire = new Wire(store, options.faults ?? []);
  const server = createServer((request, response) => {
    wire.handle(request, response).catch((error: unknown) => {
      response.destroy(error instanceof Error ? error : undefined);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    region: store.region,
    accountIds,
    calls: wire.calls,
    /** What happens to the next calls; may be added to at any time. */
    faults: wire.faults,
    /** May be changed at any time. */
    world: store.world,
    /** What really exists, whatever is shown of it. */
    inventory: () => ({ connections: store.connections(), sslServers: store.sslServers() }),
    tagsOf: (id: string) => store.tagsOf(id),
    edit: store.edit.bind(store),
    occupy: store.occupy.bind(store),
    close: async () => {
      wire.close();
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

export type Fake = Awaited<ReturnType<typeof startFake>>;
