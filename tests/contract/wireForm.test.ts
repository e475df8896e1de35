import * as pulumi from "@pulumi/pulumi";
import { providerText } from "../../provider/src/program/resourceInputs";
import { SslVpnServer, VpnConnection } from "../../provider/src/index";
import { providerTexts } from "./host";

interface Registered {
  readonly type: string;
  readonly inputs: Record<string, unknown>;
}

const registered: Registered[] = [];

beforeAll(async () => {
  await pulumi.runtime.setMocks({
    newResource: ({ type, name, inputs }) => {
      registered.push({ type, inputs: inputs as Record<string, unknown> });
      return { id: `${name}-id`, state: inputs as Record<string, unknown> };
    },
    call: () => ({}),
  });
});

test("the wire form of a resource equals what pulumi.dynamic.Resource makes", async () => {
  class Reference extends pulumi.dynamic.Resource {
    constructor(name: string, args: Record<string, unknown>) {
      super({ create: () => Promise.resolve({ id: "x" }) }, name, args, {}, "alicloud-vpn", "SslVpnServer");
    }
  }
  const args = { vpnGatewayId: "vpn-1", clientIpPool: "10.250.0.0/24", localSubnets: ["10.0.0.0/16"] };
  await promised(new Reference("reference", args).urn);
  await promised(new SslVpnServer("ours", args).urn);
  const [reference, ours] = registered;
  expect(ours?.type).toBe(reference?.type);
  const visible = ({ inputs }: Registered) => Object.keys(inputs).filter((key) => !key.startsWith("__"));
  expect(ours && visible(ours)).toEqual(reference && visible(reference));
  // Both are texts of a module whose `handler` the provider's process calls.
  for (const text of [reference?.inputs.__provider, ours?.inputs.__provider]) {
    expect(text).toMatch(/^exports\.handler ?= ?/);
  }
});

test("the texts that live in people's state never change", () => {
  expect(providerText({ runtimeExport: "sslVpnServer" })).toBe(providerTexts.SslVpnServer);
  expect(providerText({ runtimeExport: "vpnConnection" })).toBe(providerTexts.VpnConnection);
  for (const text of Object.values(providerTexts)) expect(Buffer.byteLength(text)).toBeLessThanOrEqual(300);
});

test("isInstance knows its own class and no other", () => {
  const server = new SslVpnServer("server", {
    vpnGatewayId: "vpn-1",
    clientIpPool: "10.250.0.0/24",
    localSubnets: ["10.0.0.0/16"],
  });
  expect([SslVpnServer.isInstance(server), VpnConnection.isInstance(server)]).toEqual([true, false]);
});

const promised = (output: pulumi.Output<string>) => new Promise((resolve) => output.apply(resolve));
