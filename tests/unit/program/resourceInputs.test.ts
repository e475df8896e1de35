import { compileFunction } from "node:vm";
import * as pulumi from "@pulumi/pulumi";
import type { MockResourceArgs } from "@pulumi/pulumi/runtime";
import * as rpc from "@pulumi/pulumi/runtime/rpc";
import { Provider, SslVpnServer, VpnConnection, type VpnConnectionArgs } from "../../../provider/src";
import { inputsOf, optionsOf, providerText } from "../../../provider/src/program/resourceInputs";
import type { Definition } from "../../../provider/src/schema/define";
import { sslVpnServer } from "../../../provider/src/resources/sslVpnServer/definition";
import { vpnConnection } from "../../../provider/src/resources/vpnConnection/definition";

const { failures: connectionFailures } = vpnConnection;

const { failures: serverFailures } = sslVpnServer;

const registered: MockResourceArgs[] = [];

beforeAll(async () => {
  await pulumi.runtime.setMocks(
    {
      newResource: (args) => {
        registered.push(args);
        return { id: `${args.name}-id`, state: args.inputs as Record<string, unknown> };
      },
      call: () => ({}),
    },
    "network",
    "prod",
    false,
    "acme",
  );
});

beforeEach(() => registered.splice(0));

const valueOf = async <T>(output: pulumi.Output<T>): Promise<T> =>
  await new Promise<T>((resolve) => {
    output.apply(resolve);
  });

/** The registration of the resource of that name, once it is through. */
async function registrationOf(
  resource: pulumi.CustomResource,
  name: string,
): Promise<{ type: string; inputs: unknown }> {
  await valueOf(resource.id);
  const found = registered.find((args) => args.name === name);
  if (found === undefined) throw new Error(`${name} was not registered`);
  return found;
}

const server = { vpnGatewayId: "vpn-1", clientIpPool: "10.250.0.0/24", localSubnets: ["10.0.0.0/16"] };
const common = { vpnGatewayId: "vpn-1", localSubnets: ["10.0.0.0/16"], remoteSubnets: ["192.168.0.0/24"] };
const connection = { ...common, customerGatewayId: "cgw-1" };

const wrapped = (value: unknown) => ({ [rpc.specialSigKey]: rpc.specialSecretSig, value });

const isSecret = (output: pulumi.Output<unknown>) => pulumi.isSecret(output);

describe("the text that goes into people's state, and can never change", () => {
  const frozen = (name: string) =>
    `exports.handler=()=>{try{return require("pulumi-alicloud-vpn/runtime").${name}}catch(e){e.message="pulumi-alicloud-vpn can't be loaded: add it to the package.json of this project, "+process.cwd()+", and install\\n"+e.message;throw e}}`;

  it("is the one of SslVpnServer", async () => {
    const { inputs, type } = await registrationOf(new SslVpnServer("frozen", server), "frozen");
    expect(type).toBe("pulumi-nodejs:dynamic/alicloud-vpn:SslVpnServer");
    expect(inputs).toHaveProperty("__provider", frozen("sslVpnServer"));
  });

  it("is the one of VpnConnection", async () => {
    const { inputs, type } = await registrationOf(new VpnConnection("frozen", connection), "frozen");
    expect(type).toBe("pulumi-nodejs:dynamic/alicloud-vpn:VpnConnection");
    expect(inputs).toHaveProperty("__provider", frozen("vpnConnection"));
  });

  it.each(["sslVpnServer", "vpnConnection"])("is short (%s)", (runtimeExport) => {
    expect(Buffer.byteLength(providerText({ runtimeExport }))).toBeLessThanOrEqual(300);
  });

  it("tells where to install what it can't find, and keeps the cause", () => {
    const text = providerText({ runtimeExport: "sslVpnServer" });
    const load = compileFunction(`${text};return exports.handler`, ["require", "exports"]) as (
      require: (path: string) => unknown,
      exports: object,
    ) => () => unknown;
    const missing = load(() => {
      throw new Error("Cannot find module");
    }, {});
    expect(missing).toThrow(
      /can't be loaded: add it to the package\.json of this project, .*, and install\nCannot find module/,
    );
    expect(load((path) => ({ sslVpnServer: path }), {})()).toBe("pulumi-alicloud-vpn/runtime");
  });
});

describe("a registration", () => {
  it("carries URN, organization and time-outs, and the arguments as they are", async () => {
    const options = { customTimeouts: { create: "20m" } };
    const { inputs } = await registrationOf(new SslVpnServer("staff", server, options), "staff");
    expect(inputs).toMatchObject({
      ...server,
      __urn: "urn:pulumi:prod::network::pulumi-nodejs:dynamic/alicloud-vpn:SslVpnServer::staff",
      __organization: "acme",
      __timeouts: { create: "20m" },
    });
    expect(inputs).not.toHaveProperty("protocol");
  });

  it("of a resource that is only read carries none of it, and no rule refuses it", async () => {
    const resource = VpnConnection.get("read", "vco-1", { regionId: "cn-beijing" });
    const { inputs } = await registrationOf(resource, "read");
    expect(inputs).toMatchObject({ regionId: "cn-beijing" });
    for (const key of ["__urn", "__organization", "__timeouts"]) expect(inputs).not.toHaveProperty(key);
  });

  it("is replaced by deleting first, unless the program says otherwise", () => {
    expect(optionsOf(undefined)).toEqual({ deleteBeforeReplace: true });
    expect(optionsOf({ protect: true })).toEqual({ deleteBeforeReplace: true, protect: true });
    expect(optionsOf({ deleteBeforeReplace: false })).toEqual({ deleteBeforeReplace: false });
  });

  it("is known as what it is", () => {
    const resource = new VpnConnection("instance", connection);
    expect([VpnConnection.isInstance(resource), SslVpnServer.isInstance(resource)]).toEqual([true, false]);
    expect([VpnConnection.isInstance({}), VpnConnection.isInstance(undefined)]).toEqual([false, false]);
  });

  it("makes every output a property, so that none waits for ever", () => {
    const made = new VpnConnection("outputs", connection);
    for (const output of [made.status, made.tunnelStatus, made.bgpStatus, made.healthCheckStatus])
      expect(pulumi.Output.isInstance(output)).toBe(true);
    expect(pulumi.Output.isInstance(new SslVpnServer("outputs", server).internetIp)).toBe(true);
  });
});

describe("keys", () => {
  const tunnel = (psk: pulumi.Input<string>) => ({ customerGatewayId: "cgw-1", ikeConfig: { psk } });

  it.each<[string, VpnConnectionArgs, "ikeConfig" | "tunnels"]>([
    ["plain", { ...connection, ikeConfig: { psk: "correct-horse" } }, "ikeConfig"],
    ["in a promised block", { ...connection, ikeConfig: Promise.resolve({ psk: "k" }) }, "ikeConfig"],
    ["in an output", { ...connection, ikeConfig: pulumi.output({ psk: "k" }) }, "ikeConfig"],
    ["in tunnels", { ...common, tunnels: { master: tunnel("a"), slave: tunnel("b") } }, "tunnels"],
    [
      "in tunnels of an output",
      { ...common, tunnels: pulumi.output({ master: tunnel("a"), slave: tunnel("b") }) },
      "tunnels",
    ],
    [
      "in a tunnel of an output",
      { ...common, tunnels: { master: pulumi.output(tunnel("a")), slave: { customerGatewayId: "cgw-2" } } },
      "tunnels",
    ],
  ])("become secret where a program gives them in the open: %s", async (title, args, property) => {
    const resource = new VpnConnection(`secret ${title}`, args);
    await valueOf(resource.id);
    expect(await isSecret(resource[property])).toBe(true);
    expect(await isSecret(resource.localSubnets)).toBe(false);
  });

  it("leave what the service says of the tunnels in the open, which is apart from them for that", async () => {
    const resource = new VpnConnection("status", {
      ...common,
      tunnels: { master: tunnel("a"), slave: tunnel("b") },
    });
    await valueOf(resource.id);
    expect(await isSecret(resource.tunnels)).toBe(true);
    expect(await isSecret(resource.tunnelStatus)).toBe(false);
  });

  it("leave a connection without one in the open", async () => {
    const resource = new VpnConnection("open", {
      ...connection,
      ikeConfig: { ikeVersion: "ikev2" as const },
    });
    await valueOf(resource.id);
    expect(await isSecret(resource.ikeConfig)).toBe(false);
  });
});

describe("arguments that break a rule", () => {
  const refusing = (failures: Definition["failures"]) => ({
    ...sslVpnServer,
    warnings: () => [],
    failures,
  });
  /** The hidden input whose promise fails, and the registration with it. */
  const hiddenInput = (args: Record<string, unknown>, failures: Definition["failures"], name = "bad") =>
    inputsOf(refusing(failures), name, args, undefined).__arguments as Promise<undefined> | undefined;

  it("reject the registration with all failures of the resource at once", async () => {
    const kept = hiddenInput({ ...server, port: 22, cipher: "x" }, serverFailures);
    await expect(kept).rejects.toBeInstanceOf(pulumi.RunError);
    const error = await kept?.catch((refusal: unknown) => refusal as Error);
    expect(error?.message.split("\n")).toEqual([
      "SslVpnServer bad: 2 arguments are refused:",
      expect.stringContaining("  cipher: "),
      expect.stringContaining("  port: 22 is refused"),
    ]);
  });

  it("read as they are, whatever Pulumi's SDK puts in front of an input's error", async () => {
    const kept = hiddenInput({ ...server, port: 22 }, serverFailures);
    const label = "resource:bad";
    const rejected = pulumi.runtime.serializeProperties(label, { __arguments: kept });
    await expect(rejected).rejects.toThrow(/^SslVpnServer bad: 1 argument is refused:/);
    await expect(rejected).rejects.toBeInstanceOf(pulumi.RunError);
  });

  it("never show a key, secret or not", async () => {
    for (const psk of ["hunter2 hunter2", pulumi.secret("hunter2 hunter2")]) {
      const kept = hiddenInput({ ...connection, ikeConfig: { psk } }, connectionFailures);
      const error = await kept?.catch((refusal: unknown) => refusal as Error);
      expect(error?.message).toContain("1 argument is refused");
      expect(error?.message).toContain("ikeConfig.psk");
      expect(error?.message).not.toContain("hunter2");
    }
  });

  it.each<[string, Record<string, unknown>, Definition["failures"], string]>([
    ["a text", { ...server, clientIpPool: pulumi.secret("10.77.77.7/24") }, serverFailures, "10.77.77"],
    ["a short text", { ...server, cipher: pulumi.secret("xyz") }, serverFailures, "xyz"],
    ["a list", { ...server, localSubnets: pulumi.secret(["10.77.77.7/24"]) }, serverFailures, "10.77.77"],
    ["a number", { ...server, port: pulumi.secret(70_000) }, serverFailures, "70000"],
    [
      "a part of something secret",
      { ...connection, ikeConfig: pulumi.secret({ localId: "a b c d" }) },
      connectionFailures,
      "a b c d",
    ],
  ])("never show what the program marks secret: %s", async (_, args, failures, hidden) => {
    const kept = hiddenInput(args, failures);
    const error = await kept?.catch((refusal: unknown) => refusal as Error);
    expect(error?.message).toMatch(/\[secret\]/);
    expect(error?.message).not.toContain(hidden);
  });

  it("are told of the resource's own name where that is no name", async () => {
    await expect(hiddenInput(server, serverFailures, "x".repeat(101))).rejects.toThrow(/name: /);
    expect(hiddenInput({ ...server, name: "ok" }, serverFailures, "x".repeat(101))).toBeUndefined();
  });

  it("are none where all is known and well: nothing is promised, which would cost the program time", () => {
    expect(hiddenInput(server, serverFailures)).toBeUndefined();
    expect(hiddenInput({ ...connection, ikeConfig: { psk: "k" } }, connectionFailures)).toBeUndefined();
  });

  it("are found at any depth, beside what isn't there yet", async () => {
    const tunnel = (customerGatewayId: unknown) => ({
      customerGatewayId,
      ikeConfig: { ikePfs: Promise.resolve("group3"), ikeMode: "x" },
    });
    const tunnels = { master: tunnel(pulumi.output("cgw-1")), slave: Promise.resolve(tunnel("cgw-2")) };
    const error = await hiddenInput({ ...common, tunnels }, connectionFailures)?.catch(
      (refusal: unknown) => refusal as Error,
    );
    const lines = ["master", "slave"].flatMap((role) =>
      ["ikeMode", "ikePfs"].map((key) => `tunnels.${role}.ikeConfig.${key}`),
    );
    expect(
      error?.message
        .split("\n")
        .slice(1)
        .map((line) => line.trim().split(":")[0]),
    ).toEqual(lines);
  });

  it("are none where a promise or an output has good ones", async () => {
    const args = { ...server, port: Promise.resolve(1195), localSubnets: pulumi.output(["10.0.0.0/16"]) };
    await expect(hiddenInput(args, serverFailures)).resolves.toBeUndefined();
    const bad = { ...server, port: pulumi.output(Promise.resolve(22)) };
    await expect(hiddenInput(bad, serverFailures)).rejects.toThrow("port: 22");
  });
});

describe("a provider of one's own", () => {
  it("has its settings under the keys that the process reads, credentials secret", async () => {
    const provider = new Provider("tokyo", {
      region: "ap-northeast-1",
      accessKey: "key",
      secretKey: pulumi.output("secret"),
      roleArn: "acs:ram::1:role/r",
      roleSessionExpiration: 900,
    });
    await valueOf(provider.id);
    const found = registered.find(({ name }) => name === "tokyo");
    expect(found?.type).toBe("pulumi:providers:pulumi-nodejs");
    expect(found?.inputs).toEqual({
      "alicloud:region": "ap-northeast-1",
      "alicloud:accessKey": wrapped("key"),
      "alicloud:secretKey": wrapped("secret"),
      "alicloud:assumeRole.roleArn": "acs:ram::1:role/r",
      "alicloud:assumeRole.sessionExpiration": "900",
    });
  });
});
