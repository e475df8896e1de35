import { type Clock, systemClock } from "../clock";
import { type Settings, readSettings } from "../configuration";
import { VpnError } from "../errors";
import { type VpcApi, vpcApi } from "../vpc/api";
import { type Call, caller } from "../vpc/calls";
import { type Client, connect } from "../vpc/client";
import type { Shell } from "./shell";

/** Options that say where and as whom the service is asked. */
export interface ServiceFlags {
  readonly region?: string;
  readonly profile?: string;
  readonly endpoint?: string;
}

/** The flags, then the stack's configuration where it is read, then the environment: the rules of a deployment. */
export function settingsFrom(
  flags: ServiceFlags,
  env: Shell["env"],
  config: (key: string) => unknown = () => undefined,
): Settings {
  const configured: Readonly<Record<string, string | undefined>> = {
    "alicloud:region": flags.region,
    "alicloud:profile": flags.profile,
    "alicloud:endpoints.vpc": flags.endpoint,
  };
  return readSettings((key) => configured[key] ?? config(key), env);
}

/** What is asked of the service beside what a deployment asks. */
export interface Surroundings {
  regions(): Promise<string[]>;
  /** Ids of the gateways of the region: the first fifty. */
  gateways(): Promise<string[]>;
  /** Address of a customer gateway, where it can be read. */
  peerAddress(customerGatewayId: string): Promise<string | undefined>;
}

export interface Service extends Surroundings {
  readonly regionId: string;
  readonly api: VpcApi;
}

/** A person waits at a terminal, so a call isn't repeated for long. A time-out, which can be cancelled, stays as it is. */
const impatient: Clock = {
  ...systemClock,
  sleep: (ms, cancelled) => systemClock.sleep(cancelled === undefined ? Math.min(ms, 500) : ms, cancelled),
};

export function serviceOf(settings: Settings): Service {
  const regionId = settings.region;
  if (regionId === undefined) {
    throw new VpnError("No region is given.", {
      advice: "Give --region, or set ALICLOUD_REGION. The stack's configuration isn't read here.",
    });
  }
  let client: Promise<Client> | undefined;
  const call = caller(() => (client ??= connect(settings, regionId)), impatient);
  return { regionId, api: vpcApi(settings, regionId, impatient), ...surroundings(call, regionId) };
}

function surroundings(call: Call, regionId: string): Surroundings {
  return {
    regions: async () => {
      const body = await call("DescribeRegions", "read", ({ sdk, models }) =>
        sdk.describeRegions(new models.DescribeRegionsRequest({})),
      );
      return (body.regions?.region ?? []).map((region) => region.regionId ?? "");
    },
    gateways: async () => {
      const body = await call("DescribeVpnGateways", "read", ({ sdk, models }) =>
        sdk.describeVpnGateways(new models.DescribeVpnGatewaysRequest({ regionId, pageSize: 50 })),
      );
      return (body.vpnGateways?.vpnGateway ?? []).map((gateway) => gateway.vpnGatewayId ?? "");
    },
    peerAddress: async (customerGatewayId) => {
      try {
        const body = await call("DescribeCustomerGateway", "read", ({ sdk, models }) =>
          sdk.describeCustomerGateway(
            new models.DescribeCustomerGatewayRequest({ regionId, customerGatewayId }),
          ),
        );
        return body.ipAddress;
      } catch {
        // Only saves a line of the program; who may not read it writes the address out.
        return undefined;
      }
    },
  };
}
