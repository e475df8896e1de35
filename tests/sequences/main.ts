import { fork } from "node:child_process";
import { parseArgs } from "node:util";
import { drawPlan } from "./drawing";
import { effectText } from "./effects";
import { mechanisms } from "./mechanisms";
import { play } from "./play";
import { type Range, kindOfViolation, runRange, simplest } from "./run";
import { type Tally, addTo, emptyTally, grid, summary, table } from "./tally";

const HELP = `npm run sequences -- [options]

  --count N        how many sequences (default 1000)
  --seed S         of what they are drawn from (default 1)
  --workers N      how many processes play them (default 1)
  --replay K       plays sequence K of the seed alone, and tells all of it
  --simplify       with --replay: takes away what it doesn't need to fail
  --without NAME   takes a mechanism out, or each in turn ("all"), and plays until a sequence misses it:
                   ${mechanisms.map(({ name }) => name).join(", ")}`;

const { values } = parseArgs({
  options: {
    count: { type: "string", default: "1000" },
    seed: { type: "string", default: "1" },
    workers: { type: "string", default: "1" },
    replay: { type: "string" },
    simplify: { type: "boolean", default: false },
    without: { type: "string" },
    // What a worker is told.
    from: { type: "string" },
    "first-failure": { type: "boolean", default: false },
    help: { type: "boolean", default: false },
  },
});
const seed = Number(values.seed);
const sequences = Number(values.count);
const MOST_IN_A_WORKER = 2_500;
/** How many of the violations are told in full. */
const SHOWN = 3;

const seconds = (since: number): number => (performance.now() - since) / 1000;

/** A process of its own, so that two processors are used, and a mechanism that is taken out stays out there alone. */
function inWorker(range: Range, without?: string): Promise<Tally> {
  const args = ["--seed", String(range.seed), "--from", String(range.from), "--count", String(range.count)];
  if (range.untilFirstFailure === true) args.push("--first-failure");
  if (without !== undefined) args.push("--without", without);
  const worker = fork(__filename, args, {
    execArgv: ["--require", "ts-node/register/transpile-only"],
    env: { ...process.env, TS_NODE_PROJECT: "tests/tsconfig.json" },
  });
  return new Promise((resolve, reject) => {
    let tally: Tally | undefined;
    worker.on("message", (message) => (tally = message as Tally));
    worker.on("exit", (code) => {
      if (tally === undefined) reject(new Error(`a worker ended with ${String(code)}`));
      else resolve(tally);
    });
  });
}

async function asWorker(from: number): Promise<void> {
  takeOut(values.without);
  const tally = await runRange({
    seed,
    from,
    count: sequences,
    untilFirstFailure: values["first-failure"],
  });
  await new Promise((resolve) => process.send?.(tally, resolve));
  process.disconnect();
}

function takeOut(name: string | undefined): void {
  if (name === undefined) return;
  const mechanism = mechanisms.find((one) => one.name === name);
  if (mechanism === undefined) throw new Error(`There is no mechanism "${name}".`);
  mechanism.takeOut();
}

async function everything(): Promise<boolean> {
  const since = performance.now();
  const workers = Math.max(1, Number(values.workers));
  const tally = emptyTally();
  let next = 0;
  // Processes that were killed leave promises behind: a worker begins anew now and then.
  const lane = async () => {
    while (next < sequences) {
      const from = next;
      next += Math.min(Math.ceil(sequences / workers), MOST_IN_A_WORKER);
      addTo(tally, await inWorker({ seed, from, count: Math.min(next, sequences) - from }));
    }
  };
  await Promise.all(Array.from({ length: workers }, lane));
  console.log(`${table(tally)}\n\n${summary(tally, seconds(since), seed)}`);
  await tellFailures(tally);
  return tally.failed.length === 0;
}

async function tellFailures({ failed }: Tally): Promise<void> {
  const kinds = new Map<string, number[]>();
  for (const { index, violations } of failed) {
    const kind = kindOfViolation(violations[0] ?? "");
    kinds.set(kind, [...(kinds.get(kind) ?? []), index]);
  }
  for (const [kind, indices] of kinds) {
    console.log(`✗ ${indices.length} × ${kind}\n    sequences ${indices.slice(0, 12).join(", ")}`);
  }
  for (const [, [index]] of [...kinds].slice(0, SHOWN)) {
    if (index === undefined) continue;
    const told = await simplest(drawPlan(seed, index));
    console.log(`\nsequence ${index}, as simple as it can be:\n${told.story.join("\n")}`);
    console.log(told.violations.map((violation) => `✗ ${violation}`).join("\n"));
    console.log(`npm run sequences -- --seed ${seed} --replay ${index} --simplify`);
  }
}

async function replay(index: number): Promise<boolean> {
  const plan = drawPlan(seed, index);
  const told = values.simplify ? await simplest(plan) : await play(plan);
  console.log(JSON.stringify(told.plan));
  console.log(told.story.join("\n"));
  for (const { sentAt, executedAt, sender, operation, outcome, resourceId, effect, late } of told.records) {
    const times = [sentAt, executedAt].map((at) =>
      at === undefined ? "never" : String((at - told.start) / 1000),
    );
    const struck = effect === undefined ? "" : ` × ${effectText(effect)}`;
    const facts = [resourceId, outcome, late === true ? "late" : undefined].filter(
      (fact) => fact !== undefined,
    );
    console.log(`${times.join(" → ").padStart(20)}  ${sender.name} ${operation} ${facts.join(" ")}${struck}`);
  }
  console.log(told.violations.map((violation) => `✗ ${violation}`).join("\n"));
  return told.violations.length === 0;
}

/** How many sequences it takes until one misses a mechanism. */
async function without(name: string): Promise<boolean> {
  const chosen = mechanisms.filter((mechanism) => name === "all" || mechanism.name === name);
  if (chosen.length === 0) throw new Error(`There is no mechanism "${name}".`);
  const rows: string[][] = [];
  for (const mechanism of chosen) {
    const tally = await inWorker(
      { seed, from: 0, count: sequences, untilFirstFailure: true },
      mechanism.name,
    );
    const [failed] = tally.failed;
    const said = failed === undefined ? "NOT MISSED" : kindOfViolation(failed.violations[0] ?? "");
    rows.push([mechanism.name, String(tally.sequences), said]);
  }
  console.log(grid([["without", "sequences", "first violation"], ...rows]));
  return rows.every(([, , said]) => said !== "NOT MISSED");
}

async function main(): Promise<boolean> {
  if (values.help) {
    console.log(HELP);
    return true;
  }
  if (values.from !== undefined) {
    await asWorker(Number(values.from));
    return true;
  }
  if (values.replay !== undefined) return await replay(Number(values.replay));
  return values.without === undefined ? await everything() : await without(values.without);
}

main().then(
  (held) => (process.exitCode = held ? 0 : 1),
  (error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  },
);
