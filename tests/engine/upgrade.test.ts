import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startSimulator } from "../../simulator/src/index";
import { project } from "./harness";
import { environment, programText } from "./programs";
import { keys, program, recorded, settings } from "./upgrades/recorded";

/** What changes something at the service. */
const isChange = ({ operation }: { readonly operation: string }) => !operation.startsWith("Describe");

test.each([
  ["before creates had a mark", "before-marks"],
  ["before resources had a definition", "before-definitions"],
])(
  "a state of the version %s refreshes and previews without a change, and up calls nothing that changes",
  async (_, version) => {
    const { deployment, service, ids } = recorded(version);
    const folder = mkdtempSync(join(tmpdir(), "upgrade-"));
    const statePath = join(folder, "service.json");
    const whole = Object.entries(keys).reduce(
      (text, [placeholder, key]) => text.replaceAll(placeholder, key),
      JSON.stringify(service),
    );
    writeFileSync(statePath, whole);
    const simulator = await startSimulator({ statePath });
    try {
      const made = await project({
        program: programText(program(ids)),
        config: { "alicloud:region": "cn-hangzhou" },
        secrets: settings,
        env: environment(simulator),
      });
      made.write("state.json", JSON.stringify(deployment));
      const imported = await made.run("stack", "import", "--file", "state.json");
      expect([imported.code, imported.output]).toEqual([0, expect.stringContaining("Import complete")]);
      for (const command of [() => made.refresh(), () => made.preview(), () => made.up()]) {
        const { code, steps, output } = await command();
        expect([code, code === 0 ? "" : output]).toEqual([0, ""]);
        expect(steps.filter(({ op }) => !["same", "refresh", "read"].includes(op))).toEqual([]);
      }
      expect(simulator.calls().filter(isChange)).toEqual([]);
      const state = await made.stateText();
      expect(Object.values(keys).filter((key) => state.includes(key))).toEqual([]);
    } finally {
      await simulator.close();
      rmSync(folder, { recursive: true });
    }
  },
  240_000,
);
