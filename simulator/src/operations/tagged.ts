import { type TaggedKind, taggedKinds } from "../model/tagged";
import type { Parameters } from "../http/parameters";
import type { Account } from "../model/account";
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

/** Whether anybody may tag is a switch: older accounts and narrow keys may not. */
function refuseTagOperation({ account }: Call): void {
  const { tagOperations } = account.settings.switches;
  if (tagOperations === "forbidden") throw refuse(documented("Forbidden.RAM"));
  if (tagOperations === "unknown type") throw refuse(unknownType);
}

/** The tags that a create brings with it. */
export function createdTags(account: Account, parameters: Parameters): Tags {
  if (account.settings.switches.tagsAtCreate === "ignored") return {};
  return Object.fromEntries(parameters.tags("Tags").map(({ key, value }) => [key, value ?? ""]));
}

export function kindOf(call: Call): { type: string; kind: TaggedKind } {
  refuseTagOperation(call);
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
