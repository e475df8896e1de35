import { UnfinishedError, VpnError } from "../../../provider/src/errors";
import type { Context } from "../../../provider/src/lifecycle/context";
import { type Properties, setPath } from "../../../provider/src/properties";
import { vpnConnection } from "../../../provider/src/resources/vpnConnection/definition";
import { decodeProperties } from "../../../provider/src/wire";
import { fullDual, fullSingle } from "../examples";
import { FakeSession, adapting, hidden, rejection, wrapped } from "./fakes";

const { complete } = vpnConnection;

const PSK = "correct-horse-battery";
const inputs = { ...complete(fullSingle), ...hidden, __named: "office", __provider: "exports.handler=…" };
const two = { ...complete(fullDual), ...hidden, __provider: "exports.handler=…" };

/** The paths of the secrets of what the engine is given. */
const secretAt = (value: unknown, prefix = ""): string[] =>
  typeof value !== "object" || value === null
    ? []
    : Object.keys(value).some((key) => key === Object.keys(wrapped(1))[0])
      ? [prefix]
      : Object.entries(value).flatMap(([key, item]) =>
          secretAt(item, prefix === "" ? key : `${prefix}.${key}`),
        );

const twoKeys = ["tunnels.master.ikeConfig.psk", "tunnels.slave.ikeConfig.psk"];

describe("create", () => {
  it("hands the lifecycle what the user declared, and returns id and outputs", async () => {
    const { adapter, heard, session } = adapting();
    const { id, outs } = await adapter.create(inputs);
    expect(id).toBe("vco-1");
    expect(heard).toEqual([["create", complete(fullSingle)]]);
    expect(session.asked).toMatchObject([{ operation: "create", regionId: "cn-hangzhou", hidden }]);
    expect(outs).toMatchObject({ ...hidden, name: "office" });
  });

  it("returns keys secret, those that the service made as well", async () => {
    expect(secretAt((await adapting().adapter.create(inputs)).outs)).toEqual(["ikeConfig.psk"]);
    const made = setPath(complete(fullDual), "tunnels.slave.ikeConfig.psk", "made-by-the-service");
    const create = () => Promise.resolve({ id: "vco-1", outputs: made });
    const { outs } = await adapting({ create }).adapter.create(two);
    expect(secretAt(outs)).toEqual(twoKeys);
    expect(JSON.stringify(outs)).toContain("made-by-the-service");
  });

  it("returns what the service says of the tunnels in the open, beside their keys", async () => {
    const tunnelStatus = { master: { tunnelId: "tun-1" }, slave: { tunnelId: "tun-2" } };
    const create = () => Promise.resolve({ id: "vco-1", outputs: { ...complete(fullDual), tunnelStatus } });
    const { outs } = await adapting({ create }).adapter.create(two);
    expect(secretAt(outs)).toEqual(twoKeys);
    expect((outs as Properties).tunnelStatus).toEqual(tunnelStatus);
  });

  it("notes what the user set, so that taking it away is known", async () => {
    const { outs } = await adapting().adapter.create(inputs);
    expect((outs as { __given: string[] }).__given).toEqual(
      expect.arrayContaining(["ikeConfig.psk", "tags"]),
    );
  });

  it("returns nothing that the engine can't carry", async () => {
    const create = () =>
      Promise.resolve({ id: "vco-1", outputs: { when: new Date(0), big: 1n, no: undefined } });
    const { outs } = await adapting({ create }).adapter.create(inputs);
    expect(outs).toMatchObject({ when: "1970-01-01T00:00:00.000Z", big: "1" });
    expect(Object.keys(outs as object)).not.toContain("no");
  });
});

describe("update", () => {
  it("hands over what state has, with what the user had set, and returns full outputs", async () => {
    const { adapter, heard } = adapting();
    const olds = { ...inputs, status: "x", __given: ["enableDpd"] };
    const { outs } = await adapter.update("vco-1", olds, { ...inputs, __timeouts: { update: "1h" } });
    expect(heard).toEqual([
      [
        "update",
        "vco-1",
        { ...complete(fullSingle), status: "x", __given: ["enableDpd"] },
        complete(fullSingle),
      ],
    ]);
    expect(outs).toMatchObject({ ...hidden, name: "office", __timeouts: { update: "1h" } });
    expect(secretAt(outs)).toEqual(["ikeConfig.psk"]);
  });

  it("says whether the operation before it stayed unfinished", async () => {
    const told: unknown[] = [];
    const update = ({ unfinished }: Context, _: string, __: Properties, wanted: Properties) => {
      told.push(unfinished);
      return Promise.resolve(wanted);
    };
    const { adapter } = adapting({ update });
    await adapter.update("vco-1", { ...inputs, __unfinished: true }, inputs);
    await adapter.update("vco-1", inputs, inputs);
    expect(told).toEqual([true, false]);
  });

  it("works in the region that the resource is in", async () => {
    const { adapter, session } = adapting();
    await adapter.update("vco-1", { ...inputs, regionId: "cn-beijing" }, inputs);
    expect(session.asked).toMatchObject([{ operation: "update", regionId: "cn-beijing" }]);
  });
});

describe("read", () => {
  it("returns outputs and inputs as they are in the cloud, keys secret in both", async () => {
    const read = (_: unknown, __: string, outputs: Properties) =>
      Promise.resolve({ outputs: { ...outputs, enableDpd: false, status: "up" } });
    const { outs } = await adapting().adapter.create(inputs);
    const {
      id,
      props,
      inputs: fresh,
    } = await adapting({ read }).adapter.read("vco-1", decodeProperties(outs));
    expect(id).toBe("vco-1");
    expect(props).toMatchObject({ enableDpd: false, status: "up", ...hidden });
    expect(fresh).toMatchObject({ enableDpd: false, vpnGatewayId: "vpn-1", ...hidden });
    expect(fresh).not.toHaveProperty("status");
    expect([secretAt(props), secretAt(fresh)]).toEqual([["ikeConfig.psk"], ["ikeConfig.psk"]]);
  });

  it("makes no inputs of what the service chose and nobody asked for", async () => {
    const state = { ...inputs, __given: ["ikeConfig.psk"], status: "up" };
    const { inputs: fresh } = await adapting().adapter.read("vco-1", state);
    expect(fresh).toMatchObject({ name: "office", ikeConfig: { psk: wrapped(PSK) }, autoConfigRoute: false });
    for (const path of ["ikeConfig.ikeMode", "enableDpd", "tags", "status"])
      expect(fresh).not.toHaveProperty(path);
  });

  it("of a resource that nobody manages yet returns what a program has to give", async () => {
    const { inputs: fresh } = await adapting().adapter.read("vco-1", { ...complete(fullSingle) });
    const { vpnGatewayId, localSubnets, remoteSubnets, name, regionId } = fullSingle;
    const { effectImmediately, autoConfigRoute } = fullSingle;
    const { customerGatewayId } = fullSingle;
    const required = { vpnGatewayId, customerGatewayId, localSubnets, remoteSubnets };
    const filled = { effectImmediately, autoConfigRoute };
    // Nothing else, or a program that leaves it out would seem to take it away.
    expect(fresh).toEqual({ ...required, ...filled, name, regionId });
  });

  it("of two tunnels that nobody manages yet returns what a program has to give", async () => {
    const described = { ...complete(fullDual), tunnelStatus: { master: { tunnelId: "tun-1" } } };
    const { inputs: fresh, props } = await adapting().adapter.read("vco-1", described);
    expect((fresh as Properties).tunnels).toEqual({
      master: { customerGatewayId: "cgw-1" },
      slave: { customerGatewayId: "cgw-2" },
    });
    expect(fresh).not.toHaveProperty("tunnelStatus");
    expect(secretAt(props)).toEqual(twoKeys);
  });

  it("after which a diff of the same program finds nothing to do", async () => {
    const { adapter } = adapting();
    const { outs } = await adapter.create(inputs);
    const { props } = await adapter.read("vco-1", decodeProperties(outs));
    expect(await adapter.diff("vco-1", decodeProperties(props), inputs)).toMatchObject({ changes: false });
  });

  it("of what the service describes as unfinished is a change to come, and stays so until one ends well", async () => {
    const read = (_: unknown, __: string, outputs: Properties) =>
      Promise.resolve({ outputs, unfinished: true });
    const { adapter } = adapting({ read });
    const { outs } = await adapter.create(inputs);
    const { props } = await adapter.read("vco-1", decodeProperties(outs));
    expect(props).toMatchObject({ __unfinished: true });
    expect(await adapter.diff("vco-1", props, inputs)).toMatchObject({ changes: true, replaces: [] });
  });

  it("keeps what the state has as unfinished, though the service shows no sign of it", async () => {
    const { adapter } = adapting();
    const { props } = await adapter.read("vco-1", { ...inputs, __unfinished: true });
    expect(props).toMatchObject({ __unfinished: true });
    const finished = await adapter.read("vco-1", inputs);
    expect(finished.props).not.toHaveProperty("__unfinished");
  });

  it("of an id that nobody has, and that doesn't exist, is an error: `get` of what isn't there", async () => {
    const read = () => Promise.resolve(undefined);
    const failure = await rejection(adapting({ read }).adapter.read("vco-nosuch", {}));
    expect((failure as Error).message).toMatch(
      /there is no VpnConnection vco-nosuch in cn-hangzhou\.\n {2}Check the id, the region/,
    );
  });

  it("of a resource that is gone returns an empty id", async () => {
    const read = () => Promise.resolve(undefined);
    expect(await adapting({ read }).adapter.read("vco-1", inputs)).toEqual({ id: "", props: {} });
  });

  it("without a region in the state asks in the provider's", async () => {
    const { adapter, session } = adapting();
    await adapter.read("vco-1", {});
    expect(session.asked).toMatchObject([{ operation: "read", regionId: "cn-hangzhou" }]);
  });
});

describe("delete", () => {
  it("hands over the outputs, and works in their region with the newest hidden inputs", async () => {
    const { adapter, heard, session } = adapting();
    await adapter.diff("vco-1", inputs, { ...inputs, __timeouts: { delete: "1h" } });
    await adapter.delete("vco-1", { ...inputs, regionId: "cn-beijing" });
    expect(heard).toEqual([["delete", "vco-1", { ...complete(fullSingle), regionId: "cn-beijing" }]]);
    expect(session.asked).toMatchObject([
      { operation: "delete", regionId: "cn-beijing", hidden: { ...hidden, __timeouts: { delete: "1h" } } },
    ]);
  });

  it("has the time that the program allows now, which the engine doesn't see as a difference of inputs", async () => {
    const { adapter, session } = adapting();
    const before = { ...inputs, __timeouts: { delete: "1h" } };
    const checked = await adapter.check(before, { ...before, __timeouts: { delete: "2h", update: "3h" } });
    expect(checked.inputs).toMatchObject({ __timeouts: { delete: "1h" } });
    await adapter.diff("vco-1", before, checked.inputs);
    await adapter.update("vco-1", before, checked.inputs);
    await adapter.delete("vco-2", before);
    expect(session.asked.map(({ operation, hidden: { __timeouts } }) => [operation, __timeouts])).toEqual([
      ["update", { delete: "2h", update: "3h" }],
      ["delete", { delete: "1h" }],
    ]);
  });

  it("of what a create of this process has returned is refused with a warning, not sent", async () => {
    const { adapter, heard, session } = adapting();
    await adapter.create(inputs);
    await adapter.delete("vco-1", inputs);
    expect(heard.map(([operation]) => operation)).toEqual(["create"]);
    expect(session.warnings).toEqual([expect.stringContaining("vco-1 is not deleted")]);
  });

  it("of what an unfinished create of this process has left is refused as well", async () => {
    const half = new UnfinishedError("half done", complete(fullSingle), { resourceId: "vco-1" });
    const { adapter, heard } = adapting({ create: () => Promise.reject(half) });
    await rejection(adapter.create(inputs));
    await adapter.delete("vco-1", inputs);
    expect(heard.map(([operation]) => operation)).toEqual(["create"]);
  });

  it("of another id goes on", async () => {
    const { adapter, heard } = adapting();
    await adapter.create(inputs);
    await adapter.delete("vco-0", inputs);
    expect(heard.map(([operation]) => operation)).toEqual(["create", "delete"]);
  });
});

describe("an id that the engine speaks of", () => {
  /** Whether a create of this process would take the id for one that a state has. */
  async function isTold(
    id: string,
    speak: (host: ReturnType<typeof adapting>["adapter"]) => Promise<unknown>,
  ) {
    let told = false;
    const create = (context: Context, outputs: Properties) => {
      told = context.isTold(id);
      return Promise.resolve({ id: "vco-1", outputs });
    };
    const { adapter } = adapting({ create });
    await speak(adapter);
    await adapter.create(inputs);
    return told;
  }

  it.each<[string, (host: ReturnType<typeof adapting>["adapter"]) => Promise<unknown>]>([
    ["diff", (adapter) => adapter.diff("vco-7", inputs, inputs)],
    ["read", (adapter) => adapter.read("vco-7", inputs)],
    ["update", (adapter) => adapter.update("vco-7", inputs, inputs)],
    ["delete", (adapter) => adapter.delete("vco-7", inputs)],
  ])("by a %s is of some state: no create takes it for a leftover", async (_, speak) => {
    expect([await isTold("vco-7", speak), await isTold("vco-8", speak)]).toEqual([true, false]);
  });
});

describe("an operation that failed once there was an id", () => {
  const half = new UnfinishedError("half done", complete(fullSingle), {
    resourceId: "vco-1",
    advice: "Run pulumi up again.",
  });

  it.each([
    ["create", { create: () => Promise.reject(half) }],
    ["update", { update: () => Promise.reject(half) }],
  ] as const)(
    "lets %s keep the resource: id, outputs with __provider, reasons",
    async (operation, answers) => {
      const { adapter } = adapting(answers);
      const work = operation === "create" ? adapter.create(inputs) : adapter.update("vco-1", inputs, inputs);
      const failure = (await rejection(work)) as { id: string; properties: Properties; reasons: string[] };
      expect(failure.id).toBe("vco-1");
      expect(failure.properties).toMatchObject({
        ...hidden,
        name: "office",
        __provider: "exports.handler=…",
        __unfinished: true,
      });
      expect(secretAt(failure.properties)).toEqual(["ikeConfig.psk"]);
      expect(failure.reasons).toEqual([expect.stringMatching(/half done[^]*Run pulumi up again/)]);
      expect(failure.properties.__given).toEqual(expect.arrayContaining(["enableDpd"]));
    },
  );
});

describe("an operation that failed", () => {
  // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- anything may be thrown at the adapter
  const fails = (error: unknown) => ({ create: () => Promise.reject(error) });

  it("before there was an id keeps nothing", async () => {
    const failure = await rejection(adapting(fails(new VpnError("no"))).adapter.create(inputs));
    expect(failure).toBeInstanceOf(Error);
    for (const key of ["id", "properties", "reasons"]) expect(failure).not.toHaveProperty(key);
  });

  it("says which resource, what happened, the request's id and what to do", async () => {
    const error = new VpnError("It was refused.", { requestId: "r-1", advice: "Do this." });
    const { message } = (await rejection(adapting(fails(error)).adapter.create(inputs))) as Error;
    expect(message).toMatch(/It was refused\. \(vpn-1 in cn-hangzhou, request id r-1\)\n {2}Do this\./);
  });

  it("names the customer gateway that the service doesn't find", async () => {
    const single = { ...inputs, customerGatewayId: "cgw-9" };
    const error = new VpnError("no such gateway.", {
      code: "InvalidCustomerGatewayInstanceId.NotFound",
      requestId: "r-1",
    });
    const { message } = (await rejection(adapting(fails(error)).adapter.create(single))) as Error;
    expect(message).toContain("(cgw-9 in cn-hangzhou, request id r-1)");
  });

  it("shows neither the key of a connection nor the account's secrets", async () => {
    const settings = {
      "alicloud:region": "cn-hangzhou",
      "alicloud:accessKey": "LTAI-the-key",
      "alicloud:secretKey": "the-secret-key",
      "alicloud:securityToken": "the-token",
    };
    const error = new VpnError(`refused: Psk=${PSK} with the-secret-key and the-token`, {
      advice: `not ${PSK}`,
    });
    const session = new FakeSession(settings);
    const failure = (await rejection(adapting(fails(error), session).adapter.create(inputs))) as Error;
    expect([failure.message, failure.stack, String(failure)].join()).not.toMatch(
      /horse|the-secret|the-token/,
    );
    expect(failure.message).toContain("Psk=[secret] with [secret] and [secret]");
  });

  it("shows no key that the service quotes within the JSON text it was sent in", async () => {
    const key = String.raw`say"the\password`;
    const block = JSON.stringify({ IkeConfig: JSON.stringify({ Psk: key }) });
    const error = new VpnError(`refused: ${JSON.stringify({ Psk: key })} of ${block}`);
    const failure = await rejection(
      adapting(fails(error)).adapter.create(setPath(inputs, "ikeConfig.psk", key)),
    );
    expect((failure as Error).message).toContain(`{"Psk":[secret]} of`);
    expect((failure as Error).message).not.toMatch(/say|password/);
  });

  it.each(["text", undefined, { odd: 1 }])("with %p is an error all the same", async (thrown) => {
    expect(await rejection(adapting(fails(thrown)).adapter.create(inputs))).toBeInstanceOf(Error);
  });
});

it("an engine that sends no configuration leaves the environment's", async () => {
  const { adapter } = adapting();
  const config = {
    get: () => {
      throw new Error("no configuration");
    },
    require: () => "",
  };
  await expect(adapter.configure({ config })).resolves.toBeUndefined();
});
