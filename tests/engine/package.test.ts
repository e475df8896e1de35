import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { packPackages } from "../../tools/compat/packing";
import { steps, tried } from "../../tools/compat/trial";
import { ensureEngine } from "../../tools/engine/ensure";

const LIMIT_MS = 10 * 60_000;

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), "packed-"));
});

afterAll(() => rmSync(folder, { recursive: true }));

test(
  "packed and installed with npm into a clean project, it goes from preview to destroy",
  async () => {
    const tarballs = await packPackages(folder);
    const { steps: gone } = await tried({
      engine: await ensureEngine(),
      manager: "npm",
      sdk: "^3.216.0 <3.249.0",
      typescript: "~5.9.0",
      tarballs,
    });
    expect(gone).toEqual(steps.map((step) => ({ step, milliseconds: expect.any(Number) as number })));
  },
  LIMIT_MS,
);
