import type { Properties } from "../../provider/src/properties";
import { plain, type Outcome, type StateResource, type Step } from "./harness";
import { type CallRecord, type Stage, changesIn } from "./stage";

/** What is said of a resource, or done to it: `nothing`, `updates`, `replaces`, else what there is. */
export type Word = string;

/** A resource by its name in the program. */
export interface Named {
  readonly name: string;
}

/** One version of the program: what the preview said, what `up` did by the simulator's log, and where that led. */
export interface Act {
  said(resource: Named): Word;
  /** Top-level properties for which a resource is replaced. */
  replacing(resource: Named): readonly string[];
  done(resource: Named): Word;
  outputs(resource: Named): Properties;
  readonly after: Resources;
}

/** The state's resources by name, with their secrets in the open. */
export type Resources = ReadonlyMap<string, StateResource>;

/** Preview and up of the version that is declared; `before` is what there is. */
export async function act(made: Stage, before: Resources, ...targets: string[]): Promise<Act> {
  const preview = await ended(made.project.preview("--parallel", "64", ...targets));
  made.newCalls();
  await ended(made.project.up("--parallel", "64", ...targets));
  const after = await resourcesOf(made);
  const calls = made.newCalls();
  const stepsOf = ({ name }: Named) => preview.steps.filter((step) => step.name === name);
  return {
    said: (one) => saidOf(stepsOf(one)),
    replacing: (one) => stepsOf(one).flatMap(({ replacing }) => replacing),
    done: ({ name }) => doneOf(calls, [before.get(name)?.id, after.get(name)?.id]),
    outputs: ({ name }) => plain(after.get(name)?.outputs) as Properties,
    after,
  };
}

export async function ended(command: Promise<Outcome>): Promise<Outcome> {
  const outcome = await command;
  if (outcome.code !== 0) throw new Error(outcome.output);
  return outcome;
}

export async function resourcesOf({ project }: Stage): Promise<Resources> {
  const { resources } = await project.state({ showSecrets: true });
  return new Map(resources.map((resource) => [resource.name, resource]));
}

function saidOf(steps: readonly Step[]): Word {
  const ops = [...new Set(steps.map(({ op }) => op).filter((op) => op !== "same"))].sort();
  if (ops.length === 0) return "nothing";
  const word = { update: "updates", create: "creates" }[ops.join()];
  return word ?? (ops.includes("replace") ? "replaces" : ops.join(" "));
}

/** Operations on the tags that a program sets: a create takes its mark off, which changes nothing of them. */
const isTagging = ({ operation, outcome, parameters }: CallRecord): boolean =>
  /^(Tag|UnTag)Resources$/.test(operation) &&
  outcome === "ok" &&
  parameters["TagKey.1"] !== "pulumi-alicloud-vpn-unfinished";

/** What the calls about a resource did to it, by its ids before and after. */
function doneOf(calls: readonly CallRecord[], ids: readonly (string | undefined)[]): Word {
  const own = ids.filter((id) => id !== undefined);
  const about = ({ resourceId = "", parameters }: CallRecord) =>
    own.includes(resourceId) || own.includes(parameters["ResourceId.1"] ?? "");
  const operations = [
    // A replayed answer changed nothing: it tells of an earlier call with that token.
    ...changesIn(calls).filter(({ replayed }) => !replayed),
    ...calls.filter(isTagging),
  ].filter(about);
  const verbs = operations.map(
    ({ operation }) => /^(Create|Modify|Delete|Tag|UnTag)/.exec(operation)?.[1] ?? "",
  );
  if (verbs.length === 0) return "nothing";
  if (verbs.every((verb) => verb.endsWith("Tag")) || verbs.join() === "Modify") return "updates";
  return { "Delete,Create": "replaces", Create: "creates" }[verbs.join()] ?? verbs.join(" ");
}
