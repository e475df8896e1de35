import type { IncomingMessage } from "node:http";
import type { Fault } from "../faults";
import { ruleLedger } from "../rules/index";
import type { SimulatorControl, Patch } from "../simulatorControl";
import { checkFields, type Fields } from "../shape";
import { parseObject } from "./parameters";

export const controlPrefix = "/__simulator";

interface ControlAnswer {
  readonly status: number;
  readonly value: unknown;
}

type Body = Readonly<Record<string, unknown>>;

/** What a route does, and the fields that the body of its request may have. */
interface Route {
  readonly fields?: Fields | "checked elsewhere";
  /** Whether more of the path may follow, as in `/faults/3`. */
  readonly below?: true;
  readonly answer: (control: SimulatorControl, body: Body, below: string) => unknown;
}

const done = { done: true };

function act(action: () => void): typeof done {
  action();
  return done;
}

const gatewayId: Fields = { gatewayId: "string" };
const resourceId: Fields = { resourceId: "string" };

/** The body was held against the route's fields before. */
const text = (body: Body, name: string): string => body[name] as string;
const patchOf = (body: Body): Patch => body.patch as Patch;

function removeFaults({ faults }: SimulatorControl, id: string): typeof done {
  if (id === "") faults.clear();
  else if (!faults.remove(Number(id))) throw new Error(`There is no fault ${id}.`);
  return done;
}

/** Method and path → what it does. A POST carries JSON. */
const routes: Readonly<Record<string, Route>> = {
  "GET /": { answer: ({ ids, switches }) => ({ ids, switches }) },
  "GET /calls": { answer: (control) => control.calls() },
  "DELETE /calls": { answer: (control) => act(() => control.clearCalls()) },
  "GET /changes": { answer: (control) => control.changes() },
  "GET /inventory": { answer: (control) => control.inventory() },
  "GET /rules": { answer: () => ruleLedger() },
  "GET /faults": { answer: (control) => control.faults.list() },
  "DELETE /faults": { below: true, answer: (control, _body, below) => removeFaults(control, below) },
  // The plan and the switches know better than a route what they take.
  "POST /faults": {
    fields: "checked elsewhere",
    answer: (control, body) => ({ id: control.faults.add(body as unknown as Fault) }),
  },
  "POST /switches": {
    fields: "checked elsewhere",
    answer: (control, body) => act(() => control.set(body)),
  },
  "POST /stick": {
    fields: gatewayId,
    answer: (control, body) => act(() => control.stick(text(body, "gatewayId"))),
  },
  "POST /release": {
    fields: gatewayId,
    answer: (control, body) => act(() => control.release(text(body, "gatewayId"))),
  },
  "POST /foreign-change": {
    fields: { ...gatewayId, ms: "number" },
    answer: (control, body) => act(() => control.foreignChange(text(body, "gatewayId"), body.ms as number)),
  },
  "POST /gateway": {
    fields: { ...gatewayId, patch: { mapOf: "anything" } },
    answer: (control, body) => act(() => control.setGateway(text(body, "gatewayId"), patchOf(body))),
  },
  "POST /edit": {
    fields: { ...resourceId, patch: { mapOf: "anything" } },
    answer: (control, body) => act(() => control.edit(text(body, "resourceId"), patchOf(body))),
  },
  "POST /put": {
    fields: { resource: { mapOf: "anything" } },
    answer: (control, body) =>
      act(() => control.put(body.resource as Parameters<SimulatorControl["put"]>[0])),
  },
  "POST /remove": {
    fields: resourceId,
    answer: (control, body) => act(() => control.remove(text(body, "resourceId"))),
  },
};

/** A mistyped route or query mustn't look as if it had done something. */
function routeOf({
  method = "GET",
  url = "/",
}: IncomingMessage): { route: Route; below: string } | undefined {
  const { pathname, search } = new URL(url, "http://simulator.invalid");
  const path = pathname.slice(controlPrefix.length);
  const [, name = "", below = ""] = /^\/?([^/]*)\/?(.*)$/.exec(path) ?? [];
  const route = routes[`${method} /${name}`];
  if (route === undefined || search !== "" || (below !== "" && route.below !== true)) return undefined;
  return { route, below };
}

/** For tests in other processes and demos. It holds keys in clear, so only this machine may ask. */
export function answerControl(
  control: SimulatorControl,
  message: IncomingMessage,
  body: Buffer,
): ControlAnswer {
  if (!isLocal(message))
    return { status: 403, value: { error: "Only this machine may use the control endpoint." } };
  const { route, below = "" } = routeOf(message) ?? {};
  if (route === undefined)
    return { status: 404, value: { error: "No such route.", routes: Object.keys(routes) } };
  const fields = body.length === 0 ? {} : parseObject(body.toString("utf8"));
  if (fields === undefined) return { status: 400, value: { error: "The body has to be a JSON object." } };
  try {
    if (route.fields !== "checked elsewhere") checkFields(route.fields ?? {}, fields, "the body");
    return { status: 200, value: route.answer(control, fields, below) };
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
