import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { address, connect } from "../../../provider/src/vpc/client";
import { fromSdk } from "../../../provider/src/vpc/errors";

describe("where the API is", () => {
  it("is left to the SDK where no setting says so", () => {
    expect(address(undefined)).toEqual({});
  });

  it.each([
    ["vpc.cn-hangzhou.aliyuncs.com", "vpc.cn-hangzhou.aliyuncs.com", "HTTPS"],
    ["https://vpc.example:8443", "vpc.example:8443", "HTTPS"],
    ["127.0.0.1:8080", "127.0.0.1:8080", "HTTPS"],
    ["http://127.0.0.1:8080", "127.0.0.1:8080", "HTTP"],
    ["http://127.8.9.10", "127.8.9.10", "HTTP"],
    ["http://localhost:1", "localhost:1", "HTTP"],
    ["http://[::1]:8080", "[::1]:8080", "HTTP"],
    ["HTTP://LOCALHOST:8080", "localhost:8080", "HTTP"],
  ])("%s is asked over %s, %s", (endpoint, host, protocol) => {
    expect(address(endpoint)).toEqual({ endpoint: host, protocol });
  });

  it.each([
    "http://vpc.aliyuncs.com",
    "http://10.0.0.1:8080",
    "http://127.0.0.1.example",
    "http://localhost.example",
    "http://0.0.0.0",
    "http://[::2]",
    "http://127.0.0.1@evil.example",
    "ftp://127.0.0.1",
  ])("%s is refused: requests carry keys", (endpoint) => {
    expect(() => address(endpoint)).toThrow("can't be used");
  });

  it("what is no address is told as such, with what to correct", () => {
    const refusal = (endpoint: string): unknown => {
      try {
        return address(endpoint);
      } catch (error) {
        return error;
      }
    };
    for (const endpoint of ["http://", "not a host"]) {
      expect(refusal(endpoint)).toMatchObject({
        message: expect.stringContaining("it is no address") as unknown,
        advice: expect.stringContaining("ALICLOUD_VPC_ENDPOINT") as unknown,
      });
    }
  });
});

describe("an answer that doesn't come", () => {
  it("leaves the outcome open: the request was sent, whatever the SDK calls it", async () => {
    const silent = createServer(() => undefined).listen(0, "127.0.0.1");
    await once(silent, "listening");
    const { port } = silent.address() as AddressInfo;
    const { sdk, models } = await connect(
      { accessKey: "key", secretKey: "secret", vpcEndpoint: `http://127.0.0.1:${port}` },
      "cn-hangzhou",
    );
    // So much faster that the SDK's own timers end the request.
    for (const timeout of ["_readTimeout", "_connectTimeout"]) {
      const milliseconds: unknown = Reflect.get(sdk, timeout);
      Reflect.set(sdk, timeout, Number(milliseconds) / 1_500);
    }
    const request = new models.DeleteVpnConnectionRequest({ vpnConnectionId: "vco-1" });
    const failed = sdk.deleteVpnConnection(request).catch((error: unknown) => error);
    expect(fromSdk("DeleteVpnConnection", "the API", await failed)).toMatchObject({ kind: "indeterminate" });
    silent.closeAllConnections();
    silent.close();
  });
});
