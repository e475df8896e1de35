import type { PlainOperation } from "./call";

/** The only operation without a RegionId. */
export const DescribeRegions: PlainOperation = {
  kind: "plain",
  name: "DescribeRegions",
  required: [],
  regional: false,
  answer(call) {
    const Region = call.account.settings.regions.map((RegionId) => ({
      RegionId,
      LocalName: RegionId,
      RegionEndpoint: `vpc.${RegionId}.aliyuncs.com`,
    }));
    return { Regions: { Region } };
  },
};
