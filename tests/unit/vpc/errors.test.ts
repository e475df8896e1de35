import { ApiError, type ErrorKind, errorTable, fromSdk, kindOf } from "../../../provider/src/vpc/errors";
import { errorCodes } from "./errorCodes";

const said = (code: string, statusCode = 400, more: Record<string, unknown> = {}) =>
  fromSdk("CreateVpnConnection", "the VPC API of cn-hangzhou", { code, statusCode, ...more });

describe("the table of error codes", () => {
  it.each(Object.entries(errorCodes))("has a row for every code on the page of %s", (_, codes) => {
    expect(codes.filter((code) => !(code in errorTable))).toEqual([]);
  });

  it.each<[ErrorKind, string[]]>([
    [
      "busy",
      [
        "VpnGateway.Configuring",
        "VpnTask.CONFLICT",
        "TaskConflict",
        "Appliance.Configuring",
        "VpnConnection.Configuring",
        "VpnRouteEntry.Configuring",
      ],
    ],
    ["retryable", ["SystemBusy", "Rejected.Throttling", "Throttling", "Throttling.User"]],
    [
      "notFound",
      [
        "InvalidVpnConnectionInstanceId.NotFound",
        "InvalidSslVpnServerId.NotFound",
        "InvalidInstanceId.NotFound",
        "InvalidResourceId.NotFound",
      ],
    ],
    [
      "conflict",
      [
        "IllegalParam.TunnelCidr",
        "VpnConnectionParamInvalid.SameVpnAndCgwDifferentIkeConfigs",
        "VpnConnectionParamInvalid.SameVpnAndCgwTrafficSelectorOverlap",
        "SslVpnServer.AlreadyExist",
        "IpConflict",
        "VpnRouteEntry.ConflictSSL",
        "IllegalParam.EnableBgp",
      ],
    ],
    [
      "fatal",
      [
        "VpnGateway.FinancialLocked",
        "Forbidden",
        "Forbbiden.SubUser",
        "Resource.QuotaFull",
        "InvalidVpnGatewayInstanceId.NotFound",
        "InvalidCustomerGatewayInstanceId.NotFound",
        "Never.HeardOf",
      ],
    ],
  ])("%s: %j", (kind, codes) => {
    expect(codes.map((code) => said(code).kind)).toEqual(codes.map(() => kind));
  });

  it("has advice for every code", () => {
    const without = Object.keys(errorTable).filter((code) => (said(code).advice ?? "") === "");
    expect(without).toEqual([]);
  });
});

describe("what the status says of a code that no table has", () => {
  it.each([
    [500, "indeterminate"],
    [503, "indeterminate"],
    [429, "retryable"],
    [404, "fatal"],
    [403, "fatal"],
    [400, "fatal"],
  ])("%d: %s", (status, kind) => {
    expect(said("Never.HeardOf", status).kind).toBe(kind);
  });

  it("a code that the table has is what the table says, as a 500 too", () => {
    expect(said("OperationFailed.RouteConflictWithIPsecServer", 500).kind).toBe("fatal");
    expect(said("InvalidVpnConnectionInstanceId.NotFound", 404).kind).toBe("notFound");
  });

  it("a permission that is missing is not a resource that is gone", () => {
    expect(said("Forbidden", 403).kind).toBe("fatal");
    expect(said("NoPermission", 403).kind).toBe("fatal");
  });
});

describe("an error of the API", () => {
  const error = said("IllegalParam.TunnelCidr", 400, {
    data: { RequestId: "r-1", Message: "The specified TunnelCidr is invalid." },
    message: "IllegalParam.TunnelCidr: code: 400, The specified TunnelCidr is invalid. request id: r-1",
  });

  it("names operation, code, what was said, request and what to do", () => {
    expect(error).toBeInstanceOf(ApiError);
    expect(error.message).toBe(
      "CreateVpnConnection: IllegalParam.TunnelCidr: The specified TunnelCidr is invalid.",
    );
    expect(error).toMatchObject({
      code: "IllegalParam.TunnelCidr",
      requestId: "r-1",
      advice: "Each tunnel of a gateway needs a tunnelCidr of its own.",
    });
  });

  it("keeps the pause that the service asks for", () => {
    expect(said("Throttling", 400, { retryAfter: 700 }).retryAfter).toBe(700);
  });

  it.each(["Forbidden", "Forbidden.RAM", "NoPermission", "Forbidden.Unheard"])(
    "of a missing permission (%s) names the RAM action",
    (code) => {
      expect(said(code, 403).advice).toBe(
        "Grant the RAM user or role the permission vpc:CreateVpnConnection.",
      );
    },
  );

  it("of a missing permission names the RAM action first, and then what the table has to say", () => {
    expect(said("Forbbiden.SubUser", 403).advice).toBe(
      "Grant the RAM user or role the permission vpc:CreateVpnConnection. " +
        "The resource belongs to another user of the account.",
    );
    expect(said("Forbbiden.SubUser", 400).advice).toBe(
      "The resource belongs to another user of the account.",
    );
  });

  it("has a kind, and what isn't of the API has none", () => {
    expect(kindOf(error)).toBe("conflict");
    expect(kindOf(new Error("x"))).toBeUndefined();
    expect(kindOf(undefined)).toBeUndefined();
  });
});

describe("an answer that never came", () => {
  const signed = "GET https://vpc.example/?AccessKeyId=LTAIkey&Signature=s1gn4ture&Psk=hunter2 failed";
  const transport = (code: string | undefined, message: string) =>
    fromSdk("CreateVpnConnection", "the VPC API of cn-hangzhou", { code, message, name: "RequestError" });

  it.each(["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "EHOSTUNREACH", "ENETUNREACH"])(
    "%s: nothing was sent, so it may be sent again",
    (code) => {
      const error = transport(code, signed);
      expect(error.kind).toBe("retryable");
      expect(error.message).toContain("the VPC API of cn-hangzhou can't be reached");
      expect(error.advice).toContain("ALICLOUD_VPC_ENDPOINT");
    },
  );

  it("a connection that took too long to come about is one that never did", () => {
    expect(transport(undefined, `ConnectTimeout: Connect ${signed}`).kind).toBe("retryable");
  });

  it.each(["ECONNRESET", "EPIPE", "ETIMEDOUT", undefined])("%s: nobody knows what came of it", (code) => {
    const error = transport(code, `ReadTimeout: 15000. ${signed}`);
    expect(error.kind).toBe("indeterminate");
    expect(error.message).toContain("was lost");
  });

  it.each([
    "CERT_HAS_EXPIRED",
    "DEPTH_ZERO_SELF_SIGNED_CERT",
    "SELF_SIGNED_CERT_IN_CHAIN",
    "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
    "ERR_TLS_CERT_ALTNAME_INVALID",
  ])("%s: no repetition makes a certificate trusted", (code) => {
    const error = transport(code, signed);
    expect(error.kind).toBe("fatal");
    expect(error.message).toBe(
      `CreateVpnConnection: no secure connection to the VPC API of cn-hangzhou (${code})`,
    );
    expect(error.advice).toBe(
      "Check the endpoint and its certificate; NODE_EXTRA_CA_CERTS names further authorities to trust, and one on this machine that speaks plain HTTP is given as http://….",
    );
  });

  it("leaks neither the signed address nor a key", () => {
    const errors = ["ECONNRESET", "ECONNREFUSED", "CERT_HAS_EXPIRED", undefined].map((code) =>
      transport(code, signed),
    );
    const shown = JSON.stringify(errors.map((error) => [error.message, error.advice, String(error)]));
    expect(shown).not.toMatch(/LTAIkey|s1gn4ture|hunter2|https:/);
  });

  it.each([undefined, null, "text", 7])("thrown as %p is told all the same", (thrown) => {
    expect(fromSdk("DescribeVpnGateway", "the API", thrown).message).toBe(
      "DescribeVpnGateway: the answer of the API was lost (no answer)",
    );
  });
});
