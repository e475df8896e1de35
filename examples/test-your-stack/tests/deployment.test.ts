import { mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { LocalWorkspace, type Stack } from "@pulumi/pulumi/automation";
import {
  type Simulator,
  TEST_ACCESS_KEY_ID,
  TEST_ACCESS_KEY_SECRET,
  startSimulator,
} from "pulumi-alicloud-vpn-simulator";
import { type NetworkArgs, network } from "../network";

// The stack as it is, the real Pulumi engine, and a VPC API on this machine.
let simulator: Simulator;
let folder: string;

beforeEach(async () => {
  simulator = await startSimulator({
    busy: "100ms", // how long each change keeps the gateway busy
    gateways: [{ id: "vpn-test", ssl: true }],
    customerGateways: [{ id: "cgw-test", ip: "203.0.113.10" }],
  });
  // State and settings of the stack. It is inside the project since the engine looks for packages from here upwards.
  folder = mkdtempSync(join(__dirname, ".stack-"));
});

afterEach(async () => {
  await simulator.close();
  rmSync(folder, { recursive: true });
});

const args: NetworkArgs = { vpnGatewayId: "vpn-test", customerGatewayId: "cgw-test", officeKey: "aKey" };

const stackOf = (): Promise<Stack> =>
  LocalWorkspace.createOrSelectStack(
    {
      stackName: "test",
      projectName: "test-your-stack",
      program: () => Promise.resolve(network(args)),
    },
    {
      workDir: folder,
      envVars: {
        PULUMI_BACKEND_URL: `file://${folder}`,
        PULUMI_CONFIG_PASSPHRASE: "of a stack that lives for one test",
        ALICLOUD_VPC_ENDPOINT: simulator.url,
        ALICLOUD_REGION: "cn-hangzhou",
        ALICLOUD_ACCESS_KEY: TEST_ACCESS_KEY_ID,
        ALICLOUD_SECRET_KEY: TEST_ACCESS_KEY_SECRET,
      },
    },
  );

test("the network comes up, then stays as it is, and goes", async () => {
  const stack = await stackOf();
  const { summary, outputs } = await stack.up();
  expect(summary.resourceChanges).toMatchObject({ create: 3 }); // the stack itself is one
  expect(outputs.staffAddress?.value).toMatch(/^\d+\.\d+\.\d+\.\d+$/);
  expect(simulator.inventory()).toMatchObject({
    sslVpnServers: [{ Name: "staff", ClientIpPool: "10.250.0.0/24" }],
    vpnConnections: [{ Name: "office", RemoteSubnet: "192.168.0.0/24" }],
  });
  expect((await stack.preview()).changeSummary).toEqual({ same: 3 });
  await stack.destroy();
  expect(simulator.inventory()).toMatchObject({ sslVpnServers: [], vpnConnections: [] });
});

test("a lost answer makes no second connection", async () => {
  simulator.faults.add({ kind: "dropAfterApply", operation: "CreateVpnConnection" });
  await (await stackOf()).up();
  expect(simulator.inventory().vpnConnections).toHaveLength(1);
});
