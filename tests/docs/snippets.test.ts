import { parseAllDocuments } from "yaml";
import { compiled } from "./compiling";
import { type Block, allBlocks, blocksOf, pageOf, pages } from "./pages";
import { codesIn, rowsBelow } from "./tables";

/** The simulator's page has fragments, of programs that aren't ours; its own tests run what it says. */
const programs = allBlocks("typescript", "ts", "javascript", "js").filter(
  ({ page }) => page !== "simulator/README.md",
);

/** What the blocks speak of and don't hold: a package that isn't installed here, and a file that a command writes. */
const spokenOf = {
  "alicloud.d.ts": 'declare module "@pulumi/alicloud" { export const vpn: any; }\n',
  "docs/guides/from-pulumi-alicloud.md/adopted.ts":
    'import { SslVpnServer } from "pulumi-alicloud-vpn";\nexport const staff = SslVpnServer.get("staff", "vss-1");\n',
  "docs/guides/adopt.md/adopted.ts": "export {};\n",
};

test("every program compiles against the built packages", () => {
  expect(programs.length).toBeGreaterThan(9);
  expect(compiled(programs, spokenOf)).toEqual([]);
});

test("an argument that doesn't exist is found, with the page and the line", () => {
  const [program] = blocksOf("README.md", "typescript");
  const wrong = { ...(program as Block), text: program?.text.replace("clientIpPool", "clientPool") ?? "" };
  const [message = ""] = compiled([wrong]);
  expect(message).toMatch(/^README\.md:\d+, line 10 of the block: .*clientPool/s);
});

const failures = (blocks: readonly Block[], parse: (text: string) => readonly unknown[]): string[] =>
  blocks.flatMap(({ at, text }) => parse(text).map((reason) => `${at}: ${String(reason)}`));

function jsonErrors(text: string): unknown[] {
  try {
    JSON.parse(text);
    return [];
  } catch (error) {
    return [error];
  }
}

test("every JSON and YAML block can be read", () => {
  expect(failures(allBlocks("json"), jsonErrors)).toEqual([]);
  const yaml = allBlocks("yaml");
  expect(failures(yaml, (text) => parseAllDocuments(text).flatMap(({ errors }) => errors))).toEqual([]);
  expect(yaml.length).toBeGreaterThan(1);
});

test("every block says its language, and one that is known here", () => {
  const known = [
    "bash",
    "console",
    "text",
    "typescript",
    "ts",
    "javascript",
    "js",
    "json",
    "yaml",
    "mermaid",
    "diff",
  ];
  const blocks = [...pages.values()].flatMap((page) => page.blocks);
  expect(blocks.filter(({ language }) => !known.includes(language)).map(({ at }) => at)).toEqual([]);
});

test("blocks are found inside of lists and after comments, with their lines", () => {
  const text = "1. One\n\n   ```json\n   {}\n   ```\n\n<!-- policy: plan -->\n\n```bash\nls\n```\n";
  expect(pageOf("x.md", text).blocks).toMatchObject([
    { at: "x.md:3", language: "json", text: "{}\n", mark: undefined },
    { at: "x.md:9", language: "bash", text: "ls\n", mark: "policy: plan" },
  ]);
});

const moving = "docs/guides/from-pulumi-alicloud.md";

/** The paths of arguments and outputs in the middle column, `tunnels.master.ikeConfig`. */
const pathsBelow = (heading: string): string[] =>
  rowsBelow(moving, heading)
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
  return {
    at: `${moving}, ${kind}`,
    page: moving,
    language: "typescript",
    mark: undefined,
    text: text.join("\n"),
  };
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
