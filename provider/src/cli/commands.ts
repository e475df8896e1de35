import { Command, CommanderError, Option } from "commander";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { explain } from "../errors";
import { roles } from "../resources/vpnConnection/fields";
import type { ImportFileFlags } from "./adopting/flags";
import { importFile } from "./adopting/importFileCommand";
import { type KeyFlags, key } from "./adopting/keyCommand";
import { type DoctorFlags, doctor } from "./doctor/doctorCommand";
import { doctorHelp, exitCodes, importFileHelp, keyHelp, overview, simulateHelp } from "./help";
import type { Shell } from "./shell";
import { type SimulateFlags, shellNames, simulate } from "./simulate";

/** What the process ends with. */
const DONE = 0;
const FAILED = 1;
const MISUSED = 2;

/** Runs one command line to its end. @returns the exit code */
export async function run(args: readonly string[], shell: Shell): Promise<number> {
  let code = DONE;
  const program = commandLine(shell, (ended) => (code = ended));
  try {
    await program.parseAsync([...args], { from: "user" });
    return code;
  } catch (error) {
    // Commander has said what was wrong, or has shown the help that was asked for.
    if (error instanceof CommanderError) return error.exitCode === 0 ? DONE : MISUSED;
    shell.err(`${shell.paint("red", "alicloud-vpn")}: ${explain(error)}`);
    return FAILED;
  }
}

type End = (code: number) => void;

function commandLine(shell: Shell, end: End): Command {
  const program = new Command("alicloud-vpn")
    .description(overview)
    .version(packageVersion(), "-V, --version", "the version of pulumi-alicloud-vpn")
    .helpOption("-h, --help", "this help, or a command's: alicloud-vpn doctor --help")
    .helpCommand(false)
    .enablePositionalOptions()
    .showHelpAfterError("(alicloud-vpn --help lists what there is)")
    .exitOverride()
    .configureOutput({
      writeOut: (text) => shell.out(text.trimEnd()),
      writeErr: (text) => shell.err(text.trimEnd()),
      getOutHasColors: () => shell.paint("bold", "") !== "",
      getErrHasColors: () => false,
    })
    .addHelpText("afterAll", exitCodes);
  importFileCommand(program, shell);
  keyCommand(program, shell);
  doctorCommand(program, shell, end);
  simulateCommand(program, shell, end);
  for (const command of program.commands) command.helpOption("-h, --help", "this help");
  return program;
}

function packageVersion(): string {
  const file = join(__dirname, "..", "..", "package.json");
  return (JSON.parse(readFileSync(file, "utf8")) as { version: string }).version;
}

/** Options that every command has that asks the service. */
function asking(command: Command): Command {
  return command
    .option("--region <id>", "region of the gateways (default: ALICLOUD_REGION)")
    .option("--profile <name>", "profile of the vendor's command line (default: the environment's keys)")
    .option("--endpoint <url>", "where the VPC API is (default: ALICLOUD_VPC_ENDPOINT, or the region's own)");
}

const collect = (value: string, before: readonly string[] = []): string[] => [...before, value];

function importFileCommand(program: Command, shell: Shell): void {
  const command = program
    .command("import-file")
    .summary("take what exists into a stack: write the file for pulumi import, and the program")
    .description(importFileHelp.about)
    .argument("[ids...]", "connections (vco-…) and SSL servers (vss-…)")
    .option("--gateway <id>", "everything on this gateway (vpn-…); may be repeated", collect)
    .option("--name <id=name>", "name of a resource in the program; may be repeated", collect);
  asking(command)
    .option("--file <path>", "the file for Pulumi", "import.json")
    .option("--program <path>", "the file with the program", "adopted.ts")
    .option("--stack <name>", "the stack that adopts; goes into the commands too (default: the one selected)")
    .option("--project <name>", "its project (default: the one of Pulumi.yaml)")
    .option("--no-keys", "leave pre-shared keys to the service, and out of the program")
    .option("--no-protect", "don't protect the resources from deletion")
    .option("--into-state <path>", "for older CLIs: add the resources to this exported state, into --file")
    .option("--run", "also run the commands that follow, with pulumi")
    .option("--force", "write over files that exist")
    .option("--json", "tell as JSON")
    .addHelpText("after", importFileHelp.after)
    .action((ids: string[], flags: ImportFileFlags) => importFile(shell, ids, flags));
}

function keyCommand(program: Command, shell: Shell): void {
  const command = program
    .command("key")
    .summary("write a connection's pre-shared key, for pulumi config set --secret to read")
    .description(keyHelp.about)
    .argument("<id>", "the connection, vco-…")
    .addOption(new Option("--tunnel <role>", "of a connection with two tunnels").choices(roles))
    .option("--show", "onto a terminal too");
  asking(command)
    .addHelpText("after", keyHelp.after)
    .action((id: string, flags: KeyFlags) => key(shell, id, flags));
}

function doctorCommand(program: Command, shell: Shell, end: End): void {
  const command = program
    .command("doctor")
    .summary("check this machine, the project, the credentials and what they may do")
    .description(doctorHelp.about);
  asking(command)
    .option("--stack <name>", "the stack to look at (default: the selected one)")
    .option("--json", "tell as JSON")
    .addHelpText("after", doctorHelp.after)
    .action(async (flags: DoctorFlags) => {
      if (!(await doctor(shell, flags))) end(FAILED);
    });
}

function simulateCommand(program: Command, shell: Shell, end: End): void {
  program
    .command("simulate")
    .summary("start a VPC API on this machine, to try and test stacks without an account")
    .description(simulateHelp.about)
    .argument("[options...]", "the simulator's own options: alicloud-vpn simulate -- --help lists them")
    .option("--json", "tell the environment as one line of JSON")
    // Node.js takes an option --env-file for its own, wherever it stands.
    .option("--write-env <file>", "write the variables to a file, too: NAME=value")
    .addOption(
      new Option("--shell <name>", "the shell to print the variables for (default: yours)").choices(
        shellNames,
      ),
    )
    .allowUnknownOption()
    .addHelpText("after", simulateHelp.after)
    .action(async (args: string[], flags: SimulateFlags) => {
      end(await simulate(shell, args, flags));
    });
}
