import { cpus } from "node:os";
import { EngineError, ensureEngine } from "../engine/ensure";
import { type Bench, benches } from "./benches";
import { type Figure, type Report, chart, isMet, table } from "./figures";
import { cleanUp } from "./scene";

const HELP = `npm run bench -- [--json] [--long] [name …]

The figures of docs/performance.md, from the real CLI against the simulator.
${benches.map(({ name, what, long }) => `  ${name.padEnd(9)}${what}${long === true ? " (minutes; with --long)" : ""}`).join("\n")}`;

interface Request {
  readonly json: boolean;
  readonly chosen: readonly Bench[];
}

function readArguments(args: readonly string[]): Request | undefined {
  const names = args.filter((arg) => !arg.startsWith("--"));
  const unknown = names.filter((name) => !benches.some((bench) => bench.name === name));
  const flags = args.filter((arg) => arg.startsWith("--"));
  if (unknown.length > 0 || flags.some((flag) => flag !== "--json" && flag !== "--long")) return undefined;
  const chosen = benches.filter(({ name, long }) =>
    names.length > 0 ? names.includes(name) : long !== true || flags.includes("--long"),
  );
  return { json: flags.includes("--json"), chosen };
}

async function run({ json, chosen }: Request): Promise<number> {
  const engine = await ensureEngine();
  const tell = (text: string): void => (json ? console.error(text) : console.log(text));
  const figures: Figure[] = [];
  for (const bench of chosen) {
    tell(`\n${bench.what}`);
    const found = await bench.run(engine);
    tell(table(found));
    if (bench.name === "growth") tell(`\n${chart(found)}`);
    figures.push(...found);
  }
  const missed = figures.filter((figure) => !isMet(figure));
  tell(`\n${missed.length === 0 ? "Every figure is met." : `Not met:\n${table(missed)}`}`);
  const machine = `${cpus().length} × ${cpus()[0]?.model ?? "unknown"}, Node ${process.version}, Pulumi ${engine.version}`;
  const report: Report = { figures, machine, at: new Date().toISOString() };
  if (json) console.log(JSON.stringify(report, undefined, 2));
  return missed.length === 0 ? 0 : 1;
}

function stopOnSignals(): void {
  for (const [signal, code] of [
    ["SIGINT", 130],
    ["SIGTERM", 143],
  ] as const) {
    process.once(signal, () => void cleanUp().finally(() => process.exit(code)));
  }
}

const request = readArguments(process.argv.slice(2));
if (request === undefined) {
  console.error(HELP);
  process.exitCode = 2;
} else {
  stopOnSignals();
  run(request).then(
    (code) => (process.exitCode = code),
    (error: unknown) => {
      console.error(error instanceof EngineError ? error.message : error);
      process.exitCode = 1;
    },
  );
}
