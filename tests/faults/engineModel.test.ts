import { HostError, type Values } from "../contract/host";
import { type Declared, EngineModel } from "./engineModel";
import type { CommandProvider } from "./provider";

const office: Declared = { kind: "VpnConnection", name: "office", args: { name: "office" } };

/** A provider whose answers a test writes. */
function provider(answers: Partial<CommandProvider>): CommandProvider {
  const usual: Partial<CommandProvider> = {
    check: (_kind, _olds, news: Values) => Promise.resolve({ inputs: news, failures: [] }),
    diff: () => Promise.resolve({ changes: "unknown", replaces: [], deleteBeforeReplace: true }),
    create: (_kind, inputs) => Promise.resolve({ id: "vco-1", outputs: inputs }),
    update: (_kind, _id, _olds, news) => Promise.resolve(news),
    delete: () => Promise.resolve(),
  };
  return Object.assign(Object.create(null) as CommandProvider, usual, answers);
}

const unfinished = (properties: Values) => () =>
  Promise.reject(new HostError("", { id: "vco-1", properties, reasons: ["not active"] }));

test("a create that fails after there was an id is saved, and the next up updates it though nothing differs", async () => {
  const model = new EngineModel();
  const first = await model.begin(provider({ create: unfinished({ seen: 1 }) })).up([office]);
  expect(first).toEqual({ steps: ["create office"], failures: ["not active"] });
  expect([...model.resources.values()]).toMatchObject([
    { id: "vco-1", outputs: { seen: 1 }, initErrors: ["not active"] },
  ]);
  expect(await model.begin(provider({})).up([office])).toEqual({ steps: ["update office"], failures: [] });
  expect(await model.begin(provider({})).up([office])).toEqual({ steps: [], failures: [] });
});

test("an update that fails after it was sent keeps the old inputs with the new outputs", async () => {
  const model = new EngineModel();
  await model.begin(provider({})).up([office]);
  const edited = { ...office, args: { name: "branch" } };
  await model.begin(provider({ update: unfinished({ seen: 2 }) })).up([edited]);
  expect([...model.resources.values()]).toMatchObject([{ inputs: { name: "office" }, outputs: { seen: 2 } }]);
});

test("a replacement deletes first, and a create that fails then is tried again without another delete", async () => {
  const model = new EngineModel();
  await model.begin(provider({})).up([office]);
  const replaced = provider({
    diff: () => Promise.resolve({ changes: "some", replaces: ["vpnGatewayId"], deleteBeforeReplace: true }),
    create: () => Promise.reject(new HostError("refused", undefined)),
  });
  expect((await model.begin(replaced).up([office])).steps).toEqual(["delete office", "create office"]);
  expect(model.ids()).toEqual([]);
  expect((await model.begin(provider({})).up([office])).steps).toEqual(["create office"]);
});

test("nothing that ends after the engine was killed is saved", async () => {
  const model = new EngineModel();
  const command = model.begin(
    provider({
      create: () => {
        command.kill();
        return Promise.resolve({ id: "vco-1", outputs: {} });
      },
    }),
  );
  await command.up([office]);
  expect(model.ids()).toEqual([]);
});

test("a create that a hook repeats is saved as its last attempt ended", async () => {
  const model = new EngineModel();
  let attempt = 0;
  const create = () => {
    attempt += 1;
    return attempt === 1 ? unfinished({ seen: 1 })() : Promise.resolve({ id: "vco-2", outputs: { seen: 2 } });
  };
  const { steps, failures } = await model.begin(provider({ create }), { repeats: 1 }).up([office]);
  expect([steps, failures]).toEqual([["create office"], []]);
  expect([...model.resources.values()]).toMatchObject([{ id: "vco-2", initErrors: [] }]);
});

test("a create that was cut short stays noted until a refresh clears it, also under another stack name", async () => {
  const model = new EngineModel();
  const create = () => {
    command.kill();
    return Promise.reject(new Error("the engine died"));
  };
  const command = model.begin(provider({ create }));
  await command.up([office]);
  await model.begin(provider({})).up([]);
  model.rename("prod");
  expect([...model.pendingCreates]).toEqual([model.urnOf(office)]);
  expect(model.urnOf(office)).toContain("urn:pulumi:prod::");
  await model.begin(provider({})).refresh(true);
  expect(model.pendingCreates.size).toBe(0);
});

test("a stack that is renamed keeps its resources, and plans nothing but updates for them", async () => {
  const model = new EngineModel();
  await model.begin(provider({})).up([office]);
  model.rename("prod");
  expect(model.ids()).toEqual(["vco-1"]);
  expect((await model.begin(provider({})).up([office])).steps).toEqual(["update office"]);
});
