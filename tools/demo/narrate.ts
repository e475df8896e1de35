import type { Outcome } from "../pulumi/project";
import type { Journal } from "./journal";
import { gatewayNames } from "./scene";
import type { Step } from "./steps";

const seconds = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(1)} s`;

const plural = (count: number, what: string): string => `${count} ${what}${count === 1 ? "" : "s"}`;

export function tellStep(number: number, step: Step): string {
  return `\n${number}. ${step.title}\n   ${step.story}`;
}

/** Steps that stand for themselves: a replacement is three, of which one is named so. */
const quiet = new Set(["same", "read", "create-replacement", "delete-replaced"]);

const verbs: Readonly<Record<string, string>> = { preview: "plan", refresh: "found" };

/** As `update staff, office; replace …`, for a plan as well as for what was done. */
function tellSteps({ steps }: Outcome): string {
  const names = new Map<string, string[]>();
  for (const { op, name } of steps) {
    if (!quiet.has(op)) names.set(op, [...(names.get(op) ?? []), name].sort());
  }
  const told = [...names].map(([op, of]) => `${op} ${of.join(", ")}`);
  return told.length === 0 ? "nothing" : told.join("; ");
}

/** One line on what was sent, one on each gateway that was changed. */
export function tellOutcome(step: Step, result: Outcome, journal: Journal): string {
  const calls = plural(journal.calls.length, "call");
  const sent =
    journal.sent.length === 0 ? `no change (${calls})` : `${journal.sent.join(", ")} (${calls} in all)`;
  const turns = journal.gateways.map(({ id, changes, milliseconds }) => {
    const took =
      milliseconds === undefined ? "not seen active again" : `active again after ${seconds(milliseconds)}`;
    return `${gatewayNames[id] ?? id}: ${plural(changes, "change")}, ${took}`;
  });
  return [
    `   $ pulumi ${step.command.join(" ")}  →  code ${result.code} in ${seconds(result.milliseconds)}`,
    `   ${verbs[step.command[0]] ?? "done"}: ${tellSteps(result)}`,
    `   sent: ${sent}`,
    ...(turns.length === 0 ? [] : [`   ${turns.join("; ")}`]),
  ].join("\n");
}
