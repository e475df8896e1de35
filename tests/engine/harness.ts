import { ensureEngine, type Engine } from "../../tools/engine/ensure";
import { PulumiProject, type ProjectOptions } from "../../tools/pulumi/project";

export { PulumiProject, type Outcome, type ProjectOptions } from "../../tools/pulumi/project";
export {
  isSecret,
  nameOf,
  plain,
  type StackState,
  type StateResource,
  type Step,
} from "../../tools/pulumi/plan";
export type { CommandResult, RunningCommand } from "../../tools/system/command";

let engine: Engine;
const open = new Set<PulumiProject>();

/** A project that is gone, with every process of it, when the test that asked for it is over. */
export async function project(options: ProjectOptions): Promise<PulumiProject> {
  const made = await PulumiProject.create({ engine, ...options });
  open.add(made);
  return made;
}

/** As `op name`, sorted: what a preview planned or an update did, without the resources that stay as they are. */
export const changes = ({ steps }: { readonly steps: readonly { op: string; name: string }[] }): string[] =>
  steps
    .filter(({ op }) => op !== "same" && op !== "read")
    .map(({ op, name }) => `${op} ${name}`)
    .sort();

/** Waits for what a command does elsewhere: a call at the simulator, a file. A CLI takes its time on a busy machine. */
export async function until(condition: () => boolean | Promise<boolean>, limitMs = 90_000): Promise<void> {
  const limit = Date.now() + limitMs;
  while (!(await condition())) {
    if (Date.now() > limit) throw new Error(`Not so after ${limitMs / 1000} s: ${condition.toString()}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

// On a machine without an engine this builds one, which takes minutes; the tests' own limits shouldn't pay for it.
beforeAll(async () => {
  engine = await ensureEngine();
}, 45 * 60_000);

afterEach(async () => {
  await Promise.all([...open].map((made) => made.dispose()));
  open.clear();
});
