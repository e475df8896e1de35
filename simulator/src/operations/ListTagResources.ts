import { documented } from "../rules/refusals";
import { refuse } from "../rules/rule";
import type { PlainOperation } from "./call";
import { passesTags } from "./paging";
import { kindOf } from "./tagged";

/** Pages of tags, not of resources; NextToken is the place of the next one. */
export const ListTagResources: PlainOperation = {
  kind: "plain",
  name: "ListTagResources",
  required: ["ResourceType"],
  answer(call) {
    const { kind, type } = kindOf(call);
    const ids = call.parameters.list("ResourceId");
    const filters = call.parameters.tags("Tag");
    // "Specify at least ResourceId.N or Tag.N"; a value without its key is an error (sdk model).
    if (ids.length === 0 && filters.length === 0) throw refuse(documented("MissingParameter"), "ResourceId");
    if (filters.some(({ key }) => key === "")) throw refuse(documented("MissingParameter"), "Tag.N.Key");
    const found = kind
      .all(call.account, call.region)
      .filter(([id, tags]) => (ids.length === 0 || ids.includes(id)) && passesTags(call, tags))
      .flatMap(([ResourceId, tags]) =>
        Object.entries(tags).map(([TagKey, TagValue]) => ({
          ResourceId,
          ResourceType: type,
          TagKey,
          TagValue,
        })),
      );
    const start = Number(call.parameters.text("NextToken") ?? 0) || 0;
    const end = start + Math.min(call.parameters.number("MaxResults") ?? 50, 50);
    const NextToken = end < found.length ? String(end) : "";
    return { NextToken, TagResources: { TagResource: found.slice(start, end) } };
  },
};
