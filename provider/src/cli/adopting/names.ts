import { VpnError } from "../../errors";
import { asString } from "../../properties";
import type { ExistingResource } from "./existing";

/** Names that a resource gets in the program. */
export interface Names {
  /** The resource's name, `office-berlin`. */
  readonly pulumi: string;
  /** Its constant in the program, and the start of its keys' names, `officeBerlin`. */
  readonly constant: string;
}

/** Names in the order of `found`: those chosen for an id, else made of the service's, no two the same. */
export function namesOf(found: readonly ExistingResource[], chosen: ReadonlyMap<string, string>): Names[] {
  refuseStrangers(found, chosen);
  const [taken, constants] = [new Set(chosen.values()), new Set<string>(reserved)];
  return found.map(({ id, outputs }) => {
    const own = chosen.get(id) ?? free(slug(asString(outputs.name) ?? "") || id, "-", taken);
    return { pulumi: own, constant: free(camelCase(own), "", constants) };
  });
}

/** `vco-…=office` of the command line, taken apart. */
export function chosenNames(texts: readonly string[]): Map<string, string> {
  const pairs = texts.map((text) => {
    const [id = "", name = "", ...rest] = text.split("=");
    if (id === "" || rest.length > 0 || !/^[\p{L}\p{N}][\p{L}\p{N}._-]*$/u.test(name)) {
      throw new VpnError(`--name takes an id and a name, as in vco-…=office, not ${JSON.stringify(text)}.`);
    }
    return [id, name] as const;
  });
  const names = new Map(pairs);
  const twice = pairs.length !== names.size || new Set(names.values()).size !== names.size;
  if (twice) throw new VpnError("--name gives an id two names, or two ids one name.");
  return names;
}

function refuseStrangers(found: readonly ExistingResource[], chosen: ReadonlyMap<string, string>): void {
  const stranger = [...chosen.keys()].find((id) => !found.some((one) => one.id === id));
  if (stranger !== undefined)
    throw new VpnError(`--name speaks of ${stranger}, which is not among what was found.`);
}

/** The first of `name`, `name-2`, `name-3` … that isn't taken; from then on it is. */
function free(name: string, separator: string, taken: Set<string>): string {
  let candidate = name;
  for (let count = 2; taken.has(candidate); count += 1) candidate = `${name}${separator}${count}`;
  taken.add(candidate);
  return candidate;
}

/** Letters and digits of any script, in small letters, the rest as dashes: `Office Berlin (2)` → `office-berlin-2`. */
function slug(name: string): string {
  return name
    .normalize("NFC")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "-")
    .replace(/^-+|-+$/g, "");
}

function camelCase(name: string): string {
  const [first = "", ...others] = name.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== "");
  const joined = [first, ...others.map((word) => word.charAt(0).toUpperCase() + word.slice(1))].join("");
  return /^\p{L}/u.test(joined) ? joined : `vpn${joined}`;
}

/** Words that no constant can have, and those that the program's head has taken. */
const reserved = [
  ...[
    "pulumi",
    "config",
    "SslVpnServer",
    "VpnConnection",
    "undefined",
    "arguments",
    "eval",
    "await",
    "async",
  ],
  ...["break", "case", "catch", "class", "const", "continue", "debugger", "default", "delete", "do", "else"],
  ...["enum", "export", "extends", "false", "finally", "for", "function", "if", "implements", "import", "in"],
  ...["instanceof", "interface", "let", "new", "null", "package", "private", "protected", "public", "return"],
  ...["static", "super", "switch", "this", "throw", "true", "try", "typeof", "var", "void", "while", "with"],
  "yield",
];
