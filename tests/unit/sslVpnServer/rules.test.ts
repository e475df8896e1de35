import { type Properties, UNKNOWN } from "../../../provider/src/properties";
import { describeFailure } from "../../../provider/src/schema/check";
import { sslVpnServer } from "../../../provider/src/resources/sslVpnServer/definition";
import { isRename } from "../../../provider/src/resources/sslVpnServer/lifecycle";
import { fullServer, server } from "../examples";

const { complete, failures, fields } = sslVpnServer;

const ids = (change: Properties) => failures({ ...server, ...change }).map(({ rule }) => rule);
const reasons = (change: Properties) => failures({ ...server, ...change }).map(describeFailure);

describe("arguments that keep every rule", () => {
  it.each([
    ["the least", server],
    ["all of them", fullServer],
  ])("%s are accepted", (_, inputs) => {
    expect(failures(inputs)).toEqual([]);
  });

  it("the full example leaves no argument out", () => {
    expect(fields.map(({ path }) => path).sort()).toEqual(Object.keys(fullServer).sort());
  });

  it("each of what is required is asked for", () => {
    expect(failures({}).map(describeFailure)).toEqual([
      "vpnGatewayId: is required",
      "clientIpPool: is required",
      "localSubnets: is required",
    ]);
  });

  it("nothing of what is required may be empty", () => {
    expect(ids({ vpnGatewayId: "", regionId: "" })).toEqual(["vpnGatewayId.empty", "regionId.empty"]);
    expect(ids({ localSubnets: [] })).toEqual(["ssl.localSubnets.count"]);
  });
});

describe("names", () => {
  it.each(["a", "x".repeat(100), "http-server", "ahttp://b", "名前"])("%j is accepted", (name) => {
    expect(ids({ name })).toEqual([]);
  });

  it.each([
    ["", "name.length"],
    ["x".repeat(101), "name.length"],
    ["http://a", "name.prefix"],
    ["https://a", "name.prefix"],
  ])("%j is refused", (name, rule) => {
    expect(ids({ name })).toEqual([rule]);
  });
});

describe("the block that clients get addresses from", () => {
  it.each([
    "10.0.0.0/16",
    "10.1.1.8/29",
    "172.16.0.0/24",
    "100.63.0.0/16",
    "100.128.0.0/16",
    "223.255.255.0/24",
  ])("%s is accepted", (clientIpPool) => {
    expect(ids({ clientIpPool, localSubnets: ["192.168.0.0/16"] })).toEqual([]);
  });

  it.each([
    ["10.0.0.0/15", "ssl.clientIpPool.prefix"],
    ["10.0.0.0/30", "ssl.clientIpPool.prefix"],
    ["10.0.0.1/24", "ssl.clientIpPool.form"],
    ["10.0.0.0", "ssl.clientIpPool.form"],
    ["fd00::/24", "ssl.clientIpPool.form"],
    ["100.64.0.0/16", "ssl.clientIpPool.excluded"],
    ["100.127.255.0/24", "ssl.clientIpPool.excluded"],
    ["127.1.0.0/24", "ssl.clientIpPool.excluded"],
    ["169.254.0.0/16", "ssl.clientIpPool.excluded"],
    ["224.0.0.0/24", "ssl.clientIpPool.excluded"],
    ["239.255.255.0/24", "ssl.clientIpPool.excluded"],
    ["255.0.0.0/16", "ssl.clientIpPool.excluded"],
  ])("%s is refused", (clientIpPool, rule) => {
    expect(ids({ clientIpPool, localSubnets: ["192.168.0.0/16"] })).toEqual([rule]);
  });

  it("the reason names the code that the service would answer", () => {
    expect(reasons({ clientIpPool: "10.250.0.0/30" })[0]).toContain("ClientIpPool.NetmaskInvalid");
    expect(reasons({ clientIpPool: "127.0.0.0/24" })[0]).toContain("ClientIpPool.SubnetInvalid");
  });

  it("must stand apart from every local subnet, and each one it meets is named", () => {
    const change = {
      clientIpPool: "10.0.4.0/24",
      localSubnets: ["10.0.0.0/16", "10.0.4.128/25", "10.1.0.0/16"],
    };
    expect(ids(change)).toEqual(["ssl.clientIpPool.overlap", "ssl.clientIpPool.overlap"]);
    expect(reasons(change).join()).toMatch(/10\.0\.0\.0\/16.*10\.0\.4\.128\/25/);
    expect(reasons(change).join()).toContain("IpConflict");
  });

  it("may stand next to a local subnet", () => {
    expect(ids({ clientIpPool: "10.0.1.0/24", localSubnets: ["10.0.0.0/24", "10.0.2.0/24"] })).toEqual([]);
  });
});

describe("the blocks that clients may reach", () => {
  it.each(["10.0.0.0/8", "192.168.1.1/32", "100.64.0.0/10", "47.0.0.0/8", "126.0.0.0/8"])(
    "%s is accepted",
    (text) => {
      expect(ids({ clientIpPool: "172.20.0.0/24", localSubnets: [text] })).toEqual([]);
    },
  );

  it.each([
    ["10.0.0.0/7", ["ssl.localSubnets.prefix"]],
    ["10.0.0.1/8", ["ssl.localSubnets.form"]],
    ["10.0.0.0/8,11.0.0.0/8", ["ssl.localSubnets.form"]],
    ["127.0.0.0/8", ["ssl.localSubnets.excluded"]],
    ["169.254.169.254/32", ["ssl.localSubnets.excluded"]],
    ["224.0.0.0/8", ["ssl.localSubnets.excluded"]],
    ["255.255.255.255/32", ["ssl.localSubnets.excluded"]],
  ])("%s is refused", (text, rules) => {
    expect(ids({ clientIpPool: "172.20.0.0/24", localSubnets: [text] })).toEqual(rules);
  });

  it("may be named twice: no page says otherwise", () => {
    expect(ids({ localSubnets: ["10.0.0.0/16", "10.0.0.0/16"] })).toEqual([]);
  });

  it("are judged by those that are known, and a list of which none is known isn't", () => {
    expect(ids({ localSubnets: [UNKNOWN] })).toEqual([]);
    expect(ids({ localSubnets: [UNKNOWN, "12.0.0.0/7"] })).toEqual(["ssl.localSubnets.prefix"]);
  });
});

describe("ports", () => {
  const kept = [22, 2222, 22222, 9000, 9001, 9002, 7505, 80, 443, 53, 68, 123, 4510, 4560, 500, 4500];

  it.each(kept)("the port %d, which the service keeps, is refused", (port) => {
    expect(ids({ port })).toEqual(["ssl.port.reserved"]);
    expect(ids({ port: String(port) })).toEqual(["ssl.port.reserved"]);
  });

  it.each([1, 65535, 1194, "1194", 21, 23, 8999, 9003, 442, 444])("the port %p is accepted", (port) => {
    expect(ids({ port })).toEqual([]);
  });

  it.each([0, -1, 65536, 1194.5, NaN, "0", "65536"])("the port %p is out of range", (port) => {
    expect(ids({ port })).toEqual(["ssl.port.range"]);
  });

  it.each(["", "1194.5", "0x10", "-1"])("the text %j is no port", (port) => {
    expect(ids({ port })).toEqual(["port.type"]);
  });
});

describe("protocol and cipher", () => {
  it.each([
    { protocol: "TCP" },
    { protocol: "UDP" },
    { cipher: "AES-128-CBC" },
    { cipher: "AES-192-CBC" },
    { cipher: "AES-256-CBC" },
    { cipher: "none" },
  ])("%j is accepted", (change) => {
    expect(ids(change)).toEqual([]);
  });

  it.each([
    [{ protocol: "tcp" }, 'did you mean "TCP"?'],
    [{ cipher: "aes-256-cbc" }, 'did you mean "AES-256-CBC"?'],
    [{ cipher: "AES128CBC" }, 'did you mean "AES-128-CBC"?'],
    [{ cipher: "NONE" }, 'did you mean "none"?'],
    [{ cipher: "AES-128-GCM" }, "must be one of AES-128-CBC, AES-192-CBC, AES-256-CBC, none"],
  ])("%j is refused", (change, hint) => {
    expect(reasons(change)).toEqual([expect.stringContaining(hint)]);
  });
});

describe("two-factor authentication", () => {
  it.each([true, "true"])("where it is %p, it needs an IDaaS instance and its region", (enabled) => {
    const idaas = {
      enableMultiFactorAuth: enabled,
      idaasInstanceId: "idaas-1",
      idaasRegionId: "cn-hangzhou",
    };
    expect(ids(idaas)).toEqual([]);
    expect(ids({ enableMultiFactorAuth: enabled })).toEqual([
      "ssl.idaasInstanceId.required",
      "ssl.idaasRegionId.required",
    ]);
    expect(ids({ ...idaas, idaasInstanceId: undefined })).toEqual(["ssl.idaasInstanceId.required"]);
    expect(ids({ ...idaas, idaasRegionId: undefined })).toEqual(["ssl.idaasRegionId.required"]);
    expect(ids({ ...idaas, idaasInstanceId: UNKNOWN, idaasRegionId: UNKNOWN })).toEqual([]);
  });

  it("where it is off, or isn't known yet, it needs none", () => {
    expect(ids({ enableMultiFactorAuth: false })).toEqual([]);
    expect(ids({ enableMultiFactorAuth: UNKNOWN })).toEqual([]);
  });

  it("ids may not be empty", () => {
    expect(ids({ idaasInstanceId: "", idaasRegionId: "", idaasApplicationId: "" })).toEqual([
      "idaasInstanceId.empty",
      "idaasRegionId.empty",
      "idaasApplicationId.empty",
    ]);
  });
});

it("strangers are refused, and an argument of today's other tools is told its name here", () => {
  expect(reasons({ proto: "TCP" })).toEqual(["proto: there is no such argument — did you mean protocol?"]);
  expect(reasons({ clientIPPool: "10.0.0.0/24" })).toEqual([
    "clientIPPool: there is no such argument — did you mean clientIpPool?",
  ]);
});

it("the documented defaults are filled in, and what is given stays", () => {
  expect(complete(server)).toEqual({
    ...server,
    protocol: "TCP",
    cipher: "AES-128-CBC",
    port: 1194,
    compress: false,
    enableMultiFactorAuth: false,
  });
  expect(complete(fullServer)).toEqual(fullServer);
});

it("a rename is a change of the name and nothing else", () => {
  expect([isRename(["name"]), isRename(["name", "port"]), isRename([])]).toEqual([true, false, false]);
});
