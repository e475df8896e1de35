import { createHash, createHmac, randomUUID } from "node:crypto";
import { codeOf, legacy, refusal, sdk, vpc } from "./support/clients";
import { at, Lab as Bench, lab } from "./support/lab";
import { TEST_ACCESS_KEY_ID, TEST_ACCESS_KEY_SECRET } from "../../simulator/src/index";

const regions = () => new vpc.DescribeRegionsRequest({});

describe("the newer signature, in headers", () => {
  test("passes, whatever has to be encoded", async () => {
    const bench = await lab();
    const name = "a b+c*~'()!&=ü/?%,;";
    const id = await bench.makeConnection({
      name,
      ikeConfig: JSON.stringify({ Psk: '~!`@#$%^&*()_-+={}[]|;:\\",.<>/?' }),
    });
    const { ikeConfig, ...described } = await bench.describeConnection(id);
    expect(described.name).toBe(name);
    expect(ikeConfig?.psk).toBe('~!`@#$%^&*()_-+={}[]|;:\\",.<>/?');
  });

  test("with a wrong secret doesn't match", async () => {
    const bench = await lab();
    const { code, statusCode, data } = await refusal(
      sdk(bench.simulator, { secret: "wrong" }).describeRegions(regions()),
    );
    expect({ code, statusCode }).toEqual({ code: "SignatureDoesNotMatch", statusCode: 400 });
    expect(data?.Message).toMatch(
      /^Specified signature is not matched with our calculation\. server string to sign is:/,
    );
  });

  test("with an unknown key is not found", async () => {
    const bench = await lab();
    const error = await refusal(sdk(bench.simulator, { id: "nobody" }).describeRegions(regions()));
    expect(error).toMatchObject({ code: "InvalidAccessKeyId.NotFound", statusCode: 404 });
    expect(error.data).toMatchObject({
      Code: "InvalidAccessKeyId.NotFound",
      Message: "Specified access key is not found.",
      HostId: bench.simulator.endpoint,
      Recommend: expect.stringContaining("InvalidAccessKeyId.NotFound") as unknown,
      RequestId: expect.stringMatching(/^[0-9A-F-]{36}$/) as unknown,
    });
  });

  test("covers the body by its hash", async () => {
    const bench = await lab();
    const body = "Tag.1.Key=a";
    expect(await byHeaders(bench.simulator.url, { body, sent: body })).toBe("MissingParameter");
    expect(await byHeaders(bench.simulator.url, { body, sent: "Tag.1.Key=b" })).toBe("SignatureDoesNotMatch");
  });

  test("covers the headers it names", async () => {
    const bench = await lab();
    const { url } = bench.simulator;
    expect(await byHeaders(url, { replace: { "x-acs-signature-nonce": "other" } })).toBe(
      "SignatureDoesNotMatch",
    );
    expect(await byHeaders(url, { replace: { authorization: "Bearer x" } })).toBe("IncompleteSignature");
  });

  test("expires, and a nonce is good for one request", async () => {
    const bench = await lab();
    const { url } = bench.simulator;
    expect(await byHeaders(url, { date: "2020-01-01T00:00:00Z" })).toBe("InvalidTimeStamp.Expired");
    expect(await byHeaders(url, { date: "yesterday" })).toBe("InvalidTimeStamp.Format");
    expect(await byHeaders(url, { nonce: "once" })).toBe("MissingParameter");
    expect(await byHeaders(url, { nonce: "once" })).toBe("SignatureNonceUsed");
  });
});

interface HeaderOptions {
  /** What is signed, and what is sent instead. */
  readonly body?: string;
  readonly sent?: string;
  readonly date?: string;
  readonly nonce?: string;
  readonly replace?: Record<string, string>;
}

/** Signs a ListTagResources without its parameters by hand, and returns the code of the answer. */
async function byHeaders(
  url: string,
  { body = "", sent = body, ...options }: HeaderOptions,
): Promise<string> {
  const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");
  const headers: Record<string, string> = {
    "x-acs-action": "ListTagResources",
    "x-acs-content-sha256": sha256(body),
    "x-acs-date": options.date ?? new Date().toISOString().replace(/\.\d+Z$/, "Z"),
    "x-acs-signature-nonce": options.nonce ?? randomUUID(),
    "x-acs-version": "2016-04-28",
  };
  const names = Object.keys(headers).sort();
  const lines = names.map((name) => `${name}:${headers[name] ?? ""}\n`).join("");
  const canonical = ["POST", "/", "RegionId=cn-hangzhou", lines, names.join(";"), sha256(body)].join("\n");
  const signature = createHmac("sha256", TEST_ACCESS_KEY_SECRET)
    .update(`ACS3-HMAC-SHA256\n${sha256(canonical)}`)
    .digest("hex");
  const authorization = `ACS3-HMAC-SHA256 Credential=${TEST_ACCESS_KEY_ID},SignedHeaders=${names.join(";")},Signature=${signature}`;
  const response = await fetch(`${url}/?RegionId=cn-hangzhou`, {
    method: "POST",
    body: sent,
    headers: {
      ...headers,
      authorization,
      "content-type": "application/x-www-form-urlencoded",
      ...options.replace,
    },
  });
  return ((await response.json()) as { Code: string }).Code;
}

describe("the older signature, in parameters", () => {
  test.each(["GET", "POST"] as const)("passes with %s", async (method) => {
    const bench = await lab();
    const { status, body } = await legacy(bench.simulator, "DescribeVpnGateways", {}, { method });
    expect(status).toBe(200);
    expect(body.TotalCount).toBe(2);
  });

  test("passes as the SDK sends it, which names the operation in a header as well", async () => {
    const bench = await lab();
    const old = new Bench(bench.simulator, bench.clock, sdk(bench.simulator, { signatureAlgorithm: "v2" }));
    const id = await old.makeDual({ name: "a b+c*~" }, [
      { role: "master", tunnelIkeConfig: { psk: "a&b=c+d/" } },
      { role: "slave" },
    ]);
    expect(await old.describeConnection(id)).toMatchObject({
      name: "a b+c*~",
      tunnelOptionsSpecification: { tunnelOptions: [{ tunnelIkeConfig: { psk: "a&b=c+d/" } }, {}] },
    });
    const wrong = sdk(bench.simulator, { secret: "wrong", signatureAlgorithm: "v2" });
    expect(await codeOf(wrong.describeRegions(regions()))).toBe("SignatureDoesNotMatch");
  });

  test("doesn't match with a wrong secret or a changed parameter", async () => {
    const bench = await lab();
    const [one, other] = await Promise.all([
      legacy(bench.simulator, "DescribeRegions", {}, { secret: "wrong" }),
      legacy(bench.simulator, "DescribeRegions", {}, { tamper: { RegionId: "cn-beijing" } }),
    ]);
    expect([one.body.Code, other.body.Code]).toEqual(["SignatureDoesNotMatch", "SignatureDoesNotMatch"]);
  });

  test("expires after 15 minutes, and a nonce is good for one request", async () => {
    const bench = await lab();
    const minutes = (count: number) => ({ at: new Date(Date.now() - count * 60_000) });
    const code = async (options: object) =>
      (await legacy(bench.simulator, "DescribeRegions", {}, options)).body.Code;
    expect(await code(minutes(16))).toBe("InvalidTimeStamp.Expired");
    expect(await code(minutes(-16))).toBe("InvalidTimeStamp.Expired");
    expect(await code(minutes(14))).toBeUndefined();
    expect(await code({ nonce: "once" })).toBeUndefined();
    expect(await code({ nonce: "once" })).toBe("SignatureNonceUsed");
  });

  test("needs its parameters", async () => {
    const bench = await lab();
    const response = await fetch(`${bench.simulator.url}/?Action=DescribeRegions&Version=2016-04-28`);
    expect(await response.json()).toMatchObject({ Code: "MissingParameter" });
    const wrong = await legacy(bench.simulator, "DescribeRegions", { SignatureMethod: "HMAC-MD5" });
    expect(wrong.body.Code).toBe("IncompleteSignature");
  });
});

test("an unknown operation and another version are refused", async () => {
  const bench = await lab();
  expect(await legacy(bench.simulator, "DestroyEverything", {})).toMatchObject({
    status: 404,
    body: { Code: "InvalidAction.NotFound" },
  });
  expect((await legacy(bench.simulator, "DescribeRegions", { Version: "2014-05-26" })).body.Code).toBe(
    "InvalidVersion",
  );
});

test("a key may be denied operations", async () => {
  const bench = await lab({ accessKeys: [{ id: "k", secret: "s", deny: ["DeleteVpnConnection"] }] });
  const api = sdk(bench.simulator, { id: "k", secret: "s" });
  await api.describeRegions(regions());
  const request = new vpc.DeleteVpnConnectionRequest({ regionId: "cn-hangzhou", vpnConnectionId: "vco-x" });
  expect(await refusal(api.deleteVpnConnection(request))).toMatchObject({
    code: "Forbidden",
    statusCode: 403,
  });
});

test("a temporary key needs its token", async () => {
  const bench = await lab({ accessKeys: [{ id: "k", secret: "s", securityToken: "sts" }] });
  const keys = { id: "k", secret: "s" };
  expect(await codeOf(sdk(bench.simulator, keys).describeRegions(regions()))).toBe(
    "InvalidSecurityToken.MismatchWithAccessKey",
  );
  expect((await legacy(bench.simulator, "DescribeRegions", { SecurityToken: "sts" }, keys)).status).toBe(200);
});

describe("the log of calls", () => {
  test("never holds a key or a signature", async () => {
    const bench = await lab();
    await bench.makeConnection({ ikeConfig: '{"Psk":"secret-one","IkeMode":"main"}' });
    await bench.makeDual({}, [{ role: "master", tunnelIkeConfig: { psk: "secret-two" } }, { role: "slave" }]);
    await codeOf(bench.modifyConnection("vco-x", { ikeConfig: '{"Psk":"secret-three"' }));
    await legacy(bench.simulator, "ModifyCustomerGatewayAttribute", {
      CustomerGatewayId: at(bench.branches, 0),
      AuthKey: "secret-four",
    });
    const text = JSON.stringify(bench.simulator.calls());
    expect(text).not.toMatch(/secret|Signature=|ACS3/i);
    expect(text).toContain("***");
    expect(text).not.toContain(TEST_ACCESS_KEY_ID);
    const [first] = bench.simulator.calls();
    expect(JSON.parse(first?.parameters.IkeConfig ?? "")).toEqual({ Psk: "***", IkeMode: "main" });
  });

  test("tells when, what, about which gateway, and how it ended", async () => {
    const bench = await lab();
    bench.clock.advance(1500);
    const id = await bench.makeConnection({ clientToken: "t" });
    await codeOf(bench.deleteConnection("vco-x"));
    await bench.gatewayStatus(bench.single);
    expect(bench.simulator.calls()).toMatchObject([
      {
        at: 1500,
        operation: "CreateVpnConnection",
        resourceId: id,
        gatewayId: bench.single,
        gatewayStatus: "updating",
        outcome: "ok",
        clientToken: "t",
        accessKeyId: "simu****",
      },
      {
        operation: "DeleteVpnConnection",
        resourceId: "vco-x",
        outcome: "InvalidVpnConnectionInstanceId.NotFound",
      },
      { operation: "DescribeVpnGateway", resourceId: bench.single, gatewayStatus: "active", outcome: "ok" },
    ]);
    bench.simulator.clearCalls();
    expect(bench.simulator.calls()).toEqual([]);
  });
});
