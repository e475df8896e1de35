import type { Shell } from "../shell";
import type { Adopted } from "./adopted";
import type { ImportFileFlags } from "./flags";
import { type Step, typed } from "./steps";

interface Report {
  readonly adopted: readonly Adopted[];
  readonly steps: readonly Step[];
  readonly flags: ImportFileFlags;
}

/** Says what was found, and what to do with the files; as JSON for a script. */
export function reportOf(shell: Shell, report: Report): void {
  if (report.flags.json) shell.out(JSON.stringify(summary(report), undefined, 2));
  else tell(shell, report);
}

function summary({ adopted, steps, flags }: Report) {
  return {
    files: { import: flags.file, program: flags.program },
    resources: adopted.map(({ kind, id, names, keys, outputs }) => ({
      kind: kind.name,
      id,
      name: names.pulumi,
      vpnGatewayId: outputs.vpnGatewayId,
      keys: keys.map(({ config }) => config),
    })),
    warnings: adopted.flatMap(warningsOf),
    commands: flags.run === true ? [] : steps.map(typed),
    ran: flags.run === true,
  };
}

function tell(shell: Shell, { adopted, steps, flags }: Report): void {
  const { paint } = shell;
  const longest = Math.max(...adopted.map(({ names }) => names.pulumi.length));
  for (const { kind, id, names } of adopted) {
    shell.out(
      `${paint("bold", names.pulumi.padEnd(longest))}  ${kind.name.padEnd("VpnConnection".length)}  ${id}`,
    );
  }
  for (const warning of adopted.flatMap(warningsOf)) shell.out(`${paint("yellow", "warning")}: ${warning}`);
  shell.out("");
  shell.out(
    `Written: ${flags.file} (for Pulumi) and ${flags.program} (for your program). Neither holds a key.`,
  );
  if (flags.run !== true) tellSteps(shell, steps);
  shell.out("");
  const module = `./${flags.program.replace(/^\.\//, "").replace(/\.ts$/, "")}`;
  shell.out(
    `${flags.run === true ? "Imported. Now" : "Then"} take the resources into the program, and see that nothing changes:`,
  );
  shell.out(`  import ${JSON.stringify(module)};   ${paint("dim", "// in index.ts")}`);
  shell.out("  pulumi preview --expect-no-changes");
  shell.out(`${flags.file} can be deleted after that.`);
}

function tellSteps(shell: Shell, steps: readonly Step[]): void {
  shell.out("");
  shell.out("Next, with the stack selected:");
  for (const step of steps) {
    shell.out(shell.paint("dim", `  # ${step.says}`));
    shell.out(`  ${typed(step)}`);
  }
}

function warningsOf({ id, marked, leftOut, broken, names }: Adopted): string[] {
  const of = (paths: Iterable<string>) => [...new Set(paths)].join(", ");
  return [
    ...(marked ? [`${id} was made by this package: make sure that no other stack has it.`] : []),
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
