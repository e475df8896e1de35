import { type Simulator, TEST_ACCESS_KEY_ID, TEST_ACCESS_KEY_SECRET } from "../../simulator/src/index";

/** What points the provider at the simulator, with the simulator's own keys. */
export const environment = (simulator: Simulator) => ({
  ALICLOUD_ACCESS_KEY: TEST_ACCESS_KEY_ID,
  ALICLOUD_SECRET_KEY: TEST_ACCESS_KEY_SECRET,
  ALICLOUD_VPC_ENDPOINT: simulator.url,
});

export const programText = (body: string): string =>
  `const pulumi = require("@pulumi/pulumi");\nconst vpn = require("pulumi-alicloud-vpn");\n${body}`;
