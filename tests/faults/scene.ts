import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { CallRecord, Change, Simulator, SimulatorOptions } from "../../simulator/src/index";
import { startSimulator } from "../../simulator/src/index";
import { account } from "./forms";

/** No file outlives this process, however it ends. */
const folders = new Set<string>();
process.once("exit", () => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

/** A simulator that can be stopped and started again at the same address, with all its calls since the beginning. */
export class Scene {
  private earlierCalls: CallRecord[] = [];
  private earlierChanges: Change[] = [];

  private constructor(
    public simulator: Simulator,
    private readonly options: SimulatorOptions,
    private readonly folder: string,
  ) {}

  static async start(switches: SimulatorOptions): Promise<Scene> {
    const folder = mkdtempSync(path.join(tmpdir(), "faults-scene-"));
    folders.add(folder);
    const options = { busy: "60ms", ...account, ...switches, statePath: path.join(folder, "state.json") };
    return new Scene(await startSimulator(options), options, folder);
  }

  get url(): string {
    return this.simulator.url;
  }

  calls(): CallRecord[] {
    return [...this.earlierCalls, ...this.simulator.calls()];
  }

  changes(): Change[] {
    return [...this.earlierChanges, ...this.simulator.changes()];
  }

  async stop(): Promise<void> {
    this.earlierCalls = this.calls();
    this.earlierChanges = this.changes();
    this.simulator.clearCalls();
    await this.simulator.close();
  }

  async startAgain(): Promise<void> {
    this.simulator = await startSimulator({ ...this.options, port: this.simulator.port });
  }

  async close(): Promise<void> {
    await this.simulator.close();
    rmSync(this.folder, { recursive: true, force: true });
    folders.delete(this.folder);
  }
}
