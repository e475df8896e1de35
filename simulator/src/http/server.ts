import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Engine } from "../engine";
import { ApiError } from "../rules/rule";
import type { SimulatorControl } from "../simulatorControl";
import { answerControl, controlPrefix } from "./control";
import { dispatch, type Incoming, type Outcome } from "./dispatch";
import { type ApiRequest, ownParameters, readBody, readRequest, requireVersion } from "./request";

export interface Listener {
  readonly host: string;
  readonly port: number;
  close(): Promise<void>;
}

export async function listen(
  engine: Engine,
  control: SimulatorControl,
  host: string,
  port: number,
): Promise<Listener> {
  const server = createServer((message, response) => {
    serve(engine, control, message, response).catch((error: unknown) => fail(response, error));
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
        engine.close();
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
  control: SimulatorControl,
  message: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const body = await readBody(message);
  if (message.url?.startsWith(controlPrefix)) {
    const { status, value } = answerControl(control, message, body);
    send(response, status, value);
    return;
  }
  const outcome = await dispatch(engine, incoming(engine, readRequest(message, body), response));
  answer(response, outcome);
}

/** A signed request; its sender is gone once the socket is closed, which doesn't take the request back. */
function incoming(engine: Engine, request: ApiRequest, response: ServerResponse): Incoming {
  return {
    operation: request.operation,
    parameters: ownParameters(request),
    host: request.headers.host ?? "",
    isSenderPresent: () => !response.destroyed && response.socket?.destroyed !== true,
    authenticate() {
      const key = engine.authenticator.authenticate(request);
      requireVersion(request);
      return key;
    },
  };
}

function answer(response: ServerResponse, { cut, status, body, text, headers }: Outcome): void {
  if (response.destroyed) return;
  if (!cut) sendText(response, status, text ?? JSON.stringify(body), headers);
  else if (text === undefined) response.socket?.destroy();
  else {
    response.writeHead(status, { ...json, ...headers });
    // The client has seen the head and a part of the body when the connection ends.
    response.write(text, () => response.socket?.destroy());
  }
}

const json = { "content-type": "application/json;charset=utf-8" };

function sendText(response: ServerResponse, status: number, text: string, headers = {}): void {
  response.writeHead(status, { ...json, ...headers });
  response.end(text);
}

const send = (response: ServerResponse, status: number, value: unknown): void =>
  sendText(response, status, JSON.stringify(value));

function fail(response: ServerResponse, error: unknown): void {
  if (response.headersSent || response.destroyed) return;
  const status = error instanceof ApiError ? error.status : 500;
  const Message = error instanceof Error ? error.message : String(error);
  send(response, status, { Code: error instanceof ApiError ? error.code : "SimulatorFailure", Message });
}
