import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Settings } from "../../configuration";
import { type Properties, isRecord, asString } from "../../properties";
import { isGatewayGone } from "../../vpc/errors";
import { ownResources, parsed } from "../adopting/stateFile";
import { serviceOf } from "../service";
import { type Shell, spawnOptions } from "../shell";
import { type Finding, failed, ok, skipped, warning } from "./finding";
import { adviceOf, messageOf } from "./reaching";

const LIMIT_MS = 60_000;
const ENCRYPTED =
  "With a passphrase set PULUMI_CONFIG_PASSPHRASE or PULUMI_CONFIG_PASSPHRASE_FILE; else look at what pulumi config says.";

/** A gateway that the stack's state names, and for which of its resources. */
interface NamedGateway {
  readonly id: string;
  readonly regionId: string;
  readonly resources: readonly string[];
}

/** What the project's stack says: its settings, and the gateways that its resources stand on. */
export interface StackFacts {
  readonly findings: readonly Finding[];
  readonly config: (key: string) => unknown;
  readonly gateways: readonly NamedGateway[];
}

const nothing = (...findings: Finding[]): StackFacts => ({
  findings,
  config: () => undefined,
  gateways: [],
});

/** Reads the selected stack, or the one that is named, by the CLI: nothing of it is changed or shown. */
export async function readStack(shell: Shell, cli: boolean, named: string | undefined): Promise<StackFacts> {
  const check = "stack";
  if (!cli) return nothing(skipped(check, "there is no pulumi to read it with"));
  if (!existsSync(join(shell.cwd, "Pulumi.yaml"))) return nothing(skipped(check, "there is no project here"));
  const selected = named ?? (await printed(shell, ["stack", "--show-name"])).out?.trim();
  if (selected === undefined) {
    return nothing(skipped(check, "none is selected, so the environment's settings count alone"));
  }
  const { config, finding } = await configOf(shell, selected);
  if (config === undefined) return nothing(finding);
  const state = await printed(shell, ["stack", "export", "--stack", selected]);
  const findings =
    state.out === undefined
      ? [finding, warning("state", state.said, "Look at what pulumi stack export says.")]
      : [finding];
  return { findings, config, gateways: gatewaysIn(state.out) };
}

/** The settings, secret ones too where they can be decrypted: the service is asked with them. */
async function configOf(
  shell: Shell,
  stack: string,
): Promise<{ finding: Finding; config?: (key: string) => unknown }> {
  const args = ["config", "--json", "--stack", stack];
  const whole = await printed(shell, [...args, "--show-secrets"]);
  const part = whole.out === undefined ? await printed(shell, args) : whole;
  const all = part.out === undefined ? undefined : parsed(part.out);
  if (!isRecord(all)) {
    const advice = "Select the stack with pulumi stack select, or name one with --stack.";
    return { finding: failed("stack", `${stack}: ${part.said}`, advice) };
  }
  const config = (key: string) => (isRecord(all[key]) ? all[key].value : undefined);
  if (whole.out !== undefined) return { finding: ok("stack", stack), config };
  const secrets = `${stack}: its secret settings can't be read, so the environment's count: ${whole.said}`;
  return { finding: warning("stack", secrets, ENCRYPTED), config };
}

function gatewaysIn(state: string | undefined): NamedGateway[] {
  const gateways = new Map<string, NamedGateway>();
  for (const { urn, inputs, outputs } of state === undefined ? [] : ownResources(state)) {
    const facts: Properties = { ...(isRecord(inputs) ? inputs : {}), ...(isRecord(outputs) ? outputs : {}) };
    const [id, regionId] = [asString(facts.vpnGatewayId), asString(facts.regionId)];
    if (id === undefined || regionId === undefined) continue;
    const name = String(urn).split("::").at(-1) ?? "";
    gateways.set(id, { id, regionId, resources: [...(gateways.get(id)?.resources ?? []), name] });
  }
  return [...gateways.values()];
}

/** Whether the gateways of the state are there, each in the region that the state says. */
export function checkGateways(settings: Settings, gateways: readonly NamedGateway[]): Promise<Finding[]> {
  return Promise.all(
    gateways.map(async ({ id, regionId, resources }) => {
      const [check, whose] = [`gateway ${id}`, `of ${resources.join(", ")}`];
      try {
        const status = await serviceOf({ ...settings, region: regionId }).api.gatewayStatus(id);
        return ok(check, `${status}, in ${regionId}, ${whose}`);
      } catch (error) {
        if (!isGatewayGone(error)) return failed(check, messageOf(error), adviceOf(error));
        const advice =
          "Check the account, and regionId of these resources; pulumi refresh finds what is gone.";
        return failed(check, `isn't in ${regionId}, ${whose}`, advice);
      }
    }),
  );
}

/** What a command of the CLI prints, or else why it doesn't. */
function printed(shell: Shell, args: readonly string[]): Promise<{ out?: string; said: string }> {
  const { cwd, env } = spawnOptions(shell);
  const options = { cwd, env: { ...env, PULUMI_SKIP_UPDATE_CHECK: "true" }, timeout: LIMIT_MS };
  return new Promise((resolve) => {
    execFile("pulumi", [...args, "--non-interactive"], options, (error, stdout, stderr) => {
      const [first = "no word of why"] = stderr.split("\n").filter((line) => line.trim() !== "");
      resolve(error === null ? { out: stdout, said: "" } : { said: first.trim() });
    });
  });
}
