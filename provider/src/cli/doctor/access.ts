import { type Setting, type SettingName, type Settings, settings as known } from "../../configuration";
import { createdAt } from "../../lifecycle/listing";
import { MARK_KEY } from "../../schema/arguments";
import { credentials } from "../../vpc/credentials";
import { ApiError } from "../../vpc/errors";
import type { ListedConnection } from "../../vpc/vpnConnections";
import { type Service, serviceOf } from "../service";
import type { Shell } from "../shell";
import { type Finding, failed, ok, skipped, warning } from "./finding";
import { adviceOf, messageOf } from "./reaching";

const LIMIT_MS = 15_000;

const described = ["vpc:DescribeVpnGateway", "vpc:DescribeVpnConnections", "vpc:DescribeSslVpnServers"];
const reading = ["vpc:DescribeVpnGateways", ...described];

const allSkipped = (checks: readonly string[], why: string): Finding[] =>
  checks.map((check) => skipped(check, why));

/**
 * Who we are, whether the service takes it, and what we may read. What has failed before says it all: the checks that
 * build on it are skipped.
 *
 * @param obstacle why the service can't be asked, where that is known already
 */
export async function checkAccess(shell: Shell, settings: Settings, obstacle?: string): Promise<Finding[]> {
  const identity = await checkCredentials(shell, settings);
  const why = identity.state === "failed" ? "no credentials" : obstacle;
  if (why !== undefined) return [identity, ...allSkipped(["access", "region exists", ...reading], why)];
  const service = serviceOf(settings);
  const regions = await checkRegions(service);
  const failure = regions.find(({ state }) => state === "failed");
  if (failure === undefined) return [identity, ...regions, ...(await checkReading(service))];
  const reason = failure.check === "access" ? "access denied" : "there is no such region";
  return [identity, ...regions, ...allSkipped(reading, reason)];
}

async function checkCredentials(shell: Shell, settings: Settings): Promise<Finding> {
  const check = "credentials";
  try {
    const { accessKeyId, credential } = await within(LIMIT_MS, credentials(settings));
    const source = sourceOf(shell, settings);
    if (accessKeyId !== undefined) return ok(check, `${masked(accessKeyId)}, from ${source}`);
    const found = await credential?.getCredential();
    const id = found?.accessKeyId;
    const kind = found?.type === undefined || found.type === "" ? "" : ` (${found.type})`;
    if (id) return ok(check, `${masked(id)}, from ${source}${kind}`);
    return failed(
      check,
      `none from ${source}`,
      "Set ALICLOUD_ACCESS_KEY and ALICLOUD_SECRET_KEY, or give --profile.",
    );
  } catch (error) {
    return failed(
      check,
      messageOf(error),
      adviceOf(error) ?? "See docs/configuration.md for every way to give them.",
    );
  }
}

/** The first and last letters: enough to tell keys apart, and of no use to anybody else. */
function masked(id: string): string {
  return id.length < 12 ? "***" : `${id.slice(0, 4)}***${id.slice(-4)}`;
}

function sourceOf({ env }: Shell, settings: Settings): string {
  const variable = (name: SettingName) => {
    const setting: Setting = known[name];
    return setting.env.find((candidate) => (env[candidate] ?? "") !== "");
  };
  const base = settings.accessKey !== undefined ? variable("accessKey") : undefined;
  const profile =
    settings.profile === undefined ? "the vendor's default chain" : `the profile ${settings.profile}`;
  const origin = base ?? profile;
  return settings.roleArn === undefined ? origin : `${settings.roleArn}, assumed with ${origin}`;
}

async function checkRegions(service: Service): Promise<Finding[]> {
  let regions: string[];
  try {
    regions = await service.regions();
  } catch (error) {
    // Refused as a person without this one permission, the credentials were still taken.
    const allowed = error instanceof ApiError && /^(Forb|NoPermission)/.test(error.code ?? "");
    const finding = allowed
      ? warning(
          "access",
          messageOf(error),
          adviceOf(error) ?? "Grant vpc:DescribeRegions, for this check only.",
        )
      : failed(
          "access",
          messageOf(error),
          adviceOf(error) ?? "Look at the message's code in docs/errors.md.",
        );
    return [finding, skipped("region exists", "the regions couldn't be listed")];
  }
  const access = ok("access", "the service takes the credentials");
  if (regions.includes(service.regionId)) return [access, ok("region exists", service.regionId)];
  const near = regions.filter((region) => region.slice(0, 3) === service.regionId.slice(0, 3));
  const advice = `Check the region. ${near.length > 0 ? `Near it: ${near.join(", ")}.` : `There are ${regions.join(", ")}.`}`;
  return [access, failed("region exists", `the account has no region ${service.regionId}`, advice)];
}

async function checkReading(service: Service): Promise<Finding[]> {
  const check = "vpc:DescribeVpnGateways";
  let ids: string[];
  try {
    ids = await service.gateways();
  } catch (error) {
    return [refused(check, error), ...allSkipped(described, "no gateway is known to try it on")];
  }
  const [vpnGatewayId] = ids;
  if (vpnGatewayId === undefined) {
    const advice = `Is ${service.regionId} the region of your gateways, and is this their account?`;
    const none = warning(check, `no VPN gateway in ${service.regionId}`, advice);
    return [none, ...allSkipped(described, "there is no gateway to try it on")];
  }
  const { api } = service;
  const connections = api.vpnConnections();
  const attempts = [api.gatewayStatus(vpnGatewayId), connections, api.sslVpnServers({ vpnGatewayId })].map(
    (attempt, index) => {
      const name = described[index] ?? "";
      return attempt.then(
        () => ok(name, "allowed"),
        (error: unknown) => refused(name, error),
      );
    },
  );
  return [
    ok(check, ids.length === 1 ? "1 gateway" : `${ids.length} gateways`),
    ...(await Promise.all(attempts)),
    await checkLeftovers(connections),
  ];
}

/** Connections that bear the mark of a create: it is going on now, or was interrupted and no state has them. */
async function checkLeftovers(connections: Promise<readonly ListedConnection[]>): Promise<Finding> {
  const check = "unfinished";
  let all: readonly ListedConnection[];
  try {
    all = await connections;
  } catch {
    return skipped(check, "the connections couldn't be listed");
  }
  const left = all.filter(({ tags }) => MARK_KEY in tags);
  if (left.length === 0) return ok(check, "no connection is left over from an interrupted create");
  const found = left.map(({ id, name, vpnGatewayId, createTime }) => {
    const since = createdAt(createTime);
    return `${id}${name ? ` "${name}"` : ""} on ${vpnGatewayId ?? "a gateway"}${since === undefined ? "" : `, created ${new Date(since).toISOString()}`}`;
  });
  return warning(
    check,
    found.join("; "),
    "Where no deployment is making it now: pulumi up in its stack goes on with it, alicloud-vpn import-file adopts it, or delete it.",
  );
}

function refused(check: string, error: unknown): Finding {
  return failed(
    check,
    messageOf(error),
    adviceOf(error) ?? `Grant the RAM user or role the permission ${check}.`,
  );
}

async function within<T>(limit: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${limit / 1000} s`)), limit);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
