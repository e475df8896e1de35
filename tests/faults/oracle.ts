import type { CallRecord, Inventory } from "../../simulator/src/index";
import { TEST_ACCESS_KEY_SECRET } from "../../simulator/src/index";
import type { Values } from "../contract/host";
import { type Declared, type EngineModel, type Outcome, urnOf } from "./engineModel";
import { liveIds, planted } from "./forms";
import type { Scene } from "./scene";

const SECRET = "4dabf18193072939515e22adb298388d";

/** What must be so after every command, however it ended. */
export function always(scene: Scene, model: EngineModel, program: readonly Declared[]): string[] {
  const live = liveIds(scene.simulator.inventory());
  const found: string[] = [];
  if (live.length > program.length + model.condemned.length)
    found.push(`made twice: ${live.join(", ")} for ${program.length} declared`);
  for (const [id, count] of deletions(scene.calls())) {
    if (count > 1) found.push(`deleted ${count} times: ${id}`);
  }
  const open = [...model.resources.values()].filter(({ outputs }) => openKey(outputs));
  return [...found, ...open.map(({ id }) => `a key in the open in the state of ${id}`)];
}

function deletions(calls: readonly CallRecord[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { operation, outcome, replayed, resourceId = "" } of calls) {
    if (operation.startsWith("Delete") && outcome === "ok" && !replayed)
      counts.set(resourceId, (counts.get(resourceId) ?? 0) + 1);
  }
  return counts;
}

function openKey(value: unknown): boolean {
  if (typeof value === "string") return planted.includes(value);
  if (typeof value !== "object" || value === null || SECRET in value) return false;
  return Object.values(value).some(openKey);
}

/** What must be so once a command has succeeded: done means done, and state and cloud agree both ways. */
export function afterSuccess(scene: Scene, model: EngineModel): string[] {
  const live = liveIds(scene.simulator.inventory());
  const known = model.ids();
  const now = Date.now();
  const unsettled = scene
    .changes()
    .filter(
      ({ operation, activeAt }) =>
        operation !== "(foreign change)" && (activeAt === undefined || activeAt > now),
    );
  return [
    ...live.filter((id) => !known.includes(id)).map((id) => `in the cloud, not in the state: ${id}`),
    ...known.filter((id) => !live.includes(id)).map((id) => `in the state, not in the cloud: ${id}`),
    ...unsettled.map(({ gatewayId, operation }) => `done, but ${gatewayId} is updating after ${operation}`),
  ];
}

/** The cloud has what the program says. */
export function asDeclared(inventory: Inventory, model: EngineModel, program: readonly Declared[]): string[] {
  const all: readonly unknown[] = [...inventory.sslVpnServers, ...inventory.vpnConnections];
  return program.flatMap((declared) => {
    const id = model.resources.get(urnOf(declared))?.id;
    const live = all.find((one) => Object.values(one as Values).includes(id)) as Values | undefined;
    if (live === undefined) return [`not there: ${declared.name}`];
    return Object.entries(described(declared)).flatMap(([key, wanted]) => {
      const has = key === "Tags" ? withoutMark(live[key] as Values) : live[key];
      return JSON.stringify(has) === JSON.stringify(wanted)
        ? []
        : [`${declared.name} has ${key} ${JSON.stringify(has)}, not ${JSON.stringify(wanted)}`];
    });
  });
}

/** Some arguments, as the inventory has them. */
function described({ name, args }: Declared): Values {
  const list = (value: unknown) => (Array.isArray(value) ? value.join(",") : undefined);
  const all: Values = {
    Name: args.name ?? name,
    VpnGatewayId: args.vpnGatewayId,
    CustomerGatewayId: args.customerGatewayId,
    ClientIpPool: args.clientIpPool,
    LocalSubnet: list(args.localSubnets),
    RemoteSubnet: list(args.remoteSubnets),
    Cipher: args.cipher,
    EnableDpd: args.enableDpd,
    Tags: args.tags === undefined ? undefined : sorted(args.tags as Values),
  };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}

const sorted = (tags: Values): Values => Object.fromEntries(Object.entries(tags).sort());

const withoutMark = (tags: Values): Values =>
  sorted(Object.fromEntries(Object.entries(tags).filter(([key]) => !key.startsWith("pulumi-alicloud-vpn"))));

/** No key in what a person gets to see. */
export function leaks({ failures }: Outcome, printed: string): string[] {
  const shown = [...failures, printed].join("\n");
  return [...planted, TEST_ACCESS_KEY_SECRET]
    .filter((secret) => shown.includes(secret))
    .map((secret) => `shown to everybody: ${secret}`);
}
