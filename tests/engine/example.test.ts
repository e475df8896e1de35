import { readFileSync } from "node:fs";
import { join } from "node:path";
import { repositoryRoot } from "../../tools/system/repository";
import { changes, project } from "./harness";

const folder = join(repositoryRoot(), "examples", "hybrid-network");
const read = (file: string): string => readFileSync(join(folder, file), "utf8");

describe("the main example", () => {
  test("compiles and has a plan, run from its own folder", async () => {
    const stack = await project({
      from: folder,
      transpileOnly: false,
      config: {
        branchGatewayId: "vpn-1",
        datacentreGatewayId: "vpn-2",
        officeCustomerGatewayId: "cgw-1",
        masterCustomerGatewayId: "cgw-2",
        slaveCustomerGatewayId: "cgw-3",
        "alicloud:region": "eu-central-1",
      },
      secrets: { officeKey: "anOfficeKey", masterKey: "aMasterKey", slaveKey: "aSlaveKey" },
    });
    const preview = await stack.preview();
    expect(preview.output).not.toMatch(/error/i);
    expect(preview.code).toBe(0);
    expect(changes(preview)).toEqual(["create datacentre", "create office", "create staff"]);
  });

  test("is explained: its README names every setting that the program reads, and no other", () => {
    const used = [...read("index.ts").matchAll(/config\.\w+(?:<[^>]+>)?\("(\w+)"\)/g)].map(([, key]) => key);
    const set = [...read("README.md").matchAll(/^ *pulumi config set (?:--secret )?(\w+) /gm)].map(
      ([, key]) => key,
    );
    const defaults = [...read("README.md").matchAll(/^ *\| `(\w+)`/gm)].map(([, key]) => key);
    const named = [...set, ...defaults];
    expect([...new Set(named)].sort()).toEqual([...new Set(used)].sort());
  });

  test("is the same project from the root of the checkout", () => {
    const name = (file: string): string | undefined => /^name: (.+)$/m.exec(readFileSync(file, "utf8"))?.[1];
    expect(name(join(repositoryRoot(), "Pulumi.yaml"))).toBe(name(join(folder, "Pulumi.yaml")));
  });
});
