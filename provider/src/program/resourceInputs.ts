import * as pulumi from "@pulumi/pulumi";
import { isOn, readSettings, settings } from "../configuration";
import { type Failure, describeFailure, type Warning } from "../schema/check";
import type { Definition } from "../schema/define";
import { decodeProperties, providerText, secretTexts, typeOf } from "../wire";
import { type Properties, UNKNOWN, isRecord } from "../properties";
import { type Subject, declared, urnOf } from "./footprint";
import { givenArguments, type Later, setAside } from "./arguments";
import { redact } from "../redact";
import { rejectIfRefused, declaredInRun } from "./refusedOutputs";
import { type ConflictReport, type ProgramRegistry, registryOfRun } from "./programRegistry";

export { providerText, typeOf } from "../wire";

/**
 * Whether an object is a resource of the class, of this copy of the package or another. A policy asks with an object
 * that has nothing but the type.
 */
export function isOf(definition: Pick<Definition, "name">, object: unknown): boolean {
  return isRecord(object) && object.__pulumiType === typeOf(definition);
}

/** What the constructor of a resource hands to `pulumi.CustomResource`, beside its options. */
export function inputsOf(
  definition: Definition,
  name: string,
  written: Readonly<Record<string, unknown>>,
  options: pulumi.CustomResourceOptions | undefined,
): pulumi.Inputs {
  const args = givenArguments(written);
  const outputs = Object.fromEntries(definition.outputNames.map((output) => [output, undefined]));
  const common = { ...outputs, ...args, __provider: providerText(definition) };
  if (options?.id !== undefined) return common;
  return {
    ...common,
    __urn: urnOf(name, typeOf(definition), options?.parent),
    __organization: organization(),
    ...given("__timeouts", options?.customTimeouts),
    ...given("__arguments", rulesKept(definition, name, args, options)),
  };
}

/**
 * What the constructor of a resource does once Pulumi has made its outputs from the inputs: they reject where a rule is
 * broken, and a run that such an output would keep from ending is ended.
 */
export function settle(resource: pulumi.CustomResource, inputs: pulumi.Inputs): void {
  rejectIfRefused(resource, inputs.__arguments as Promise<undefined> | undefined, declaredInRun());
}

/** An input where there is one: Pulumi makes promises for what isn't there too, and each costs the program time. */
function given(key: string, value: unknown): pulumi.Inputs {
  return value === undefined ? {} : { [key]: value };
}

/** A program under test, with mocks, may have none. */
function organization(): string {
  try {
    return pulumi.getOrganization();
  } catch {
    return "organization";
  }
}

/**
 * Delete before replace: `pulumi up --replace` and `pulumi state taint` don't ask our `diff`, and a gateway has no
 * room for both. A program may say otherwise.
 */
export function optionsOf(options: pulumi.CustomResourceOptions | undefined): pulumi.CustomResourceOptions {
  return { ...options, deleteBeforeReplace: options?.deleteBeforeReplace ?? true };
}

/**
 * Applies the rules to what the program knows already. A promise that fails rejects this resource's registration
 * alone, so that one preview shows every bad resource; `check` would stop the engine at the first. Nothing is
 * promised where all is known and well: each promise costs the program time.
 */
function rulesKept(
  definition: Definition,
  name: string,
  args: Readonly<Record<string, unknown>>,
  options: pulumi.CustomResourceOptions | undefined,
): Promise<undefined> | undefined {
  const subject = { type: definition.name, name, args, options };
  // Which run this is can only be told now: afterwards, another may be going on.
  const registry = registryOfRun();
  const judge = { definition, subject, registry, secrets: registry?.secrets ?? new Set<string>() };
  const later: Later[] = [];
  const inputs = setAside({ name, ...args }, later);
  const kept = later.length === 0 ? judged(judge, inputs) : resolved(judge, inputs, later);
  // The registration awaits it too; this only keeps Node from calling it unhandled before that.
  kept?.catch(() => undefined);
  return kept;
}

interface Judge {
  readonly definition: Definition;
  readonly subject: Subject;
  readonly registry: ProgramRegistry | undefined;
  /** What no message may show. */
  readonly secrets: Set<string>;
}

/** A rejection where a rule is broken; else the warnings are told, and there is nothing to await. */
function judged(judge: Judge, inputs: Properties): Promise<undefined> | undefined {
  const { definition, subject } = judge;
  const label = labelOf(subject);
  const failures = definition.failures(inputs);
  const others = met(judge, inputs, failures);
  const own = failures.length > 0 ? [refusal(label, failures)] : [];
  const refusals = [...importRefused(subject), ...own, ...others.refused];
  const clean = (message: string) => redact(message, judge.secrets);
  if (refusals.length > 0) return Promise.reject(runError(clean(refusals.join("\n"))));
  const warnings = definition.warnings(inputs).filter((warning) => !isSilenced(warning));
  const told = warnings.map((warning) => `${label}: ${describeFailure(warning)}`);
  for (const warning of [...told, ...others.warned]) void pulumi.log.warn(clean(warning));
  return undefined;
}

function isSilenced({ silencedBy }: Warning): boolean {
  if (silencedBy === undefined) return false;
  const { key } = settings[silencedBy];
  const [namespace = "", name = ""] = key.split(":");
  const configured = new pulumi.Config(namespace).get(name);
  const inForce = readSettings((asked) => (asked === key ? configured : undefined), process.env);
  return !isOn(inForce, silencedBy);
}

/** The engine would read the resource without the code that does it, and fail with a stack trace of gRPC. */
function importRefused({ type, name, options }: Subject): string[] {
  const id = options?.import;
  if (id === undefined) return [];
  const command = `npx alicloud-vpn import-file ${id} --name ${id}=${name} --run`;
  return [
    `${type} ${name}: the option import doesn't work with dynamic resources: take it out and run ${command}`,
  ];
}

/** What the other resources of the program have to say. Invalid resources still take part in the cross-resource checks. */
function met(
  { definition, subject, registry }: Judge,
  inputs: Properties,
  failures: readonly Failure[],
): ConflictReport {
  const { crossResource } = definition;
  if (registry === undefined) return { refused: [], warned: [] };
  return registry.meet(declared(subject, crossResource, inputs, failures));
}

const labelOf = ({ type, name }: Subject) => `${type} ${name}`;

/**
 * Judges once what wasn't there yet is there. Where a value fails, as the output of a refused resource does, the rest
 * is judged all the same, so that one preview shows what is wrong with this resource as well.
 */
async function resolved(judge: Judge, inputs: Properties, later: readonly Later[]): Promise<undefined> {
  const label = labelOf(judge.subject);
  const sent = await Promise.allSettled(
    later.map(({ key, value }) => pulumi.runtime.serializeProperties(label, { [key]: value })),
  );
  later.forEach(({ holder, key }, index) => {
    const outcome = sent[index];
    const wire = outcome?.status === "fulfilled" ? outcome.value : undefined;
    for (const text of secretTexts(wire)) judge.secrets.add(text);
    // What comes to nothing is no argument.
    const value = wire === undefined ? UNKNOWN : decodeProperties(wire)[key];
    if (value !== undefined) holder[key] = value;
  });
  const verdict = judged(judge, inputs);
  const failed = sent.find((outcome) => outcome.status === "rejected");
  // The registration fails with one error alone, that of the value. The verdict's stays unhandled: Pulumi shows it.
  if (failed !== undefined) throw failed.reason;
  await verdict;
  return undefined;
}

/** Pulumi's SDK would put the name of the hidden input that carries it in front, which says nothing to anybody. */
function runError(message: string): pulumi.RunError {
  return Object.defineProperty(new pulumi.RunError(message), "message", {
    get: () => message,
    set: () => undefined,
  });
}

function refusal(label: string, failures: readonly Failure[]): string {
  const count = failures.length === 1 ? "1 argument is" : `${failures.length} arguments are`;
  return [`${label}: ${count} refused:`, ...failures.map((failure) => `  ${describeFailure(failure)}`)].join(
    "\n",
  );
}
