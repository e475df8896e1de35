import { spawn } from "node:child_process";
import { VpnError } from "../../errors";
import { isRecord } from "../../properties";
import { noPulumi } from "../pulumi";
import { type Shell, spawnOptions } from "../shell";
import type { Adopted } from "./adopted";
import { parsed } from "./stateFile";

/** The stack's state, its secrets encrypted, as `pulumi stack export` prints it. */
export function stateOf(shell: Shell, stack: string | undefined): Promise<string> {
  return printedBy(shell, ["stack", "export"], stack);
}

/** A key that is set may be one that another connection of the program lives by: it is never written over. */
export async function refuseKeysInUse(
  shell: Shell,
  adopted: readonly Adopted[],
  { stack, project }: { readonly stack?: string; readonly project?: string },
): Promise<void> {
  const keys = adopted.flatMap((one) => one.keys);
  if (keys.length === 0) return;
  const set = namesIn(await printedBy(shell, ["config", "--json"], stack), project);
  const inUse = keys.filter(({ config }) => set.has(config));
  if (inUse.length === 0) return;
  const names = inUse.map(({ config }) => config);
  const ids = [...new Set(inUse.map(({ id }) => id))];
  const [are, whose, them] =
    names.length === 1 ? ["is", "another connection's", "it is"] : ["are", "other connections'", "they are"];
  throw new VpnError(
    `${names.join(" and ")} ${are} set already in the stack's configuration, and may be ${whose}: ` +
      `give ${ids.length === 1 ? "the connection another name" : "the connections other names"} ` +
      `with ${ids.map((id) => `--name ${id}=…`).join(" ")}`,
    {
      advice: `Only if ${them} left from an earlier attempt: ${names.map((name) => `pulumi config rm ${name}`).join(" && ")}`,
    },
  );
}

/** Names in the project's own part of the configuration; in all of it, where the project isn't known. */
function namesIn(text: string, project: string | undefined): Set<string> {
  const config = parsed(text);
  if (!isRecord(config)) throw new VpnError("pulumi config --json didn't print the stack's configuration.");
  const pairs = Object.keys(config).map((key) => key.split(":"));
  const own = pairs.filter(([space]) => project === undefined || space === project);
  return new Set(own.map((pair) => pair.at(-1) ?? ""));
}

/** What a command that only reads prints; what it complains of goes before the person's eyes. */
function printedBy(shell: Shell, args: readonly string[], stack: string | undefined): Promise<string> {
  const all = [...args, "--non-interactive", ...(stack === undefined ? [] : ["--stack", stack])];
  return new Promise((resolve, reject) => {
    const child = spawn("pulumi", all, { ...spawnOptions(shell), stdio: ["ignore", "pipe", "inherit"] });
    const parts: Buffer[] = [];
    child.stdout.on("data", (part: Buffer) => parts.push(part));
    child.on("error", (error: NodeJS.ErrnoException) => {
      reject(error.code === "ENOENT" ? noPulumi() : error);
    });
    child.on("close", (code) => {
      if (code === 0) resolve(Buffer.concat(parts).toString("utf8"));
      else reject(unread(args, code));
    });
  });
}

function unread(args: readonly string[], code: number | null): VpnError {
  return new VpnError(`pulumi ${args.join(" ")} ended with exit code ${code ?? 1}, so nothing was done.`, {
    advice: "Fix the error above; the stack must be selected, or named with --stack.",
  });
}
