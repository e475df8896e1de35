/** The operations of tags. */
import { type Json, refuse } from "./values";
import type { Request } from "./request";
import type { Store } from "./store";

export class Tags {
  constructor(private readonly store: Store) {}

  tagged(request: Request): string[] {
    // The newest list of resource types has no VPN connections, though other tools tag them as VPNCONNECTION.
    if (this.store.world.tagOperations === "refused") refuse("InvalidResourceType.NotSupported");
    const known = ["VPNCONNECTION", "VPNGATEWAY"];
    if (!known.includes(request.required("ResourceType").toUpperCase()))
      refuse("InvalidResourceType.NotFound");
    const ids = Object.values(request.below("ResourceId."));
    if (ids.length === 0 || ids.length > 50) refuse("MissingParameter.ResourceId");
    for (const id of ids) if (!this.store.exists(id)) refuse("InvalidResourceId.NotFound", undefined, 404);
    return ids;
  }

  tagResources(request: Request): Json {
    const tags = request.tags("Tag.", 128);
    if (Object.keys(tags).length === 0) refuse("MissingParameter.Tag");
    for (const id of this.tagged(request)) {
      const all = { ...this.store.tagsOf(id), ...tags };
      if (Object.keys(all).length > 20) refuse("QuotaExceeded.TagsPerResource");
      this.store.setTags(id, all);
    }
    return {};
  }

  unTagResources(request: Request): Json {
    const keys = Object.values(request.below("TagKey."));
    const all = request.flag("All") === true;
    if (keys.length > 20) refuse("NumberExceed.Tags");
    for (const id of this.tagged(request)) {
      const left = Object.entries(this.store.tagsOf(id)).filter(
        ([key]) => !(all && keys.length === 0) && !keys.includes(key),
      );
      this.store.setTags(id, Object.fromEntries(left));
    }
    return {};
  }

  listTagResources(request: Request): Json {
    const TagResource = this.tagged(request).flatMap((ResourceId) =>
      this.store.shownTags(ResourceId).map(({ Key, Value }) => ({
        ResourceId,
        ResourceType: "VPNCONNECTION",
        TagKey: Key,
        TagValue: Value,
      })),
    );
    return { NextToken: "", TagResources: { TagResource } };
  }
}
