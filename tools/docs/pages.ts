import { readFileSync } from "node:fs";
import { join } from "node:path";
import { sslVpnServer as ssl } from "../../provider/src/resources/sslVpnServer/definition";
import { vpnConnection as vpn } from "../../provider/src/resources/vpnConnection/definition";
import { coveragePage } from "./coveragePage";
import { Declarations } from "./declarations";
import { errorsPage } from "./errorsPage";
import { repositoryRoot } from "../system/repository";
import { readLedger } from "./ledger";
import { npmReadme } from "./npmReadme";
import { providerPage } from "./providerPage";
import { type Subject, referencePage } from "./referencePage";
import { rulesPage } from "./rulesPage";

const server: Subject = {
  name: "SslVpnServer",
  from: "provider/src/resources/sslVpnServer",
  declared: new Declarations("resources/sslVpnServer/args.ts", "resources/sslVpnServer/resource.ts"),
  fields: ssl.fields,
  rules: ssl,
  parts: [["", "SslVpnServerArgs"]],
  kinds: ["server"],
  given: 'import { SslVpnServer } from "pulumi-alicloud-vpn";',
};

const connection: Subject = {
  name: "VpnConnection",
  from: "provider/src/resources/vpnConnection",
  declared: new Declarations(
    "resources/vpnConnection/args.ts",
    "resources/vpnConnection/outputs.ts",
    "resources/vpnConnection/resource.ts",
  ),
  fields: vpn.fields,
  rules: vpn,
  parts: [
    ["Of both kinds", "VpnConnectionCommonArgs"],
    ["Of a connection with one tunnel", "SingleTunnelArgs"],
    ["Of a connection with two tunnels", "DualTunnelArgs"],
  ],
  kinds: ["single", "dual", "shangMiSingle", "shangMiDual"],
  given: [
    'import * as pulumi from "@pulumi/pulumi";',
    'import { VpnConnection } from "pulumi-alicloud-vpn";',
    "",
    "const config = new pulumi.Config();",
  ].join("\n"),
};

/** Every page that is made, by its path in the repository. */
export function pages(): Readonly<Record<string, string>> {
  const ledger = readLedger();
  return {
    "provider/README.md": npmReadme(readFileSync(join(repositoryRoot(), "README.md"), "utf8")),
    "docs/api-coverage.md": coveragePage(),
    "docs/rules.md": rulesPage(ledger),
    "docs/errors.md": errorsPage(ledger),
    "docs/reference/ssl-vpn-server.md": referencePage(server, ledger),
    "docs/reference/vpn-connection.md": referencePage(connection, ledger),
    "docs/reference/provider.md": providerPage(new Declarations("provider.ts")),
  };
}
