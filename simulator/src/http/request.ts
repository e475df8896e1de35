import type { IncomingMessage } from "node:http";
import { documented } from "../rules/refusals";
import { ApiError, refuse } from "../rules/rule";

/** Far above any request of this API. */
const largestBody = 1_000_000;

/** A request in either of the API's two spellings, taken apart but not yet checked. */
export interface ApiRequest {
  readonly style: "headers" | "query";
  readonly method: string;
  readonly path: string;
  readonly query: readonly (readonly [string, string])[];
  readonly body: Buffer;
  readonly form: readonly (readonly [string, string])[];
  readonly headers: IncomingMessage["headers"];
  readonly operation: string;
  readonly version: string;
}

export async function readBody(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > largestBody)
      throw new ApiError("RequestEntityTooLarge", 413, "The request body is too large.");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** New clients name the operation and sign in headers, old ones in parameters. */
export function readRequest(message: IncomingMessage, body: Buffer): ApiRequest {
  const url = new URL(message.url ?? "/", "http://simulator.invalid");
  const query = [...url.searchParams];
  const isForm = message.headers["content-type"]?.startsWith("application/x-www-form-urlencoded") ?? false;
  const form = isForm ? [...new URLSearchParams(body.toString("utf8"))] : [];
  const both = new Map([...query, ...form]);
  // Old clients may send the header too, so it is the signature's place that tells.
  const inParameters = both.has("Signature") || message.headers["x-acs-action"] === undefined;
  const style = inParameters ? "query" : "headers";
  return {
    style,
    method: message.method ?? "GET",
    path: url.pathname,
    query,
    body,
    form,
    headers: message.headers,
    operation: (style === "headers" ? header(message.headers, "x-acs-action") : both.get("Action")) ?? "",
    version: (style === "headers" ? header(message.headers, "x-acs-version") : both.get("Version")) ?? "",
  };
}

export function header(headers: IncomingMessage["headers"], name: string): string | undefined {
  const value = headers[name];
  return Array.isArray(value) ? value.join(",") : value;
}

/** Old clients mix these with the operation's own parameters. */
const protocolParameters = new Set([
  "Action",
  "Version",
  "Format",
  "AccessKeyId",
  "Signature",
  "SignatureMethod",
  "SignatureVersion",
  "SignatureNonce",
  "SignatureType",
  "Timestamp",
  "SecurityToken",
]);

export function ownParameters(request: ApiRequest): [string, string][] {
  return [...request.query, ...request.form]
    .filter(([name]) => request.style === "headers" || !protocolParameters.has(name))
    .map(([name, value]) => [name, value]);
}

export function requireVersion(request: ApiRequest): void {
  if (request.version !== "2016-04-28") throw refuse(documented("InvalidVersion"));
}
