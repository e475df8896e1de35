import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import type { PulumiProject } from "./harness";

/**
 * Stands in for the plugin of `@pulumi/alicloud`, which can't be had everywhere: a plugin as the engine knows it, that
 * keeps what it is told. A create gives the id of something that exists; what it was asked to do is on a list.
 */
const plugin = (list: string, ids: Readonly<Record<string, string>>): string => `#!${process.execPath}
const { appendFileSync } = require("node:fs");
const ids = ${JSON.stringify(ids)};
const nameOf = (urn) => urn.slice(urn.lastIndexOf("::") + 2);
const asked = (what, urn) => appendFileSync(${JSON.stringify(list)}, what + " " + nameOf(urn) + "\\n");
const provider = {
  version: "3.108.0",
  check: async (urn, olds, news) => ({ inputs: news }),
  diff: async (id, urn, olds, news) => {
    const changed = Object.keys(news).some((key) => JSON.stringify(news[key]) !== JSON.stringify(olds[key]));
    return { changes: changed };
  },
  create: async (urn, inputs) => (asked("create", urn), { id: ids[nameOf(urn)] ?? nameOf(urn), outs: inputs }),
  update: async (id, urn, olds, news) => (asked("update", urn), { outs: news }),
  delete: async (id, urn) => asked("delete", urn),
};
require(${JSON.stringify(require.resolve("@pulumi/pulumi/provider"))}).main(provider, process.argv.slice(2));
`;

/** The classes of `@pulumi/alicloud` that the programs use, under their type tokens. */
export const standIn = `
import * as pulumi from "@pulumi/pulumi";
const kind = (token: string) =>
  class extends pulumi.CustomResource {
    constructor(name: string, args: pulumi.Inputs, options: pulumi.CustomResourceOptions = {}) {
      super(token, name, args, { version: "3.108.0", ...options });
    }
  };
export const vpn = {
  Gateway: kind("alicloud:vpn/gateway:Gateway"),
  Connection: kind("alicloud:vpn/connection:Connection"),
  SslVpnServer: kind("alicloud:vpn/sslVpnServer:SslVpnServer"),
  SslVpnClientCert: kind("alicloud:vpn/sslVpnClientCert:SslVpnClientCert"),
};
`;

/** Puts the plugin on the project's path. @returns what it was asked to do since the last time */
export function withPlugin(made: PulumiProject, ids: Readonly<Record<string, string>>): () => string[] {
  const folder = join(made.folder, "plugins");
  const [file, list] = [join(folder, "pulumi-resource-alicloud"), join(folder, "asked")];
  mkdirSync(folder);
  writeFileSync(file, plugin(list, ids));
  chmodSync(file, 0o755);
  made.env.PATH = [folder, made.env.PATH ?? ""].join(delimiter);
  return () => {
    const lines = existsSync(list) ? readFileSync(list, "utf8").split("\n").filter(Boolean) : [];
    writeFileSync(list, "");
    return lines.sort();
  };
}
