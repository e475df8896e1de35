import { setPath } from "../../../provider/src/properties";
import { vpnConnection } from "../../../provider/src/resources/vpnConnection/definition";
import { dual, fullDual, fullSingle } from "../examples";
import { adapting, hidden, unknown } from "./fakes";

const { complete } = vpnConnection;

const inputs = { ...complete(fullSingle), ...hidden };
const outputs = { ...inputs, vpnConnectionId: "vco-1", status: "ike_sa_established", createTime: 1 };

const diff = (news: object, olds: object = outputs) => adapting().adapter.diff("vco-1", olds, news);

it("nothing to do is no change, whatever the service describes beside it", async () => {
  expect(await diff(inputs)).toEqual({ changes: false, replaces: [], deleteBeforeReplace: true });
});

it("hidden inputs are no change, whatever becomes of them", async () => {
  const news = { ...inputs, __urn: "other", __organization: "other", __timeouts: { create: "1h" }, __x: 1 };
  expect(await diff(news)).toMatchObject({ changes: false, replaces: [] });
});

it("a change is left to the engine to name, so that replaceOnChanges works", async () => {
  const result = await diff({ ...inputs, name: "other" });
  expect(result).toEqual({ changes: undefined, replaces: [], deleteBeforeReplace: true });
  expect("changes" in result).toBe(true);
});

it("what an operation left unfinished is a change, also after a refresh: its gateway is still to be waited for", async () => {
  const { adapter } = adapting({
    read: (_, id, olds) => Promise.resolve({ outputs: { ...olds, vpnConnectionId: id } }),
  });
  const { props } = await adapter.read("vco-1", { ...outputs, __unfinished: true });
  expect(await diff(inputs, props as object)).toMatchObject({ changes: true, replaces: [] });
  const { outs } = await adapter.update("vco-1", props, inputs);
  expect((await diff(inputs, outs as object)).changes).toBe(false);
});

it("drift is a change, too: the outputs differ from what is wanted", async () => {
  expect((await diff(inputs, { ...outputs, enableDpd: false })).changes).not.toBe(false);
});

it.each(["vpnGatewayId", "regionId", "customerGatewayId"])(
  "%s is named among what replaces",
  async (path) => {
    expect(await diff({ ...inputs, [path]: "new" })).toMatchObject({ changes: undefined, replaces: [path] });
    expect(await diff({ ...inputs, [path]: unknown })).toMatchObject({
      changes: undefined,
      replaces: [path],
    });
  },
);

it("what an unfinished create left with another peer is replaced, though the inputs are as they were", async () => {
  const left = { ...outputs, customerGatewayId: "cgw-before", __unfinished: true };
  expect(await diff(inputs, left)).toMatchObject({ changes: true, replaces: ["customerGatewayId"] });
});

it("a change of mode replaces, once", async () => {
  expect(await diff({ ...complete(dual), ...hidden })).toMatchObject({ replaces: ["tunnels"] });
  const two = { ...complete(fullDual), ...hidden };
  expect(await diff(inputs, two)).toMatchObject({ replaces: ["customerGatewayId"] });
});

it("a replacement is always delete before create: a gateway has no room for both", async () => {
  expect(await diff({ ...inputs, vpnGatewayId: "vpn-2" })).toMatchObject({ deleteBeforeReplace: true });
});

it("the user's paths among the outputs tell what was taken away", async () => {
  const without = setPath(inputs, "enableNatTraversal", undefined);
  expect(await diff(without, outputs)).toMatchObject({ changes: false });
  const given = { ...outputs, __given: ["enableNatTraversal"] };
  expect((await diff(without, given)).changes).not.toBe(false);
});

it("an unknown in the place of a whole object is an update", async () => {
  expect(await diff({ ...inputs, ikeConfig: unknown })).toMatchObject({ changes: undefined, replaces: [] });
});
