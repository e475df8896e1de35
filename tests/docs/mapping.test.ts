import { compiled } from "./compiling";
import { codesIn, rowsBelow } from "./tables";

const page = "docs/guides/from-pulumi-alicloud.md";

/** The paths of arguments and outputs in the middle column, `tunnels.master.ikeConfig`. */
const pathsBelow = (heading: string): string[] =>
  rowsBelow(page, heading)
    .flatMap(([, here = ""]) => codesIn(here))
    .filter((code) => /^[a-z]\w*(\.\w+)*$/.test(code) && code !== "master" && code !== "slave");

/** Reads a path of a resource, whose outputs have every argument too. */
function reading(path: string): string {
  const [head = "", ...rest] = path.split(".");
  return `here.${head}.apply((value) => value${rest.map((name) => `?.${name}`).join("")});`;
}

function programFor(kind: string, paths: readonly string[]) {
  const text = [
    `import type { ${kind} } from "pulumi-alicloud-vpn";`,
    `declare const here: ${kind};`,
    ...paths.map(reading),
  ];
  return { at: `${page}, ${kind}`, page, language: "typescript", mark: undefined, text: text.join("\n") };
}

test("what the tables of the guide call an argument or an output of ours is one", () => {
  const server = pathsBelow("### `alicloud.vpn.SslVpnServer` → `SslVpnServer`");
  const connection = pathsBelow("### `alicloud.vpn.Connection` → `VpnConnection`");
  expect(server).toContain("localSubnets");
  expect(connection).toContain("tunnelStatus.master.bgpStatus");
  const wrong = programFor("VpnConnection", ["ikeConfig.ikeLocalId"]);
  const said = compiled([programFor("SslVpnServer", server), programFor("VpnConnection", connection), wrong]);
  expect(said).toEqual([expect.stringContaining("'ikeLocalId' does not exist")]);
});
