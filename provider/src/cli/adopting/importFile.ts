import { type Properties, getPath, setPath } from "../../properties";
import { givenPaths } from "../../schema/check";
import { GIVEN } from "../../schema/diff";
import { NAMED, UNFINISHED, URN, providerText, typeOf } from "../../wire";
import { type Adopted, secretPaths } from "./adopted";

/** The stack that adopts, where it is known: it goes into a hidden input, which helps messages only. */
export interface Target {
  readonly stack: string;
  readonly project: string;
}

/** A resource as the engine keeps it; no key is among these, not even an encrypted one. */
export interface Stored {
  readonly type: string;
  readonly name: string;
  readonly id: string;
  readonly inputs: Properties;
  readonly outputs: Properties;
}

export function urnOf(adopted: Adopted, { stack, project }: Target): string {
  return `urn:pulumi:${stack}::${project}::${typeOf(adopted.definition)}::${adopted.names.pulumi}`;
}

/**
 * The inputs are what `check` makes of the program's arguments, the outputs what `read` makes of the resource, each
 * without keys: a refresh brings those, encrypted by the engine. That it brings them into the inputs as well is
 * because `__given` names their paths.
 */
export function storedFrom(adopted: Adopted, target: Target | undefined): Stored {
  const { definition, id, names, values } = adopted;
  const hidden = {
    __provider: providerText(definition),
    [NAMED]: names.pulumi,
    ...(target === undefined ? {} : { [URN]: urnOf(adopted, target) }),
  };
  const complete = definition.complete(values);
  const writeOnly = definition
    .fieldsFor(adopted.outputs)
    .filter((field) => field.writeOnly === true)
    .map(({ path }) => [path, complete[path]] as const);
  // The next update takes the mark off.
  const unfinished = adopted.marked ? { [UNFINISHED]: true } : {};
  const outputs = { ...Object.fromEntries(writeOnly), ...adopted.outputs, ...hidden, ...unfinished };
  return {
    type: typeOf(definition),
    name: names.pulumi,
    id,
    inputs: withoutKeys(adopted, { ...complete, ...hidden }),
    outputs: {
      ...withoutKeys(adopted, outputs),
      [GIVEN]: givenPaths(definition.fieldsFor(adopted.outputs), values),
    },
  };
}

function withoutKeys(adopted: Adopted, properties: Properties): Properties {
  return secretPaths(adopted)
    .filter((path) => getPath(properties, path) !== undefined)
    .reduce((clean, path) => setPath(clean, path, undefined), properties);
}

/** The text for `pulumi import --file`. */
export function importFileOf(all: readonly Adopted[], target: Target | undefined): string {
  const resources = all.map((adopted) => storedFrom(adopted, target));
  return `${JSON.stringify({ resources }, undefined, 2)}\n`;
}
