import type { Adopted, Key } from "./adopted";

/** A command to run next; the input comes from the first, if there are two. */
export interface Step {
  readonly says: string;
  readonly command: readonly string[];
  /** The key that the command reads from its standard input. */
  readonly key?: Key;
}

export interface StepOptions {
  /** File for `pulumi import`, or a whole state. */
  readonly file: string;
  readonly intoState: boolean;
  readonly stack?: string;
  readonly protect: boolean;
}

/** What takes the file to a stack, in this order. */
export function stepsOf(all: readonly Adopted[], options: StepOptions): Step[] {
  const keys = all.flatMap((adopted) => adopted.keys);
  const stack = options.stack === undefined ? [] : ["--stack", options.stack];
  const keySteps = keys.map((key): Step => {
    const what = key.tunnel === undefined ? key.id : `the ${key.tunnel} tunnel of ${key.id}`;
    const command = ["pulumi", "config", "set", "--secret", key.config, ...stack];
    return { says: `Keeps the key of ${what} as a secret of the stack.`, command, key };
  });
  return [...keySteps, importing(options, stack), ...refreshing(all, stack)];
}

function importing({ file, intoState, protect }: StepOptions, stack: readonly string[]): Step {
  if (intoState) {
    const command = ["pulumi", "stack", "import", "--file", file, ...stack];
    return { says: "Takes the state with the new resources in it.", command };
  }
  const options = ["--generate-code=false", ...(protect ? [] : ["--protect=false"])];
  return {
    says: "Imports the resources.",
    command: ["pulumi", "import", "--file", file, ...options, ...stack],
  };
}

/** The keys come from the service, straight into the state, where the engine encrypts them. */
function refreshing(all: readonly Adopted[], stack: readonly string[]): Step[] {
  const targets = all
    .filter(({ keys }) => keys.length > 0)
    .flatMap(({ definition, names }) => ["--target", `**:${definition.name}::${names.pulumi}`]);
  if (targets.length === 0) return [];
  return [
    {
      says: "Reads the keys into the state, encrypted.",
      command: ["pulumi", "refresh", ...targets, ...stack],
    },
  ];
}

/** The command as a person types it. */
export function typed({ command, key }: Step): string {
  const line = command.map(quoted).join(" ");
  if (key === undefined) return line;
  const tunnel = key.tunnel === undefined ? "" : ` --tunnel ${key.tunnel}`;
  return `npx alicloud-vpn key ${key.id}${tunnel} | ${line}`;
}

const quoted = (word: string): string =>
  /^[\w./=:-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
