import { once } from "node:events";
import {
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
  createServer,
} from "node:http";
import type { AddressInfo } from "node:net";
import type { Clock } from "../../../provider/src/clock";
import { type Call, caller } from "../../../provider/src/vpc/calls";
import { connect } from "../../../provider/src/vpc/client";

/** Time that passes when it is told to. Pauses take none; a time-out ends a request in the time of the test. */
export class HandClock implements Clock {
  private time = 0;
  private timeOuts: { readonly at: number; readonly cancelled: AbortSignal; readonly ring: () => void }[] =
    [];

  now(): number {
    return this.time;
  }

  sleep(milliseconds: number, cancelled?: AbortSignal): Promise<void> {
    if (cancelled === undefined) return Promise.resolve();
    return new Promise((ring) => this.timeOuts.push({ at: this.time + milliseconds, cancelled, ring }));
  }

  random(): number {
    return 0.5;
  }

  /** Time-outs that nobody has cancelled. */
  get running(): number {
    return this.timeOuts.filter(({ cancelled }) => !cancelled.aborted).length;
  }

  pass(milliseconds: number): void {
    this.time += milliseconds;
    const due = this.timeOuts.filter(({ at }) => at <= this.time);
    this.timeOuts = this.timeOuts.filter((one) => !due.includes(one));
    for (const { ring } of due) ring();
  }
}

/** What becomes of one request. */
export type Ending = (request: IncomingMessage, response: ServerResponse, clock: HandClock) => void;

/** Answers with a status and a body, as it stands. */
export const answers =
  (body: string, status = 200): Ending =>
  (_, response) => {
    response.writeHead(status, { "content-type": "application/json" }).end(body);
  };

export const refuses = (code: string, status: number): Ending =>
  answers(JSON.stringify({ RequestId: "r-1", Code: code, Message: `${code} said` }), status);

export const never: Ending = (_request, _response, clock) => {
  clock.pass(45_000);
};

/** How many times as fast the timers of the vendor's client run. */
const FASTER = 50;

/** Ends so after that time of the clock, and as much of the client's. */
export const after =
  (milliseconds: number, ending: Ending): Ending =>
  (request, response, clock) => {
    clock.pass(milliseconds);
    setTimeout(() => ending(request, response, clock), milliseconds / FASTER);
  };

/** The way to `endpoint` through the vendor's client, whose own timers run faster. */
export async function callTo(endpoint: string, clock: Clock): Promise<Call> {
  const settings = { accessKey: "LTAIkey", secretKey: "s3cret", vpcEndpoint: endpoint };
  const client = await connect(settings, "cn-hangzhou");
  for (const timeout of ["_readTimeout", "_connectTimeout"]) {
    Reflect.set(client.sdk, timeout, Number(Reflect.get(client.sdk, timeout)) / FASTER);
  }
  return caller(() => Promise.resolve(client), clock);
}

/** A server on this machine that ends each request in its turn as listed, and all that follow like the last. */
export class ScriptedServer {
  /** How many requests have come. */
  requests = 0;
  /** How many connections they came on. */
  connections = 0;

  private constructor(
    private readonly server: Server,
    readonly endpoint: string,
  ) {}

  static async start(endings: readonly Ending[], clock: HandClock): Promise<ScriptedServer> {
    const server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    const scripted = new ScriptedServer(server, `http://127.0.0.1:${port}`);
    const listener: RequestListener = (request, response) => {
      const ending = endings[Math.min(scripted.requests, endings.length - 1)];
      scripted.requests += 1;
      request.resume().on("end", () => ending?.(request, response, clock));
    };
    server.on("request", listener).on("connection", () => (scripted.connections += 1));
    return scripted;
  }

  /** Connections that stand. */
  async open(): Promise<number> {
    return await new Promise((resolve, reject) => {
      this.server.getConnections((error, count) => (error === null ? resolve(count) : reject(error)));
    });
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, "close");
  }
}
