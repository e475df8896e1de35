import { readSettings } from "../../provider/src/configuration";

const config = (values: Readonly<Record<string, unknown>>) => (key: string) => values[key];
const nothing = config({});

describe("where a setting comes from", () => {
  it("the stack goes before the environment", () => {
    const settings = readSettings(config({ "alicloud:region": "cn-beijing" }), {
      ALICLOUD_REGION: "cn-hangzhou",
    });
    expect(settings.region).toBe("cn-beijing");
  });

  it.each([
    ["region", "ALICLOUD_REGION", "ALIBABA_CLOUD_REGION"],
    ["accessKey", "ALICLOUD_ACCESS_KEY", "ALIBABA_CLOUD_ACCESS_KEY_ID"],
    ["secretKey", "ALICLOUD_SECRET_KEY", "ALIBABA_CLOUD_ACCESS_KEY_SECRET"],
    ["securityToken", "ALICLOUD_SECURITY_TOKEN", "ALIBABA_CLOUD_SECURITY_TOKEN"],
    ["profile", "ALICLOUD_PROFILE", "ALIBABA_CLOUD_PROFILE"],
    ["vpcEndpoint", "ALICLOUD_VPC_ENDPOINT", "VPC_ENDPOINT"],
  ] as const)("%s is read from %s, and else from %s", (name, first, second) => {
    expect(readSettings(nothing, { [first]: "one", [second]: "two" })[name]).toBe("one");
    expect(readSettings(nothing, { [second]: "two" })[name]).toBe("two");
  });

  it("an empty text is no setting, in the stack or the environment", () => {
    const environment = { ALICLOUD_REGION: "", ALIBABA_CLOUD_REGION: "cn-shanghai" };
    expect(readSettings(config({ "alicloud:region": "" }), environment).region).toBe("cn-shanghai");
  });

  it("what nobody sets isn't there at all", () => {
    expect(readSettings(nothing, {})).toEqual({});
  });

  it("numbers become texts", () => {
    const settings = readSettings(config({ "alicloud:assumeRole": { sessionExpiration: 900 } }), {});
    expect(settings.roleSessionExpiration).toBe("900");
  });
});

describe("who we are comes from one source only", () => {
  const environment = {
    ALICLOUD_ACCESS_KEY: "env-key",
    ALICLOUD_SECRET_KEY: "env-secret",
    ALICLOUD_SECURITY_TOKEN: "env-token",
    ALICLOUD_PROFILE: "env-profile",
    ALICLOUD_ASSUME_ROLE_ARN: "env-role",
    ALICLOUD_REGION: "cn-hangzhou",
  };

  it("a key of the stack never meets a token, a profile or a role of the environment", () => {
    const given = config({ "alicloud:accessKey": "key", "alicloud:secretKey": "secret" });
    expect(readSettings(given, environment)).toEqual({
      accessKey: "key",
      secretKey: "secret",
      region: "cn-hangzhou",
    });
  });

  it("a profile of the stack keeps the environment's keys out", () => {
    const settings = readSettings(config({ "alicloud:profile": "prod" }), environment);
    expect(settings).toEqual({ profile: "prod", region: "cn-hangzhou" });
  });

  it("a region of the stack says nothing of who we are", () => {
    const settings = readSettings(config({ "alicloud:region": "cn-beijing" }), environment);
    expect(settings).toMatchObject({
      accessKey: "env-key",
      securityToken: "env-token",
      region: "cn-beijing",
    });
  });
});

describe("settings inside a JSON text", () => {
  const role = { roleArn: "acs:ram::1:role/r", sessionName: "s", policy: "p", externalId: "e" };
  const expected = {
    roleArn: "acs:ram::1:role/r",
    roleSessionName: "s",
    rolePolicy: "p",
    roleExternalId: "e",
  };

  it.each([
    ["an object", role],
    ["a list of one", [role]],
    ["a text of an object", JSON.stringify(role)],
    ["a text of a list", JSON.stringify([role])],
  ])("assumeRole may be %s", (_, value) => {
    expect(readSettings(config({ "alicloud:assumeRole": value }), {})).toEqual(expected);
  });

  it("the VPC's endpoint is taken out of endpoints", () => {
    const given = config({ "alicloud:endpoints": '[{"ecs":"a","vpc":"vpc.example"}]' });
    expect(readSettings(given, { ALICLOUD_VPC_ENDPOINT: "other" }).vpcEndpoint).toBe("vpc.example");
  });

  it("a Provider's own key goes before the JSON text", () => {
    const given = config({ "alicloud:endpoints": '{"vpc":"a"}', "alicloud:endpoints.vpc": "b" });
    expect(readSettings(given, {}).vpcEndpoint).toBe("b");
  });

  it.each(["{not json", "[]", "null", "7", '"text"', 7, null])(
    "what can't be read (%p) counts as not set",
    (value) => {
      const environment = { ALICLOUD_VPC_ENDPOINT: "env" };
      expect(readSettings(config({ "alicloud:endpoints": value }), environment).vpcEndpoint).toBe("env");
    },
  );
});
