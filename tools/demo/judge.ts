import type { CommandResult } from "../system/command";
import type { Journal } from "./journal";
import { gatewayNames, keys } from "./scene";
import type { Evidence, Step } from "./steps";

/** Everything that is wrong about a finished step; empty when all is well. */
export function problems(step: Step, result: CommandResult, evidence: Evidence, stateText: string): string[] {
  const { journal } = evidence;
  const sent = [...journal.sent].sort().join(", ");
  const expected = [...step.sends].sort().join(", ");
  return [
    result.code !== 0 &&
      `\`pulumi ${step.command.join(" ")}\` ended with code ${result.code}:\n${result.output}`,
    sent !== expected && `the API accepted ${sent || "no change"}, not ${expected || "none"}`,
    ...journal.refused.map(({ operation, outcome }) => `the API refused ${operation}: ${outcome}`),
    ...unsettled(journal),
    ...openKeys(stateText, result.output),
    ...step.check(evidence),
  ].filter((problem) => problem !== false);
}

/** Done means done: each changed gateway was seen `active` by us after its last change, before the command ended. */
const unsettled = (journal: Journal): (string | false)[] =>
  journal.gateways.map(({ id, milliseconds }) =>
    milliseconds === undefined
      ? `the command ended before anybody had seen ${gatewayNames[id] ?? id} active after its last change`
      : false,
  );

/** No pre-shared key in plain text, neither in the state nor in what the command printed. */
const openKeys = (stateText: string, output: string): (string | false)[] =>
  Object.entries(keys).flatMap(([name, key]) => [
    stateText.includes(key) && `the state has the key "${name}" in plain text`,
    output.includes(key) && `the command printed the key "${name}"`,
  ]);
