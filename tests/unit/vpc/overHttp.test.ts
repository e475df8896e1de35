import { once } from "node:events";
import { createServer as createSecureServer } from "node:https";
import type { AddressInfo } from "node:net";
import { ApiError } from "../../../provider/src/vpc/errors";
import { vpnConnectionsApi } from "../../../provider/src/vpc/vpnConnections";
import { single } from "../examples";
import {
  type Ending,
  HandClock,
  ScriptedServer,
  after,
  answers,
  callTo,
  never,
  refuses,
} from "./scriptedServer";
import { selfSigned } from "./selfSigned";

let server: ScriptedServer | undefined;

afterEach(async () => {
  await server?.stop();
  server = undefined;
});

/** The connections of a service that ends the requests as listed, down to the vendor's client and a socket. */
async function serviceThat(...endings: readonly Ending[]) {
  const clock = new HandClock();
  server = await ScriptedServer.start(endings, clock);
  return { server, clock, api: vpnConnectionsApi(await callTo(server.endpoint, clock), "cn-hangzhou") };
}

type Api = Awaited<ReturnType<typeof serviceThat>>["api"];

const args = { ...single, ikeConfig: { psk: "hunter2-hunter2" } };
const create = async (api: Api) => await api.createVpnConnection(args, {}, "token");
const failure = async (work: Promise<unknown>) =>
  await work.then(
    () => "it succeeded",
    (error: unknown) => error,
  );

const made = answers('{"RequestId":"r-1","VpnConnectionId":"vco-1"}');
const listed = answers('{"RequestId":"r-1","TotalCount":0,"VpnConnections":{"VpnConnection":[]}}');
describe("a request on a socket that was used before", () => {
  it("whose answer never comes is indeterminate, and isn't sent again", async () => {
    const { server, api } = await serviceThat(listed, never);
    await api.vpnConnections();
    expect(await failure(create(api))).toMatchObject({
      kind: "indeterminate",
      message: expect.stringMatching(
        /^CreateVpnConnection: the answer of .* was lost \(no answer within 45 s\)$/,
      ) as unknown,
    });
    expect([server.requests, server.connections]).toEqual([2, 1]);
  });

  it.each([25_000, 40_000])("is waited for where the answer comes after %d ms", async (milliseconds) => {
    const { server, api } = await serviceThat(listed, after(milliseconds, made));
    await api.vpnConnections();
    expect(await create(api)).toBe("vco-1");
    expect([server.requests, server.connections]).toEqual([2, 1]);
  });

  it("leaves neither a timer nor a socket, whether it was answered or not", async () => {
    const { server, api, clock } = await serviceThat(listed, made, never);
    await api.vpnConnections();
    await create(api);
    expect(clock.running).toBe(0);
    await failure(create(api));
    expect(clock.running).toBe(0);
    // What is closed goes with the next rounds of the event loop.
    for (let round = 0; round < 20; round += 1) await new Promise((resolve) => setImmediate(resolve));
    expect(await server.open()).toBe(0);
  });
});

it("a question that is never answered is given up after three times", async () => {
  const { server, api } = await serviceThat(never);
  expect(await failure(api.vpnConnection("vco-1"))).toMatchObject({ kind: "indeterminate" });
  expect(server.requests).toBe(3);
});

it("an answer with empty texts where numbers, switches or blocks belong is read without them", async () => {
  const body = {
    RequestId: "r-1",
    VpnConnectionId: "vco-1",
    CreateTime: "",
    EnableDpd: "",
    EnableTunnelsBgp: "",
    IkeConfig: "",
    VpnBgpConfig: { LocalAsn: "", EnableBgp: null },
    VcoHealthCheck: { Interval: "" },
    Tags: { Tag: [null, { Key: "team", Value: "" }] },
    TunnelOptionsSpecification: "",
  };
  const { api } = await serviceThat(answers(JSON.stringify(body)));
  expect(await api.vpnConnection("vco-1")).toEqual({
    vpnConnectionId: "vco-1",
    regionId: "cn-hangzhou",
    tags: { team: "" },
  });
});

const html = "<html><body>Bad Gateway</body></html>";

describe("an answer that leaves open what was done", () => {
  it.each<[string, Ending, RegExp]>([
    ["200 with HTML", answers(html), /can't be read/],
    ["200 with null", answers("null"), /can't be read/],
    ["200 with half a body", answers('{"RequestId":"r-1","VpnConn'), /can't be read/],
    ["200 with a text", answers('"done"'), /can't be read/],
    ["200 with an empty list", answers("[]"), /can't be read/],
    ["200 with an empty object", answers("{}"), /can't be read/],
    ["200 with nothing", answers(""), /can't be read/],
    ["200 with an id of another type", answers('{"VpnConnectionId":{}}'), /can't be read/],
    ["200 without an id", answers('{"RequestId":"r-1"}'), /without an id/],
    ["400 with null", answers("null", 400), /can't be read/],
    ["400 without a code", answers('{"message":"no route"}', 400), /can't be read/],
    ["400 with HTML", answers(html, 400), /can't be read/],
    ["502 with HTML", answers(html, 502), /can't be read/],
    ["400 UnknownError", refuses("UnknownError", 400), /UnknownError said/],
    ["400 InternalError", refuses("InternalError", 400), /InternalError said/],
    ["503 ServiceUnavailable", refuses("ServiceUnavailable", 503), /ServiceUnavailable said/],
    ["400 LastTokenProcessing", refuses("LastTokenProcessing", 400), /LastTokenProcessing said/],
    ["500 with an unheard code", refuses("Never.HeardOf", 500), /Never.HeardOf said/],
    ["a connection that is closed", (request) => request.socket.destroy(), /was lost \(ECONNRESET\)/],
    ["a connection that is reset", (request) => request.socket.resetAndDestroy(), /was lost \(ECONNRESET\)/],
    [
      "a connection that breaks amid the body",
      (request, response) => {
        response.writeHead(200, { "content-length": 100 }).write("{", () => request.socket.destroy());
      },
      /was lost \(ECONNRESET\)/,
    ],
    [
      "a body that never ends",
      (_, response, clock) => {
        response.writeHead(200, { "content-length": 100 }).write("{", () => {
          clock.pass(45_000);
        });
      },
      /was lost \(no answer within 45 s\)/,
    ],
    ["what is no HTTP", (request) => void request.socket.end("SSH-2.0-OpenSSH\r\n"), /can't be read/],
  ])("%s: the create isn't sent again, and the error says what came", async (_, ending, says) => {
    const { server, api } = await serviceThat(ending);
    const error = (await failure(create(api))) as ApiError;
    expect(error).toBeInstanceOf(ApiError);
    expect(error).toMatchObject({ kind: "indeterminate", message: expect.stringMatching(says) as unknown });
    expect(server.requests).toBe(1);
    expect(`${error.message} ${error.advice}`).not.toMatch(/LTAIkey|s3cret|hunter2|Signature|http:.*\?/);
  });
});

describe("a request that wasn't sent", () => {
  it.each(["127.0.0.1", "localhost"])("for want of a listener on %s can be sent again", async (host) => {
    const clock = new HandClock();
    const closed = await ScriptedServer.start([never], clock);
    await closed.stop();
    const { port } = new URL(closed.endpoint);
    const api = vpnConnectionsApi(await callTo(`http://${host}:${port}`, clock), "cn-hangzhou");
    expect(await failure(create(api))).toMatchObject({ kind: "retryable", code: "ECONNREFUSED" });
  });

  it("for a certificate that isn't trusted fails at once", async () => {
    const secure = createSecureServer(selfSigned()).listen(0, "127.0.0.1");
    let requests = 0;
    secure.on("request", () => (requests += 1));
    await once(secure, "listening");
    const { port } = secure.address() as AddressInfo;
    const api = vpnConnectionsApi(await callTo(`https://127.0.0.1:${port}`, new HandClock()), "cn-hangzhou");
    expect(await failure(create(api))).toMatchObject({ kind: "fatal", code: "DEPTH_ZERO_SELF_SIGNED_CERT" });
    expect(requests).toBe(0);
    secure.close();
  });

  it("to a server without TLS is told with what to correct, and nobody relies on it", async () => {
    const { server, clock } = await serviceThat(never);
    const https = server.endpoint.replace("http:", "https:");
    const api = vpnConnectionsApi(await callTo(https, clock), "cn-hangzhou");
    expect(await failure(create(api))).toMatchObject({
      kind: "indeterminate",
      message: expect.stringContaining("no secure connection") as unknown,
      advice: expect.stringContaining("http://…") as unknown,
    });
  });
});
