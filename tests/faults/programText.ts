import type { Values } from "../contract/host";
import type { Declared } from "./engineModel";

/** The same declarations as the text of a program. */
export const programOf = (program: readonly Declared[]): string => program.map(resource).join("\n");

function resource({ kind, name, args, deleteBeforeReplace }: Declared): string {
  const visible = Object.fromEntries(Object.entries(args).filter(([key]) => !key.startsWith("__")));
  const options: Values = { customTimeouts: args.__timeouts };
  if (deleteBeforeReplace === false) options.deleteBeforeReplace = false;
  return `new vpn.${kind}(${JSON.stringify(name)}, ${JSON.stringify(visible)}, ${JSON.stringify(options)});`;
}
