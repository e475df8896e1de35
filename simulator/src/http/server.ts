import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Engine } from "../engine";
import { ApiError } from "../rules/rule";
import type { Backstage } from "../backstage";
import { control, controlPrefix } from "./control";
import { dispatch, type Outcome } from "./dispatch";
import { readBody, readRequest } from "./request";

export interface Listener {
  readonly host: string;
  readonly port: number;
  close(): Promise<void>;
}

export async function listen(
  engine: Engine,
  backstage: Backstage,
  host: string,
  port: number,
): Promise<Listener> {
  /** Requests and answers that a fault holds back; closing must not wait for them. */
  const timers = new Set<NodeJS.Timeout>();
  const server = createServer((message, response) => {
    serve(engine, backstage, timers, message, response).catch((error: unknown) => fail(response, error));
  });
  const address = await started(server, host, port);
  return {
    host,
    port: address.port,
    close: () =>
      new Promise((resolve, reject) => {
        if (!server.listening) {
          resolve();
          return;
        }
        for (const timer of timers) clearTimeout(timer);
        server.close((error) => (error === undefined ? resolve() : reject(error)));
        server.closeAllConnections();
      }),
  };
}

function started(server: Server, host: string, port: number): Promise<AddressInfo> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      server.off("error", reject);
      // A string only for pipes.
      resolve(server.address() as AddressInfo);
    });
  });
}

async function serve(
  engine: Engine,
  backstage: Backstage,
  timers: Set<NodeJS.Timeout>,
  message: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const body = await readBody(message);
  if (message.url?.startsWith(controlPrefix)) {
    const { status, value } = control(backstage, message, body);
    send(response, status, value);
    return;
  }
  const hold = (milliseconds: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(() => {
        timers.delete(timer);
        resolve();
      }, milliseconds);
      timers.add(timer);
    });
  const outcome = await dispatch(engine, readRequest(message, body), hold);
  // The time of the account, as in all that it says, instead of this machine's.
  response.setHeader("date", new Date(engine.world.clock.now()).toUTCString());
  answer(response, outcome);
}

function answer(response: ServerResponse, { cut, status, body, headers }: Outcome): void {
  if (response.destroyed) return;
  if (cut) response.socket?.destroy();
  else send(response, status, body, headers);
}

function send(response: ServerResponse, status: number, value: unknown, headers = {}): void {
  response.writeHead(status, { "content-type": "application/json;charset=utf-8", ...headers });
  response.end(JSON.stringify(value));
}

function fail(response: ServerResponse, error: unknown): void {
  if (response.headersSent || response.destroyed) return;
  const status = error instanceof ApiError ? error.status : 500;
  const Message = error instanceof Error ? error.message : String(error);
  send(response, status, { Code: error instanceof ApiError ? error.code : "SimulatorFailure", Message });
}
