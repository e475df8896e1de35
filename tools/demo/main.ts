import { EngineError, ensureEngine } from "../engine/ensure";
import type { Outcome, PulumiProject } from "../pulumi/project";
import { Journal } from "./journal";
import { problems } from "./judge";
import { tellOutcome, tellStep } from "./narrate";
import { openProject, startScenery, type Scene } from "./scene";
import { steps, type Step } from "./steps";

/** What has to be ended and deleted, however the demo ends; the last that was made goes first. */
const cleanUps: (() => Promise<void>)[] = [];
let stopping = false;

async function cleanUp(): Promise<void> {
  for (let next = cleanUps.pop(); next !== undefined; next = cleanUps.pop()) await next();
}

function runCommand(project: PulumiProject, [command, ...args]: Step["command"]): Promise<Outcome> {
  return project[command](...args);
}

/** Runs and tells one step; returns what is wrong. */
async function play(scene: Scene, step: Step, number: number): Promise<string[]> {
  console.log(tellStep(number, step));
  await step.prepare?.(scene);
  const before = await scene.project.state();
  const earlier = scene.simulator.calls().length;
  const result = await runCommand(scene.project, step.command);
  if (stopping) throw new Error("stopped");
  const journal = new Journal(scene.simulator.calls().slice(earlier), Date.now());
  console.log(tellOutcome(step, result, journal));
  const evidence = { journal, before, after: await scene.project.state() };
  const found = problems(step, result, evidence, await scene.project.stateText());
  console.log(found.length === 0 ? "   ok" : found.map((problem) => `   NOT OK: ${problem}`).join("\n"));
  return found;
}

async function demo(): Promise<number> {
  const engine = await ensureEngine();
  console.log(
    `Pulumi ${engine.version} (${engine.how}), against a simulator of the VPC API on this machine.`,
  );
  const started = Date.now();
  const simulator = await startScenery();
  cleanUps.push(() => simulator.close());
  const opening = openProject(engine, simulator);
  // Registered before it is there, for a Ctrl-C meanwhile; a project that fails to open has cleaned up itself.
  cleanUps.push(() => opening.then((opened) => opened.dispose()).catch(() => undefined));
  const project = await opening;

  for (const [index, step] of steps.entries()) {
    const found = await play({ simulator, project }, step, index + 1);
    if (found.length > 0) {
      console.error(`\nThe demo stops at step ${index + 1}, "${step.title}": see above for what is wrong.`);
      return 1;
    }
  }
  console.log(`\nAll ${steps.length} steps are ok, in ${Math.round((Date.now() - started) / 1000)} s.`);
  return 0;
}

function stopOnSignals(): void {
  for (const [signal, code] of [
    ["SIGINT", 130],
    ["SIGTERM", 143],
  ] as const) {
    process.on(signal, () => {
      if (stopping) return;
      stopping = true;
      console.error("\nStopped: ending what runs and deleting what was made …");
      void cleanUp().finally(() => process.exit(code));
    });
  }
}

stopOnSignals();
demo()
  .catch((error: unknown) => {
    if (!stopping) console.error(error instanceof EngineError ? error.message : error);
    return 1;
  })
  .then(async (code) => {
    if (stopping) return; // Whoever stopped it cleans up and exits.
    await cleanUp();
    process.exitCode = code;
  })
  .catch((error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  });
