import { documented } from "../rules/refusals";
import { applyStateRules, refuse } from "../rules/rule";
import { tagCountRules } from "../rules/tags";
import type { PlainOperation } from "./call";
import { checkRequest } from "./lookup";
import { resourcesOf } from "./tagged";

/** Tags neither wait for a gateway nor make it busy. */
export const TagResources: PlainOperation = {
  kind: "plain",
  name: "TagResources",
  required: ["ResourceType"],
  answer(call) {
    const resources = resourcesOf(call);
    const sent = call.parameters.tags("Tag");
    if (sent.length === 0) throw refuse(documented("MissingParameter"), "Tag");
    checkRequest(call);
    const added = Object.fromEntries(sent.map(({ key, value }) => [key, value ?? ""]));
    for (const { tags } of resources) {
      const total = Object.keys({ ...tags, ...added }).length;
      applyStateRules(tagCountRules, call.operation, { sent, total });
    }
    for (const { id, kind, tags } of resources) kind.set(call.account, id, { ...tags, ...added });
    return {};
  },
};
