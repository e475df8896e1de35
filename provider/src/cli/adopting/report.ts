import type { Shell } from "../shell";
import type { Adopted } from "./adopted";
import type { ImportFileFlags } from "./flags";
import type { AlreadyManaged } from "./stateFile";
import { type Step, typed } from "./steps";

interface Report {
  readonly adopted: readonly Adopted[];
  /** What was found and left out, since the state has it. */
  readonly held: readonly AlreadyManaged[];
  readonly steps: readonly Step[];
  readonly flags: ImportFileFlags;
}

/** Says what was found, and what to do with the files; as JSON for a script. */
export function reportOf(shell: Shell, report: Report): void {
  if (report.flags.json) shell.out(JSON.stringify(summary(report), undefined, 2));
  else tell(shell, report);
}

function summary(report: Report) {
  const { adopted, held, steps, flags } = report;
  return {
    files: { import: flags.file, program: flags.program },
    resources: adopted.map(({ definition, id, names, keys, outputs }) => ({
      kind: definition.name,
      id,
      name: names.pulumi,
      vpnGatewayId: outputs.vpnGatewayId,
      keys: keys.map(({ config }) => config),
    })),
    leftOut: held,
    warnings: adopted.flatMap(warningsOf),
    cautions: cautionsOf(report),
    commands: flags.run === true ? [] : steps.map(typed),
    ran: flags.run === true,
  };
}

function tell(shell: Shell, report: Report): void {
  const { adopted, held, flags } = report;
  const { paint } = shell;
  const longest = Math.max(...adopted.map(({ names }) => names.pulumi.length));
  for (const { definition, id, names } of adopted) {
    shell.out(
      `${paint("bold", names.pulumi.padEnd(longest))}  ${definition.name.padEnd("VpnConnection".length)}  ${id}`,
    );
  }
  for (const { id, urn } of held) shell.out(`${id}: already in this stack as ${urn}, left out`);
  for (const warning of adopted.flatMap(warningsOf)) shell.out(`${paint("yellow", "warning")}: ${warning}`);
  shell.out("");
  shell.out(
    `Written: ${flags.file} (for Pulumi) and ${flags.program} (for your program). Neither holds a key.`,
  );
  if (flags.run !== true) tellSteps(shell, report);
  shell.out("");
  const module = `./${flags.program.replace(/^\.\//, "").replace(/\.ts$/, "")}`;
  shell.out(
    `${flags.run === true ? "Imported. Now" : "Then"} take the resources into the program, and see that nothing changes:`,
  );
  shell.out(`  import ${JSON.stringify(module)};   ${paint("dim", "// in index.ts")}`);
  shell.out("  pulumi preview --expect-no-changes");
  shell.out(`${flags.file} can be deleted after that.`);
}

function tellSteps(shell: Shell, report: Report): void {
  shell.out("");
  shell.out("Next, with the stack selected:");
  for (const caution of cautionsOf(report)) shell.out(`  ${shell.paint("yellow", "first")}: ${caution}`);
  for (const step of report.steps) {
    shell.out(shell.paint("dim", `  # ${step.says}`));
    shell.out(`  ${typed(step)}`);
  }
}

/** What `--run` would look at, and the person has to where the commands are run by hand. */
function cautionsOf({ adopted, flags }: Report): string[] {
  if (flags.run === true) return [];
  const keys = adopted.flatMap((one) => one.keys.map(({ config }) => config));
  return [
    ...(flags.intoState === undefined
      ? ["leave out ids that the stack has already (pulumi stack --show-ids), or its state has them twice."]
      : []),
    ...(keys.length > 0
      ? [
          `if pulumi config lists ${keys.join(" or ")}, it may be another connection's: choose another name with --name.`,
        ]
      : []),
  ];
}

function warningsOf({ id, marked, leftOut, broken, names }: Adopted): string[] {
  const of = (paths: Iterable<string>) => [...new Set(paths)].join(", ");
  return [
    ...(marked
      ? [
          `${id} was left by an interrupted create, or is being made now: make sure that no other stack has it.`,
        ]
      : []),
    ...(leftOut.length > 0
      ? [`${id}: the program says nothing of ${of(leftOut.map(({ path }) => path))}, which a rule refuses.`]
      : []),
    ...(broken.length > 0
      ? [
          `${names.pulumi} can't be previewed before ${of(broken.map(({ path }) => path))} is mended in the program.`,
        ]
      : []),
  ];
}
