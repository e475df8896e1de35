import { type Attempt, type Next, attempt, nextAfter } from "../../../provider/src/lifecycle/attempt";
import { ApiError, type ErrorKind } from "../../../provider/src/vpc/errors";
import { lostAnswer, refusal } from "../fakes";

const failed = (kind: ErrorKind): Attempt<string> => {
  const error = new ApiError("said", kind, {});
  return kind === "indeterminate" ? { outcome: "indeterminate", error } : { outcome: "refused", error };
};

it("what was taken is to be finished", () => {
  expect(nextAfter({ outcome: "taken", value: "vco-1" })).toBe("finish");
});

it.each<[ErrorKind, Next]>([
  ["busy", "wait until active"],
  ["conflict", "look again"],
  ["indeterminate", "ask"],
  ["notFound", "fail"],
  ["retryable", "fail"],
  ["fatal", "fail"],
])("after an error that is %s the next thing is to %s", (kind, next) => {
  expect(nextAfter(failed(kind))).toBe(next);
});

describe("one attempt", () => {
  it("that is answered is taken, with the answer", async () => {
    expect(await attempt(() => Promise.resolve("vco-1"))).toEqual({ outcome: "taken", value: "vco-1" });
  });

  it("that the service refuses is data, not an exception", async () => {
    const error = refusal("Resource.QuotaFull");
    expect(await attempt(() => Promise.reject(error))).toEqual({ outcome: "refused", error });
  });

  it("whose answer was lost is indeterminate", async () => {
    const error = lostAnswer();
    expect(await attempt(() => Promise.reject(error))).toEqual({ outcome: "indeterminate", error });
  });

  it("that fails by a mistake of ours throws it", async () => {
    const mistake = new TypeError("a mistake");
    await expect(attempt(() => Promise.reject(mistake))).rejects.toBe(mistake);
  });

  it("sends the request once, whatever comes of it", async () => {
    const send = jest.fn(() => Promise.reject(lostAnswer()));
    await attempt(send);
    expect(send).toHaveBeenCalledTimes(1);
  });
});
