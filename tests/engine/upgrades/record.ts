import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startSimulator } from "../../../simulator/src/index";
import { ensureEngine } from "../../../tools/engine/ensure";
import { PulumiProject } from "../../../tools/pulumi/project";
import { packageCopy, removeCopy, useModules } from "../../faults/packageCopy";
import { environment, programText } from "../programs";
import { keys, path, program, settings } from "./recorded";

/*
 * Records what a built earlier version of the package leaves of a program, for `upgrade.test.ts`:
 *
 *   ts-node --transpile-only --project tests/tsconfig.json tests/engine/upgrades/record.ts <its provider folder> <name>
 */
const [folder = "", name = ""] = process.argv.slice(2);

async function record(): Promise<void> {
  const temporary = mkdtempSync(join(tmpdir(), "upgrade-"));
  const statePath = join(temporary, "service.json");
  const simulator = await startSimulator({ busy: "400ms", statePath });
  const [single = "", dual = ""] = simulator.ids.gateways;
  const ids = { single, dual, peers: simulator.ids.customerGateways };
  const copy = packageCopy([], folder);
  const project = await PulumiProject.create({
    engine: await ensureEngine(),
    program: programText(program(ids)),
    config: { "alicloud:region": "cn-hangzhou" },
    secrets: settings,
    env: environment(simulator),
  });
  try {
    useModules(project, copy);
    const up = await project.up();
    if (up.code !== 0) throw new Error(up.output);
    const shop = await project.resource("shop");
    simulator.edit(String(shop?.id), { IkeConfig: { Psk: keys["{madeKey}"] ?? "" } });
    await project.refresh();
    const hidden = Object.entries(keys).reduce(
      (text, [placeholder, key]) => text.replaceAll(key, placeholder),
      readFileSync(statePath, "utf8"),
    );
    // Where the program stood on this machine is nobody's business.
    const deployment: unknown = JSON.parse(await project.stateText(), (field, value: unknown) =>
      field === "sourcePosition" || field === "stackTrace" ? undefined : value,
    );
    const all = { deployment, service: JSON.parse(hidden) as unknown, ids };
    writeFileSync(path(name), `${JSON.stringify(all, undefined, 1)}\n`);
  } finally {
    await project.dispose();
    await simulator.close();
    removeCopy(copy);
    rmSync(temporary, { recursive: true });
  }
}

void record();
