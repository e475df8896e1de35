/** One step that the engine planned or took. */
export interface Step {
  readonly op: string;
  readonly urn: string;
  /** The last part of the URN. */
  readonly name: string;
  readonly type: string;
  readonly inputs: Readonly<Record<string, unknown>>;
  /** Top-level properties that differ, where the engine names them: of what a refresh found, always. */
  readonly differing: readonly string[];
  /** Top-level properties for which the resource is replaced. */
  readonly replacing: readonly string[];
}

/** One resource as it is in the state, its secrets in the engine's wrapper: see `isSecret` and `plain`. */
export interface StateResource {
  readonly urn: string;
  readonly name: string;
  readonly type: string;
  readonly custom: boolean;
  readonly id?: string;
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly outputs: Readonly<Record<string, unknown>>;
  readonly initErrors?: readonly string[];
  readonly taint?: boolean;
  readonly delete?: boolean;
}

export interface StackState {
  readonly resources: readonly StateResource[];
  readonly pendingOperations: readonly { readonly type: string; readonly resource: StateResource }[];
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const record = (value: unknown): Record<string, unknown> => (isRecord(value) ? value : {});
const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
const text = (value: unknown): string => (typeof value === "string" ? value : "");
const texts = (value: unknown): string[] => list(value).map(text);

export const nameOf = (urn: string): string => urn.slice(urn.lastIndexOf("::") + 2);
export const typeOf = (urn: string): string => urn.split("::")[2]?.split("$").at(-1) ?? "";

/** Our own resources: neither the stack nor a provider. */
export const isResource = ({ type }: { readonly type: string }): boolean =>
  type !== "pulumi:pulumi:Stack" && !type.startsWith("pulumi:providers:");

/** The steps in an engine event log, in the order in which they began. What a refresh found is known at its end. */
export function stepsOfEvents(lines: string): Step[] {
  const steps = stepsIn(lines, "resourcePreEvent");
  // Reversed, so that the first of a resource counts: with `up --refresh` the second is the update's.
  const found = new Map(
    stepsIn(lines, "resOutputsEvent")
      .reverse()
      .map((step) => [step.urn, step]),
  );
  return steps.map((step) => (step.op === "refresh" ? (found.get(step.urn) ?? step) : step));
}

function stepsIn(lines: string, event: "resourcePreEvent" | "resOutputsEvent"): Step[] {
  return lines
    .split("\n")
    .filter((line) => line.includes(`"${event}"`))
    .map((line) => {
      const step = record(record(record(parsed(line))[event])["metadata"]);
      const urn = text(step["urn"]);
      const state = isRecord(step["new"]) ? step["new"] : record(step["old"]);
      return {
        op: text(step["op"]),
        urn,
        name: nameOf(urn),
        type: typeOf(urn),
        inputs: record(state["inputs"]),
        differing: texts(step["diffs"]),
        replacing: texts(step["keys"]),
      };
    });
}

export function stateOfExport(json: string): StackState {
  const deployment = record(record(parsed(json))["deployment"]);
  return {
    resources: list(deployment["resources"]).map(stateResource),
    pendingOperations: list(deployment["pending_operations"]).map((value) => ({
      type: text(record(value)["type"]),
      resource: stateResource(record(value)["resource"]),
    })),
  };
}

function stateResource(value: unknown): StateResource {
  const resource = record(value);
  const urn = text(resource["urn"]);
  return {
    urn,
    name: nameOf(urn),
    type: text(resource["type"]),
    custom: resource["custom"] === true,
    ...(typeof resource["id"] === "string" ? { id: resource["id"] } : {}),
    inputs: record(resource["inputs"]),
    outputs: record(resource["outputs"]),
    ...(Array.isArray(resource["initErrors"]) ? { initErrors: texts(resource["initErrors"]) } : {}),
    ...(resource["taint"] === true ? { taint: true } : {}),
    ...(resource["delete"] === true ? { delete: true } : {}),
  };
}

const SECRET_MARK = "4dabf18193072939515e22adb298388d";

/** Whether the stack keeps this value as a secret. */
export const isSecret = (value: unknown): boolean => isRecord(value) && SECRET_MARK in value;

/** The same with every secret replaced by its value; only where the state was read with `showSecrets`. */
export function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (!isRecord(value)) return value;
  if (isSecret(value)) return plain(parsed(text(value["plaintext"])));
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plain(inner)]));
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json) as unknown;
  } catch {
    return undefined;
  }
}
