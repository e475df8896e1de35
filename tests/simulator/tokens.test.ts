import { codeOf } from "./support/clients";
import { type Lab, lab } from "./support/lab";

const busy = "VpnGateway.Configuring";

/** Sends a create with a token and returns the id. */
async function create(bench: Lab, clientToken: string, name = "x"): Promise<string> {
  const { body } = await bench.api.createVpnConnection(
    bench.connection({ clientToken, name, ikeConfig: '{"Psk":"k"}' }),
  );
  return body?.vpnConnectionId ?? "";
}

const made = (bench: Lab) => bench.simulator.inventory().vpnConnections.length;

describe("A: a token is looked up before the busy check", () => {
  test("a repeated create gets the stored answer while the gateway is still busy", async () => {
    const bench = await lab({ tokens: "A" });
    const id = await create(bench, "t");
    expect(await create(bench, "t")).toBe(id);
    bench.settle();
    expect(await create(bench, "t")).toBe(id);
    expect(made(bench)).toBe(1);
    expect(bench.simulator.calls().map(({ replayed }) => replayed)).toEqual([false, true, true]);
    expect(bench.simulator.changes()).toHaveLength(1);
  });

  test("a repeated delete succeeds although the resource is gone", async () => {
    const bench = await lab({ tokens: "A" });
    const id = await create(bench, "t");
    bench.settle();
    await bench.deleteConnection(id, "d");
    await bench.deleteConnection(id, "d");
    expect(await codeOf(bench.deleteConnection(id, "e"))).toBe("InvalidVpnConnectionInstanceId.NotFound");
  });
});

describe("B: a token is looked up after the busy check", () => {
  test("a repeated create is refused while the gateway is busy, and then gets the stored answer", async () => {
    const bench = await lab({ tokens: "B" });
    const id = await create(bench, "t");
    expect(await codeOf(create(bench, "t"))).toBe(busy);
    bench.settle();
    expect(await create(bench, "t")).toBe(id);
    expect(made(bench)).toBe(1);
  });

  test("a repeated delete is refused while the gateway is busy, and then succeeds", async () => {
    const bench = await lab({ tokens: "B" });
    const id = await create(bench, "t");
    bench.settle();
    await bench.deleteConnection(id, "d");
    expect(await codeOf(bench.deleteConnection(id, "d"))).toBe(busy);
    bench.settle();
    await bench.deleteConnection(id, "d");
  });
});

describe("C: a token is ignored", () => {
  test("a repeated create is a second create", async () => {
    const bench = await lab({ tokens: "C", siblings: "unchecked" });
    const id = await create(bench, "t");
    bench.settle();
    expect(await create(bench, "t")).not.toBe(id);
    expect(made(bench)).toBe(2);
  });

  test("a repeated SSL server is one too many", async () => {
    const bench = await lab({ tokens: "C" });
    await bench.makeSsl({ clientToken: "t" });
    expect(await codeOf(bench.api.createSslVpnServer(bench.ssl({ clientToken: "t" })))).toBe(
      "SslVpnServer.AlreadyExist",
    );
  });

  test("a repeated delete doesn't find the resource", async () => {
    const bench = await lab({ tokens: "C" });
    const id = await create(bench, "t");
    bench.settle();
    await bench.deleteConnection(id, "d");
    bench.settle();
    expect(await codeOf(bench.deleteConnection(id, "d"))).toBe("InvalidVpnConnectionInstanceId.NotFound");
  });
});

describe("a token seen before with other parameters", () => {
  test("is refused, under A and B", async () => {
    for (const tokens of ["A", "B"] as const) {
      const bench = await lab({ tokens });
      await create(bench, "t", "one");
      bench.settle();
      expect(await codeOf(create(bench, "t", "two"))).toBe("IdempotentParameterMismatch");
      expect(made(bench)).toBe(1);
    }
  });

  test("is a repetition when switched", async () => {
    const bench = await lab({ tokenMismatch: "replay" });
    const id = await create(bench, "t", "one");
    expect(await create(bench, "t", "two")).toBe(id);
    expect(made(bench)).toBe(1);
  });

  test("is another token for another operation", async () => {
    const bench = await lab();
    const id = await create(bench, "t");
    bench.settle();
    await bench.deleteConnection(id, "t");
    expect(made(bench)).toBe(0);
  });
});

test("a refused request leaves no token behind", async () => {
  const bench = await lab();
  bench.simulator.foreignChange(bench.single, 1000);
  expect(await codeOf(create(bench, "t"))).toBe(busy);
  bench.settle();
  await create(bench, "t");
  expect(made(bench)).toBe(1);
});
