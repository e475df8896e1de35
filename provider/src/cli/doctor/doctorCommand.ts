import type { Settings } from "../../configuration";
import { type ServiceFlags, settingsFrom } from "../service";
import type { Colour, Shell } from "../shell";
import { checkAccess } from "./access";
import { type Finding, type State, failed, ok } from "./finding";
import { checkPackages } from "./packages";
import { checkPrograms } from "./programs";
import { checkReach } from "./reaching";
import { type StackFacts, checkGateways, readStack } from "./stack";

export interface DoctorFlags extends ServiceFlags {
  readonly stack?: string;
  readonly json?: boolean;
}

/** @returns whether nothing failed; warnings don't count */
export async function doctor(shell: Shell, flags: DoctorFlags): Promise<boolean> {
  const programs = await checkPrograms(shell);
  const hasCli = programs.some(({ check, state }) => check === "Pulumi CLI" && state !== "failed");
  const stack = await readStack(shell, hasCli, flags.stack);
  const service = await checkService(shell, settingsFrom(flags, shell.env, stack.config), stack);
  const findings = [...checkPackages(shell), ...programs, ...stack.findings, ...service];
  const healthy = findings.every(({ state }) => state !== "failed");
  if (flags.json) shell.out(JSON.stringify({ ok: healthy, checks: findings }, undefined, 2));
  else tell(shell, findings);
  return healthy;
}

async function checkService(shell: Shell, settings: Settings, stack: StackFacts): Promise<Finding[]> {
  if (settings.region === undefined) {
    const advice =
      "Set ALICLOUD_REGION, or alicloud:region in the stack with pulumi config set, or give --region.";
    return [failed("region", "none is given, so the service isn't asked", advice)];
  }
  const reach = await checkReach(shell, settings);
  const failure = reach.find(({ state }) => state === "failed");
  const obstacles = { clock: "the clock is too far off", endpoint: "the endpoint wasn't reached" };
  const obstacle = failure && obstacles[failure.check === "clock" ? "clock" : "endpoint"];
  const access = await checkAccess(shell, settings, obstacle);
  const isIn = access.some(
    ({ check, state }) => check === "access" && state !== "failed" && state !== "skipped",
  );
  const gateways = isIn ? await checkGateways(settings, stack.gateways) : [];
  return [ok("region", settings.region), ...reach, ...access, ...gateways];
}

const words: Readonly<Record<State, readonly [string, Colour]>> = {
  ok: ["ok", "green"],
  warning: ["warning", "yellow"],
  failed: ["FAILED", "red"],
  skipped: ["skipped", "dim"],
};

function tell(shell: Shell, findings: readonly Finding[]): void {
  const wordWidth = Math.max(...Object.values(words).map(([word]) => word.length));
  const width = Math.max(...findings.map(({ check }) => check.length));
  for (const { check, state, found, advice } of findings) {
    const [word, colour] = words[state];
    shell.out(`${shell.paint(colour, word.padEnd(wordWidth))}  ${check.padEnd(width)}  ${found}`);
    if (advice !== undefined) shell.out(`${" ".repeat(wordWidth + width + 4)}→ ${advice}`);
  }
  const count = (wanted: State) => findings.filter(({ state }) => state === wanted).length;
  shell.out("");
  const [bad, odd] = [count("failed"), count("warning")];
  const warnings = odd === 0 ? "" : `, ${odd} ${odd === 1 ? "warning" : "warnings"}`;
  shell.out(
    bad === 0 ? `Nothing is wrong${warnings}.` : `${bad} of ${findings.length} checks failed${warnings}.`,
  );
}
