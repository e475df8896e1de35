import { UnfinishedError, VpnError, explain } from "../../provider/src/errors";

it("an error is told with its request's id and what to do next", () => {
  const error = new VpnError("It failed.", { requestId: "r-1", advice: "Try again." });
  expect(explain(error)).toBe("It failed. (request id r-1)\n  Try again.");
  expect(explain(error, ["vpn-1", "cn-hangzhou"])).toBe(
    "It failed. (vpn-1 in cn-hangzhou, request id r-1)\n  Try again.",
  );
});

it("an error of somebody else is told by its message alone", () => {
  expect(explain(new Error("plain"))).toBe("plain");
  expect(explain("text")).toBe("text");
  expect(explain(new VpnError("bare"))).toBe("bare");
});

it("an unfinished operation keeps the id, what is known, and the facts", () => {
  const error = new UnfinishedError("half", { a: 1 }, { resourceId: "vco-1", code: "C", requestId: "r" });
  expect(error).toMatchObject({ name: "UnfinishedError", resourceId: "vco-1", code: "C", outputs: { a: 1 } });
  expect(explain(error)).toContain("request id r");
});
