import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { VpnError } from "../../errors";
import { runPulumi } from "../pulumi";
import { type Service, serviceOf, settingsFrom } from "../service";
import type { Shell } from "../shell";
import { type Adopted, adoptedFrom } from "./adopted";
import { find } from "./existing";
import type { ImportFileFlags } from "./flags";
import { partitionByState, stateWith, urnsIn } from "./stateFile";
import { type Target, importFileOf } from "./importFile";
import { keyAt } from "./keyCommand";
import { chosenNames } from "./names";
import { programOf } from "./program";
import { reportOf } from "./report";
import { refuseKeysInUse, stateOf } from "./stack";
import { type Step, stepsOf, typed } from "./steps";

/** Reads what exists, and writes what a stack and a program need to have it from now on. */
export async function importFile(
  shell: Shell,
  ids: readonly string[],
  flags: ImportFileFlags,
): Promise<void> {
  refuseSenseless(ids, flags);
  const files = refuseOverwriting(shell, flags);
  const names = chosenNames(flags.name ?? []);
  const service = serviceOf(settingsFrom(flags, shell.env));
  const found = await find(service, { ids, gateways: flags.gateway ?? [] });
  const state = await stateBefore(shell, flags);
  const urns = state === undefined ? new Map<string, string>() : urnsIn(state);
  const { free, held } = partitionByState(urns, found, [...ids, ...names.keys()]);
  const adopted = adoptedFrom(free, { names, keys: flags.keys });
  if (flags.run === true) {
    await refuseKeysInUse(shell, adopted, { stack: flags.stack, project: projectIn(shell.cwd) });
  }
  const text = importText(shell, adopted, flags);
  // For the owner alone, though no key is in it: it tells how a network is built.
  writeFileSync(files.importFile, text, { mode: 0o600 });
  writeFileSync(files.program, programOf(adopted, flags.protect));
  const { file, intoState, stack, protect } = flags;
  const steps = stepsOf(adopted, { file, intoState: intoState !== undefined, stack, protect });
  if (flags.run === true) await runAll(shell, service, steps, flags.json === true);
  reportOf(shell, { adopted, held, steps, flags });
}

function refuseSenseless(ids: readonly string[], flags: ImportFileFlags): void {
  if (ids.length === 0 && flags.gateway === undefined) {
    throw new VpnError("Nothing to adopt is named.", {
      advice: "Give ids of connections (vco-…) and SSL servers (vss-…), or --gateway vpn-….",
    });
  }
  if (flags.run === true && flags.intoState !== undefined) {
    throw new VpnError("--run and --into-state don't go together: a whole state should be looked at first.");
  }
}

function refuseOverwriting(shell: Shell, { file, program, force }: ImportFileFlags) {
  const files = { importFile: resolve(shell.cwd, file), program: resolve(shell.cwd, program) };
  const inTheWay = [file, program].filter((name) => existsSync(resolve(shell.cwd, name)));
  if (force === true || inTheWay.length === 0) return files;
  const [exist, them] = inTheWay.length === 1 ? ["exists", "it"] : ["exist", "them"];
  const options = [
    ...(inTheWay.includes(file) ? ["--file"] : []),
    ...(inTheWay.includes(program) ? ["--program"] : []),
  ];
  throw new VpnError(`${inTheWay.join(" and ")} ${exist} already.`, {
    advice: `Give another ${options.join(" and ")}, or --force to write over ${them}.`,
  });
}

/** The state that the resources are to go into, where it can be read: without `--run`, Pulumi isn't asked. */
async function stateBefore(
  shell: Shell,
  { run, intoState, stack }: ImportFileFlags,
): Promise<string | undefined> {
  if (run === true) return await stateOf(shell, stack);
  return intoState === undefined ? undefined : readFileSync(resolve(shell.cwd, intoState), "utf8");
}

function importText(shell: Shell, adopted: readonly Adopted[], flags: ImportFileFlags): string {
  const target = targetOf(shell, flags);
  if (flags.intoState === undefined) return importFileOf(adopted, target);
  return stateWith(readFileSync(resolve(shell.cwd, flags.intoState), "utf8"), adopted, target, flags.protect);
}

/** The stack is known only where a flag names it: which one is selected would have to be asked of Pulumi. */
function targetOf({ cwd }: Shell, { stack, project }: ImportFileFlags): Target | undefined {
  const name = project ?? projectIn(cwd);
  const short = stack?.split("/").at(-1);
  return short === undefined || name === undefined ? undefined : { stack: short, project: name };
}

function projectIn(folder: string): string | undefined {
  try {
    const text = readFileSync(join(folder, "Pulumi.yaml"), "utf8");
    return /^name:\s*["']?([\w.-]+)/m.exec(text)?.[1];
  } catch {
    return undefined;
  }
}

async function runAll(shell: Shell, service: Service, steps: readonly Step[], json: boolean): Promise<void> {
  for (const step of steps) {
    shell.err(`$ ${step.command.join(" ")}`);
    const input = step.key === undefined ? undefined : await keyAt(service, step.key);
    const answers = step.key === undefined ? ["--yes", "--skip-preview"] : [];
    const code = await runPulumi(shell, [...step.command.slice(1), ...answers], { input, outToErr: json });
    if (code !== 0) {
      throw new VpnError(`pulumi ended with exit code ${code}.`, {
        advice: `Fix the error above, then run what is left:\n  ${steps.slice(steps.indexOf(step)).map(typed).join("\n  ")}`,
      });
    }
  }
}
