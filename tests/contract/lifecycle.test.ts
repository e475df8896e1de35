import { HostError, UNKNOWN, type Values, plain, secret } from "./host";
import { datacentreArgs, officeArgs, serverArgs, simulated, told } from "./simulated";

/** Calls without the repetitions of one after the other: how often is looked depends on the machine. */
const inTurn = (calls: readonly string[]): string[] =>
  calls.filter((call, index) => call !== calls[index - 1]);

test("check fills in the documented defaults, the name and the region", async () => {
  const { simulator, start } = await simulated();
  const host = await start();
  const { inputs, failures } = await host.check("SslVpnServer", {}, serverArgs(simulator));
  expect(failures).toEqual([]);
  expect(inputs).toMatchObject({
    name: "staff",
    regionId: "cn-hangzhou",
    protocol: "TCP",
    cipher: "AES-128-CBC",
    port: 1194,
    compress: false,
    enableMultiFactorAuth: false,
  });
  expect(simulator.calls()).toEqual([]);
});

test("check names path and rule without naming the property, and never shows a key", async () => {
  const { simulator, start } = await simulated();
  const host = await start();
  const ikeConfig = { psk: "has blanks in it", ikeLifetime: 100_000 };
  const { failures } = await host.check("VpnConnection", {}, officeArgs(simulator, { ikeConfig }));
  expect(failures).toHaveLength(2);
  expect(failures.every((failure) => failure.startsWith("|ikeConfig."))).toBe(true);
  expect(failures.join()).not.toContain("has blanks");
});

test("unknown values pass check, and in a replacement key they announce a replacement", async () => {
  const { simulator, start } = await simulated();
  const host = await start();
  const made = (await host.check("SslVpnServer", {}, serverArgs(simulator))).inputs;
  const { id, outputs } = await host.create(made);
  const unknown = serverArgs(simulator, { vpnGatewayId: UNKNOWN, localSubnets: UNKNOWN, port: UNKNOWN });
  const { inputs, failures } = await host.check("SslVpnServer", made, unknown);
  expect(failures).toEqual([]);
  const diff = await host.diff(id, outputs, inputs);
  expect(diff).toEqual({ changes: "unknown", replaces: ["vpnGatewayId"], deleteBeforeReplace: true });
});

test.each([
  ["a server", "SslVpnServer", serverArgs],
  ["a single-tunnel connection", "VpnConnection", officeArgs],
  ["a dual-tunnel connection", "VpnConnection", datacentreArgs],
] as const)("%s is created, read, found unchanged and deleted", async (_, kind, args) => {
  const { simulator, start } = await simulated();
  const host = await start();
  const { inputs } = await host.check(kind, {}, args(simulator));
  const { id, outputs } = await host.create(inputs);
  expect(await host.diff(id, outputs, inputs)).toMatchObject({ changes: "none", replaces: [] });

  const read = await host.read(id, outputs);
  expect(read.id).toBe(id);
  expect(read.outputs).toEqual(outputs);
  const visible = (values: Values) =>
    Object.fromEntries(Object.entries(values).filter(([key]) => !key.startsWith("__")));
  expect(plain(visible(read.inputs))).toEqual(plain(visible(inputs)));

  const next = await start();
  await next.delete(id, outputs);
  expect((await next.read(id, outputs)).id).toBe("");
  expect(simulator.inventory().sslVpnServers.length + simulator.inventory().vpnConnections.length).toBe(0);
});

test("a key is wrapped as secret on every return, whether given or made by the service", async () => {
  const { simulator, start } = await simulated();
  const host = await start();
  const { inputs } = await host.check("VpnConnection", {}, datacentreArgs(simulator));
  const { id, outputs } = await host.create(inputs);
  const keysOf = (values: Values) =>
    ["master", "slave"].map(
      (role) => (values.tunnels as Record<string, { ikeConfig: Values }>)[role]?.ikeConfig.psk,
    );
  const [given, made] = keysOf(plain(outputs) as Values);
  expect(given).toBe("planted-key-2");
  expect(made).toHaveLength(16);
  const wrapped = [secret(given), secret(made)];
  const updated = await host.update(id, outputs, { ...inputs, name: "renamed" });
  for (const values of [outputs, (await host.read(id, outputs)).outputs, updated])
    expect(keysOf(values)).toEqual(wrapped);
});

test("a failure after there was an id keeps the resource, with its provider text and the reason", async () => {
  const { simulator, start } = await simulated();
  const host = await start();
  simulator.faults.add({ kind: "stuckGateway", operation: "CreateVpnConnection" });
  const timeouts = { __timeouts: { create: "1s", update: "5s" } };
  const { inputs } = await host.check("VpnConnection", {}, { ...officeArgs(simulator), ...timeouts });
  const error = await host.create(inputs).catch((thrown: unknown) => thrown as HostError);
  if (!(error instanceof HostError) || error.partial === undefined)
    throw new Error("the create should be unfinished");
  const { partial } = error;
  expect(partial.id).toBe(simulator.inventory().vpnConnections[0]?.VpnConnectionId);
  expect(partial.reasons.join()).toMatch(
    /^creating VpnConnection office: vpn-\w+ is still updating after 1 s/,
  );
  expect(partial.properties.__provider).toBe(inputs.__provider);
  expect(JSON.stringify(partial.properties)).toContain(JSON.stringify(secret("planted-key-1")));

  simulator.release(simulator.ids.gateways[0] ?? "");
  const before = simulator.calls().length;
  const next = await start();
  const outputs = await next.update(partial.id, partial.properties, inputs);
  expect(inTurn(told(simulator.calls().slice(before)))).toEqual([
    "DescribeVpnGateway ok",
    "DescribeVpnConnection ok",
  ]);
  expect(outputs).toMatchObject({ vpnConnectionId: partial.id, state: "active" });
});

test("a delete for an id that a create of this process returned is not sent", async () => {
  const { simulator, start } = await simulated();
  const host = await start();
  const { inputs } = await host.check("VpnConnection", {}, officeArgs(simulator));
  const { id, outputs } = await host.create(inputs);
  await host.delete(id, outputs);
  expect(told(simulator.calls(), /Delete/)).toEqual([]);
  expect(simulator.inventory().vpnConnections).toHaveLength(1);
});

test("a create repeated in the same process, as an error hook does, goes on with the connection it came to", async () => {
  const { simulator, start } = await simulated();
  const host = await start();
  simulator.faults.add({ kind: "stuckGateway", operation: "CreateVpnConnection" });
  const timeouts = { __timeouts: { create: "1s" } };
  const { inputs } = await host.check("VpnConnection", {}, { ...officeArgs(simulator), ...timeouts });
  const error = await host.create(inputs).catch((thrown: unknown) => thrown as HostError);
  if (!(error instanceof HostError) || error.partial === undefined)
    throw new Error("the create should be unfinished");
  simulator.release(simulator.ids.gateways[0] ?? "");
  const { id } = await host.create({ ...inputs, __timeouts: { create: "60s" } });
  expect(id).toBe(error.partial.id);
  expect(simulator.inventory().vpnConnections).toHaveLength(1);
});

test("changes of one gateway form a queue: no call is refused", async () => {
  const { simulator, start } = await simulated({ busy: "200ms" });
  const host = await start();
  const names = ["a", "b", "c", "d"];
  const made = await Promise.all(
    names.map(async (name, index) => {
      const more = {
        name,
        remoteSubnets: [`192.168.${index}.0/24`],
        customerGatewayId: simulator.ids.customerGateways[index],
        __urn: `urn:pulumi:dev::test::x::${name}`,
      };
      const { inputs } = await host.check("VpnConnection", {}, officeArgs(simulator, more));
      return await host.create(inputs);
    }),
  );
  expect(new Set(made.map(({ id }) => id)).size).toBe(4);
  expect(simulator.calls().filter(({ outcome }) => outcome !== "ok")).toEqual([]);
});

test("the same operations run side by side on two gateways", async () => {
  const { simulator, start } = await simulated({ busy: "1s" });
  const host = await start();
  const inputs = await Promise.all([
    host.check("VpnConnection", {}, officeArgs(simulator)),
    host.check("VpnConnection", {}, datacentreArgs(simulator)),
  ]);
  await Promise.all(inputs.map(({ inputs: one }) => host.create(one)));
  const [first, second] = simulator.calls().filter(({ operation }) => operation === "CreateVpnConnection");
  expect(Math.abs((first?.at ?? 0) - (second?.at ?? 0))).toBeLessThan(800);
});

test.each(["A", "B", "C"] as const)(
  "there, back, and there again: each change is made, none is taken for a repetition (tokens %s)",
  async (tokens) => {
    const { simulator, start } = await simulated({ busy: "20ms", tokens });
    const host = await start();
    for (const [kind, args, edit] of [
      ["SslVpnServer", serverArgs, { cipher: "AES-256-CBC" }],
      ["VpnConnection", officeArgs, { enableDpd: false }],
    ] as const) {
      const first = (await host.check(kind, {}, args(simulator))).inputs;
      const other = (await host.check(kind, {}, args(simulator, edit))).inputs;
      const { id, outputs } = await host.create(first);
      let now = outputs;
      for (const wanted of [other, first, other]) now = await host.update(id, now, wanted);
      expect(now).toMatchObject(edit);
    }
    const [server] = simulator.inventory().sslVpnServers;
    const [connection] = simulator.inventory().vpnConnections;
    expect([server?.Cipher, connection]).toMatchObject(["AES-256-CBC", { EnableDpd: false }]);
    const sent = simulator.calls().filter(({ operation }) => operation.startsWith("Modify"));
    expect(sent.map(({ outcome, replayed }) => [outcome, replayed])).toEqual(Array(6).fill(["ok", false]));
  },
);

test("a resource deleted and made anew is new, also where the service's clock is ahead of this machine's", async () => {
  const clock = { now: () => Date.now() + 300_000 };
  const { simulator, start } = await simulated({ clock, tokens: "A" });
  const first = await start();
  const { inputs } = await first.check("VpnConnection", {}, officeArgs(simulator));
  const { id, outputs } = await first.create(inputs);
  await (await start()).delete(id, outputs);

  const made = await (await start()).create(inputs);
  expect(made.id).not.toBe(id);
  expect(simulator.inventory().vpnConnections).toHaveLength(1);
  expect(simulator.calls().filter(({ replayed }) => replayed)).toEqual([]);
});

test("a create looks who is there, sends once, follows the gateway and the connection, and takes its mark off", async () => {
  const { simulator, start } = await simulated({ busy: "1s" });
  const host = await start();
  const { inputs } = await host.check("VpnConnection", {}, officeArgs(simulator));
  await host.create(inputs);
  expect(inTurn(told(simulator.calls()))).toEqual([
    "DescribeVpnGateway ok",
    "DescribeVpnConnections ok",
    "CreateVpnConnection ok",
    "DescribeVpnGateway ok",
    "DescribeVpnConnection ok",
    "UnTagResources ok",
  ]);
  expect(simulator.inventory().vpnConnections).toMatchObject([{ Tags: {} }]);
});
