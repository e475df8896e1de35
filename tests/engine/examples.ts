import { join } from "node:path";
import type { SimulatorOptions } from "../../simulator/src/index";
import { repositoryRoot } from "../../tools/system/repository";

/** What a run of an example needs. */
export interface Example {
  readonly name: string;
  readonly config: Readonly<Record<string, string>>;
  readonly secrets: Readonly<Record<string, string>>;
  /** Names of the resources that it makes. */
  readonly makes: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Checked by the loader as it runs, with the example's own settings; `npm run typecheck` checks the others. */
  readonly ownTypeCheck?: boolean;
  /** The demo does the rest. */
  readonly previewOnly?: boolean;
}

/** One account that has what all examples ask for. */
export const accountOfExamples: SimulatorOptions = {
  busy: "100ms",
  gateways: [
    { id: "vpn-single", ssl: true },
    { id: "vpn-dual", tunnels: "dual", ssl: true },
    { id: "vpn-frankfurt", region: "eu-central-1" },
    { id: "vpn-singapore", region: "ap-southeast-1", ssl: true },
  ],
  customerGateways: [
    ...[1, 2, 3, 4].map((index) => ({
      id: `cgw-${index}`,
      ip: `203.0.113.${index * 10}`,
      asn: 65000 + index,
    })),
    { id: "cgw-berlin", region: "eu-central-1", ip: "203.0.113.50" },
    { id: "cgw-jakarta", region: "ap-southeast-1", ip: "203.0.113.60" },
  ],
};

export const examples: readonly Example[] = [
  {
    name: "hybrid-network",
    config: {
      branchGatewayId: "vpn-single",
      datacentreGatewayId: "vpn-dual",
      officeCustomerGatewayId: "cgw-1",
      masterCustomerGatewayId: "cgw-2",
      slaveCustomerGatewayId: "cgw-3",
    },
    secrets: { officeKey: "anOfficeKey", masterKey: "aMasterKey", slaveKey: "aSlaveKey" },
    makes: ["datacentre", "office", "staff"],
    ownTypeCheck: true,
    previewOnly: true,
  },
  {
    name: "staff-vpn",
    config: {
      vpnGatewayId: "vpn-single",
      idaasInstanceId: "idaas_simulated0000000000000002",
      idaasRegionId: "cn-hangzhou",
      idaasApplicationId: "app_simulated0000000000000001",
    },
    secrets: {},
    makes: ["staff"],
  },
  {
    name: "two-sites",
    config: {
      vpnGatewayId: "vpn-dual",
      factoryGatewayId: "cgw-1",
      factoryStandbyGatewayId: "cgw-2",
      warehouseGatewayId: "cgw-3",
      warehouseStandbyGatewayId: "cgw-4",
    },
    secrets: {
      factoryKey: "planted-factory-1f3a",
      factoryStandbyKey: "planted-factory-77d0",
      warehouseKey: "planted-warehouse-2c9e",
      warehouseStandbyKey: "planted-warehouse-b418",
    },
    makes: ["factory", "warehouse"],
  },
  {
    name: "with-alicloud",
    config: {
      vpcId: "vpc-1",
      vswitchId: "vsw-1",
      standbyVswitchId: "vsw-2",
      officeAddress: "203.0.113.10",
      officeStandbyAddress: "203.0.113.20",
    },
    secrets: { officeKey: "planted-office-90ce", officeStandbyKey: "planted-office-41ab" },
    makes: ["branch", "office", "office-master", "office-slave", "staff"],
    env: {
      NODE_PATH: join(repositoryRoot(), "tests", "engine", "standIns"),
      STAND_IN_IDS: JSON.stringify({ branch: "vpn-dual", "office-master": "cgw-1", "office-slave": "cgw-2" }),
    },
  },
  {
    name: "several-regions",
    config: {
      frankfurtGatewayId: "vpn-frankfurt",
      berlinGatewayId: "cgw-berlin",
      singaporeGatewayId: "vpn-singapore",
      jakartaGatewayId: "cgw-jakarta",
    },
    secrets: { berlinKey: "planted-berlin-5d20", jakartaKey: "planted-jakarta-e6b7" },
    makes: ["berlin", "jakarta", "staff"],
  },
  {
    name: "office-component",
    config: { vpnGatewayId: "vpn-single", lisbonGatewayId: "cgw-1", portoGatewayId: "cgw-2" },
    secrets: { lisbonKey: "planted-lisbon-88f1", portoKey: "planted-porto-0a4c" },
    makes: ["lisbon", "lisbon", "porto", "porto"],
  },
];
