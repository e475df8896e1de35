import { Gateway } from "../../../provider/src/lifecycle/queue";
import { type World, world } from "../fakes";
import { through } from "./through";

const GRACE_MS = 6_000;

/** One change that is taken at once, and when it was held to be done. */
async function changed(set: (vpc: World["vpc"]) => void, limit = 600_000) {
  const { clock, vpc } = world();
  set(vpc);
  const gateway = new Gateway("vpn-1", vpc, clock);
  const looks: number[] = [];
  const status = vpc.gatewayStatus.bind(vpc);
  vpc.gatewayStatus = () => {
    looks.push(clock.elapsed);
    return status();
  };
  const change = gateway.change({ what: "x", limit, progress: () => undefined }, (turn) =>
    through(turn, () => vpc.createVpnConnection({ vpnGatewayId: "vpn-1" }, {}, "token")),
  );
  const [outcome] = await clock.run(Promise.allSettled([change]));
  return { outcome, doneAt: clock.elapsed, looks };
}

describe("a change that was taken isn't done before its task's end", () => {
  const lags = [0, 400, 900, 2_500, 4_000, 5_000];
  const durations = [100, 700, 2_000, 30_000];
  it.each(lags.flatMap((lag) => durations.map((takes) => [lag, takes])))(
    "busy after %d ms, for %d ms",
    async (lag, takes) => {
      const { doneAt } = await changed((vpc) => {
        vpc.busyLag = lag;
        vpc.changeTakes = takes;
      });
      expect(doneAt).toBeGreaterThanOrEqual(lag + takes);
      // No longer than the grace and what a look comes late.
      expect(doneAt).toBeLessThanOrEqual(Math.max(GRACE_MS, (lag + takes) * 1.2 + 1_000));
    },
  );
});

it("a change that doesn't make the gateway busy is done once it would have turned so", async () => {
  const { doneAt, outcome } = await changed((vpc) => {
    vpc.changeTakes = 0;
  });
  expect([outcome.status, doneAt]).toEqual(["fulfilled", GRACE_MS]);
});

it("the gateway is looked at as soon as a change is taken: a short task is seen, too", async () => {
  const { looks, doneAt } = await changed((vpc) => {
    vpc.changeTakes = 300;
  });
  expect(looks[0]).toBe(0);
  expect(doneAt).toBeLessThan(1_000);
});

it("a gateway that turns busy late and stays so for all the time there is ends with a time-out", async () => {
  const { outcome, doneAt } = await changed((vpc) => {
    vpc.busyLag = 3_000;
    vpc.changeTakes = 3_600_000;
  }, 30_000);
  expect(outcome).toMatchObject({ reason: { code: "Timeout" } });
  expect(doneAt).toBeLessThan(31_000);
});
