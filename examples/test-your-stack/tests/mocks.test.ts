import * as pulumi from "@pulumi/pulumi";
import { type NetworkArgs, network } from "../network";

// No engine and no API: what the program declares, within milliseconds.
type Inputs = Readonly<Record<string, unknown>>;
const declared: pulumi.runtime.MockResourceArgs[] = [];

beforeAll(() =>
  pulumi.runtime.setMocks({
    newResource: (resource) => {
      declared.push(resource);
      const inputs = resource.inputs as Inputs;
      // The outputs are what you say they are.
      return { id: `${resource.name}-id`, state: { ...inputs, internetIp: "198.51.100.1" } };
    },
    call: () => ({}),
  }),
);

beforeEach(() => (declared.length = 0));

/** Runs the program to its end, and returns its outputs as plain values. */
function run(args: Partial<NetworkArgs> = {}) {
  const outputs = network({ vpnGatewayId: "vpn-1", customerGatewayId: "cgw-1", officeKey: "aKey", ...args });
  return new Promise<unknown>((resolve) => {
    pulumi.output(outputs).apply(resolve);
  });
}

const inputsOf = (name: string): Inputs =>
  (declared.find((resource) => resource.name === name)?.inputs ?? {}) as Inputs;

test("the program declares a server and a connection", async () => {
  await run();
  expect(declared.map(({ type, name }) => `${type} ${name}`).sort()).toEqual([
    "pulumi-nodejs:dynamic/alicloud-vpn:SslVpnServer staff",
    "pulumi-nodejs:dynamic/alicloud-vpn:VpnConnection office",
  ]);
});

test("the inputs are the arguments, without the defaults that the engine fills in", async () => {
  await run({ staffPool: "10.251.0.0/24" });
  expect(inputsOf("staff")).toMatchObject({ vpnGatewayId: "vpn-1", clientIpPool: "10.251.0.0/24" });
  expect(inputsOf("staff")).not.toHaveProperty("port");
});

test("the outputs are those of the mocks", async () => {
  expect(await run()).toEqual({ staffAddress: "198.51.100.1", officePeer: "198.51.100.1" });
});

test("keys are secret, even where the program gives a plain text", async () => {
  await run();
  const { ikeConfig } = inputsOf("office");
  expect(pulumi.runtime.isRpcSecret(ikeConfig)).toBe(true);
  expect(pulumi.runtime.unwrapRpcSecret(ikeConfig)).toMatchObject({ psk: "aKey", ikeVersion: "ikev2" });
});
