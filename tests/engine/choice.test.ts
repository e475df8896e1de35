import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { ensureEngine, type EngineOptions } from "../../tools/engine/ensure";
import { cacheFolder, launcherFolder } from "../../tools/engine/files";
import { buildTargets } from "../../tools/engine/make";

let root: string;
let env: NodeJS.ProcessEnv;
const lines: string[] = [];

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "engine-choice-"));
  env = { PATH: ["/usr/bin", "/bin"].join(delimiter), HOME: root, XDG_CACHE_HOME: join(root, "cache") };
  lines.length = 0;
});

afterEach(() => rmSync(root, { recursive: true }));

function script(folder: string, name: string, text: string): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, name), `#!/bin/sh\n${text}\n`);
  chmodSync(join(folder, name), 0o755);
}

/** A folder with programs that look like an engine of that version. */
function fakeEngine(folder: string, version: string): string {
  script(folder, "pulumi", `echo ${version}`);
  script(folder, "pulumi-language-nodejs", "exit 0");
  return folder;
}

const onPath = (...folders: string[]): void => {
  env["PATH"] = [...folders, env["PATH"]].join(delimiter);
};

const no = (reason: string) => () => Promise.reject(new Error(reason));
const make = (version: string) => (folder: string) => Promise.resolve(void fakeEngine(folder, version));

const ensure = (options: EngineOptions = {}): ReturnType<typeof ensureEngine> =>
  ensureEngine({
    env,
    log: (line) => lines.push(line),
    install: no("the network is unreachable"),
    build: no("there is no `go` on PATH"),
    ...options,
  });

describe("the engine on PATH", () => {
  test("is taken before any other", async () => {
    const folder = fakeEngine(join(root, "bin"), "v3.240.0");
    onPath(folder);
    const engine = await ensure();
    expect(engine).toMatchObject({ how: "found", version: "3.240.0", pulumi: join(folder, "pulumi") });
    expect(engine.path.split(delimiter)).toEqual([folder, launcherFolder()]);
  });

  test("brings its own launcher of dynamic providers where it has one", async () => {
    const folder = fakeEngine(join(root, "bin"), "v3.240.0");
    script(folder, "pulumi-resource-pulumi-nodejs", "exit 0");
    onPath(folder);
    expect((await ensure()).path).toBe(folder);
  });

  test("may have its language host elsewhere on PATH", async () => {
    const [cli, host] = [join(root, "cli"), join(root, "host")];
    script(cli, "pulumi", "echo v3.216.0");
    script(host, "pulumi-language-nodejs", "exit 0");
    onPath(cli, host);
    expect((await ensure()).path.split(delimiter).slice(0, 2)).toEqual([cli, host]);
  });

  test.each([
    ["is too old", "v3.215.9", /version 3\.215\.9; 3\.216 or a later 3\.x is needed/],
    ["is of another major version", "v4.0.0", /version 4\.0\.0/],
    ["doesn't run", "; exit 3", /doesn't run/],
  ])("is passed over when it %s, and the error says so", async (_, version, reason) => {
    onPath(fakeEngine(join(root, "bin"), version));
    await expect(ensure()).rejects.toThrow(reason);
  });

  test("is passed over without a language host", async () => {
    script(join(root, "bin"), "pulumi", "echo v3.240.0");
    onPath(join(root, "bin"));
    await expect(ensure()).rejects.toThrow(/no pulumi-language-nodejs/);
  });
});

describe("where PATH has none", () => {
  test("an engine is installed, with everything a dynamic provider needs, and kept", async () => {
    const engine = await ensure({ install: make("v3.255.0") });
    expect(engine).toMatchObject({ how: "installed", version: "3.255.0", path: cacheFolder(env) });
    expect(readdirSync(engine.path).sort()).toEqual([
      "pulumi",
      "pulumi-language-nodejs",
      "pulumi-resource-pulumi-nodejs",
    ]);
    expect(await ensure()).toMatchObject({ how: "cached", path: engine.path });
  });

  test("it is built where it can't be installed, and the reason is told", async () => {
    const engine = await ensure({ build: make("v3.255.0") });
    expect(engine.how).toBe("built");
    expect(lines.join("\n")).toContain("the network is unreachable");
  });

  test("a broken engine in the cache is made anew", async () => {
    fakeEngine(cacheFolder(env), "v3.255.0; exit 1");
    expect(await ensure({ build: make("v3.255.0") })).toMatchObject({ how: "built" });
  });

  test("a build that fails leaves nothing behind, and the error says what to install", async () => {
    const build = (folder: string): Promise<void> => {
      script(folder, "pulumi", "half of it");
      return Promise.reject(new Error("the disk is full"));
    };
    await expect(ensure({ build })).rejects.toThrow(
      /no `pulumi` on PATH[^]*the disk is full[^]*Install the Pulumi CLI/,
    );
    expect(readdirSync(dirname(cacheFolder(env)))).toEqual([]);
  });

  test("processes that ask at the same time share one build", async () => {
    let builds = 0;
    const build = async (folder: string): Promise<void> => {
      builds++;
      await new Promise((resolve) => setTimeout(resolve, 400));
      fakeEngine(folder, "v3.255.0");
    };
    const engines = await Promise.all([ensure({ build }), ensure({ build }), ensure({ build })]);
    expect(builds).toBe(1);
    expect(engines.map((engine) => engine.how).sort()).toEqual(["built", "cached", "cached"]);
    expect(lines.join("\n")).toContain(`Waiting for process ${process.pid}`);
  });

  test("the lock of a process that was killed doesn't hold up the next one", async () => {
    const lock = `${cacheFolder(env)}.lock`;
    mkdirSync(join(lock, "work"), { recursive: true });
    const gone = { pid: 2 ** 22 + 1, host: hostname() };
    writeFileSync(join(lock, "owner.json"), JSON.stringify(gone));
    expect(await ensure({ build: make("v3.255.0") })).toMatchObject({ how: "built" });
    expect(existsSync(lock)).toBe(false);
  });
});

describe("the pins", () => {
  test("name the versions that are known to work together", () => {
    expect(buildTargets().map((target) => target.what)).toEqual([
      "the Node.js language host v3.68.0",
      "the Pulumi CLI v3.255.0",
    ]);
  });

  test("the CLI is told its version, without which it would call itself a development build", () => {
    expect(buildTargets()[1]?.variables).toMatch(/version\.Version=v3\.255\.0$/);
  });
});
