import { plainStacks } from "../../../provider/src/program/stacks";

/** As Pulumi's loader of TypeScript does: it maps positions to the sources. */
const mapping = jest.fn((error: Error) => `${error.message}, mapped`);
const stacks = Error as { prepareStackTrace?: unknown };
let before: unknown;

beforeEach(() => {
  before = stacks.prepareStackTrace;
  stacks.prepareStackTrace = mapping;
});

afterEach(() => {
  stacks.prepareStackTrace = before;
  delete process.env.PULUMI_DEBUG_PROMISE_LEAKS;
});

describe("while a resource is constructed", () => {
  test("a stack that is read at once isn't mapped, and still names its frames", () => {
    const restore = plainStacks();
    const { stack } = new Error("noted");
    restore();
    expect(stack).toMatch(/^Error: noted\n {4}at .*stacks\.test/);
    expect(mapping).not.toHaveBeenCalled();
  });

  test("one that is read without a limit is mapped: the line of the program that declares the resource", () => {
    const limit = Error.stackTraceLimit;
    const restore = plainStacks();
    Error.stackTraceLimit = Infinity;
    const { stack } = new Error("declared");
    Error.stackTraceLimit = limit;
    restore();
    expect(stack).toBe("declared, mapped");
  });

  test("an error that somebody meets later is mapped", () => {
    const restore = plainStacks();
    const error = new Error("thrown");
    restore();
    expect(error.stack).toBe("thrown, mapped");
  });

  test("a resource that is constructed meanwhile changes nothing", () => {
    const restore = plainStacks();
    plainStacks()();
    expect(new Error("noted").stack).toContain("stacks.test");
    restore();
    expect(stacks.prepareStackTrace).toBe(mapping);
  });
});

test("nothing is spared while promises that never settle are looked for", () => {
  process.env.PULUMI_DEBUG_PROMISE_LEAKS = "1";
  plainStacks();
  expect(stacks.prepareStackTrace).toBe(mapping);
});

test("nothing is changed where nobody maps stacks", () => {
  stacks.prepareStackTrace = undefined;
  plainStacks();
  expect(stacks.prepareStackTrace).toBeUndefined();
});
