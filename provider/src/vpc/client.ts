import type VpcClient from "@alicloud/vpc20160428";
import type { Settings } from "../configuration";
import { VpnError } from "../errors";
import { credentials } from "./credentials";

/** The SDK, once it is loaded, and what errors name as the place that was asked. */
export interface Client {
  readonly sdk: VpcClient;
  readonly models: typeof import("@alicloud/vpc20160428");
  readonly endpoint: string;
}

const READ_TIMEOUT_MS = 15_000;
/**
 * The SDK hands this to the socket as the time it may be idle, also once it is connected, and says `ConnectTimeout`
 * of a request that was sent and whose answer is slow. Longer than the other, it is what it says it is.
 */
const CONNECT_TIMEOUT_MS = READ_TIMEOUT_MS + 5_000;

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
    connectTimeout: CONNECT_TIMEOUT_MS,
    readTimeout: READ_TIMEOUT_MS,
    userAgent: "pulumi-alicloud-vpn",
  });
  // eslint-disable-next-line @typescript-eslint/no-unsafe-class-instance-assignment -- the SDK reads it field by field
  const sdk = new models.default(config);
  return { sdk, models, endpoint: settings.vpcEndpoint ?? `the VPC API of ${regionId}` };
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
