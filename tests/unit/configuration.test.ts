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

  it("a role of the stack is assumed with the environment's keys", () => {
    const given = config({ "alicloud:assumeRole": { roleArn: "role", sessionName: "s" } });
    expect(readSettings(given, { ...environment, ALICLOUD_ASSUME_ROLE_SESSION_NAME: "env-session" })).toEqual(
      {
        accessKey: "env-key",
        secretKey: "env-secret",
        securityToken: "env-token",
        profile: "env-profile",
        roleArn: "role",
        roleSessionName: "s",
        region: "cn-hangzhou",
      },
    );
  });

  it("what goes with a role comes from where the role comes from", () => {
    const given = config({ "alicloud:assumeRole": { roleArn: "role" } });
    const settings = readSettings(given, {
      ALICLOUD_ASSUME_ROLE_SESSION_NAME: "env-session",
      ALICLOUD_ASSUME_ROLE_SESSION_EXPIRATION: "900",
    });
    expect(settings).toEqual({ roleArn: "role" });
  });

  const ours = { ALICLOUD_ACCESS_KEY: "our-key", ALICLOUD_SECRET_KEY: "our-secret" };
  const theirs = {
    ALIBABA_CLOUD_ACCESS_KEY_ID: "their-key",
    ALIBABA_CLOUD_ACCESS_KEY_SECRET: "their-secret",
    ALIBABA_CLOUD_SECURITY_TOKEN: "their-token",
  };

  it("keys of one family of variables never meet a token of the other", () => {
    expect(readSettings(nothing, { ...theirs, ...ours })).toEqual({
      accessKey: "our-key",
      secretKey: "our-secret",
    });
    expect(readSettings(nothing, { ...theirs, ALICLOUD_SECURITY_TOKEN: "our-token" })).toEqual({
      accessKey: "their-key",
      secretKey: "their-secret",
      securityToken: "their-token",
    });
  });

  it("an access key of one family never meets a secret of the other", () => {
    expect(readSettings(nothing, { ...theirs, ALICLOUD_ACCESS_KEY: "our-key" })).toEqual({
      accessKey: "our-key",
    });
    expect(
      readSettings(nothing, { ALICLOUD_SECRET_KEY: "our-secret", ALIBABA_CLOUD_ACCESS_KEY_ID: "their-key" }),
    ).toEqual({ accessKey: "their-key" });
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
