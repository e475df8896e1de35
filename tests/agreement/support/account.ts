import Vpc from "@alicloud/vpc20160428";
import { Config } from "@alicloud/openapi-client";
import {
  ManualClock,
  type Simulator,
  type SimulatorOptions,
  startSimulator,
} from "../../../simulator/src/index";
import { TEST_ACCESS_KEY_ID, TEST_ACCESS_KEY_SECRET } from "../../../simulator/src/options";
import { gateways, region } from "./gateways";

/** Other people's settings are made so that nothing but the arguments can be wrong. */
export const accountOptions: SimulatorOptions = {
  region,
  busy: 0,
  // Others saw it where nothing is asked for, and only it can take several blocks: unset is never wrong.
  defaultIkeVersion: "ikev2",
  gateways: Object.entries(gateways).map(([kind, id]) => ({
    id,
    ssl: kind === "server",
    tunnels: /dual/i.test(kind) ? "dual" : "single",
    vpnType: kind.startsWith("shangMi") ? "NationalStandard" : "Normal",
    sslMaxConnections: 1,
    vpcCidr: "",
  })),
  customerGateways: [1, 2, 3, 4].map((index) => ({
    id: `cgw-${index}`,
    ip: `203.0.113.${index}`,
    asn: 65000 + index,
  })),
};

const open: Simulator[] = [];

afterAll(async () => {
  await Promise.all(open.splice(0).map((simulator) => simulator.close()));
});

/** The account behind HTTP on this machine, and the vendor's own client for it. */
export async function accountOverHttp(): Promise<{ simulator: Simulator; sdk: Vpc }> {
  const simulator = await startSimulator({ ...accountOptions, clock: new ManualClock() });
  open.push(simulator);
  const config = new Config({
    accessKeyId: TEST_ACCESS_KEY_ID,
    accessKeySecret: TEST_ACCESS_KEY_SECRET,
    regionId: region,
    endpoint: simulator.endpoint,
    protocol: "HTTP",
  });
  // The SDK's types ask for the Config of its own core; at run time both are the same plain values.
  return { simulator, sdk: Reflect.construct(Vpc, [config]) as Vpc };
}
