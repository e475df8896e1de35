import type { Settings } from "../../configuration";
import { VpnError, explain } from "../../errors";
import { isRecord, asString } from "../../properties";
import { address } from "../../vpc/client";
import type { Shell } from "../shell";
import { type Finding, failed, ok, skipped, warning } from "./finding";

const LIMIT_MS = 8_000;
/** Requests are signed with their time; the service refuses what is older or newer than this. */
const REFUSED_AT_MS = 15 * 60_000;
const STRANGE_AT_MS = 60_000;

/** Whether the API can be reached at all, and what it takes the time to be. */
export async function checkReach(shell: Shell, settings: Settings): Promise<Finding[]> {
  let url: string;
  try {
    url = urlOf(settings);
  } catch (error) {
    return [
      failed("endpoint", messageOf(error), adviceOf(error)),
      skipped("clock", "the endpoint isn't known"),
    ];
  }
  const sent = Date.now();
  try {
    const { headers } = await fetch(url, { redirect: "manual", signal: AbortSignal.timeout(LIMIT_MS) });
    const time = Date.parse(headers.get("date") ?? "");
    return [ok("endpoint", url), clock(time - (sent + Date.now()) / 2)];
  } catch (error) {
    return [unreachable(shell, settings, url, error), skipped("clock", "the endpoint didn't answer")];
  }
}

function urlOf(settings: Settings): string {
  const { endpoint = regional(settings.region ?? ""), protocol = "HTTPS" } = address(settings.vpcEndpoint);
  return `${protocol.toLowerCase()}://${endpoint}/`;
}

/** The SDK knows the address of each region, some of which aren't made by the rule. */
function regional(regionId: string): string {
  /* eslint-disable @typescript-eslint/no-require-imports -- loads half a second long, and only doctor needs it here */
  const { default: Vpc } = require("@alicloud/vpc20160428") as typeof import("@alicloud/vpc20160428");
  const { Config } = require("@alicloud/openapi-client") as typeof import("@alicloud/openapi-client");
  /* eslint-enable @typescript-eslint/no-require-imports */
  // eslint-disable-next-line @typescript-eslint/no-unsafe-class-instance-assignment -- the SDK reads it field by field
  const sdk = new Vpc(new Config({ regionId, accessKeyId: "-", accessKeySecret: "-" }));
  const known: unknown = Reflect.get(sdk, "_endpoint");
  return typeof known === "string" ? known : `vpc.${regionId}.aliyuncs.com`;
}

function unreachable({ env }: Shell, settings: Settings, url: string, error: unknown): Finding {
  const found = `${url} can't be reached: ${causeOf(error)}`;
  const proxied = ["HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy"].some((name) => env[name]);
  if (proxied) return warning("endpoint", found, "A proxy is set, which this check doesn't use.");
  const advice =
    settings.vpcEndpoint === undefined
      ? `Check the network, the name server, and the region ${settings.region ?? ""}.`
      : "Check ALICLOUD_VPC_ENDPOINT, alicloud:endpoints or --endpoint; for a simulator, that it still runs.";
  return failed("endpoint", found, advice);
}

/** `ECONNREFUSED` and the like; the error of `fetch` itself says only that it failed. */
function causeOf(error: unknown): string {
  const cause: unknown = isRecord(error) ? error.cause : undefined;
  const said = isRecord(cause) ? (asString(cause.code) ?? asString(cause.message)) : undefined;
  return said ?? messageOf(error);
}

function clock(skew: number): Finding {
  if (Number.isNaN(skew)) return skipped("clock", "the endpoint doesn't say what time it is");
  const off = Math.abs(skew);
  const seconds = Math.round(off / 1000);
  const found = `${seconds} s ${skew > 0 ? "behind" : "ahead of"} the service's`;
  const advice = "Set this machine's clock, best by NTP: requests are signed with the time.";
  if (off >= REFUSED_AT_MS) return failed("clock", found, advice);
  if (off >= STRANGE_AT_MS) return warning("clock", found, advice);
  return ok("clock", "in sync");
}

export function messageOf(error: unknown): string {
  return error instanceof VpnError ? error.message : explain(error);
}

export function adviceOf(error: unknown): string | undefined {
  return error instanceof VpnError ? error.advice : undefined;
}
