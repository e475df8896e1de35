import { randomUUID } from "node:crypto";
import { systemClock } from "../../provider/src/clock";
import { type Properties, isRecord } from "../../provider/src/properties";
import { vpcApi } from "../../provider/src/vpc/api";
import {
  ManualClock,
  type Simulator,
  type Switches,
  TEST_ACCESS_KEY_ID,
  TEST_ACCESS_KEY_SECRET,
  startSimulator,
} from "../../simulator/src/index";
import { dual, fullDual, fullSingle, server, single } from "../unit/examples";
import { accountOptions } from "./support/account";
import { gateways, region } from "./support/gateways";

let simulator: Simulator;

beforeAll(async () => {
  simulator = await startSimulator({ ...accountOptions, clock: new ManualClock() });
});

afterAll(async () => {
  await simulator.close();
});

/** The provider's way to the service, down to a socket. */
const apiOf = ({ url }: Simulator) =>
  vpcApi(
    { accessKey: TEST_ACCESS_KEY_ID, secretKey: TEST_ACCESS_KEY_SECRET, vpcEndpoint: url },
    region,
    systemClock,
  );

/** What is read of a resource, by its id and in the listing of its gateway. */
async function read(id: string, vpnGatewayId: string): Promise<unknown> {
  const api = apiOf(simulator);
  return id.startsWith("vss-")
    ? await api.sslVpnServers({ sslVpnServerId: id })
    : [await api.vpnConnection(id), await api.vpnConnections({ vpnGatewayId })];
}

/** Without the keys of the connection. */
function withoutKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutKeys);
  if (!isRecord(value)) return value;
  const kept = Object.entries(value).filter(([name]) => name !== "psk");
  return Object.fromEntries(kept.map(([name, part]) => [name, withoutKeys(part)]));
}

type Spelling = Pick<Switches, "absentFields" | "tunnelFields" | "keys">;

const spellings: readonly Spelling[] = (["as recorded", "absent", "empty"] as const).flatMap((absentFields) =>
  (["text", "natural"] as const).flatMap((tunnelFields) =>
    (["clear", "masked", "absent"] as const).map((keys) => ({ absentFields, tunnelFields, keys })),
  ),
);

describe.each<[string, Properties, string]>([
  ["an SSL server", server, gateways.server],
  ["a connection", single, gateways.single],
  ["a connection with all there is", fullSingle, gateways.single],
  ["a connection of two tunnels", dual, gateways.dual],
  ["a connection of two tunnels with all there is", fullDual, gateways.dual],
])("%s", (_, args, vpnGatewayId) => {
  it("is read the same however the service writes what it tells, and no mask is read as a key", async () => {
    const inputs = { ...args, vpnGatewayId };
    const api = apiOf(simulator);
    const id = await (args === server
      ? api.createSslVpnServer(inputs, randomUUID())
      : api.createVpnConnection(inputs, { team: "network" }, randomUUID()));
    const [plain] = spellings;
    simulator.set(plain ?? {});
    const recorded = await read(id, vpnGatewayId);
    for (const spelling of spellings) {
      simulator.set(spelling);
      const told = spelling.keys === "clear" ? recorded : withoutKeys(recorded);
      expect([spelling, await read(id, vpnGatewayId)]).toEqual([spelling, told]);
    }
    simulator.remove(id);
  }, 60_000);
});
