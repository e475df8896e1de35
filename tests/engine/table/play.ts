import type { Properties } from "../../../provider/src/properties";
import type { Resources } from "../acts";
import { type Stage, stage } from "../stage";
import { type Row, REGION, customerGateways, gateways, rows } from "./rows";

const PROGRAM = `
const rows = JSON.parse(require("fs").readFileSync("rows.json", "utf8"));
for (const { name, kind, args } of rows) new vpn[kind](name, args);`;

const classOf = ({ kind }: Row) => (kind === "server" ? "SslVpnServer" : "VpnConnection");

/** A project with a resource for each row, and nothing in it yet. */
export const open = (): Promise<Stage> =>
  stage(() => PROGRAM, {
    simulator: {
      busy: "900ms",
      gateways,
      customerGateways,
    },
    project: { config: { "alicloud:region": REGION } },
  });

/** The next version of the program: the rows that it declares, and how. */
export function declare({ project }: Stage, argsOf: (row: Row) => Properties, of = rows): void {
  const declared = of.map((row) => ({ name: row.name, kind: classOf(row), args: argsOf(row) }));
  project.write("rows.json", JSON.stringify(declared));
}

/** Where the service keeps an argument: the path that an edit behind the program's back takes. */
function storedAt({ kind, field }: Row): string {
  const capital = (key: string) => key.charAt(0).toUpperCase() + key.slice(1);
  const special: Readonly<Record<string, string>> = {
    protocol: "Proto",
    localSubnets: "LocalSubnet",
    remoteSubnets: "RemoteSubnet",
    healthCheckConfig: "HealthCheck",
    idaasInstanceId: "IDaaSInstanceId",
    idaasRegionId: "IDaaSRegionId",
    idaasApplicationId: "IDaaSApplicationId",
  };
  const named = (key: string) => special[key] ?? capital(key);
  const [top = "", ...rest] = field.path.split(".");
  if (kind !== "dual" || top !== "tunnels") return field.path.split(".").map(named).join(".");
  const [role = "", ...below] = rest;
  return [
    "Tunnels",
    role,
    ...below.map((key) => (key.endsWith("Config") ? `Tunnel${named(key)}` : named(key))),
  ].join(".");
}

/** Somebody else gives each row's argument its first value again. */
export function drift({ simulator }: Stage, resources: Resources, of: readonly Row[]): void {
  for (const row of of) {
    const value = Array.isArray(row.first) ? row.first.join(",") : row.first;
    // An edit merges objects: what nobody set is in the tags then.
    const patch = row.field.path === "tags" ? { Tags: { stage: "else" } } : { [storedAt(row)]: value };
    simulator.edit(resources.get(row.name)?.id ?? "", patch);
  }
}
