import type { CommandResult } from "../system/command";
import type { Journal } from "./journal";
import { gatewayNames } from "./scene";
import type { Step } from "./steps";

const seconds = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(1)} s`;

const plural = (count: number, what: string): string => `${count} ${what}${count === 1 ? "" : "s"}`;

export function tellStep(number: number, step: Step): string {
  return `\n${number}. ${step.title}\n   ${step.story}`;
}

/** One line on what was sent, one on each gateway that was changed. */
export function tellOutcome(step: Step, result: CommandResult, journal: Journal): string {
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
    `   sent: ${sent}`,
    ...(turns.length === 0 ? [] : [`   ${turns.join("; ")}`]),
  ].join("\n");
}
