import type { Properties } from "../../../provider/src/properties";
import { sslVpnServer } from "../../../provider/src/resources/sslVpnServer/definition";
import { vpnConnection } from "../../../provider/src/resources/vpnConnection/definition";
import { roles } from "../../../provider/src/resources/vpnConnection/fields";
import { type Tree, isBlock } from "../../../provider/src/schema/define";
import { apiName } from "../../../provider/src/schema/mapping";
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

/** Where the simulator keeps an argument: the path that an edit behind the program's back takes. */
function storedAt({ kind, field }: Row): string {
  const { arguments: args } = kind === "server" ? sslVpnServer : vpnConnection;
  const [top = "", ...below] = namesIn(args, field.path.split("."));
  if (kind === "dual" && field.path.startsWith("tunnels.")) return ["Tunnels", ...below].join(".");
  return [top === "HealthCheckConfig" ? "HealthCheck" : top, ...below.map(capital)].join(".");
}

const capital = (key: string) => key.charAt(0).toUpperCase() + key.slice(1);

/** The API's names on the way to an argument; a tunnel goes by its role. */
function namesIn(tree: Tree, [key = "", ...rest]: readonly string[]): string[] {
  const node = tree[key];
  if (node === undefined) throw new Error(`no argument ${key}`);
  const name = isRole(key) ? key : apiName(key, node);
  return isBlock(node) ? [name, ...namesIn(node.within, rest)] : [name];
}

const isRole = (key: string) => roles.some((role) => role === key);

/** Somebody else gives each row's argument its first value again. */
export function drift({ simulator }: Stage, resources: Resources, of: readonly Row[]): void {
  for (const row of of) {
    const value = Array.isArray(row.first) ? row.first.join(",") : row.first;
    // An edit merges objects: what nobody set is in the tags then.
    const patch = row.field.path === "tags" ? { Tags: { stage: "else" } } : { [storedAt(row)]: value };
    simulator.edit(resources.get(row.name)?.id ?? "", patch);
  }
}
