import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { RAMRoleARNCredentialsProvider } from "@alicloud/credentials";
import { VpnError } from "../../../provider/src/errors";
import { credentials } from "../../../provider/src/vpc/credentials";

const keys = { accessKey: "key", secretKey: "secret" };
const roleArn = "acs:ram::1:role/network";

/** Names of what the vendor's library reads, which the machine of the test may have set. */
const vendors = /^ALIBABA_CLOUD_/;

let home = "";
let environment: NodeJS.ProcessEnv = {};

beforeEach(() => {
  home = mkdtempSync(path.join(os.tmpdir(), "home-"));
  jest.spyOn(os, "homedir").mockReturnValue(home);
  environment = process.env;
  process.env = {
    ...Object.fromEntries(Object.entries(environment).filter(([name]) => !vendors.test(name))),
    // The role of a machine is asked for over the network.
    ALIBABA_CLOUD_ECS_METADATA_DISABLED: "true",
  };
});

afterEach(() => {
  process.env = environment;
  rmSync(home, { recursive: true, force: true });
  jest.restoreAllMocks();
});

function withProfiles(...profiles: object[]): void {
  mkdirSync(path.join(home, ".aliyun"));
  writeFileSync(path.join(home, ".aliyun/config.json"), JSON.stringify({ current: "", profiles }));
}

const production = { name: "production", mode: "AK", access_key_id: "pk", access_key_secret: "ps" };

async function refusalOf(work: Promise<unknown>): Promise<VpnError> {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof VpnError)) throw new Error(`no VpnError: ${String(error)}`);
  return error;
}

describe("keys that are given", () => {
  it("are taken as they are, with their token", async () => {
    const plain = { accessKeyId: "key", accessKeySecret: "secret" };
    expect(await credentials(keys)).toEqual({ ...plain, securityToken: undefined });
    expect(await credentials({ ...keys, securityToken: "token" })).toEqual({
      ...plain,
      securityToken: "token",
    });
  });

  it.each([
    [{ accessKey: "key" }, "There is an access key but no secret key."],
    [{ secretKey: "secret" }, "There is a secret key but no access key."],
    [{ accessKey: "key", profile: "production", roleArn }, "There is an access key but no secret key."],
  ])("are refused where there is only half a pair: %j", async (settings, message) => {
    const error = await refusalOf(credentials(settings));
    expect(error.message).toBe(message);
    expect(error.advice).toContain("both ALICLOUD_ACCESS_KEY and ALICLOUD_SECRET_KEY, or neither");
  });
});

describe("a profile", () => {
  it("is found before anything is sent", async () => {
    withProfiles(production);
    const { credential } = await credentials({ profile: "production" });
    expect(await credential?.getCredential()).toMatchObject({ accessKeyId: "pk", accessKeySecret: "ps" });
  });

  it("that isn't there is told as such, with what to set", async () => {
    withProfiles(production);
    const error = await refusalOf(credentials({ profile: "staging" }));
    expect(error.message).toBe("No credentials from staging: unable to get profile with 'staging'.");
    expect(error.advice).toContain("ALICLOUD_ACCESS_KEY");
  });

  it("that can't be read shows nothing of the file", async () => {
    withProfiles(production);
    writeFileSync(path.join(home, ".aliyun/config.json"), '{"access_key_secret": "hunter2"');
    const error = await refusalOf(credentials({ profile: "production" }));
    expect(error.message).toMatch(/^No credentials from production: parse aliyun cli config/);
    expect(error.message).not.toContain("hunter2");
  });
});

it("a default chain that finds nothing is told in one line, and not as a fault of the network", async () => {
  const error = await refusalOf(credentials({}));
  expect(error.message).toMatch(/^No credentials from the default chain \(environment, profile, role of the/);
  expect(error.message).not.toMatch(/\n|can't be reached|was lost/);
  expect(error).not.toHaveProperty("kind");
});

it("a default chain takes the vendor's own variables", async () => {
  process.env.ALIBABA_CLOUD_ACCESS_KEY_ID = "vk";
  process.env.ALIBABA_CLOUD_ACCESS_KEY_SECRET = "vs";
  const { credential } = await credentials({});
  expect(await credential?.getCredential()).toMatchObject({ accessKeyId: "vk", accessKeySecret: "vs" });
});

describe("a role", () => {
  /** Answers for the service that gives out a role's keys, and notes who asks. */
  function roles(answer: () => Promise<object>): unknown[] {
    const asked: unknown[] = [];
    const prototype = RAMRoleARNCredentialsProvider.prototype as unknown as {
      credentialsProvider: { getCredentials(): Promise<{ accessKeyId: string; securityToken?: string }> };
      getCredentials(): Promise<unknown>;
    };
    jest.spyOn(prototype, "getCredentials").mockImplementation(async function (this: typeof prototype) {
      const { accessKeyId, securityToken } = await this.credentialsProvider.getCredentials();
      asked.push([accessKeyId, securityToken]);
      return { getProviderName: () => "role", ...(await answer()) };
    });
    return asked;
  }

  const temporary = { accessKeyId: "rk", accessKeySecret: "rs", securityToken: "rt" };

  it("is assumed with the keys, the token, or the profile there is, once before anything is sent", async () => {
    withProfiles(production);
    const asked = roles(() => Promise.resolve(temporary));
    const { credential, ...plain } = await credentials({ ...keys, roleArn });
    expect([credential === undefined, plain]).toEqual([false, {}]);
    await credentials({ ...keys, securityToken: "token", roleArn });
    await credentials({ profile: "production", roleArn });
    expect(asked.map((one) => (one as string[]).map((text) => text || undefined))).toEqual([
      ["key", undefined],
      ["key", "token"],
      ["pk", undefined],
    ]);
  });

  it("that can't be assumed is named, with the first thing said", async () => {
    roles(() => Promise.reject(new Error("get sts token failed, result: {...}\nand more")));
    const error = await refusalOf(credentials({ ...keys, roleArn }));
    expect(error.message).toBe(`No credentials from ${roleArn}: get sts token failed, result.`);
  });
});
