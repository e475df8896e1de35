import { spawnSync } from "node:child_process";
import * as pulumi from "@pulumi/pulumi";
import { SslVpnServer } from "../../../provider/src";
import { repositoryRoot } from "../../../tools/system/repository";
import { useMocks } from "./programs";

const server = { vpnGatewayId: "vpn-1", clientIpPool: "10.250.0.0/24", localSubnets: ["10.0.0.0/16"] };

const valueOf = async <T>(output: pulumi.Output<T>): Promise<T> =>
  await new Promise<T>((resolve) => {
    output.apply(resolve);
  });

describe("the outputs of a resource with good arguments", () => {
  beforeAll(() => useMocks(false));

  const later = pulumi.secret(["10.0.0.0/16"]);

  it("are those that Pulumi made where all is known: nothing is put in their place", () => {
    const staff = new SslVpnServer("known", server);
    expect(Object.getOwnPropertyDescriptor(staff, "id")).toHaveProperty("value");
  });

  it("have their values where an argument was known later", async () => {
    const staff = new SslVpnServer("later", { ...server, localSubnets: later });
    expect([await valueOf(staff.id), await valueOf(staff.localSubnets)]).toEqual([
      "later-id",
      ["10.0.0.0/16"],
    ]);
  });

  it("are as secret as they were", async () => {
    const staff = new SslVpnServer("secret", { ...server, localSubnets: later });
    expect([await pulumi.isSecret(staff.localSubnets), await pulumi.isSecret(staff.port)]).toEqual([
      true,
      false,
    ]);
  });

  it("are the same each time they are read, and among the resource's properties", () => {
    const staff = new SslVpnServer("same", { ...server, localSubnets: later });
    expect(staff.internetIp).toBe(staff.internetIp);
    expect(Object.keys(staff)).toEqual(expect.arrayContaining(["id", "urn", "internetIp"]));
  });
});

interface Told {
  /** Messages of the errors that nobody handled, each error once. */
  readonly errors: string[];
  /** How many promises failed with them, and nobody handled it. */
  readonly rejections: number;
}

/** What Node tells a program with mocks. */
function told(program: string): Told {
  const script = `
    const pulumi = require("@pulumi/pulumi");
    const { SslVpnServer, VpnConnection } = require("pulumi-alicloud-vpn");
    const unhandled = [];
    process.on("unhandledRejection", (error) => unhandled.push(error));
    process.on("exit", () => {
      const errors = [...new Set(unhandled)].map(({ message }) => message);
      process.stdout.write(JSON.stringify({ errors, rejections: unhandled.length }));
    });
    const mocks = { newResource: ({ name, inputs }) => ({ id: name, state: inputs }), call: () => ({}) };
    const server = ${JSON.stringify(server)};
    pulumi.runtime.setMocks(mocks, "network", "prod", true).then(async () => { ${program} });`;
  const { stdout } = spawnSync(process.execPath, ["-e", script], {
    cwd: repositoryRoot(),
    encoding: "utf8",
    timeout: 60_000,
  });
  return JSON.parse(stdout) as Told;
}

describe("the outputs of a refused resource", () => {
  const refused = expect.stringMatching(
    /^SslVpnServer staff: 1 argument is refused:\n {2}port: 22/,
  ) as string;

  it("fail with the one error of its registration, known at once or later, read before or after", () => {
    for (const port of ["22", "Promise.resolve(22)"]) {
      const read = `const { id } = staff; await new Promise(setImmediate);
        const rejections = await Promise.allSettled([id, staff.urn, staff.internetIp].map((output) => output.promise()));
        if (new Set(rejections.map(({ reason }) => reason)).size !== 1) throw new Error("several errors");`;
      expect(
        told(`const staff = new SslVpnServer("staff", { ...server, port: ${port} }); ${read}`).errors,
      ).toEqual([refused]);
    }
  });

  it("leave nothing unhandled beside the registration where nobody looks at them, nor where they are read too late", () => {
    const program = `const staff = new SslVpnServer("staff", { ...server, port: 22 });
      const early = staff.id;
      await new Promise((resolve) => setTimeout(resolve, 50));
      const late = staff.internetIp;`;
    expect(told(program)).toEqual({ errors: [refused], rejections: 1 });
  });

  it("leave no second error with a resource that takes one", () => {
    const program = `const staff = new SslVpnServer("staff", { ...server, port: 22 });
      new SslVpnServer("next", { ...server, vpnGatewayId: staff.vpnGatewayId, clientIpPool: "10.251.0.0/24" });`;
    expect(told(program).errors).toEqual([refused]);
  });

  it("don't keep a resource that takes one from being judged by its other arguments", () => {
    const program = `const staff = new SslVpnServer("staff", { ...server, port: 22 });
      new SslVpnServer("next", { ...server, vpnGatewayId: staff.vpnGatewayId, protocol: "tcp" });`;
    expect(told(program).errors.sort()).toEqual([
      expect.stringMatching(/^SslVpnServer next: 1 argument is refused:\n {2}protocol: "tcp"/),
      refused,
    ]);
  });
});

it("the option import is refused in one line that names the command which adopts", () => {
  const [message, ...more] = told(`new SslVpnServer("staff", server, { import: "vss-1" });`).errors;
  expect(message).toBe(
    "SslVpnServer staff: the option import doesn't work with dynamic resources: take it out and run " +
      "npx alicloud-vpn import-file vss-1 --name vss-1=staff --run",
  );
  expect(more).toEqual([]);
});
