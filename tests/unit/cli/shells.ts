import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { type Shell, plain } from "../../../provider/src/cli/shell";
import {
  type Simulator,
  type SimulatorOptions,
  TEST_ACCESS_KEY_ID,
  TEST_ACCESS_KEY_SECRET,
  startSimulator,
} from "../../../simulator/src/index";

const folders = new Set<string>();
const running = new Set<Simulator>();

afterEach(async () => {
  await Promise.all([...running].map((simulator) => simulator.close()));
  running.clear();
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  folders.clear();
});

export async function simulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const started = await startSimulator({ busy: 1, ...options });
  running.add(started);
  return started;
}

/** A folder with these files; a program where the text begins like a script. */
export function folder(files: Readonly<Record<string, string>> = {}): string {
  const made = mkdtempSync(join(tmpdir(), "alicloud-vpn-cli-"));
  folders.add(made);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(made, path)), { recursive: true });
    writeFileSync(join(made, path), text);
    if (text.startsWith("#!")) chmodSync(join(made, path), 0o755);
  }
  return made;
}

/** A shell whose words are kept. */
export interface TestShell extends Shell {
  readonly said: string[];
  readonly complained: string[];
}

export function testShell(given: Partial<Shell> = {}): TestShell {
  const [said, complained]: [string[], string[]] = [[], []];
  return {
    cwd: folder(),
    env: {},
    nodeVersion: "20.20.0",
    outIsTerminal: false,
    paint: plain,
    ...given,
    said,
    complained,
    out: (line) => said.push(line),
    err: (line) => complained.push(line),
  };
}

/** What points a shell at a simulator. */
export const pointedAt = ({ url }: Simulator) => ({
  ALICLOUD_REGION: "cn-hangzhou",
  ALICLOUD_ACCESS_KEY: TEST_ACCESS_KEY_ID,
  ALICLOUD_SECRET_KEY: TEST_ACCESS_KEY_SECRET,
  ALICLOUD_VPC_ENDPOINT: url,
});
