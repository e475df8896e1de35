import { Config } from "@alicloud/openapi-client";
import * as models from "@alicloud/vpc20160428";
import type { Client } from "../../provider/src/vpc/client";

/** A request as it leaves the vendor's client, its parameters flat: as in a query or a form. */
export interface WireRequest {
  readonly operation: string;
  readonly parameters: Readonly<Record<string, string>>;
}

/** What comes back over the wire: JSON, as a rule. */
export interface WireAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** What the JSON says. */
  readonly body?: unknown;
  /** Instead of it, a body that may be no JSON. */
  readonly text?: string;
  /** The connection was cut instead. */
  readonly cut?: boolean;
}

/** Sends a request; rejected with what a socket's failure looks like to the vendor's client. */
export type Transport = (request: WireRequest) => Promise<WireAnswer>;

interface Flat {
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: Readonly<Record<string, string>>;
}

/** The vendor's own client without signature and socket: requests and answers are made and read by its own code. */
class SimulatedVpc extends models.default {
  transport!: Transport;

  override async callApi(params: { action?: string }, request: Flat): Promise<Record<string, unknown>> {
    const answer = await this.transport({
      operation: params.action ?? "",
      parameters: { ...request.query, ...request.body },
    });
    const { status, headers, text } = answer;
    // As the vendor's client does it: what isn't JSON ends in a SyntaxError, and `null` in a TypeError.
    const body = (text === undefined ? answer.body : JSON.parse(text)) as Record<string, unknown>;
    if (status < 400) return { headers, statusCode: status, body };
    throw responseError(status, headers, body);
  }
}

/** The error that the vendor's client makes of an answer. */
function responseError(
  statusCode: number,
  headers: Readonly<Record<string, string>>,
  data: Record<string, unknown>,
): Error {
  const requestId = textOr(data.RequestId);
  const code = textOr(data.Code);
  const message = `${code}: code: ${statusCode}, ${textOr(data.Message)} request id: ${requestId}`;
  const facts = { statusCode, code, data, requestId };
  if (code.includes("Throttling")) {
    const hint = headers["x-acs-retry-after"];
    const retryAfter = hint === undefined ? undefined : Number(hint);
    return Object.assign(new Error(message), { ...facts, name: "ThrottlingError", retryAfter });
  }
  return Object.assign(new Error(message), {
    ...facts,
    name: statusCode < 500 ? "ClientError" : "ServerError",
  });
}

/** What the vendor's client makes of a missing field: a text, all the same. */
const textOr = (value: unknown): string => (typeof value === "string" ? value : "undefined");

const config = new Config({
  accessKeyId: "key",
  accessKeySecret: "secret",
  regionId: "cn-hangzhou",
  endpoint: "vpc.invalid",
});

/** The client of one process. */
export function clientOver(transport: Transport): Client {
  const sdk = Reflect.construct(SimulatedVpc, [config]) as SimulatedVpc;
  sdk.transport = transport;
  return { sdk, models, endpoint: "the VPC API of cn-hangzhou" };
}

const failed = "POST http://vpc.invalid/ failed.";

/** What a socket's failure looks like once the vendor's client has added its sentence. */
export function socketError(code: string, syscall: string): Error {
  return Object.assign(new Error(`${syscall} ${code}${failed}`), { code, errno: -1, syscall });
}

/** The server closed the connection before it answered. */
export function hangUp(): Error {
  return Object.assign(new Error(`socket hang up${failed}`), { code: "ECONNRESET" });
}

/**
 * The vendor's client gave up. It has two texts, and may call either what was sent: its timer of the connection runs
 * on the idle socket, also once there is a connection.
 */
export function clientTimeout(text: "ConnectTimeout" | "ReadTimeout"): Error {
  const error = new Error(
    text === "ConnectTimeout"
      ? "ConnectTimeout: Connect http://vpc.invalid/ failed."
      : `ReadTimeout(90000)${failed}`,
  );
  return Object.assign(error, { name: "RequestTimeoutError" });
}
