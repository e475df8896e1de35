import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { connect } from "../../provider/src/vpc/client";
import { fromSdk } from "../../provider/src/vpc/errors";
import { junkTexts } from "./effects";
import { type WireAnswer, clientOver, clientTimeout, hangUp, socketError } from "./sdk";

type Answering = (response: ServerResponse) => void;

/** What the vendor's own client makes of an answer that comes over HTTP. */
async function overHttp(answering: Answering): Promise<Outcome> {
  const server: Server = createServer((request, response) => {
    request.resume().on("end", () => {
      answering(response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const settings = { accessKey: "key", secretKey: "secret", vpcEndpoint: `http://127.0.0.1:${port}` };
  const client = await connect(settings, "cn-hangzhou");
  try {
    return await ask(client);
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}

const overTheStub = (transport: () => Promise<WireAnswer>): Promise<Outcome> => ask(clientOver(transport));

/** An error, also one of another realm. */
interface Outcome {
  readonly body?: object;
  readonly thrown?: Readonly<Record<string, unknown>>;
}

async function ask({ sdk, models }: Awaited<ReturnType<typeof connect>>): Promise<Outcome> {
  try {
    const request = new models.DescribeVpnGatewayRequest({ regionId: "cn-hangzhou", vpnGatewayId: "vpn-1" });
    const { body } = await sdk.describeVpnGateway(request);
    return { body };
  } catch (thrown) {
    return { thrown: thrown as Readonly<Record<string, unknown>> };
  }
}

/** What of an outcome tells anything: the fields that are read, and what the provider makes of an error. */
function facts({ body, thrown }: Outcome): Readonly<Record<string, unknown>> {
  if (thrown === undefined) return { body };
  const { name, statusCode, code, data, retryAfter, syscall } = thrown;
  const { kind, message } = fromSdk("DescribeVpnGateway", "the service", thrown);
  return { name, statusCode, code, data, retryAfter, syscall, kind, message };
}

const refusal = { RequestId: "R-1", Code: "VpnGateway.Configuring", Message: "It is being configured." };
const gateway = { RequestId: "R-1", VpnGatewayId: "vpn-1", Status: "active" };

const answers: Record<string, WireAnswer> = {
  "an answer": { status: 200, headers: {}, text: JSON.stringify(gateway) },
  "a refusal": { status: 400, headers: {}, text: JSON.stringify(refusal) },
  "throttling with a hint": {
    status: 429,
    headers: { "x-acs-retry-after": "2000" },
    text: JSON.stringify({ ...refusal, Code: "Throttling.User" }),
  },
  "an internal error": {
    status: 500,
    headers: {},
    text: JSON.stringify({ ...refusal, Code: "InternalError" }),
  },
  "400 with null": { status: 400, headers: {}, text: "null" },
  "502 with HTML": { status: 502, headers: {}, text: junkTexts.html },
  ...Object.fromEntries(
    Object.entries(junkTexts).map(([name, text]) => [`200 with ${name}`, { status: 200, headers: {}, text }]),
  ),
};

test.each(Object.entries(answers))(
  "%s is what the vendor's client makes of it over HTTP",
  async (_, answer) => {
    const real = await overHttp((response) => {
      response.writeHead(answer.status, answer.headers).end(answer.text);
    });
    const stub = await overTheStub(() => Promise.resolve(answer));
    expect(facts(stub)).toEqual(facts(real));
  },
);

test("a connection that is closed without an answer is what the vendor's client makes of it", async () => {
  const real = await overHttp((response) => {
    response.socket?.destroy();
  });
  const stub = await overTheStub(() => Promise.reject(hangUp()));
  expect(facts(stub)).toEqual(facts(real));
  expect(facts(stub).kind).toBe("indeterminate");
});

test("a connection that is refused was never sent, and one that breaks may have been", async () => {
  const settings = { accessKey: "key", secretKey: "secret", vpcEndpoint: "http://127.0.0.1:1" };
  const real = await ask(await connect(settings, "cn-hangzhou"));
  const stub = await overTheStub(() => Promise.reject(socketError("ECONNREFUSED", "connect")));
  expect(facts(stub)).toEqual(facts(real));
  const kinds = [
    socketError("ECONNRESET", "read"),
    socketError("EHOSTUNREACH", "read"),
    clientTimeout("ConnectTimeout"),
    clientTimeout("ReadTimeout"),
  ].map((error) => fromSdk("CreateVpnConnection", "the service", error).kind);
  expect(kinds).toEqual(["indeterminate", "indeterminate", "indeterminate", "indeterminate"]);
});

test("a body that was read already is read as its JSON would be", async () => {
  const stub = await overTheStub(() => Promise.resolve({ status: 200, headers: {}, body: gateway }));
  expect(stub).toEqual({
    body: expect.objectContaining({ vpnGatewayId: "vpn-1", status: "active" }) as unknown,
  });
});
