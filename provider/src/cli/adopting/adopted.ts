import type { Properties } from "../../properties";
import { getPath } from "../../properties";
import type { Failure } from "../../schema/check";
import { argumentsOf } from "./arguments";
import type { ExistingResource } from "./existing";
import type { Definition } from "../../schema/define";
import { type Names, namesOf } from "./names";

/** A pre-shared key, by where it is and where it goes. Its value is never in here. */
export interface Key {
  /** Of the connection. */
  readonly id: string;
  /** Path in the arguments, `tunnels.master.ikeConfig.psk`. */
  readonly path: string;
  /** `master` or `slave`, of a connection with two tunnels. */
  readonly tunnel?: string;
  /** Key in the stack's configuration, `officeKey`. */
  readonly config: string;
}

/** A resource on its way into a program and a stack. */
export interface Adopted {
  readonly definition: Definition;
  readonly id: string;
  readonly names: Names;
  readonly outputs: Properties;
  readonly values: Properties;
  readonly keys: readonly Key[];
  readonly leftOut: readonly Failure[];
  /** Rules that the resource breaks in what can't be left out. */
  readonly broken: readonly Failure[];
  readonly marked: boolean;
}

export function adoptedFrom(
  found: readonly ExistingResource[],
  options: { readonly names: ReadonlyMap<string, string>; readonly keys: boolean },
): Adopted[] {
  const names = namesOf(found, options.names);
  return found.map((one, index) => {
    const own = names[index] ?? { pulumi: one.id, constant: one.id };
    const { values, leftOut } = argumentsOf(one, options);
    const { definition, id, outputs, marked } = one;
    const broken = definition.failures(values);
    return {
      definition,
      id,
      names: own,
      outputs,
      values,
      leftOut,
      broken,
      marked,
      keys: keysOf(one, own, values),
    };
  });
}

/** Paths of what nobody may see. */
export function secretPaths({ definition, outputs }: Pick<Adopted, "definition" | "outputs">): string[] {
  const paths = new Set(definition.secretPaths);
  return definition
    .fieldsFor(outputs)
    .map(({ path }) => path)
    .filter((path) => paths.has(path));
}

export function tunnelOf(path: string): string | undefined {
  return /^tunnels\.(\w+)\./.exec(path)?.[1];
}

function keysOf(found: ExistingResource, { constant }: Names, values: Properties): Key[] {
  return secretPaths(found)
    .filter((path) => getPath(values, path) !== undefined)
    .map((path) => {
      const tunnel = tunnelOf(path);
      const part = tunnel === undefined ? "" : tunnel.charAt(0).toUpperCase() + tunnel.slice(1);
      return { id: found.id, path, tunnel, config: `${constant}${part}Key` };
    });
}
