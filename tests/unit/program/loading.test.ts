import { execFileSync, spawnSync } from "node:child_process";
import path from "node:path";

const repository = path.resolve(__dirname, "../../..");

/** The modules that a program has loaded once it has imported the built package. */
function loadedBy(specifier: string): string[] {
  const script = `require(${JSON.stringify(specifier)});process.stdout.write(JSON.stringify(Object.keys(require.cache)))`;
  const printed = execFileSync(process.execPath, ["-e", script], { cwd: repository, encoding: "utf8" });
  return JSON.parse(printed) as string[];
}

const inPackage = (name: string) => (file: string) => file.includes(`node_modules/${name}/`);

beforeAll(() => {
  execFileSync(process.execPath, [require.resolve("typescript/bin/tsc"), "-b", "provider"], {
    cwd: repository,
  });
});

describe("importing the package", () => {
  it("loads neither the SDK nor credentials, nor anything that a preview doesn't need", () => {
    const loaded = loadedBy("pulumi-alicloud-vpn");
    const files = loaded.filter((file) => /provider\/lib\//.test(file));
    expect(loaded.filter((file) => /node_modules\/@(alicloud|darabonba)\//.test(file))).toEqual([]);
    expect(files.filter((file) => /\/lib\/(vpc|gateway|dynamic|cli)\/|lifecycle|runtime/.test(file))).toEqual(
      [],
    );
    expect(files.some((file) => file.endsWith("resources/vpnConnection/resource.js"))).toBe(true);
  });

  it("loads no more of grpc than Pulumi itself does", () => {
    const alone = new Set(loadedBy("@pulumi/pulumi").filter(inPackage("@grpc")));
    const more = loadedBy("pulumi-alicloud-vpn").filter(inPackage("@grpc"));
    expect(more.filter((file) => !alone.has(file))).toEqual([]);
  });
});

it("what the stored text requires loads the SDK with the first call only", () => {
  const loaded = loadedBy("pulumi-alicloud-vpn/runtime");
  expect(loaded.filter((file) => /node_modules\/@alicloud\//.test(file))).toEqual([]);
});

it("one preview shows every bad resource, and registers the good ones", () => {
  const script = `
    const pulumi = require("@pulumi/pulumi");
    const { SslVpnServer, VpnConnection } = require("pulumi-alicloud-vpn");
    const told = [];
    const tell = (text) => {
      told.push(text);
      // Once all three are through. What Pulumi says of the program as it ends, and its exit code, doesn't count.
      if (told.length === 3) require("fs").writeSync(3, JSON.stringify(told));
    };
    process.on("unhandledRejection", (error) => tell(error.message));
    const mocks = { newResource: ({ name, inputs }) => (tell("registered " + name), { id: name, state: inputs }), call: () => ({}) };
    pulumi.runtime.setMocks(mocks, "network", "prod", true).then(() => {
      const server = { vpnGatewayId: "vpn-1", clientIpPool: "10.250.0.0/24", localSubnets: ["10.0.0.0/16"] };
      new SslVpnServer("bad", { ...server, port: 22 });
      new VpnConnection("worse", { vpnGatewayId: "vpn-1", localSubnets: [], remoteSubnets: ["x"] });
      new SslVpnServer("good", server);
    });`;
  const [, , errors, written] = spawnSync(process.execPath, ["-e", script], {
    cwd: repository,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe", "pipe"],
    timeout: 60_000,
  }).output;
  if (!written) throw new Error(`the program ended before all three were through: ${errors}`);
  const told = (JSON.parse(written) as string[]).sort();
  expect(told).toHaveLength(3);
  expect(told[0]).toMatch(/SslVpnServer bad: 1 argument is refused:\n {2}port: 22/);
  expect(told[1]).toMatch(/VpnConnection worse: 3 arguments are refused:/);
  expect(told[2]).toBe("registered good");
});
