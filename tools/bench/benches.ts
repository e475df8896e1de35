import type { Engine } from "../engine/ensure";
import { type Figure, figuresOf } from "./figures";
import { type Spent, fastest, importCosts, loadedPackages, median, previewCosts } from "./program";
import { measureUp } from "./queueing";

/** One group of figures, which can be run alone. */
export interface Bench {
  readonly name: string;
  readonly what: string;
  /** Minutes rather than seconds: only when it is named, or with `--long`. */
  readonly long?: boolean;
  run(engine: Engine): Promise<Figure[]>;
}

const one: Bench = {
  name: "one",
  what: "one change, its duration unknown",
  run: async (engine) => {
    const figures: Figure[] = [];
    for (const busy of ["2s", "3300ms", "8s", "30s"]) {
      const measured = await measureUp({ engine, count: 1, busy });
      figures.push(...figuresOf("one", `N=1, T=${busy}`, measured, { ratio: 1.15, refused: 0 }));
    }
    return figures;
  },
};

const ten: Bench = {
  name: "ten",
  what: "ten changes of one gateway, each as long as the others",
  run: async (engine) =>
    figuresOf("ten", "N=10, T=2 s", await measureUp({ engine, count: 10, busy: "2s" }), {
      ratio: 1.05,
      calls: 7,
      refused: 0,
    }),
};

const drawn: Bench = {
  name: "drawn",
  what: "ten changes of one gateway, their durations drawn anew",
  run: async (engine) => {
    const figures: Figure[] = [];
    for (const seed of ["1", "2", "3"]) {
      const measured = await measureUp({ engine, count: 10, busy: "2s±30%", seed });
      const limits = { ratio: 1.1, calls: 9, refused: 0 };
      figures.push(...figuresOf("drawn", `N=10, T=2 s ±30 % (seed ${seed})`, measured, limits));
    }
    return figures;
  },
};

const long: Bench = {
  name: "long",
  what: "ten changes of thirty seconds, and five of a minute",
  long: true,
  run: async (engine) => {
    const thirty = await measureUp({ engine, count: 10, busy: "30s" });
    const minute = await measureUp({ engine, count: 5, busy: "60s" });
    return [
      ...figuresOf("long", "N=10, T=30 s", thirty, { ratio: 1.02, calls: 7, refused: 0 }),
      ...figuresOf("long", "N=5, T=60 s", minute, { calls: 7, refused: 0 }),
    ];
  },
};

const side: Bench = {
  name: "side",
  what: "four gateways with five changes each",
  run: async (engine) => {
    const of = (parallel?: number) => measureUp({ engine, count: 20, gateways: 4, busy: "2s", parallel });
    return [
      ...figuresOf("side", "4 × 5, --parallel 64", await of(64), { ratio: 1.1, refused: 0 }),
      ...figuresOf("side", "4 × 5, default parallelism", await of(), { refused: 0 }),
    ];
  },
};

const IMPORT_RUNS = 15;

const imported: Bench = {
  name: "import",
  what: "importing the package",
  run: async () => {
    const costs = await importCosts(IMPORT_RUNS);
    const what = "import over @pulumi/pulumi alone";
    const detail = `median of ${IMPORT_RUNS}, ${Math.min(...costs).toFixed(1)} to ${Math.max(...costs).toFixed(1)} ms`;
    return [{ group: "import", what, value: median(costs), limit: 15, unit: "ms", detail }];
  },
};

const PREVIEW_RUNS = 9;

const preview: Bench = {
  name: "preview",
  what: "preview of a hundred connections",
  run: async (engine) => {
    const costs = await previewCosts(engine, 100, PREVIEW_RUNS);
    const to = (other: "empty" | "sameOutputs", of: keyof Spent, what: string, limit?: number): Figure => {
      const [ours, others] = [costs.ours, costs[other]].map((some) => fastest(some.map((one) => one[of])));
      const detail = `${seconds(ours)} to ${seconds(others)}, the least of ${PREVIEW_RUNS} each`;
      return { group: "preview", what, value: (ours ?? NaN) / (others ?? NaN), limit, unit: "×", detail };
    };
    return [
      to("empty", "wall", "preview of 100 connections to 100 empty dynamic resources", 1.05),
      to("empty", "processor", "… processor time of program and provider"),
      to("sameOutputs", "wall", "preview of 100 connections to 100 empty ones with as many outputs"),
      to("sameOutputs", "processor", "… processor time of program and provider"),
    ];
  },
};

const seconds = (milliseconds = NaN): string => `${(milliseconds / 1000).toFixed(2)} s`;

const sdk: Bench = {
  name: "sdk",
  what: "whether the vendor's SDK is loaded",
  run: async (engine) => {
    const { preview: previewed, unchanged, create } = await loadedPackages(engine);
    const row = (what: string, packages: readonly string[], limit?: number): Figure => {
      const detail = packages.length === 0 ? "none" : packages.join(", ");
      return { group: "sdk", what, value: packages.length, limit, unit: "", detail };
    };
    if (create.length === 0) throw new Error("An up that creates loads no SDK: the watch sees nothing.");
    return [
      row("SDK packages loaded by a preview", previewed, 0),
      row("SDK packages loaded by an up without changes", unchanged, 0),
      row("SDK packages loaded by an up that creates", create),
    ];
  },
};

const growth: Bench = {
  name: "growth",
  what: "how cost grows with N and T",
  run: async (engine) => {
    const figures: Figure[] = [];
    for (const count of [1, 5, 10, 20, 50]) {
      const measured = await measureUp({ engine, count, busy: "500ms", parallel: 64 });
      figures.push(...figuresOf("growth", `N=${count}, T=0.5 s`, measured, { refused: 0 }));
    }
    for (const busy of ["250ms", "1s", "2s", "4s"]) {
      const measured = await measureUp({ engine, count: 10, busy });
      figures.push(...figuresOf("growth", `N=10, T=${busy}`, measured, { refused: 0 }));
    }
    return figures;
  },
};

export const benches: readonly Bench[] = [one, ten, drawn, side, imported, preview, sdk, growth, long];
