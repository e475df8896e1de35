import { readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import type { Field } from "../../../provider/src/rules/fields";
import * as ssl from "../../../provider/src/sslVpnServer/rules";
import * as vpn from "../../../provider/src/vpnConnection/rules";

const sources = join(__dirname, "../../../provider/src");

/** What hovering shows: the comment of each property of each interface, together with its interface's own. */
function commentsIn(folder: string): Map<string, string> {
  const text = readFileSync(join(sources, folder, "args.ts"), "utf8");
  const file = ts.createSourceFile("args.ts", text, ts.ScriptTarget.Latest, true);
  const commentOf = (node: ts.Node) =>
    ts
      .getJSDocCommentsAndTags(node)
      .filter(ts.isJSDoc)
      .map((doc) => doc.getText())
      .join("\n")
      .replace(/\n\s*\* ?/g, " ");
  const comments = new Map<string, string>();
  for (const statement of file.statements.filter(ts.isInterfaceDeclaration)) {
    for (const member of statement.members.filter(ts.isPropertySignature)) {
      const own = commentOf(member);
      const key = `${statement.name.text}.${member.name.getText()}`;
      comments.set(key, own === "" ? "" : `${own} ${commentOf(statement)}`);
    }
  }
  return comments;
}

const holders: Readonly<Record<string, readonly string[]>> = {
  ikeConfig: ["IkeConfigArgs"],
  ipsecConfig: ["IpsecConfigArgs"],
  bgpConfig: ["BgpConfigArgs", "TunnelBgpConfigArgs"],
  healthCheckConfig: ["HealthCheckConfigArgs"],
};

/** The interface of a field's last key. */
function keysOf(field: Field): string[] {
  const keys = field.path.split(".");
  const last = keys.at(-1) ?? "";
  const group = keys.at(-2) ?? "";
  const names =
    holders[group] ??
    (keys[0] === "tunnels"
      ? ["TunnelArgs"]
      : ["VpnConnectionCommonArgs", "SingleTunnelArgs", "DualTunnelArgs", "SslVpnServerArgs"]);
  return names.map((name) => `${name}.${last}`);
}

const all = (["sslVpnServer", "vpnConnection"] as const).flatMap((folder) => {
  const comments = commentsIn(folder);
  const { fields } = folder === "sslVpnServer" ? ssl : vpn;
  return fields.map((field): [string, Field, string] => {
    // What one mode has, the other only refuses.
    const found = keysOf(field).flatMap((key) => comments.get(key) ?? []);
    const [longest = ""] = found.sort((one, other) => other.length - one.length);
    return [`${folder} ${field.path}`, field, longest];
  });
});

/** Numbers of two digits and more that a rule names. */
const numbersOf = (text: string) => text.replace(/such as .*$/, "").match(/\d{2,}/g) ?? [];

describe("hovering over an argument shows", () => {
  it.each(all)("%s: what a change of it does", (_, field, comment) => {
    expect(comment).toMatch(field.change === "replaces" ? /replaces/i : /updates in place/i);
  });

  it.each(all.filter(([, { enum: words }]) => words !== undefined))("%s: its words", (_, field, comment) => {
    for (const word of field.enum ?? []) expect(comment).toContain(`\`${word}\``);
  });

  it.each(all.filter(([, { rules }]) => rules !== undefined))(
    "%s: the numbers of its rules",
    (_, field, comment) => {
      // A list of blocks may be written from its first to its last.
      const inBetween = /169\.254\.[1-5]\.0\/30, /g;
      const numbers = (field.rules ?? []).flatMap(({ says }) => numbersOf(says.replace(inBetween, "")));
      for (const number of numbers) expect(comment).toContain(number);
    },
  );

  it.each(all.filter(([, { default: value }]) => value !== undefined))(
    "%s: its default",
    (_, field, comment) => {
      expect(comment).toContain(String(field.default));
    },
  );

  it("something of every property there is", () => {
    const silent = ["sslVpnServer", "vpnConnection"].flatMap((folder) =>
      [...commentsIn(folder)].filter(([, comment]) => comment === "").map(([key]) => key),
    );
    expect(silent).toEqual([]);
  });
});
