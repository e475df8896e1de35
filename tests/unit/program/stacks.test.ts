import * as pulumi from "@pulumi/pulumi";
import { spareNotedStacks } from "../../../provider/src/program/stacks";
import { VpnConnection } from "../../../provider/src/resources/vpnConnection/resource";

const stacks = Error as { prepareStackTrace?: unknown };

/** As Pulumi's loader of TypeScript does: it maps positions to the sources. */
const mapping = jest.fn((error: Error) => `${error.message}, mapped`);
let before: unknown;

beforeEach(() => {
  before = stacks.prepareStackTrace;
  stacks.prepareStackTrace = mapping;
});

afterEach(() => {
  stacks.prepareStackTrace = before;
  delete process.env.PULUMI_DEBUG_PROMISE_LEAKS;
});

/** By the name of the one in Pulumi. */
function debuggablePromise(): string | undefined {
  return new Error("noted").stack;
}

describe("while a resource is constructed", () => {
  test("a stack that Pulumi notes isn't mapped", () => {
    const restore = spareNotedStacks();
    expect(debuggablePromise()).toBe("Error: noted");
    restore();
    expect(debuggablePromise()).toBe("noted, mapped");
  });

  test("every other one is mapped, whether it is read at once or later", () => {
    const restore = spareNotedStacks();
    const later = new Error("thrown");
    expect(new Error("read").stack).toBe("read, mapped");
    restore();
    expect(later.stack).toBe("thrown, mapped");
  });

  test("a resource that is constructed meanwhile changes nothing", () => {
    const restore = spareNotedStacks();
    spareNotedStacks()();
    expect(debuggablePromise()).toBe("Error: noted");
    restore();
    expect(stacks.prepareStackTrace).toBe(mapping);
  });
});

test("nothing is spared while promises that never settle are looked for", () => {
  process.env.PULUMI_DEBUG_PROMISE_LEAKS = "1";
  spareNotedStacks();
  expect(stacks.prepareStackTrace).toBe(mapping);
});

test("nothing is changed where nobody maps stacks", () => {
  stacks.prepareStackTrace = undefined;
  spareNotedStacks();
  expect(stacks.prepareStackTrace).toBeUndefined();
});

test("of the stacks that a connection costs, all but a few are spared", async () => {
  await pulumi.runtime.setMocks({ newResource: ({ name }) => ({ id: name, state: {} }), call: () => ({}) });
  mapping.mockClear();
  const office = new VpnConnection("office", {
    vpnGatewayId: "vpn-1",
    customerGatewayId: "cgw-1",
    localSubnets: ["10.0.0.0/16"],
    remoteSubnets: ["192.168.0.0/24"],
  });
  // The line of the program that declares it is one of them: Pulumi keeps it in the state.
  expect(mapping).toHaveBeenCalled();
  expect(mapping.mock.calls.length).toBeLessThan(5);
  expect(stacks.prepareStackTrace).toBe(mapping);
  await new Promise((resolve) => office.id.apply(resolve));
});
