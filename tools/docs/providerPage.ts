import { type Setting, settings } from "../../provider/src/configuration";
import type { Declarations } from "./declarations";
import { code, codes, escaped, page, table } from "./markdown";

/** docs/reference/provider.md. */
export function providerPage(declared: Declarations): string {
  const known: Readonly<Record<string, Setting>> = settings;
  const rows = declared.membersOf("ProviderArgs").map(({ name, type, doc }) => {
    const { key = "", env = [] } = known[name] ?? {};
    return [code(name), code(type), escaped(doc), code(key), env.length === 0 ? "–" : codes(env)];
  });
  const example = [
    "```typescript",
    'import { Provider, SslVpnServer } from "pulumi-alicloud-vpn";',
    "",
    'const tokyo = new Provider("tokyo", { region: "ap-northeast-1" });',
    "new SslVpnServer(",
    '  "staff",',
    '  { vpnGatewayId: "vpn-…", clientIpPool: "10.250.0.0/24", localSubnets: ["10.0.0.0/16"] },',
    "  { provider: tokyo },",
    ");",
    "```",
  ].join("\n");
  return page(
    "provider/src/provider.ts and configuration.ts",
    "# Provider",
    declared.docOf("Provider").replace(/\s*\n\s*/g, " "),
    example,
    "## Arguments",
    declared.docOf("ProviderArgs").replace(/\s*\n\s*/g, " "),
    table(["Argument", "Type", "Meaning", "The stack's key for it", "Environment"], rows),
    "Which source counts where several have a setting is in [configuration](../configuration.md#which-source-counts).",
  );
}
