import { execFile } from "node:child_process";
import { accessSync, constants, realpathSync, statSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { type Shell, spawnOptions } from "../shell";
import { type Finding, failed, ok, warning } from "./finding";
import { atLeast, versionIn } from "./versions";

const LIMIT_MS = 20_000;
/** The first whose dynamic providers may return inputs from `read`. */
const OLDEST_CLI = "3.216.0";
/** The first whose import file may hold outputs. */
const IMPORTING_CLI = "3.254.0";
const INSTALL = "Install the Pulumi CLI: https://www.pulumi.com/docs/install/";

const endings = process.platform === "win32" ? [".exe", ".cmd"] : [""];

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

function programIn(folders: readonly string[], name: string): string | undefined {
  return folders
    .flatMap((folder) => endings.map((ending) => join(folder, `${name}${ending}`)))
    .find((file) => isProgram(file));
}

function onPath({ env }: Shell, name: string): string | undefined {
  return programIn(
    (env.PATH ?? "").split(delimiter).filter((folder) => folder !== ""),
    name,
  );
}

/** The CLI, what runs programs beside it, and what runs dynamic providers. */
export async function checkPrograms(shell: Shell): Promise<Finding[]> {
  const cli = onPath(shell, "pulumi");
  if (cli === undefined) {
    return [failed("Pulumi CLI", "there is no pulumi on PATH", INSTALL)];
  }
  return [
    await checkCli(shell, cli),
    beside(shell, cli, {
      check: "language host",
      name: "pulumi-language-nodejs",
      advice: `It comes with the CLI. ${INSTALL}`,
    }),
    beside(shell, cli, {
      check: "plug-in script",
      name: "pulumi-resource-pulumi-nodejs",
      advice:
        "It starts dynamic providers, and comes with the CLI. It is in node_modules/@pulumi/pulumi too: put that folder on PATH.",
    }),
  ];
}

async function checkCli(shell: Shell, file: string): Promise<Finding> {
  const said = await versionSaid(shell, file);
  const version = versionIn(said);
  if (version === undefined) return failed("Pulumi CLI", `${file} says no version: ${said}`, INSTALL);
  if (!atLeast(version, OLDEST_CLI)) {
    return failed("Pulumi CLI", version, `This package needs ${OLDEST_CLI} or later. ${INSTALL}`);
  }
  if (!atLeast(version, IMPORTING_CLI)) {
    const advice = `Fine for everything but pulumi import --file, which needs ${IMPORTING_CLI}: update, or see import-file --into-state.`;
    return warning("Pulumi CLI", version, advice);
  }
  return ok("Pulumi CLI", `${version}, ${file}`);
}

function versionSaid(shell: Shell, file: string): Promise<string> {
  const { cwd, env } = spawnOptions(shell);
  const options = { cwd, env: { ...env, PULUMI_SKIP_UPDATE_CHECK: "true" }, timeout: LIMIT_MS };
  return new Promise((resolve) => {
    execFile(file, ["version"], options, (error, stdout) => {
      resolve(error === null ? stdout.trim() : error.message.trim());
    });
  });
}

/** The engine looks beside itself and on PATH. */
function beside(
  shell: Shell,
  cli: string,
  { check, name, advice }: { readonly check: string; readonly name: string; readonly advice: string },
): Finding {
  const file = programIn([dirname(cli), dirname(realpathSync(cli))], name) ?? onPath(shell, name);
  if (file !== undefined) return ok(check, file);
  return failed(check, `${name} is neither beside the CLI nor on PATH`, advice);
}
