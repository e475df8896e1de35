import type { IncomingMessage } from "node:http";
import type { Fault } from "../faults";
import type { CustomerGateway, SslVpnServer, VpnConnection } from "../model/resources";
import { ruleLedger } from "../rules/index";
import type { Backstage } from "../backstage";
import { parseObject } from "./parameters";

export const controlPrefix = "/__simulator";

interface ControlAnswer {
  readonly status: number;
  readonly value: unknown;
}

type Fields = Record<string, unknown>;
type Route = (backstage: Backstage, fields: Fields, rest: string) => unknown;

const done = { done: true };

function text(fields: Fields, name: string): string {
  const value = fields[name];
  if (typeof value !== "string") throw new Error(`"${name}" has to be a string.`);
  return value;
}

function number(fields: Fields, name: string): number {
  const value = fields[name];
  if (typeof value !== "number") throw new Error(`"${name}" has to be a number.`);
  return value;
}

function object(fields: Fields, name: string): Record<string, unknown> {
  const value = fields[name];
  if (typeof value !== "object" || value === null) throw new Error(`"${name}" has to be an object.`);
  return value as Record<string, unknown>;
}

function act(action: () => void): typeof done {
  action();
  return done;
}

/** Method and path → what it does. A POST carries JSON. */
const routes: Readonly<Record<string, Route>> = {
  "GET /": (backstage) => ({ ids: backstage.ids, switches: backstage.switches }),
  "GET /calls": (backstage) => backstage.calls(),
  "DELETE /calls": (backstage) => act(() => backstage.clearCalls()),
  "GET /changes": (backstage) => backstage.changes(),
  "GET /inventory": (backstage) => backstage.inventory(),
  "GET /rules": () => ruleLedger(),
  "GET /faults": (backstage) => backstage.faults.list(),
  "POST /faults": (backstage, fields) => ({ id: backstage.faults.add(fields as unknown as Fault) }),
  "DELETE /faults": (backstage, _fields, rest) =>
    act(() => {
      if (rest === "") backstage.faults.clear();
      else backstage.faults.remove(Number(rest));
    }),
  "POST /switches": (backstage, fields) => act(() => backstage.set(fields)),
  "POST /stick": (backstage, fields) => act(() => backstage.stick(text(fields, "gatewayId"))),
  "POST /release": (backstage, fields) => act(() => backstage.release(text(fields, "gatewayId"))),
  "POST /foreign-change": (backstage, fields) =>
    act(() => backstage.foreignChange(text(fields, "gatewayId"), number(fields, "ms"))),
  "POST /gateway": (backstage, fields) =>
    act(() => backstage.setGateway(text(fields, "gatewayId"), object(fields, "patch"))),
  "POST /edit": (backstage, fields) =>
    act(() => backstage.edit(text(fields, "resourceId"), object(fields, "patch"))),
  "POST /put": (backstage, fields) =>
    act(() =>
      backstage.put(object(fields, "resource") as unknown as SslVpnServer | VpnConnection | CustomerGateway),
    ),
  "POST /remove": (backstage, fields) => act(() => backstage.remove(text(fields, "resourceId"))),
};

/** For tests in other processes and demos. It holds keys in clear, so only this machine may ask. */
export function control(backstage: Backstage, message: IncomingMessage, body: Buffer): ControlAnswer {
  if (!isLocal(message))
    return { status: 403, value: { error: "Only this machine may use the control endpoint." } };
  const path = new URL(message.url ?? "/", "http://simulator.invalid").pathname.slice(controlPrefix.length);
  const [, name = "", rest = ""] = /^\/?([^/]*)\/?(.*)$/.exec(path) ?? [];
  const route = routes[`${message.method ?? "GET"} /${name}`];
  if (route === undefined)
    return { status: 404, value: { error: "No such route.", routes: Object.keys(routes) } };
  const fields = body.length === 0 ? {} : parseObject(body.toString("utf8"));
  if (fields === undefined) return { status: 400, value: { error: "The body has to be a JSON object." } };
  try {
    return { status: 200, value: route(backstage, fields, rest) };
  } catch (error) {
    return { status: 400, value: { error: error instanceof Error ? error.message : String(error) } };
  }
}

/** A page in a browser on this machine isn't meant either: browsers send an Origin. */
function isLocal(message: IncomingMessage): boolean {
  const address = message.socket.remoteAddress ?? "";
  const isLoopback = /^(::ffff:)?127\./.test(address) || address === "::1";
  return isLoopback && message.headers.origin === undefined;
}
