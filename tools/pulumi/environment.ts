import { delimiter } from "node:path";
import type { Engine } from "../engine/ensure";

/** What of the caller's environment would change a run: another stack's settings, and a person's real credentials. */
const OURS = /^(PULUMI_|ALICLOUD_|ALIBABA_CLOUD_|ALIYUN_)/;

export interface EnvironmentOptions {
  readonly engine: Engine;
  readonly home: string;
  readonly state: string;
  readonly temporary: string;
  readonly transpileOnly: boolean;
  readonly extra: Readonly<Record<string, string>>;
}

/** The environment of every command of a project: its own home and backend, nothing fetched, nobody's credentials. */
export function projectEnvironment(options: EnvironmentOptions): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(([name]) => !OURS.test(name));
  return {
    ...Object.fromEntries(inherited),
    PATH: `${options.engine.path}${delimiter}${process.env["PATH"] ?? ""}`,
    // A language host that is killed leaves a folder of pipes in there.
    TMPDIR: options.temporary,
    PULUMI_HOME: options.home,
    PULUMI_BACKEND_URL: `file://${options.state}`,
    PULUMI_CONFIG_PASSPHRASE: "a passphrase for throw-away stacks",
    // Gives `--event-log`, from which the steps of a command are read.
    PULUMI_DEBUG_COMMANDS: "true",
    PULUMI_SKIP_UPDATE_CHECK: "true",
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
    ...(options.transpileOnly ? { PULUMI_NODEJS_TRANSPILE_ONLY: "true" } : {}),
    ...options.extra,
  };
}
