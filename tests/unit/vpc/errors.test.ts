import { families, rowOf } from "../../../provider/src/vpc/errorFamilies";
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
        "OperationConflict",
        "IncorrectStatus",
      ],
    ],
    ["retryable", ["SystemBusy", "Rejected.Throttling", "Throttling", "Throttling.User"]],
    // Others have seen the change made all the same.
    ["indeterminate", ["ServiceUnavailable", "InternalError", "UnknownError", "LastTokenProcessing"]],
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

describe("a code that no row has is judged like its family", () => {
  it.each<[ErrorKind, string[]]>([
    [
      "busy",
      [
        "VpnTunnel.Configuring",
        "VpnGateway.Configuring.Retry",
        "Gateway.CONFIGURING",
        "OperationConflict.VpnGateway",
        "VpnGateway.OperationConflict",
        "Task.Conflict",
        "VpnGateway.TaskConflict",
        "VpnRouteEntry.TaskConflict",
        "VpnGateway.StatusConflict",
        "Conflict",
        "IncorrectStatus.VpnGateway",
        "VpnGateway.IncorrectStatus",
        "IncorrectVpnGatewayStatus",
      ],
    ],
    [
      "retryable",
      [
        "Throttling.Api",
        "VpnGateway.Throttling",
        "Rejected.Throttling.User",
        "SystemBusy.Retry",
        "THROTTLING",
      ],
    ],
    [
      "indeterminate",
      [
        "InternalError.Unknown",
        "InternalServerError",
        "UnknownError.Vpn",
        "ServiceUnavailable.Region",
        "ServiceTemporarilyUnavailable",
        "VpnGateway.LastTokenProcessing",
        "ServiceTimeout",
      ],
    ],
    [
      "conflict",
      [
        "VpnRouteEntry.ConflictIPsec",
        "RouteConflict",
        "OperationFailed.RouteConflictWithSslServer",
        "VpnGateway.ConflictRouteEntry",
        "IpConflict.ClientPool",
        "Cidr.Conflict",
        "SslVpnServer.AlreadyExists",
        "VpnConnection.AlreadyExist",
      ],
    ],
    [
      "fatal",
      [
        "Forbidden.Unheard",
        "Forbbiden.Unheard",
        "NoPermission.Unheard",
        "QuotaExceeded.Tunnel",
        "VpnConnection.QuotaFull",
        "OperationUnsupported.Anything",
        "SslVpnServer.NotFound",
        "InvalidVpnConnection.NotFound",
        "CustomerGateway.NotFound",
        "RelationshipConflict",
      ],
    ],
  ])("%s: %j", (kind, codes) => {
    expect(codes.filter((code) => code in errorTable)).toEqual([]);
    expect(codes.map((code) => [code, rowOf(code, 400).kind])).toEqual(codes.map((code) => [code, kind]));
  });

  it("a family is shown with a code that belongs to it, and to none before it", () => {
    for (const { codes, pattern } of families) {
      const shown = [...codes.matchAll(/`…?\.?([\w.]+?)[.…]*`/g)].map(([, code = ""]) => code);
      const elsewhere = shown.filter((code) => !pattern.test(code));
      expect([codes, elsewhere]).toEqual([codes, []]);
      const first = shown.map((code) => families.find((family) => family.pattern.test(code))?.codes);
      expect(first).toEqual(shown.map(() => codes));
    }
  });

  it("a quota may be freed by the deployment, and a missing permission names what is needed", () => {
    expect(rowOf("QuotaExceeded.Tunnel", 400).passing).toBe(true);
    expect(said("FORBBIDEN.Unheard").advice).toBe(
      "Grant the RAM user or role the permission vpc:CreateVpnConnection.",
    );
  });
});

describe("the spelling of a code", () => {
  it.each([
    ["vpntask.conflict", "VpnTask.CONFLICT", "busy"],
    ["VPNGATEWAY.CONFIGURING", "VpnGateway.Configuring", "busy"],
    ["SystemBUSY", "SystemBusy", "retryable"],
    ["invalidVpnConnectionInstanceId.notFound", "InvalidVpnConnectionInstanceId.NotFound", "notFound"],
    ["vpnRouteEntry.conflict", "VpnRouteEntry.Conflict", "conflict"],
    ["ipconflict", "IpConflict", "conflict"],
    ["unknownError", "UnknownError", "indeterminate"],
  ])("%s is %s of the table (%s), and said as the service wrote it", (code, spelt, kind) => {
    const error = said(code, 400, { message: "said" });
    expect(error).toMatchObject({ kind, code: spelt, message: `CreateVpnConnection: ${code}: said` });
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

  it.each(["undefined", "null", "", undefined])(
    "an answer without a code (%j) can't be read, but for 429",
    (code) => {
      const answered = (statusCode: number) =>
        fromSdk("CreateVpnConnection", "the API", {
          code,
          statusCode,
          message: `${code}: code: 400, undefined`,
        });
      for (const status of [400, 404, 500]) {
        expect(answered(status)).toMatchObject({
          kind: "indeterminate",
          message: `CreateVpnConnection: the answer of the API can't be read (status ${status})`,
        });
      }
      expect(answered(429)).toMatchObject({ kind: "retryable", code: "429" });
    },
  );

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

  it.each([
    { code: "ECONNREFUSED", syscall: "connect" },
    { code: "ENOTFOUND", syscall: "getaddrinfo" },
    { code: "EAI_AGAIN", syscall: "getaddrinfo" },
    { code: "EHOSTUNREACH", syscall: "connect" },
    { code: "ENETUNREACH", syscall: "connect" },
    { code: "ETIMEDOUT", syscall: "connect" },
    { code: "X", cause: { code: "ECONNREFUSED", syscall: "connect" } },
    // Of a name with several addresses Node tries each.
    {
      code: "ECONNREFUSED",
      errors: [{ code: "ECONNREFUSED", syscall: "connect" }, { code: "ERR_SOCKET_CONNECTION_TIMEOUT" }],
    },
  ])("%j: nothing was sent, so it may be sent again", (facts) => {
    const error = fromSdk("CreateVpnConnection", "the VPC API of cn-hangzhou", { ...facts, message: signed });
    expect(error.kind).toBe("retryable");
    expect(error.message).toContain("the VPC API of cn-hangzhou can't be reached");
    expect(error.advice).toContain("ALICLOUD_VPC_ENDPOINT");
  });

  it.each([
    { code: "ECONNREFUSED" },
    { code: "EHOSTUNREACH", syscall: "read" },
    { code: "ENETUNREACH", syscall: "write" },
    { code: "ECONNRESET", syscall: "read" },
    { code: "EPIPE", syscall: "write" },
    { code: "X", errors: [] },
    { code: "X", errors: [{ syscall: "connect" }, { syscall: "read" }] },
    { name: "RequestTimeoutError", message: "ConnectTimeout: Connect https://vpc.example failed." },
  ])("%j: it may have been sent, whatever its code says", (facts) => {
    const error = fromSdk("CreateVpnConnection", "the API", facts);
    expect(error.kind).toBe("indeterminate");
    expect(error.message).toContain("the answer of the API was lost");
  });

  it.each([
    { name: "SyntaxError", message: "Unexpected token '<', \"<html>psk=hunter2\" is not valid JSON" },
    { name: "TypeError", message: "Cannot read properties of null (reading 'RequestId')" },
    { name: "Error", message: "type of body is mismatch, expect object, but string" },
    { name: "Error", message: "can not cast to Map" },
    { name: "Error", code: "HPE_INVALID_CONSTANT", message: "Parse Error: Expected HTTP/" },
  ])("%j: an answer came, and can't be read", (facts) => {
    const error = fromSdk("CreateVpnConnection", "the API", facts);
    expect(error.kind).toBe("indeterminate");
    expect(error.message).toBe(
      "CreateVpnConnection: the answer of the API can't be read (it isn't what the API answers)",
    );
    expect(JSON.stringify([error.message, error.advice])).not.toContain("hunter2");
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

  it("a connection without TLS is named as such, and may have broken after something was sent", () => {
    const error = transport("EPROTO", signed);
    expect(error.kind).toBe("indeterminate");
    expect(error.message).toContain("no secure connection to the VPC API of cn-hangzhou (EPROTO)");
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
