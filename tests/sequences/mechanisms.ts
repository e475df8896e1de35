import * as diff from "../../provider/src/schema/diff";
import * as attempt from "../../provider/src/lifecycle/attempt";
import * as converge from "../../provider/src/lifecycle/converge";
import * as lags from "../../provider/src/lifecycle/lags";
import * as requestTime from "../../provider/src/vpc/requestTime";
import { configuration } from "./providerProcess";

/** A mechanism of the package: sequences have to miss it where it is taken out. */
export interface Mechanism {
  readonly name: string;
  readonly takeOut: () => void;
}

/** Puts something else in the place of an export, for everybody who calls it through its module. */
function replace<Module extends object, Name extends keyof Module & string>(
  module: Module,
  name: Name,
  other: Module[Name],
): void {
  if (!(name in module)) throw new Error(`There is no ${name} to take out.`);
  if (!Reflect.set(module, name, other)) throw new Error(`${name} can't be taken out.`);
}

export const mechanisms: readonly Mechanism[] = [
  {
    name: "mark",
    takeOut: () => {
      replace(configuration, "alicloud-vpn:mark", "off");
    },
  },
  {
    name: "window",
    takeOut: () => {
      replace(lags, "WINDOW_MS", 0 as never);
    },
  },
  {
    name: "look after refusal",
    takeOut: () => {
      const { nextAfter } = attempt;
      replace(attempt, "nextAfter", (made) => {
        const next = nextAfter(made);
        return next === "look again" ? "fail" : next;
      });
    },
  },
  {
    name: "id kept",
    takeOut: () => {
      replace(converge, "unfinished", (_id, _outputs, error) => error as never);
    },
  },
  {
    name: "grace",
    takeOut: () => {
      replace(lags, "BUSY_LAG_MS", 0 as never);
    },
  },
  {
    name: "gone twice",
    takeOut: () => {
      replace(converge, "describedOrGone", (_context, describe) => describe());
    },
  },
  {
    name: "not told",
    takeOut: () => {
      replace(diff, "withIdentity", (_fields, described) => described);
    },
  },
  {
    name: "own timer",
    takeOut: () => {
      replace(requestTime, "withinRequestTime", (_clock, send) => send());
    },
  },
  {
    name: "stands still",
    takeOut: () => {
      replace(lags, "MARK_STANDS_MS", 0 as never);
    },
  },
  {
    name: "describe lag",
    takeOut: () => {
      replace(lags, "DESCRIBE_LAG_MS", 0 as never);
    },
  },
];
