import { createHmac, randomUUID } from "node:crypto";
import { Config } from "@alicloud/openapi-client";
import Vpc, * as vpc from "@alicloud/vpc20160428";
import type { Simulator } from "../../../simulator/src/index";
import { TEST_ACCESS_KEY_ID, TEST_ACCESS_KEY_SECRET } from "../../../simulator/src/options";

interface Keys {
  readonly id?: string;
  readonly secret?: string;
  /** "v2" makes the SDK sign the older way. */
  readonly signatureAlgorithm?: "v2";
}

/** The vendor's own SDK, as a program would use it. */
export function sdk(simulator: Pick<Simulator, "endpoint">, keys: Keys = {}): Vpc {
  const { id = TEST_ACCESS_KEY_ID, secret = TEST_ACCESS_KEY_SECRET, signatureAlgorithm } = keys;
  const config = new Config({
    accessKeyId: id,
    accessKeySecret: secret,
    regionId: "cn-hangzhou",
    endpoint: simulator.endpoint,
    protocol: "HTTP",
    signatureAlgorithm,
  });
  // The SDK's types ask for the Config of its own core; at run time both are the same plain values.
  return Reflect.construct(Vpc, [config]) as Vpc;
}

export { vpc };

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Record<string, unknown>;
}

const encode = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);

export interface LegacyOptions extends Keys {
  readonly method?: "GET" | "POST";
  readonly at?: Date;
  readonly nonce?: string;
  /** Hangs up. */
  readonly signal?: AbortSignal;
  /** Replaces parameters after signing. */
  readonly tamper?: Record<string, string>;
}

/** The older signature style, signed by hand: everything in parameters, HMAC-SHA1. The answers come back raw. */
export async function legacy(
  simulator: Simulator,
  action: string,
  parameters: Record<string, string>,
  options: LegacyOptions = {},
): Promise<Reply> {
  const {
    id = TEST_ACCESS_KEY_ID,
    secret = TEST_ACCESS_KEY_SECRET,
    method = "POST",
    at = new Date(),
  } = options;
  const all: Record<string, string> = {
    Action: action,
    Version: "2016-04-28",
    Format: "JSON",
    RegionId: "cn-hangzhou",
    AccessKeyId: id,
    SignatureMethod: "HMAC-SHA1",
    SignatureVersion: "1.0",
    SignatureNonce: options.nonce ?? randomUUID(),
    Timestamp: at.toISOString().replace(/\.\d+Z$/, "Z"),
    ...parameters,
  };
  const canonical = Object.keys(all)
    .sort()
    .map((key) => `${encode(key)}=${encode(all[key] ?? "")}`)
    .join("&");
  const toSign = `${method}&${encode("/")}&${encode(canonical)}`;
  const Signature = createHmac("sha1", `${secret}&`).update(toSign).digest("base64");
  const query = new URLSearchParams({ ...all, ...options.tamper, Signature }).toString();
  const response =
    method === "GET"
      ? await fetch(`${simulator.url}/?${query}`, { signal: options.signal })
      : await fetch(`${simulator.url}/`, {
          method,
          body: query,
          signal: options.signal,
          headers: { "content-type": "application/x-www-form-urlencoded" },
        });
  return {
    status: response.status,
    headers: response.headers,
    body: (await response.json()) as Reply["body"],
  };
}

/** Undefined when the call goes through; else what the SDK threw. */
export interface Thrown {
  readonly code: string;
  readonly statusCode: number | undefined;
  readonly message: string;
  readonly data: Record<string, unknown> | undefined;
  readonly retryAfter?: number;
}

export async function refusal(call: Promise<unknown>): Promise<Thrown> {
  try {
    await call;
  } catch (error) {
    return error as Thrown;
  }
  throw new Error("The call went through.");
}

export async function codeOf(call: Promise<unknown>): Promise<string> {
  return (await refusal(call)).code;
}
