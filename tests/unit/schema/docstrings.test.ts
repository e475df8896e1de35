import type { Field } from "../../../provider/src/schema/fields";
import { sslVpnServer as ssl } from "../../../provider/src/resources/sslVpnServer/definition";
import { vpnConnection as vpn } from "../../../provider/src/resources/vpnConnection/definition";
import { Declarations, isRefused } from "../../../tools/docs/declarations";
import { type Effect, effectOf } from "../../../tools/docs/effects";

const servers = new Declarations("resources/sslVpnServer/args.ts");
const connections = new Declarations("resources/vpnConnection/args.ts");

/** What hovering over each argument shows: its own comment, and nothing of its interface's. */
function commentsBelow(declared: Declarations, interfaceName: string, prefix = ""): [string, string][] {
  return declared
    .membersOf(interfaceName)
    .filter((member) => !isRefused(member))
    .flatMap(({ name, doc, holds }) => [
      [prefix + name, doc.replace(/\s+/g, " ")] as [string, string],
      ...(holds === undefined ? [] : commentsBelow(declared, holds, `${prefix}${name}.`)),
    ]);
}

const comments = {
  sslVpnServer: new Map(commentsBelow(servers, "SslVpnServerArgs")),
  vpnConnection: new Map([
    ...commentsBelow(connections, "SingleTunnelArgs"),
    ...commentsBelow(connections, "DualTunnelArgs"),
  ]),
};

const all = (["sslVpnServer", "vpnConnection"] as const).flatMap((folder) => {
  const { fields } = folder === "sslVpnServer" ? ssl : vpn;
  return fields.map((field): [string, Field, string] => [
    `${folder} ${field.path}`,
    field,
    comments[folder].get(field.path) ?? "",
  ]);
});

/** Numbers of two digits and more that a rule names. */
const numbersOf = (text: string) => text.replace(/such as .*$/, "").match(/\d{2,}/g) ?? [];

const wordOf = (value: unknown) => (typeof value === "string" ? value : JSON.stringify(value));

/** The removal, as a comment has it. */
function removalIn({ removal, needed }: Effect): RegExp[] {
  const condition = needed === undefined ? [] : [/\b(required|needs?) (for|where|both)\b/i];
  switch (removal.does) {
    case "is refused":
      return [];
    case "keeps":
      return [/removing it keeps|keeps the value/i, ...condition];
    case "fills in":
      return [/defaults to/i, /removing it goes back to/i];
    case "goes back": {
      const backs = [removal.to, removal.shangMi].filter((back) => back !== undefined);
      const words = backs.map((back) => new RegExp(`goes back to .*\`?${wordOf(back)}\`?\\b`));
      return ["{}", "[]"].includes(JSON.stringify(removal.to))
        ? [/removing it removes/i]
        : [/removing it goes back to/i, ...words];
    }
  }
}

/** Names that aren't the API's with a small first letter. */
const otherwise: Readonly<Record<string, string>> = {
  protocol: "Proto",
  localSubnets: "LocalSubnet",
  remoteSubnets: "RemoteSubnet",
};

describe("hovering over an argument shows", () => {
  it.each(all)("%s: what a change of it does", (_, field, comment) => {
    expect(comment).toMatch(field.change === "replaces" ? /replaces/i : /updates in place/i);
  });

  it.each(all)("%s: what its removal does", (_, field, comment) => {
    for (const words of removalIn(effectOf(field))) expect(comment).toMatch(words);
  });

  it.each(all)("%s: the parameter of the API page that it stands for", (_, { path }, comment) => {
    const key = path.split(".").at(-1) ?? "";
    const [, parameter = ""] = /API: `(\w+)`/.exec(comment) ?? [];
    expect(parameter.toLowerCase()).toBe((otherwise[key] ?? key).toLowerCase());
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
      expect(comment).toMatch(/default/);
    },
  );

  it("something of every property there is, also of those that one mode refuses", () => {
    const silent = [servers, connections].flatMap((declared) =>
      declared
        .names()
        .flatMap((name) => declared.ownMembersOf(name).filter(({ doc }) => doc === ""))
        .map(({ name }) => name),
    );
    expect(silent).toEqual([]);
  });
});
