import type VpcClient from "@alicloud/vpc20160428";
import type { Settings } from "../configuration";
import { VpnError } from "../errors";
import { type Properties, isRecord } from "../properties";
import { credentials } from "./credentials";
import { REQUEST_MS } from "./requestTime";

/** The SDK, once it is loaded, and what errors name as the place that was asked. */
export interface Client {
  readonly sdk: VpcClient;
  readonly models: typeof import("@alicloud/vpc20160428");
  readonly endpoint: string;
}

/**
 * So long that it never ends a request: each has a time of its own (`requestTime.ts`), and the SDK's can't be trusted
 * on a socket that is used again.
 */
const SDK_TIMEOUT_MS = 10 * REQUEST_MS;

/** Loads the SDK, which takes about half a second: done for the first call, never for a preview. */
export async function connect(settings: Settings, regionId: string): Promise<Client> {
  /* eslint-disable @typescript-eslint/no-require-imports -- a plain `import` would load the SDK with the program */
  const models = require("@alicloud/vpc20160428") as typeof import("@alicloud/vpc20160428");
  const { Config } = require("@alicloud/openapi-client") as typeof import("@alicloud/openapi-client");
  /* eslint-enable @typescript-eslint/no-require-imports */
  const config = new Config({
    ...(await credentials(settings)),
    ...address(settings.vpcEndpoint),
    regionId,
    connectTimeout: SDK_TIMEOUT_MS,
    readTimeout: SDK_TIMEOUT_MS,
    userAgent: "pulumi-alicloud-vpn",
  });
  // eslint-disable-next-line @typescript-eslint/no-unsafe-class-instance-assignment -- the SDK reads it field by field
  const sdk = tolerant(new models.default(config));
  return { sdk, models, endpoint: settings.vpcEndpoint ?? `the VPC API of ${regionId}` };
}

/**
 * The SDK can't read an answer with an empty text where it expects a number, a boolean or a block. The API writes so
 * what isn't there.
 */
function tolerant(sdk: VpcClient): VpcClient {
  const callApi = sdk.callApi.bind(sdk);
  sdk.callApi = async (params, request, runtime) => {
    const answer: Properties = await callApi(params, request, runtime);
    return { ...answer, body: withoutEmpty(answer.body) };
  };
  return sdk;
}

function withoutEmpty(value: unknown): unknown {
  const isThere = (part: unknown) => part !== "" && part !== null;
  if (Array.isArray(value)) return value.filter(isThere).map(withoutEmpty);
  if (!isRecord(value)) return value;
  const parts = Object.entries(value).filter(([, part]) => isThere(part));
  return Object.fromEntries(parts.map(([name, part]) => [name, withoutEmpty(part)]));
}

/** Where the API is, when a setting says so; plain http only to this machine, since requests carry keys. */
export function address(endpoint: string | undefined): { endpoint?: string; protocol?: string } {
  if (endpoint === undefined) return {};
  const url = endpoint.includes("://") ? endpoint : `https://${endpoint}`;
  if (!URL.canParse(url)) throw endpointError(endpoint, "it is no address");
  const { protocol, host, hostname } = new URL(url);
  if (protocol === "https:") return { endpoint: host, protocol: "HTTPS" };
  const loopback = hostname === "localhost" || hostname === "[::1]" || /^127(\.\d+){3}$/.test(hostname);
  if (protocol !== "http:" || !loopback) throw endpointError(endpoint, "plain http is for this machine only");
  return { endpoint: host, protocol: "HTTP" };
}

function endpointError(endpoint: string, why: string): VpnError {
  return new VpnError(`The endpoint ${JSON.stringify(endpoint)} can't be used: ${why}.`, {
    advice:
      "Correct alicloud:endpoints or ALICLOUD_VPC_ENDPOINT: https://host, or http:// to a loopback address.",
  });
}
