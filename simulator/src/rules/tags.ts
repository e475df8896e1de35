import { characters } from "./common";
import { assumed } from "./refusals";
import type { StateRule, ValueRule } from "./rule";

const tagging = ["TagResources"];
const creating = ["CreateVpnConnection", "CreateCustomerGateway"];

const reserved = (value: string): boolean => /^(aliyun|acs:)/.test(value) || /https?:\/\//.test(value);
const badKey = (longest: number) => (value: string) =>
  value === "" || characters(value) > longest || reserved(value);

const invalidKey = assumed("InvalidTagKey", "The tag keys are not valid.");
const invalidValue = assumed("InvalidTagValue", "The tag values are not valid.");

export const tagRules: readonly ValueRule[] = [
  {
    id: "tags.key.onCreate",
    operations: creating,
    parameters: ["Tags.N.Key"],
    refuses: badKey(64),
    refusal: invalidKey,
    source: "sdk model",
  },
  {
    id: "tags.key",
    operations: tagging,
    parameters: ["Tag.N.Key"],
    refuses: badKey(128),
    refusal: invalidKey,
    source: "sdk model",
  },
  {
    id: "tags.value",
    operations: [...creating, ...tagging],
    parameters: ["Tags.N.Value", "Tag.N.Value"],
    refuses: (value) => characters(value) > 128 || reserved(value),
    refusal: invalidValue,
    source: "sdk model",
  },
];

/** Tags of one resource as they would be. */
export interface TagSituation {
  readonly sent: readonly { key: string; value: string | undefined }[];
  readonly total: number;
}

export const tagCountRules: readonly StateRule<TagSituation>[] = [
  {
    id: "tags.atOnce",
    operations: [...creating, ...tagging],
    parameter: "Tag.N.Key",
    refuses: ({ sent }) => sent.length > 20,
    refusal: assumed("NumberExceed.Tags", "The Tags parameter number is exceed. Valid : 20."),
    source: "sdk model",
  },
  {
    id: "tags.duplicate",
    operations: [...creating, ...tagging],
    parameter: "Tag.N.Key",
    refuses: ({ sent }) => new Set(sent.map(({ key }) => key)).size < sent.length,
    refusal: assumed("DuplicatedParam.TagKey", "The tag keys are duplicated."),
    source: "assumed",
  },
  {
    id: "tags.perResource",
    operations: [...creating, ...tagging],
    parameter: "Tag.N.Key",
    refuses: ({ total }) => total > 20,
    refusal: assumed("NumberExceed.Tags", "The Tags parameter number is exceed. Valid : 20."),
    source: "sdk model",
  },
];
