import type Vpc from "@alicloud/vpc20160428";
import type { Simulator } from "../../simulator/src/index";
import type { AppliedRow, Example, Kind } from "../../tools/docs/ledger";
import { accountOverHttp } from "./support/account";
import { applied, argumentsOf, baseOf, brokenRules } from "./support/ledger";
import {
  type Arguments,
  createConnection,
  createServer,
  modifyConnection,
  modifyServer,
} from "./support/requests";
import { type Verdict, verdictOf } from "./support/verdict";

let simulator: Simulator;
let sdk: Vpc;

beforeAll(async () => {
  ({ simulator, sdk } = await accountOverHttp());
});

afterEach(() => {
  const { sslVpnServers, vpnConnections } = simulator.inventory();
  for (const { SslVpnServerId } of sslVpnServers) simulator.remove(SslVpnServerId);
  for (const { VpnConnectionId } of vpnConnections) simulator.remove(VpnConnectionId);
});

const create = (kind: Kind, args: Arguments) =>
  kind === "server" ? createServer(sdk, args) : createConnection(sdk, args);

/** The answer to a modify of a resource that keeps every rule. */
async function modified(kind: Kind, args: Arguments): Promise<Verdict> {
  const id = await create(kind, baseOf(kind));
  return await verdictOf(kind === "server" ? modifyServer(sdk, id, args) : modifyConnection(sdk, id, args));
}

type Case = [id: string, kind: Kind, example: Example, row: AppliedRow];

const cases = (which: "accepted" | "refused") =>
  applied.flatMap((row) =>
    row.kinds.flatMap((kind) => row[which].map((example): Case => [row.id, kind, example, row])),
  );

describe("what a row of the ledger accepts is accepted by the provider, by create and by modify", () => {
  it.each(cases("accepted"))("%s, %s: %j", async (_id, kind, example, row) => {
    const args = argumentsOf(row, kind, example);
    expect(brokenRules(kind, args)).toEqual([]);
    expect(await modified(kind, args)).toBeUndefined();
    simulator.remove(resourceId());
    expect(await verdictOf(create(kind, args))).toBeUndefined();
  });
});

describe("what a row refuses is refused for that reason alone, by the provider, by create and by modify", () => {
  it.each(cases("refused"))("%s, %s: %j", async (_id, kind, example, row) => {
    const args = argumentsOf(row, kind, example);
    const { code, status } = row;
    const broken = brokenRules(kind, args);
    expect(row.provider).toEqual(expect.arrayContaining(broken));
    expect(broken).toHaveLength(1);
    expect(await verdictOf(create(kind, args))).toEqual({ code, status });
    if (row.createOnly === true) return;
    expect(await modified(kind, args)).toEqual({ code: row.modifyCode ?? code, status });
  });
});

function resourceId(): string {
  const { sslVpnServers, vpnConnections } = simulator.inventory();
  return sslVpnServers[0]?.SslVpnServerId ?? vpnConnections[0]?.VpnConnectionId ?? "";
}
