import { Gateway } from "../../../provider/src/lifecycle/queue";
import { lostAnswer, refusal, world } from "../fakes";

type Ending = "taken" | Error;

/** One change whose sends end as listed, and what was done in which order. */
async function changing(endings: readonly Ending[], settled: readonly (string | undefined)[] = []) {
  const { clock, vpc } = world();
  const gateway = new Gateway("vpn-1", vpc, clock);
  const steps: string[] = [];
  const [left, answers] = [[...endings], [...settled]];
  const status = {
    gatewayStatus: () => {
      steps.push("look");
      return vpc.gatewayStatus();
    },
  };
  const watched = new Gateway(gateway.id, status, clock);
  const change = watched.change({ what: "x", limit: 60_000, progress: () => undefined }, (turn) =>
    turn.send(
      () => {
        steps.push("send");
        const ending = left.shift() ?? "taken";
        return ending === "taken" ? Promise.resolve("sent") : Promise.reject(ending);
      },
      () => {
        steps.push("ask");
        const outcome = answers.shift();
        return Promise.resolve(outcome === undefined ? undefined : { outcome });
      },
    ),
  );
  const [outcome] = await clock.run(Promise.allSettled([change]));
  return { outcome, steps, pauses: clock.pauses };
}

describe("an answer that was lost", () => {
  it("is settled by waiting for the gateway and asking; what was done isn't sent again", async () => {
    const { outcome, steps } = await changing([lostAnswer()], ["found"]);
    expect(outcome).toEqual({ status: "fulfilled", value: "found" });
    expect(steps.slice(0, 3)).toEqual(["send", "look", "ask"]);
    expect(steps.filter((step) => step === "send")).toHaveLength(1);
  });

  it("is asked for again where the gateway was busy meanwhile: a listing may lag behind", async () => {
    const busy = async (answers: readonly (string | undefined)[]) => {
      const { clock, vpc } = world();
      vpc.busyFor(20_000);
      const left = [...answers];
      const [sent, asked]: [number[], number[]] = [[], []];
      const change = new Gateway("vpn-1", vpc, clock).change(
        { what: "x", limit: 60_000, progress: () => undefined },
        (turn) =>
          turn.send(
            () => (sent.push(clock.elapsed) === 1 ? Promise.reject(lostAnswer()) : Promise.resolve("sent")),
            () => {
              asked.push(clock.elapsed);
              const outcome = left.shift();
              return Promise.resolve(outcome === undefined ? undefined : { outcome });
            },
          ),
      );
      return { outcome: await clock.run(change), sends: sent.length, asks: asked.length };
    };
    expect(await busy([undefined, undefined, "found"])).toEqual({ outcome: "found", sends: 1, asks: 3 });
    expect(await busy([])).toEqual({ outcome: "sent", sends: 2, asks: 3 });
  });

  it("is asked about also where the gateway stays busy for all the time there is", async () => {
    const { clock, vpc } = world();
    vpc.stuckIn = "updating";
    let settled: string | undefined;
    const change = new Gateway("vpn-1", vpc, clock).change(
      { what: "x", limit: 60_000, progress: () => undefined },
      async (turn) => {
        settled = await turn.send(
          () => Promise.reject(lostAnswer()),
          () => Promise.resolve({ outcome: "found" }),
        );
      },
    );
    expect(await clock.failure(change)).toMatchObject({ code: "Timeout" });
    expect(settled).toBe("found");
  });

  it("is sent again only where asking shows that nothing was done", async () => {
    const { outcome, steps } = await changing([lostAnswer()]);
    expect(outcome).toEqual({ status: "fulfilled", value: "sent" });
    expect(steps.slice(0, 4)).toEqual(["send", "look", "ask", "send"]);
  });

  it("may be lost again, and found then", async () => {
    const { outcome, steps } = await changing([lostAnswer(), lostAnswer()], [undefined, "found"]);
    expect(outcome).toEqual({ status: "fulfilled", value: "found" });
    expect(steps.filter((step) => step !== "look")).toEqual(["send", "ask", "send", "ask"]);
  });

  it("lost over and over is given up, with longer pauses between", async () => {
    const { outcome, steps, pauses } = await changing(Array<Error>(20).fill(lostAnswer()));
    expect(outcome).toMatchObject({ status: "rejected", reason: { kind: "indeterminate" } });
    expect(steps.filter((step) => step === "send")).toHaveLength(6);
    expect(pauses.length).toBeGreaterThanOrEqual(4);
    expect(pauses).toEqual([...new Set(pauses)].sort((one, other) => one - other));
  });

  it("found to be a server's error nobody has a row for is settled the same way", async () => {
    const { outcome, steps } = await changing([refusal("Never.HeardOf", 500)], ["found"]);
    expect(outcome).toEqual({ status: "fulfilled", value: "found" });
    expect(steps.filter((step) => step === "send")).toHaveLength(1);
  });
});

it("a refusal for another change isn't asked about: nothing was done", async () => {
  const { outcome, steps } = await changing([refusal("VpnGateway.Configuring")]);
  expect(outcome.status).toBe("fulfilled");
  expect(steps).not.toContain("ask");
});

it("refused over and over by a gateway that says it is active, a change pauses and ends in time", async () => {
  const { clock, vpc } = world();
  let sends = 0;
  const request = { what: "x", limit: 60_000, progress: () => undefined };
  const change = new Gateway("vpn-1", vpc, clock).change(request, (turn) =>
    turn.send(
      () => {
        sends += 1;
        // A loop without pauses would never let the clock go on.
        return Promise.reject(sends > 500 ? new Error("no pause at all") : refusal("VpnTask.CONFLICT"));
      },
      () => Promise.resolve(undefined),
    ),
  );
  expect(await clock.failure(change)).toMatchObject({ name: "VpnError" });
  expect(sends).toBeLessThan(60);
  expect(clock.elapsed).toBeLessThan(90_000);
});

it.each(["Resource.QuotaFull", "InvalidVpnConnectionInstanceId.NotFound", "Throttling"])(
  "%s is the caller's to know, at once",
  async (code) => {
    const { outcome, steps } = await changing([refusal(code)]);
    expect(outcome).toMatchObject({ status: "rejected", reason: { code } });
    expect(steps).toEqual(["send"]);
  },
);
