import { existsSync, renameSync, rmSync } from "node:fs";
import { delimiter, join } from "node:path";
import {
  CLI,
  LANGUAGE_HOST,
  LAUNCHER,
  cacheFolder,
  folderOnPath,
  hasProgram,
  launcherFolder,
  versionOf,
} from "./files";
import { withLock } from "./lock";
import { addLauncher, buildEngine, installEngine } from "./make";
import { EngineError, type Engine, type EngineContext, type EngineOptions } from "./types";

export { EngineError, type Engine, type EngineOptions } from "./types";

/** One way to come to an engine: the engine, or why this way leads nowhere. */
type Way = (context: EngineContext) => Promise<Engine | string>;

/**
 * A Pulumi engine on any machine: the one on PATH; else one made earlier; else installed by the SDK's installer;
 * else built from pinned Go modules. The first time can take minutes, later ones a fraction of a second.
 */
export async function ensureEngine(options: EngineOptions = {}): Promise<Engine> {
  const context: EngineContext = {
    env: options.env ?? process.env,
    log: options.log ?? ((line) => process.stderr.write(`${line}\n`)),
  };
  const refusals: string[] = [];
  for (const way of [found, cached, make(options)]) {
    const outcome = await way(context);
    if (typeof outcome !== "string") return outcome;
    refusals.push(outcome);
  }
  throw new EngineError(
    [
      "No Pulumi engine to run:",
      ...refusals.map((refusal) => `  - ${refusal}`),
      "Install the Pulumi CLI (https://www.pulumi.com/docs/install/) and have `pulumi` on PATH, or install Go 1.25 or",
      "later and run this again with the network up: the CLI is then built from source, which takes some minutes once.",
    ].join("\n"),
  );
}

const found: Way = async ({ env }) => {
  const folder = folderOnPath(CLI, env);
  if (folder === undefined) return "there is no `pulumi` on PATH";
  const host = hasProgram(folder, LANGUAGE_HOST) ? folder : folderOnPath(LANGUAGE_HOST, env);
  if (host === undefined) return `${join(folder, CLI)} has no ${LANGUAGE_HOST} beside it or on PATH`;
  const checked = await versionOf(join(folder, CLI), env);
  if ("problem" in checked) return checked.problem;
  const launcher = hasProgram(folder, LAUNCHER) ? [] : [launcherFolder()];
  return {
    path: [...new Set([folder, host, ...launcher])].join(delimiter),
    pulumi: join(folder, CLI),
    version: checked.version,
    how: "found",
    why: `it is on PATH, in ${folder}`,
  };
};

const cached: Way = async ({ env }) => {
  const folder = cacheFolder(env);
  if (!existsSync(folder)) return `none was made earlier in ${folder}`;
  const complete = [CLI, LANGUAGE_HOST, LAUNCHER].every((program) => hasProgram(folder, program));
  const checked = complete ? await versionOf(join(folder, CLI), env) : { problem: `${folder} is incomplete` };
  if ("problem" in checked) return checked.problem;
  return {
    path: folder,
    pulumi: join(folder, CLI),
    version: checked.version,
    how: "cached",
    why: `it was made earlier for these pins, in ${folder}`,
  };
};

const make =
  (options: EngineOptions): Way =>
  (context) => {
    const makers = [
      { how: "installed", make: options.install ?? installEngine, what: "the SDK's installer" },
      { how: "built", make: options.build ?? buildEngine, what: "a build from the pinned Go modules" },
    ] as const;
    const destination = cacheFolder(context.env);
    const work = async (folder: string): Promise<Engine | string> => {
      // Whoever held the lock before us may have made it.
      const ready = await cached(context);
      if (typeof ready !== "string") return ready;
      const refusals: string[] = [];
      for (const { how, make: fill, what } of makers) {
        const target = join(folder, how);
        try {
          await fill(target, context);
          return await publish(target, destination, how, context);
        } catch (error) {
          const reason = error instanceof Error ? error.message : String(error);
          context.log(`  ${what} doesn't do here: ${reason}`);
          refusals.push(`${what} doesn't do here: ${reason}`);
        }
      }
      return refusals.join("\n  - ");
    };
    return withLock(`${destination}.lock`, work, (owner) => {
      context.log(`Waiting for ${owner}, which is making the Pulumi engine (this can take minutes) …`);
    });
  };

/** Moves a finished folder to its place in one step, so that nobody ever sees half an engine. */
async function publish(
  folder: string,
  destination: string,
  how: "installed" | "built",
  context: EngineContext,
): Promise<Engine> {
  addLauncher(folder, launcherFolder(), LAUNCHER);
  rmSync(destination, { recursive: true, force: true });
  renameSync(folder, destination);
  const engine = await cached(context);
  if (typeof engine === "string") throw new Error(engine);
  return { ...engine, how, why: `there was none on PATH, so it was ${how} into ${destination}` };
}
