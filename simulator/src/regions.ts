/** Regions every simulated account has, so that a wrong one is "nothing there" rather than "no such region". */
export const commonRegions: readonly string[] = [
  "cn-hangzhou",
  "cn-shanghai",
  "cn-beijing",
  "cn-shenzhen",
  "cn-hongkong",
  "ap-southeast-1",
  "ap-southeast-5",
  "ap-northeast-1",
  "eu-central-1",
  "us-west-1",
  "us-east-1",
  "me-east-1",
];

/** Where the seeded resources are, unless an option says otherwise. */
export const DEFAULT_REGION = "cn-hangzhou";
