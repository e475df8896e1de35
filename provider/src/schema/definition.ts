import type { Failure } from "./check";
import type { Change } from "./diff";
import type { Field } from "./fields";
import type { Properties } from "../properties";

/** The rules of one resource, as `rules.ts` of its folder gives them: what the engine's side needs, all of it pure. */
export interface ResourceRules {
  readonly fields: readonly Field[];
  readonly failures: (inputs: Properties) => Failure[];
  readonly complete: (inputs: Properties) => Properties;
  readonly changes: (outputs: Properties, wanted: Properties) => Change[];
}
