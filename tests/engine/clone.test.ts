import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { withoutWait } from "./patched";

const repository = path.resolve(__dirname, "../..");
const LIMIT_MS = 15 * 60_000;

let clone: string;

function run(command: string, ...args: string[]) {
  const { status, stdout, stderr } = spawnSync(command, args, {
    cwd: clone,
    encoding: "utf8",
    timeout: LIMIT_MS,
  });
  return { code: status, shown: stdout + stderr };
}

beforeAll(() => {
  clone = mkdtempSync(path.join(tmpdir(), "clone-"));
});

afterAll(() => rmSync(clone, { recursive: true }));

test(
  "git clone, then npm ci and npm run demo, work with nothing else prepared",
  () => {
    expect(run("git", "clone", "--quiet", repository, ".")).toMatchObject({ code: 0 });
    expect(run("npm", "ci", "--no-audit", "--no-fund")).toMatchObject({ code: 0 });
    const demo = run("npm", "run", "demo");
    expect(demo.shown).toContain("All 8 steps are ok");
    expect(demo.code).toBe(0);
    expect(run("git", "status", "--porcelain").shown).toBe("");
  },
  LIMIT_MS,
);

test(
  "with the wait taken out of the built package, the demo fails and says why",
  () => {
    const [file, from, to] = withoutWait;
    const built = path.join(clone, "provider/lib", file);
    writeFileSync(built, readFileSync(built, "utf8").replace(from, to));
    const demo = run("node", "tools/lib/demo/main.js");
    expect(demo.code).not.toBe(0);
    expect(demo.shown).toMatch(/NOT OK/);
    expect(demo.shown).toMatch(/active/);
  },
  LIMIT_MS,
);
