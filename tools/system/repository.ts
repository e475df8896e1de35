import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** The root of the checkout, whether this file runs as a source (tests) or built into tools/lib. */
export function repositoryRoot(): string {
  for (let folder = __dirname; folder !== dirname(folder); folder = dirname(folder)) {
    const manifest = join(folder, "package.json");
    if (existsSync(manifest) && readFileSync(manifest, "utf8").includes('"pulumi-alicloud-vpn-workspace"')) {
      return folder;
    }
  }
  throw new Error(
    `No checkout of pulumi-alicloud-vpn above ${__dirname}: run this from inside the checkout.`,
  );
}
