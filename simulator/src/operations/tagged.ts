import { type TaggedKind, taggedKinds } from "../model/tagged";
import type { Tags } from "../model/resources";
import { assumed, documented } from "../rules/refusals";
import { refuse } from "../rules/rule";
import type { Call } from "./call";

const unknownType = assumed(
  "InvalidResourceType.NotFound",
  "The ResourceType provided does not exist in our records.",
  404,
);
const unknownId = assumed(
  "InvalidResourceId.NotFound",
  "The specified ResourceIds are not found in our records.",
  404,
);
const tooManyIds = assumed(
  "NumberExceed.ResourceIds",
  "The ResourceIds parameter number is exceed. Valid : 50.",
);

interface TaggedResource {
  readonly id: string;
  readonly kind: TaggedKind;
  readonly tags: Tags;
}

export function kindOf(call: Call): { type: string; kind: TaggedKind } {
  const type = (call.parameters.text("ResourceType") ?? "").toUpperCase();
  const kind = taggedKinds[type];
  if (kind === undefined) throw refuse(unknownType);
  return { type, kind };
}

/** The resources of a tag request; all have to exist. */
export function resourcesOf(call: Call): TaggedResource[] {
  const { kind } = kindOf(call);
  const ids = call.parameters.list("ResourceId");
  if (ids.length === 0) throw refuse(documented("MissingParameter"), "ResourceId");
  if (ids.length > 50) throw refuse(tooManyIds);
  call.resourceId = ids[0];
  return ids.map((id) => {
    const tags = kind.find(call.account, id, call.region);
    if (tags === undefined) throw refuse(unknownId);
    return { id, kind, tags };
  });
}
