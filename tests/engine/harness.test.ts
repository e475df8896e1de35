import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { changes, isSecret, plain, project, PulumiProject, until } from "./harness";
import { repositoryRoot } from "../../tools/system/repository";

/** A dynamic provider that keeps nothing anywhere; `slow` keeps a create under way, and leaves a file to say so. */
const PROVIDER = `
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
module.exports = {
  async create(inputs) {
    if (inputs.slow) require("fs").writeFileSync("create-has-begun", "");
    if (inputs.slow) await sleep(60_000);
    return { id: "thing-1", outs: { ...inputs, found: require.resolve("pulumi-alicloud-vpn/package.json") } };
  },
  async diff(id, olds, news) {
    return { changes: olds.value !== news.value || olds.key !== news.key,
      replaces: olds.key === news.key ? [] : ["key"], deleteBeforeReplace: true };
  },
  async update(id, olds, news) { return { outs: { ...news, found: olds.found } }; },
  async read(id, props) {
    const drift = require("fs").existsSync("drift") ? { value: "another" } : {};
    return { id, props: { ...props, ...drift } };
  },
  async delete() {},
};`;

const program = (args: string): string => `
const pulumi = require("@pulumi/pulumi");
const config = new pulumi.Config();
class Thing extends pulumi.CustomResource {
  constructor(name, args) {
    const handler = 'exports.handler = () => require(process.cwd() + "/provider.js");';
    super("pulumi-nodejs:dynamic/test:Thing", name, { ...args, found: undefined, __provider: handler });
  }
}
exports.found = new Thing("thing", { secret: config.getSecret("secret"), ${args} }).found;
`;

const files = { "provider.js": PROVIDER };

describe("a project for the real engine", () => {
  test("goes from preview to destroy, and each command says which steps were taken", async () => {
    const stack = await project({
      program: program('value: "1"'),
      files,
      secrets: { "test:secret": "hush" },
    });
    expect(changes(await stack.preview())).toEqual(["create thing"]);
    const up = await stack.up();
    expect({ code: up.code, changes: changes(up) }).toEqual({ code: 0, changes: ["create thing"] });

    stack.write("index.js", program('value: "2"'));
    expect(changes(await stack.up())).toEqual(["update thing"]);

    stack.write("index.js", program('value: "2", key: "other"'));
    const replacing = await stack.preview();
    expect(changes(replacing)).toEqual([
      "create-replacement thing",
      "delete-replaced thing",
      "replace thing",
    ]);
    expect(replacing.steps.flatMap((step) => step.replacing)).toContain("key");

    stack.write("drift", "");
    const refresh = await stack.refresh();
    expect({ code: refresh.code, found: changes(refresh) }).toEqual({ code: 0, found: ["update thing"] });
    expect(changes(await stack.destroy())).toEqual(["delete thing"]);
    expect(await stack.resource("thing")).toBeUndefined();
  });

  test("shows the state with its secrets closed, or open where that is asked for", async () => {
    const stack = await project({ program: program(""), files, secrets: { "test:secret": "hush" } });
    expect((await stack.up()).code).toBe(0);
    expect(await stack.stateText()).not.toContain("hush");
    expect(isSecret((await stack.resource("thing"))?.inputs["secret"])).toBe(true);
    const open = await stack.resource("thing", { showSecrets: true });
    expect(plain(open?.inputs)).toMatchObject({ secret: "hush" });
  });

  test("takes any text as a setting, plain or secret", async () => {
    const program = "exports.all = new (require('@pulumi/pulumi').Config)().get('a')";
    const stack = await project({ program, config: { "test:a": "x=1 y" } });
    expect((await stack.config("a", "--not-a-flag", { secret: true })).code).toBe(0);
    expect((await stack.up()).code).toBe(0);
    expect(await stack.outputs()).toEqual({ all: "--not-a-flag" });
    expect((await stack.removeConfig("a")).code).toBe(0);
  });

  test("finds the checkout's own packages from a dynamic provider", async () => {
    const stack = await project({ program: program(""), files });
    expect((await stack.up()).code).toBe(0);
    expect((await stack.outputs())["found"]).toMatch(/provider[/\\]package\.json$/);
  });

  test("runs a project that exists without writing into it", async () => {
    const folder = mkdtempSync(join(tmpdir(), "existing-"));
    try {
      mkdirSync(join(folder, "program"));
      writeFileSync(join(folder, "Pulumi.yaml"), "name: existing\nruntime: nodejs\nmain: program\n");
      writeFileSync(join(folder, "program", "index.js"), "exports.answer = 42;");
      symlinkSync(join(repositoryRoot(), "node_modules"), join(folder, "node_modules"));
      const stack = await project({ from: folder, config: { "existing:a": "b" } });
      expect((await stack.up()).code).toBe(0);
      expect(await stack.outputs()).toEqual({ answer: 42 });
      expect(readdirSync(folder).sort()).toEqual(["Pulumi.yaml", "node_modules", "program"]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe("processes of a project", () => {
  const slow = { program: program("slow: true"), files };

  test("can be watched and killed by a test, and the stack freed", async () => {
    const stack = await project(slow);
    const up = stack.start("up", "--yes", "--skip-preview");
    await up.printed(/thing creating/);
    // The row shows before the state is written.
    await until(() => existsSync(join(stack.folder, "create-has-begun")));
    up.child.kill("SIGKILL");
    expect(await up.done).toMatchObject({ code: 137, signal: "SIGKILL" });
    expect((await stack.cancel()).code).toBe(0);
    expect((await stack.state()).pendingOperations).toMatchObject([{ type: "creating" }]);
  });

  test("are all gone after dispose(), a provider whose CLI was killed included", async () => {
    const stack = await PulumiProject.create(slow);
    const up = stack.start("up", "--yes", "--skip-preview");
    await up.printed(/thing creating/);
    up.child.kill("SIGKILL");
    await up.done;
    expect(stack.processes()).not.toEqual([]);
    await stack.dispose();
    expect(stack.processes()).toEqual([]);
  });

  test("are killed with a command that takes too long", async () => {
    const stack = await project({ ...slow, timeoutMs: 8_000 });
    const up = await stack.up();
    expect(up).toMatchObject({ timedOut: true, code: 137 });
    expect(stack.processes()).toEqual([]);
  });

  test("get none of the caller's credentials or stack settings", async () => {
    process.env["ALICLOUD_ACCESS_KEY"] = "a person's own";
    process.env["PULUMI_STACK"] = "production";
    try {
      const stack = await project({ program: "", env: { ALICLOUD_REGION: "eu-central-1" } });
      const names = Object.keys(stack.env);
      expect(names).not.toContain("ALICLOUD_ACCESS_KEY");
      expect(names).not.toContain("PULUMI_STACK");
      expect(stack.env["ALICLOUD_REGION"]).toBe("eu-central-1");
    } finally {
      delete process.env["ALICLOUD_ACCESS_KEY"];
      delete process.env["PULUMI_STACK"];
    }
  });
});
