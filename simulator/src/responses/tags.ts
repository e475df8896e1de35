import type { Tags } from "../model/resources";

/** `Tags.Tag[]`; DescribeVpnConnections alone calls the outer one `Tag`. */
export function tagList(tags: Tags): { Tag: { Key: string; Value: string }[] } {
  return { Tag: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })) };
}
