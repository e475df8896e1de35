import { startSimulator, type Simulator } from "pulumi-alicloud-vpn-simulator";
import type { Engine } from "../engine/ensure";
import { PulumiProject } from "../pulumi/project";
import { repositoryRoot } from "../system/repository";

/** Ids and values that the steps and their judgement share. */
export const ids = {
  branch: "vpn-demo-branch",
  datacentre: "vpn-demo-datacentre",
  office: "cgw-demo-office",
  newOffice: "cgw-demo-new-office",
  routers: { master: "cgw-demo-router-a", slave: "cgw-demo-router-b" },
} as const;

export const keys = {
  office: "demo-Office-key-1",
  newOffice: "demo-Office-key-2",
  master: "demo-Master-key-1",
  slave: "demo-Slave-key-1",
} as const;

export const gatewayNames: Readonly<Record<string, string>> = {
  [ids.branch]: "branch gateway",
  [ids.datacentre]: "data-centre gateway",
};

const accessKey = { id: "demo-access-key", secret: "demo-access-key-secret" };

const region = "eu-central-1";
const BUSY = "1200ms";

export interface Scene {
  readonly simulator: Simulator;
  readonly project: PulumiProject;
}

export const startScenery = (): Promise<Simulator> =>
  startSimulator({
    region,
    busy: BUSY,
    accessKeys: [accessKey],
    gateways: [
      { id: ids.branch, tunnels: "single", ssl: true, vpcCidr: "10.0.0.0/16" },
      { id: ids.datacentre, tunnels: "dual", vpcCidr: "10.0.0.0/16" },
    ],
    customerGateways: [
      { id: ids.office, ip: "203.0.113.10" },
      { id: ids.newOffice, ip: "203.0.113.20" },
      { id: ids.routers.master, ip: "198.51.100.1", asn: 65010 },
      { id: ids.routers.slave, ip: "198.51.100.2", asn: 65010 },
    ],
  });

/** The checkout's own project, which runs the main example, with a stack that is thrown away. */
export const openProject = (engine: Engine, simulator: Simulator): Promise<PulumiProject> =>
  PulumiProject.create({
    engine,
    from: repositoryRoot(),
    stack: "demo",
    config: {
      branchGatewayId: ids.branch,
      datacentreGatewayId: ids.datacentre,
      officeCustomerGatewayId: ids.office,
      masterCustomerGatewayId: ids.routers.master,
      slaveCustomerGatewayId: ids.routers.slave,
    },
    secrets: { officeKey: keys.office, masterKey: keys.master, slaveKey: keys.slave },
    env: {
      ALICLOUD_VPC_ENDPOINT: simulator.url,
      ALICLOUD_REGION: region,
      ALICLOUD_ACCESS_KEY: accessKey.id,
      ALICLOUD_SECRET_KEY: accessKey.secret,
    },
  });
