import { documented } from "../rules/refusals";
import { refuse } from "../rules/rule";
import type { PlainOperation } from "./call";
import { resourcesOf } from "./tagged";

/** The SDK spells it UnTagResources; `UntagResources` is taken too. */
export const UnTagResources: PlainOperation = {
  kind: "plain",
  name: "UnTagResources",
  required: ["ResourceType"],
  answer(call) {
    const resources = resourcesOf(call);
    const keys = call.parameters.list("TagKey");
    const all = keys.length === 0 && call.parameters.flag("All") === true;
    if (keys.length === 0 && !all) throw refuse(documented("MissingParameter"), "TagKey");
    for (const { id, kind, tags } of resources) {
      const kept = Object.entries(tags).filter(([key]) => !all && !keys.includes(key));
      kind.set(call.account, id, Object.fromEntries(kept));
    }
    return {};
  },
};
